"""What the library tells of itself: its state, its sources, and articles as lists show them. All values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from index.dates import PartialDate


@dataclass(frozen=True, slots=True)
class Status:
    """What there is, and how the last sync went."""

    articles: int
    passages: int
    by_source: dict[str, int]
    model: str | None
    """The encoder of the current snapshot; None before the first sync."""
    searchable_passages: int
    last_sync: dict[str, Any] | None
    """The last sync's report as its JSON has it, with ``at`` in seconds since 1970."""
    last_read: dict[str, int] = field(default_factory=dict)
    """When each source was read last, with or without success, in seconds since 1970."""
    quotes: int = 0
    """How many quotations were found in the articles."""
    withdrawn: int = 0
    """How many articles an admin has withdrawn."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An article without its text."""

    number: int
    """The article's number in the catalogue; a change gives it a new one, and none is ever used again."""
    source: str
    article_id: str
    title: str | None
    lead: str
    """The first words of the text: what an article without a title goes by."""
    url: str | None
    published: PartialDate | None
    author: str | None
    credit: str | None
    shown_source: str
    """What a reader is told of where it comes from."""

    @property
    def headline(self) -> str:
        """The title, or the lead in its place."""
        return self.title or self.lead


@dataclass(frozen=True, slots=True)
class Latest:
    """A part of a list of articles."""

    articles: tuple[Listed, ...]
    total: int
    """How many the whole list has."""
    sources: tuple[str, ...] = ()
    """The names, as readers are told them, that the list is restricted to; empty: to none."""


@dataclass(frozen=True, slots=True)
class SourceState:
    """What there is of one source."""

    name: str
    """As the config calls it."""
    articles: int
    latest: PartialDate | None
    """The date of its newest article; None where none has a date."""
    outlets: tuple[tuple[str, int], ...] = ()
    """Who published them where the articles say so, with the number of articles, most first."""
    read: int | None = None
    """When it was read last, in seconds since 1970, with or without success; None if that is not known."""
