// The right side: the head of the chat, its messages, and what can be tried.

import { act } from "./connection.js";
import { avatar, el, icon, iconButton } from "./dom.js";
import { bubble } from "./bubble.js";
import { drawComposer, ideaChips, send } from "./composer.js";
import { t } from "./i18n.js";
import { openMenu } from "./menu.js";
import { announce, showRefusal } from "./notices.js";
import { messagesIn, openRoom } from "./rooms.js";
import { leaveRoom, showRoom } from "./routing.js";
import { hub, isTyping, state, TYPING_LASTS } from "./state.js";
import { day, sameDay } from "./time.js";

const root = document.getElementById("conversation");
const NEAR_END = 90;
const GROUPED = 300;
const SPOKEN = 300;
const GROUPS = { group: "group", supergroup: "group", channel: "channel" };

/** The parts that stay while a chat is open. */
let parts = null;
/** By message: the node and what it was made of. */
let made = new Map();
let missed = 0;
let read = 0;

export function startConversation() {
  hub.on("open", ({ changed }) => (changed || !parts ? draw() : update()));
  // Between two people the page is nobody's: what is written just then would be lost.
  hub.on("leaving", () => { root.inert = true; });
  hub.on("world", () => {
    root.inert = false;
    draw();
  });
  hub.on("language", draw);
  hub.on("news", ({ news, arrived }) => {
    update(arrived);
    if (news.typing?.length) setTimeout(drawHead, TYPING_LASTS + 50);
  });
  hub.on("entered", () => parts?.scroller.focus({ preventScroll: true }));
  hub.on("jump", ({ message }) => jump(message));
  hub.on("go", go);
  document.addEventListener("visibilitychange", markRead);
}

function draw() {
  made = new Map();
  missed = 0;
  read = 0;
  const room = openRoom();
  if (!room) {
    parts = null;
    root.replaceChildren(el("p", { class: "pick" }, state.me ? t("pick") : t("connecting")));
    return;
  }
  const list = el("ol", { class: "messages", "aria-label": t("messages") });
  const welcome = el("div", { class: "welcome-room" });
  const scroller = el("div", { class: "scroller", tabIndex: 0, "aria-label": t("messages"), role: "region" }, welcome, list);
  const latest = el("button", { type: "button", class: "latest", title: t("latest"), "aria-label": t("latest") }, icon("down"));
  latest.hidden = true;
  latest.addEventListener("click", () => toEnd("smooth"));
  const head = el("header", { class: "chat-head" });
  const composer = el("div", { class: "composer-room" });
  parts = { head, scroller, list, welcome, latest, composer };
  scroller.addEventListener("scroll", scrolled, { passive: true });
  // Bubbles grow after they are shown: fonts, quotations that open. Who reads the end stays at the end.
  let atEnd = true;
  const grown = () => {
    if (scroller.isConnected && atEnd && !opening(list)) toEnd();
  };
  scroller.addEventListener("scroll", () => { atEnd = nearEnd(scroller); }, { passive: true });
  const sizes = new ResizeObserver(grown);
  sizes.observe(list);
  sizes.observe(scroller);
  root.replaceChildren(head, el("div", { class: "scroll-room" }, scroller, latest), composer);
  update();
  drawComposer(composer, room);
  toEnd();
}

/** Say whether somebody is opening a quotation just now: then what they read must not move. */
const opening = (list) => list.contains(document.activeElement) || list.matches(":active");

function update(arrived = []) {
  const room = openRoom();
  if (!room || !parts) return;
  drawHead();
  const messages = messagesIn(room);
  const inside = new Set(messages);
  const here = arrived.map(({ message }) => message).filter((message) => inside.has(message));
  const stays = nearEnd(parts.scroller) || here.some(({ mine }) => mine);
  drawMessages(room, messages, new Set(here.map(({ id }) => id)));
  drawWelcome(room, messages);
  drawComposer(parts.composer, room);
  for (const message of here) if (!message.mine && !message.service) announce(`${message.from.name}: ${message.text.slice(0, SPOKEN)}`);
  if (stays) toEnd(here.length ? "smooth" : "auto");
  else missed += here.length;
  scrolled();
  markRead();
}

function drawHead() {
  const room = openRoom();
  if (!room || !parts) return;
  const { chat, topic } = room;
  const writing = isTyping(chat.id, topic);
  const line = writing
    ? el("span", { class: "writing" }, t("typing"), el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")))
    : about(room);
  const items = menuItems(chat);
  const key = JSON.stringify([room.key, room.title, writing, about(room), chat.blocked, items.length]);
  if (parts.head.dataset.key === key) return;
  parts.head.dataset.key = key;
  const focused = parts.head.contains(document.activeElement) ? document.activeElement.className : null;
  const more = iconButton("more", t("more_chat"), chatMenu, { class: "more", id: "chat-menu", "aria-haspopup": "menu" });
  parts.head.replaceChildren(
    iconButton("back", t("back"), leaveRoom, { class: room.thread ? "back always" : "back" }),
    picture(room),
    el("div", { class: "chat-names" }, el("h2", {}, room.title), el("p", { class: "chat-about" }, line)),
    ...(items.length ? [more] : []),
  );
  if (focused) parts.head.querySelector(`[class="${focused}"]`)?.focus();
}

function picture({ chat, topic, thread }) {
  if (topic || thread) return avatar(chat.id + topic, "", topic ? "topic" : "comments");
  return avatar(chat.kind === "private" ? state.bot.id : chat.id, chat.title, GROUPS[chat.kind] ?? "");
}

/** Return the line under the title. */
function about({ chat, topic, thread }) {
  if (topic || thread) return chat.title;
  if (chat.kind === "private") return t("bot");
  if (chat.kind === "people") return t("people");
  return t(chat.kind === "channel" ? "subscribers" : "members", { count: chat.members.length });
}

function menuItems(chat) {
  if (chat.kind === "private" && chat.started) {
    const name = chat.blocked ? "unblock" : "block";
    const run = () => act(name, { chat: chat.id }).catch(showRefusal);
    return [{ icon: chat.blocked ? "check" : "close", label: t(name), danger: !chat.blocked, run }];
  }
  if (chat.kind !== "group" || !chat.owns) return [];
  const run = () => act("migrate", { chat: chat.id }).then(({ chat: id }) => setTimeout(() => showRoom(String(id)), 100), showRefusal);
  return [{ icon: "group", label: t("migrate"), run }];
}

function chatMenu() {
  const owner = document.getElementById("chat-menu");
  const box = owner.getBoundingClientRect();
  openMenu(owner, { x: box.right, y: box.bottom }, menuItems(openRoom().chat));
}

function drawMessages(room, messages, fresh) {
  const wanted = [];
  messages.forEach((message, index) => {
    const before = messages[index - 1];
    if (!before || !sameDay(before.date, message.date)) wanted.push(separator(message.date));
    // Each post of a channel stands alone: it has its own comments.
    const alone = room.chat.kind === "channel";
    const [first, last] = [alone || !together(before, message), alone || !together(message, messages[index + 1])];
    const place = { first, last, thread: room.thread };
    wanted.push(item(room.chat, message, place, fresh));
  });
  patch(parts.list, wanted);
}

function separator(date) {
  const label = day(date);
  const key = `day ${label}`;
  const node = made.get(key)?.node ?? el("li", { class: "day" }, el("span", {}, label));
  made.set(key, { node });
  return node;
}

function together(one, next) {
  if (!one || !next || one.service || next.service) return false;
  return one.from.id === next.from.id && sameDay(one.date, next.date) && next.date - one.date < GROUPED;
}

function item(chat, message, place, fresh) {
  const key = `${place.first} ${place.last}`;
  const known = made.get(message.id);
  if (known && known.message === message && known.key === key) return known.node;
  const node = bubble(chat, message, place);
  if (fresh.has(message.id)) node.classList.add("fresh");
  if (known?.node.contains(document.activeElement)) keepFocus(known.node, node);
  made.set(message.id, { node, message, key });
  return node;
}

/** After the bubble that has the focus was edited, its new self gets it: the same button, else its first. */
function keepFocus(old, node) {
  const label = document.activeElement.textContent;
  const keys = [...node.querySelectorAll("button, a")];
  const next = keys.find((one) => one.textContent === label) ?? node.querySelector(".key") ?? keys[0];
  queueMicrotask(() => next?.focus({ preventScroll: true }));
}

function patch(list, wanted) {
  const keep = new Set(wanted);
  for (const node of [...list.children]) if (!keep.has(node)) node.remove();
  let at = list.firstChild;
  for (const node of wanted) {
    if (node === at) at = at.nextSibling;
    else list.insertBefore(node, at);
  }
}

function drawWelcome(room, messages) {
  const { chat } = room;
  const empty = messages.every(({ service }) => service);
  parts.scroller.classList.toggle("empty", messages.length === 0);
  const key = empty ? room.key : "";
  if (parts.welcome.dataset.key === key) return;
  parts.welcome.dataset.key = key;
  if (!empty) {
    parts.welcome.replaceChildren();
    return;
  }
  const kind = welcomeKind(room);
  const more = kind === "private" && !state.samples ? "welcome_private_own" : `welcome_${kind}_more`;
  const start = () => send(room, { text: "/start" });
  const begin = chat.kind === "private" && el("button", { type: "button", class: "primary", on: { click: start } }, t("start"));
  parts.welcome.replaceChildren(
    el(
      "section",
      { class: "welcome" },
      picture(room),
      el("h3", {}, t(`welcome_${kind}`)),
      el("p", {}, t(more)),
      el("ul", { class: "chips" }, ideaChips(room)),
      begin || null,
      el("p", { class: "fine" }, t("real")),
    ),
  );
}

function welcomeKind({ chat, topic }) {
  if (topic) return "topic";
  if (chat.kind === "private") return chat.commands.some(({ command }) => command === "reindex") ? "editor" : "private";
  if (chat.kind === "channel" || chat.kind === "people") return chat.kind;
  return chat.linked ? "discussion" : "group";
}

const nearEnd = ({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight < NEAR_END;

function toEnd(behavior = "auto") {
  // What can be tried is read from its beginning.
  if (parts.welcome.childElementCount) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  parts.scroller.scrollTo({ top: parts.scroller.scrollHeight, behavior: calm ? "auto" : behavior });
}

function scrolled() {
  if (!parts) return;
  const end = nearEnd(parts.scroller);
  if (end) missed = 0;
  parts.latest.hidden = end;
  parts.latest.dataset.count = missed ? String(missed) : "";
  parts.latest.setAttribute("aria-label", missed ? `${t("latest")}, ${t("new_below", { count: missed })}` : t("latest"));
}

function markRead() {
  const room = openRoom();
  const visible = document.visibilityState === "visible" && parts?.scroller.checkVisibility();
  if (!room?.last || room.thread || !visible || read >= room.last.id) return;
  read = room.last.id;
  const counted = room.topic ? room.chat.topics.find(({ id }) => id === room.topic) : room.chat;
  counted.unread = 0;
  act("read", { chat: room.chat.id, topic: room.topic, message: read }).catch(() => {});
}

/** Follow a link to a message, to the comments on a post, or to the bot itself. */
function go({ key, message, start }) {
  if (start !== undefined) {
    const own = [...state.chats.values()].find(({ kind }) => kind === "private");
    showRoom(String(own.id));
    send(openRoom(), { text: `/start ${start}`.trim() });
    return;
  }
  showRoom(key);
  if (message) jump(message);
}

function jump(id) {
  const node = parts?.list.querySelector(`[data-message="${id}"]`);
  if (!node) return;
  node.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  node.classList.remove("flash");
  requestAnimationFrame(() => node.classList.add("flash"));
}
