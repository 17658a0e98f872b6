// Which chat is open stands in the address, so that the browser's own "back" works, on a phone above all.

import { hub, state } from "./state.js";

const wide = matchMedia("(min-width: 721px)");
const app = document.getElementById("app");

/** Open a chat; null shows the list, where there is room for one of both only. */
export function showChat(id) {
  const hash = id === null ? "" : `#${id}`;
  if (location.hash !== hash) history.pushState(null, "", `${location.pathname}${hash}`);
  follow();
  hub.tell(wide.matches ? "write" : id === null ? "left" : "entered");
}

/** Go back to the list. */
export const showList = () => showChat(null);

/** Show what the address says. */
export function follow() {
  const asked = Number.parseInt(location.hash.slice(1), 10);
  const id = state.chats.has(asked) ? asked : null;
  const first = wide.matches ? ([...state.chats.keys()][0] ?? null) : null;
  const before = state.open;
  state.open = id ?? first;
  app.dataset.pane = id === null ? "list" : "chat";
  hub.tell("open", { changed: before !== state.open });
}

export function startRouting() {
  addEventListener("popstate", follow);
  hub.on("world", follow);
  wide.addEventListener("change", follow);
}
