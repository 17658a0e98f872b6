"""A demo's scene and server, a bot that says what a test wants, and Chromium."""

from __future__ import annotations

import os
import shutil
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import async_playwright
from telegram import Bot

from bot.demo import scene as scenes
from bot.demo.server import Server
from bot.simulator import Simulator

from .client import Client, titled

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager
    from typing import Literal

    from playwright.async_api import Browser, Page, ViewportSize

    from bot.demo.scene import Scene
    from bot.simulator import Chat, Person

    Scheme = Literal["light", "dark"]
    Opened = Callable[..., AbstractAsyncContextManager[Page]]

MUST = "ARTICLE_BOT_TESTS_NEED_CHROMIUM"
"""Set where these tests may not be skipped, as in .ci/run."""
ARGUMENTS = [
    "--headless",
    "--no-sandbox",  # tests may run as root, in a container
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest_asyncio.fixture(loop_scope="session")
async def telegram() -> AsyncIterator[Simulator]:
    """Return a Telegram in which the bot reads everything in groups, as in the demo."""
    async with Simulator(privacy_mode=False, inline_mode=True) as simulator:
        yield simulator


@pytest_asyncio.fixture(loop_scope="session")
async def scene(telegram: Simulator) -> Scene:
    """Return the demo's people and chats, without an application: a test says what the bot says."""
    return await scenes.make(telegram, samples=True)


@pytest.fixture
def jule(scene: Scene) -> Person:
    """Return the reader who speaks German: the page begins with her."""
    return scene.players[0].person


@pytest.fixture
def private(scene: Scene) -> Chat:
    """Return her chat with the bot."""
    return scene.chats[0]


@pytest.fixture
def group(scene: Scene) -> Chat:
    """Return the group of all."""
    return titled(scene, "Lesekreis")


@pytest_asyncio.fixture(loop_scope="session")
async def bot(telegram: Simulator) -> AsyncIterator[Bot]:
    """Return what the bot speaks through."""
    async with Bot(telegram.token, base_url=telegram.api_url) as client:
        yield client


@pytest_asyncio.fixture(loop_scope="session")
async def address(scene: Scene) -> AsyncIterator[str]:
    """Return where the demo's page is."""
    server = Server(scene)
    try:
        yield await server.start(0)
    finally:
        await server.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def client(address: str) -> AsyncIterator[Client]:
    """Return a bare client that says it is the demo's own page."""
    async with aiohttp.ClientSession() as session:
        yield Client(session, address)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """Return Debian's Chromium; without it a test is skipped, but not where `MUST` is set."""
    path = shutil.which("chromium")
    if path is None:
        if os.environ.get(MUST):
            pytest.fail("chromium is not installed: apt-get install chromium")
        pytest.skip("chromium is not installed: apt-get install chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest.fixture
def opened(chromium: Browser, address: str) -> Opened:
    """Return what opens the demo's page; it fails the test if the page reports an error or asks another host."""

    @asynccontextmanager
    async def open_page(
        *, wide: bool = True, language: str = "de-DE", scheme: Scheme = "light", to: str = address
    ) -> AsyncIterator[Page]:
        size: ViewportSize = {"width": 1180 if wide else 390, "height": 780}
        context = await chromium.new_context(viewport=size, locale=language, color_scheme=scheme, has_touch=not wide)
        context.set_default_timeout(8000)
        await context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = await context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: None if request.url.startswith(to) else faults.append(request.url))
        page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
        await page.goto(to)
        await page.wait_for_selector(".chat-line")
        yield page
        await context.close()
        assert faults == []

    return open_page
