"""`article-bot run` is killed at its work: after the next start every question is answered."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.simulator import Slow

from .test_run import LONG, start

if TYPE_CHECKING:
    from bot.simulator import Chat, Simulator

    from .conftest import Newsroom

QUESTION, ANSWER = "How long is the harbour wall of Saltwick?", "The harbour wall of Saltwick is 310 metres long."
READERS = 8


async def killed(process: asyncio.subprocess.Process) -> None:
    """End a process as a power cut would."""
    process.kill()
    await asyncio.wait_for(process.communicate(), LONG)


def answers(chats: list[Chat]) -> list[int]:
    """Return how often each chat was answered."""
    return [sum(message.text.startswith(ANSWER) for message in chat.from_bot) for chat in chats]


async def test_no_question_is_lost_when_the_bot_is_killed(newsroom: Newsroom, telegram: Simulator) -> None:
    """Killed while it answers, the bot answers the others once after its next start, and none more than twice."""
    readers = [telegram.user(f"Reader {number}", language_code="en") for number in range(READERS)]
    chats = [telegram.private_chat(reader) for reader in readers]
    # The first answer arrives, and the bot dies before it learns of that: nobody could tell that it was sent.
    telegram.faults.add("sendMessage", Slow(asyncio.Event()))
    process = await start(newsroom, telegram.token)
    for reader, chat in zip(readers, chats, strict=True):
        await reader.sends(chat, QUESTION)
    await telegram.wait_for(lambda: telegram.calls.open("sendMessage") and any(answers(chats)), timeout=LONG)
    assert not all(answers(chats))
    await killed(process)

    process = await start(newsroom, telegram.token)
    await telegram.wait_for(lambda: all(answers(chats)) and max(answers(chats)) == 2, timeout=LONG)
    process.terminate()  # in good order: whatever was begun is finished first
    await asyncio.wait_for(process.communicate(), LONG)
    assert process.returncode == 0
    counted = answers(chats)
    assert set(counted) == {1, 2}

    process = await start(newsroom, telegram.token)
    await readers[0].sends(chats[0], "/help")
    await telegram.wait_for(lambda: chats[0].from_bot[-1].text.startswith("How to ask"), timeout=LONG)
    process.terminate()
    await asyncio.wait_for(process.communicate(), LONG)
    assert answers(chats) == counted
