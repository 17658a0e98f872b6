"""The truth: articles, their passages and the vectors, in one SQLite file.

What it stands on (`database`, `schema`, `rows`, `staging`, `files`, `finding`, `history`, `quotations`, `tallies`,
`visits`, `withdrawals`, `wordings`) and `listing`, which reads lists from it, is the only other SQL of the index.

What a sync has found lies in temporary tables until `apply` makes it the library's state in one transaction. Each such
transaction is a *generation*; a snapshot says which generation it holds and is brought up to date by what came since.
"""

from __future__ import annotations

import uuid
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index import files, finding, history, quotations, schema, tallies, visits, withdrawals, wordings
from index.errors import CatalogError
from index.records import LEAD, Passage, Span, StoredPassage
from index.rows import to_article
from index.staging import BATCH, Staging

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.records import Article, Quote, StoredQuote, Version

_COLUMNS = schema.ARTICLE_COLUMNS
_ATTRIBUTION = "title, url, published, author, credit, language, outlet, origin, pages"
"""The columns of an article after its text."""


@dataclass(frozen=True, slots=True)
class Changes:
    """How many articles a sync added, changed and removed, and how many it found as they were."""

    added: int
    changed: int
    removed: int
    unchanged: int


class Catalog(Staging):
    """One open SQLite file. A context manager; not for several threads at once."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        try:
            if self.fact("identity") is None:
                self.become_another()
        except BaseException:
            self.close()
            raise

    # -- vectors: kept as soon as they are computed, so that a killed sync has not computed them in vain --------------

    def put_vectors(self, fingerprint: str, hashes: Sequence[bytes], vectors: NDArray[np.float32]) -> None:
        """Store vectors, shape (hashes, dimension), in a transaction of their own."""
        rows = [(fingerprint, one, vector.tobytes()) for one, vector in zip(hashes, vectors, strict=True)]
        with self.transaction():
            self.execute_many("INSERT OR IGNORE INTO vector VALUES (?, ?, ?)", rows)
            # A sync that is killed before it stores their passages leaves them to be pruned.
            self.execute_many("INSERT INTO loose VALUES (?)", [(one,) for one in hashes])

    # -- the one transaction ----------------------------------------------------------------------------------------

    def apply(self, recipe: str, now: int) -> Changes:
        """Make what the sync found the state of the library, all of it or nothing.

        `recipe` says what passages and vectors were made with (encoder and cutting), for the next sync to compare.
        What is replaced or goes is kept as a version that held until `now`, in seconds since 1970.
        """
        with self.transaction():
            generation = self.generation() + 1
            shown = self.find_gone()
            changed = history.keep(self, now)
            removed = self._retire("SELECT number FROM gone", generation)
            added = self._upsert(generation)
            files.apply(self)
            withdrawals.apply(self)
            visits.apply(self)
            self.remember("recipe", recipe)
            if removed or self.count("pending"):
                self.remember("generation", str(generation))
        return Changes(added, changed, removed, shown - changed)

    def _retire(self, which: str, generation: int) -> int:
        """Delete the articles that `which` selects, and note their passages as retired, and their texts as loose."""
        self.execute(
            f"INSERT INTO retired SELECT number, ? FROM passage WHERE article IN ({which})",
            generation,
        )
        self.execute(f"INSERT INTO loose SELECT text_hash FROM passage WHERE article IN ({which})")
        return self.execute(f"DELETE FROM article WHERE number IN ({which})").rowcount

    def _upsert(self, generation: int) -> int:
        """Put the pending articles in the place of the stored ones; return how many were new."""
        wordings.carry(self)
        recut = self._retire("SELECT article.number FROM pending CROSS JOIN article USING (source, id)", generation)
        self.execute(
            f"""INSERT INTO article ({_COLUMNS}, digest, since)
                SELECT {_COLUMNS}, digest, COALESCE(since, ?) FROM pending ORDER BY number""",
            generation,
        )
        self.execute(
            """INSERT INTO passage (article, start, "end", heading, text_hash, generation)
               SELECT article.number, new.start, new."end", new.heading, new.text_hash, ?
               FROM pending_passage AS new JOIN pending ON pending.number = new.article
               JOIN article ON article.source = pending.source AND article.id = pending.id
               ORDER BY article.number, new.start""",
            generation,
        )
        quotations.apply(self)
        return self.count("pending") - recut

    def prune(self, fingerprint: str, snapshot_generation: int) -> None:
        """Forget what no snapshot needs any more: vectors without a passage, and passages retired long ago.

        Of the vectors, only those are looked at whose passages went, or which came, since the last time: to look at all
        of them, 1.5 GB in a library of a million passages, takes longer than the rest of a small sync.
        """
        with self.transaction():
            self.execute("DELETE FROM retired WHERE generation <= ?", snapshot_generation)
            self.execute("DELETE FROM vector WHERE fingerprint < ?", fingerprint)
            self.execute("DELETE FROM vector WHERE fingerprint > ?", fingerprint)
            self.execute(
                """DELETE FROM vector WHERE fingerprint = ? AND text_hash IN (
                       SELECT text_hash FROM loose
                       WHERE NOT EXISTS (SELECT 1 FROM passage WHERE passage.text_hash = loose.text_hash))""",
                fingerprint,
            )
            self.execute("DELETE FROM loose")

    def is_pruned(self) -> bool:
        """Tell whether there is nothing to `prune`."""
        return not self.rows("SELECT 1 FROM retired UNION ALL SELECT 1 FROM loose LIMIT 1")

    # -- what a snapshot is made of ---------------------------------------------------------------------------------

    def generation(self) -> int:
        """Return the number of the last transaction that changed the library; 0 for an empty one."""
        return int(self.fact("generation") or 0)

    def retired_since(self, generation: int) -> list[int]:
        """Return the numbers of the passages that went after this generation."""
        rows = self.rows("SELECT passage FROM retired WHERE generation > ?", generation)
        return [row[0] for row in rows]

    def passages_since(
        self, generation: int, fingerprint: str
    ) -> Iterator[tuple[list[StoredPassage], NDArray[np.float32]]]:
        """Yield the passages that came after this generation in batches, each with its vectors.

        Raises:
            CatalogError: a passage has no vector of this encoder.

        """
        # Only the passage's part of the text is read: a long article has thousands of passages.
        statement = f"""
            SELECT passage.number, start, heading, substr(text, start + 1, "end" - start), vector.vector,
                   source, id, substr(text, 1, {4 * LEAD}), {_ATTRIBUTION}
            FROM passage JOIN article ON article.number = passage.article
            LEFT JOIN vector ON vector.text_hash = passage.text_hash AND vector.fingerprint = ?
            WHERE passage.generation > ? AND passage.number > ? ORDER BY passage.number LIMIT ?"""
        # Numbers ascend with the generations: by itself, SQLite would look for the first one through all passages.
        first = self.rows("SELECT min(number) FROM passage WHERE generation > ?", generation)[0][0]
        last = 0 if first is None else first - 1
        while rows := self.rows(statement, fingerprint, generation, last, BATCH):
            if any(row[4] is None for row in rows):
                raise CatalogError(f"{self._path}: a passage has no vector; run: article-bot sync --full")
            quotes = quotations.of_passages(self, generation, rows[0][0], rows[-1][0])
            stored = [
                store(
                    number,
                    Passage(Span(start, start + len(text)), text, heading),
                    to_article(attribution),
                    quotes.get(number, ()),
                )
                for number, start, heading, text, _, *attribution in rows
            ]
            yield stored, np.stack([np.frombuffer(row[4], np.float32) for row in rows])
            last = rows[-1][0]

    def texts(self, first: int, last: int) -> Iterator[tuple[str, str, str]]:
        """Yield source, id and text of each article that has a passage with one of the numbers `first` to `last`."""
        statement = """SELECT source, id, text FROM article WHERE number IN
                       (SELECT article FROM passage WHERE number BETWEEN ? AND ?)"""
        yield from self.rows(statement, first, last)

    # -- reading ----------------------------------------------------------------------------------------------------

    def fact(self, name: str) -> str | None:
        """Return what is remembered under a name."""
        rows = self.rows("SELECT value FROM fact WHERE name = ?", name)
        return str(rows[0][0]) if rows else None

    def remember(self, name: str, value: str) -> None:
        """Remember a value under a name."""
        self.execute("INSERT INTO fact VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2", name, value)

    def counts(self) -> tuple[int, int]:
        """Return the numbers of articles and of passages."""
        return tallies.articles(self), tallies.passages(self)

    def count_quotes(self) -> int:
        """Return the number of quotations."""
        return tallies.quotations(self)

    def counts_by_source(self) -> dict[str, int]:
        """Return the number of articles of each source."""
        return tallies.by_source(self)

    def note_read(self, sources: Iterable[str], known: Iterable[str], now: int) -> None:
        """Remember that sources, of all that are known, were read at a time in seconds since 1970."""
        visits.note_read(self, sources, known, now)

    def last_read(self) -> dict[str, int]:
        """Return when each source was read last, in seconds since 1970."""
        return visits.last_read(self)

    def languages(self) -> tuple[str, ...]:
        """Return the languages that articles are in, the one of most articles first."""
        return tallies.languages(self)

    def origins(self) -> list[tuple[str, str | None, str | None]]:
        """Return each source, outlet and agency line that articles have together, those of most articles first."""
        return tallies.origins(self)

    def articles(self) -> Iterator[Article]:
        """Yield every article, in the order in which they came."""
        statement = f"SELECT number, {_COLUMNS} FROM article WHERE number > ? ORDER BY number LIMIT {BATCH}"
        last = 0
        while rows := self.rows(statement, last):
            yield from (to_article(row[1:]) for row in rows)
            last = rows[-1][0]

    def find(self, article_id: str) -> list[Article]:
        """Return the articles that go by this id, in any source."""
        return finding.of_id(self, article_id)

    def stored(self, source: str, article_id: str) -> tuple[Article, str] | None:
        """Return an article with the digest of what its source gave, in hexadecimal digits; None if there is none."""
        return finding.stored(self, source, article_id)

    def versions(self, source: str, article_id: str) -> list[Version]:
        """Return the versions of an article that hold no longer, the latest first."""
        return history.versions(self, source, article_id)

    def sources_of(self, article_id: str) -> list[str]:
        """Return the sources of which there are versions of an article of this id."""
        return history.sources_of(self, article_id)

    def passages(self, article: Article) -> list[Passage]:
        """Return the passages of a stored article, in its order."""
        statement = """SELECT start, "end", heading FROM passage WHERE article =
                       (SELECT number FROM article WHERE source = ? AND id = ?) ORDER BY start"""
        rows = self.rows(statement, article.source, article.id)
        return [Passage(Span(start, end), article.text[start:end], heading) for start, end, heading in rows]

    def passage_numbers(self, source: str, article_id: str) -> list[int]:
        """Return the numbers of an article's passages, in its order; none of an article that there is not."""
        statement = """SELECT number FROM passage WHERE article =
                       (SELECT number FROM article WHERE source = ? AND id = ?) ORDER BY start"""
        return [int(row[0]) for row in self.rows(statement, source, article_id)]

    def quotes(self, article: Article) -> list[Quote]:
        """Return the quotations of a stored article, in its order."""
        return quotations.of_article(self, article.source, article.id)

    def quotes_by(self, words: Sequence[str]) -> list[StoredPassage]:
        """Return the quotations whose speaker is looked up by all of these words, those of the newest article first.

        Each comes as a passage with its article's attribution: its text is the quotation, and nothing else.
        """
        columns = f"source, id, substr(text, 1, {4 * LEAD}), {_ATTRIBUTION}"
        return [
            store(number, Passage(quote.span, quote.text), to_article(row), (quote,))
            for number, quote, row in quotations.by_speaker(self, words, columns)
        ]

    @property
    def identity(self) -> str:
        """Which catalogue this is: a snapshot of another one is not brought up to date but built anew."""
        return self.fact("identity") or ""

    def become_another(self) -> None:
        """Take another identity, so that no snapshot goes by what it was."""
        self.remember("identity", uuid.uuid4().hex)


def store(number: int, passage: Passage, article: Article, quotes: tuple[StoredQuote, ...] = ()) -> StoredPassage:
    """Return a passage together with its article's attribution, and the quotations that overlap it."""
    span, pages = passage.span, article.pages
    return StoredPassage(
        number=number,
        article_id=article.id,
        source=article.source,
        title=article.title,
        url=article.url,
        published=article.published,
        author=article.author,
        credit=article.credit,
        language=article.language,
        shown_source=article.shown_source,
        lead=article.lead(),
        heading=passage.heading,
        start=passage.span.start,
        text=passage.text,
        page=bisect_right(pages, span.start) if pages else None,
        turns=tuple(start for start in pages if span.start < start < span.end),
        quotes=quotes,
    )
