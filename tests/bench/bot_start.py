"""The running bot over the loopback Bot API: from its start to the first answer, and the memory it holds then."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
import time
from typing import TYPE_CHECKING

from bot.config import TOKEN_VARIABLE
from bot.simulator import Simulator
from tests.bench.processes import ROOT, environment, resident_mb

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.simulator import Chat, Person

_CONFIG = """\
data_dir = "data"
[[sources]]
name = "archive"
path = "articles"
[telegram]
per_user = 0
api_url = "{api_url}"
"""
_PATIENCE = 300.0
"""Seconds for one answer."""


async def bot_start(folder: Path, questions: Sequence[str]) -> dict[str, float]:
    """Start the bot on a library that `archive` made, ask it, and stop it.

    Returns:
        ``first_s``, from the start of the process to the first answer; ``resident_mb`` after all answers, model
        included; ``messages`` that were answered.

    """
    for memory in (folder / "data").glob("chats*"):
        memory.unlink()  # another run's bot knows the numbers of its updates, which begin anew with each simulator
    async with Simulator() as telegram:
        file = folder / "bot.toml"
        file.write_text(_CONFIG.format(api_url=telegram.api_url), encoding="utf-8")
        reader = telegram.user("Ron", language_code="de")
        private = telegram.private_chat(reader)
        started = time.perf_counter()
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run", "--config", str(file)),
            cwd=ROOT,
            env=environment() | {TOKEN_VARIABLE: telegram.token},
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            took = []
            for question in questions:
                await _answered(telegram, reader, private, question)
                took.append(time.perf_counter() - started)
            return {"first_s": took[0], "resident_mb": resident_mb(process.pid), "messages": len(took)}
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(signal.SIGTERM)
            await process.wait()


async def _answered(telegram: Simulator, reader: Person, chat: Chat, question: str) -> None:
    """Send a question, and wait until the bot has said something more."""
    before = len(chat.from_bot)
    await reader.sends(chat, question)
    await telegram.wait_for(lambda: len(chat.from_bot) > before, timeout=_PATIENCE)
