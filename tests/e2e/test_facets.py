"""Time, source, copies and deep links on their way: over HTTP to the bot, through the library, and back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.texts import ENGLISH
from index.library import Library

if TYPE_CHECKING:
    from bot.simulator import Chat, Person, Simulator

    from .conftest import Newsroom

WALL = (
    "The sea wall of Merrowby will be raised by two metres before the winter. The council said on Monday that the work "
    "costs nine million. Three hundred houses stand behind it. The last storm broke it in four places."
)


@pytest.fixture
def newsroom(newsroom: Newsroom) -> Newsroom:
    """Return the newsroom with a report of 2024 in two papers, one of which has cut it."""
    lines = (
        {"id": "a", "title": "Wall", "text": WALL, "source": "Merrowby Mail", "published": "2024-06-03"},
        {"id": "b", "title": "Mole", "text": WALL[:-40], "source": "Gull", "published": "2024-06", "credit": "orbis"},
    )
    text = "".join(
        json.dumps({**line, "url": f"https://example.org/{line['id']}", "language": "en"}) + "\n" for line in lines
    )
    (newsroom.articles / "wall.jsonl").write_text(text, encoding="utf-8")
    Library(newsroom.config).sync(lambda _: None)
    return newsroom


@pytest.mark.usefixtures("bot")
async def test_source_in_the_question(telegram: Simulator, private: Chat, reader: Person) -> None:
    """A question for one agency is answered from its articles, and says so."""
    await reader.sends(private, "According to Orbis, by how much will the sea wall of Merrowby be raised?")
    answer = await telegram.wait_for(lambda: private.last_from_bot)

    assert answer.text.splitlines()[:6] == [
        "Source: orbis",
        "",
        "The sea wall of Merrowby will be raised by two metres before the winter.",
        "",
        "Mole",
        "Gull · orbis · June 2024",
    ]


@pytest.mark.usefixtures("bot")
async def test_time_without_an_answer(telegram: Simulator, private: Chat, reader: Person) -> None:
    """A question for a time from which there is no article is told so, and named the nearest of any time."""
    await reader.sends(private, "By how much was the sea wall of Merrowby raised in articles from May 2019?")
    answer = await telegram.wait_for(lambda: private.last_from_bot)

    assert answer.text.startswith(f"🗓 May 2019\n\n{ENGLISH.nearest_beyond}\n• ")


@pytest.mark.usefixtures("bot")
async def test_same_report_in_two_papers(telegram: Simulator, private: Chat, reader: Person) -> None:
    """A report that two papers have is shown once; the other is named and linked, the sentence is linked in the one."""
    await reader.sends(private, "By how much will the sea wall of Merrowby be raised?")
    answer = await telegram.wait_for(lambda: private.last_from_bot)

    shown, other = ("Wall", "Gull") if "\nWall\n" in answer.text else ("Mole", "Merrowby Mail")
    assert f"\n{shown}\n" in answer.text
    assert answer.text.splitlines()[4] == f"also in: {other}"
    links = [entity.argument or "" for entity in answer.entities if entity.kind == "text_link"]
    assert links[0].partition("#")[2] == (
        ":~:text=The%20sea%20wall%20of%20Merrowby,two%20metres%20before%20the%20winter"
    )
    assert links[1] == f"https://example.org/{'b' if shown == 'Wall' else 'a'}"
