"""An article in short → HTML: what it is called, where it comes from, how it begins. Pure."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from bot.render.origin import origin
from index.records import shorten

if TYPE_CHECKING:
    from bot.texts import Texts
    from index.records import Article

_MAX_TITLE = 300
_MAX_LINE = 400
_MAX_LEAD = 500
"""Code points of its first words; a cut is marked."""
_MAX_ID = 1_000
"""Code points; part of an id finds nothing, so a longer one is left out."""


def article_card(article: Article, texts: Texts) -> str:
    """Return what there is to know of an article that has no page on the web."""
    head = f"<b>{escape(shorten(article.title, _MAX_TITLE))}</b>\n" if article.title else ""
    lead = f"<blockquote>{escape(shorten(article.text, _MAX_LEAD))}</blockquote>"
    name = f"\n{texts.article_id.format(id=escape(article.id))}" if len(article.id) <= _MAX_ID else ""
    return f"{head}{escape(origin(article, texts, _MAX_LINE))}\n{lead}{name}"
