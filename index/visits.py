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
    # Only what came or went in this sync is looked at: an archive may have a million addresses.
    touched = "SELECT source, id FROM gone UNION SELECT source, article FROM pending_visit WHERE article IS NOT NULL"
    db.execute(
        f"""DELETE FROM visit WHERE (source, url) IN (
                SELECT visit.source, url FROM ({touched}) AS touched
                CROSS JOIN visit ON visit.source = touched.source AND visit.article = touched.id
                WHERE NOT EXISTS (SELECT 1 FROM article WHERE source = touched.source AND id = touched.id)
                AND NOT EXISTS (SELECT 1 FROM withdrawal WHERE source = touched.source AND id = touched.id))"""
    )
    db.execute(
        """DELETE FROM visit WHERE source IN (SELECT source FROM gone UNION SELECT source FROM pending_visit)
           AND source NOT IN (SELECT source FROM tally)"""
    )


def note_read(db: Database, sources: Iterable[str], known: Iterable[str], now: int) -> None:
    """Remember when sources were read last, with or without success, and forget those that are not known any more."""
    db.execute("DELETE FROM reading WHERE source NOT IN (SELECT value FROM json_each(?))", json.dumps([*known]))
    db.execute_many("INSERT OR REPLACE INTO reading (source, at) VALUES (?, ?)", [(one, now) for one in sources])


def last_read(db: Database) -> dict[str, int]:
    """Return when each source was read last, in seconds since 1970."""
    return dict(db.rows("SELECT source, at FROM reading"))
