from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest

from bot.handlers.turns import MOST_WAITING, Notice, Turns
from bot.store.talks import Talk
from tests.transport.hand_clock import settle

ANNA, BEN = Talk(-1, 0, 11), Talk(-1, 0, 12)


@dataclass
class Desk:
    """Questions that are answered when the test says so, and what their askers were told."""

    turns: Turns = field(default_factory=Turns)
    begun: list[str] = field(default_factory=list)
    declined: list[str] = field(default_factory=list)
    told: list[tuple[str, Notice]] = field(default_factory=list)
    ready: dict[str, asyncio.Event] = field(default_factory=dict)
    tasks: dict[str, asyncio.Task[None]] = field(default_factory=dict)

    async def asks(self, talk: Talk, *names: str) -> None:
        """Let questions come in at once."""
        for name in names:
            self.ready[name] = asyncio.Event()
            self.tasks[name] = asyncio.create_task(self._asked(talk, name))
        await settle()

    async def _asked(self, talk: Talk, name: str) -> None:
        async def tell(notice: Notice) -> None:
            self.told.append((name, notice))

        async with self.turns.turn(talk, tell) as mine:
            if not mine:
                self.declined.append(name)
                return
            self.begun.append(name)
            await self.ready[name].wait()

    async def answers(self, *names: str) -> None:
        """Let the answers to questions be given."""
        for name in names:
            self.ready[name].set()
            await settle()


async def test_one_after_another() -> None:
    """A question begins when the one before it in its talk is answered; other talks do not wait."""
    desk = Desk()
    await desk.asks(ANNA, "a", "b", "c")
    await desk.asks(BEN, "d")
    assert desk.begun == ["a", "d"]
    await desk.answers("a")
    assert desk.begun == ["a", "d", "b"]
    await desk.answers("b")
    assert desk.begun == ["a", "d", "b", "c"]
    await desk.answers("c", "d")
    assert desk.turns._lines == {}


async def test_burst_is_told_once() -> None:
    """Somebody is told with the third question at once, not before and not again; a later burst is a new one."""
    desk = Desk()
    await desk.asks(ANNA, "a", "b")
    assert desk.told == []
    await desk.asks(ANNA, "c", "d")
    assert desk.told == [("c", Notice.QUEUED)]
    await desk.answers("a", "b", "c", "d")
    await desk.asks(ANNA, "e", "f", "g")
    assert desk.told == [("c", Notice.QUEUED), ("g", Notice.QUEUED)]
    await desk.answers("e", "f", "g")


async def test_too_many_are_declined_once() -> None:
    """Beside the one that is answered so many wait; further ones are declined, with one word, and others have room."""
    desk = Desk()
    kept = [f"kept {number}" for number in range(1 + MOST_WAITING)]
    await desk.asks(ANNA, *kept, "x", "y")
    await desk.asks(BEN, "d")
    assert desk.declined == ["x", "y"]
    assert desk.told == [("kept 2", Notice.QUEUED), ("x", Notice.DECLINED)]
    await desk.answers(*kept, "d")
    assert desk.begun == [kept[0], "d", *kept[1:]]


async def test_question_that_fails_or_is_cancelled_makes_room() -> None:
    """Whatever becomes of a question, the next one of its talk begins."""
    desk = Desk()
    await desk.asks(ANNA, "a", "b", "c", "d")
    desk.tasks["b"].cancel()
    desk.tasks["a"].cancel()
    await settle()
    assert desk.begun == ["a", "c"]
    await desk.answers("c", "d")
    assert desk.begun == ["a", "c", "d"]

    with pytest.raises(ZeroDivisionError):
        async with desk.turns.turn(ANNA, lambda _: settle()):
            raise ZeroDivisionError
    assert desk.turns._lines == {}
