// The left side: who is played, and the list of chats.

import { connect } from "./connection.js";
import { avatar, el, icon, iconButton } from "./dom.js";
import { language, switchLanguage, t } from "./i18n.js";
import { keyOf, openRoom, roomOf } from "./rooms.js";
import { showRoom } from "./routing.js";
import { serviceText } from "./service.js";
import { hub, isTyping, sortedChats, state } from "./state.js";
import { nextTheme, theme } from "./theme.js";
import { short } from "./time.js";

const root = document.getElementById("sidebar");
const THEME_ICONS = { auto: "auto", light: "sun", dark: "moon" };

/** Show the side and keep it up to date. */
export function startSidebar() {
  hub.on("world", draw);
  hub.on("language", draw);
  hub.on("news", drawChats);
  hub.on("open", drawChats);
  hub.on("left", () => root.querySelector(".chat-line")?.focus());
}

function draw() {
  const choosing = root.contains(document.activeElement) && document.activeElement.name === "person";
  root.setAttribute("aria-label", t("chats"));
  root.replaceChildren(head(), people(), el("nav", { class: "chats", "aria-label": t("chats") }, el("ul", { id: "chats" })));
  drawChats();
  // Who goes through the people with the arrow keys stays there, although each of them has another list.
  if (choosing) root.querySelector("input:checked").focus();
}

function head() {
  const label = () => t("theme", { now: t(`theme_${theme()}`) });
  const appearance = iconButton(THEME_ICONS[theme()], label(), () => {
    nextTheme();
    draw();
    document.getElementById("appearance").focus();
  }, { id: "appearance" });
  const other = el(
    "button",
    {
      type: "button",
      class: "language",
      id: "language",
      lang: language() === "de" ? "en" : "de",
      on: {
        click: () => {
          switchLanguage();
          hub.tell("language");
          document.getElementById("language").focus();
        },
      },
    },
    t("other_language"),
  );
  return el("header", { class: "brand" }, el("h1", {}, t("brand")), other, appearance);
}

function people() {
  const options = state.people.map((person) => {
    const radio = el("input", {
      type: "radio",
      name: "person",
      class: "unseen",
      value: String(person.id),
      checked: person.id === state.me.id,
      on: { change: () => connect(person.id) },
    });
    return el(
      "label",
      { class: "person" },
      radio,
      avatar(person.id, person.name),
      el("span", { class: "person-name" }, person.name),
      el("span", { class: "person-role" }, t(person.role)),
    );
  });
  return el("fieldset", { class: "people" }, el("legend", {}, t("playing")), el("div", { class: "persons" }, options));
}

function drawChats() {
  const list = document.getElementById("chats");
  if (!list) return;
  const focused = document.activeElement?.dataset?.room;
  list.replaceChildren(...sortedChats().map(entry));
  if (focused) list.querySelector(`[data-room="${focused}"]`)?.focus();
}

const KINDS = { group: "group", supergroup: "group", channel: "channel" };

/** Make the line of a chat; under a forum its topics. */
function entry(chat) {
  const topics = chat.topics.map(({ id }) => el("li", {}, topicLine(roomOf(keyOf(chat.id, id)))));
  return el("li", {}, line(roomOf(keyOf(chat.id))), topics.length > 0 && el("ul", { class: "topics", "aria-label": t("topics") }, topics));
}

function link(room, name, ...content) {
  const here = openRoom();
  // The comments on a post are open inside of their group.
  const open = here?.key === room.key || (here?.thread && here.chat.id === room.chat.id);
  const unread = open && document.visibilityState === "visible" ? 0 : room.unread;
  return el(
    "a",
    {
      class: name,
      href: `#${room.key}`,
      data: { room: room.key },
      "aria-current": open ? "page" : null,
      on: {
        click: (event) => {
          event.preventDefault();
          showRoom(room.key);
        },
      },
    },
    ...content,
    unread > 0 && el("span", { class: "badge", role: "img", "aria-label": t("unread", { count: unread }) }, String(unread)),
  );
}

function line(room) {
  const { chat, last } = room;
  return link(
    room,
    "chat-line",
    avatar(chat.kind === "private" ? state.bot.id : chat.id, chat.title, KINDS[chat.kind] ?? ""),
    el("span", { class: "chat-title" }, chat.title),
    el("span", { class: "chat-time" }, last && !last.service ? short(last.date) : ""),
    el("span", { class: "chat-snippet" }, snippet(room)),
  );
}

function topicLine(room) {
  return link(room, "topic-line", icon("topic"), el("span", { class: "topic-title" }, room.title));
}

function snippet({ chat, topic, last }) {
  if (isTyping(chat.id, topic)) return el("span", { class: "writing" }, `${state.bot.name} ${t("typing")}`);
  if (!last || last.service) return last && !chat.forum ? serviceText(last) : t(`empty_${chat.kind === "supergroup" ? "group" : chat.kind}`);
  const named = (chat.kind === "group" || chat.kind === "supergroup") && !last.mine ? `${last.from.name}: ` : "";
  return `${last.mine && chat.kind !== "channel" ? t("draft_you") : named}${last.text || last.file?.name || ""}`;
}
