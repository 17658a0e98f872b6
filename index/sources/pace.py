"""No host is asked more often than it can bear: a pause between two requests to one host."""

from __future__ import annotations

import math
import threading
import time
from typing import Protocol

from index.errors import ItemError

LONGEST = 60.0
"""Seconds between two requests at most, whatever a site asks for: with a day between them, no sync would ever end."""

LONGEST_DOCUMENT = 120.0
"""Seconds for one document with its headers: a server that sends a byte now and then is not waited for."""
MAX_SECONDS = 1_800.0
"""Seconds for which a sync asks for the pages of one source, however slow its servers are, or want it to be."""


class Clock(Protocol):
    """Seconds that only ever grow, and a way to let some of them pass."""

    def now(self) -> float:
        """Return the seconds since some fixed moment."""
        ...

    def sleep(self, seconds: float) -> None:
        """Return after so many seconds."""
        ...


class SystemClock:
    """The machine's monotonic clock."""

    def now(self) -> float:
        """Return the seconds since some fixed moment."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Return after so many seconds."""
        time.sleep(seconds)


class Deadline(threading.local):
    """When the document that a thread reads must have arrived, whatever its server sends now and then."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._end = math.inf

    def begin(self) -> None:
        """Begin a document."""
        self._end = self._clock.now() + LONGEST_DOCUMENT

    def check(self) -> None:
        """Return if there is time left.

        Raises:
            ItemError: there is none.

        """
        if self._clock.now() > self._end:
            raise ItemError(f"takes longer than {LONGEST_DOCUMENT:.0f} s to arrive; the next sync tries again")


class Allowance:
    """What one source may ask for in one sync; what is left over is for the next, and nobody else waits for it."""

    def __init__(self, clock: Clock, pages: int) -> None:
        self._clock = clock
        self._end = clock.now() + MAX_SECONDS
        self._pages = pages

    def take(self) -> bool:
        """Take one page of it; False if there is nothing left to take."""
        if self._pages <= 0 or self._clock.now() > self._end:
            return False
        self._pages -= 1
        return True


class Pace:
    """Gives each caller its turn. Several threads may wait at once, also for the same host."""

    def __init__(self, pause: float, clock: Clock) -> None:
        self._pause = pause
        self._clock = clock
        self._lock = threading.Lock()
        self._next: dict[str, float] = {}
        self._own: dict[str, float] = {}

    def slow_down(self, host: str, pause: float) -> None:
        """Pause longer for one host from now on, because it asks for it; up to `LONGEST`."""
        self._own[host] = max(min(pause, LONGEST), self._pause)

    def wait(self, host: str) -> None:
        """Return when the host may be asked."""
        with self._lock:
            now = self._clock.now()
            turn = max(now, self._next.get(host, now))
            self._next[host] = turn + self._own.get(host, self._pause)
        if turn > now:
            self._clock.sleep(turn - now)
