"""Updates that came in, kept until they have been handled.

Telegram takes an update for delivered as soon as the next one is asked for, so a process that dies would lose all that
it was at work on.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.store.database import Database

_REMEMBERED = 100_000
"""Updates; Telegram repeats one within a day, and no chat bot takes so many in one."""
ATTEMPTS = 3
"""How often an update is begun: one that has ended the process so often is left alone."""
MAX_AGE = 24 * 3600.0
"""Seconds after which nobody waits for an answer any more; Telegram itself keeps updates no longer."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An update that an earlier process received and did not finish."""

    update_id: int
    attempts: int
    """How often it was begun."""
    body: str
    """As JSON."""


class Updates:
    """The table ``received``."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def receive(self, update_id: int, body: dict[str, Any]) -> bool:
        """Keep an update that has come in; False if it came before: Telegram sends some twice."""
        now = self._db.now()
        # Escaped, as half a surrogate pair has no UTF-8 form.
        new = self._db.execute(
            "INSERT OR IGNORE INTO received (update_id, at, body) VALUES (?, ?, ?)", (update_id, now, json.dumps(body))
        )
        if new.rowcount and update_id % 1000 == 0:
            # By age as well: after a silent week Telegram goes on from any number, maybe from a remembered one.
            self._db.execute(
                "DELETE FROM received WHERE body IS NULL AND (update_id < ? OR at < ?)",
                (update_id - _REMEMBERED, now - 2 * MAX_AGE),
            )
        return new.rowcount == 1

    def begin(self, update_id: int) -> None:
        """Note that an update is being handled now."""
        self._db.execute("UPDATE received SET attempts = attempts + 1 WHERE update_id = ?", (update_id,))

    def done(self, update_id: int) -> None:
        """Note that an update has been handled; its content is forgotten."""
        self._db.execute("UPDATE received SET body = NULL WHERE update_id = ?", (update_id,))

    def is_kept(self, update_id: int) -> bool:
        """Tell whether an update would be there after a restart."""
        row = self._db.execute("SELECT body IS NOT NULL FROM received WHERE update_id = ?", (update_id,)).fetchone()
        return bool(row and row[0])

    def unfinished(self) -> list[Unfinished]:
        """Return the updates that an earlier process did not finish, in the order in which they came.

        Nothing is written here: a full disk keeps nobody waiting.
        """
        # Not in that of their numbers: after a silent week Telegram goes on from any.
        rows = self._db.execute(
            """SELECT update_id, attempts, body FROM received
               WHERE body IS NOT NULL AND attempts < ? AND at >= ? ORDER BY at, update_id""",
            (ATTEMPTS, self._db.now() - MAX_AGE),
        )
        return [Unfinished(*row) for row in rows]

    def give_up(self) -> list[int]:
        """Forget the content of the unfinished updates that are hopeless or too old, and return their numbers."""
        rows = self._db.execute(
            "UPDATE received SET body = NULL WHERE body IS NOT NULL AND (attempts >= ? OR at < ?) RETURNING update_id",
            (ATTEMPTS, self._db.now() - MAX_AGE),
        )
        return sorted(update_id for (update_id,) in rows.fetchall())
