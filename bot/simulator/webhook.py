"""Webhook delivery: updates are posted to the bot, as tdlib's telegram-bot-api posts them.

Updates of one chat or person go out one after another, and a failed one holds the later ones of the same back;
those of others go on beside them, up to the limit of connections. Nothing leaves this machine: a public URL is
reached by the local address that stands for it.
"""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import aiohttp

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.simulator.world import World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- the header's name, not a secret
LONGEST_PAUSE = 3600.0
"""Seconds between two attempts; the first pause is one second, and each is twice the one before."""
LONGEST_ANSWER = 60.0
"""Seconds that the bot may take for its answer."""
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_PROBLEMS: tuple[tuple[type[Exception], str], ...] = (
    (aiohttp.ClientConnectorCertificateError, "SSL error {error:0A000086:SSL routines::certificate verify failed}"),
    (aiohttp.ClientConnectorError, "Connection refused"),
    (TimeoutError, "Read timeout expired"),
    (aiohttp.ClientError, "Connection reset by peer"),
)
"""What Telegram says of a failed connection, the narrower kinds first."""
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Webhook:
    """What setWebhook set."""

    url: str
    secret: str = ""
    max_connections: int = 40
    certificate: str = ""
    """The self-signed certificate in PEM; empty for one that everybody trusts."""


@dataclass(frozen=True, slots=True)
class Failure:
    """The last failed delivery."""

    date: int
    """Unix time in seconds."""
    message: str


@dataclass(frozen=True, slots=True)
class _Pause:
    until: float
    """Unix time in seconds."""
    seconds: float


class Delivery:
    """Posts what waits for the webhook, as long as it runs."""

    def __init__(self, world: World, routes: Mapping[str, str]) -> None:
        """Prepare; `routes` has for public URLs the local ones that stand for them."""
        self._world = world
        self._routes = routes
        self._sending: dict[int, asyncio.Task[None]] = {}
        self._pauses: dict[int, _Pause] = {}

    @property
    def sending(self) -> int:
        """Return how many updates the bot's server has not answered yet."""
        return len(self._sending)

    async def run(self) -> None:
        """Deliver until cancelled."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=LONGEST_ANSWER)) as session:
            try:
                while True:
                    self._start(session)
                    await self._world.clock.change_until(self._next_attempt())
            finally:
                for task in self._sending.values():
                    task.cancel()
                await asyncio.gather(*self._sending.values(), return_exceptions=True)

    def _start(self, session: aiohttp.ClientSession) -> None:
        """Post the first update of each queue that is neither busy nor pausing."""
        webhook = self._world.profile.webhook
        if webhook is None:
            self._pauses.clear()
            return
        local = self._routes.get(webhook.url)
        if local and urlsplit(local).hostname not in _LOOPBACK:
            raise ValueError(f"{local} is not on this machine: a webhook route leads to 127.0.0.1")
        seen: set[int] = set()
        for update in self._world.updates.deliverable():
            queue = _queue(update)
            if queue in seen or len(self._sending) >= webhook.max_connections:
                continue
            seen.add(queue)
            pause = self._pauses.get(queue)
            if queue in self._sending or (pause and pause.until > self._world.clock.now()):
                continue
            self._sending[queue] = asyncio.create_task(self._deliver(session, webhook, queue, update))
            self._world.changes.tell()

    def _next_attempt(self) -> float | None:
        now = self._world.clock.now()
        return min((pause.until for pause in self._pauses.values() if pause.until > now), default=None)

    async def _deliver(self, session: aiohttp.ClientSession, webhook: Webhook, queue: int, update: Json) -> None:
        try:
            problem = await self._post(session, webhook, update)
        finally:
            del self._sending[queue]
        if problem is None:
            self._pauses.pop(queue, None)
            self._world.updates.confirm(update)
            return
        now = self._world.clock.now()
        earlier = self._pauses.get(queue)
        seconds = min(earlier.seconds * 2, LONGEST_PAUSE) if earlier else 1.0
        self._pauses[queue] = _Pause(now + seconds, seconds)
        self._world.profile.webhook_failure = Failure(int(now), problem)
        self._world.changes.tell()

    async def _post(self, session: aiohttp.ClientSession, webhook: Webhook, update: Json) -> str | None:
        """Post an update, and return what was wrong, in Telegram's words."""
        local = self._routes.get(webhook.url)
        if local is None:
            return "Connection timed out"
        headers = {SECRET_HEADER: webhook.secret} if webhook.secret else {}
        trust = ssl.create_default_context(cadata=webhook.certificate) if webhook.certificate else True
        host = urlsplit(webhook.url).hostname if local.startswith("https://") else None
        try:
            async with session.post(local, json=update, headers=headers, ssl=trust, server_hostname=host) as answer:
                return None if answer.ok else f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except (aiohttp.ClientError, TimeoutError) as error:
            return next(message for kind, message in _PROBLEMS if isinstance(error, kind))


def _queue(update: Json) -> int:
    """Return whose update it is: of a chat, or of a person; 0 where neither can be told."""
    content = next((value for key, value in update.items() if key != "update_id"), None)
    content = content if isinstance(content, dict) else {}
    owner = content.get("chat") or (content.get("message") or {}).get("chat") or content.get("from") or {}
    return int(owner.get("id", 0))
