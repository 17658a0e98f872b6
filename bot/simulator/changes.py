"""One place to wait for "something happened"."""

from __future__ import annotations

import asyncio

PATIENCE = 20.0
"""Seconds that somebody waits for the bot if nothing else is said; on a busy machine milliseconds become seconds."""


class Changes:
    """Wakes everybody who waits whenever the simulated world changes.

    Unlike `asyncio.Condition`, telling needs no lock, so that plain functions can change the world. Nothing
    is missed: all run in one event loop, and between a look at the world and `wait` nobody else gets a turn.
    """

    def __init__(self) -> None:
        """Start with nobody waiting."""
        self._next = asyncio.Event()

    def tell(self) -> None:
        """Wake all who wait now; who waits later waits for the next change."""
        self._next.set()
        self._next = asyncio.Event()

    async def wait(self) -> None:
        """Return at the next change."""
        await self._next.wait()
