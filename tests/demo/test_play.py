"""The demo as a whole: the real application with the real model, played on the page."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from typing import TYPE_CHECKING

import aiohttp
import pytest
from playwright.async_api import expect

from bot.config import samples
from bot.demo.running import playing
from bot.demo.server import Server
from index.config import SAMPLES
from index.library import Library

from .pages import LONG, bubbles, field, last, open_chat, write

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.async_api import Browser

    from bot.config import Config

pytestmark = pytest.mark.asyncio(loop_scope="session")  # one Chromium for all of them

SECONDS = 60.0
"""For a process that loads PyTorch and the model on a busy machine."""


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    """Return the config of the built-in articles, synced, in a folder of the test: a job's own process reads it too."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    made = samples()
    Library(made).sync(lambda _: None)
    return made


async def test_a_question_is_played(chromium: Browser, config: Config) -> None:
    """What is suggested works with the samples: questions, quotations, an alert that an added article answers."""
    async with playing(config, None) as scene:
        server = Server(scene)
        page = await chromium.new_page(locale="de-DE")
        page.set_default_timeout(LONG)
        await page.goto(await server.start(0))
        await page.get_by_role("button", name="Wie lang soll der neue Kai in Lindmoor werden?").click()
        answer = page.locator(".message.theirs")
        await expect(answer).to_contain_text("620 Meter lang", timeout=LONG)
        await expect(answer.locator("blockquote")).to_contain_text("Rund 340 Arbeitsplätze")

        await page.get_by_role("button", name="Vorschläge").click()
        await page.get_by_role("button", name="/alert Wann öffnet die Morlebrücke wieder?").click()
        await expect(last(page, "Bisher finde ich darauf keine Antwort.")).to_be_visible(timeout=LONG)
        await write(page, "/quotes Vossberg")
        await page.get_by_role("button", name="Ältere ›").click()
        await expect(last(page, "2/2")).to_be_visible()

        await open_chat(page, "Lesekreis")
        await write(page, "@article_bot Wie lang wird die Flutmauer in Grauwerth?")
        await expect(last(page, "2,4 Kilometer")).to_contain_text("Jule", timeout=LONG)
        await write(page, "Danke, das reicht mir.")
        await open_chat(page, "Küstenbote")
        await page.get_by_role("button", name="Kommentieren").first.click()
        await page.get_by_role("button", name="@article_bot Was sagte Bramhorst zu den Toiletten?").click()
        await expect(last(page, "das alles bezahlen bisher nur die Hellersieler")).to_be_visible(timeout=LONG)

        await page.get_by_role("radio", name="Hanna").check(force=True)
        await open_chat(page, "Article Bot")
        await page.get_by_role("button", name="/add + morlebruecke-offen.txt").click()
        await expect(last(page, "Morlebrücke öffnet wieder")).to_contain_text("Im Archiv", timeout=LONG)
        await page.get_by_role("radio", name="Jule").check(force=True)
        await expect(last(page, "Neu zu Ihrer Frage")).to_contain_text("am 3. Mai 2026", timeout=LONG)
        await page.get_by_role("radio", name="Hanna").check(force=True)
        await expect(last(page, "Morlebrücke öffnet wieder")).to_be_visible(timeout=LONG)
        await field(page).press_sequentially("/rein")
        await expect(page.get_by_role("option")).to_have_count(1)
        await server.stop()
        assert list(config.data_dir.glob("chats*")) == []
        assert await bubbles(page).count() == 2  # what was only begun is not sent


async def test_command_shows_the_address_and_ends_in_order(tmp_path: Path, config: Config) -> None:
    """`article-bot demo` prints where the page is, serves it, and ends at once on Ctrl-C with the port closed."""
    file = tmp_path / "config.toml"
    file.write_text(
        f'data_dir = "{config.data_dir.as_posix()}"\n[[sources]]\nname = "samples"\npath = "{SAMPLES.as_posix()}"\n',
        encoding="utf-8",
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", "--no-browser", "--port", "0", "--config", str(file),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, env={**os.environ, "HF_HUB_OFFLINE": "1"},
    )  # fmt: skip
    assert process.stdout is not None
    line = (await asyncio.wait_for(process.stdout.readline(), SECONDS)).decode()
    found = re.fullmatch(r"The demo is at (http://127\.0\.0\.1:\d+/) – Ctrl-C ends it\.\n", line)
    assert found
    async with aiohttp.ClientSession() as session:
        async with session.get(found[1]) as answer:
            assert (answer.status, answer.content_type) == (200, "text/html")
        async with session.ws_connect(f"{found[1]}events", headers={"Origin": found[1].rstrip("/")}) as page:
            assert (await page.receive_json())["samples"] is False
            process.send_signal(signal.SIGINT)
            out, errors = await asyncio.wait_for(process.communicate(), SECONDS)
        assert (process.returncode, out.decode(), errors.decode()) == (
            0,
            "The demo has ended; what was said in it is forgotten.\n",
            "",
        )
        with pytest.raises(aiohttp.ClientConnectorError):
            await session.get(found[1])
