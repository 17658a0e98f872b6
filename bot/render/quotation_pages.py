"""Somebody's quotations → the pages of a Telegram message. Pure."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from bot.render.answers import speaker_line
from bot.render.origin import origin
from bot.render.parts import MAX_MESSAGE, linked
from index.records import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.texts import Texts
    from index.records import StoredPassage

PER_PAGE = 5
MAX_QUERY = 200
"""Characters of a query that are read and shown."""
_MAX_HEAD = 300
_ROOM = (MAX_MESSAGE - _MAX_HEAD) // PER_PAGE - 10
"""Code points of a quotation with all that stands around it, so that a page always fits into one message."""
_MAX_TITLE = 100
_MAX_WHERE = 150


def page(query: str, quotations: Sequence[StoredPassage], number: int, texts: Texts) -> str:
    """Return one page as HTML; `number` counts from 0."""
    pages = -(-len(quotations) // PER_PAGE)
    head = texts.quotes_head.format(query=escape(query), count=texts.number(len(quotations)))
    if pages > 1:
        head += f" · {number + 1}/{pages}"
    shown = quotations[number * PER_PAGE : (number + 1) * PER_PAGE]
    return "\n\n".join([head, *(_listed(one, texts) for one in shown)])


def nothing(query: str, texts: Texts) -> str:
    """Return, as HTML, that nobody is quoted so."""
    return texts.quotes_none.format(query=escape(query))


def _listed(quotation: StoredPassage, texts: Texts) -> str:
    said = speaker_line(quotation.quotes[0], texts)
    where = origin(quotation, texts, _MAX_WHERE)
    title = shorten(quotation.headline, _MAX_TITLE)
    words = shorten(quotation.text, _ROOM - len(said) - len(title) - len(where))
    return f"<b>{escape(words)}</b>\n{escape(said)}\n{linked(quotation, title).html} · {escape(where)}"
