"""A hit → the one line by which somebody cites it elsewhere. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.render.answers import speaker
from index.records import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.texts import Texts
    from index.records import Hit

MAX_COPIED = 256
"""Characters that a button copies at most (Bot API, CopyTextButton)."""
_SHORT_TITLE = 60
_SHORT_SPEAKER = 60
_SHORTEST = 50
"""Of a title and of a source that always fit with a date, also where each character is two UTF-16 units."""


def citation_text(hit: Hit, texts: Texts) -> str:
    """Return „sentence“ (speaker), title, source, date: as much of it as a button copies.

    The sentence stands there whole or not at all: what is cut off at its end may turn what it says around. So first the
    title is shortened, then it goes, and then the quotation.
    """
    return next(one for one in _texts(hit, texts) if _length(one) <= MAX_COPIED)


def _texts(hit: Hit, texts: Texts) -> Iterator[str]:
    passage = hit.passage
    date = texts.date(passage.published) if passage.published else None
    title = " ".join(passage.headline.split())
    said, who = _quoted(hit, texts), [passage.shown_source, date]
    if said:
        for shown in (title, shorten(title, _SHORT_TITLE), None):
            yield _line(said, shown, *who)
    yield _line(title, *who)
    yield _line(shorten(title, _SHORTEST), shorten(passage.shown_source, _SHORTEST), date)


def _quoted(hit: Hit, texts: Texts) -> str | None:
    """Return the sentence between marks that it does not have itself, and who says it."""
    sentence = " ".join((hit.answer_text() or "").split())
    if not sentence:
        return None
    marks = texts.quotation_marks
    before, after = next((one for one in marks if not any(mark in sentence for mark in one)), marks[0])
    said_by = hit.quote and speaker(hit.quote)
    return f"{before}{sentence}{after}" + (f" ({shorten(said_by, _SHORT_SPEAKER)})" if said_by else "")


def _line(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


def _length(text: str) -> int:
    """Return the length in UTF-16 units: never fewer than Telegram counts, whichever way it does."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
