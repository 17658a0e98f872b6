"""The time of the simulated Telegram, which a test can set forward instead of sleeping."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.simulator.changes import Changes


class Clock:
    """Runs as the real one, ahead of it by as much as it was set forward."""

    def __init__(self, changes: Changes) -> None:
        """Start at the real time."""
        self._changes = changes
        self._ahead = 0.0

    def now(self) -> float:
        """Return the Unix time in seconds."""
        return time.time() + self._ahead

    def forward(self, seconds: float) -> None:
        """Let time pass at once; what waits for it goes on."""
        self._ahead += seconds
        self._changes.tell()

    async def change_until(self, moment: float | None) -> None:
        """Return at the next change, or at a Unix time in seconds if that comes first; None waits for a change only."""
        try:
            async with asyncio.timeout(None if moment is None else max(moment - self.now(), 0)):
                await self._changes.wait()
        except TimeoutError:
            return
