"""Updates that came in, kept until they have been handled.

Telegram takes an update for delivered as soon as the next one is asked for, so a process that dies would lose all that
it was at work on.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.store.database import Database

_REMEMBERED = 100_000
"""Updates; Telegram repeats one within a day, and no chat bot takes so many in one."""
ATTEMPTS = 3
"""How often an update is begun: one that has ended the process so often is left alone."""
MAX_AGE = 24 * 3600.0
"""Seconds after which nobody waits for an answer any more; Telegram itself keeps updates no longer."""


class Updates:
    """The table ``received``."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def receive(self, update_id: int, body: dict[str, Any]) -> bool:
        """Keep an update that has come in; False if it came before: Telegram sends some twice."""
        text = json.dumps(body, ensure_ascii=False)
        new = self._db.execute(
            "INSERT OR IGNORE INTO received (update_id, at, body) VALUES (?, ?, ?)", (update_id, self._db.now(), text)
        )
        if new.rowcount and update_id % 1000 == 0:
            self._db.execute("DELETE FROM received WHERE update_id < ? AND body IS NULL", (update_id - _REMEMBERED,))
        return new.rowcount == 1

    def begin(self, update_id: int) -> None:
        """Note that an update is being handled now."""
        self._db.execute("UPDATE received SET attempts = attempts + 1 WHERE update_id = ?", (update_id,))

    def done(self, update_id: int) -> None:
        """Note that an update has been handled; its content is forgotten."""
        self._db.execute("UPDATE received SET body = NULL WHERE update_id = ?", (update_id,))

    def unfinished(self) -> list[dict[str, Any]]:
        """Return the updates that an earlier process did not finish, in their order; hopeless ones are given up."""
        self._db.execute(
            "UPDATE received SET body = NULL WHERE body IS NOT NULL AND (attempts >= ? OR at < ?)",
            (ATTEMPTS, self._db.now() - MAX_AGE),
        )
        rows = self._db.execute("SELECT body FROM received WHERE body IS NOT NULL ORDER BY update_id")
        return [json.loads(body) for (body,) in rows]
