// A list over a text field to choose from, with the keyboard as well (the ARIA combobox pattern).

import { el } from "./dom.js";

let count = 0;

export class Completions {
  #input;
  #candidates;
  #choose;
  #shown = [];
  #at = 0;

  /** `candidates` returns {label, note, text}s for what is written; `choose` gets the one that was chosen. */
  constructor(input, candidates, choose) {
    this.#input = input;
    this.#candidates = candidates;
    this.#choose = choose;
    count += 1;
    this.list = el("ul", { class: "completions", role: "listbox", id: `completions-${count}`, hidden: true });
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": this.list.id, "aria-expanded": "false" })) {
      input.setAttribute(name, value);
    }
    input.addEventListener("blur", () => this.#show([]));
  }

  /** Show what fits what is written. */
  update() {
    this.#show(this.#candidates());
  }

  /** Show all, or none if all are shown. */
  toggleAll() {
    if (this.#shown.length) {
      this.#input.value = "";
      this.#show([]);
    } else {
      this.#input.value = "/";
      this.update();
    }
  }

  /** Take a key; says whether it was for the list. */
  pressed(event) {
    if (!this.#shown.length) return false;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) this.#mark((this.#at + steps[event.key] + this.#shown.length) % this.#shown.length);
    else if (event.key === "Enter" || event.key === "Tab") this.#choose(this.#shown[this.#at]);
    else if (event.key === "Escape") this.#show([]);
    else return false;
    event.preventDefault();
    return true;
  }

  #show(found) {
    this.#shown = found;
    this.list.hidden = found.length === 0;
    this.#input.setAttribute("aria-expanded", String(found.length > 0));
    this.list.replaceChildren(
      ...found.map((one, index) =>
        el(
          "li",
          {
            role: "option",
            id: `${this.list.id}-${index}`,
            on: {
              // Before the field loses the focus, which would close the list.
              pointerdown: (event) => {
                event.preventDefault();
                this.#choose(one);
              },
            },
          },
          el("strong", {}, one.label),
          el("span", {}, one.note),
        ),
      ),
    );
    if (found.length) this.#mark(0);
    else this.#input.removeAttribute("aria-activedescendant");
  }

  #mark(index) {
    this.#at = index;
    [...this.list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === index)));
    this.#input.setAttribute("aria-activedescendant", `${this.list.id}-${index}`);
    this.list.children[index].scrollIntoView({ block: "nearest" });
  }
}
