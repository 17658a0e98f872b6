"""Notices that the library is in a new state, whoever has synced it, and has done what follows from that.

By looking, and not by being told: so a sync of this bot, of its schedule and of a command line are all the same, and
what came while the bot was off is found at its start.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from telegram import Bot

    from index.library import Edition

_log = logging.getLogger(__name__)

LOOK = 1.0
"""Seconds between two looks; each reads two small files."""
AGAIN = 30.0
"""Seconds after which it is tried again, where something stood in the way: the network, or a sync that is under way."""
_PATIENCE = 10.0
"""Seconds that a message on its way has when the bot is stopped."""


class Follower(Protocol):
    """What is done whenever the library is in a new state."""

    async def follow(self, bot: Bot, edition: Edition, going: Callable[[], bool]) -> bool:
        """Do it, as long as the bot is `going`; False if it is to be tried again, though nothing is new."""
        ...


class News:
    """Runs the followers side by side, each of them once for each state."""

    def __init__(self, edition: Callable[[], Edition | None], followers: Sequence[Follower]) -> None:
        self._edition = edition
        self._followers = followers
        self._stopped = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    def start(self, bot: Bot) -> None:
        """Begin with the state that there is."""
        self._tasks = [asyncio.create_task(self._run(bot, follower)) for follower in self._followers]

    async def stop(self) -> None:
        """End; a message that is on its way may still arrive."""
        self._stopped.set()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=_PATIENCE)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _going(self) -> bool:
        return not self._stopped.is_set()

    async def _run(self, bot: Bot, follower: Follower) -> None:
        done: Edition | None = None
        while self._going():
            wait = LOOK
            try:
                edition = await asyncio.to_thread(self._edition)
                if edition is not None and edition != done:
                    if await follower.follow(bot, edition, self._going):
                        done = edition
                    else:
                        wait = AGAIN
            except Exception:  # noqa: BLE001 -- whatever it is, the next time may be better, and questions go on
                _log.exception("what follows from new articles could not be done")
                wait = AGAIN
            await self._pause(wait)

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stopped.wait(), seconds)
        except TimeoutError:
            return
