"""The bot with a webhook: Telegram brings the updates, over real HTTP."""

from __future__ import annotations

import asyncio
import shutil
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from bot import app as bot_app
from bot.config import WebhookConfig
from bot.running import webhook_running
from bot.texts import ENGLISH
from index.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.simulator import Chat, Person, Simulator
    from bot.transport.webhook import WebhookServer

    from .conftest import Newsroom

URL = "https://bot.example.org/hook"
QUESTION, ANSWER = "How long is the harbour wall of Saltwick?", "The harbour wall of Saltwick is 310 metres long."


@asynccontextmanager
async def brought(newsroom: Newsroom, telegram: Simulator, port: int = 0) -> AsyncIterator[WebhookServer]:
    """Run the bot with a webhook behind a proxy, which is the simulator's route to this machine."""
    app = bot_app.build(newsroom.config, newsroom.file, telegram.token)
    async with webhook_running(app, WebhookConfig(url=URL, port=port)) as server:
        telegram.webhook_routes[URL] = f"http://127.0.0.1:{server.port}/hook"
        yield server


async def test_question_is_brought_and_answered(
    newsroom: Newsroom, telegram: Simulator, private: Chat, reader: Person
) -> None:
    """With a webhook a question is answered without the bot ever asking for updates."""
    async with brought(newsroom, telegram):
        await reader.sends(private, QUESTION)
        answer = await telegram.wait_for(lambda: private.last_from_bot)
    assert answer.text.startswith(ANSWER)
    assert telegram.calls.of("getUpdates") == ()


async def test_telegram_keeps_what_comes_in_meanwhile(
    newsroom: Newsroom, telegram: Simulator, private: Chat, reader: Person
) -> None:
    """What is asked while the bot is away is brought after its next start, though it listens elsewhere then."""
    async with brought(newsroom, telegram):
        pass
    await reader.sends(private, QUESTION)
    async with brought(newsroom, telegram):
        telegram.clock.forward(3600)  # Telegram tries again later and later
        answer = await telegram.wait_for(lambda: private.last_from_bot)
    assert answer.text.startswith(ANSWER)
    assert len(private.from_bot) == 1


async def test_poison_does_not_stop_the_others(
    newsroom: Newsroom, telegram: Simulator, private: Chat, reader: Person
) -> None:
    """An update that cannot be parsed is taken and left out; the next one is answered."""
    async with brought(newsroom, telegram):
        telegram.updates.inject({"message": {"message_id": "no number"}})
        await reader.sends(private, "/help")
        answer = await telegram.wait_for(lambda: private.last_from_bot)
    assert answer.text.startswith(ENGLISH.help.partition("\n")[0].removeprefix("<b>").removesuffix("</b>"))


async def test_port_that_is_taken_is_named(newsroom: Newsroom, telegram: Simulator) -> None:
    """A port that cannot be opened ends the start with an error that names it."""
    async with brought(newsroom, telegram) as first:
        with pytest.raises(ConfigError, match=rf"\[telegram.webhook\] cannot be opened on 127.0.0.1:{first.port}"):
            async with brought(newsroom, telegram, first.port):
                pass


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate")
async def test_own_certificate(
    newsroom: Newsroom, telegram: Simulator, private: Chat, reader: Person, tmp_path: Path
) -> None:
    """Without a proxy the bot shows a certificate of its own, which Telegram is given and trusts."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    name = "-subj /CN=bot.example.org -addext subjectAltName=DNS:bot.example.org"
    asked = f"req -x509 -newkey rsa:2048 -nodes -days 2 {name}"
    made = await asyncio.create_subprocess_exec(
        "openssl", *asked.split(), "-keyout", key, "-out", certificate, stderr=asyncio.subprocess.DEVNULL
    )
    assert await made.wait() == 0
    app = bot_app.build(newsroom.config, newsroom.file, telegram.token)
    webhook = WebhookConfig(url=URL, port=0, certificate=certificate, key=key)
    async with webhook_running(app, webhook) as server:
        telegram.webhook_routes[URL] = f"https://127.0.0.1:{server.port}/hook"
        await reader.sends(private, QUESTION)
        answer = await telegram.wait_for(lambda: private.last_from_bot)
    assert answer.text.startswith(ANSWER)
