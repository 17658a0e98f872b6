"""What can go wrong on the way to Telegram and back, on order."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio


@dataclass(frozen=True, slots=True)
class Refuse:
    """The call is refused and has no effect."""

    status: int
    description: str
    retry_after: int | None = None
    """In seconds; belongs to 429."""


@dataclass(frozen=True, slots=True)
class Garbage:
    """The call has no effect, and what comes back is no JSON: a page of some proxy."""

    body: str = "<html><body>Please stand by.</body></html>"
    status: int = 200


@dataclass(frozen=True, slots=True)
class Drop:
    """The connection is cut without an answer."""

    delivered: bool = False
    """Whether the call had its effect first."""


@dataclass(frozen=True, slots=True)
class Slow:
    """The answer is held back until an event is set."""

    until: asyncio.Event
    delivered: bool = True
    """Whether the call has its effect at once, or only when the event is set."""


@dataclass(frozen=True, slots=True)
class BlackHole:
    """The call has no effect, and nothing ever comes back."""


Fault = Refuse | Garbage | Drop | Slow | BlackHole


class Faults:
    """The faults that wait for calls, per method; each is used up by one call, the first ordered first."""

    def __init__(self) -> None:
        """Start without any."""
        self._waiting: dict[str, deque[Fault]] = {}

    def add(self, method: str, fault: Fault, *, times: int = 1) -> None:
        """Let the next `times` calls of a method meet a fault."""
        self._waiting.setdefault(method.lower(), deque()).extend(repeat(fault, times))

    def waiting(self, method: str) -> tuple[Fault, ...]:
        """Return the faults that no call of a method has met yet."""
        return tuple(self._waiting.get(method.lower(), ()))

    def clear(self) -> None:
        """Take all back that no call has met yet."""
        self._waiting.clear()

    def take(self, method: str) -> Fault | None:
        """Return the fault for a call that comes in now, and use it up."""
        waiting = self._waiting.get(method.lower())
        return waiting.popleft() if waiting else None
