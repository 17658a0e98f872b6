"""A clock whose hands the test turns: an hour passes at once, and nobody wakes too early or too late."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from tests.transport.wire import until


@dataclass(slots=True)
class HandClock:
    """A `Clock` that stands still until it is turned."""

    time: float = 1000.0
    sleepers: list[tuple[float, asyncio.Event]] = field(default_factory=list)

    def now(self) -> float:
        """Return the time that the hands show."""
        return self.time

    async def sleep(self, seconds: float) -> None:
        """Return once the hands have been turned so far."""
        sleeper = (self.time + seconds, asyncio.Event())
        self.sleepers.append(sleeper)
        await sleeper[1].wait()

    async def advance(self, seconds: float) -> None:
        """Turn the hands, and stop at each moment for which somebody sleeps."""
        end = self.time + seconds
        await settle()
        while due := sorted(
            (sleeper for sleeper in self.sleepers if sleeper[0] <= end), key=lambda sleeper: sleeper[0]
        ):
            self.time = max(self.time, due[0][0])
            self.sleepers.remove(due[0])
            due[0][1].set()
            await settle()
        self.time = end

    async def advance_sleeper(self) -> float:
        """Wait until somebody sleeps, turn the hands to the end of it, and return how long it was."""
        await until(lambda: bool(self.sleepers))
        seconds = min(until for until, _ in self.sleepers) - self.time
        await self.advance(seconds)
        return seconds


async def settle() -> None:
    """Let everybody run until they wait for something that only the test can bring about."""
    for _ in range(50):
        await asyncio.sleep(0)
