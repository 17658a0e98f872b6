"""Which stored articles somebody means: by what they are called, or by where they came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index import schema
from index.rows import to_article

if TYPE_CHECKING:
    from index.database import Database
    from index.records import Article

_COLUMNS = schema.ARTICLE_COLUMNS
CALLED = "SELECT number FROM article WHERE id = ?1 UNION SELECT number FROM article WHERE url = ?1"
"""The numbers of the articles of an id or a web address."""


def called(db: Database, name: str) -> list[Article]:
    """Return the articles whose id or web address this is, in any source."""
    statement = f"SELECT {_COLUMNS} FROM article WHERE number IN ({CALLED}) ORDER BY source, id"
    return [to_article(row) for row in db.rows(statement, name)]


def of_id(db: Database, article_id: str) -> list[Article]:
    """Return the articles that go by this id, in any source."""
    statement = f"SELECT {_COLUMNS} FROM article WHERE id = ? ORDER BY source"
    return [to_article(row) for row in db.rows(statement, article_id)]


def stored(db: Database, source: str, article_id: str) -> tuple[Article, str] | None:
    """Return an article with the digest of what its source gave, in hexadecimal digits; None if there is none."""
    statement = f"SELECT {_COLUMNS}, digest FROM article WHERE source = ? AND id = ?"
    rows = db.rows(statement, source, article_id)
    return (to_article(rows[0][:-1]), bytes(rows[0][-1]).hex()) if rows else None


def numbered(db: Database, number: int) -> Article | None:
    """Return the article with a number; None if there is none any more."""
    rows = db.rows(f"SELECT {_COLUMNS} FROM article WHERE number = ?", number)
    return to_article(rows[0]) if rows else None


def number_of(db: Database, passage: int) -> int | None:
    """Return the number of the article that a passage is of; None if there is no such passage any more."""
    rows = db.rows("SELECT article FROM passage WHERE number = ?", passage)
    return rows[0][0] if rows else None


def come_from(db: Database, source: str, origin: str) -> list[Article]:
    """Return the articles that came from a file or an address of a source; of an archive, from all files in it."""
    statement = f"""SELECT {_COLUMNS} FROM article WHERE source = ?1
                    AND (origin = ?2 OR substr(origin, 1, length(?2) + 1) = ?2 || '/') ORDER BY number"""
    return [to_article(row) for row in db.rows(statement, source, origin)]
