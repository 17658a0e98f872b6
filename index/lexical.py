"""BM25 over stems and 4-grams. The only file that imports tantivy.

Terms come in ready-made (`analysis` makes them), and queries are built from terms, never parsed: a question cannot
break them. Each document carries the whole passage and what a question compares it by, so that a search needs nothing
but its snapshot.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
import tantivy

from index.errors import SnapshotError
from index.records import Entry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.dates import Days

_TOKENIZER = "terms"
_KNOWN = 4096
"""Passages that stay in memory once they were read, some 20 MB; then all are forgotten. Reading 25 takes .3 ms."""
_WRITER_BYTES = 64_000_000
"""Memory of the writer before it makes a segment; tantivy wants 15 MB for each thread."""

FIELDS = ("stems", "grams", "title_stems", "title_grams", "speakers", "origins")
_DAYS = ("first_day", "last_day")
"""Between which an article was published, in days since the year 1; an article without a date has neither."""
_ENTRY = "entry"
_decoder = msgspec.msgpack.Decoder(Entry)


@dataclass(frozen=True, slots=True)
class Only:
    """Which passages may be found; all others are left out."""

    days: Days | None = None
    """Those of articles that may have been published on one of these days."""
    origin: str | None = None
    """Those with this term in the field "origins"."""
    numbers: tuple[int, ...] | None = None
    """Those with these numbers."""


class LexicalIndex:
    """The passages of one snapshot, searchable by term."""

    def __init__(self, path: Path) -> None:
        try:
            self._index = tantivy.Index.open(str(path))
            # A snapshot never changes; by itself the reader would watch for changes, and write into a removed folder.
            self._index.config_reader("manual")
            self._register()
            self._index.reload()
            self._searcher = self._index.searcher()
            self._known: dict[int, Entry] = {}
        except (ValueError, OSError) as error:
            raise SnapshotError(f"the lexical index {path} cannot be opened; run: article-bot sync --full") from error

    def __len__(self) -> int:
        """Return the number of passages."""
        return int(self._searcher.num_docs)

    def search(
        self,
        terms: Mapping[str, Mapping[str, float]],
        boosts: Mapping[str, float],
        count: int,
        only: Only | None = None,
    ) -> dict[int, float]:
        """Return the best `count` passages for a question: number → BM25.

        Args:
            terms: field → term → what it counts.
            boosts: field → what all of its terms count more.
            count: how many passages at most.
            only: what others are left out for; it changes no score.

        """
        clauses = [
            (tantivy.Occur.Should, tantivy.Query.boost_query(self._term(field, term), boost * weight))
            for field, boost in boosts.items()
            for term, weight in terms.get(field, {}).items()
        ]
        if not clauses:
            return {}
        query = tantivy.Query.boolean_query(clauses)
        if only is not None:
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), *self._restrictions(only)])
        return self._scores(query, count)

    def numbers(self, only: Only) -> NDArray[np.int64] | None:
        """Return the numbers of all passages that are not left out; of given numbers, some may not be in.

        None: none is left out. Of 100,000 passages this is told in 1 ms, and all of them would be listed in 18.
        """
        if only.numbers is not None and only.days is None and only.origin is None:
            return np.array(only.numbers, np.int64)
        restrictions = self._restrictions(only)
        if not restrictions:
            return None
        query = tantivy.Query.boolean_query(restrictions)
        counted = self._searcher.search(query, 1, count=True)
        count = int(counted.count or 0)  # type: ignore[attr-defined]  # tantivy's types lack it
        if count == len(self):
            return None
        found = self._searcher.search(query, max(1, count), count=False).hits
        values = self._searcher.fast_field_values("number", [address for _, address in found])
        return np.array([number or 0 for number in values], np.int64)

    def entries(self, numbers: Sequence[int]) -> dict[int, Entry]:
        """Return the passages with these numbers as they are stored; numbers that are not in are left out."""
        found = {number: known for number in numbers if (known := self._known.get(number)) is not None}
        clauses = [(tantivy.Occur.Should, self._term("number", one)) for one in numbers if one not in found]
        if clauses:
            hits = self._searcher.search(tantivy.Query.boolean_query(clauses), len(clauses), count=False).hits
            stored = [_decoder.decode(self._searcher.doc(place).get_first(_ENTRY) or b"") for _, place in hits]
            if len(self._known) + len(stored) > _KNOWN:
                self._known = {}
            found |= (read := {one.passage.number: one for one in stored})
            self._known |= read
        return found

    def document_frequency(self, field: str, term: str) -> int:
        """Return in how many passages a term stands."""
        return int(self._searcher.doc_freq(field, term))

    def _scores(self, query: tantivy.Query, count: int) -> dict[int, float]:
        found = self._searcher.search(query, count, count=False).hits
        numbers = self._searcher.fast_field_values("number", [address for _, address in found])
        return {int(number or 0): float(score) for number, (score, _) in zip(numbers, found, strict=True)}

    def _restrictions(self, only: Only) -> list[tuple[tantivy.Occur, tantivy.Query]]:
        """Return the clauses that a passage must meet; none of them adds to its score."""
        queries = []
        if only.numbers is not None:
            queries.append(tantivy.Query.term_set_query(self._index.schema, "number", list(only.numbers)))
        if only.origin is not None:
            queries.append(self._term("origins", only.origin))
        if only.days is not None:
            first, end = only.days.first, only.days.end
            # Also where a side is open the field is asked for: an article without a date has no day at all.
            queries.append(self._range("first_day", None, (end or date.max).toordinal()))
            queries.append(self._range("last_day", (first or date.min).toordinal(), None))
        return [(tantivy.Occur.Must, tantivy.Query.const_score_query(query, 0.0)) for query in queries]

    def _range(self, field: str, first: int | None, end: int | None) -> tantivy.Query:
        """Return the query for a number in a half-open range."""
        kind = tantivy.FieldType.Integer
        return tantivy.Query.range_query(self._index.schema, field, kind, first, end, include_upper=end is None)

    def _term(self, field: str, term: str | int) -> tantivy.Query:
        return tantivy.Query.term_query(self._index.schema, field, term)

    def _register(self) -> None:
        self._index.register_tokenizer(_TOKENIZER, _analyzer())


class LexicalWriter:
    """Changes a lexical index in place; `commit` makes the changes last."""

    def __init__(self, path: Path) -> None:
        """Open the index in the folder `path`, or begin one in an empty folder.

        Raises:
            SnapshotError: there is none that can be opened.
            OSError: nothing can be written there.

        """
        path.mkdir(parents=True, exist_ok=True)
        fresh = not any(path.iterdir())
        try:
            self._index = tantivy.Index(_schema(), path=str(path)) if fresh else tantivy.Index.open(str(path))
            self._index.register_tokenizer(_TOKENIZER, _analyzer())
            self._writer = self._index.writer(_WRITER_BYTES, num_threads=1)
        except ValueError as error:
            if fresh:
                raise OSError(f"{path}: {error}") from error
            raise SnapshotError(f"the lexical index {path} cannot be opened: {error}") from error

    def add(self, entry: Entry, terms: Mapping[str, Sequence[str]]) -> None:
        """Add a passage under its terms."""
        passage = entry.passage
        document = tantivy.Document()
        document.add_integer("number", passage.number)
        for field in FIELDS:
            document.add_text(field, " ".join(terms.get(field, ())))
        if passage.published is not None:
            for field, day in zip(_DAYS, (passage.published.first_day(), passage.published.last_day()), strict=True):
                document.add_integer(field, day.toordinal())
        document.add_bytes(_ENTRY, msgspec.msgpack.encode(entry))
        self._call(self._writer.add_document, document)

    def remove(self, number: int) -> None:
        """Take the passage with this number out, if it is in."""
        self._call(self._writer.delete_documents_by_term, "number", number)

    def commit(self) -> None:
        """Write everything down and wait until the merging of segments is done."""
        self._call(self._writer.commit)
        self._call(self._writer.wait_merging_threads)

    @staticmethod
    def _call(method: Any, *values: Any) -> None:  # noqa: ANN401 -- whatever the writer's method takes
        """Call the writer; tantivy raises ValueError for what is an error of the disk."""
        try:
            method(*values)
        except ValueError as error:
            raise OSError(str(error)) from error


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    # An *integer* field: a Python int in an unsigned one kills tantivy's writer.
    builder.add_integer_field("number", stored=False, indexed=True, fast=True)
    for field in _DAYS:
        builder.add_integer_field(field, stored=False, indexed=True, fast=True)
    for field in FIELDS:
        builder.add_text_field(field, stored=False, tokenizer_name=_TOKENIZER, index_option="freq")
    builder.add_bytes_field(_ENTRY, stored=True)
    return builder.build()


def _analyzer() -> tantivy.TextAnalyzer:
    """Return the analyzer for terms that are ready-made: they are parted by spaces and nothing else."""
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
