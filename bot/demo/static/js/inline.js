// Inline mode: what is typed after the bot's name is asked, and the results are shown to choose from.

import { act } from "./connection.js";
import { t } from "./i18n.js";
import { hub, state } from "./state.js";

const PAUSE = 250;

export class InlineResults {
  #completions;
  #chat;
  #choose;
  #timer = 0;
  #asked = 0;
  #waiting = false;

  constructor(completions, chat, choose) {
    this.#completions = completions;
    this.#chat = chat;
    this.#choose = choose;
  }

  /** Ask for what is written, once nothing has been typed for a moment. */
  ask(text) {
    clearTimeout(this.#timer);
    this.#asked += 1;
    const found = new RegExp(`^@${state.bot.username}\\s+([\\s\\S]*)$`, "i").exec(text);
    if (found) this.#timer = setTimeout(() => this.#fetch(found[1].trim(), this.#asked), PAUSE);
  }

  async #fetch(query, asked) {
    const page = await act("inline", { chat: this.#chat.id, query }).catch(() => null);
    // A later letter, or sending, has made this answer one to another question.
    if (!page || asked !== this.#asked) return;
    const above = page.button ? [{ label: page.button.text, class: "above", run: () => hub.tell("go", { start: page.button.start }) }] : [];
    const none = !page.results.length && !above.length ? [{ label: t("no_results"), class: "above", run: () => {} }] : [];
    this.#waiting = false;
    this.#show(query, asked, page, [...above, ...none, ...this.#options(page)]);
  }

  #options({ page, results }) {
    return results.map(({ title, description }, result) => ({
      label: title,
      note: description,
      class: "result",
      run: () => {
        this.#asked += 1;
        this.#choose({ page, result });
      },
    }));
  }

  #show(query, asked, page, options) {
    const onEnd = async () => {
      if (!page.more || this.#waiting) return;
      this.#waiting = true;
      const next = await act("inline", { chat: this.#chat.id, query, offset: page.more }).catch(() => null);
      this.#waiting = false;
      if (next && asked === this.#asked) this.#show(query, asked, next, [...options, ...this.#options(next)]);
    };
    this.#completions.show(options, { marked: false, onEnd });
  }
}
