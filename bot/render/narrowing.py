"""The nearest articles → narrower questions: by whom they quote, their years and their sources. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.records import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.texts import Texts
    from index.records import Hit

_OF_EACH_KIND = 2
_MAX_LABEL = 40


@dataclass(frozen=True, slots=True)
class Narrower:
    """A question that asks for less."""

    label: str
    """On its button: what it is narrowed to."""
    question: str


def narrower(question: str, hits: Sequence[Hit], texts: Texts) -> list[Narrower]:
    """Return narrower questions that the nearest articles may answer, of each kind the nearest ones."""
    speakers = _first(quote.name for hit in hits for quote in hit.passage.quotes)
    years = _first(str(day.year) for hit in hits if (day := hit.passage.published))
    sources = _first(hit.passage.shown_source for hit in hits)
    return [
        *(Narrower(_label("🗣", who), texts.according_to.format(who=who, question=question)) for who in speakers),
        *(Narrower(_label("🗓", year), texts.from_year.format(year=year, question=question)) for year in years),
        *(Narrower(_label("📰", one), texts.according_to.format(who=one, question=question)) for one in sources),
    ]


def _first(found: Iterable[str | None]) -> list[str]:
    return [one for one in dict.fromkeys(found) if one][:_OF_EACH_KIND]


def _label(sign: str, words: str) -> str:
    return f"{sign} {shorten(words, _MAX_LABEL)}"
