// What can be tried in a chat, as texts to send. The questions are about the built-in articles.

import { state } from "./state.js";

const QUESTIONS = {
  de: [
    "Wie lang soll der neue Kai in Lindmoor werden?",
    "Was sagte Thonberg zum Stahl?",
    "Wer sagte, dass Kinder befreit sind?",
    "Wer gewann das Schachturnier in Ostmeer?",
  ],
  en: [
    "How many people does the present stadium in Pellmarsh hold?",
    "What did Dellamere say about the scratch?",
    "What did Wrenfield say about the cellar?",
    "Who won the chess tournament in Eastmere?",
  ],
};
const QUOTES = { de: "/quotes Vossberg", en: "/quotes Wrenfield" };
const IN_GROUP = {
  de: ["Wie lang wird die Flutmauer in Grauwerth?", "Warum ist die Morlebrücke gesperrt?"],
  en: ["When will the first boat leave Merrowby?", "Who said that islanders have been asking for this for twenty years?"],
};

/** Return the suggestions for a chat, for whoever is played. */
export function ideasFor(chat) {
  const speaks = state.me.language === "de" ? "de" : "en";
  const known = new Set(chat.commands.map(({ command }) => command));
  const has = (text) => !text.startsWith("/") || known.has(text.slice(1).split(/[\s@]/)[0]);
  return (chat.kind === "private" ? inPrivate(speaks) : inGroup(speaks)).filter(has);
}

function inPrivate(speaks) {
  const admin = state.people.find(({ id }) => id === state.me.id)?.role === "editor";
  const questions = state.samples ? [...QUESTIONS[speaks], QUOTES[speaks]] : [];
  return [...questions, ...(admin ? ["/reindex"] : []), "/help"];
}

function inGroup(speaks) {
  const [first, second] = IN_GROUP[speaks];
  const bot = `@${state.bot.username}`;
  return state.samples ? [`${bot} ${first}`, `/ask${bot} ${second}`, `/help${bot}`] : [`/help${bot}`];
}
