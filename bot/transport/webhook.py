"""Updates that Telegram brings itself: a small HTTP server, as an alternative to asking for them.

PTB's own one compares the secret in a time that tells of it, and answers 400 to an update that it cannot parse, which
Telegram then brings again and again. Here it is compared in constant time, and a poison update is logged and left out.
An update counts as taken (200) only when `receive` has returned: by then it is written down.
"""

from __future__ import annotations

import hmac
import json
import logging
from typing import TYPE_CHECKING

from bot.transport.payload import harmless

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from ssl import SSLContext

    from aiohttp import web
    from telegram._utils.types import JSONDict

_LOG = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- the header's name
_LARGEST = 1 << 20
"""Bytes of an update; the longest message has 16 kB of text."""


class WebhookServer:
    """One path that takes updates of whoever knows the secret."""

    def __init__(self, path: str, secret: str, receive: Callable[[JSONDict], Awaitable[None]]) -> None:
        """Prepare; `start` opens the port.

        Args:
            path: of the webhook's URL, with its slash.
            secret: what Telegram was told to send along.
            receive: takes an update for good.

        """
        self._path = path
        self._secret = secret.encode()
        self._receive = receive
        self._runner: web.AppRunner | None = None
        self.port = 0
        """Where it listens; of use where port 0 was asked for."""

    async def start(self, listen: str, port: int, certificate: SSLContext | None) -> None:
        """Open the port.

        Raises:
            OSError: it is taken, or may not be opened.

        """
        from aiohttp import web  # noqa: PLC0415 -- only for bots with a webhook

        app = web.Application(client_max_size=_LARGEST)
        app.router.add_post(self._path, self._take)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, listen, port, ssl_context=certificate).start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Close the port; requests that are being answered are finished."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _take(self, request: web.Request) -> web.Response:
        from aiohttp import web  # noqa: PLC0415 -- as above

        if not hmac.compare_digest(request.headers.get(SECRET_HEADER, "").encode(), self._secret):
            return web.Response(status=403)
        try:
            update = json.loads(await request.text())
        except (ValueError, RecursionError):
            return web.Response(status=400)
        if (usable := harmless(update)) is not None:
            await self._receive(usable)
        return web.Response()
