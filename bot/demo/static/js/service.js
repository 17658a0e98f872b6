// What a service message says.

import { t } from "./i18n.js";

export function serviceText(message) {
  const { kind, who, name } = message.service;
  switch (kind) {
    case "left_chat_member":
      return t("left", { name: who.name });
    case "new_chat_members":
      return t(who.id === message.from.id ? "joined" : "added", { name: who.name });
    case "forum_topic_created":
      return t("topic_created", { name });
    default:
      return t(kind);
  }
}
