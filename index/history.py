"""What articles said before: the version that a change replaced, and the last one of an article that was withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index import schema
from index.records import Version
from index.rows import to_article

if TYPE_CHECKING:
    from index.database import Database

MAX_VERSIONS = 20
"""Versions kept of one article: a page that is another one each time it is read must not fill the disk."""

_COLUMNS = schema.ARTICLE_COLUMNS
_OF_ARTICLE = ", ".join(f"article.{name}" for name in _COLUMNS.split(", "))


def keep(db: Database, now: int) -> int:
    """Keep the stored articles that are about to be replaced or removed; return how many are replaced by a change.

    Within the transaction of `Catalog.apply`, before it changes an article: ``gone`` and ``pending`` say which.
    """
    # From what is pending to what is stored: SQLite by itself may well look at all that is stored.
    replaced = "FROM pending CROSS JOIN article USING (source, id) WHERE article.digest != pending.digest"
    into = f"INSERT INTO version ({_COLUMNS}, since, digest, until, removed)"
    changed = db.execute(f"{into} SELECT {_OF_ARTICLE}, article.since, article.digest, ?, 0 {replaced}", now).rowcount
    gone = "FROM article WHERE number IN (SELECT number FROM gone)"
    removed = db.execute(f"{into} SELECT {_COLUMNS}, since, digest, ?, 1 {gone}", now)
    if changed or removed.rowcount:
        db.execute(
            """DELETE FROM version WHERE number IN (
                   SELECT number FROM (
                       SELECT number, row_number() OVER (PARTITION BY source, id ORDER BY number DESC) AS age
                       FROM version WHERE (source, id) IN (SELECT source, id FROM version WHERE until = ?1))
                   WHERE age > ?2)""",
            now,
            MAX_VERSIONS,
        )
    return changed


def versions(db: Database, source: str, article_id: str) -> list[Version]:
    """Return the versions of an article that hold no longer, the latest first."""
    statement = f"""SELECT until, removed, {_COLUMNS} FROM version WHERE source = ? AND id = ? ORDER BY number DESC"""
    return [Version(to_article(row[2:]), row[0], bool(row[1])) for row in db.rows(statement, source, article_id)]


def sources_of(db: Database, article_id: str) -> list[str]:
    """Return the sources that have versions of an article of this id."""
    rows = db.rows("SELECT DISTINCT source FROM version WHERE id = ? ORDER BY source", article_id)
    return [row[0] for row in rows]
