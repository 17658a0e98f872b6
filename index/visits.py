"""What a sync remembers of its sources for the next one: when each was read, and the state of each web address.

The state of an address becomes the catalogue's in the same transaction as the articles that came from it, so that
"not modified" always means "as it is stored".
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from index.sync_records import Visit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.database import Database

_COLUMNS = "url, reader, etag, modified, mark, article"


def put(db: Database, source: str, visit: Visit) -> None:
    """Put a visit down for `apply`."""
    values = (visit.url, visit.reader, visit.etag, visit.modified, visit.mark, visit.article_id)
    db.execute(
        f"INSERT OR REPLACE INTO pending_visit (source, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)", source, *values
    )


def of(db: Database, source: str) -> dict[str, Visit]:
    """Return the visits of a source by their address."""
    return {row[0]: Visit(*row) for row in db.rows(f"SELECT {_COLUMNS} FROM visit WHERE source = ?", source)}


def apply(db: Database) -> None:
    """Take over what was put down, and forget what belongs to articles or sources that are not there any more."""
    db.execute(f"INSERT OR REPLACE INTO visit (source, {_COLUMNS}) SELECT source, {_COLUMNS} FROM pending_visit")
    db.execute(
        """DELETE FROM visit WHERE article IS NOT NULL AND NOT EXISTS (
               SELECT 1 FROM article WHERE article.source = visit.source AND article.id = visit.article)
           AND NOT EXISTS (
               SELECT 1 FROM withdrawal WHERE withdrawal.source = visit.source AND withdrawal.id = visit.article)"""
    )
    db.execute("DELETE FROM visit WHERE NOT EXISTS (SELECT 1 FROM article WHERE article.source = visit.source)")


def note_read(db: Database, sources: Iterable[str], known: Iterable[str], now: int) -> None:
    """Remember when sources were read last, with or without success, and forget those that are not known any more."""
    db.execute("DELETE FROM reading WHERE source NOT IN (SELECT value FROM json_each(?))", json.dumps([*known]))
    db.execute_many("INSERT OR REPLACE INTO reading (source, at) VALUES (?, ?)", [(one, now) for one in sources])


def last_read(db: Database) -> dict[str, int]:
    """Return when each source was read last, in seconds since 1970."""
    return dict(db.rows("SELECT source, at FROM reading"))
