// Nodes are made here and never out of HTML: whatever a message says, it stays text.

/** Make an element. `props` are properties; `class`, `data`, `on`, `role` and `aria-…` go where they belong. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") node.className = value;
    else if (name === "data") Object.assign(node.dataset, value);
    else if (name === "on") for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    else if (name === "role" || name.startsWith("aria-") || name === "for") node.setAttribute(name, String(value));
    else node[name] = value;
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";
const PATHS = {
  back: "M15 5l-7 7 7 7",
  close: "M6 6l12 12M18 6L6 18",
  send: "M4 12l16-8-6 17-3.5-6.5zM10.5 14.5L20 4",
  slash: "M7 4h10a3 3 0 013 3v10a3 3 0 01-3 3H7a3 3 0 01-3-3V7a3 3 0 013-3zM13.5 8.5l-3 7",
  idea: "M9 18h6M10 21h4M12 3a6 6 0 00-3.5 10.9c.6.5 1 1.2 1 2v.1h5v-.1c0-.8.4-1.5 1-2A6 6 0 0012 3z",
  attach: "M20 11.5l-8 8a5 5 0 01-7-7l8.5-8.5a3.4 3.4 0 014.8 4.8l-8.4 8.4a1.7 1.7 0 01-2.4-2.4l7.6-7.6",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  down: "M6 9l6 6 6-6",
  reply: "M9 7l-5 5 5 5M4 12h10a6 6 0 016 6",
  edit: "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
  trash: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
  copy: "M9 9h10v11H9zM5 15V4h10",
  check: "M5 12.5l4.5 4.5L19 7.5",
  out: "M8 16L17 7M10 7h7v7",
  sun: "M12 8a4 4 0 100 8 4 4 0 000-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.5 1.5M17.5 17.5L19 19M19 5l-1.5 1.5M6.5 17.5L5 19",
  moon: "M20 14.5A8.5 8.5 0 019.5 4 8.5 8.5 0 1020 14.5z",
  auto: "M12 3a9 9 0 100 18zM12 3a9 9 0 010 18",
  group: "M9 11a3.2 3.2 0 100-6.4A3.2 3.2 0 009 11zM3 19c.4-3.3 2.8-5 6-5s5.6 1.7 6 5M16 5a3 3 0 010 6M17.5 14.3c2 .6 3.3 2.2 3.5 4.7",
  channel: "M4 10v4l3 .5V9.5zM7 9.5L18 5v14L7 14.5M9 15l1 5h2.5l-1-4.3",
  topic: "M9 4L7 20M17 4l-2 16M4 9h17M3 15h17",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  comments: "M5 5h14a2 2 0 012 2v8a2 2 0 01-2 2h-8l-5 4v-4H5a2 2 0 01-2-2V7a2 2 0 012-2zM8 10h8M8 13h5",
  mask: "M3 8c5-2 13-2 18 0-.3 6-2.5 9-5 9-2 0-2.5-2-4-2s-2 2-4 2c-2.5 0-4.7-3-5-9zM7 11.5h2.5M14.5 11.5H17",
};

/** Make an icon; it is decoration, the name stands on what holds it. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", "aria-hidden": "true", class: "icon" })) {
    svg.setAttribute(key, value);
  }
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** Make a button that shows an icon only; `label` is its name and its tooltip. */
export function iconButton(name, label, onClick, props = {}) {
  const { class: more = "", ...rest } = props;
  return el(
    "button",
    { type: "button", class: `icon-button ${more}`, "aria-label": label, title: label, on: { click: onClick }, ...rest },
    icon(name),
  );
}

/** Make a round picture of a name: one or two letters, in a colour that belongs to the id. */
export function avatar(id, name, kind = "") {
  const letters = kind ? icon(kind) : name.split(/\s+/).slice(0, 2).map((word) => [...word][0]).join("");
  return el("span", { class: "avatar", data: { tone: String(Math.abs(id) % 7) }, "aria-hidden": "true" }, letters);
}
