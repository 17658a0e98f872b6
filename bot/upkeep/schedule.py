"""Syncs that nobody asks for: of sources whose time has come, and of folders in which a file has changed.

They are silent, but for what fails: that is told once, and again only when it changes.
"""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Protocol

from index import schedule
from index.errors import SyncBusyError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.transport.clock import Clock
    from index.config import SourceConfig
    from index.sync_records import Failure, SyncReport

_log = logging.getLogger(__name__)

_BUSY = 60.0
"""Seconds after which it is tried again, when somebody else's sync was at work."""
_LONGEST = 3600.0
"""Seconds of one wait; a computer that slept looks at its clock again after no more than these."""


class Work(Protocol):
    """What a schedule does to the library."""

    def last_read(self) -> Mapping[str, float]:
        """Return when each source was read, in seconds since 1970; several threads may ask."""
        ...

    async def sync(self, names: Sequence[str]) -> SyncReport:
        """Read some sources."""
        ...

    async def tell(self, failed: Sequence[Failure] | str) -> None:
        """Tell the admins what could not be read, or why the whole failed."""
        ...


class WallClock:
    """Seconds since 1970: the schedule goes on where it was before a restart."""

    def now(self) -> float:
        """Return the seconds since 1970."""
        return time.time()

    async def sleep(self, seconds: float) -> None:
        """Return after so many seconds."""
        await asyncio.sleep(seconds)


class Schedule:
    """Runs until it is cancelled. `changed` may be called at any time."""

    def __init__(self, sources: Iterable[SourceConfig], work: Work, clock: Clock | None = None) -> None:
        self._sources = tuple(sources)
        self._work = work
        self._clock = clock or WallClock()
        self._tried: dict[str, float] = {}
        self._changed: set[str] = set()
        self._woken = asyncio.Event()
        self._told: dict[str, frozenset[str]] = {}

    def changed(self, names: Iterable[str]) -> None:
        """Note that there is something new in these sources."""
        self._changed.update(names)
        self._woken.set()

    async def run(self) -> None:
        """Sync whenever there is something to sync."""
        while True:
            names = await self._next()
            try:
                report = await self._work.sync(names)
            except SyncBusyError:
                self._changed.update(names)
                await self._clock.sleep(_BUSY)
            except Exception as error:  # noqa: BLE001 -- whatever it is, it is told, and the next time may be better
                _log.exception("the sync of %s failed", ", ".join(names))
                await self._tell(names, str(error))
            else:
                await self._tell(names, report.failed)

    async def _next(self) -> list[str]:
        """Wait until a source is due or has changed; return the names."""
        while True:
            self._woken.clear()
            # A sync that fails as a whole leaves no mark in the library: what was tried counts too.
            read = {**await asyncio.to_thread(self._work.last_read)}
            for name, at in self._tried.items():
                read[name] = max(at, read.get(name, 0.0))
            now = self._clock.now()
            names = {*schedule.due(self._sources, read, now), *self._changed}
            if names:
                self._changed.clear()
                self._tried |= dict.fromkeys(names, now)
                return [source.name for source in self._sources if source.name in names]
            wait = schedule.next_due(self._sources, read, now)
            await self._wait(_LONGEST if wait is None else min(wait, _LONGEST))

    async def _wait(self, seconds: float) -> None:
        """Return after so many seconds, or when something has changed."""
        waits = [asyncio.create_task(self._clock.sleep(seconds)), asyncio.create_task(self._woken.wait())]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in waits:
                one.cancel()
            await asyncio.gather(*waits, return_exceptions=True)

    async def _tell(self, names: Sequence[str], failed: Sequence[Failure] | str) -> None:
        """Tell what failed, unless it was told the last time that these sources were read."""
        if isinstance(failed, str):
            found = {name: frozenset({failed}) for name in names}
        else:
            found = {name: frozenset(one.error for one in failed if one.source == name) for name in names}
        new = {name for name, errors in found.items() if errors - self._told.get(name, frozenset())}
        self._told |= found
        if new:
            await self._work.tell(failed if isinstance(failed, str) else [one for one in failed if one.source in new])
