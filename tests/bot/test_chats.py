"""What the bot remembers of Telegram."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from bot.chats import Chats, Talk
from index.records import Turn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TALK = Talk(chat=-100, topic=0, asker=7)


@dataclass
class Clock:
    """A clock that stands where it is put."""

    now: float = 1000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Return a clock that a test moves."""
    return Clock()


@pytest.fixture
def chats(tmp_path: Path, clock: Clock) -> Iterator[Chats]:
    """Return an empty memory."""
    made = Chats(tmp_path / "chats.sqlite3", clock)
    yield made
    made.close()


def test_last_three_questions_are_remembered(chats: Chats) -> None:
    """A talk is its last three questions, oldest first, with the articles that they were answered from."""
    turns = [Turn(f"Frage {number}", (("archive", str(number)),)) for number in range(5)]
    for turn in turns:
        chats.remember(TALK, turn)
    assert chats.turns(TALK) == turns[2:]


@pytest.mark.parametrize("other", [Talk(-101, 0, 7), Talk(-100, 3, 7), Talk(-100, 0, 8)])
def test_talks_are_apart(chats: Chats, other: Talk) -> None:
    """Nobody's question goes on from what somebody else asked, or from another chat or topic."""
    chats.remember(TALK, Turn("Frage"))
    assert chats.turns(other) == []


def test_talk_ends_in_silence(chats: Chats, clock: Clock) -> None:
    """After half an hour without a question a new talk begins."""
    chats.remember(TALK, Turn("Frage"))
    clock.now += 30 * 60 - 1
    assert chats.turns(TALK) == [Turn("Frage")]
    clock.now += 1
    assert chats.turns(TALK) == []


def test_questions_are_forgotten(chats: Chats, clock: Clock) -> None:
    """What no question can go on from any more is not kept."""
    chats.remember(TALK, Turn("Frage"))
    clock.now += 30 * 60
    chats.remember(Talk(1, 0, 1), Turn("Andere Frage"))
    assert chats._db.execute("SELECT question FROM turn").fetchall() == [("Andere Frage",)]


def test_memory_survives_a_restart(tmp_path: Path, chats: Chats, clock: Clock) -> None:
    """A follow-up after a restart goes on from the question before it."""
    chats.remember(TALK, Turn("Frage", (("archive", "1"),)))
    again = Chats(tmp_path / "chats.sqlite3", clock)
    assert again.turns(TALK) == [Turn("Frage", (("archive", "1"),))]
    again.close()


def test_listings_outlive_the_process(tmp_path: Path) -> None:
    """What a listing is of is remembered under a number of its own; one that nobody made is not known."""
    with closing(Chats(tmp_path / "chats.sqlite3")) as chats:
        first, second = chats.remember_listing("Lund"), chats.remember_listing("Brook' --")
    with closing(Chats(tmp_path / "chats.sqlite3")) as chats:
        assert [chats.listing(number) for number in (first, second, 99)] == ["Lund", "Brook' --", None]


def test_old_listings_are_forgotten(tmp_path: Path) -> None:
    """The file does not grow for ever: the last ten thousand listings are kept."""
    with closing(Chats(tmp_path / "chats.sqlite3")) as chats:
        first = chats.remember_listing("Lund")
        chats._db.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = 'listing'", (first + 9_999,))
        last = chats.remember_listing("Brook")
        assert (chats.listing(first), chats.listing(last)) == (None, "Brook")
