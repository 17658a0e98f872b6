"""A question under an article: it is about that article, unless its words say otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.ranking import PREFERRED
from tests.index.examples import line, near, synced

if TYPE_CHECKING:
    from pathlib import Path

    from index.library import Library

DEMEL = "Rita Demel leitet den Hafen. Sie begann im Mai 2019 in Lindmoor."
ORTH = "Paul Orth erforscht den Wolf. Er begann im Juni 2015 in Ostwald."
HARBOUR, WOLF = ("archive", "hafen"), ("archive", "wolf")


@pytest.fixture
def people(tmp_path: Path) -> Library:
    """Return a library with an article on a harbour, one on a wolf, and one on something else."""
    other = line("other", "Die Bäckerei am Markt hat montags zu.")
    return synced(tmp_path, line("hafen", DEMEL, title="Der Hafen"), line("wolf", ORTH), other)


def first(library: Library, question: str, article: tuple[str, str] | None) -> str:
    """Return the id of the first article."""
    ranked = library.rank(question, near=article)
    assert ranked is not None
    return ranked.passages[0].passage.article_id


@pytest.mark.parametrize("question", ["Wann begann das?", "Wann?", "Und wer?"])
def test_question_is_about_the_article_that_it_is_under(question: str, people: Library) -> None:
    """A question whose words could be about anything is about the article that it is asked under."""
    assert first(people, question, HARBOUR) == "hafen"
    assert first(people, question, WOLF) == "wolf"


def test_words_that_say_otherwise_decide(people: Library) -> None:
    """A question that its words find elsewhere is answered from there."""
    assert first(people, "Wer erforscht den Wolf?", HARBOUR) == "wolf"


def test_the_article_gains(people: Library) -> None:
    """The passages of the article gain so much score, those of others nothing, and evidence is none of it."""
    question = "Wer leitet den großen neuen Hafen in Lindmoor?"
    plain, under = people.rank(question), people.rank(question, near=WOLF)
    assert plain is not None
    assert under is not None
    before = {one.passage.article_id: one for one in plain.passages}
    gained = {
        one.passage.article_id: (
            one.score - before[one.passage.article_id].score,
            one.evidence - before[one.passage.article_id].evidence,
        )
        for one in under.passages
    }
    assert gained == {"wolf": (near(PREFERRED), 0.0), "hafen": (0.0, 0.0), "other": (0.0, 0.0)}


def test_article_that_is_not_there_any_more(people: Library) -> None:
    """Under an article that has left the library a question is like any other."""
    assert people.rank("Wer leitet den Hafen?", near=("archive", "gone")) == people.rank("Wer leitet den Hafen?")
    assert people.rank("?", near=("archive", "gone")) is None
