"""The text of a page: its paragraphs and subheadings, without what stands around them."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import trafilatura
from lxml import etree

from index.errors import ItemError
from index.sources.html import lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element
    from lxml.html import HtmlElement

    from index.sources.html.metadata import About

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it cannot do is told by this module's error

_DROPPED = ("script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "select", "button")


def read(root: HtmlElement, about: About) -> str:
    """Return the text of a page's article; `root` is used up.

    Raises:
        ItemError: there is none.

    """
    etree.strip_elements(root, *_DROPPED, with_tail=False)
    document = trafilatura.bare_extraction(root, include_comments=False, include_tables=True)
    blocks = [] if document is None or isinstance(document, dict) else list(_blocks(document.body))
    headings = {lines.bare(heading) for heading in about.headings}
    text = "\n\n".join(block for block in blocks if lines.bare(block) not in headings)
    if not text and about.body:
        text = about.body
    if not text:
        raise ItemError("has no article on it; save the page of one article, with its text")
    return text


def _blocks(element: _Element) -> Iterator[str]:
    """Yield the paragraphs, subheadings, list items and table rows of trafilatura's tree, each on one line."""
    for child in element:
        match child.tag:
            case "list":
                for item in child:
                    if text := lines.one("".join(map(str, item.itertext()))):
                        yield f"- {text}"  # marked, so that an item is not taken for a subheading
            case "table":
                for row in child.iter("row"):
                    if cells := [lines.one("".join(map(str, cell.itertext()))) or "" for cell in row]:
                        yield f"| {' | '.join(cells)} |"
            case "quote" if len(child):
                yield from _blocks(child)
            case _:
                if text := lines.one("".join(map(str, child.itertext()))):
                    yield text
