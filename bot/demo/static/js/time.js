// Times and days in the language of the page.

import { language, t } from "./i18n.js";

const format = (options) => new Intl.DateTimeFormat(language() === "de" ? "de-DE" : "en-GB", options);

export const clock = (seconds) => format({ hour: "2-digit", minute: "2-digit" }).format(seconds * 1000);

const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
const DAY = 86_400_000;

/** Return "today", "yesterday" or the day. */
export function day(seconds) {
  const ago = Math.round((midnight(new Date()) - midnight(new Date(seconds * 1000))) / DAY);
  if (ago === 0) return t("today");
  if (ago === 1) return t("yesterday");
  return format({ day: "numeric", month: "long" }).format(seconds * 1000);
}

/** Return the time of today, else the day, as short as a list has room for. */
export function short(seconds) {
  const today = midnight(new Date()) === midnight(new Date(seconds * 1000));
  return today ? clock(seconds) : format({ day: "numeric", month: "short" }).format(seconds * 1000);
}

export const sameDay = (a, b) => midnight(new Date(a * 1000)) === midnight(new Date(b * 1000));
