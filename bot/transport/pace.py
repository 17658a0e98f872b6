"""How soon the next message may go. Plain arithmetic: nothing here waits."""

from __future__ import annotations

from collections import deque


class Burst:
    """One message per interval on average, and up to ``burst`` of them at once after a pause.

    The generic cell rate algorithm (ITU-T I.371): one number says when the chat will have caught up.
    """

    __slots__ = ("_ahead", "_caught_up", "_interval")

    def __init__(self, interval: float, burst: int) -> None:
        """Take the interval in seconds, and the number of messages of a burst."""
        self._interval = interval
        self._ahead = (burst - 1) * interval
        self._caught_up = float("-inf")

    def free(self, now: float) -> float:
        """Return when the next message may go: now or later."""
        return max(now, self._caught_up - self._ahead)

    def take(self, moment: float) -> None:
        """Note that a message goes at that moment."""
        self._caught_up = max(self._caught_up, moment) + self._interval

    def idle(self, now: float) -> bool:
        """Say whether nothing that was sent matters any more."""
        return self._caught_up <= now


class Window:
    """At most ``count`` messages within any ``seconds``, wherever one starts to count them."""

    __slots__ = ("_moments", "_seconds")

    def __init__(self, count: int, seconds: float) -> None:
        """Take the number of messages, and the seconds that they are counted in."""
        self._moments: deque[float] = deque(maxlen=count)
        self._seconds = seconds

    def free(self, now: float) -> float:
        """Return when the next message may go: now or later."""
        full = len(self._moments) == self._moments.maxlen
        return max(now, self._moments[0] + self._seconds) if full else now

    def take(self, moment: float) -> None:
        """Note that a message goes at that moment."""
        self._moments.append(moment)

    def idle(self, now: float) -> bool:
        """Say whether nothing that was sent matters any more."""
        return not self._moments or self._moments[-1] + self._seconds <= now
