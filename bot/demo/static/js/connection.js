// One WebSocket for what happens, and a request for each thing that somebody does.

import { language } from "./i18n.js";
import { hub, state, takeHello, takeNews } from "./state.js";

const FIRST_PAUSE = 400;
const LONGEST_PAUSE = 5000;

let socket = null;
let pause = FIRST_PAUSE;
let timer = 0;

/** Connect as somebody, or as the reader of the page's language; again and again, until there is a server. */
export function connect(person = state.me?.id) {
  clearTimeout(timer);
  if (state.me && person !== state.me.id) hub.tell("leaving");
  if (socket) {
    socket.onclose = null;
    socket.close();
  }
  const who = new URLSearchParams({ ...(person && { person }), language: language() });
  socket = new WebSocket(`ws://${location.host}/events?${who}`);
  socket.onmessage = ({ data }) => {
    const told = JSON.parse(data);
    if (told.type === "hello") {
      pause = FIRST_PAUSE;
      state.connected = true;
      takeHello(told);
      hub.tell("connection");
    } else takeNews(told);
  };
  socket.onclose = () => {
    state.connected = false;
    hub.tell("connection");
    timer = setTimeout(() => connect(person), pause);
    pause = Math.min(pause * 1.6, LONGEST_PAUSE);
  };
}

/** Try at once, where the page was asleep or the network came back. */
export function hurry() {
  if (!state.connected && state.me) {
    pause = FIRST_PAUSE;
    connect();
  }
}

export class Refused extends Error {
  constructor(status, text) {
    super(text);
    this.status = status;
  }
}

/** Let whoever is played do something; returns what the server says of it. */
export async function act(name, details) {
  let response;
  try {
    response = await fetch(`/actions/${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ person: state.me.id, ...details }),
    });
  } catch {
    throw new Refused(0, "");
  }
  const said = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(response.status, said.error ?? "");
  return said;
}
