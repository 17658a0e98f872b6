"""What every format makes of an article's fields: the text, the date, the language."""

from __future__ import annotations

from index.dates import PartialDate
from index.errors import ItemError

MAX_ARTICLE = 2_000_000
"""Characters of one article: about a thousand pages. What is longer is an archive in one file."""


def read_text(text: str) -> str:
    """Return the text of an article.

    Raises:
        ItemError: there is none, or too much.

    """
    if not text.strip():
        raise ItemError("is empty; write the article into it, or take it out")
    if len(text) > MAX_ARTICLE:
        raise ItemError(f"has {len(text):,} characters, too many for one article; {SPLIT}")
    return text


def read_date(text: str | None) -> tuple[PartialDate | None, str | None]:
    """Return the date that a text states, or none and a warning: an article without a date is still an article."""
    if not text:
        return None, None
    try:
        return PartialDate.parse(text), None
    except ValueError as error:
        return None, f"has a date that cannot be read: {error}; the article is kept without one"


def read_language(text: str | None) -> str | None:
    """Return the ISO 639-1 part of a language tag: ``de-AT`` → ``de``."""
    return text.strip().lower().replace("_", "-").partition("-")[0] or None if text else None


SPLIT = f"split it into several ones of up to {MAX_ARTICLE:,} characters, or write it as .jsonl"
