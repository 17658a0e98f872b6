"""One question after another: those of one talk wait for one another, so that a follow-up knows what came before it."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from bot.store.talks import Talk

MOST_WAITING = 5
"""Questions of one person that wait; further ones are declined."""
_WORTH_TELLING = 2
"""Questions that wait when their asker is told: of two at once the second is answered before it could be read."""


class Notice(Enum):
    """What somebody is told, once, until all of their questions are answered."""

    QUEUED = auto()
    """Several questions wait: they are answered one after another."""
    DECLINED = auto()
    """Too many wait: this one and all after it will not be answered."""


@dataclass(slots=True)
class _Line:
    """The questions of one talk: the first is being answered, the others wait for their ticket."""

    tickets: deque[asyncio.Future[None]] = field(default_factory=deque)
    told: set[Notice] = field(default_factory=set)

    def begin_next(self) -> None:
        if self.tickets and not self.tickets[0].done():
            self.tickets[0].set_result(None)

    def is_news(self, notice: Notice) -> bool:
        new = notice not in self.told
        self.told.add(notice)
        return new


class Turns:
    """Whose turn it is in each talk. Different talks do not wait for one another."""

    def __init__(self, most: int = MOST_WAITING) -> None:
        self._most = most
        self._lines: dict[Talk, _Line] = {}

    @asynccontextmanager
    async def turn(self, talk: Talk, tell: Callable[[Notice], Awaitable[object]]) -> AsyncIterator[bool]:
        """Wait until all earlier questions of a talk are answered; False where too many wait already.

        Whoever enters first is first: nothing is awaited before the place in the line is taken.
        """
        line = self._lines.setdefault(talk, _Line())
        if len(line.tickets) > self._most:
            if line.is_news(Notice.DECLINED):
                await tell(Notice.DECLINED)
            yield False
            return
        ticket: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        line.tickets.append(ticket)
        line.begin_next()
        try:
            if len(line.tickets) > _WORTH_TELLING and line.is_news(Notice.QUEUED):
                await tell(Notice.QUEUED)
            await ticket
            yield True
        finally:
            line.tickets.remove(ticket)
            line.begin_next()
            if not line.tickets:
                self._lines.pop(talk, None)
