// A small menu beside a button or under the pointer.

import { el, icon } from "./dom.js";

const MARGIN = 8;
let close = () => {};

/** Open a menu of `items` ({icon, label, run, danger}) at a place; the focus returns to `owner`. */
export function openMenu(owner, place, items) {
  close();
  const menu = el("div", { class: "menu", role: "menu" });
  for (const item of items) {
    menu.append(
      el(
        "button",
        {
          type: "button",
          role: "menuitem",
          class: item.danger ? "danger" : "",
          on: {
            click: () => {
              close();
              item.run();
            },
          },
        },
        icon(item.icon),
        item.label,
      ),
    );
  }
  const outside = (event) => {
    if (!menu.contains(event.target)) close();
  };
  close = () => {
    document.removeEventListener("pointerdown", outside, true);
    menu.remove();
    owner.setAttribute("aria-expanded", "false");
    if (owner.isConnected) owner.focus();
    close = () => {};
  };
  menu.addEventListener("keydown", (event) => steer(event, menu));
  document.body.append(menu);
  const { width, height } = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(MARGIN, Math.min(place.x, innerWidth - width - MARGIN))}px`;
  menu.style.top = `${Math.max(MARGIN, Math.min(place.y, innerHeight - height - MARGIN))}px`;
  owner.setAttribute("aria-expanded", "true");
  menu.firstElementChild.focus();
  document.addEventListener("pointerdown", outside, true);
}

function steer(event, menu) {
  const items = [...menu.children];
  const at = items.indexOf(document.activeElement);
  const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
  if (event.key in steps) items.at(steps[event.key] % items.length).focus();
  else if (event.key === "Escape" || event.key === "Tab") close();
  else return;
  event.preventDefault();
}
