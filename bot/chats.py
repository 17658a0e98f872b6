"""What the bot remembers of Telegram, in SQLite: which updates it has taken on, and which listings it has shown."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from index.errors import CatalogError

if TYPE_CHECKING:
    from pathlib import Path

_REMEMBERED = 100_000
"""Updates; Telegram repeats one within a day, and no chat bot takes so many in one."""
_LISTINGS = 10_000
"""The last ones; a listing that is older says kindly that it has expired."""


class Chats:
    """One open SQLite file."""

    def __init__(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, isolation_level=None, timeout=10)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.execute("CREATE TABLE IF NOT EXISTS taken (update_id INTEGER PRIMARY KEY) WITHOUT ROWID")
            self._db.execute("CREATE TABLE IF NOT EXISTS listing (id INTEGER PRIMARY KEY AUTOINCREMENT, query TEXT)")
        except (OSError, sqlite3.Error) as error:
            raise CatalogError(f"{path}: {error}; set data_dir to a folder that can be written") from error

    def take(self, update_id: int) -> bool:
        """Note that an update is being handled; False if it has been before: Telegram sends some twice."""
        taken = self._db.execute("INSERT OR IGNORE INTO taken VALUES (?)", (update_id,)).rowcount == 1
        if taken and update_id % 1000 == 0:
            self._db.execute("DELETE FROM taken WHERE update_id < ?", (update_id - _REMEMBERED,))
        return taken

    def remember_listing(self, query: str) -> int:
        """Remember what a listing is of, and return the number by which its buttons know it."""
        number = self._db.execute("INSERT INTO listing (query) VALUES (?)", (query,)).lastrowid or 0
        self._db.execute("DELETE FROM listing WHERE id <= ?", (number - _LISTINGS,))
        return number

    def listing(self, number: int) -> str | None:
        """Return what a listing is of; None if that is not remembered any more."""
        row = self._db.execute("SELECT query FROM listing WHERE id = ?", (number,)).fetchone()
        return None if row is None else str(row[0])

    def close(self) -> None:
        """Close the file."""
        self._db.close()
