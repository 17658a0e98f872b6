// Light, dark, or like the system.

const KEY = "article-bot-demo-theme";
const THEMES = ["auto", "light", "dark"];

let chosen = "auto";

export const theme = () => chosen;

/** Take the theme that was chosen last. */
export function restoreTheme() {
  try {
    const kept = localStorage.getItem(KEY);
    if (THEMES.includes(kept)) chosen = kept;
  } catch {
    // As in i18n.js.
  }
  apply();
}

/** Go on to the next theme. */
export function nextTheme() {
  chosen = THEMES[(THEMES.indexOf(chosen) + 1) % THEMES.length];
  try {
    localStorage.setItem(KEY, chosen);
  } catch {
    // As in i18n.js.
  }
  apply();
}

function apply() {
  document.documentElement.dataset.theme = chosen;
}
