"""Where an article comes from, on one line: source, agency, author, date. One order, wherever it is shown. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from index.records import shorten

if TYPE_CHECKING:
    from bot.texts import Texts
    from index.dates import PartialDate


class Attributed(Protocol):
    """An article, one of its passages, or its line in a list."""

    @property
    def shown_source(self) -> str:
        """What a reader is told of where it comes from."""

    @property
    def credit(self) -> str | None:
        """The agency line."""

    @property
    def author(self) -> str | None:
        """Who wrote it."""

    @property
    def published(self) -> PartialDate | None:
        """When it was published, as precisely as is known."""


def origin(article: Attributed, texts: Texts, most: int, *further: str | None) -> str:
    """Return it as plain text, with what else is to stand behind it, in `most` code points at most."""
    date = article.published and texts.date(article.published)
    known = [article.shown_source, article.credit, article.author, date, *further]
    return shorten(" · ".join(part for part in known if part), most)
