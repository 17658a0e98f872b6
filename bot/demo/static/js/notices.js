// Short notes at the edge, alerts in the middle, and what a screen reader is told.

import { Refused } from "./connection.js";
import { el } from "./dom.js";
import { link } from "./entities.js";
import { t } from "./i18n.js";

const STAYS = 4000;
const KEPT = 20;

/** Show a note for a few seconds. */
export function toast(text, more = null) {
  const note = el("p", { class: "toast" }, text, more);
  document.getElementById("toasts").append(note);
  setTimeout(() => note.remove(), more ? STAYS * 2 : STAYS);
}

/** Show a text that has to be closed. */
export function alertBox(text) {
  const close = el("button", { type: "submit", class: "primary" }, t("ok"));
  const box = el("dialog", { class: "alert" }, el("form", { method: "dialog" }, el("p", {}, text), close));
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
}

/** Show what the bot answered to a tap. */
export function showAnswer({ text, show_alert: alert, url }) {
  if (url) toast(text ?? "", link(url, t("opens")));
  else if (text && alert) alertBox(text);
  else if (text) toast(text);
}

/** Say why something did not happen. */
export function showRefusal(error) {
  if (!(error instanceof Refused)) throw error;
  if (error.status === 0) toast(t("offline"));
  else if (error.status === 504) toast(t("no_answer"));
  else toast(`${t("refused")} ${error.message}`);
}

/** Tell a screen reader something. */
export function announce(text) {
  const log = document.getElementById("announcer");
  log.append(el("p", {}, text));
  while (log.childElementCount > KEPT) log.firstElementChild.remove();
}

/** Copy a text; says whether it worked. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
