from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.upkeep.schedule import Schedule
from index.config import SourceConfig
from index.errors import ArticleBotError, SyncBusyError
from index.sync_records import Failure, SyncReport
from tests.transport.hand_clock import HandClock
from tests.transport.wire import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

FEED = SourceConfig(name="feed", feed="https://a.example/", every=timedelta(minutes=15))
ARCHIVE = SourceConfig(name="archive", path=Path("archive"), watch=True)


@dataclass
class HandWork:
    """Notes what is to be done, at the time of the clock; each sync ends as the test has said."""

    clock: HandClock
    read: dict[str, float] = field(default_factory=dict)
    synced: list[tuple[float, list[str]]] = field(default_factory=list)
    told: list[Sequence[Failure] | str] = field(default_factory=list)
    ends: list[Sequence[Failure] | Exception] = field(default_factory=list)

    def last_read(self) -> dict[str, float]:
        """Return when each source was read."""
        return self.read

    async def sync(self, names: Sequence[str]) -> SyncReport:
        """Read some sources, and end as it was said."""
        self.synced.append((self.clock.now(), list(names)))
        end = self.ends.pop(0) if self.ends else ()
        if isinstance(end, Exception):
            raise end
        self.read |= dict.fromkeys(names, self.clock.now())
        return SyncReport(0, 0, 0, 0, tuple(end), (), 0, 0, 0, 0.0)

    async def tell(self, failed: Sequence[Failure] | str) -> None:
        """Tell the admins."""
        self.told.append(failed)


@asynccontextmanager
async def running(work: HandWork, *sources: SourceConfig) -> AsyncIterator[Schedule]:
    """Run a schedule."""
    schedule = Schedule(sources, work, work.clock)
    task = asyncio.create_task(schedule.run())
    try:
        yield schedule
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def pass_waits(work: HandWork, syncs: int) -> None:
    """Turn the clock over each wait, until there have been so many syncs."""
    await until(lambda: bool(work.clock.sleepers) or len(work.synced) >= syncs)
    while len(work.synced) < syncs:
        await work.clock.advance_sleeper()
        await until(lambda: bool(work.clock.sleepers) or len(work.synced) >= syncs)
    await until(lambda: bool(work.clock.sleepers))


async def test_sources_are_read_in_their_time() -> None:
    """A source is read when it is due, again and again, and nobody is told."""
    work = HandWork(HandClock(), {"feed": 400.0})
    async with running(work, FEED, ARCHIVE):
        await pass_waits(work, 3)
    assert work.synced == [(1300.0, ["feed"]), (2200.0, ["feed"]), (3100.0, ["feed"])]
    assert work.told == []


async def test_change_is_read_at_once() -> None:
    """A source in which something has changed is read at once, together with what is due."""
    work = HandWork(HandClock(), {"feed": 1000.0})
    async with running(work, FEED, ARCHIVE) as schedule:
        await until(lambda: bool(work.clock.sleepers))
        schedule.changed(["archive"])
        await until(lambda: bool(work.synced))
    assert work.synced == [(1000.0, ["archive"])]


async def test_failure_is_told_once() -> None:
    """What cannot be read is told when it is new, not each time, and again after it had been well."""
    broken, other = Failure("feed", "broken"), Failure("feed", "another")
    work = HandWork(HandClock(), ends=[[broken], [broken], [broken, other], [], [broken]])
    async with running(work, FEED):
        await pass_waits(work, 5)
    assert work.told == [[broken], [broken, other], [broken]]


async def test_sync_that_fails_as_a_whole_is_told_and_tried_in_its_time() -> None:
    """A sync that fails as a whole is told once, and is not tried again before the source's time."""
    work = HandWork(HandClock(), ends=[ArticleBotError("no model"), ArticleBotError("no model")])
    async with running(work, FEED):
        await pass_waits(work, 3)
    assert [at for at, _ in work.synced] == [1000.0, 1900.0, 2800.0]
    assert work.told == ["no model"]


async def test_other_sync_is_waited_for() -> None:
    """While somebody else syncs, it is tried again a minute later, and nobody is told."""
    work = HandWork(HandClock(), ends=[SyncBusyError("busy")])
    async with running(work, FEED):
        await pass_waits(work, 2)
    assert (work.synced, work.told) == ([(1000.0, ["feed"]), (1060.0, ["feed"])], [])
