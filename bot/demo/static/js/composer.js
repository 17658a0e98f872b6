// Where a message is written: text, commands, a reply, an edit, and what can be tried.

import { act } from "./connection.js";
import { el, icon, iconButton } from "./dom.js";
import { Completions } from "./completions.js";
import { ideasFor } from "./ideas.js";
import { t } from "./i18n.js";
import { showRefusal } from "./notices.js";
import { hub, messagesOf, openChat, state } from "./state.js";

const TALLEST = 180;

/** By chat: what was written and not sent. */
const drafts = new Map();
/** What is being done: null, {kind: "reply" | "edit", message}. */
let task = null;
let input = null;
let completions = null;
let ideasOpen = false;

export function startComposer() {
  hub.on("reply", ({ message }) => begin("reply", message));
  hub.on("edit", ({ message }) => begin("edit", message));
  hub.on("write", () => input?.focus({ preventScroll: true }));
  document.addEventListener("keydown", catchTyping);
  hub.on("command", ({ command }) => send(openChat(), command));
  hub.on("open", ({ changed }) => {
    if (changed) task = null;
  });
  hub.on("world", ({ changed }) => {
    if (changed) drafts.clear();
    task = null;
  });
}

/** Who begins to write anywhere writes a message. */
function catchTyping(event) {
  const shortcut = event.ctrlKey || event.altKey || event.metaKey;
  if (!shortcut && event.key.length === 1 && event.key !== " " && document.activeElement === document.body) input?.focus();
}

/** Show the composer of a chat; the field itself stays as long as the chat is open. */
export function drawComposer(room, chat) {
  const mode = JSON.stringify([chat.id, chat.blocked, chat.commands, t("write"), task?.kind, task?.message.id, ideasOpen, state.me.id, quiet(chat)]);
  if (room.dataset.mode === mode) return;
  room.dataset.mode = mode;
  if (chat.blocked) {
    const free = el("button", { type: "button", class: "wide", on: { click: () => act("unblock", { chat: chat.id }).catch(showRefusal) } }, t("unblock"));
    room.replaceChildren(el("p", { class: "fine" }, t("blocked")), free);
    return;
  }
  const focused = room.contains(document.activeElement);
  room.replaceChildren(...[ideaRow(chat), taskBar(), form(chat)].filter(Boolean));
  if (focused) input.focus();
}

/** Nothing has been said here yet: then the suggestions stand in the middle. */
const quiet = (chat) => !(state.messages.get(chat.id)?.size > 0);

function redraw() {
  const chat = openChat();
  const room = document.querySelector(".composer-room");
  if (chat && room) drawComposer(room, chat);
}

function ideaRow(chat) {
  if (quiet(chat) || !ideasOpen) return null;
  const chips = ideasFor(chat).map((text) =>
    el("li", {}, el("button", { type: "button", class: "chip", on: { click: () => send(chat, text) } }, text)),
  );
  return el("ul", { class: "chips row", id: "ideas", "aria-label": t("ideas") }, chips);
}

function taskBar() {
  if (!task) return null;
  const { kind, message } = task;
  const title = kind === "reply" ? t("replying", { name: message.from.name }) : t("editing");
  return el(
    "div",
    { class: "task" },
    icon(kind === "reply" ? "reply" : "edit"),
    el("div", { class: "task-words" }, el("strong", {}, title), el("span", {}, message.text)),
    iconButton("close", t("cancel"), cancel),
  );
}

function form(chat) {
  const name = t(chat.kind === "private" ? "write_question" : "write");
  input = el("textarea", {
    class: "input",
    rows: 1,
    placeholder: name,
    "aria-label": name,
    value: task?.kind === "edit" ? task.text : (drafts.get(chat.id) ?? ""),
    autocomplete: "off",
    enterKeyHint: "send",
  });
  completions = new Completions(input, () => candidates(chat), (choice) => choose(chat, choice));
  input.addEventListener("input", () => {
    if (task?.kind === "edit") task.text = input.value;
    else drafts.set(chat.id, input.value);
    grow();
    completions.update();
  });
  input.addEventListener("keydown", (event) => pressed(event, chat));
  const shown = !quiet(chat) && ideasFor(chat).length > 0;
  const ideas = shown && iconButton("idea", t(ideasOpen ? "hide_ideas" : "ideas"), () => {
    ideasOpen = !ideasOpen;
    redraw();
    document.querySelector(".idea-toggle")?.focus();
  }, { class: "idea-toggle", "aria-expanded": String(ideasOpen), "aria-controls": "ideas" });
  const commands = chat.commands.length > 0 && iconButton("slash", t("commands"), () => {
    input.focus();
    completions.toggleAll();
  });
  const submit = iconButton(task?.kind === "edit" ? "check" : "send", t(task?.kind === "edit" ? "save" : "send"), () => {}, { class: "send" });
  submit.type = "submit";
  const made = el(
    "form",
    {
      class: "composer",
      on: {
        submit: (event) => {
          event.preventDefault();
          submitted(chat);
        },
      },
    },
    completions.list,
    el("div", { class: "field" }, commands || null, input, ideas || null),
    submit,
  );
  requestAnimationFrame(grow);
  return made;
}

function grow() {
  input.style.height = "auto";
  input.style.height = `${Math.min(input.scrollHeight, TALLEST)}px`;
}

function candidates(chat) {
  const asked = /^\/([a-z0-9_]*)$/i.exec(input.value);
  if (!asked) return [];
  const suffix = chat.kind === "private" ? "" : `@${state.bot.username}`;
  return chat.commands
    .filter(({ command }) => command.startsWith(asked[1].toLowerCase()))
    .map(({ command, description }) => ({ label: `/${command}`, note: description, text: `/${command}${suffix} ` }));
}

function choose(chat, { text }) {
  input.value = text;
  drafts.set(chat.id, text);
  grow();
  completions.update();
  input.focus();
}

function pressed(event, chat) {
  if (event.isComposing || completions.pressed(event)) return;
  const plain = !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey;
  if (event.key === "Enter" && plain) {
    event.preventDefault();
    submitted(chat);
  } else if (event.key === "Escape" && task) {
    event.preventDefault();
    cancel();
  } else if (event.key === "ArrowUp" && plain && input.value === "" && !task) {
    const last = messagesOf(chat.id).filter(({ mine, service }) => mine && !service).at(-1);
    if (last) {
      event.preventDefault();
      begin("edit", last);
    }
  }
}

function begin(kind, message) {
  task = { kind, message, text: message.text };
  redraw();
  input?.focus();
  input?.setSelectionRange(input.value.length, input.value.length);
}

function cancel() {
  task = null;
  redraw();
  input?.focus();
}

async function submitted(chat) {
  const text = input.value.trim();
  if (!text) return;
  const doing = task;
  task = null;
  if (doing?.kind !== "edit") drafts.delete(chat.id);
  input.value = "";
  completions.update();
  redraw();
  grow();
  try {
    if (doing?.kind === "edit") await act("edit", { chat: chat.id, message: doing.message.id, text });
    else await act("send", { chat: chat.id, text, ...(doing && { reply_to: doing.message.id }) });
  } catch (error) {
    // What was written must not be lost.
    if (doing) task = { ...doing, text };
    if (doing?.kind !== "edit") drafts.set(chat.id, text);
    redraw();
    if (input.value === "") input.value = text;
    grow();
    showRefusal(error);
  }
}

/** Send a text that was not written but chosen. */
export async function send(chat, text) {
  if (!chat) return;
  ideasOpen = false;
  redraw();
  input?.focus({ preventScroll: true });
  await act("send", { chat: chat.id, text }).catch(showRefusal);
}
