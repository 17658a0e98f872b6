"""`article-bot run` as its own process: what an administrator starts, sees and stops."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import sys
from typing import TYPE_CHECKING

import pytest

from bot.config import TOKEN_VARIABLE
from bot.simulator import Refuse

if TYPE_CHECKING:
    from bot.simulator import Chat, Person, Simulator

    from .conftest import Newsroom

LONG = 60.0
"""Seconds; the process loads PyTorch and the model, which takes a while on a busy machine."""
WEBHOOK = '[telegram.webhook]\nurl = "https://bot.example.org/hook"\nport = 0\n'


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


@pytest.mark.parametrize("webhook", ["", WEBHOOK], ids=["polling", "webhook"])
async def test_can_be_stopped_before_telegram_is_there(newsroom: Newsroom, telegram: Simulator, webhook: str) -> None:
    """A process that waits for a Telegram that is away ends when it is told to."""
    newsroom.file.write_text(newsroom.file.read_text() + webhook)
    telegram.faults.add("getMe", Refuse(502, "Bad Gateway"), times=1000)
    process = await start(newsroom, telegram.token)
    await telegram.wait_for(lambda: len(telegram.calls.of("getMe")) > 1, timeout=LONG)
    process.terminate()
    _, said = await asyncio.wait_for(process.communicate(), LONG)

    assert process.returncode == 0, said.decode()
    assert "Traceback" not in said.decode()
    assert telegram.token not in said.decode()


async def test_webhook_that_telegram_does_not_take(newsroom: Newsroom, telegram: Simulator) -> None:
    """A webhook that Telegram refuses ends the process with one line that names the remedy."""
    newsroom.file.write_text(newsroom.file.read_text() + WEBHOOK)
    telegram.faults.add("setWebhook", Refuse(400, "Bad Request: bad webhook: Failed to resolve host"))
    process = await start(newsroom, telegram.token)
    status, line = await ended(process)
    assert status == 2
    assert line.startswith("article-bot: Telegram does not take the webhook: Bad webhook: failed to resolve host; ")
    assert line.endswith("set [telegram.webhook] url to an address that it can reach")


async def test_webhook_is_set_when_telegram_is_back(
    newsroom: Newsroom, telegram: Simulator, private: Chat, reader: Person
) -> None:
    """A Telegram that goes away during the start is waited for, and SIGTERM ends the process in good order."""
    port = unused_tcp_port()
    newsroom.file.write_text(newsroom.file.read_text() + WEBHOOK.replace("port = 0", f"port = {port}"))
    telegram.webhook_routes["https://bot.example.org/hook"] = f"http://127.0.0.1:{port}/hook"
    telegram.faults.add("setWebhook", Refuse(502, "Bad Gateway"), times=5)
    process = await start(newsroom, telegram.token)
    await reader.sends(private, "How long is the harbour wall of Saltwick?")
    answer = await telegram.wait_for(lambda: private.last_from_bot, timeout=LONG)
    process.terminate()
    _, said = await asyncio.wait_for(process.communicate(), LONG)

    assert answer.text.startswith("The harbour wall of Saltwick is 310 metres long.")
    assert process.returncode == 0
    assert telegram.token not in said.decode()


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the key")
async def test_key_with_a_password_is_named(newsroom: Newsroom, telegram: Simulator) -> None:
    """A key that asks for a password ends the start with an error, instead of waiting for somebody to type it."""
    folder = newsroom.file.parent
    asked = "req -x509 -newkey rsa:2048 -passout pass:secret -days 2 -subj /CN=bot.example.org"
    made = await asyncio.create_subprocess_exec(
        "openssl", *asked.split(), "-keyout", folder / "key.pem", "-out", folder / "certificate.pem",
        stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    assert await made.wait() == 0
    newsroom.file.write_text(newsroom.file.read_text() + WEBHOOK + 'certificate = "certificate.pem"\nkey = "key.pem"\n')
    status, line = await ended(await start(newsroom, telegram.token))
    assert status == 2
    assert line.startswith(f"article-bot: [telegram.webhook] certificate {folder / 'certificate.pem'} and key ")
    assert line.endswith("name a certificate and its private key without a password, both in PEM form")


def unused_tcp_port() -> int:
    """Return a port that is free at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
