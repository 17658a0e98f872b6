"""Syncs that outlive a restart, and questions that are dealt with."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.store.given import KEPT, Given
from bot.store.jobs import Job

if TYPE_CHECKING:
    from bot.store.store import Store

    from .conftest import Clock

JOB = Job("add", -100, 3, "de", {"added": [["Upload", "a.txt"]]})
GIVEN = Given(-100, 3, 11, 7, "Wie lang?", "de", answered=False, confidence=0.1, citations=())


def test_job_is_there_until_it_is_done(store: Store) -> None:
    """A job is remembered with its message and how often it was begun, until it has ended."""
    number = store.jobs.keep(JOB)
    store.jobs.tell_in(number, 12)
    store.jobs.begin(number)
    store.jobs.begin(number)
    assert store.jobs.open() == [replace(JOB, message=12, attempts=2, number=number)]
    store.jobs.pause(number)
    assert store.jobs.open() == [replace(JOB, message=12, number=number)]
    store.jobs.done(number)
    assert store.jobs.open() == []


def test_job_moves_with_its_group(store: Store) -> None:
    """What is told in a group is told in the supergroup that it becomes."""
    store.jobs.keep(JOB)
    store.chats.move(-100, -1001)
    assert [one.chat for one in store.jobs.open()] == [-1001]


def test_gaps_are_what_nobody_was_content_with(store: Store, clock: Clock) -> None:
    """A gap is a question without an answer, or with one that somebody dislikes, until it is dealt with."""
    store.given.keep(GIVEN)
    clock.now += 10
    unanswered = store.given.keep(GIVEN)
    disliked, liked = (store.given.keep(replace(GIVEN, answered=True)) for _ in range(2))
    store.given.rate(disliked, 7, good=False)
    store.given.rate(disliked, 8, good=True)
    store.given.rate(liked, 7, good=True)
    assert [one.number for one in store.gaps.open(clock.now)] == [disliked, unanswered]
    store.given.keep(replace(GIVEN, chat=None, inline="posted", answered=True))
    store.given.keep(replace(GIVEN, asked=None, alert=5, answered=True))
    assert store.gaps.questions_since(clock.now) == 3
    store.gaps.settle([unanswered, 999])
    assert [one.number for one in store.gaps.open(clock.now)] == [disliked]
    store.given.keep(replace(GIVEN, question="👍"))
    store.given.keep(replace(GIVEN, question="???"))
    assert [one.number for one in store.gaps.open(clock.now)] == [disliked]
    clock.now += KEPT + 1
    store.given.keep(GIVEN)
    assert store.db.execute("SELECT count(*) FROM settled").fetchone() == (0,)
