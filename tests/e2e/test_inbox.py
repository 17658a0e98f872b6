"""A question that the bot was stopped at is answered after the next start, once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.simulator.faults import Slow
from bot.store.store import Store

from .conftest import running

if TYPE_CHECKING:
    from bot.simulator import Chat, Person, Simulator

    from .conftest import Newsroom

QUESTION = "How long is the harbour wall of Saltwick?"
ANSWER = "The harbour wall of Saltwick is 310 metres long."


async def test_question_that_the_bot_died_at(
    newsroom: Newsroom, telegram: Simulator, private: Chat, reader: Person
) -> None:
    """An update that came in and was not handled to its end is handled after the next start, and is done then."""
    async with running(newsroom, telegram):
        await reader.sends(private, QUESTION)
        await telegram.wait_for(lambda: private.last_from_bot and not telegram.updates.pending)
    with_store(newsroom, telegram, "UPDATE received SET attempts = 1, body = ?", body(telegram))
    with_store(newsroom, telegram, "DELETE FROM given")
    await reader.deletes(private.from_bot[0])
    for _ in range(2):
        async with running(newsroom, telegram):
            await telegram.wait_for(lambda: private.last_from_bot)
    assert [one.text.splitlines()[0] for one in private.from_bot] == [ANSWER]


async def test_answer_that_was_sent_is_not_sent_again(
    newsroom: Newsroom, telegram: Simulator, private: Chat, reader: Person
) -> None:
    """Where the bot died after the answer was sent, and before that was noted, the question has one answer."""
    async with running(newsroom, telegram):
        await reader.sends(private, QUESTION)
        await telegram.wait_for(lambda: private.last_from_bot and not telegram.updates.pending)
    with_store(newsroom, telegram, "UPDATE received SET attempts = 1, body = ?", body(telegram))
    async with running(newsroom, telegram):
        await reader.sends(private, "/help")
        await telegram.wait_for(lambda: len(private.from_bot) > 1)
    assert [one.text.splitlines()[0] for one in private.from_bot] == [ANSWER, "How to ask"]


async def test_bot_that_is_stopped_while_it_answers(
    newsroom: Newsroom, telegram: Simulator, private: Chat, reader: Person
) -> None:
    """A bot that is told to stop sends the answer that is on its way, and does not send it again."""
    hold = asyncio.Event()
    telegram.faults.add("sendMessage", Slow(hold, delivered=False))
    async with running(newsroom, telegram):
        await reader.sends(private, QUESTION)
        await telegram.wait_for(lambda: not telegram.faults.waiting("sendMessage"))
        asyncio.get_running_loop().call_later(0.05, hold.set)
    async with running(newsroom, telegram):
        await reader.sends(private, "/help")
        await telegram.wait_for(lambda: len(private.from_bot) > 1)
    assert [one.text.splitlines()[0] for one in private.from_bot] == [ANSWER, "How to ask"]


def body(telegram: Simulator) -> str:
    """Return the last update that was delivered, as it is kept."""
    import json  # noqa: PLC0415 -- for this one line

    return json.dumps(telegram.updates._sent[max(telegram.updates._sent)])


def with_store(newsroom: Newsroom, telegram: Simulator, sql: str, *values: object) -> None:
    """Change what the bot remembers while it does not run, to what a death at that moment leaves."""
    store = Store(newsroom.config.data_dir, telegram.bot.id)
    store.db.execute(sql, values)
    store.close()
