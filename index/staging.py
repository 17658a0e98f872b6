"""What a sync finds, in temporary tables of the catalogue, until `Catalog.apply` makes it the library's state."""

from __future__ import annotations

import json
from enum import Enum, auto
from typing import TYPE_CHECKING

from index import files, quotations, schema, tallies, visits
from index.database import Database
from index.records import Passage, Span
from index.rows import to_article, to_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from index.records import Article, Quote
    from index.sync_records import KnownFile, Visit

_COLUMNS = schema.ARTICLE_COLUMNS
BATCH = 500
"""Rows read at a time, so that memory does not grow with the archive."""
_UNSEEN = """
    INSERT OR IGNORE INTO gone SELECT number, source, id FROM {} WHERE source = ?1
      AND number NOT IN (SELECT article FROM seen)
      AND NOT EXISTS (SELECT 1 FROM kept WHERE kept.source = ?1
                      AND (kept.origin = article.origin
                           OR kept.origin LIKE '%/' AND instr(article.origin, kept.origin) = 1))"""
"""Adds those articles of a source that it did not show, unless the file or folder (whose name ends with "/") that they
stood in could not be read."""
_WITHDRAWN = "withdrawal CROSS JOIN article USING (source, id) WHERE NOT restored"
_MISSING = """FROM pending_passage AS new JOIN pending ON pending.number = new.article
    WHERE NOT EXISTS (SELECT 1 FROM vector WHERE fingerprint = ? AND vector.text_hash = new.text_hash)"""
"""The pending passages whose text has no vector of an encoder."""


class Found(Enum):
    """How an article that a source gives compares with what is stored."""

    NEW = auto()
    CHANGED = auto()
    SAME = auto()
    TWICE = auto()
    """The source has given one of that id in this sync already."""


class Staging(Database):
    """The findings of one sync. They go with the connection."""

    _folders: set[str]
    """The sources whose files are known."""

    def begin_sync(self) -> None:
        """Make the temporary tables that a sync collects its findings in; they go with the connection."""
        self._folders = set()
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
        for article_id, digest in articles:
            number, before = stored.get(article_id, (None, None))
            if number is None:
                found.append(Found.NEW)
            elif (before != digest and self._is_elsewhere(source, number)) or self._was_seen(number):
                found.append(Found.TWICE)
            else:
                found.append(Found.SAME if before == digest else Found.CHANGED)
        return found

    def _was_seen(self, number: int) -> bool:
        """Note that an article is seen, and tell whether it was before."""
        return self.execute("INSERT OR IGNORE INTO seen VALUES (?)", number).rowcount == 0

    def _is_elsewhere(self, source: str, number: int) -> bool:
        """Tell whether an article stands in a file that comes before, and was not read because it is as it was."""
        return source in self._folders and files.is_elsewhere(self, source, number)

    def see(self, source: str, article_id: str) -> None:
        """Note that a source has a stored article as it was."""
        statement = "INSERT OR IGNORE INTO seen SELECT number FROM article WHERE source = ? AND id = ?"
        self.execute(statement, source, article_id)

    def see_all(self, source: str) -> None:
        """Note that a source has all of its stored articles, but for those that were withdrawn in this sync."""
        self.execute("INSERT OR IGNORE INTO spared VALUES (?)", source)

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
        self.find_gone()
        stored = f"SELECT {_COLUMNS}, digest FROM article WHERE number NOT IN (SELECT number FROM gone)"
        self.execute(f"INSERT OR IGNORE INTO pending ({_COLUMNS}, digest) {stored}")

    def keep(self, source: str, origin: str | None = None) -> None:
        """Keep the articles of a source, or of one file of it, though they were not seen."""
        self.execute("INSERT OR IGNORE INTO kept VALUES (?, ?)", source, origin)

    def keep_others(self, sources: Iterable[str]) -> None:
        """Keep the articles of every source but these."""
        read = set(sources)
        for source in tallies.by_source(self):
            if source not in read:
                self.keep(source)

    def find_gone(self) -> int:
        """Find the articles that go: those that a source which was read did not show, and those that are withdrawn.

        What is as it was is not listed for it: of a folder, only the files are looked at that were read or are not
        there any more; of a source that stands by all that it gave, what it withdrew; of one not read, nothing.

        Returns:
            How many stored articles their sources have as before or changed.

        """
        self.execute("DELETE FROM gone")
        shown = self.count("seen")
        kept = {row[0] for row in self.rows("SELECT source FROM kept WHERE origin IS NULL")}
        spared = {row[0] for row in self.rows("SELECT source FROM spared")}
        complete = files.complete(self)
        for source, count in tallies.by_source(self).items():
            if source in spared:
                going = "withdrawn CROSS JOIN article USING (source, id)"
                shown += count - self._seen_of(source)
                shown -= self.execute(_UNSEEN.format(going), source).rowcount
            elif source in complete and source not in kept:
                shown += count - files.find_candidates(self, source)
                self.execute(_UNSEEN.format("candidate CROSS JOIN article USING (number)"), source)
            elif source not in kept:
                self.execute(_UNSEEN.format("article"), source)
        listed = f"""number IN (SELECT article FROM seen) OR source IN (SELECT source FROM spared)
                     OR EXISTS (SELECT 1 FROM same WHERE {files.IN_FILE.format("same")})
                     OR EXISTS (SELECT 1 FROM same WHERE {files.IN_ARCHIVE.format("same")})"""
        shown -= self.count(f"{_WITHDRAWN} AND ({listed}) AND number NOT IN (SELECT number FROM gone)")
        self.execute(f"INSERT OR IGNORE INTO gone SELECT number, source, id FROM {_WITHDRAWN}")
        return shown

    def _seen_of(self, source: str) -> int:
        statement = "SELECT count(*) FROM seen CROSS JOIN article ON number = seen.article WHERE source = ?"
        return int(self.rows(statement, source)[0][0])

    def begin_folder(self, source: str, settings: str) -> None:
        """Note that a folder is read, by settings without which its files may give other articles."""
        files.begin(self, source, settings)
        self._folders.add(source)

    def known_files(self, source: str, stamps: Mapping[str, str]) -> dict[str, KnownFile]:
        """Return those files that had these stamps when they were last read, by their names."""
        return files.known(self, source, stamps)

    def pass_over(self, source: str, names: Iterable[str]) -> set[str]:
        """Take it that files are as they were; return the names of those that must be read nevertheless."""
        return files.pass_over(self, source, names)

    def put_file(self, source: str, file: KnownFile) -> None:
        """Put down what is to be remembered of a file, once the articles in it are stored."""
        files.put(self, source, file)

    def doubt_file(self, source: str, name: str) -> None:
        """Let a file that was read in this sync be read again by the next one."""
        files.doubt(self, source, name)

    def put_visit(self, source: str, visit: Visit) -> None:
        """Put down what is to be remembered of an address, once the articles from it are stored."""
        visits.put(self, source, visit)

    def visits(self, source: str) -> dict[str, Visit]:
        """Return what is remembered of the addresses that a source has read."""
        return visits.of(self, source)

    def pending(self) -> Iterator[tuple[int, Article]]:
        """Yield the pending articles with their pending number."""
        statement = f"SELECT number, {_COLUMNS} FROM pending WHERE number > ? ORDER BY number LIMIT {BATCH}"
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

    def missing(self, fingerprint: str, at_once: int = BATCH) -> Iterator[dict[bytes, Passage]]:
        """Yield the pending passages whose text has no vector of this encoder, by the hash of their text.

        They come `at_once`, fewer where several have the same text. Those that follow are looked up when they are asked
        for, so that a text whose vector has been put down by then is not among them again.
        """
        statement = f"""SELECT new.rowid, new.text_hash, start, heading, substr(text, start + 1, "end" - start)
            {_MISSING} AND new.rowid > ? ORDER BY new.rowid LIMIT ?"""
        last = 0
        while rows := self.rows(statement, fingerprint, last, at_once):
            yield {
                bytes(text_hash): Passage(Span(start, start + len(text)), text, heading)
                for _, text_hash, start, heading, text in rows
            }
            last = rows[-1][0]
