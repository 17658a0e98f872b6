// The left side: who is played, and the list of chats.

import { connect } from "./connection.js";
import { avatar, el, iconButton } from "./dom.js";
import { language, switchLanguage, t } from "./i18n.js";
import { showChat } from "./routing.js";
import { serviceText } from "./service.js";
import { hub, sortedChats, state } from "./state.js";
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
  root.setAttribute("aria-label", t("chats"));
  root.replaceChildren(head(), people(), el("nav", { class: "chats", "aria-label": t("chats") }, el("ul", { id: "chats" })));
  drawChats();
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
  const focused = document.activeElement?.dataset?.chat;
  list.replaceChildren(...sortedChats().map(line));
  if (focused) list.querySelector(`[data-chat="${focused}"]`)?.focus();
}

const KINDS = { group: "group", supergroup: "group", channel: "channel" };

function line(chat) {
  const open = chat.id === state.open;
  const unread = open && document.visibilityState === "visible" ? 0 : chat.unread;
  const link = el(
    "a",
    {
      class: "chat-line",
      href: `#${chat.id}`,
      data: { chat: String(chat.id) },
      "aria-current": open ? "page" : null,
      on: {
        click: (event) => {
          event.preventDefault();
          showChat(chat.id);
        },
      },
    },
    avatar(chat.kind === "private" ? state.bot.id : chat.id, chat.title, KINDS[chat.kind] ?? ""),
    el("span", { class: "chat-title" }, chat.title),
    el("span", { class: "chat-time" }, chat.last ? short(chat.last.date) : ""),
    el("span", { class: "chat-snippet" }, snippet(chat)),
    unread > 0 && el("span", { class: "badge", "aria-label": t("unread", { count: unread }) }, String(unread)),
  );
  return el("li", {}, link);
}

function snippet(chat) {
  const writing = (state.typing.get(chat.id) ?? 0) > Date.now();
  if (writing) return el("span", { class: "writing" }, `${state.bot.name} ${t("typing")}`);
  const { last } = chat;
  if (!last) return t(chat.kind === "private" ? "empty_private" : "empty_group");
  if (last.service) return serviceText(last);
  const named = chat.kind !== "private" && !last.mine ? `${last.from.name}: ` : "";
  return `${last.mine ? t("draft_you") : named}${last.text}`;
}
