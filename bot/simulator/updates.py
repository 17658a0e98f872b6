"""The queue of updates that getUpdates reads."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import telegram

from bot.simulator.checks import check
from bot.simulator.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.simulator.changes import Changes

FIRST_ID = 700_000_001
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Kinds of updates that a bot gets only if it asks for them by name."""


@dataclass(frozen=True, slots=True)
class Poll:
    """What one getUpdates asks for."""

    offset: int = 0
    limit: int = 100
    timeout: int = 0
    """In seconds; 0 answers at once."""


class Updates:
    """Updates wait here until an offset confirms them."""

    def __init__(self, changes: Changes) -> None:
        """Start with an empty queue."""
        self._changes = changes
        self._queue: list[dict[str, Any]] = []
        self._sent: dict[int, dict[str, Any]] = {}
        self._again: list[dict[str, Any]] = []
        self._next_id = FIRST_ID
        self._allowed: frozenset[str] = frozenset()
        self._latest_poll = 0
        self._closed = False

    @property
    def pending(self) -> tuple[dict[str, Any], ...]:
        """Return the updates that no offset has confirmed yet."""
        return tuple(self._queue)

    def allow(self, kinds: Collection[str]) -> None:
        """Keep only updates of these kinds from now on; none named means all but `NOT_BY_DEFAULT`."""
        self._allowed = frozenset(kinds)

    def push(self, kind: str, content: dict[str, Any]) -> None:
        """Queue an update, unless the bot did not ask for its kind.

        Raises:
            DriftError: python-telegram-bot does not know such an update.

        """
        wanted = kind in self._allowed if self._allowed else kind not in NOT_BY_DEFAULT
        if wanted:
            self.inject(check(telegram.Update, {"update_id": self._next_id, kind: content}))

    def inject(self, update: dict[str, Any]) -> int:
        """Queue a raw update unchecked, such as one that no library can parse.

        Returns:
            Its id, which is the next one if `update` has none.

        """
        update = {"update_id": self._next_id} | update
        self._next_id = max(self._next_id, update["update_id"]) + 1
        self._queue.append(update)
        self._changes.tell()
        return int(update["update_id"])

    def redeliver(self, update_id: int | None = None) -> None:
        """Deliver an update once more, confirmed or not; without an id the last one that was delivered.

        Raises:
            LookupError: no such update was delivered.

        """
        if not self._sent or (update_id is not None and update_id not in self._sent):
            raise LookupError(f"No update {update_id or ''} was delivered yet")
        self._again.append(self._sent[update_id or max(self._sent)])
        self._changes.tell()

    def drop_pending(self) -> None:
        """Forget all updates that wait."""
        self._queue.clear()
        self._changes.tell()

    def close(self) -> None:
        """Let all polls end at once, now and later."""
        self._closed = True
        self._changes.tell()

    async def poll(self, asked: Poll) -> list[dict[str, Any]]:
        """Return updates as soon as there are any; after the timeout none.

        Raises:
            ApiError: 409, because another poll started meanwhile. Telegram ends the older one.

        """
        self._confirm(asked.offset)
        self._latest_poll += 1
        poll = self._latest_poll
        self._changes.tell()
        try:
            async with asyncio.timeout(asked.timeout):
                while not (self._queue or self._again or self._closed):
                    await self._changes.wait()
                    if poll != self._latest_poll:
                        raise ApiError(
                            409,
                            "Conflict: terminated by other getUpdates request; "
                            "make sure that only one bot instance is running",
                        )
        except TimeoutError:
            return []
        return self._batch(asked.limit)

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            # Counted from the end of the queue; all before are forgotten.
            del self._queue[:offset]
        else:
            self._queue = [update for update in self._queue if update["update_id"] >= offset]

    def _batch(self, limit: int) -> list[dict[str, Any]]:
        again, self._again = self._again, []
        batch = (again + self._queue)[:limit]
        self._sent |= {update["update_id"]: update for update in batch}
        return batch
