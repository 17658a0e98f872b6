// What the page says, in German and English: the browser's language, or the one that was chosen here.

const KEY = "article-bot-demo-language";

const TEXTS = {
  en: {
    brand: "article-bot demo",
    chats: "Chats",
    playing: "You are",
    reader_de: "Reader\nGerman",
    reader_en: "Reader\nEnglish",
    editor: "Editor\nadmin",
    theme: "Appearance: {now}",
    theme_auto: "like the system",
    theme_light: "light",
    theme_dark: "dark",
    other_language: "Deutsch",
    today: "Today",
    yesterday: "Yesterday",
    bot: "bot",
    typing: "is writing …",
    members: "{count} members",
    draft_you: "You: ",
    unread: "{count} unread",
    empty_private: "Ask the articles a question",
    empty_group: "Ask in a group",
    pick: "Choose a chat on the left.",
    back: "Back to the chats",
    messages: "Messages",
    latest: "To the latest message",
    edited: "edited",
    deleted_reply: "Deleted message",
    expand: "Show all of the quotation",
    collapse: "Show less",
    spoiler: "Show the hidden text",
    actions: "What to do with this message",
    reply: "Reply",
    copy: "Copy text",
    edit: "Edit",
    remove: "Delete",
    copied: "Copied",
    not_copied: "The browser did not let the page copy that",
    replying: "Reply to {name}",
    editing: "Edit message",
    cancel: "Cancel",
    write: "Write a message",
    write_question: "Write a question",
    send: "Send",
    save: "Save",
    commands: "Commands",
    ideas: "Suggestions",
    hide_ideas: "Hide suggestions",
    start: "Start",
    unblock: "Unblock the bot",
    block: "Block the bot",
    blocked: "You have blocked the bot; it cannot write to you.",
    welcome_private: "What would you like to know?",
    welcome_private_more: "The bot answers from the articles, word for word, and says where it is from. Tap a question, or write one.",
    welcome_private_own: "The bot answers from your articles, word for word, and says where it is from. Write a question.",
    welcome_group: "Several people, one bot",
    welcome_group_more: "In a group the bot answers when it is mentioned, asked with /ask, or replied to. Everything else it leaves alone.",
    welcome_editor: "You are the bot's admin",
    welcome_editor_more: "Ask like everybody else, or have the articles read again with /reindex and watch the progress.",
    real: "The bot is the real one; Telegram around it is simulated on this machine.",
    connecting: "Connecting …",
    reconnecting: "The demo cannot be reached. Trying again …",
    offline: "That did not reach the demo. Please try again.",
    refused: "Telegram would not allow that.",
    no_answer: "The bot did not answer.",
    opens: "Open the link",
    ok: "OK",
    joined: "{name} joined",
    added: "{name} was added",
    left: "{name} left",
    message_of: "Message from {name}",
    own_message: "Your message",
    new_below: "{count} new",
    more_chat: "About this chat",
  },
  de: {
    brand: "article-bot-Demo",
    chats: "Chats",
    playing: "Sie sind",
    reader_de: "Leserin\nDeutsch",
    reader_en: "Leser\nEnglisch",
    editor: "Redaktion\nAdmin",
    theme: "Darstellung: {now}",
    theme_auto: "wie das System",
    theme_light: "hell",
    theme_dark: "dunkel",
    other_language: "English",
    today: "Heute",
    yesterday: "Gestern",
    bot: "Bot",
    typing: "schreibt …",
    members: "{count} Mitglieder",
    draft_you: "Sie: ",
    unread: "{count} ungelesen",
    empty_private: "Den Artikeln eine Frage stellen",
    empty_group: "In einer Gruppe fragen",
    pick: "Wählen Sie links einen Chat.",
    back: "Zurück zu den Chats",
    messages: "Nachrichten",
    latest: "Zur neuesten Nachricht",
    edited: "bearbeitet",
    deleted_reply: "Gelöschte Nachricht",
    expand: "Ganzes Zitat zeigen",
    collapse: "Weniger zeigen",
    spoiler: "Verborgenen Text zeigen",
    actions: "Was mit dieser Nachricht geschehen soll",
    reply: "Antworten",
    copy: "Text kopieren",
    edit: "Bearbeiten",
    remove: "Löschen",
    copied: "Kopiert",
    not_copied: "Der Browser hat das Kopieren nicht erlaubt",
    replying: "Antwort an {name}",
    editing: "Nachricht bearbeiten",
    cancel: "Abbrechen",
    write: "Nachricht schreiben",
    write_question: "Frage schreiben",
    send: "Senden",
    save: "Speichern",
    commands: "Befehle",
    ideas: "Vorschläge",
    hide_ideas: "Vorschläge ausblenden",
    start: "Starten",
    unblock: "Bot wieder zulassen",
    block: "Bot blockieren",
    blocked: "Sie haben den Bot blockiert; er kann Ihnen nicht schreiben.",
    welcome_private: "Was möchten Sie wissen?",
    welcome_private_more: "Der Bot antwortet aus den Artikeln, Wort für Wort, und sagt, woher es kommt. Tippen Sie auf eine Frage, oder schreiben Sie eine.",
    welcome_private_own: "Der Bot antwortet aus Ihren Artikeln, Wort für Wort, und sagt, woher es kommt. Schreiben Sie eine Frage.",
    welcome_group: "Mehrere Leute, ein Bot",
    welcome_group_more: "In einer Gruppe antwortet der Bot, wenn er erwähnt, mit /ask gefragt oder ihm geantwortet wird. Alles andere lässt er in Ruhe.",
    welcome_editor: "Sie sind Admin des Bots",
    welcome_editor_more: "Fragen Sie wie alle anderen, oder lassen Sie mit /reindex die Artikel neu einlesen und sehen Sie dabei zu.",
    real: "Der Bot ist der echte; das Telegram um ihn herum wird auf diesem Rechner nachgestellt.",
    connecting: "Verbindung wird aufgebaut …",
    reconnecting: "Die Demo ist nicht erreichbar. Neuer Versuch läuft …",
    offline: "Das hat die Demo nicht erreicht. Bitte versuchen Sie es noch einmal.",
    refused: "Das würde Telegram nicht erlauben.",
    no_answer: "Der Bot hat nicht geantwortet.",
    opens: "Link öffnen",
    ok: "OK",
    joined: "{name} ist beigetreten",
    added: "{name} wurde hinzugefügt",
    left: "{name} ist gegangen",
    message_of: "Nachricht von {name}",
    own_message: "Ihre Nachricht",
    new_below: "{count} neue",
    more_chat: "Zu diesem Chat",
  },
};

let chosen = read() ?? (navigator.language.toLowerCase().startsWith("de") ? "de" : "en");

function read() {
  try {
    const kept = localStorage.getItem(KEY);
    return kept in TEXTS ? kept : null;
  } catch {
    return null;
  }
}

export const language = () => chosen;

/** Speak the other language from now on. */
export function switchLanguage() {
  chosen = chosen === "de" ? "en" : "de";
  try {
    localStorage.setItem(KEY, chosen);
  } catch {
    // Private windows may keep nothing; then it holds until the page is closed.
  }
}

/** Return a text, its {names} filled in. */
export function t(key, values = {}) {
  return TEXTS[chosen][key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}
