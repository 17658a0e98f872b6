"""The log of all calls of the bot."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.simulator.changes import Changes
    from bot.simulator.faults import Fault


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a method."""

    number: int
    """Counts the calls in the order in which they came in, from 0."""
    method: str
    parameters: Mapping[str, Any]
    """As parsed: numbers are numbers, JSON is decoded."""
    started: float
    """In seconds, on the monotonic clock."""
    fault: Fault | None = None
    """The ordered fault that the call met."""
    finished: float | None = None
    """In seconds, on the monotonic clock; None while the call is open."""
    status: int | None = None
    """The HTTP status that the bot got; None if it got no answer."""
    result: Any = None
    """What the method returned, even if the bot did not get it."""
    error: str | None = None
    """The description of a refusal, or what else kept the bot from an answer."""


class Calls:
    """All calls. Those that are over are never changed and stay in the order in which they ended."""

    def __init__(self, changes: Changes) -> None:
        """Start empty."""
        self._changes = changes
        self._log: list[Call] = []
        self._open: dict[int, Call] = {}
        self._count = 0

    def __len__(self) -> int:
        """Return the number of calls that are over."""
        return len(self._log)

    def __iter__(self) -> Iterator[Call]:
        """Go over the calls that are over."""
        return iter(tuple(self._log))

    def of(self, method: str) -> tuple[Call, ...]:
        """Return the calls of a method that are over."""
        return tuple(call for call in self._log if call.method.lower() == method.lower())

    def open(self, method: str) -> tuple[Call, ...]:
        """Return the calls of a method that have no answer yet."""
        return tuple(call for call in self._open.values() if call.method.lower() == method.lower())

    def begin(self, method: str, parameters: Mapping[str, Any], fault: Fault | None) -> Call:
        """Note that a call came in."""
        call = Call(self._count, method, parameters, time.monotonic(), fault)
        self._count += 1
        self._open[call.number] = call
        self._changes.tell()
        return call

    def end(self, call: Call, *, status: int | None, result: Any = None, error: str | None = None) -> None:  # noqa: ANN401 -- any JSON
        """Log a call with what came of it."""
        del self._open[call.number]
        over = replace(call, finished=time.monotonic(), status=status, result=result, error=error)
        self._log.append(over)
        self._changes.tell()
