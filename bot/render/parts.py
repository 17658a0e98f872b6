"""What messages are put together of: pieces of HTML that are never split, with their length as Telegram counts it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape
from typing import TYPE_CHECKING

from bot.render.text_fragment import text_link

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.records import StoredPassage

MAX_MESSAGE = 4096
"""Code points of a message after its HTML is parsed (Bot API, sendMessage)."""
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a message that is never split."""

    html: str
    length: int
    """Code points that Telegram counts: those that are left when the HTML is parsed."""

    def __add__(self, other: Part) -> Part:
        return Part(self.html + other.html, self.length + other.length)


def plain(text: str) -> Part:
    """Return words without any mark."""
    return Part(escape(text), len(text))


def linked(passage: StoredPassage, words: str, sentence: str = "") -> Part:
    """Return words that link to the article, and to a sentence in it, where a browser may open its address."""
    if passage.url and passage.url.startswith(("https://", "http://")):
        address = text_link(passage.url, sentence) or passage.url
        return Part(f'<a href="{escape(address)}">{escape(words)}</a>', len(words))
    return plain(words)


def joined(parts: Sequence[Part]) -> list[str]:
    """Return as few messages as the parts fit into, in order."""
    messages: list[Part] = []
    for part in parts:
        if messages and messages[-1].length + part.length <= MAX_MESSAGE:
            messages[-1] += part
        else:
            messages.append(part)
    return [message.html.strip("\n") for message in messages]


def pieces(text: str, room: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges that a text is split into, at white space, none longer than `room`."""
    start = 0
    while len(text) - start > room:
        space = max(text.rfind(" ", start + 1, start + room), text.rfind("\n", start + 1, start + room))
        end = space + 1 if space > start else start + room
        yield start, end
        start = end
    yield start, len(text)


def without_tags(html: str) -> str:
    """Return what is left of a message's HTML when nobody understands it: its words."""
    return unescape(_TAG.sub("", html))
