"""How many there are, without counting them: triggers of the schema keep the numbers beside the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.database import Database


def articles(db: Database) -> int:
    """Return the number of articles."""
    return int(db.rows("SELECT coalesce(sum(articles), 0) FROM tally")[0][0])


def passages(db: Database) -> int:
    """Return the number of passages."""
    return _total(db, "passage")


def quotations(db: Database) -> int:
    """Return the number of quotations."""
    return _total(db, "quote")


def by_source(db: Database) -> dict[str, int]:
    """Return the number of articles of each source that has any."""
    return dict(db.rows("SELECT source, sum(articles) FROM tally GROUP BY source ORDER BY source"))


def by_outlet(db: Database) -> list[tuple[str, str | None, int]]:
    """Return each source with each of its outlets, or with none, and the number of articles."""
    rows = db.rows("SELECT source, outlet, sum(articles) FROM tally GROUP BY source, outlet ORDER BY source, outlet")
    return [(row[0], row[1], row[2]) for row in rows]


def languages(db: Database) -> tuple[str, ...]:
    """Return the languages that articles are in, the one of most articles first."""
    statement = """SELECT language FROM tally WHERE language IS NOT NULL
                   GROUP BY language ORDER BY sum(articles) DESC, language"""
    return tuple(row[0] for row in db.rows(statement))


def origins(db: Database) -> list[tuple[str, str | None, str | None]]:
    """Return each source, outlet and agency line that articles have together, those of most articles first."""
    statement = """SELECT source, outlet, credit FROM tally GROUP BY source, outlet, credit
                   ORDER BY sum(articles) DESC, source, outlet, credit"""
    return [(row[0], row[1], row[2]) for row in db.rows(statement)]


def _total(db: Database, table: str) -> int:
    return int(db.rows("SELECT count FROM total WHERE name = ?", table)[0][0])
