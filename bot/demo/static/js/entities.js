// A text with entities, as nodes. Offsets are UTF-16 units, which is how JavaScript counts anyway.

import { el, icon } from "./dom.js";
import { t } from "./i18n.js";
import { placeOf } from "./rooms.js";
import { hub } from "./state.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };
const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);
const COLLAPSED_LINES = 3;

/** Return the nodes of a text; `onCommand` gets a /command that was clicked. */
export function formatted(text, entities, onCommand = () => {}) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return nodes(text, sorted, 0, text.length, onCommand);
}

function nodes(text, entities, from, to, onCommand) {
  const made = document.createDocumentFragment();
  let at = from;
  let next = 0;
  while (next < entities.length) {
    const entity = entities[next];
    const end = entity.offset + entity.length;
    const inside = [];
    for (next += 1; next < entities.length && entities[next].offset < end; next += 1) inside.push(entities[next]);
    made.append(text.slice(at, entity.offset));
    const content = nodes(text, inside, entity.offset, end, onCommand);
    made.append(wrapped(entity, text.slice(entity.offset, end), content, onCommand));
    // The line break after a block ends the block's last line; it begins no line of its own.
    at = BLOCKS.has(entity.kind) && text[end] === "\n" ? end + 1 : end;
  }
  made.append(text.slice(at, to));
  return made;
}

function wrapped(entity, words, content, onCommand) {
  if (entity.kind in TAGS) return el(TAGS[entity.kind], {}, content);
  switch (entity.kind) {
    case "text_link":
      return link(entity.argument, content);
    case "url":
      return link(words, content);
    case "email":
      return link(`mailto:${words}`, content);
    case "pre":
      return el("pre", {}, el("code", {}, content));
    case "bot_command":
      return el("button", { type: "button", class: "inline-command", on: { click: () => onCommand(words) } }, content);
    case "mention":
    case "hashtag":
      return el("span", { class: "mention" }, content);
    case "spoiler":
      return spoiler(content);
    case "blockquote":
      return el("blockquote", { class: "quote" }, content);
    case "expandable_blockquote":
      return expandable(content);
    default:
      return content;
  }
}

/** Make a link that opens elsewhere; an address that is no web or mail address stays plain text. */
export function link(address, content) {
  if (!/^(https?:\/\/|mailto:)/i.test(address ?? "")) return el("span", {}, content);
  const opened = el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, content);
  opened.addEventListener("click", (event) => {
    // A t.me link leads to its message here, as it does in Telegram.
    const place = placeOf(address);
    if (!place) return;
    event.preventDefault();
    hub.tell("go", place);
  });
  return opened;
}

function spoiler(content) {
  const cover = el("button", { type: "button", class: "spoiler", "aria-expanded": "false" });
  const hidden = el("span", {}, content);
  hidden.inert = true;
  cover.append(hidden);
  cover.addEventListener("click", () => {
    cover.setAttribute("aria-expanded", "true");
    hidden.inert = false;
  });
  return cover;
}

/** Make a quotation that shows its first lines until it is clicked; a short one is just shown. */
function expandable(content) {
  const words = el("div", { class: "quote-words" }, content);
  const toggle = el("button", { type: "button", class: "quote-toggle", "aria-expanded": "false" }, icon("down"));
  const quote = el("blockquote", { class: "quote expandable" }, words, toggle);
  const show = (open) => {
    quote.classList.toggle("open", open);
    toggle.setAttribute("aria-expanded", String(open));
    toggle.setAttribute("aria-label", t(open ? "collapse" : "expand"));
    words.style.maxHeight = open ? `${words.scrollHeight}px` : "";
  };
  show(false);
  const turn = () => show(!quote.classList.contains("open"));
  toggle.addEventListener("click", (event) => {
    event.stopPropagation();
    turn();
  });
  quote.addEventListener("click", (event) => {
    const marking = String(document.getSelection() ?? "") !== "";
    if (!quote.classList.contains("short") && !marking && !event.target.closest("a, button")) turn();
  });
  // Whether it is short is known once it has its width, and changes with it.
  new ResizeObserver(() => {
    if (quote.classList.contains("open")) {
      words.style.maxHeight = "none";
      return;
    }
    const line = Number.parseFloat(getComputedStyle(words).lineHeight);
    quote.classList.toggle("short", words.scrollHeight <= line * COLLAPSED_LINES + 2);
  }).observe(words);
  return quote;
}
