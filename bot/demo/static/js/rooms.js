// A room is what the right side shows: a chat, a topic of it, or the comments on a post. Its key is "chat" or "chat/n".

import { t } from "./i18n.js";
import { messagesOf, state } from "./state.js";

export const keyOf = (chat, n = 0) => (n ? `${chat}/${n}` : String(chat));

/** Return the room with a key; null if there is none. */
export function roomOf(key) {
  const [chatId, n = 0] = (key ?? "").split("/").map(Number);
  const chat = state.chats.get(chatId);
  if (!chat) return null;
  const plain = { key, chat, topic: 0, thread: 0, title: chat.title, closed: false, last: chat.last, unread: chat.unread };
  if (!n) return plain;
  const topic = chat.topics.find(({ id }) => id === n);
  if (topic) return { ...plain, topic: n, title: topic.name, closed: topic.closed, last: topic.last, unread: topic.unread };
  return state.messages.get(chatId)?.has(n) ? { ...plain, thread: n, title: t("comments") } : null;
}

export const openRoom = () => roomOf(state.open);

/** Return the messages of a room, the oldest first. */
export function messagesIn({ chat, topic, thread }) {
  const inside = thread ? (one) => one.id === thread || one.thread === thread : (one) => one.topic === topic;
  return messagesOf(chat.id).filter(inside);
}

/** Return what whoever is played may do with a message here. */
export const isAdmin = () => state.people.find(({ id }) => id === state.me.id)?.role === "editor";

/** Return the first room of the list: the chat with the bot. */
export const firstKey = () => {
  const [first] = state.chats.keys();
  return first === undefined ? null : String(first);
};

/** Return where a t.me link leads in this world: {key, message}, {start} for the bot itself, or null. */
export function placeOf(address) {
  const bot = /^https?:\/\/t\.me\/(\w+)\?start=([\w-]*)$/.exec(address);
  if (bot && bot[1].toLowerCase() === state.bot.username.toLowerCase()) return { start: bot[2] };
  for (const chat of state.chats.values()) {
    const rest = chat.link && address.startsWith(`${chat.link}/`) ? Number(address.slice(chat.link.length + 1).split("?")[0]) : NaN;
    if (state.messages.get(chat.id)?.has(rest)) return { key: keyOf(chat.id), message: rest };
  }
  return null;
}
