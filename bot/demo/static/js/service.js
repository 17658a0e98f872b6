// What a service message says.

import { t } from "./i18n.js";

export function serviceText(message) {
  const { kind, who } = message.service;
  if (kind === "left_chat_member") return t("left", { name: who.name });
  return t(who.id === message.from.id ? "joined" : "added", { name: who.name });
}
