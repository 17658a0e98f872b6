"""The blocks of a page in the order of its source: paragraphs, subheadings, list items, table rows.

trafilatura finds the article, but it leaves out what it takes for a caption or a teaser, and what a page keeps in
another container than the rest. The blocks of the page itself are held against what it found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.sources.html import lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = _HEADINGS | {"p", "li", "blockquote", "dd", "dt", "figcaption", "pre", "tr", "div", "section", "header", "td"}
"""Elements that begin a block of their own; one of them with another inside is no block but a container."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a page."""

    text: str
    """On one line."""
    bare: str
    """Its letters and digits alone, lower case: what it is compared by."""
    element: HtmlElement
    linked: float
    """The share of its characters that are links, 0 to 1."""

    @property
    def is_heading(self) -> bool:
        """Whether it is marked up as a heading."""
        return self.element.tag in _HEADINGS

    @property
    def style(self) -> tuple[str, ...]:
        """What it is set in: its own element and those around it, by name and class."""
        found: list[str] = []
        element: HtmlElement | None = self.element
        while element is not None and len(found) < _STYLE:
            found.append(f"{element.tag!s}.{element.get('class') or ''}")
            element = element.getparent()
        return tuple(found)

    def classes(self) -> str:
        """Return its class names and those of the two elements around it, in lower case."""
        return " ".join(self.style[:3]).lower()

    def inside(self, *tags: str) -> bool:
        """Tell whether it stands in an element of such a name."""
        return next(self.element.iterancestors(*tags), None) is not None


_STYLE = 4
"""Elements around a block, itself included, that tell how it is set."""


def read(root: HtmlElement) -> list[Block]:
    """Return the blocks of a page."""
    return list(_read(root))


def _read(root: HtmlElement) -> Iterator[Block]:
    for element in root.iter(*_BLOCKS):
        if next(element.iterdescendants(*_BLOCKS), None) is not None:
            continue
        text = lines.one("".join(map(str, element.itertext())))
        if text and (bare := lines.bare(text)):
            links = sum(len(lines.bare("".join(map(str, link.itertext())))) for link in element.iter("a"))
            yield Block(text, bare, element, links / len(bare))
