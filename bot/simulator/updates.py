"""The queue of updates that getUpdates reads, or a webhook gets."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import telegram

from bot.simulator.checks import check
from bot.simulator.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

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
        self._held = False

    @property
    def pending(self) -> tuple[dict[str, Any], ...]:
        """Return the updates that no offset has confirmed yet."""
        return tuple(self._queue)

    @property
    def allowed(self) -> frozenset[str]:
        """Return the kinds of updates that the bot asked for; empty for the default ones."""
        return self._allowed

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

    @contextmanager
    def held(self) -> Iterator[None]:
        """Deliver nothing inside of the block, so that what collects can be put into another order."""
        self._held = True
        try:
            yield
        finally:
            self._held = False
            self._changes.tell()

    def reorder(self, update_ids: Sequence[int] | None = None) -> None:
        """Put what waits into another order: the ids first that are named, or without any all backwards.

        Raises:
            LookupError: no update with such an id waits.

        """
        if update_ids is None:
            self._queue.reverse()
            return
        waiting = {update["update_id"]: update for update in self._queue}
        if not waiting.keys() >= set(update_ids):
            raise LookupError(f"Of the updates {', '.join(map(str, update_ids))} not all wait")
        self._queue = [waiting.pop(update_id) for update_id in update_ids] + list(waiting.values())

    def deliverable(self) -> tuple[dict[str, Any], ...]:
        """Return what a webhook may get now, in order."""
        return () if self._held or self._closed else (*self._again, *self._queue)

    def confirm(self, update: dict[str, Any]) -> None:
        """Forget an update that a webhook took."""
        # The same object may wait a second time, to be delivered twice.
        waiting = self._again if any(each is update for each in self._again) else self._queue
        waiting[:] = [each for each in waiting if each is not update]
        self._sent[update["update_id"]] = update
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
                while not self._closed and (self._held or not (self._queue or self._again)):
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
