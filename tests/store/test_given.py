"""Answers that were given, and what they cite."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.store.given import KEPT, Given
from index.citation_records import Citation
from index.records import Span

if TYPE_CHECKING:
    from bot.store.store import Store

    from .conftest import Clock

FIRST = Citation("archive", "a.txt", "00ff", Span(0, 40), Span(5, 20), "Der Kai wird lang.", 0.9)
SECOND = replace(FIRST, article_id="b.txt", sentence=None, confidence=0.5)
GIVEN = Given(-100, 3, 11, 7, "Wie lang?", "de", answered=True, confidence=0.9, citations=(FIRST, SECOND))


def test_an_answer_is_found_by_what_it_stands_in(store: Store, clock: Clock) -> None:
    """An answer is the same by its number, by the message that asked, and by each message that answers."""
    number = store.given.keep(GIVEN)
    store.given.sent(number, [12, 13])
    kept = replace(GIVEN, messages=(12, 13), number=number, at=clock.now)

    assert store.given.get(number) == kept
    assert store.given.of_question(-100, 11) == kept
    assert [store.given.of_message(-100, message) for message in (12, 13, 14)] == [kept, kept, None]
    assert store.given.of_question(-101, 11) is None


def test_an_edited_question_has_its_new_answer(store: Store, clock: Clock) -> None:
    """A new answer takes the place of the old one, in its messages; what was thought of the old one is void."""
    number = store.given.keep(GIVEN)
    store.given.sent(number, [12])
    store.given.rate(number, 7, good=True)
    edited = replace(GIVEN, question="Wie hoch?", citations=(SECOND,))
    store.given.replace(number, edited)

    assert store.given.get(number) == replace(edited, messages=(12,), number=number, at=clock.now)
    assert store.given.ratings(number) == (0, 0)


def test_answers_are_found_by_the_article(store: Store, clock: Clock) -> None:
    """For thirty days it is known which answers cite an article, and as it was when."""
    number = store.given.keep(GIVEN)
    assert [given.number for given in store.given.citing("archive", "b.txt")] == [number]
    assert list(store.given.cited()) == [("archive", "a.txt", "00ff"), ("archive", "b.txt", "00ff")]
    clock.now += KEPT + 1
    assert (store.given.citing("archive", "b.txt"), list(store.given.cited())) == ([], [])


def test_old_answers_are_forgotten(store: Store, clock: Clock) -> None:
    """What an answer cites and how it was rated goes with it."""
    number = store.given.keep(GIVEN)
    store.given.rate(number, 7, good=False)
    clock.now += KEPT + 1
    store.given.keep(GIVEN)
    left = store.db.execute(
        "SELECT (SELECT count(*) FROM given), (SELECT count(*) FROM citation), (SELECT count(*) FROM rating)"
    )
    assert left.fetchone() == (1, 2, 0)


def test_the_last_word_of_each_person_counts(store: Store) -> None:
    """Whoever taps on both thumbs is counted once."""
    number = store.given.keep(GIVEN)
    store.given.rate(number, 7, good=True)
    store.given.rate(number, 8, good=True)
    store.given.rate(number, 7, good=False)
    assert store.given.ratings(number) == (1, 1)


def test_answers_of_a_group_that_moves(store: Store) -> None:
    """They go along; but a supergroup numbers its messages anew, so none of its messages is taken for an old one."""
    number = store.given.keep(GIVEN)
    store.given.sent(number, [12])
    store.chats.move(-100, -1000)
    moved = store.given.get(number)
    assert moved is not None
    assert (moved.chat, moved.asked, moved.messages) == (-1000, None, ())
    assert store.given.of_question(-1000, 11) is None


def test_a_correction_stands_over_its_passage(store: Store) -> None:
    """A corrected citation is of the article as it is now, and its note stands over it, and over no other."""
    number = store.given.keep(replace(GIVEN, heading="Juni 2024"))
    now = replace(SECOND, article_id="c.txt", digest="00aa")
    store.given.recite(number, 1, now, "Berichtigt")
    kept = store.given.get(number)
    assert kept is not None
    assert kept.citations == (FIRST, now)
    assert [kept.over(rank) for rank in (0, 1)] == ["Juni 2024", "Berichtigt\n\nJuni 2024"]
    assert list(store.given.cited()) == [("archive", "a.txt", "00ff"), ("archive", "c.txt", "00aa")]
