"""An article → the pages of a Telegram message, its text word for word. Pure."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from bot.render.origin import origin
from bot.render.parts import MAX_MESSAGE, linked
from index.records import shorten

if TYPE_CHECKING:
    from bot.texts import Texts
    from index.records import Article

_MAX_TITLE = 300
_MAX_WHERE = 300
_ROOM = MAX_MESSAGE - _MAX_TITLE - _MAX_WHERE - 96
"""Code points of text on a page, so that it fits into one message with what stands over and under it."""
_BREAKS = ("\n\n", "\n", ". ", " ")
"""Where a page may end, the best place first."""


def page(article: Article, number: int, texts: Texts) -> str:
    """Return one page as HTML; `number` counts from 0.

    Raises:
        IndexError: there is no such page.

    """
    pages = page_ranges(article.text)
    start, end = pages[number]
    title = linked(article, shorten(article.title or article.lead(), _MAX_TITLE))
    where = origin(article, texts, _MAX_WHERE)
    text = article.text[start:end].strip("\n")
    shown = f"<b>{title.html}</b>\n{escape(where)}\n<blockquote expandable>{escape(text)}</blockquote>"
    if len(pages) == 1:
        return shown
    return f"{shown}\n{texts.article_page.format(number=texts.number(number + 1), count=texts.number(len(pages)))}"


def page_ranges(text: str) -> list[tuple[int, int]]:
    """Return the ranges that a text is split into: between paragraphs where it has some, else between sentences."""
    found, start = [], 0
    while len(text) - start > _ROOM:
        end = _end(text, start)
        found.append((start, end))
        start = end
    if text[start:].strip() or not found:
        found.append((start, len(text)))
    return found


def _end(text: str, start: int) -> int:
    """Return where a page that begins at `start` ends: in its second half, so that none is nearly empty."""
    for mark in _BREAKS:
        place = text.rfind(mark, start + _ROOM // 2, start + _ROOM)
        if place >= 0:
            return place + len(mark)
    return start + _ROOM
