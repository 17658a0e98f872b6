"""The demo as a whole: the simulator, the real application and the web server, begun and ended in order."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import tempfile
import webbrowser
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot import app as bot_app
from bot.config import TelegramConfig
from bot.demo.scene import make
from bot.demo.server import Server
from bot.simulator import Simulator

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.config import Config
    from bot.demo.scene import Scene


def run(config: Config, file: Path | None, *, port: int | None, browser: bool) -> None:
    """Show the demo until Ctrl-C.

    Args:
        config: what the bot answers from; its ``[telegram]`` table is replaced by the demo's own.
        file: where the config stands, None for the built-in articles.
        port: as for `Server.start`.
        browser: whether to open the page.

    Raises:
        OSError: the port is taken.

    """
    with contextlib.suppress(KeyboardInterrupt):  # where signals cannot be handled in the loop: Windows
        asyncio.run(_until_told(config, file, port=port, browser=browser))
    click.echo("The demo has ended; what was said in it is forgotten.")


async def _until_told(config: Config, file: Path | None, *, port: int | None, browser: bool) -> None:
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, told.set)
    async with playing(config, file) as scene:
        server = Server(scene)
        try:
            address = await server.start(port)
            click.echo(f"The demo is at {address} – Ctrl-C ends it.")
            if browser:
                await asyncio.to_thread(webbrowser.open, address)
            await told.wait()
        finally:
            await server.stop()


@asynccontextmanager
async def playing(config: Config, file: Path | None) -> AsyncIterator[Scene]:
    """Run the real application in a Telegram of its own."""
    with tempfile.TemporaryDirectory(prefix="article-bot-demo-") as folder:
        async with Simulator(privacy_mode=False, inline_mode=True, inline_feedback=True) as telegram:
            scene = await make(telegram, samples=file is None)
            own = TelegramConfig(admins=(scene.editor.id,), api_url=telegram.api_url)
            demo_config = config.model_copy(update={"telegram": own})
            app = bot_app.build(demo_config, file, telegram.token, chats_dir=Path(folder))
            async with _answering(app):
                yield scene


@asynccontextmanager
async def _answering(app: bot_app.App) -> AsyncIterator[None]:
    """Run the application as `Application.run_polling` does, but in this event loop."""
    if not (app.updater and app.post_init and app.post_stop and app.post_shutdown):
        raise AssertionError("the application is built with all of these")
    async with app:
        await app.post_init(app)
        await app.updater.start_polling(allowed_updates=bot_app.ALLOWED_UPDATES)
        await app.start()
        try:
            yield
        finally:
            await app.updater.stop()
            await app.stop()
            await app.post_stop(app)
    await app.post_shutdown(app)
