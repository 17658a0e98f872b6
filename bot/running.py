"""`article-bot run`: the application from its start to its end, asking for updates or having them brought."""

from __future__ import annotations

import asyncio
import logging
import secrets
import signal
import ssl
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from telegram import Update
from telegram.error import InvalidToken, NetworkError

from bot.app import ALLOWED_UPDATES, COPY, build, token_of
from bot.transport import redaction
from bot.transport.polling import PollingRequest
from bot.transport.webhook import WebhookServer
from index.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from telegram._utils.types import JSONDict

    from bot.app import App
    from bot.config import Config, WebhookConfig

_log = logging.getLogger(__name__)

_REFUSED = f"Telegram refuses the token; {COPY}"
_BACKOFF = (1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds between two attempts to reach Telegram at the start; the last one goes on."""


def run(config: Config, file: Path | None) -> None:
    """Answer in Telegram until the process is told to stop.

    Raises:
        ConfigError: there is no token, or Telegram refuses it; or the webhook's port or certificate is of no use.

    """
    token = token_of(config)
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", level=logging.INFO)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    redaction.install(token)
    try:
        if (webhook := config.telegram.webhook) is not None:
            asyncio.run(_serve(build(config, file, token), webhook))
        else:
            _poll(config, file, token)
    except InvalidToken:
        raise ConfigError(_REFUSED) from None


def _poll(config: Config, file: Path | None, token: str) -> None:
    polling = PollingRequest()
    app = build(config, file, token, polling)
    polling.on_refused = app.stop_running
    # -1: a server that is away at the start is waited for, as it is later.
    app.run_polling(allowed_updates=ALLOWED_UPDATES, bootstrap_retries=-1)
    if polling.refused:
        raise ConfigError(_REFUSED)


async def _serve(app: App, webhook: WebhookConfig) -> None:
    """Take the updates that Telegram brings, until SIGINT or SIGTERM."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    async with webhook_running(app, webhook):
        await stopped.wait()


@asynccontextmanager
async def webhook_running(app: App, webhook: WebhookConfig) -> AsyncIterator[WebhookServer]:
    """Run the application with a webhook; Telegram keeps what comes in while it is away.

    Raises:
        ConfigError: the port or the certificate is of no use.
        InvalidToken: Telegram refuses the token.

    """
    secret = webhook.secret or secrets.token_urlsafe(32)

    async def receive(update: JSONDict) -> None:
        await app.update_queue.put(Update.de_json(update, app.bot))

    server = WebhookServer(urlsplit(webhook.url).path or "/", secret, receive)
    await _until_reached(app)
    try:
        if app.post_init is not None:
            await app.post_init(app)
        await _open(server, webhook)
        await app.bot.set_webhook(
            webhook.url, webhook.certificate, allowed_updates=ALLOWED_UPDATES, secret_token=secret
        )
        await app.start()
        try:
            yield server
        finally:
            await server.stop()
            await app.stop()
            if app.post_stop is not None:
                await app.post_stop(app)
    finally:
        await server.stop()
        await app.shutdown()
        if app.post_shutdown is not None:
            await app.post_shutdown(app)


async def _until_reached(app: App) -> None:
    """Initialize the application; a Telegram that is away is waited for."""
    attempt = 0
    while True:
        try:
            await app.initialize()
        except InvalidToken:
            raise
        except NetworkError as error:
            wait = _BACKOFF[min(attempt, len(_BACKOFF) - 1)]
            _log.warning("Telegram cannot be reached (%s); next attempt in %.0f s", error, wait)
            await asyncio.sleep(wait)
            attempt += 1
        else:
            return


async def _open(server: WebhookServer, webhook: WebhookConfig) -> None:
    try:
        await server.start(webhook.listen, webhook.port, _certificate(webhook))
    except (OSError, ssl.SSLError) as error:
        raise ConfigError(f"[telegram.webhook] cannot be opened on {webhook.listen}:{webhook.port}: {error}") from error
    _log.info("Telegram brings updates to %s; they are taken on %s:%d", webhook.url, webhook.listen, server.port)


def _certificate(webhook: WebhookConfig) -> ssl.SSLContext | None:
    """Return what the server shows of itself; None behind a proxy, which does so in its place."""
    if webhook.certificate is None or webhook.key is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(webhook.certificate, webhook.key)
    return context
