"""What the bot remembers of Telegram, in SQLite: updates it has taken on, last questions, listings it has shown."""

from __future__ import annotations

import json
import sqlite3
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import CatalogError
from index.records import Turn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_REMEMBERED = 100_000
"""Updates; Telegram repeats one within a day, and no chat bot takes so many in one."""
_LISTINGS = 10_000
"""The last ones; a listing that is older says kindly that it has expired."""
_TURNS = 3
"""Questions of a talk that are remembered."""
_TALK_SECONDS = 30 * 60
"""After a longer silence a question begins a new talk."""


@dataclass(frozen=True, slots=True)
class Talk:
    """Who asks where: a question goes on from the same person's last ones in the same chat and topic."""

    chat: int
    topic: int
    """0 outside of topics."""
    asker: int
    """A person's id, or that of the chat that a message is sent as."""


class Chats:
    """One open SQLite file."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, isolation_level=None, timeout=10)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.execute("CREATE TABLE IF NOT EXISTS taken (update_id INTEGER PRIMARY KEY) WITHOUT ROWID")
            self._db.execute(
                """CREATE TABLE IF NOT EXISTS turn (
                    number INTEGER PRIMARY KEY AUTOINCREMENT, chat INTEGER NOT NULL, topic INTEGER NOT NULL,
                    asker INTEGER NOT NULL, at REAL NOT NULL, question TEXT NOT NULL, cited TEXT NOT NULL)"""
            )
            self._db.execute("CREATE INDEX IF NOT EXISTS turn_talk ON turn (chat, topic, asker)")
            self._db.execute("CREATE TABLE IF NOT EXISTS listing (id INTEGER PRIMARY KEY AUTOINCREMENT, query TEXT)")
        except (OSError, sqlite3.Error) as error:
            raise CatalogError(f"{path}: {error}; set data_dir to a folder that can be written") from error

    def take(self, update_id: int) -> bool:
        """Note that an update is being handled; False if it has been before: Telegram sends some twice."""
        taken = self._db.execute("INSERT OR IGNORE INTO taken VALUES (?)", (update_id,)).rowcount == 1
        if taken and update_id % 1000 == 0:
            self._db.execute("DELETE FROM taken WHERE update_id < ?", (update_id - _REMEMBERED,))
        return taken

    def turns(self, talk: Talk) -> list[Turn]:
        """Return what was asked last in a talk, oldest first; nothing after a long silence."""
        rows = self._db.execute(
            """SELECT question, cited FROM turn WHERE chat = ? AND topic = ? AND asker = ? AND at > ?
               ORDER BY number DESC LIMIT ?""",
            (talk.chat, talk.topic, talk.asker, self._clock() - _TALK_SECONDS, _TURNS),
        ).fetchall()
        return [
            Turn(question, tuple((source, article_id) for source, article_id in json.loads(cited)))
            for question, cited in reversed(rows)
        ]

    def remember(self, talk: Talk, turn: Turn) -> None:
        """Add a question to a talk; what no question can go on from any more is forgotten."""
        now = self._clock()
        self._db.execute("DELETE FROM turn WHERE at <= ?", (now - _TALK_SECONDS,))
        self._db.execute(
            "INSERT INTO turn (chat, topic, asker, at, question, cited) VALUES (?, ?, ?, ?, ?, ?)",
            (talk.chat, talk.topic, talk.asker, now, turn.question, json.dumps(turn.cited)),
        )

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
