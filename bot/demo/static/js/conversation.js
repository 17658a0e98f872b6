// The right side: the head of the chat, its messages, and what can be tried.

import { act } from "./connection.js";
import { avatar, el, icon, iconButton } from "./dom.js";
import { bubble } from "./bubble.js";
import { drawComposer, send } from "./composer.js";
import { ideasFor } from "./ideas.js";
import { t } from "./i18n.js";
import { openMenu } from "./menu.js";
import { announce, showRefusal } from "./notices.js";
import { showList } from "./routing.js";
import { hub, messagesOf, openChat, state, TYPING_LASTS } from "./state.js";
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
  hub.on("world", draw);
  hub.on("language", draw);
  hub.on("news", ({ news, arrived }) => {
    update(arrived);
    if (news.typing?.length) setTimeout(drawHead, TYPING_LASTS + 50);
  });
  hub.on("entered", () => parts?.scroller.focus({ preventScroll: true }));
  hub.on("jump", ({ message }) => jump(message));
  document.addEventListener("visibilitychange", markRead);
}

function draw() {
  made = new Map();
  missed = 0;
  read = 0;
  const chat = openChat();
  if (!chat) {
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
  drawComposer(composer, chat);
  toEnd();
}

/** Say whether somebody is opening a quotation just now: then what they read must not move. */
const opening = (list) => list.contains(document.activeElement) || list.matches(":active");

function update(arrived = []) {
  const chat = openChat();
  if (!chat || !parts) return;
  drawHead();
  const here = arrived.filter(({ chat: id }) => id === chat.id).map(({ message }) => message);
  const stays = nearEnd(parts.scroller) || here.some(({ mine }) => mine);
  drawMessages(chat, new Set(here.map(({ id }) => id)));
  drawWelcome(chat);
  drawComposer(parts.composer, chat);
  for (const message of here) if (!message.mine && !message.service) announce(`${message.from.name}: ${message.text.slice(0, SPOKEN)}`);
  if (stays) toEnd(here.length ? "smooth" : "auto");
  else missed += here.length;
  scrolled();
  markRead();
}

function drawHead() {
  const chat = openChat();
  if (!chat || !parts) return;
  const writing = (state.typing.get(chat.id) ?? 0) > Date.now();
  const about = chat.kind === "private" ? t("bot") : t("members", { count: chat.members.length });
  const line = writing
    ? el("span", { class: "writing" }, t("typing"), el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")))
    : about;
  const more = chat.kind === "private" && chat.started && iconButton("more", t("more_chat"), () => chatMenu(chat), {
    class: "more",
    id: "chat-menu",
    "aria-haspopup": "menu",
  });
  const key = JSON.stringify([chat.id, chat.title, writing, chat.members.length, chat.blocked, chat.started]);
  if (parts.head.dataset.key === key) return;
  parts.head.dataset.key = key;
  const focused = parts.head.contains(document.activeElement) ? document.activeElement.className : null;
  parts.head.replaceChildren(
    iconButton("back", t("back"), showList, { class: "back" }),
    avatar(chat.kind === "private" ? state.bot.id : chat.id, chat.title, GROUPS[chat.kind] ?? ""),
    el("div", { class: "chat-names" }, el("h2", {}, chat.title), el("p", { class: "chat-about" }, line)),
    ...(more ? [more] : []),
  );
  if (focused) parts.head.querySelector(`[class="${focused}"]`)?.focus();
}

function chatMenu(chat) {
  const owner = document.getElementById("chat-menu");
  const box = owner.getBoundingClientRect();
  const name = chat.blocked ? "unblock" : "block";
  openMenu(owner, { x: box.right, y: box.bottom }, [
    { icon: chat.blocked ? "check" : "close", label: t(name), danger: !chat.blocked, run: () => act(name, { chat: chat.id }).catch(showRefusal) },
  ]);
}

function drawMessages(chat, fresh) {
  const messages = messagesOf(chat.id);
  const wanted = [];
  messages.forEach((message, index) => {
    const before = messages[index - 1];
    if (!before || !sameDay(before.date, message.date)) wanted.push(separator(message.date));
    wanted.push(item(chat, message, { first: !together(before, message), last: !together(message, messages[index + 1]) }, fresh));
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

function drawWelcome(chat) {
  const empty = !(state.messages.get(chat.id)?.size > 0);
  parts.scroller.classList.toggle("empty", empty);
  if (!empty) {
    parts.welcome.replaceChildren();
    return;
  }
  if (parts.welcome.childElementCount) return;
  const kind = welcomeKind(chat);
  const more = kind === "private" && !state.samples ? "welcome_private_own" : `welcome_${kind}_more`;
  const chips = ideasFor(chat).map((text) =>
    el("li", {}, el("button", { type: "button", class: "chip", on: { click: () => send(chat, text) } }, text)),
  );
  const begin = chat.kind === "private" && el("button", { type: "button", class: "primary", on: { click: () => send(chat, "/start") } }, t("start"));
  parts.welcome.replaceChildren(
    el(
      "section",
      { class: "welcome" },
      avatar(chat.kind === "private" ? state.bot.id : chat.id, chat.title, GROUPS[chat.kind] ?? ""),
      el("h3", {}, t(`welcome_${kind}`)),
      el("p", {}, t(more)),
      el("ul", { class: "chips" }, chips),
      begin || null,
      el("p", { class: "fine" }, t("real")),
    ),
  );
}

function welcomeKind(chat) {
  if (chat.kind !== "private") return "group";
  return state.people.find(({ id }) => id === state.me.id)?.role === "editor" ? "editor" : "private";
}

const nearEnd = ({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight < NEAR_END;

function toEnd(behavior = "auto") {
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
  const chat = openChat();
  const visible = document.visibilityState === "visible" && parts?.scroller.checkVisibility();
  if (!chat?.last || !visible || read >= chat.last.id) return;
  read = chat.last.id;
  chat.unread = 0;
  act("read", { chat: chat.id, message: read }).catch(() => {});
}

function jump(id) {
  const node = parts?.list.querySelector(`[data-message="${id}"]`);
  if (!node) return;
  node.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  node.classList.remove("flash");
  requestAnimationFrame(() => node.classList.add("flash"));
}
