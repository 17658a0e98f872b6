from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answer import answer, best_sentence
from index.matching import analysed
from index.records import Answer, Hit, Span
from tests.index.examples import near, passage, random_texts, scored, texts

if TYPE_CHECKING:
    from index.matching import Question

SURE = 1 / (1 + math.exp(-(-6.2 + 10.4)))
"""The confidence of a passage that covers a question."""
HALF = 1 / (1 + math.exp(-(-6.2 + 10.4 / 2)))


def ask(text: str, language: str = "de") -> Question:
    """Return a question whose words all weigh the same."""
    return analysed(text, language, lambda _: 0, 1)


def chosen(question: str, text: str, start: int = 0) -> str | None:
    """Return the words of the best sentence of a passage."""
    found = passage(1, text, start=start)
    return Hit(found, 1.0, 1.0, best_sentence(ask(question), found)).answer_text()


def test_sentence_that_holds_most_of_the_question_answers() -> None:
    """The sentence with the most of the question's words is the answer, counted in the article."""
    found = passage(7, "Der Wolf heult. Der Hafen liegt am Kai. Er ist alt.", start=100)
    assert best_sentence(ask("Wo liegt der Hafen?"), found) == Span(116, 139)
    assert chosen("Wo liegt der Hafen?", found.text, 100) == "Der Hafen liegt am Kai."


def test_earlier_of_two_equal_sentences_answers() -> None:
    """Of two sentences that fit equally well, the earlier one is taken."""
    assert chosen("Wo ist der Hafen?", "Hier ist ein Hafen. Dort ist ein Hafen.") == "Hier ist ein Hafen."
    assert chosen("Wo ist der Wolf?", "Hier ist ein Hafen. Dort ist ein Kai.") == "Hier ist ein Hafen."


def test_word_order_chooses_between_sentences() -> None:
    """Of two sentences with the same words, the one with the question's word order is taken."""
    text = "Der Kai verließ den Hafen gestern. Gestern verließ der Hafen den Kai."
    assert chosen("Was verließ der Hafen gestern? Den Kai?", text) == "Gestern verließ der Hafen den Kai."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der Hafen wächst bald weiter. „Der Hafen wächst bald weiter“, sagte sie.", 1),
        ("Der Hafen wächst. Der „Hafen wächst“, heißt es.", 0),  # two words are a term, not speech
        ("Er kam. „Wir gehen heute nicht hin“, sagte sie.", 0),  # speech of something else
    ],
)
def test_speech_is_the_better_evidence(text: str, expected: int) -> None:
    """Of two sentences that fit about equally well, the one that quotes four words or more is taken."""
    sentences = text.split(". ")
    assert chosen("Wächst der Hafen?", text) == sentences[expected] + ("" if expected else ".")


def test_no_sentence_in_a_passage_of_white_space() -> None:
    """Where there is no sentence, none answers."""
    assert best_sentence(ask("Hafen"), passage(1, " \n")) is None


def test_answer_of_the_best_articles() -> None:
    """Each article answers once, by its best passage; the first one's confidence decides."""
    first = scored(1, "Der Hafen liegt am Kai.", 0.9, article_id="a")
    same = scored(2, "Der Hafen.", 0.8, article_id="a")
    second = scored(3, "Der Hafen.", 0.7, article_id="b")
    third = scored(4, "Der Wolf.", 0.6, article_id="c")
    found = answer(ask("Hafen, Kai"), [first, same, second, third], "hand:a", hits=2, threshold=0.6)
    assert found == Answer(
        "Hafen, Kai",
        answered=True,
        confidence=near(SURE),
        hits=(
            Hit(first.passage, 0.9, near(SURE), Span(0, 23)),
            Hit(second.passage, 0.7, near(HALF), Span(0, 10)),
        ),
    )


@pytest.mark.parametrize(("threshold", "answered"), [(0.0, True), (SURE, True), (0.99, False), (1.0, False)])
def test_threshold_decides_what_is_an_answer(threshold: float, *, answered: bool) -> None:
    """From the threshold on the first hit is an answer; under it the hits are only the nearest articles."""
    found = answer(ask("Hafen"), [scored(1, "Der Hafen.", 0.9)], "hand:a", hits=3, threshold=threshold)
    assert (found.answered, found.confidence, len(found.hits)) == (answered, near(SURE), 1)


def test_title_and_subheading_count_towards_the_confidence() -> None:
    """What the title and the subheading say need not be said again by the passage."""
    plain = scored(1, "Er wächst.", 0.9)
    titled = scored(1, "Er wächst.", 0.9, title="Der Hafen", heading="Am Kai")
    found = [answer(ask("Hafen, Kai"), [one], "hand:a", hits=1, threshold=0.6).confidence for one in (plain, titled)]
    assert found == pytest.approx([1 / (1 + math.exp(6.2)), SURE])


@pytest.mark.parametrize("text", ["Wo ist das?", "", "🙂", "das"])
def test_question_without_a_topic_has_no_answer(text: str) -> None:
    """A question of function words or signs finds nothing, rather than anything."""
    expected = Answer(text, answered=False, confidence=0.0, hits=())
    assert answer(ask(text), [scored(1, "Wo ist das? 🙂", 0.9)], "hand:a", hits=3, threshold=0.0) == expected


def test_nothing_found_is_no_answer() -> None:
    """Without a passage there is no answer and no hit."""
    expected = Answer("Hafen", answered=False, confidence=0.0, hits=())
    assert answer(ask("Hafen"), [], "hand:a", hits=3, threshold=0.0) == expected


@random_texts
@given(texts, texts, st.integers(0, 10_000))
def test_answering_sentence_lies_in_its_passage(asked: str, text: str, start: int) -> None:
    """Whatever is asked of whatever text, the answering sentence is a range of the passage."""
    stored = passage(1, text, start=start)
    span = best_sentence(ask(asked), stored)
    if span is None:
        assert text.strip() == ""
        return
    assert stored.start <= span.start < span.end <= stored.end
    assert Hit(stored, 1.0, 1.0, span).answer_text() == (" " * start + text)[span.start : span.end]
