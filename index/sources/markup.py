"""A piece of HTML, as feeds carry it in titles and bodies → the words that a reader sees, in their paragraphs."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from index.sources.decoding import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

_BLOCKS = frozenset(
    """address article aside blockquote dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main
    nav ol p pre section table tbody td tfoot th thead tr ul""".split()  # noqa: SIM905 -- a list would fill a screen
)
_UNSEEN = frozenset(
    """audio canvas head iframe math noscript object script select style svg template
    textarea video""".split()  # noqa: SIM905 -- as above
)
_MARKUP = re.compile(r"<[a-zA-Z!/]|&(?:#\d+|#x[0-9a-fA-F]+|\w+);")
MAX_MARKS = 50_000
"""Characters "<" of a text, of which a long article has 5,000. Beyond, marks are cut out as they stand: those
that nothing closes, or opens, can cost libxml2 the square of their number."""
_TAG = re.compile(r"<[^<>]*>?")
_SPACE = re.compile(r"[ \t\r\n\f]+")


def text_of(html: str) -> str:
    """Return the text, its blocks parted by blank lines; text without markup as its own lines have it."""
    if not _MARKUP.search(html):
        return "\n".join(line.strip() for line in html.strip().splitlines())
    if html.count("<") > MAX_MARKS:
        return " ".join(unescape(_TAG.sub(" ", html)).split())
    from lxml.etree import HTMLParser  # noqa: PLC0415 -- only where there is markup

    # Python's own parser takes minutes for a text of comments that are left open.
    parser = HTMLParser(target=_Reader(), huge_tree=True)  # type: ignore[call-overload]  # not all handlers are needed
    parser.feed(clean(html))
    return str(parser.close())


def line_of(html: str) -> str:
    """Return the text on one line."""
    return " ".join(text_of(html).split())


class _Reader:
    """Is told by lxml what it meets."""

    def __init__(self) -> None:
        self._blocks: list[str] = [""]
        self._unseen = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002 -- the parser's call
        """Take it that an element begins."""
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "br":
            self._blocks[-1] = f"{self._blocks[-1].rstrip(' ')}\n"
        elif tag in _BLOCKS:
            self._blocks.append("- " if tag == "li" else "")

    def end(self, tag: str) -> None:
        """Take it that an element ends."""
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _BLOCKS:
            self._blocks.append("")

    def data(self, data: str) -> None:
        """Take in text."""
        if not self._unseen:
            block = self._blocks[-1]
            words = _SPACE.sub(" ", data)
            self._blocks[-1] += words.lstrip(" ") if not block or block.endswith(("\n", " ")) else words

    def close(self) -> str:
        """Return what was read."""
        blocks = (block.strip() for block in self._blocks)
        return "\n\n".join(block for block in blocks if block.strip("- "))
