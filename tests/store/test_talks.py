"""A talk: the last questions that a follow-up is understood by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.store.store import Store
from bot.store.talks import Talk
from index.records import Turn

from .conftest import BOT

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Clock

TALK = Talk(chat=-100, topic=0, asker=7)


def test_last_three_questions_are_remembered(store: Store) -> None:
    """A talk is its last three questions, oldest first, with the articles that they were answered from."""
    turns = [Turn(f"Frage {number}", (("archive", str(number)),)) for number in range(5)]
    for turn in turns:
        store.talks.remember(TALK, turn)
    assert store.talks.turns(TALK) == turns[2:]


@pytest.mark.parametrize("other", [Talk(-101, 0, 7), Talk(-100, 3, 7), Talk(-100, 0, 8)])
def test_talks_are_apart(store: Store, other: Talk) -> None:
    """Nobody's question goes on from what somebody else asked, or from another chat or topic."""
    store.talks.remember(TALK, Turn("Frage"))
    assert store.talks.turns(other) == []


def test_talk_ends_in_silence(store: Store, clock: Clock) -> None:
    """After half an hour without a question a new talk begins."""
    store.talks.remember(TALK, Turn("Frage"))
    clock.now += 30 * 60 - 1
    assert store.talks.turns(TALK) == [Turn("Frage")]
    clock.now += 1
    assert store.talks.turns(TALK) == []


def test_questions_are_forgotten(store: Store, clock: Clock) -> None:
    """What no question can go on from any more is not kept."""
    store.talks.remember(TALK, Turn("Frage"))
    clock.now += 30 * 60
    store.talks.remember(Talk(1, 0, 1), Turn("Andere Frage"))
    assert store.db.execute("SELECT question FROM turn").fetchall() == [("Andere Frage",)]


def test_memory_survives_a_restart(tmp_path: Path, store: Store, clock: Clock) -> None:
    """A follow-up after a restart goes on from the question before it."""
    store.talks.remember(TALK, Turn("Frage", (("archive", "1"),)))
    again = Store(tmp_path, BOT, clock)
    assert again.talks.turns(TALK) == [Turn("Frage", (("archive", "1"),))]
    again.close()
