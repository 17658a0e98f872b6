"""No host is asked more often than it can bear: a pause between two requests to one host."""

from __future__ import annotations

import threading
import time
from typing import Protocol

LONGEST = 60.0
"""Seconds between two requests at most, whatever a site asks for: with a day between them, no sync would ever end."""


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
