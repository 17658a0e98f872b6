"""Posts of channels, as they were forwarded into their discussion groups."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.store.database import Database

_KEPT = 90 * 24 * 3600.0
"""Seconds; hardly anybody asks under an older post."""


@dataclass(frozen=True, slots=True)
class Forward:
    """A post, as the discussion group shows it."""

    channel: int
    message: int
    """Its number in the channel."""
    text: str
    addresses: tuple[str, ...]
    """What it links to."""


class Forwards:
    """The table ``forward``."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def keep(self, group: int, number: int, forward: Forward) -> None:
        """Remember a post by its number in the group, as it is now."""
        now = self._db.now()
        self._db.execute("DELETE FROM forward WHERE at < ?", (now - _KEPT,))
        self._db.execute(
            "INSERT OR REPLACE INTO forward (chat, number, channel, message, body, addresses, at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (group, number, forward.channel, forward.message, forward.text, json.dumps(forward.addresses), now),
        )

    def get(self, group: int, number: int) -> Forward | None:
        """Return the post with a number in the group; None where that is none."""
        row = self._db.execute(
            "SELECT channel, message, body, addresses FROM forward WHERE chat = ? AND number = ?", (group, number)
        ).fetchone()
        return None if row is None else Forward(row[0], row[1], row[2], tuple(json.loads(row[3])))
