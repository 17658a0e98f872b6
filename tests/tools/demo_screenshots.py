"""Takes the README's pictures of the demo: ``python -m tests.tools.demo_screenshots``.

The demo runs with the built-in articles, as ``article-bot demo`` does without a config, and Debian's Chromium shows it.
The buttons have emoji, which need a font: Debian's ``fonts-noto-color-emoji``.
"""

from __future__ import annotations

import asyncio
import io
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.async_api import async_playwright

from bot.config import samples
from bot.demo.running import playing
from bot.demo.server import Server
from index.library import Library

if TYPE_CHECKING:
    from playwright.async_api import Page

FOLDER = Path(__file__).parents[2] / "bot" / "demo" / "screenshots"
QUALITY = 80
"""Of WebP, 0 to 100: both pictures together stay under 200 kB."""


async def main() -> None:
    """Play a little, and take both pictures."""
    config = samples()
    Library(config).sync(lambda _: None)
    async with playing(config, None) as scene, async_playwright() as playwright:
        server = Server(scene)
        address = await server.start(0)
        chromium = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        desktop = await chromium.new_page(
            viewport={"width": 1120, "height": 760}, locale="de-DE", color_scheme="light", reduced_motion="reduce"
        )
        await desktop.goto(address)
        await _ask(desktop, "Was sagte Demel zum Hochwasserschutz?")
        await desktop.get_by_role("button", name="Ganzes Zitat zeigen").click()
        await desktop.locator(".key").last.scroll_into_view_if_needed()
        await _save(desktop, "desktop")
        phone = await chromium.new_page(
            viewport={"width": 390, "height": 720}, locale="en-GB", color_scheme="dark", reduced_motion="reduce"
        )
        await phone.goto(f"{address}#{scene.players[1].person.id}")
        await _ask(phone, "What did Dellamere say about the scratch?")
        await _save(phone, "phone")
        await chromium.close()
        await server.stop()


async def _ask(page: Page, question: str) -> None:
    await page.get_by_role("combobox").fill(question)
    await page.get_by_role("combobox").press("Enter")
    await page.locator(".message.theirs blockquote").wait_for()


async def _save(page: Page, name: str) -> None:
    await page.mouse.move(0, 0)
    await page.evaluate("document.activeElement.blur()")
    picture = Image.open(io.BytesIO(await page.screenshot()))
    picture.save(FOLDER / f"{name}.webp", quality=QUALITY, method=6)


if __name__ == "__main__":
    asyncio.run(main())
