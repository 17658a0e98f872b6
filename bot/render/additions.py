"""What /add has taken in, and what /remove asks about → Telegram messages. Pure."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from bot.render.origin import origin
from index.records import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.texts import Texts
    from index.records import Article

_LISTED = 5
"""Articles, and other lines, that are shown; with the limits below they fit into one message."""
_MAX_TITLE = 120
_MAX_WHERE = 80
_MAX_ID = 150
_MAX_PROBLEM = 150


def problem(name: str, error: Exception, texts: Texts) -> str:
    """Return, as HTML on one line, why something was not added."""
    reason = str(error).removeprefix(name).lstrip(" ,:")
    shown = escape(shorten(name, _MAX_WHERE)), escape(shorten(reason, _MAX_PROBLEM))
    return texts.admin.add_failed.format(name=shown[0], error=shown[1])


def message(articles: Sequence[Article], unread: Sequence[str], problems: Sequence[str], texts: Texts) -> str:
    """Return, as HTML, what is in the archive now, what is kept and not read yet, and the problems, which are HTML."""
    lines = []
    if articles:
        lines.append(texts.admin.added)
        for article in articles[:_LISTED]:
            removal = texts.admin.removed_by.format(id=escape(article.id)) if len(article.id) <= _MAX_ID else ""
            lines.append(f"{described(article, texts)}\n{removal}".strip())
        if len(articles) > _LISTED:
            lines.append(texts.admin.add_more.format(count=texts.number(len(articles) - _LISTED)))
    lines += [texts.admin.add_later.format(origin=escape(shorten(one, _MAX_WHERE))) for one in unread[:_LISTED]]
    return "\n\n".join([*lines, *problems[:_LISTED]])


def described(article: Article, texts: Texts) -> str:
    """Return an article's title and where it comes from, as HTML."""
    return f"<b>{escape(title(article))}</b>\n{escape(origin(article, texts, _MAX_WHERE))}"


def title(article: Article, length: int = _MAX_TITLE) -> str:
    """Return what an article goes by, on one line."""
    return shorten(article.title or article.lead(), length)
