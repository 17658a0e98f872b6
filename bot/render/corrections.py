"""What stands over, or in the place of, words that were shown and have changed since. Pure.

Words that their article does not have any more are taken out, not struck through: an article is withdrawn or changed
because it was wrong, or must not be read any more, and struck words are read all the same. What stays is which article
it was, and when that was found.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup

from bot.render.cards import buttons, passage_card
from bot.render.origin import origin
from index.citation_changes import Become
from index.records import shorten

if TYPE_CHECKING:
    from bot.texts import Texts
    from index.citation_changes import Change
    from index.dates import PartialDate
    from index.records import Article, Hit

_MAX_TITLE = 200
_MAX_ORIGIN = 300


def note(change: Change, day: PartialDate, before: str, texts: Texts) -> str:
    """Return what stands over a corrected answer, as plain text: a new note, or the one that was there `before`."""
    date = texts.date(day)
    match change.become:
        case Become.REWORDED:
            return texts.corrected_words.format(date=date)
        case Become.DROPPED:
            return texts.corrected_dropped.format(date=date)
        case Become.WITHDRAWN:
            return texts.corrected_withdrawn.format(date=date)
        case Become.RESTORED:
            return texts.corrected_restored.format(date=date)
        case Become.FRAMED if change.matters:
            return texts.corrected_origin.format(date=date)
        case _:
            return before


def without_words(over: str, article: Article | None, texts: Texts) -> list[str]:
    """Return the message, as HTML, in the place of words that are not shown any more: what is over it, and of what."""
    if article is None:
        return [escape(over)]
    title = shorten(article.title or article.id, _MAX_TITLE)
    return [f"{escape(over)}\n\n{escape(title)}\n{escape(origin(article, texts, _MAX_ORIGIN))}"]


def card(over: str, hit: Hit, texts: Texts) -> tuple[str, InlineKeyboardMarkup | None]:
    """Return, as HTML, the citation card that inline mode has posted, as it is now under a note, and its buttons."""
    made = passage_card(hit, texts)
    row = buttons(made, texts)
    html = f"{escape(over)}\n\n{made.html}" if over else made.html
    return html, InlineKeyboardMarkup([row]) if row else None
