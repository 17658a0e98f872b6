// A list over a text field to choose from, with the keyboard as well (the ARIA combobox pattern).

import { el } from "./dom.js";

let count = 0;

export class Completions {
  #input;
  #shown = [];
  /** The marked one; -1 for none, where Enter sends what is written. */
  #at = -1;
  #onEnd = () => {};

  constructor(input) {
    this.#input = input;
    count += 1;
    this.list = el("ul", { class: "completions", role: "listbox", id: `completions-${count}`, hidden: true });
    this.list.addEventListener("scroll", () => {
      if (this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 60) this.#onEnd();
    }, { passive: true });
    const marks = { role: "combobox", "aria-autocomplete": "list", "aria-controls": this.list.id, "aria-expanded": "false" };
    for (const [name, value] of Object.entries(marks)) input.setAttribute(name, value);
    input.addEventListener("blur", () => this.show([]));
  }

  get open() {
    return this.#shown.length > 0;
  }

  /** Show {label, note, run, complete?}s: what Enter or a click does, and Tab, if that is another thing. `marked` marks the first; `onEnd` is called when the last of them is reached. */
  show(found, { marked = true, onEnd = () => {} } = {}) {
    const kept = found.length > this.#shown.length && this.#shown.length > 0 && !marked ? this.#at : -1;
    const place = this.list.scrollTop;
    this.#shown = found;
    this.#onEnd = onEnd;
    this.list.hidden = found.length === 0;
    this.#input.setAttribute("aria-expanded", String(found.length > 0));
    this.list.replaceChildren(...found.map((one, index) => this.#option(one, index)));
    this.list.scrollTop = kept >= 0 ? place : 0;
    this.#mark(marked && found.length ? 0 : kept);
  }

  #option(one, index) {
    return el(
      "li",
      {
        role: "option",
        id: `${this.list.id}-${index}`,
        class: one.class ?? "",
        "aria-selected": "false",
        on: {
          // The field keeps the focus; losing it would close the list before the click.
          pointerdown: (event) => event.preventDefault(),
          mousedown: (event) => event.preventDefault(),
          click: () => one.run(),
        },
      },
      el("strong", {}, one.label),
      one.note && el("span", {}, one.note),
    );
  }

  /** Take a key; says whether it was for the list. */
  pressed(event) {
    if (!this.open) return false;
    const marked = this.#at >= 0;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") this.#step(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" && marked && !event.shiftKey) this.#shown[this.#at].run();
    else if (event.key === "Tab" && marked && !event.shiftKey) (this.#shown[this.#at].complete ?? this.#shown[this.#at].run)();
    else if (event.key === "Escape") this.show([]);
    else return false;
    event.preventDefault();
    return true;
  }

  #step(by) {
    const count = this.#shown.length;
    const next = this.#at < 0 ? (by > 0 ? 0 : count - 1) : this.#at + by;
    if (next >= count - 1) this.#onEnd();
    this.#mark((next + count) % count);
  }

  #mark(index) {
    this.#at = index;
    [...this.list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === index)));
    if (index < 0) {
      this.#input.removeAttribute("aria-activedescendant");
      return;
    }
    this.#input.setAttribute("aria-activedescendant", `${this.list.id}-${index}`);
    this.list.children[index].scrollIntoView({ block: "nearest" });
  }
}
