"""The stored articles as readers look through them: lists, single articles, and what cites a passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index import finding, listing
from index.catalog import Catalog

if TYPE_CHECKING:
    from pathlib import Path

    from index.citation_records import Citation
    from index.listing_records import Latest, Listed, SourceState
    from index.records import Article, Span


class Lookup:
    """The catalogue in one file, opened for each look. Several threads may look at once."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def latest(self, words: str = "", *, offset: int = 0, limit: int = 10) -> Latest:
        """Return the newest articles, of the sources that some words name; see `index.listing`."""
        with Catalog(self._file) as catalog:
            return listing.latest(catalog, words, offset, limit)

    def sources(self) -> list[SourceState]:
        """Return what there is of each source."""
        with Catalog(self._file) as catalog:
            return listing.sources(catalog, catalog.last_read())

    def known_as(self, name: str) -> tuple[Listed, ...]:
        """Return the articles that have an id or an address."""
        with Catalog(self._file) as catalog:
            return listing.known_as(catalog, name)

    def numbered(self, number: int) -> Article | None:
        """Return the article that a list shows with a number; None if it has changed or gone since."""
        with Catalog(self._file) as catalog:
            return finding.numbered(catalog, number)

    def number_of(self, passage: int) -> int | None:
        """Return the number of the article that a passage is of; None if it has changed or gone since."""
        with Catalog(self._file) as catalog:
            return finding.number_of(catalog, passage)

    def citation(self, passage: int, sentence: Span | None, confidence: float) -> Citation | None:
        """Return what cites a sentence of a passage; None if its article has changed or gone since."""
        with Catalog(self._file) as catalog:
            return listing.citation(catalog, passage, sentence, confidence)
