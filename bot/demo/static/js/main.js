// Puts the page together.

import { startComposer } from "./composer.js";
import { connect, hurry } from "./connection.js";
import { startConversation } from "./conversation.js";
import { language, t } from "./i18n.js";
import { keyOf } from "./rooms.js";
import { startRouting } from "./routing.js";
import { startSidebar } from "./sidebar.js";
import { hub, state } from "./state.js";
import { restoreTheme } from "./theme.js";

function showConnection() {
  const note = document.getElementById("connection");
  note.hidden = state.connected;
  note.textContent = state.connected ? "" : t(state.me ? "reconnecting" : "connecting");
  document.documentElement.lang = language();
}

/** Return what is unread in a chat and its topics, but for the room that is seen just now. */
function unreadOf(chat) {
  return [chat, ...chat.topics]
    .map((one) => (keyOf(chat.id, one === chat ? 0 : one.id) === state.open ? 0 : one.unread))
    .reduce((a, b) => a + b, 0);
}

function showTitle() {
  const unread = [...state.chats.values()].reduce((sum, chat) => sum + unreadOf(chat), 0);
  document.title = unread ? `(${unread}) ${t("brand")}` : t("brand");
}

restoreTheme();
startRouting();
startSidebar();
startComposer();
startConversation();
for (const kind of ["connection", "language"]) hub.on(kind, showConnection);
for (const kind of ["world", "news", "open", "language"]) hub.on(kind, showTitle);
addEventListener("online", hurry);
document.addEventListener("visibilitychange", hurry);
showConnection();
connect();
