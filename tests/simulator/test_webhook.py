from __future__ import annotations

import asyncio
import shutil
import ssl
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest

from bot.simulator import Simulator

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.simulator import Chat, Person

    from .api import Api

PUBLIC = "https://lindmoor.example:8443/hook"


class Receiver:
    """A bot's web server, whose answers a test chooses."""

    def __init__(self) -> None:
        """Start with nothing received; all is answered with 200."""
        self.texts: list[str] = []
        self.secrets: list[str | None] = []
        self.statuses: list[int] = []
        """Of the next answers."""
        self.gate = asyncio.Event()
        """Answers wait for it."""
        self.gate.set()

    async def handle(self, request: web.Request) -> web.Response:
        """Note an update."""
        update: dict[str, Any] = await request.json()
        self.texts.append(update["message"].get("text", ""))
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        await self.gate.wait()
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)


@pytest.fixture
async def receiver(telegram: Simulator) -> AsyncIterator[Receiver]:
    """Return a running receiver that the public URL leads to."""
    received = Receiver()
    app = web.Application()
    app.router.add_post("/hook", received.handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    telegram.webhook_routes[PUBLIC] = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield received
    received.gate.set()
    await runner.cleanup()


async def test_updates_are_posted_with_the_secret(
    bot: Bot, anna: Person, private: Chat, receiver: Receiver, telegram: Simulator
) -> None:
    """What waits and what comes is posted in order with the secret token, and no longer pending then."""
    await anna.sends(private, "a")
    await bot.set_webhook(PUBLIC, secret_token="Mole_1", max_connections=3, allowed_updates=["message"])  # noqa: S106 -- made up
    await anna.sends(private, "b")
    await telegram.wait_for(lambda: receiver.texts == ["a", "b"] and not telegram.updates.pending)
    info = await bot.get_webhook_info()

    assert receiver.secrets == ["Mole_1", "Mole_1"]
    assert (info.url, info.pending_update_count, info.max_connections) == (PUBLIC, 0, 3)
    assert (info.allowed_updates, info.last_error_message, info.has_custom_certificate) == (("message",), None, False)


async def test_failed_update_is_sent_again_before_later_ones(
    bot: Bot, anna: Person, private: Chat, receiver: Receiver, telegram: Simulator
) -> None:
    """An update that meets no 200 comes again after 1 s, then 2 s, and holds the later ones of its chat back."""
    receiver.statuses = [500, 404]
    await bot.set_webhook(PUBLIC)
    await anna.sends(private, "a")
    await anna.sends(private, "b")
    failure = await telegram.wait_for(lambda: telegram.webhook_failure)
    info = await bot.get_webhook_info()
    telegram.clock.forward(1)
    await telegram.wait_for(lambda: telegram.webhook_failure != failure)
    later = await bot.get_webhook_info()
    assert [pause.seconds for pause in telegram._delivery._pauses.values()] == [2.0]
    telegram.clock.forward(2)
    await telegram.wait_for(lambda: not telegram.updates.pending)

    assert (info.last_error_message, info.pending_update_count) == (
        "Wrong response from the webhook: 500 Internal Server Error",
        2,
    )
    assert info.last_error_date is not None
    assert later.last_error_message == "Wrong response from the webhook: 404 Not Found"
    assert receiver.texts == ["a", "a", "a", "b"]


async def test_unreachable_webhook(
    bot: Bot, anna: Person, private: Chat, telegram: Simulator, receiver: Receiver
) -> None:
    """A refused connection is told, and the update arrives when the bot's server is back."""
    route = telegram.webhook_routes[PUBLIC]
    telegram.webhook_routes[PUBLIC] = "http://127.0.0.1:1/hook"
    await bot.set_webhook(PUBLIC)
    await anna.sends(private, "a")
    await telegram.wait_for(lambda: telegram.webhook_failure)
    info = await bot.get_webhook_info()
    telegram.webhook_routes[PUBLIC] = route
    telegram.clock.forward(1)
    await telegram.wait_for(lambda: not telegram.updates.pending)

    assert (info.last_error_message, receiver.texts) == ("Connection refused", ["a"])


async def test_connections_are_limited(
    bot: Bot, anna: Person, group: Chat, receiver: Receiver, telegram: Simulator
) -> None:
    """With one connection the update of another chat waits until the first is answered; with two it does not."""
    receiver.gate.clear()
    await bot.set_webhook(PUBLIC, max_connections=1)
    await anna.sends(telegram.private_chat(anna), "a")
    await anna.sends(group, "/ask@article_bot b")
    await telegram.wait_for(lambda: telegram.webhook_posts)
    assert telegram.webhook_posts == 1
    await bot.set_webhook(PUBLIC, max_connections=2)
    await telegram.wait_for(lambda: telegram.webhook_posts == 2)
    receiver.gate.set()
    await telegram.wait_for(lambda: not telegram.updates.pending)

    assert sorted(receiver.texts) == ["/ask@article_bot b", "a"]


async def test_pending_updates_can_be_dropped(
    bot: Bot, anna: Person, private: Chat, receiver: Receiver, telegram: Simulator
) -> None:
    """Setting a webhook can drop what waits; one that was delivered can be delivered again."""
    await anna.sends(private, "a")
    await bot.set_webhook(PUBLIC, drop_pending_updates=True)
    await anna.sends(private, "b")
    await telegram.wait_for(lambda: not telegram.updates.pending)
    telegram.updates.redeliver()
    await telegram.wait_for(lambda: not telegram.updates.deliverable())

    assert receiver.texts == ["b", "b"]


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        (
            {"url": "https://lindmoor.example:8080/"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ({"url": PUBLIC, "secret_token": "x" * 257}, "secret token is too long"),
        ({"url": PUBLIC, "secret_token": "ä"}, "secret token contains unallowed characters"),
    ],
)
async def test_refused_webhooks(api: Api, parameters: dict[str, object], description: str) -> None:
    """Other ports, and secrets that fit no header, are refused."""
    assert await api.refusal("setWebhook", **parameters) == (400, f"Bad Request: {description}")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate")
async def test_own_certificate(bot: Bot, anna: Person, private: Chat, telegram: Simulator, tmp_path: Path) -> None:
    """With an uploaded certificate updates go over TLS, which is refused without it; what is no certificate too."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    name = "-subj /CN=lindmoor.example -addext subjectAltName=DNS:lindmoor.example"
    asked = f"req -x509 -newkey rsa:2048 -nodes -days 2 {name}"
    made = await asyncio.create_subprocess_exec(
        "openssl", *asked.split(), "-keyout", key, "-out", certificate, stderr=asyncio.subprocess.DEVNULL
    )
    assert await made.wait() == 0
    received = Receiver()
    app = web.Application()
    app.router.add_post("/hook", received.handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate, key)
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls).start()
    telegram.webhook_routes[PUBLIC] = f"https://127.0.0.1:{runner.addresses[0][1]}/hook"
    await bot.set_webhook(PUBLIC)
    await anna.sends(private, "a")
    failure = await telegram.wait_for(lambda: telegram.webhook_failure)
    with pytest.raises(BadRequest, match="failed to set custom certificate file"):
        await bot.set_webhook(PUBLIC, certificate=b"x")
    await bot.set_webhook(PUBLIC, certificate=certificate)
    telegram.clock.forward(1)
    await telegram.wait_for(lambda: not telegram.updates.pending)
    info = await bot.get_webhook_info()
    await runner.cleanup()

    assert failure.message == "SSL error {error:0A000086:SSL routines::certificate verify failed}"
    assert (received.texts, info.has_custom_certificate) == (["a"], True)


async def test_route_must_be_local() -> None:
    """A route that leads off this machine is an error of the test, not a delivery."""

    async def leads_away() -> None:
        async with (
            Simulator(webhook_routes={PUBLIC: "http://192.0.2.1/hook"}) as telegram,
            Bot(telegram.token, base_url=telegram.api_url) as bot,
        ):
            await bot.set_webhook(PUBLIC)

    with pytest.raises(ValueError, match="is not on this machine"):
        await leads_away()


async def test_reordered_updates(bot: Bot, anna: Person, private: Chat, telegram: Simulator) -> None:
    """Held updates can be put into another order, and reach a waiting poll in it."""
    poll = asyncio.create_task(bot.get_updates(timeout=5))
    await telegram.wait_for(lambda: telegram.calls.open("getUpdates"))
    with telegram.updates.held():
        for text in ("a", "b", "c"):
            await anna.sends(private, text)
        telegram.updates.reorder()
        last = telegram.updates.pending[-1]["update_id"]
        telegram.updates.reorder([last])

    assert [update.message.text for update in await poll if update.message] == ["a", "c", "b"]
    with pytest.raises(LookupError, match="Of the updates 7 not all wait"):
        telegram.updates.reorder([7])
