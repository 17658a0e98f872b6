// One message: a bubble with its buttons, or the line of a service message.

import { act } from "./connection.js";
import { avatar, el, icon, iconButton } from "./dom.js";
import { formatted } from "./entities.js";
import { t } from "./i18n.js";
import { openMenu } from "./menu.js";
import { copy, showAnswer, showRefusal, toast } from "./notices.js";
import { serviceText } from "./service.js";
import { hub } from "./state.js";
import { clock } from "./time.js";

const FEEDBACK = 1600;

/** Make the list item of a message. `place` says whether it is the first and the last of its sender's group. */
export function bubble(chat, message, place) {
  if (message.service) {
    return el("li", { class: "service", data: { message: String(message.id) } }, el("span", {}, serviceText(message)));
  }
  const named = place.first && !message.mine && chat.kind !== "private";
  const pictured = !message.mine && chat.kind !== "private";
  const text = el("div", { class: "text" }, formatted(message.text, message.entities, (command) => hub.tell("command", { command })));
  const more = iconButton("more", t("actions"), (event) => openActions(chat, message, more, at(event, more)), {
    class: "more",
    "aria-haspopup": "menu",
  });
  const body = el(
    "article",
    { class: "bubble", "aria-label": message.mine ? t("own_message") : t("message_of", { name: message.from.name }) },
    named && el("div", { class: "sender", data: { tone: tone(message.from.id) } }, message.from.name),
    message.reply && replied(message.reply),
    text,
    el("div", { class: "meta" }, message.edited ? `${t("edited")} ` : "", el("time", {}, clock(message.date))),
  );
  const item = el(
    "li",
    { class: classes(message, place), data: { message: String(message.id) } },
    pictured && (place.last ? avatar(message.from.id, message.from.name) : el("span", { class: "avatar-room" })),
    el("div", { class: "stack" }, body, keyboard(chat, message)),
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

function classes(message, { first, last }) {
  return ["message", message.mine ? "mine" : "theirs", first && "first", last && "last"].filter(Boolean).join(" ");
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
  if (message.mine) items.push({ icon: "edit", label: t("edit"), run: () => hub.tell("edit", { message }) });
  if (message.mine || chat.kind === "private") {
    items.push({
      icon: "trash",
      label: t("remove"),
      danger: true,
      run: () => act("delete", { chat: chat.id, message: message.id }).catch(showRefusal),
    });
  }
  openMenu(owner, place, items);
}
