"""What lists with buttons are of, so that the buttons outlive the process."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.store.database import Database

_LISTINGS = 10_000
"""The last ones; a listing that is older says kindly that it has expired."""


class Listings:
    """The table ``listing``."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def remember(self, query: str) -> int:
        """Remember what a listing is of, and return the number by which its buttons know it."""
        number = self._db.execute("INSERT INTO listing (query) VALUES (?)", (query,)).lastrowid or 0
        self._db.execute("DELETE FROM listing WHERE id <= ?", (number - _LISTINGS,))
        return number

    def query(self, number: int) -> str | None:
        """Return what a listing is of; None if that is not remembered any more."""
        row = self._db.execute("SELECT query FROM listing WHERE id = ?", (number,)).fetchone()
        return None if row is None else str(row[0])
