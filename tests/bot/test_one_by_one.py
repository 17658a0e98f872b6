"""What belongs together happens one after the other."""

from __future__ import annotations

import asyncio

from bot.one_by_one import OneByOne


async def test_the_last_one_decides() -> None:
    """Turns are taken in the order in which they were asked for, and who comes after undoes who was before."""
    lines, seen = OneByOne(), []
    free = asyncio.Event()

    async def take(name: str) -> None:
        async with lines.turn("answer") as overtaken:
            await free.wait()
            seen.append((name, overtaken()))

    tasks = [asyncio.create_task(take(name)) for name in "abc"]
    await asyncio.gather(asyncio.create_task(_set(free)), *tasks)
    assert seen == [("a", True), ("b", True), ("c", False)]


async def test_who_only_adds_undoes_nobody() -> None:
    """A correction waits for its turn, and a reader's tap before it is not taken for undone."""
    lines, seen = OneByOne(), []
    free = asyncio.Event()

    async def take(name: str, *, undoes: bool) -> None:
        async with lines.turn("answer", undoes=undoes) as overtaken:
            await free.wait()
            seen.append((name, overtaken()))

    tasks = [asyncio.create_task(take("tap", undoes=True)), asyncio.create_task(take("correction", undoes=False))]
    await asyncio.gather(asyncio.create_task(_set(free)), *tasks)
    assert seen == [("tap", False), ("correction", False)]


async def test_others_do_not_wait() -> None:
    """What belongs to something else goes on."""
    lines = OneByOne()
    async with lines.turn("one"), lines.turn("other") as overtaken:
        assert not overtaken()


async def _set(event: asyncio.Event) -> None:
    """Let those go on who wait, after all who were begun before."""
    event.set()
