"""Since when articles say what they say: so news is told from what was only read again, and a change is noticed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from index import schema
from index.rows import to_article

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.database import Database
    from index.records import Article

_COLUMNS = schema.ARTICLE_COLUMNS
GONE = "gone"
"""Stands for the digest of an article that is not there any more."""


def carry(db: Database) -> None:
    """Let pending articles that are what is stored, and are only cut anew, be as old as they were.

    Within the transaction of `Catalog.apply`, before the stored ones are replaced.
    """
    db.execute(
        """UPDATE pending SET since = (
               SELECT since FROM article
               WHERE article.source = pending.source AND article.id = pending.id AND article.digest = pending.digest)"""
    )


def passages_after(db: Database, generation: int) -> tuple[int, ...]:
    """Return the numbers of the passages of articles that are new or have changed after a generation."""
    # Passages have a generation of their own and an index on it: all of an article that changed are new.
    rows = db.rows(
        """SELECT passage.number FROM passage JOIN article ON article.number = passage.article
           WHERE passage.generation > ?1 AND article.since > ?1 ORDER BY passage.number""",
        generation,
    )
    return tuple(row[0] for row in rows)


def said_until(db: Database, source: str, article_id: str, generation: int) -> list[str]:
    """Return the texts that an article had in a generation or before it, as far as they are kept."""
    rows = db.rows(
        """SELECT text FROM article WHERE source = ?1 AND id = ?2 AND since <= ?3
           UNION ALL SELECT text FROM version WHERE source = ?1 AND id = ?2 AND since <= ?3""",
        source,
        article_id,
        generation,
    )
    return [row[0] for row in rows]


def version_of(db: Database, source: str, article_id: str, digest: str) -> Article | None:
    """Return an article as it was when it had a digest, in hexadecimal digits; None if that is not kept."""
    statement = f"""SELECT {_COLUMNS} FROM version WHERE source = ? AND id = ? AND digest = ?
                    ORDER BY number DESC LIMIT 1"""
    rows = db.rows(statement, source, article_id, bytes.fromhex(digest) if digest != GONE else b"")
    return to_article(rows[0]) if rows else None


def differing(db: Database, cited: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Return those of some articles (source, id, digest) that are not now what they were, or are gone.

    One question for all of them, answered by an index alone: 5,000 take 20 ms.
    """
    rows = db.rows(
        """SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]') AS cited
           FROM json_each(?) LEFT JOIN article
           ON article.source = json_extract(value, '$[0]') AND article.id = json_extract(value, '$[1]')
           WHERE cited != CASE WHEN article.number IS NULL THEN ? ELSE lower(hex(article.digest)) END""",
        json.dumps(list(cited)),
        GONE,
    )
    return [(source, article_id, digest) for source, article_id, digest in rows]
