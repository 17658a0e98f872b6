// One message: a bubble with its buttons, or the line of a service message.

import { act } from "./connection.js";
import { avatar, el, icon, iconButton } from "./dom.js";
import { formatted } from "./entities.js";
import { language, t } from "./i18n.js";
import { openMenu } from "./menu.js";
import { copy, showAnswer, showRefusal, toast } from "./notices.js";
import { serviceText } from "./service.js";
import { hub, state } from "./state.js";
import { clock } from "./time.js";

const FEEDBACK = 1600;

/** Make the list item of a message. `place` says whether it is the first and the last of its sender's group. */
export function bubble(chat, message, place) {
  if (message.service) {
    return el("li", { class: "service", data: { message: String(message.id) } }, el("span", {}, serviceText(message)));
  }
  const own = message.mine && chat.kind !== "channel";
  const shared = chat.kind !== "private" && chat.kind !== "people";
  const named = place.first && shared && chat.kind !== "channel" && (!own || message.from.id !== state.me.id);
  const pictured = !own && shared && chat.kind !== "channel";
  const text = el("div", { class: "text" }, formatted(message.text, message.entities, (command) => hub.tell("command", { command })));
  const more = iconButton("more", t("actions"), (event) => openActions(chat, message, more, at(event, more)), {
    class: "more",
    "aria-haspopup": "menu",
  });
  const body = el(
    "article",
    { class: "bubble", "aria-label": own ? t("own_message") : t("message_of", { name: message.from.name }) },
    named && el("div", { class: "sender", data: { tone: tone(message.from.id) } }, message.from.name),
    message.via && el("div", { class: "via" }, t("via", { bot: `@${message.via}` })),
    message.forwarded && el("div", { class: "via" }, t("forwarded", { title: message.forwarded })),
    message.reply && message.reply.id !== place.thread && replied(message.reply),
    message.file && file(chat, message),
    text,
    el("div", { class: "meta" }, about(message), el("time", {}, clock(message.date))),
    message.reaction && el("div", { class: "reaction", role: "img", "aria-label": t("reaction", { emoji: message.reaction }) }, message.reaction),
  );
  const item = el(
    "li",
    { class: classes(own, place), data: { message: String(message.id) } },
    pictured && (place.last ? avatar(message.from.id, message.from.name) : el("span", { class: "avatar-room" })),
    el("div", { class: "stack" }, body, keyboard(chat, message), commentsButton(message)),
    more,
  );
  item.addEventListener("contextmenu", (event) => {
    if (event.target.closest("a") || String(document.getSelection() ?? "")) return;
    event.preventDefault();
    openActions(chat, message, more, { x: event.clientX, y: event.clientY });
  });
  item.addEventListener("dblclick", (event) => {
    if (!event.target.closest(".text, button, a")) hub.tell("reply", { message });
  });
  return item;
}

const tone = (id) => String(Math.abs(id) % 7);

/** Return what stands before the time: who signed, and whether it was edited. */
const about = ({ signature, edited }) => [signature, edited && t("edited")].filter(Boolean).map((one) => `${one} · `).join("");

function file(chat, message) {
  const kilobytes = Math.max(1, Math.round(message.file.size / 1000));
  const address = `/files/${state.me.id}/${chat.id}/${message.id}`;
  return el(
    "a",
    { class: "file", href: address, download: message.file.name },
    icon("file"),
    el("span", { class: "file-name" }, message.file.name || t("photo")),
    el("span", { class: "file-size" }, `${kilobytes.toLocaleString(language())} kB`),
  );
}

function commentsButton({ comments }) {
  if (!comments) return null;
  const label = comments.count ? t(comments.count === 1 ? "comment" : "comments_many", { count: comments.count }) : t("comment_none");
  return el(
    "button",
    { type: "button", class: "key comments", on: { click: () => hub.tell("go", { key: `${comments.chat}/${comments.thread}` }) } },
    icon("comments"),
    label,
  );
}

function classes(own, { first, last }) {
  return ["message", own ? "mine" : "theirs", first && "first", last && "last"].filter(Boolean).join(" ");
}

function at(event, button) {
  const box = button.getBoundingClientRect();
  return event.clientX ? { x: event.clientX, y: event.clientY } : { x: box.left, y: box.bottom };
}

function replied(reply) {
  const gone = reply.from === null;
  return el(
    "button",
    {
      type: "button",
      class: reply.quoted ? "replied quoted" : "replied",
      data: { tone: gone ? "0" : tone(reply.from.id) },
      on: { click: () => hub.tell("jump", { message: reply.id }) },
    },
    el("span", { class: "replied-name" }, gone ? t("deleted_reply") : reply.from.name),
    !gone && el("span", { class: "replied-text" }, reply.text),
  );
}

function keyboard(chat, message) {
  if (!message.buttons.length) return null;
  const rows = message.buttons.map((row) => el("div", { class: "key-row" }, row.map((key) => keyOf(chat, message, key))));
  return el("div", { class: "keyboard" }, rows);
}

function keyOf(chat, message, key) {
  if (key.kind === "url") {
    return el("a", { class: "key", href: key.value, target: "_blank", rel: "noopener noreferrer" }, key.label, icon("out"));
  }
  const label = el("span", {}, key.label);
  const button = el("button", { type: "button", class: "key" }, label, key.kind === "copy_text" && icon("copy"));
  button.addEventListener("click", () =>
    key.kind === "copy_text" ? copyKey(button, key) : tap(chat, message, button, key.label),
  );
  return button;
}

async function copyKey(button, key) {
  if (!(await copy(key.value))) {
    toast(t("not_copied"));
    return;
  }
  button.classList.add("done");
  button.lastElementChild.replaceWith(icon("check"));
  toast(t("copied"));
  setTimeout(() => {
    button.classList.remove("done");
    button.lastElementChild.replaceWith(icon("copy"));
  }, FEEDBACK);
}

async function tap(chat, message, button, label) {
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  try {
    showAnswer(await act("tap", { chat: chat.id, message: message.id, label }));
  } catch (error) {
    showRefusal(error);
  } finally {
    button.removeAttribute("aria-busy");
  }
}

function openActions(chat, message, owner, place) {
  const items = [
    { icon: "reply", label: t("reply"), run: () => hub.tell("reply", { message }) },
    {
      icon: "copy",
      label: t("copy"),
      run: async () => toast(t((await copy(message.text)) ? "copied" : "not_copied")),
    },
  ];
  if (message.mine && !message.via) items.push({ icon: "edit", label: t("edit"), run: () => hub.tell("edit", { message }) });
  if (message.mine || chat.kind === "private" || chat.leads) {
    items.push({
      icon: "trash",
      label: t("remove"),
      danger: true,
      run: () => act("delete", { chat: chat.id, message: message.id }).catch(showRefusal),
    });
  }
  openMenu(owner, place, items);
}
