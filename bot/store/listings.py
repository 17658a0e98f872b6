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

    def remember(self, chat: int, query: str) -> int:
        """Remember what a listing in a chat is of, and return the number by which its buttons know it."""
        row = self._db.execute("INSERT INTO listing (chat, query) VALUES (?, ?)", (chat, query))
        number = row.lastrowid or 0
        self._db.execute("DELETE FROM listing WHERE id <= ?", (number - _LISTINGS,))
        return number

    def query(self, chat: int, number: int) -> str | None:
        """Return what a listing is of; None if that is not remembered (any more), or is another chat's."""
        row = self._db.execute("SELECT query FROM listing WHERE id = ? AND chat = ?", (number, chat)).fetchone()
        return None if row is None else str(row[0])
