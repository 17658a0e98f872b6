from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answer import UNSURE, answer, best_sentence, sentence_signs
from index.matching import entry
from index.records import Answer, Hit, Span
from index.search import Ranked
from tests.index.examples import HAFEN, TUNING, asked, near, passage, random_texts, scored, texts

if TYPE_CHECKING:
    from index.records import Scored

WEIGHTS = TUNING.sentence


def chosen(question: str, text: str, start: int = 0, **values: str) -> str | None:
    """Return the words of the best sentence of a passage."""
    found = passage(1, text, start=start, **values)
    return Hit(found, 1.0, 1.0, best_sentence(asked(question), entry(found), WEIGHTS)).answer_text()


def answered(question: str, *passages: Scored, hits: int = 3, threshold: float = 0.6) -> Answer:
    """Return the answer from ranked passages."""
    return answer(Ranked(asked(question), passages), TUNING, hits=hits, threshold=threshold)


# -- the sentence -----------------------------------------------------------------------------------------------------


def test_sentence_that_holds_most_of_the_question_answers() -> None:
    """The sentence with the most of the question's words is the answer, counted in the article."""
    found = passage(7, "Der Wolf heult. Der Hafen liegt am Kai. Er ist alt.", start=100)
    assert best_sentence(asked("Wo liegt der Hafen?"), entry(found), WEIGHTS) == Span(116, 139)
    assert chosen("Wo liegt der Hafen?", found.text, 100) == HAFEN


def test_signs_by_hand() -> None:
    """What speaks for each sentence is worked out from the question, the sentence and what stands before it."""
    text = "Der Hafen wächst. Ihn baut seit 2019 „Rita Demel aus der Stadt“. Er liegt am Kai."
    found = sentence_signs(asked("Wer baut den Hafen am Kai?"), entry(passage(1, text, title="Kai")))
    assert [one.span.of(text) for one in found] == [
        "Der Hafen wächst.",
        "Ihn baut seit 2019 „Rita Demel aus der Stadt“.",
        "Er liegt am Kai.",
    ]
    # Three words of one weight: "baut", "Hafen", "Kai"; five pairs, of which "am Kai" stands in the last sentence.
    assert [(one.coverage, one.carried, one.order) for one in found] == [
        (near(1 / 3), near(1 / 3), 0.0),
        (near(1 / 3), near(2 / 3), 0.0),
        (near(1 / 3), near(2 / 3), 0.2),
    ]
    assert [one.speech for one in found] == [0.0, 1.0, 0.0]
    assert found[1].kind == 1.0
    assert WEIGHTS.sum(*found[2].values()) == near(8 / 3 + 4 * 2 / 3 + 2 * 0.2)


def test_earlier_of_two_equal_sentences_answers() -> None:
    """Of two sentences that fit equally well but for what stands between, the earlier one is taken."""
    text = "Hier ist ein Hafen. Der Wald ist still. Dort ist ein Hafen."
    assert chosen("Wo ist der Hafen?", text) == "Hier ist ein Hafen."


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        (
            "Wann öffnet der Hafen?",
            "Der Hafen öffnet bald. Es war kalt. Der Hafen öffnet 2031.",
            "Der Hafen öffnet 2031.",
        ),
        ("Wann war der Umbau?", "Der Umbau war teuer. Gerade so. Der Umbau war 2031.", "Der Umbau war 2031."),
        ("Wie viele Boote sanken?", "Boote sanken. Es war kalt. Zwölf Boote sanken.", "Zwölf Boote sanken."),
        ("Warum sanken Boote?", "Boote sanken. Es war kalt. Boote sanken wegen Wind.", "Boote sanken wegen Wind."),
        ("Wo sanken Boote?", "Boote sanken. Es war kalt. Boote sanken bei Lindmoor.", "Boote sanken bei Lindmoor."),
        ("Wer fand Boote?", "man fand Boote. Es war kalt. Boote fand Rita Demel.", "Boote fand Rita Demel."),
    ],
)
def test_kind_of_the_question_decides(question: str, text: str, expected: str) -> None:
    """Of sentences that say about the same, the one that has what is asked for is taken: a date, a number, a place."""
    assert chosen(question, text) == expected


def test_word_order_chooses_between_sentences() -> None:
    """Of two sentences with the same words, the one with the question's word order is taken."""
    text = "Der Kai verließ den Hafen gestern. Es regnete. Gestern verließ der Hafen den Kai."
    assert chosen("Was verließ der Hafen gestern? Den Kai?", text) == "Gestern verließ der Hafen den Kai."


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ("„Der Hafen wächst bald weiter“, sagte sie.", 1.0),
        ("»Der Hafen wächst bald weiter«, sagte sie.", 1.0),
        ('"The Hafen grows and grows," she said.', 1.0),
        ("Der „Hafen wächst doch“, heißt es.", 0.0),  # three words are a term, not speech
        ("„Wir gehen heute nicht hin“, sagte sie.", 0.0),  # speech of something else
    ],
)
def test_speech_is_told_by_its_quotation_marks(text: str, speech: float) -> None:
    """Four words or more between quotation marks are somebody's own, in a sentence on what is asked."""
    (found,) = sentence_signs(asked("Wächst der Hafen?"), entry(passage(1, text)))
    assert found.speech == speech


def test_sentence_is_about_what_was_named_before() -> None:
    """A sentence that says "she" is about her whom the title, or the sentence before, has named."""
    text = "Es war kalt. Die Stadt schlief. Sie warf 66 Meter weit."
    question = "Wie weit warf Rita Demel?"
    assert chosen(question, text, title="Rita Demel in Lindmoor") == "Sie warf 66 Meter weit."
    first, _, last = sentence_signs(asked(question), entry(passage(1, text, heading="Rita Demel")))
    # "weit", "warf", "Rita", "Demel"
    assert [(one.coverage, one.carried) for one in (first, last)] == [(0.0, near(0.5)), (near(0.5), near(0.5))]


def test_likely_neighbour_is_shown_too() -> None:
    """Two adjoining sentences that are about equally likely are shown both, before or after the best one."""
    one, other = "Hier ist ein Hafen.", "Dort ist ein Hafen."
    assert chosen("Wo ist der Hafen?", f"{one} {other} Es ist kalt.") == f"{one} {other}"
    # The second has the question's pair of words as well (2 · 1/3); the first is then e^(-2/3) as likely.
    assert chosen("Wo ist der Hafen?", "Nun ein Hafen. Da ist der Hafen.") == "Nun ein Hafen. Da ist der Hafen."


def test_unlikely_neighbour_is_not_shown() -> None:
    """A neighbour that is hardly as likely, and a likely sentence that is no neighbour, are left out."""
    assert chosen("Wo ist der Hafen?", "Hier ist ein Hafen. Es ist kalt.") == "Hier ist ein Hafen."
    assert chosen("Wo ist der Hafen?", "Ein Hafen. Es ist kalt. Ein Hafen.") == "Ein Hafen."


def test_only_one_neighbour_is_shown() -> None:
    """Of three sentences that are equally likely two are shown, never all."""
    assert chosen("Wo ist der Hafen?", "Hier Hafen. Da Hafen. Dort Hafen.") == "Hier Hafen. Da Hafen."


def test_no_sentence_in_a_passage_of_white_space() -> None:
    """Where there is no sentence, none answers."""
    assert best_sentence(asked("Hafen"), entry(passage(1, " \n")), WEIGHTS) is None


@random_texts
@given(texts, texts, texts, texts)
def test_answer_is_a_range_of_the_article(question: str, before: str, text: str, after: str) -> None:
    """Whatever is asked of whatever text, the answer is a range of the passage, byte for byte the article's words."""
    article = f"{before}{text}{after}"
    stored = passage(1, text, start=len(before))
    span = best_sentence(asked(question), entry(stored), WEIGHTS)
    if span is None:
        assert text.strip() == ""
        return
    assert stored.start <= span.start < span.end <= stored.end
    assert Hit(stored, 1.0, 1.0, span).answer_text() == article[span.start : span.end]


# -- the answer -------------------------------------------------------------------------------------------------------


def test_answer_of_the_best_articles() -> None:
    """Each article answers once, by its best passage; the first one's confidence decides."""
    first = scored(1, HAFEN, 0.9, evidence=math.log(3), article_id="a")
    same = scored(2, "Der Hafen.", 0.8, article_id="a")
    second = scored(3, "Der Hafen.", 0.7, evidence=math.log(9), article_id="b")
    third = scored(4, "Der Wolf.", 0.6, article_id="c")
    assert answered("Hafen, Kai", first, same, second, third, hits=2) == Answer(
        "Hafen, Kai",
        answered=True,
        confidence=near(0.75),
        hits=(
            Hit(first.passage, 0.9, near(0.75), Span(0, 23)),
            Hit(second.passage, 0.7, near(0.9), Span(0, 10)),
        ),
        unsure=False,
    )


@pytest.mark.parametrize(
    ("threshold", "given_out", "unsure"),
    [
        (0.0, True, False),
        (0.34, True, False),
        (0.36, True, True),
        (0.5, True, True),  # exactly at the threshold
        (0.51, False, False),
        (1.0, False, False),
    ],
)
def test_threshold_decides_what_is_an_answer(threshold: float, *, given_out: bool, unsure: bool) -> None:
    """From the threshold on the first hit is an answer, at first with a doubt; under it hits are only the nearest."""
    assert UNSURE == 0.15
    found = answered("Hafen", scored(1, "Der Hafen.", 0.9, evidence=0.0), threshold=threshold)
    assert (found.confidence, found.answered, found.unsure, len(found.hits)) == (0.5, given_out, unsure, 1)


@pytest.mark.parametrize(("threshold", "unsure"), [(0.85, False), (0.95, False), (1.0, False)])
def test_certainty_is_no_doubt(threshold: float, *, unsure: bool) -> None:
    """What is as good as certain is never unsure, however high the threshold."""
    found = answered("Hafen", scored(1, "Der Hafen.", 0.9, evidence=1000.0), threshold=threshold)
    assert (found.confidence, found.answered, found.unsure) == (1.0, True, unsure)


@pytest.mark.parametrize("text", ["Wo ist das?", "", "🙂", "das"])
def test_question_without_a_topic_has_no_answer(text: str) -> None:
    """A question of function words or signs finds nothing, rather than anything."""
    expected = Answer(text, answered=False, confidence=0.0, hits=())
    assert answered(text, scored(1, "Wo ist das? 🙂", 0.9), threshold=0.0) == expected


def test_nothing_found_is_no_answer() -> None:
    """Without a passage there is no answer and no hit."""
    assert answered("Hafen", threshold=0.0) == Answer("Hafen", answered=False, confidence=0.0, hits=())


@random_texts
@given(st.floats(-50, 50), st.floats(0, 1))
def test_doubt_is_a_kind_of_answer(evidence: float, threshold: float) -> None:
    """Only an answer is unsure, and none is that lies farther above the threshold."""
    found = answered("Hafen", replace(scored(1, HAFEN, 0.9), evidence=evidence), threshold=threshold)
    assert found.answered == (found.confidence >= threshold)
    assert not found.unsure or threshold <= found.confidence < threshold + UNSURE
