// Which room is open stands in the address, so that the browser's own "back" works, on a phone above all.

import { firstKey, roomOf } from "./rooms.js";
import { hub, state } from "./state.js";

const app = document.getElementById("app");
const wide = matchMedia("(min-width: 721px)");

/** Open a room; null shows the list, where there is room for one of both only. */
export function showRoom(key) {
  const hash = key === null ? "" : `#${key}`;
  if (location.hash !== hash) history.pushState(null, "", `${location.pathname}${hash}`);
  follow();
  hub.tell(wide.matches ? "write" : key === null ? "left" : "entered");
}

/** Go back to the list, or from comments to their channel. */
export function leaveRoom() {
  const room = roomOf(state.open);
  showRoom(room?.thread && room.chat.linked ? String(room.chat.linked) : null);
}

/** Show what the address says. */
export function follow() {
  const asked = location.hash.slice(1);
  const key = roomOf(asked) ? asked : null;
  const before = state.open;
  state.open = key ?? (wide.matches ? firstKey() : null);
  app.dataset.pane = key === null ? "list" : "chat";
  hub.tell("open", { changed: before !== state.open });
}

export function startRouting() {
  addEventListener("popstate", follow);
  hub.on("world", follow);
  wide.addEventListener("change", follow);
}
