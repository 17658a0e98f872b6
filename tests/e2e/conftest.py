"""The real application, with the real model, talking real HTTP to the loopback Bot API."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from bot import app as bot_app
from bot.config import Config, load
from bot.simulator import Simulator
from index.library import Library

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.simulator import Chat, Person

REPORT = """ date 2024-06 \
Der Deichverband Nordermoor will nach Angaben seiner Vorsitzenden Karla Wiebusch keinen Deich aufgeben.

„Wir haben keine Pläne, den Seedeich bei Alkmoor zurückzubauen“, sagte Wiebusch am Donnerstag in Nordermoor. \
Zudem <sei> das Land „in der Pflicht“ & müsse zahlen.

Neue Pumpen

Der Ingenieur Ole Brandhorst forderte neue Pumpen. \
„Die alten Pumpen schaffen nur 40 Kubikmeter in der Stunde“, sagte er. (nap/red)
"""
LINE = (
    '{"id": "mole", "title": "Harbour <wall> & pier", "text": "The harbour wall of Saltwick is 310 metres long. '
    'It was built of granite.", "url": "https://example.org/mole?a=1&b=2", "published": "2025-03-14", '
    '"author": "Edda Marsh", "source": "Saltwick Post", "language": "en"}\n'
)


@dataclass(frozen=True, slots=True)
class Newsroom:
    """A folder of articles and the config that reads it."""

    articles: Path
    file: Path
    config: Config


@pytest.fixture
def newsroom(tmp_path: Path, telegram: Simulator, editor: Person) -> Newsroom:
    """Return two articles, synced, and a config with one admin."""
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "deich.txt").write_text(REPORT, encoding="utf-8")
    (articles / "lines.jsonl").write_text(LINE, encoding="utf-8")
    file = tmp_path / "config.toml"
    file.write_text(
        f'[[sources]]\nname = "archive"\npath = "articles"\n'
        f'[telegram]\nadmins = [{editor.id}]\napi_url = "{telegram.api_url}"\n',
        encoding="utf-8",
    )
    config, _ = load(file)
    Library(config).sync(lambda _: None)
    return Newsroom(articles, file, config)


@pytest.fixture
async def telegram() -> AsyncIterator[Simulator]:
    """Return a Telegram in which the bot's privacy mode is on, as it is by default."""
    async with Simulator() as simulator:
        yield simulator


@pytest.fixture
def editor(telegram: Simulator) -> Person:
    """Return the admin."""
    return telegram.user("Edda", language_code="de")


@pytest.fixture
def reader(telegram: Simulator) -> Person:
    """Return somebody who is no admin."""
    return telegram.user("Ron", language_code="en")


@asynccontextmanager
async def running(newsroom: Newsroom, telegram: Simulator) -> AsyncIterator[bot_app.App]:
    """Run the application as `Application.run_polling` does, but in this event loop."""
    app = bot_app.build(newsroom.config, newsroom.file, telegram.token)
    assert app.updater is not None
    assert app.post_init is not None
    assert app.post_stop is not None
    assert app.post_shutdown is not None
    async with app:
        await app.post_init(app)
        await app.updater.start_polling(allowed_updates=bot_app.ALLOWED_UPDATES)
        await app.start()
        try:
            yield app
        finally:
            await app.updater.stop()
            await app.stop()
            await app.post_stop(app)
    await app.post_shutdown(app)


@pytest.fixture
async def bot(newsroom: Newsroom, telegram: Simulator) -> AsyncIterator[bot_app.App]:
    """Return the application, running."""
    async with running(newsroom, telegram) as app:
        yield app


@pytest.fixture
def private(telegram: Simulator, reader: Person) -> Chat:
    """Return the reader's chat with the bot."""
    return telegram.private_chat(reader)


@pytest.fixture
def group(telegram: Simulator, editor: Person, reader: Person) -> Chat:
    """Return a group of both and the bot."""
    return telegram.group("Deichfreunde", members=[editor, reader])
