"""The buttons under an answer. Pure.

Their data begin with ``a:`` and name the answer by its number in the store, so that they outlive the process.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.render.citation_text import citation_text
from bot.render.text_fragment import text_link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.texts import Texts
    from index.records import Hit

PAGE, NUMBER, ARTICLE, RATE, REFINE, ASK = "p", "n", "s", "r", "f", "q"
"""The second word of the data."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Which passage of which answer stands there."""

    number: int
    """Of the answer in the store."""
    rank: int = 0
    """Of the passage, from 0."""
    count: int = 1
    """How many passages the answer has."""
    unsure: bool = False


def under(hit: Hit, shown: Shown, texts: Texts) -> InlineKeyboardMarkup:
    """Return the buttons under a passage: the others, its article, its citation, what readers think of it."""
    rows = [_pages(shown)] if shown.count > 1 else []
    rows.append([_article(hit, shown, texts), _copy(hit, texts)])
    rows.append(_thumbs(shown.number))
    if shown.unsure:
        rows.append([_refine(shown.number, texts)])
    return InlineKeyboardMarkup(rows)


def under_nothing(number: int, texts: Texts) -> InlineKeyboardMarkup:
    """Return the button under the word that there is no answer."""
    return InlineKeyboardMarkup([[_refine(number, texts)]])


def narrower(suggestions: Sequence[tuple[str, int]]) -> InlineKeyboardMarkup | None:
    """Return a button for each narrower question: its label, and the number that the question is remembered under."""
    rows = [[_button(label, ASK, listing, 0)] for label, listing in suggestions]
    return InlineKeyboardMarkup(rows) if rows else None


def _pages(shown: Shown) -> list[InlineKeyboardButton]:
    """Return the way to the passages before and after; it goes round, so that the buttons stay where they are."""
    before, after = (shown.rank - 1) % shown.count, (shown.rank + 1) % shown.count
    return [
        _button("‹", PAGE, shown.number, before),
        _button(f"{shown.rank + 1}/{shown.count}", NUMBER, shown.number, shown.rank),
        _button("›", PAGE, shown.number, after),
    ]


def _article(hit: Hit, shown: Shown, texts: Texts) -> InlineKeyboardButton:
    url = hit.passage.url
    if url and url.startswith(("https://", "http://")):
        return InlineKeyboardButton(texts.button_article, url=text_link(url, hit.answer_text()) or url)
    return _button(texts.button_article, ARTICLE, shown.number, shown.rank)


def _copy(hit: Hit, texts: Texts) -> InlineKeyboardButton:
    return InlineKeyboardButton(texts.button_copy, copy_text=CopyTextButton(citation_text(hit, texts)))


def _thumbs(number: int) -> list[InlineKeyboardButton]:
    return [_button("👍", RATE, number, 1), _button("👎", RATE, number, 0)]


def _refine(number: int, texts: Texts) -> InlineKeyboardButton:
    return _button(texts.button_refine, REFINE, number, 0)


def _button(label: str, word: str, number: int, value: int) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=f"a:{word}:{number}:{value}")
