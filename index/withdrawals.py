"""Articles that an admin has withdrawn: no sync takes them in, whatever their source says, until they are restored.

The catalogue has the list, and it holds for good: a withdrawn article goes with the next sync, also if its source is
not read by that one or cannot be. A restored one comes back with the next sync as it last was, because its source need
not have it any more (feeds forget); what the source says of it later holds again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index import schema
from index.records import LEAD

if TYPE_CHECKING:
    from index.database import Database

_COLUMNS = schema.ARTICLE_COLUMNS
_OF_VERSION = ", ".join(f"version.{name}" for name in _COLUMNS.split(", "))


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """An article that was withdrawn."""

    source: str
    article_id: str
    headline: str
    at: int
    """In seconds since 1970."""


def withdraw(db: Database, source: str, article_id: str, now: int) -> bool:
    """Put a stored article on the list; False if there is none."""
    statement = f"""INSERT OR REPLACE INTO withdrawal (source, id, digest, headline, at)
                    SELECT source, id, digest, coalesce(title, substr(text, 1, {LEAD})), ? FROM article
                    WHERE source = ? AND id = ?"""
    # The file that it stands in is read once more, because what is remembered of it counts this article.
    db.execute(
        """UPDATE file SET stamp = NULL WHERE source = ?1 AND EXISTS (
               SELECT 1 FROM article WHERE source = ?1 AND id = ?2
               AND (origin = file.name OR instr(origin, file.name || '/') = 1))""",
        source,
        article_id,
    )
    return db.execute(statement, now, source, article_id).rowcount == 1


def restore(db: Database, source: str, article_id: str) -> bool:
    """Let the next sync bring an article back; False if it is not withdrawn."""
    statement = "UPDATE withdrawal SET restored = 1 WHERE source = ? AND id = ? AND NOT restored"
    return db.execute(statement, source, article_id).rowcount == 1


def listed(db: Database) -> list[Withdrawal]:
    """Return what is withdrawn, the latest first."""
    rows = db.rows("SELECT source, id, headline, at FROM withdrawal WHERE NOT restored ORDER BY at DESC, source, id")
    return [Withdrawal(*row) for row in rows]


def put_back(db: Database) -> None:
    """Put the restored articles that are not stored down as pending, as they last were.

    After all sources were read: what one of them has just given goes before.
    """
    db.execute(
        f"""INSERT OR IGNORE INTO pending ({_COLUMNS}, digest)
            SELECT {_OF_VERSION}, withdrawal.digest FROM withdrawal JOIN version USING (source, id)
            WHERE restored AND removed AND version.number =
                  (SELECT max(number) FROM version WHERE source = withdrawal.source AND id = withdrawal.id)
              AND NOT EXISTS (SELECT 1 FROM article WHERE source = withdrawal.source AND id = withdrawal.id)"""
    )


def apply(db: Database) -> None:
    """Forget the restored ones that are back, within the transaction that brings them."""
    db.execute(
        """DELETE FROM withdrawal WHERE restored AND EXISTS (
               SELECT 1 FROM article WHERE article.source = withdrawal.source AND article.id = withdrawal.id)"""
    )
