"""The truth: articles, their passages and the vectors, in one SQLite file.

What it stands on (`database`, `schema`, `rows`, `finding`, `history`, `quotations`, `visits`, `withdrawals`,
`wordings`) and `listing`, which reads lists from it, is the only other SQL of the index.

What a sync has found lies in temporary tables until `apply` makes it the library's state in one transaction. Each such
transaction is a *generation*; a snapshot says which generation it holds and is brought up to date by what came since.
"""

from __future__ import annotations

import json
import uuid
from bisect import bisect_right
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

import numpy as np

from index import history, quotations, schema, visits, withdrawals, wordings
from index.database import Database
from index.errors import CatalogError
from index.records import LEAD, Passage, Span, StoredPassage
from index.rows import to_article, to_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.records import Article, Quote, StoredQuote, Version
    from index.sync_records import Visit

_COLUMNS = schema.ARTICLE_COLUMNS
_ATTRIBUTION = "title, url, published, author, credit, language, outlet, origin, pages"
"""The columns of an article after its text."""
_BATCH = 500
"""Rows read at a time, so that memory does not grow with the archive."""


class Found(Enum):
    """How an article that a source gives compares with what is stored."""

    NEW = auto()
    CHANGED = auto()
    SAME = auto()
    TWICE = auto()
    """The source has given one of that id in this sync already."""


@dataclass(frozen=True, slots=True)
class Changes:
    """How many articles a sync added, changed and removed, and how many it found as they were."""

    added: int
    changed: int
    removed: int
    unchanged: int


class Catalog(Database):
    """One open SQLite file. A context manager; not for several threads at once."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        try:
            if self.fact("identity") is None:
                self.remember("identity", uuid.uuid4().hex)
        except BaseException:
            self.close()
            raise

    # -- what a sync finds ------------------------------------------------------------------------------------------

    def begin_sync(self) -> None:
        """Make the temporary tables that a sync collects its findings in; they go with the connection."""
        with self.errors():
            for statement in schema.STAGING:
                table = statement.split()[3]
                self._db.execute(f"DROP TABLE IF EXISTS temp.{table}")
                self._db.execute(statement)

    def compare(self, source: str, articles: Sequence[tuple[str, bytes]]) -> list[Found]:
        """Note that a source has these articles, each an id and a digest, and say of each how it compares.

        One question for all of them, answered by an index alone: the articles' own pages are not read.
        """
        statement = """SELECT id, number, digest FROM article
                       WHERE source = ? AND id IN (SELECT value FROM json_each(?))"""
        rows = self.rows(statement, source, json.dumps([article_id for article_id, _ in articles]))
        stored = {article_id: (number, digest) for article_id, number, digest in rows}
        found = []
        with self.errors():
            for article_id, digest in articles:
                number, before = stored.get(article_id, (None, None))
                if number is None:
                    found.append(Found.NEW)
                elif self._db.execute("INSERT OR IGNORE INTO seen VALUES (?)", (number,)).rowcount == 0:
                    found.append(Found.TWICE)
                else:
                    found.append(Found.SAME if before == digest else Found.CHANGED)
        return found

    def see(self, source: str, article_id: str) -> None:
        """Note that a source has a stored article as it was."""
        statement = "INSERT OR IGNORE INTO seen SELECT number FROM article WHERE source = ? AND id = ?"
        self.execute(statement, source, article_id)

    def see_all(self, source: str) -> None:
        """Note that a source has all of its stored articles, but for those that were withdrawn in this sync."""
        statement = """INSERT OR IGNORE INTO seen SELECT number FROM article
                       WHERE source = ?1 AND id NOT IN (SELECT id FROM withdrawn WHERE source = ?1)"""
        self.execute(statement, source)

    def withdraw(self, source: str, article_id: str) -> None:
        """Note that a source says that it has an article no more."""
        self.execute("INSERT INTO withdrawn VALUES (?, ?)", source, article_id)

    def put_pending(self, article: Article, digest: bytes) -> bool:
        """Put a new or changed article down for `apply`, with the digest of what its source gave.

        False if the source has given an article of that id in this sync already; that one stays.
        """
        marks = ", ".join("?" * (_COLUMNS.count(",") + 2))
        statement = f"INSERT OR IGNORE INTO pending ({_COLUMNS}, digest) VALUES ({marks})"
        return self.execute(statement, *to_row(article), digest).rowcount == 1

    def put_pending_stored(self) -> None:
        """Put every stored article that stays down again, unless it is pending: all are cut and embedded anew."""
        stored = f"SELECT {_COLUMNS}, digest FROM article WHERE number NOT IN ({_GONE})"
        self.execute(f"INSERT OR IGNORE INTO pending ({_COLUMNS}, digest) {stored}")

    def keep(self, source: str, origin: str | None = None) -> None:
        """Keep the articles of a source, or of one file of it, though they were not seen."""
        self.execute("INSERT OR IGNORE INTO kept VALUES (?, ?)", source, origin)

    def keep_others(self, sources: Iterable[str]) -> None:
        """Keep the articles of every source but these."""
        statement = """INSERT OR IGNORE INTO kept SELECT DISTINCT source, NULL FROM article
                       WHERE source NOT IN (SELECT value FROM json_each(?))"""
        self.execute(statement, json.dumps(list(sources)))

    def put_visit(self, source: str, visit: Visit) -> None:
        """Put down what is to be remembered of an address, once the articles from it are stored."""
        visits.put(self, source, visit)

    def visits(self, source: str) -> dict[str, Visit]:
        """Return what is remembered of the addresses that a source has read."""
        return visits.of(self, source)

    def pending(self) -> Iterator[tuple[int, Article]]:
        """Yield the pending articles with their pending number."""
        statement = f"SELECT number, {_COLUMNS} FROM pending WHERE number > ? ORDER BY number LIMIT {_BATCH}"
        last = 0
        while rows := self.rows(statement, last):
            for row in rows:
                yield row[0], to_article(row[1:])
            last = rows[-1][0]

    def count_pending(self) -> int:
        """Return how many articles are pending."""
        return self.count("pending")

    def put_passages(self, pending: int, passages: Sequence[tuple[Passage, bytes]]) -> None:
        """Put down the passages of a pending article, each with the hash of its embedded text."""
        self.execute_many(
            "INSERT INTO pending_passage VALUES (?, ?, ?, ?, ?)",
            [(pending, one.span.start, one.span.end, one.heading, text_hash) for one, text_hash in passages],
        )

    def put_quotes(self, pending: int, quotes: Iterable[tuple[Quote, Iterable[str]]]) -> None:
        """Put down the quotations of a pending article, each with the words that its speaker is looked up by."""
        quotations.put(self, pending, quotes)

    def count_missing(self, fingerprint: str) -> int:
        """Return how many texts of pending passages have no vector of this encoder."""
        statement = f"SELECT count(DISTINCT new.text_hash) {_MISSING}"
        return int(self.rows(statement, fingerprint)[0][0])

    def missing(self, fingerprint: str) -> Iterator[tuple[bytes, Passage]]:
        """Yield the pending passages whose text has no vector of this encoder, each with the hash of its text."""
        statement = f"""SELECT new.rowid, new.text_hash, start, heading, substr(text, start + 1, "end" - start)
            {_MISSING} AND new.rowid > ? ORDER BY new.rowid LIMIT {_BATCH}"""
        last = 0
        while rows := self.rows(statement, fingerprint, last):
            for text_hash, start, heading, text in {row[1]: row[1:] for row in rows}.values():
                yield bytes(text_hash), Passage(Span(start, start + len(text)), text, heading)
            last = rows[-1][0]

    # -- vectors: kept as soon as they are computed, so that a killed sync has not computed them in vain --------------

    def put_vectors(self, fingerprint: str, hashes: Sequence[bytes], vectors: NDArray[np.float32]) -> None:
        """Store vectors, shape (hashes, dimension), in a transaction of their own."""
        rows = [(fingerprint, one, vector.tobytes()) for one, vector in zip(hashes, vectors, strict=True)]
        with self.transaction():
            self.execute_many("INSERT OR IGNORE INTO vector VALUES (?, ?, ?)", rows)

    # -- the one transaction ----------------------------------------------------------------------------------------

    def apply(self, recipe: str, now: int) -> Changes:
        """Make what the sync found the state of the library, all of it or nothing.

        `recipe` says what passages and vectors were made with (encoder and cutting), for the next sync to compare.
        What is replaced or goes is kept as a version that held until `now`, in seconds since 1970.
        """
        with self.transaction():
            generation = self.generation() + 1
            self.execute("DELETE FROM gone")
            self.execute(f"INSERT INTO gone {_GONE}")
            changed = history.keep(self, now)
            removed = self._retire("SELECT number FROM gone", generation)
            added = self._upsert(generation)
            unchanged = self.count("seen") - changed
            withdrawals.apply(self)
            visits.apply(self)
            self.remember("recipe", recipe)
            if removed or self.count("pending"):
                self.remember("generation", str(generation))
        return Changes(added, changed, removed, unchanged)

    def _retire(self, which: str, generation: int) -> int:
        """Delete the articles that `which` selects, and note their passages as retired."""
        self.execute(
            f"INSERT INTO retired SELECT number, ? FROM passage WHERE article IN ({which})",
            generation,
        )
        return self.execute(f"DELETE FROM article WHERE number IN ({which})").rowcount

    def _upsert(self, generation: int) -> int:
        """Put the pending articles in the place of the stored ones; return how many were new."""
        wordings.carry(self)
        recut = self._retire("SELECT article.number FROM article JOIN pending USING (source, id)", generation)
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
        """Forget what no snapshot needs any more: vectors without a passage, and passages retired long ago."""
        with self.transaction():
            self.execute("DELETE FROM retired WHERE generation <= ?", snapshot_generation)
            self.execute(
                """DELETE FROM vector WHERE fingerprint != ?
                   OR NOT EXISTS (SELECT 1 FROM passage WHERE passage.text_hash = vector.text_hash)""",
                fingerprint,
            )

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
        last = 0
        while rows := self.rows(statement, fingerprint, generation, last, _BATCH):
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
        return self.count("article"), self.count("passage")

    def counts_by_source(self) -> dict[str, int]:
        """Return the number of articles of each source."""
        return dict(self.rows("SELECT source, count(*) FROM article GROUP BY source ORDER BY source"))

    def note_read(self, sources: Iterable[str], known: Iterable[str], now: int) -> None:
        """Remember that sources, of all that are known, were read at a time in seconds since 1970."""
        visits.note_read(self, sources, known, now)

    def last_read(self) -> dict[str, int]:
        """Return when each source was read last, in seconds since 1970."""
        return visits.last_read(self)

    def languages(self) -> tuple[str, ...]:
        """Return the languages that articles are in, the one of most articles first."""
        statement = """SELECT language FROM article WHERE language IS NOT NULL
                       GROUP BY language ORDER BY count(*) DESC, language"""
        return tuple(row[0] for row in self.rows(statement))

    def origins(self) -> list[tuple[str, str | None, str | None]]:
        """Return each source, outlet and agency line that articles have together, those of most articles first."""
        statement = """SELECT source, outlet, credit FROM article GROUP BY source, outlet, credit
                       ORDER BY count(*) DESC, source, outlet, credit"""
        return [(row[0], row[1], row[2]) for row in self.rows(statement)]

    def articles(self) -> Iterator[Article]:
        """Yield every article, in the order in which they came."""
        statement = f"SELECT number, {_COLUMNS} FROM article WHERE number > ? ORDER BY number LIMIT {_BATCH}"
        last = 0
        while rows := self.rows(statement, last):
            yield from (to_article(row[1:]) for row in rows)
            last = rows[-1][0]

    def find(self, article_id: str) -> list[Article]:
        """Return the articles that go by this id, in any source."""
        statement = f"SELECT {_COLUMNS} FROM article WHERE id = ? ORDER BY source"
        return [to_article(row) for row in self.rows(statement, article_id)]

    def stored(self, source: str, article_id: str) -> tuple[Article, str] | None:
        """Return an article with the digest of what its source gave, in hexadecimal digits; None if there is none."""
        statement = f"SELECT {_COLUMNS}, digest FROM article WHERE source = ? AND id = ?"
        rows = self.rows(statement, source, article_id)
        return (to_article(rows[0][:-1]), bytes(rows[0][-1]).hex()) if rows else None

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


_MISSING = """FROM pending_passage AS new JOIN pending ON pending.number = new.article
    WHERE NOT EXISTS (SELECT 1 FROM vector WHERE fingerprint = ? AND vector.text_hash = new.text_hash)"""

# An article goes when its source did not show it, unless that source, or the file or folder (whose name ends with "/")
# that it stood in, could not be read. A withdrawn one goes in any case.
_GONE = """
    SELECT number FROM article
    WHERE number NOT IN (SELECT article FROM seen)
      AND NOT EXISTS (SELECT 1 FROM kept WHERE kept.source = article.source
                      AND (kept.origin IS NULL OR kept.origin = article.origin
                           OR kept.origin LIKE '%/' AND instr(article.origin, kept.origin) = 1))
       OR (source, id) IN (SELECT source, id FROM withdrawal WHERE NOT restored)"""
