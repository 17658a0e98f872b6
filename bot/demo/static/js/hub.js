// Tells those who asked that something happened.

export class EventHub {
  #listeners = new Map();

  on(kind, listener) {
    this.#listeners.set(kind, [...(this.#listeners.get(kind) ?? []), listener]);
  }

  tell(kind, detail = {}) {
    for (const listener of this.#listeners.get(kind) ?? []) listener(detail);
  }
}
