"""Which stored articles somebody means: by what they are called, or by where they came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index import schema
from index.rows import to_article

if TYPE_CHECKING:
    from index.database import Database
    from index.records import Article

_COLUMNS = schema.ARTICLE_COLUMNS


def called(db: Database, name: str) -> list[Article]:
    """Return the articles whose id or web address this is, in any source."""
    statement = f"SELECT {_COLUMNS} FROM article WHERE id = ?1 OR url = ?1 ORDER BY source, id"
    return [to_article(row) for row in db.rows(statement, name)]


def identified(db: Database, source: str, article_id: str) -> Article | None:
    """Return the article of this identity; None if there is none."""
    rows = db.rows(f"SELECT {_COLUMNS} FROM article WHERE source = ? AND id = ?", source, article_id)
    return to_article(rows[0]) if rows else None


def come_from(db: Database, source: str, origin: str) -> list[Article]:
    """Return the articles that came from a file or an address of a source; of an archive, from all files in it."""
    statement = f"""SELECT {_COLUMNS} FROM article WHERE source = ?1
                    AND (origin = ?2 OR substr(origin, 1, length(?2) + 1) = ?2 || '/') ORDER BY number"""
    return [to_article(row) for row in db.rows(statement, source, origin)]
