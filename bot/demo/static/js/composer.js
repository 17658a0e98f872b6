// Where a message is written: text, commands, a reply, an edit, and what can be tried.

import { act } from "./connection.js";
import { el, icon, iconButton } from "./dom.js";
import { Completions } from "./completions.js";
import { ideasFor } from "./ideas.js";
import { InlineResults } from "./inline.js";
import { t } from "./i18n.js";
import { showRefusal, toast } from "./notices.js";
import { messagesIn, openRoom } from "./rooms.js";
import { hub, state } from "./state.js";

const TALLEST = 180;
/** Bytes of a file: what a bot may download. */
const LARGEST = 20_000_000;
const CHUNK = 0x8000;

/** By room: what was written and not sent. */
const drafts = new Map();
/** What is being done: null, or {kind: "reply" | "edit" | "file", …}. */
let task = null;
let input = null;
let completions = null;
let inline = null;
/** Whether the suggestions were opened or closed by hand; null where neither. */
let ideasOpen = null;
/** The supergroups in which whoever is played shows as the group. */
const anonymous = new Set();

export function startComposer() {
  hub.on("reply", ({ message }) => begin("reply", message));
  hub.on("edit", ({ message }) => begin("edit", message));
  hub.on("write", () => input?.focus({ preventScroll: true }));
  document.addEventListener("keydown", catchTyping);
  hub.on("command", ({ command }) => send(openRoom(), { text: command }));
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

/** Show the composer of a room; the field itself stays as long as the room is open. */
export function drawComposer(holder, room) {
  const { chat } = room;
  const doing = [task?.kind, task?.message?.id, task?.file?.name, ideasShown(room), anonymous.has(chat.id)];
  const mode = JSON.stringify([room.key, chat.blocked, chat.writes, room.closed, chat.commands, t("write"), doing, state.me.id, quiet(room)]);
  if (holder.dataset.mode === mode) return;
  holder.dataset.mode = mode;
  if (chat.blocked) {
    const free = el("button", { type: "button", class: "wide", on: { click: () => act("unblock", { chat: chat.id }).catch(showRefusal) } }, t("unblock"));
    holder.replaceChildren(el("p", { class: "fine" }, t("blocked")), free);
    return;
  }
  if (!chat.writes || (room.closed && !chat.leads)) {
    holder.replaceChildren(el("p", { class: "only-read" }, t(room.closed ? "topic_closed" : "only_read")));
    input = null;
    return;
  }
  const focused = holder.contains(document.activeElement);
  holder.replaceChildren(...[ideaRow(room), taskBar(), form(room)].filter(Boolean));
  if (focused) input.focus();
}

/** Nothing has been said here yet: then the suggestions stand in the middle. */
const quiet = (room) => messagesIn(room).every(({ service }) => service);

/** Where the bot has not been met yet, its suggestions are shown without being asked for. */
const ideasShown = (room) => ideasOpen ?? !messagesIn(room).some(({ from, reply, via }) => from.bot || reply?.quoted || via);

function redraw() {
  const room = openRoom();
  const holder = document.querySelector(".composer-room");
  if (room && holder) drawComposer(holder, room);
}

/** Make the suggestions for a room; some are sent, some are put into the field to go on with. */
export function ideaChips(room) {
  return ideasFor(room).map((idea) => {
    const click = () => (idea.fill ? fill(room, idea.text) : send(room, idea));
    const label = idea.file ? `${idea.text} + ${idea.file.name}` : idea.text.trim();
    return el("li", {}, el("button", { type: "button", class: idea.fill ? "chip fills" : "chip", on: { click } }, label));
  });
}

function ideaRow(room) {
  if (quiet(room) || !ideasShown(room)) return null;
  if (!ideasFor(room).length) return null;
  return el("ul", { class: "chips row", id: "ideas", "aria-label": t("ideas") }, ideaChips(room));
}

function taskBar() {
  if (!task) return null;
  const { kind, message, file } = task;
  const titles = { reply: () => t("replying", { name: message.from.name }), edit: () => t("editing"), file: () => t("attaching") };
  return el(
    "div",
    { class: "task" },
    icon(kind),
    el("div", { class: "task-words" }, el("strong", {}, titles[kind]()), el("span", {}, file?.name ?? message.text)),
    iconButton("close", t("cancel"), cancel),
  );
}

function form(room) {
  const { chat } = room;
  const name = t(task?.kind === "file" ? "write_caption" : room.thread ? "write_comment" : chat.kind === "private" ? "write_question" : chat.kind === "channel" ? "write_post" : "write");
  input = el("textarea", {
    class: "input",
    rows: 1,
    placeholder: name,
    "aria-label": name,
    value: task?.kind === "edit" ? task.text : (drafts.get(room.key) ?? ""),
    autocomplete: "off",
    enterKeyHint: "send",
  });
  completions = new Completions(input);
  inline = new InlineResults(completions, chat, (chosen) => chooseResult(room, chosen));
  input.addEventListener("input", () => {
    if (task?.kind === "edit") task.text = input.value;
    else drafts.set(room.key, input.value);
    grow();
    completions.show(commandsFor(chat, input.value).map((one) => commandOption(room, one)));
    inline.ask(input.value);
  });
  input.addEventListener("keydown", (event) => pressed(event, room));
  const submit = iconButton(task?.kind === "edit" ? "check" : "send", t(task?.kind === "edit" ? "save" : "send"), () => {}, { class: "send" });
  submit.type = "submit";
  const made = el(
    "form",
    {
      class: "composer",
      on: {
        submit: (event) => {
          event.preventDefault();
          submitted(room);
        },
        dragover: (event) => event.preventDefault(),
        drop: (event) => {
          event.preventDefault();
          attach(event.dataTransfer.files[0]);
        },
      },
    },
    completions.list,
    el("div", { class: "field" }, commandButton(room), input, anonymousButton(chat), ideaButton(room), attachButton()),
    submit,
  );
  requestAnimationFrame(grow);
  return made;
}

/** As in Telegram, Enter or a click sends a command at once; Tab puts it into the field, to go on with. */
function commandOption(room, one) {
  const run = () => {
    input.value = one.text;
    submitted(room);
  };
  return { ...one, run, complete: () => fill(room, one.text) };
}

function commandButton(room) {
  if (!room.chat.commands.length) return null;
  return iconButton("slash", t("commands"), () => {
    fill(room, completions.open ? "" : "/");
  });
}

function ideaButton(room) {
  if (quiet(room) || !ideasFor(room).length) return null;
  const turn = () => {
    ideasOpen = !ideasShown(room);
    redraw();
    document.querySelector(".idea-toggle")?.focus();
  };
  return iconButton("idea", t(ideasShown(room) ? "hide_ideas" : "ideas"), turn, { class: "idea-toggle", "aria-expanded": String(ideasShown(room)), "aria-controls": "ideas" });
}

function anonymousButton(chat) {
  if (chat.kind !== "supergroup" || !chat.leads) return null;
  const on = anonymous.has(chat.id);
  const turn = () => {
    if (on) anonymous.delete(chat.id);
    else anonymous.add(chat.id);
    redraw();
    document.querySelector(".mask")?.focus();
  };
  return iconButton("mask", t("anonymous"), turn, { class: "mask", "aria-pressed": String(on) });
}

function attachButton() {
  const files = el("input", { type: "file", hidden: true, on: { change: () => attach(files.files[0]) } });
  return el("span", { class: "attach" }, files, iconButton("attach", t("attach"), () => files.click()));
}

function attach(file) {
  if (!file) return;
  if (file.size > LARGEST) {
    toast(t("too_large"));
    return;
  }
  task = { kind: "file", file };
  redraw();
  input?.focus();
}

function grow() {
  if (!input) return;
  input.style.height = "auto";
  input.style.height = `${Math.min(input.scrollHeight, TALLEST)}px`;
}

function commandsFor(chat, text) {
  const asked = /^\/([a-z0-9_]*)$/i.exec(text);
  if (!asked) return [];
  const suffix = chat.kind === "private" ? "" : `@${state.bot.username}`;
  return chat.commands
    .filter(({ command }) => command.startsWith(asked[1].toLowerCase()))
    .map(({ command, description }) => ({ label: `/${command}`, note: description, text: `/${command}${suffix} ` }));
}

/** Put a text into the field, as if it had been written. */
function fill(room, text) {
  if (openRoom()?.key !== room.key || !input) return;
  input.value = text;
  input.focus();
  input.dispatchEvent(new Event("input"));
}

function pressed(event, room) {
  if (event.isComposing || completions.pressed(event)) return;
  const plain = !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey;
  if (event.key === "Enter" && plain) {
    event.preventDefault();
    submitted(room);
  } else if (event.key === "Escape" && task) {
    event.preventDefault();
    cancel();
  } else if (event.key === "ArrowUp" && plain && input.value === "" && !task) {
    const last = messagesIn(room).filter(({ mine, service, via }) => mine && !service && !via).at(-1);
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

/** Where in a chat a message of a room goes, and who shows as its sender. */
function manner(room, reply) {
  const to = reply?.message.id ?? (room.thread || undefined);
  return { chat: room.chat.id, topic: room.topic, anonymous: anonymous.has(room.chat.id), ...(to && { reply_to: to }) };
}

/** Empty the field; inline results that are still to come are not for it any more. */
function clear() {
  input.value = "";
  completions.show([]);
  inline.ask("");
}

async function submitted(room) {
  const text = input.value.trim();
  const doing = task;
  if (!text && doing?.kind !== "file") return;
  task = null;
  if (doing?.kind !== "edit") drafts.delete(room.key);
  clear();
  redraw();
  grow();
  try {
    if (doing?.kind === "edit") await act("edit", { chat: room.chat.id, message: doing.message.id, text });
    else if (doing?.kind === "file") await act("attach", { ...manner(room), name: doing.file.name, data: await base64(doing.file), caption: text });
    else await act("send", { ...manner(room, doing), text });
  } catch (error) {
    // What was written must not be lost.
    if (doing) task = { ...doing, text };
    if (doing?.kind !== "edit") drafts.set(room.key, text);
    redraw();
    if (input.value === "") input.value = text;
    grow();
    showRefusal(error);
  }
}

async function base64(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(text);
}

async function chooseResult(room, { page, result }) {
  const reply = task?.kind === "reply" ? task : null;
  task = null;
  drafts.delete(room.key);
  clear();
  redraw();
  grow();
  await act("choose", { ...manner(room, reply), page, result }).catch(showRefusal);
}

/** Send a text that was not written but chosen, with its file if it has one. */
export async function send(room, { text, file }) {
  if (!room) return;
  ideasOpen = null;
  redraw();
  input?.focus({ preventScroll: true });
  const sent = file
    ? act("attach", { ...manner(room), name: file.name, data: await base64(new Blob([file.text])), caption: text })
    : act("send", { ...manner(room), text });
  await sent.catch(showRefusal);
}
