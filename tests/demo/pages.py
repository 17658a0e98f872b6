"""What a test does on the page, and measures on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.async_api import Locator, Page

LONG = 20_000
"""Milliseconds for the real application on a busy machine."""

HTML = (
    '<b>fett</b> <i>kursiv</i> <a href="https://example.org/a?b=1&amp;c">Quelle</a> '
    "<code>&lt;img src=x onerror=alert(1)&gt;</code>\n"
    "<blockquote expandable>Erste Zeile\nzweite\ndritte\nvierte\n<b>fünfte</b></blockquote>"
)
"""What a bot may send, and what looks like markup in it."""


def field(page: Page) -> Locator:
    """Return where a message is written."""
    return page.get_by_role("combobox")


async def write(page: Page, text: str) -> None:
    """Write a message and send it."""
    await field(page).fill(text)
    await field(page).press("Enter")


async def open_chat(page: Page, title: str) -> None:
    """Open a chat of the list."""
    await page.get_by_role("navigation").get_by_role("link").filter(has=page.get_by_text(title, exact=True)).click()
    await page.get_by_role("heading", level=2, name=title, exact=True).wait_for()


def bubbles(page: Page) -> Locator:
    """Return the messages of the open chat."""
    return page.get_by_role("article")


def last(page: Page, text: str) -> Locator:
    """Return the last message, which holds a text."""
    return page.locator("li.message:last-child").get_by_role("article").filter(has_text=text)


FOCUSED = "(({ ariaLabel, innerText, value }) => ariaLabel || innerText || value || '')(document.activeElement)"
"""The name of what has the focus."""

NAMELESS = """
() => [...document.querySelectorAll("a, button, input, textarea, [role]")]
  .filter((node) => node.checkVisibility() && !node.closest("[aria-hidden=true]"))
  .filter((node) => {
    const needed = ["A", "BUTTON", "INPUT", "TEXTAREA"].includes(node.tagName)
      || ["menu", "listbox", "option", "menuitem", "region"].includes(node.getAttribute("role"));
    const labels = [...(node.labels ?? [])].map((label) => label.innerText).join("");
    const named = node.getAttribute("aria-label") || node.innerText?.trim() || labels.trim();
    return needed && !named;
  })
  .map((node) => node.outerHTML.slice(0, 120))
"""
"""The controls that have no name for a screen reader."""

CONTRASTS = """
() => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    brush.clearRect(0, 0, 1, 1);
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = brush.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = ([r, g, b, a], [x, y, z]) => [r * a + x * (1 - a), g * a + y * (1 - a), b * a + z * (1 - a)];
  const light = (colour) => {
    const linear = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    const [r, g, b] = colour.map((value) => linear(value / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (node) => {
    const layers = [];
    for (let at = node; at; at = at.parentElement) {
      const layer = rgba(getComputedStyle(at).backgroundColor);
      layers.unshift(layer);
      if (layer[3] === 1) break;
    }
    return layers.reduce((below, layer) => over(layer, below), [255, 255, 255]);
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    const unseen = !node.checkVisibility() || node.closest("[aria-hidden=true], .unseen, noscript");
    if (!walker.currentNode.data.trim() || unseen) continue;
    const below = ground(node);
    const [a, b] = [light(over(rgba(getComputedStyle(node).color), below)), light(below)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) found.push([walker.currentNode.data.slice(0, 40), node.className, Math.round(ratio * 100) / 100]);
  }
  return found;
}
"""
"""The texts whose contrast with their ground is less than WCAG's 4.5 (AA), by its own formula."""
