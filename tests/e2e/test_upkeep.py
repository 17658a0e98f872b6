"""The running bot brings its articles up to date by itself."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest

from bot.config import load
from bot.upkeep.upkeep import Upkeep
from index.additions import FILES
from index.library import Library
from tests.index.test_sources_feed import feed, item
from tests.index.web import HOST, Answer, Site, serving

from .conftest import Newsroom, running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.simulator import Person, Simulator

LONG = 60.0
"""Seconds; the process loads the model, which takes a while on a busy machine."""
PIER = "The new pier of Merrowby is 520 metres long and stands on nine pillars of oak."


@pytest.fixture
def site() -> Iterator[Site]:
    """Run a site with a feed."""
    with serving() as running_site:
        running_site.put("/feed", feed(item("pier", PIER)), content_type="application/rss+xml")
        yield running_site


def extended(newsroom: Newsroom, more: str) -> Newsroom:
    """Return the newsroom with more in its config."""
    newsroom.file.write_text(newsroom.file.read_text(encoding="utf-8") + more, encoding="utf-8")
    return Newsroom(newsroom.articles, newsroom.file, load(newsroom.file)[0])


async def test_feed_is_read_in_its_time(newsroom: Newsroom, telegram: Simulator, reader: Person, site: Site) -> None:
    """A feed that is due is read while the bot runs, silently, and its article answers."""
    source = f'[[sources]]\nname = "feed"\nfeed = "{site.url}/feed"\nfull_text = false\nevery = "1h"\n'
    async with running(extended(newsroom, f'[web]\nallow_hosts = ["{HOST}"]\n{source}'), telegram):
        await telegram.wait_for(lambda: _articles(newsroom) == 3, timeout=LONG)
        assert telegram.calls.of("sendMessage") == ()
        private = telegram.private_chat(reader)
        await reader.sends(private, "How long is the new pier of Merrowby?")
        answer = await telegram.wait_for(lambda: private.last_from_bot, timeout=LONG)
    assert answer.text.startswith(PIER)


async def test_failure_is_told_to_the_admins(
    newsroom: Newsroom, telegram: Simulator, site: Site, editor: Person
) -> None:
    """A feed that cannot be read is told to the admins, with the reason."""
    site.pages["/feed"] = Answer(status=403)
    source = f'[[sources]]\nname = "feed"\nfeed = "{site.url}/feed"\nevery = "1h"\n'
    desk = telegram.private_chat(editor)
    await editor.sends(desk, "/start")  # before somebody has, no bot may write to them
    async with running(extended(newsroom, f'[web]\nallow_hosts = ["{HOST}"]\n{source}'), telegram):
        told = await telegram.wait_for(
            lambda: next((one for one in desk.from_bot if "HTTP 403" in one.text), None), timeout=LONG
        )
    assert told.text.endswith(
        f": 1\n• feed: {site.url}/feed cannot be read: the server answers HTTP 403; open it in a browser; "
        "what it gave before is kept"
    )


async def test_added_articles_are_read_soon_after_they_change(newsroom: Newsroom, telegram: Simulator) -> None:
    """Whoever writes an added article says so, several times in a row, and it is read once, silently."""
    library = Library(newsroom.config)
    upkeep = Upkeep(library, newsroom.config, newsroom.file, asyncio.Lock())
    async with running(newsroom, telegram) as app:
        upkeep.start(app.bot)
        added = newsroom.config.data_dir / "added"
        added.mkdir()
        line = {"id": "1", "text": PIER, "source": "Hafenkanal", "url": "https://t.me/hafen/1"}
        (added / "posts-12.jsonl").write_text(json.dumps(line), encoding="utf-8")
        for _ in range(3):
            upkeep.changed({FILES})
        await telegram.wait_for(lambda: _articles(newsroom) == 3, timeout=LONG)
        await upkeep.stop()
    (hit, *_) = library.ask("How long is the new pier of Merrowby?").hits
    assert (hit.passage.text, hit.passage.shown_source) == (PIER, "Hafenkanal")


def _articles(newsroom: Newsroom) -> int:
    """Return how many articles there are to be asked; 0 while the index is behind the catalogue."""
    status = Library(newsroom.config).status()
    return status.articles if status.searchable_passages == status.passages else 0
