"""The truth: articles, their passages and the vectors, in one SQLite file. Beside `schema`, the only SQL of the index.

What a sync has found lies in temporary tables until `apply` makes it the library's state in one transaction. Each such
transaction is a *generation*; a snapshot says which generation it holds and is brought up to date by what came since.
"""

from __future__ import annotations

import sqlite3
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index import schema
from index.errors import CatalogError
from index.records import LEAD, Article, PartialDate, Passage, Span, StoredPassage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import Any, Self

    from numpy.typing import NDArray

_COLUMNS = schema.ARTICLE_COLUMNS
_BATCH = 500
"""Rows read at a time, so that memory does not grow with the archive."""


@dataclass(frozen=True, slots=True)
class Changes:
    """How many articles a sync added, changed and removed, and how many it found as they were."""

    added: int
    changed: int
    removed: int
    unchanged: int


class Catalog:
    """One open SQLite file. A context manager; not for several threads at once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, isolation_level=None, timeout=30, check_same_thread=False)
        except (OSError, sqlite3.Error) as error:
            raise CatalogError(f"{path}: {error}; set data_dir to a folder that can be written") from error
        try:
            with self._errors():
                self._db.execute("PRAGMA journal_mode = WAL")
                self._db.execute("PRAGMA synchronous = FULL")  # a snapshot must never be ahead of its catalogue
                self._db.execute("PRAGMA foreign_keys = ON")
                self._migrate()
        except BaseException:
            self._db.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    # -- what a sync finds ------------------------------------------------------------------------------------------

    def begin_sync(self) -> None:
        """Make the temporary tables that a sync collects its findings in; they go with the connection."""
        with self._errors():
            for statement in schema.STAGING:
                table = statement.split()[3]
                self._db.execute(f"DROP TABLE IF EXISTS temp.{table}")
                self._db.execute(statement)

    @contextmanager
    def scratch(self) -> Iterator[None]:
        """Fill the temporary tables in one go; a transaction of each row would take most of a sync's time."""
        self._execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            if self._db.in_transaction:  # SQLite itself ends it where the disk is full
                self._execute("COMMIT")

    def saw(self, source: str, article_id: str) -> bool:
        """Note that a source has this article; False if it has been seen in this sync already."""
        cursor = self._execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", source, article_id)
        return cursor.rowcount == 1

    def digest(self, source: str, article_id: str) -> bytes | None:
        """Return the digest of the stored article, None if there is none."""
        rows = self._rows("SELECT digest FROM article WHERE source = ? AND id = ?", source, article_id)
        return bytes(rows[0][0]) if rows else None

    def put_pending(self, article: Article, digest: bytes) -> None:
        """Put a new or changed article down for `apply`, with the digest of what its source gave."""
        marks = ", ".join("?" * 12)
        statement = f"INSERT INTO pending ({_COLUMNS}, digest) VALUES ({marks})"
        self._execute(statement, *_to_row(article), digest)

    def put_pending_stored(self) -> None:
        """Put every stored article that stays down again, unless it is pending: all are cut and embedded anew."""
        stored = f"SELECT {_COLUMNS}, digest FROM article WHERE number NOT IN ({_GONE})"
        self._execute(f"INSERT OR IGNORE INTO pending ({_COLUMNS}, digest) {stored}")

    def keep(self, source: str, origin: str | None = None) -> None:
        """Keep the articles of a source, or of one file of it, though they were not seen."""
        self._execute("INSERT INTO kept VALUES (?, ?)", source, origin)

    def pending(self) -> Iterator[tuple[int, Article]]:
        """Yield the pending articles with their pending number."""
        statement = f"SELECT number, {_COLUMNS} FROM pending WHERE number > ? ORDER BY number LIMIT {_BATCH}"
        last = 0
        while rows := self._rows(statement, last):
            for row in rows:
                yield row[0], _to_article(row[1:])
            last = rows[-1][0]

    def count_pending(self) -> int:
        """Return how many articles are pending."""
        return int(self._rows("SELECT count(*) FROM pending")[0][0])

    def put_passages(self, pending: int, passages: Sequence[tuple[Passage, bytes]]) -> None:
        """Put down the passages of a pending article, each with the hash of its embedded text."""
        with self._errors():
            self._db.executemany(
                "INSERT INTO pending_passage VALUES (?, ?, ?, ?, ?)",
                [(pending, one.span.start, one.span.end, one.heading, text_hash) for one, text_hash in passages],
            )

    def count_missing(self, fingerprint: str) -> int:
        """Return how many texts of pending passages have no vector of this encoder."""
        statement = f"SELECT count(DISTINCT new.text_hash) {_MISSING}"
        return int(self._rows(statement, fingerprint)[0][0])

    def missing(self, fingerprint: str) -> Iterator[tuple[bytes, Passage]]:
        """Yield the pending passages whose text has no vector of this encoder, each with the hash of its text."""
        statement = f"""SELECT new.rowid, new.text_hash, start, heading, substr(text, start + 1, "end" - start)
            {_MISSING} AND new.rowid > ? ORDER BY new.rowid LIMIT {_BATCH}"""
        last = 0
        while rows := self._rows(statement, fingerprint, last):
            for text_hash, start, heading, text in {row[1]: row[1:] for row in rows}.values():
                yield bytes(text_hash), Passage(Span(start, start + len(text)), text, heading)
            last = rows[-1][0]

    # -- vectors: kept as soon as they are computed, so that a killed sync has not computed them in vain --------------

    def put_vectors(self, fingerprint: str, hashes: Sequence[bytes], vectors: NDArray[np.float32]) -> None:
        """Store vectors, shape (hashes, dimension), in a transaction of their own."""
        rows = [(fingerprint, one, vector.tobytes()) for one, vector in zip(hashes, vectors, strict=True)]
        with self._transaction():
            self._db.executemany("INSERT OR IGNORE INTO vector VALUES (?, ?, ?)", rows)

    # -- the one transaction ----------------------------------------------------------------------------------------

    def apply(self, recipe: str) -> Changes:
        """Make what the sync found the state of the library, all of it or nothing.

        `recipe` says what passages and vectors were made with (encoder and cutting), for the next sync to compare.
        """
        with self._transaction():
            generation = self.generation() + 1
            removed = self._retire(_GONE, generation)
            added, changed = self._upsert(generation)
            unchanged = self._count("seen") - added - changed
            self.remember("recipe", recipe)
            if removed or self._count("pending"):
                self.remember("generation", str(generation))
        return Changes(added, changed, removed, unchanged)

    def _retire(self, which: str, generation: int) -> int:
        """Delete the articles that `which` selects, and note their passages as retired."""
        self._execute(
            f"INSERT INTO retired SELECT number, ? FROM passage WHERE article IN ({which})",
            generation,
        )
        return self._execute(f"DELETE FROM article WHERE number IN ({which})").rowcount

    def _upsert(self, generation: int) -> tuple[int, int]:
        """Put the pending articles in the place of the stored ones; return how many were new and how many changed."""
        changed = self._count(
            "(SELECT 1 FROM pending JOIN article USING (source, id) WHERE article.digest != pending.digest)"
        )
        recut = self._retire("SELECT article.number FROM article JOIN pending USING (source, id)", generation)
        added = self._count("pending") - recut
        self._execute(
            f"INSERT INTO article ({_COLUMNS}, digest) SELECT {_COLUMNS}, digest FROM pending ORDER BY number"
        )
        self._execute(
            """INSERT INTO passage (article, start, "end", heading, text_hash, generation)
               SELECT article.number, new.start, new."end", new.heading, new.text_hash, ?
               FROM pending_passage AS new JOIN pending ON pending.number = new.article
               JOIN article ON article.source = pending.source AND article.id = pending.id
               ORDER BY article.number, new.start""",
            generation,
        )
        return added, changed

    def prune(self, fingerprint: str, snapshot_generation: int) -> None:
        """Forget what no snapshot needs any more: vectors without a passage, and passages retired long ago."""
        with self._transaction():
            self._execute("DELETE FROM retired WHERE generation <= ?", snapshot_generation)
            self._execute(
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
        rows = self._rows("SELECT passage FROM retired WHERE generation > ?", generation)
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
                   source, id, substr(text, 1, {4 * LEAD}), title, url, published, author,
                   credit, language, outlet, origin
            FROM passage JOIN article ON article.number = passage.article
            LEFT JOIN vector ON vector.text_hash = passage.text_hash AND vector.fingerprint = ?
            WHERE passage.generation > ? AND passage.number > ? ORDER BY passage.number LIMIT ?"""
        last = 0
        while rows := self._rows(statement, fingerprint, generation, last, _BATCH):
            if any(row[4] is None for row in rows):
                raise CatalogError(f"{self._path}: a passage has no vector; run: article-bot sync --full")
            stored = [
                store(number, Passage(Span(start, start + len(text)), text, heading), _to_article(attribution))
                for number, start, heading, text, _, *attribution in rows
            ]
            yield stored, np.stack([np.frombuffer(row[4], np.float32) for row in rows])
            last = rows[-1][0]

    def texts(self, first: int, last: int) -> Iterator[tuple[str, str, str]]:
        """Yield source, id and text of each article that has a passage with one of the numbers `first` to `last`."""
        statement = """SELECT source, id, text FROM article WHERE number IN
                       (SELECT article FROM passage WHERE number BETWEEN ? AND ?)"""
        yield from self._rows(statement, first, last)

    # -- reading ----------------------------------------------------------------------------------------------------

    def fact(self, name: str) -> str | None:
        """Return what is remembered under a name."""
        rows = self._rows("SELECT value FROM fact WHERE name = ?", name)
        return str(rows[0][0]) if rows else None

    def remember(self, name: str, value: str) -> None:
        """Remember a value under a name."""
        self._execute("INSERT INTO fact VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2", name, value)

    def counts(self) -> tuple[int, int]:
        """Return the numbers of articles and of passages."""
        return self._count("article"), self._count("passage")

    def counts_by_source(self) -> dict[str, int]:
        """Return the number of articles of each source."""
        return dict(self._rows("SELECT source, count(*) FROM article GROUP BY source ORDER BY source"))

    def languages(self) -> tuple[str, ...]:
        """Return the languages that articles are in, the one of most articles first."""
        statement = """SELECT language FROM article WHERE language IS NOT NULL
                       GROUP BY language ORDER BY count(*) DESC, language"""
        return tuple(row[0] for row in self._rows(statement))

    def origins(self) -> list[tuple[str, str | None, str | None]]:
        """Return each source, outlet and agency line that articles have together, those of most articles first."""
        statement = """SELECT source, outlet, credit FROM article GROUP BY source, outlet, credit
                       ORDER BY count(*) DESC, source, outlet, credit"""
        return [(row[0], row[1], row[2]) for row in self._rows(statement)]

    def articles(self) -> Iterator[Article]:
        """Yield every article, in the order in which they came."""
        statement = f"SELECT number, {_COLUMNS} FROM article WHERE number > ? ORDER BY number LIMIT {_BATCH}"
        last = 0
        while rows := self._rows(statement, last):
            yield from (_to_article(row[1:]) for row in rows)
            last = rows[-1][0]

    def find(self, article_id: str) -> list[Article]:
        """Return the articles that go by this id, in any source."""
        statement = f"SELECT {_COLUMNS} FROM article WHERE id = ? ORDER BY source"
        return [_to_article(row) for row in self._rows(statement, article_id)]

    def passages(self, article: Article) -> list[Passage]:
        """Return the passages of a stored article, in its order."""
        statement = """SELECT start, "end", heading FROM passage WHERE article =
                       (SELECT number FROM article WHERE source = ? AND id = ?) ORDER BY start"""
        rows = self._rows(statement, article.source, article.id)
        return [Passage(Span(start, end), article.text[start:end], heading) for start, end, heading in rows]

    # -- plumbing ---------------------------------------------------------------------------------------------------

    def _migrate(self) -> None:
        version = int(self._db.execute("PRAGMA user_version").fetchone()[0])
        if version > len(schema.MIGRATIONS):
            raise CatalogError(
                f"{self._path} was written by a newer article-bot; update it (pip install -U article-bot), "
                "or set data_dir to another folder"
            )
        for number, migration in enumerate(schema.MIGRATIONS[version:], start=version + 1):
            with self._transaction():
                migration(self._db)
                self._db.execute(f"PRAGMA user_version = {number}")
        if self.fact("identity") is None:
            self.remember("identity", uuid.uuid4().hex)

    @property
    def identity(self) -> str:
        """Which catalogue this is: a snapshot of another one is not brought up to date but built anew."""
        return self.fact("identity") or ""

    def _count(self, table: str) -> int:
        return int(self._rows(f"SELECT count(*) FROM {table}")[0][0])

    def _rows(self, statement: str, *values: object) -> list[Any]:
        """Return what a question finds; a damaged page is met while the rows are read."""
        with self._errors():
            return self._db.execute(statement, values).fetchall()

    def _execute(self, statement: str, *values: object) -> sqlite3.Cursor:
        with self._errors():
            return self._db.execute(statement, values)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._errors():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Turn SQLite's errors into ours, with the remedy."""
        try:
            yield
        except sqlite3.Error as error:
            raise CatalogError(f"{self._path}: {error}; {_remedy(error)}") from error


def store(number: int, passage: Passage, article: Article) -> StoredPassage:
    """Return a passage together with its article's attribution."""
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
    )


_MISSING = """FROM pending_passage AS new JOIN pending ON pending.number = new.article
    WHERE NOT EXISTS (SELECT 1 FROM vector WHERE fingerprint = ? AND vector.text_hash = new.text_hash)"""

# An article goes when its source did not show it, unless that source, or the file or folder (whose name ends with "/")
# that it stood in, could not be read.
_GONE = """
    SELECT number FROM article
    WHERE NOT EXISTS (SELECT 1 FROM seen WHERE seen.source = article.source AND seen.id = article.id)
      AND NOT EXISTS (SELECT 1 FROM kept WHERE kept.source = article.source
                      AND (kept.origin IS NULL OR kept.origin = article.origin
                           OR kept.origin LIKE '%/' AND instr(article.origin, kept.origin) = 1))"""


def _remedy(error: sqlite3.Error) -> str:
    match error.sqlite_errorcode & 0xFF if hasattr(error, "sqlite_errorcode") else 0:
        case sqlite3.SQLITE_FULL | sqlite3.SQLITE_IOERR:
            return "make room on the disk and run the same command again; nothing is lost"
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return "another program holds it; try again when that is done"
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return "the file is damaged; move it away and run: article-bot sync"
        case _:
            return "check that data_dir can be written"


def _to_row(article: Article) -> Iterable[str | None]:
    published = None if article.published is None else str(article.published)
    return (
        article.source, article.id, article.text, article.title, article.url, published,
        article.author, article.credit, article.language, article.outlet, article.origin,
    )  # fmt: skip


def _to_article(row: Sequence[Any]) -> Article:
    source, article_id, text, title, url, published, author, credit, language, outlet, origin = row
    return Article(
        source=source,
        id=article_id,
        text=text,
        title=title,
        url=url,
        published=PartialDate.parse(published) if published else None,
        author=author,
        credit=credit,
        language=language,
        outlet=outlet,
        origin=origin,
    )
