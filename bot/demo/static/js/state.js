// What the page knows of the world, and who wants to hear when it changes.

import { EventHub } from "./hub.js";

export const hub = new EventHub();

export const state = {
  connected: false,
  me: null,
  bot: null,
  people: [],
  samples: true,
  chats: new Map(),
  messages: new Map(),
  typing: new Map(),
  open: null,
};

/** Take in the whole world, as it is after connecting. */
export function takeHello(hello) {
  const changed = state.me?.id !== hello.me.id;
  Object.assign(state, { me: hello.me, bot: hello.bot, people: hello.people, samples: hello.samples });
  state.chats = new Map();
  state.messages = new Map();
  state.typing = new Map();
  takeChanges(hello);
  hub.tell("world", { changed });
}

/** Take in what is new; tells "news" with the messages that are new to the page. */
export function takeNews(news) {
  const before = new Map([...state.messages].map(([chat, messages]) => [chat, new Set(messages.keys())]));
  takeChanges(news);
  const arrived = [];
  for (const { chat, put } of news.messages ?? []) {
    for (const message of put) if (!before.get(chat)?.has(message.id)) arrived.push({ chat, message });
  }
  for (const { chat, message } of arrived) if (message.from.bot) state.typing.delete(`${chat} ${message.topic}`);
  for (const { chat, topic } of news.typing ?? []) state.typing.set(`${chat} ${topic}`, Date.now() + TYPING_LASTS);
  hub.tell("news", { news, arrived });
}

/** Telegram shows "is typing" for five seconds, or until the message comes. */
export const TYPING_LASTS = 5000;

function takeChanges({ chats = [], messages = [], gone = [] }) {
  for (const chat of chats) state.chats.set(chat.id, chat);
  for (const id of gone) {
    state.chats.delete(id);
    state.messages.delete(id);
  }
  for (const { chat, put, gone: deleted } of messages) {
    const shown = state.messages.get(chat) ?? new Map();
    for (const message of put) shown.set(message.id, message);
    for (const id of deleted) shown.delete(id);
    state.messages.set(chat, shown);
  }
}

/** The chat with the bot stays on top; of all others the one with the latest message comes first. */
const latest = (chat) => chat.kind === "private" ? Number.MAX_VALUE : Math.max(...[chat, ...chat.topics].map(({ last }) => (last && !last.service ? last.date : 0)));

/** Return the chats as the list has them; those in which nothing was said stay in their order. */
export function sortedChats() {
  return [...state.chats.values()]
    .map((chat, index) => ({ chat, index }))
    .sort((a, b) => latest(b.chat) - latest(a.chat) || a.index - b.index)
    .map(({ chat }) => chat);
}

/** Say whether the bot is writing in a chat, or in one of its topics, just now. */
export const isTyping = (chat, topic = 0) => (state.typing.get(`${chat} ${topic}`) ?? 0) > Date.now();

export function messagesOf(chatId) {
  return [...(state.messages.get(chatId)?.values() ?? [])].sort((a, b) => a.id - b.id);
}
