// What can be tried in a room, as texts to send or to go on with. The questions are about the built-in articles.

import { state } from "./state.js";

const IDEAS = {
  de: {
    questions: [
      "Wie lang soll der neue Kai in Lindmoor werden?",
      "Was sagte Thonberg zum Stahl?",
      "Wer sagte, dass Kinder befreit sind?",
      "Wer gewann das Schachturnier in Ostmeer?",
    ],
    commands: ["/quotes Vossberg", "/latest", "/alert Wann öffnet die Morlebrücke wieder?", "/settings"],
    mention: "Wie lang wird die Flutmauer in Grauwerth?",
    ask: "Warum ist die Morlebrücke gesperrt?",
    talk: "Schönes Wetter heute, oder?",
    topic: "Was sagte Demel zum Hochwasserschutz?",
    comment: "Was sagte Bramhorst zu den Toiletten?",
    post: "Was sagte Ottweiler zum Wolf?",
    inline: "Morlebrücke",
  },
  en: {
    questions: [
      "How many people does the present stadium in Pellmarsh hold?",
      "What did Dellamere say about the scratch?",
      "What did Wrenfield say about the cellar?",
      "Who won the chess tournament in Eastmere?",
    ],
    commands: ["/quotes Wrenfield", "/latest", "/alert When will the trams run again?", "/settings"],
    mention: "When will the first boat leave Merrowby?",
    ask: "Who said that islanders have been asking for this for twenty years?",
    talk: "Lovely weather today, isn't it?",
    topic: "What did Arkley say about visitors?",
    comment: "What did Threlfall say about the rota?",
    post: "What did Moyle say about tickets?",
    inline: "comet",
  },
};
const ADMIN = ["/reindex", "/status", "/gaps", "/add", "/remove"];
/** An article to add: with it, the suggested /alert of the reader who speaks German is answered. */
const ARTICLE = {
  name: "morlebruecke-offen.txt",
  text: `Morlebrücke öffnet wieder

Die Morlebrücke in Kesselwerda öffnet am 3. Mai 2026 wieder für Autos.

»Alle Risse sind geschweißt«, sagte die Leiterin des Straßenbauamts, Mareike Thonberg, am Freitag in Kesselwerda.
`,
};

/** Return the suggestions for a room, for whoever is played: {text, fill, file}. */
export function ideasFor({ chat, topic, thread }) {
  const speaks = IDEAS[state.me.language === "de" ? "de" : "en"];
  const known = new Set(chat.commands.map(({ command }) => command));
  const has = (text) => !text.startsWith("/") || known.has(text.slice(1).split(/[\s@]/)[0]);
  const sent = texts(speaks, chat, topic, thread).filter(has).map((text) => ({ text }));
  const typed = { text: `@${state.bot.username} ${state.samples ? speaks.inline : ""}`, fill: true };
  if (chat.kind === "private" && state.samples && has("/add")) sent.push({ text: "/add", file: ARTICLE });
  return chat.kind === "people" || (chat.kind === "private" && state.samples) ? [...sent, typed] : sent;
}

function texts(speaks, chat, topic, thread) {
  const bot = `@${state.bot.username}`;
  const asks = (text) => (state.samples ? [text] : []);
  if (chat.kind === "private") {
    const commands = state.samples ? speaks.commands : ["/latest", "/settings"];
    return [...(state.samples ? speaks.questions : []), ...commands, ...ADMIN, "/help"];
  }
  if (chat.kind === "people") return [];
  if (chat.kind === "channel") return chat.writes ? asks(`${bot} ${speaks.post}`) : [];
  if (thread) return asks(`${bot} ${speaks.comment}`);
  if (topic) return [...asks(`${bot} ${speaks.topic}`), ...asks(`/ask${bot} ${speaks.ask}`)];
  return [...asks(`${bot} ${speaks.mention}`), ...asks(`/ask${bot} ${speaks.ask}`), speaks.talk, `/help${bot}`];
}
