"""Single values that outlive the process."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.store.database import Database


class Facts:
    """The table ``fact``."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def value(self, name: str) -> str | None:
        """Return a value; None if it was never kept."""
        row = self._db.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def keep(self, name: str, value: str) -> None:
        """Keep a value, in place of the last one of its name."""
        self._db.execute(
            "INSERT INTO fact VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value", (name, value)
        )
