"""A piece of HTML, as feeds carry it in titles and bodies → the words that a reader sees, in their paragraphs."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    """address article aside blockquote dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main
    nav ol p pre section table tbody td tfoot th thead tr ul""".split()  # noqa: SIM905 -- a list would fill a screen
)
_UNSEEN = frozenset(
    """audio canvas head iframe math noscript object script select style svg template
    textarea video""".split()  # noqa: SIM905 -- as above
)
_MARKUP = re.compile(r"<[a-zA-Z!/]|&(?:#\d+|#x[0-9a-fA-F]+|\w+);")
_SPACE = re.compile(r"[ \t\r\n\f]+")


def text_of(html: str) -> str:
    """Return the text, its blocks parted by blank lines; text without markup as its own lines have it."""
    if not _MARKUP.search(html):
        return "\n".join(line.strip() for line in html.strip().splitlines())
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text()


def line_of(html: str) -> str:
    """Return the text on one line."""
    return " ".join(text_of(html).split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[str] = [""]
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 -- the parser's call
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "br":
            self._blocks[-1] = f"{self._blocks[-1].rstrip(' ')}\n"
        elif tag in _BLOCKS:
            self._blocks.append("- " if tag == "li" else "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _UNSEEN:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _BLOCKS:
            self._blocks.append("")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            block = self._blocks[-1]
            words = _SPACE.sub(" ", data)
            self._blocks[-1] += words.lstrip(" ") if not block or block.endswith(("\n", " ")) else words

    def text(self) -> str:
        """Return what was read so far."""
        blocks = (block.strip() for block in self._blocks)
        return "\n\n".join(block for block in blocks if block.strip("- "))
