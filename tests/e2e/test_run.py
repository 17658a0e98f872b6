"""`article-bot run` as its own process: what an administrator starts, sees and stops."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from typing import TYPE_CHECKING

from bot.config import TOKEN_VARIABLE
from bot.simulator import Refuse

if TYPE_CHECKING:
    from bot.simulator import Chat, Person, Simulator

    from .conftest import Newsroom

LONG = 60.0
"""Seconds; the process loads PyTorch and the model, which takes a while on a busy machine."""


async def start(newsroom: Newsroom, token: str) -> asyncio.subprocess.Process:
    """Start the command, its log at hand."""
    command = [sys.executable, "-m", "bot", "run", "--config", str(newsroom.file)]
    environment = {**os.environ, TOKEN_VARIABLE: token, "HF_HUB_OFFLINE": "1"}
    return await asyncio.create_subprocess_exec(*command, env=environment, stderr=asyncio.subprocess.PIPE)


async def ended(process: asyncio.subprocess.Process) -> tuple[int, str]:
    """Return the exit status and the last line of what it said."""
    _, said = await asyncio.wait_for(process.communicate(), LONG)
    assert process.returncode is not None
    return process.returncode, said.decode().strip().splitlines()[-1]


async def test_answers_until_it_is_told_to_stop(
    newsroom: Newsroom, telegram: Simulator, private: Chat, reader: Person
) -> None:
    """The process answers, and SIGTERM ends it in good order; its log does not hold the token."""
    process = await start(newsroom, telegram.token)
    await reader.sends(private, "How long is the harbour wall of Saltwick?")
    answer = await telegram.wait_for(lambda: private.last_from_bot, timeout=LONG)
    process.send_signal(signal.SIGTERM)
    _, said = await asyncio.wait_for(process.communicate(), LONG)

    assert answer.text.startswith("The harbour wall of Saltwick is 310 metres long.")
    assert process.returncode == 0
    assert telegram.token not in said.decode()


async def test_refused_token_names_the_remedy(newsroom: Newsroom) -> None:
    """A token that Telegram refuses ends the process with one line that says where to get it."""
    process = await start(newsroom, "1:wrong")
    assert await ended(process) == (2, "article-bot: Telegram refuses the token; copy it again from @BotFather")


async def test_token_refused_later_ends_the_process(newsroom: Newsroom, telegram: Simulator) -> None:
    """A token that is withdrawn while the bot runs ends it with an error, instead of leaving it deaf."""
    telegram.faults.add("getUpdates", Refuse(401, "Unauthorized"), times=100)
    process = await start(newsroom, telegram.token)
    assert await ended(process) == (2, "article-bot: Telegram refuses the token; copy it again from @BotFather")
