"""What goes wrong around a running bot, and what readers notice of it."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from bot.texts import ENGLISH
from index.library import Library

if TYPE_CHECKING:
    from bot.simulator import Chat, Person, Simulator

    from .conftest import Newsroom

QUESTION = "How long is the harbour wall of Saltwick?"
ANSWER = "The harbour wall of Saltwick is 310 metres long."


@pytest.mark.usefixtures("bot")
async def test_memory_that_cannot_be_written(
    newsroom: Newsroom, telegram: Simulator, private: Chat, reader: Person
) -> None:
    """A bot that cannot remember which updates it handled answers all the same, and says nothing of it to readers."""
    with sqlite3.connect(newsroom.config.data_dir / f"chats-{telegram.bot.id}.sqlite3") as chats:
        chats.execute("DROP TABLE received")
    await reader.sends(private, QUESTION)
    await telegram.wait_for(lambda: private.last_from_bot)
    await reader.sends(private, "/help")
    await telegram.wait_for(lambda: len(private.from_bot) == 2)

    assert [message.text.splitlines()[0] for message in private.from_bot] == [ANSWER, "How to ask"]


@pytest.mark.usefixtures("bot")
async def test_damaged_snapshot(newsroom: Newsroom, telegram: Simulator, private: Chat, reader: Person) -> None:
    """A new snapshot that cannot be opened leaves the last one answering, and the next sync mends it."""
    snapshots = newsroom.config.data_dir / "snapshots"
    (newsroom.articles / "deich.txt").unlink()
    Library(newsroom.config).sync(lambda _: None)
    recent = snapshots / (snapshots / "CURRENT").read_text(encoding="ascii") / "dense" / "recent" / "vectors.faiss"
    recent.write_bytes(b"damaged")
    await reader.sends(private, QUESTION)
    answer = await telegram.wait_for(lambda: private.last_from_bot)
    report = Library(newsroom.config).sync(lambda _: None)

    assert answer.text.startswith(ANSWER)
    assert (report.unchanged, report.embedded) == (1, 0)
    assert Library(newsroom.config).ask(QUESTION).hits[0].answer_text() == ANSWER


@pytest.mark.usefixtures("bot")
async def test_nothing_to_search(newsroom: Newsroom, telegram: Simulator, private: Chat, reader: Person) -> None:
    """When the data folder is emptied under a running bot, it says that there are no articles."""
    (newsroom.config.data_dir / "snapshots" / "CURRENT").unlink()
    await reader.sends(private, QUESTION)
    answer = await telegram.wait_for(lambda: private.last_from_bot)

    assert answer.text == ENGLISH.no_library
