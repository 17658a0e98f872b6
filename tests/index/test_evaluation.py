from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import ConfigError
from index.evaluation import (
    AskedQuestion,
    Outcome,
    auroc,
    evaluate,
    figures,
    misspelt,
    read_questions,
    risk_coverage,
)
from index.library import Library
from tests.hand_encoder import HandEncoders
from tests.index.examples import HAFEN, WOLF, config, line, near, random_texts, synced

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from index.records import Answer, Turn

RIGHT = AskedQuestion("Wo liegt der Hafen?", "hafen", ("Kai",))
NOTHING = AskedQuestion("Was kostet Milch?")


def outcome(
    rank: int | None,
    confidence: float,
    *,
    answerable: bool = True,
    in_sentence: bool | None = None,
    seconds: float = 0.01,
) -> Outcome:
    """Return an outcome that is an answer from a confidence of .6 on."""
    asked = RIGHT if answerable else NOTHING
    return Outcome(asked, rank, confidence, confidence >= 0.6, in_sentence, seconds)


def test_figures_by_hand() -> None:
    """Each figure is a share of the questions that it is about, worked out by hand."""
    found = figures([
        outcome(1, 0.9, in_sentence=True, seconds=0.001),
        outcome(1, 0.5, in_sentence=False, seconds=0.002),
        outcome(1, 0.7, seconds=0.003),
        outcome(2, 0.8, seconds=0.004),
        outcome(4, 0.2, seconds=0.005),
        outcome(None, 0.3, seconds=0.006),
        outcome(None, 0.7, answerable=False, seconds=0.007),
        outcome(None, 0.1, answerable=False, seconds=0.1),
    ])  # fmt: skip
    assert found.questions == 8
    assert found.recall == {1: 3 / 6, 3: 4 / 6, 10: 5 / 6}
    assert found.mrr == near((1 + 1 + 1 + 1 / 2 + 1 / 4 + 0) / 6)
    assert found.answer_in_sentence == 1 / 2
    # .9 is above both, .7 above one and equal to one, .5 above one.
    assert found.auroc == (2 + 1.5 + 1) / 6
    assert (found.answered, found.correct_of_answered, found.false_answers) == (4 / 8, 2 / 4, 1 / 2)
    assert (found.p50, found.p95) == (near(5.0), near(100.0))


def test_figures_that_nothing_is_known_of() -> None:
    """A figure that no question says anything about is none, not 0."""
    found = figures([outcome(None, 0.1, answerable=False)])
    assert (found.recall, found.mrr, found.auroc, found.correct_of_answered) == (
        {1: None, 3: None, 10: None}, None, None, None,
    )  # fmt: skip
    assert (found.answer_in_sentence, found.answered, found.false_answers) == (None, 0.0, 0.0)
    assert figures([outcome(1, 0.9)]).false_answers is None


def test_figures_as_plain_values() -> None:
    """The JSON of the figures is a contract: these names, shares to four digits, and times in milliseconds."""
    assert figures([outcome(3, 0.9, seconds=0.0123456), outcome(None, 0.9, answerable=False)]).to_json() == {
        "questions": 2,
        "recall@1": 0.0,
        "recall@3": 1.0,
        "recall@10": 1.0,
        "mrr@10": 0.3333,
        "answer_in_sentence": None,
        "abstention": {"auroc": None, "answered": 1.0, "correct_of_answered": 0.0, "false_answers": 1.0},
        "ms": {"p50": 12.35, "p95": 12.35},
    }


@pytest.mark.parametrize(
    ("positives", "negatives", "expected"),
    [
        ([0.9, 0.8], [0.1, 0.2], 1.0),
        ([0.1], [0.9], 0.0),
        ([0.5, 0.5], [0.5], 0.5),
        ([0.9, 0.5, 0.1], [0.5, 0.3], (2 + 1.5 + 0) / 6),
        ([], [0.5], None),
        ([0.5], [], None),
    ],
)
def test_auroc(positives: list[float], negatives: list[float], expected: float | None) -> None:
    """It is the share of pairs in which the positive is above the negative, ties counting half."""
    assert auroc(positives, negatives) == (None if expected is None else near(expected))


few = st.lists(st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]), min_size=1, max_size=8)


@random_texts
@given(few, few)
def test_auroc_is_what_counting_gives(positives: list[float], negatives: list[float]) -> None:
    """Sorting gives the same as comparing every pair."""
    pairs = [(one > other) + (one == other) / 2 for one in positives for other in negatives]
    assert auroc(positives, negatives) == near(sum(pairs) / len(pairs))


def test_risk_grows_with_coverage_where_confidence_is_right() -> None:
    """As the threshold falls more is answered, and the share of wrong answers is counted at each step."""
    curve = risk_coverage([outcome(1, 0.5), outcome(1, 0.9), outcome(None, 0.1, answerable=False), outcome(2, 0.7)])
    assert curve == [(0.25, 0.0), (0.5, 0.5), (0.75, near(1 / 3)), (1.0, 0.5)]


# -- question files ---------------------------------------------------------------------------------------------------


def test_question_file(tmp_path: Path) -> None:
    """All but the question is optional; blank lines are left out, unknown keys ignored, and numbers are ids too."""
    file = tmp_path / "questions.jsonl"
    file.write_text(
        """
        {"question": "Wo liegt der Hafen?", "article_id": "hafen", "answers": ["Kai"], "language": "de"}

        {"question": "Und wann?", "article_id": 7, "context": ["Wer leitet ihn?"], "note": 1}
        {"question": "Was kostet Milch?", "article_id": null, "answers": null}
        """,
        encoding="utf-8",
    )
    assert read_questions(file) == [
        RIGHT,
        AskedQuestion("Und wann?", "7", (), ("Wer leitet ihn?",)),
        NOTHING,
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{", r", line 2 is no JSON \(.*\); correct the line"),
        ("[]", r', line 2 has no "question"; write \{"question": "…", "article_id": "…"\}'),
        ('{"question": " "}', r', line 2 has no "question"; write .*'),
        ('{"question": 1}', r', line 2 has no "question"; write .*'),
        (
            '{"question": "x", "article_id": [1]}',
            r', line 2 has an "article_id" that is no id; write a string, or null',
        ),
        ('{"question": "x", "answers": "y"}', r', line 2 has "answers" that is no list of strings; write \[…\]'),
        ('{"question": "x", "context": [1]}', r', line 2 has "context" that is no list of strings; write \[…\]'),
    ],
)
def test_faulty_line_is_named_with_its_remedy(text: str, fault: str, tmp_path: Path) -> None:
    """A line that is no question is an error that names the file, the line, and what to write."""
    file = tmp_path / "questions.jsonl"
    file.write_text(f'{{"question": "Wo?"}}\n{text}\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=f"^{file}{fault}$"):
        read_questions(file)


def test_file_without_questions_names_the_remedy(tmp_path: Path) -> None:
    """A file that is missing, empty, or no text is an error that says what belongs there."""
    file = tmp_path / "questions.jsonl"
    with pytest.raises(ConfigError, match=f"^{file} cannot be read: .*; name a file of questions$"):
        read_questions(file)
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match=f"^{file} cannot be read: .*; name a file of questions$"):
        read_questions(file)
    file.write_text("\n \n", encoding="utf-8")
    with pytest.raises(ConfigError, match=f'^{file} has no questions; write lines like {{"question": "…", "article_i'):
        read_questions(file)


# -- misspellings -----------------------------------------------------------------------------------------------------


def is_one_edit(before: str, after: str) -> bool:
    """Tell whether one letter was left out, doubled, replaced, or swapped with the next character."""
    for place, letter in enumerate(before):
        if not letter.isalpha():
            continue
        head, tail = before[:place], before[place + 1 :]
        swapped = head + tail[:1] + letter + tail[1:]
        replaced = len(after) == len(before) and after[:place] == head and after[place + 1 :] == tail
        if after in {head + tail, head + letter + letter + tail, swapped} or replaced:
            return after != before
    return False


def test_misspelt_question_has_one_edit_in_one_long_word() -> None:
    """Exactly one word of four letters or more differs, by one edit; all else of the question is as it was."""
    asked = AskedQuestion("Wer war in der Boot-AG am Hafen, und wo?", "a", ("x",), ("Wer ist es?",))
    kinds = set()
    for seed in range(200):
        (found,) = misspelt([asked], seed)
        assert (found.article_id, found.answers, found.context) == ("a", ("x",), ("Wer ist es?",))
        words = list(zip(asked.question.split(" "), found.question.split(" "), strict=True))
        ((before, after),) = [(before, after) for before, after in words if before != after]
        assert before in {"Boot-AG", "Hafen,"}
        assert is_one_edit(before, after)
        kinds.add((before, len(after) - len(before)))
    assert kinds == {(word, change) for word in ("Boot-AG", "Hafen,") for change in (-1, 0, 1)}


def test_misspelling_is_the_same_each_time() -> None:
    """The same seed makes the same slips, another one makes others."""
    questions = [RIGHT, NOTHING] * 10
    first, again, other = (list(misspelt(questions, seed)) for seed in (1, 1, 2))
    assert first == again
    assert first != other
    assert any(one != two for one, two in pairwise(first[::2]))  # the chance goes on from question to question


def test_short_words_are_spelt_right() -> None:
    """A question of short words, numbers and signs stays as it is."""
    asked = AskedQuestion("Wer ist am 12.12.2031 in Ulm? 🙂🙂🙂🙂")
    assert [list(misspelt([asked], seed)) for seed in range(20)] == [[asked]] * 20


# -- asking them ------------------------------------------------------------------------------------------------------


def test_questions_are_asked_of_a_library(tmp_path: Path) -> None:
    """Each question is asked in its talk, and what became of it is noted."""
    library = synced(
        tmp_path,
        line("hafen", f"{HAFEN} Er wuchs im Mai 2019."),
        line("wolf", f"{WOLF} Er wuchs im Mai 2015."),
        line("milch", "Die Molkerei macht Käse aus Milch."),
    )
    done: list[tuple[int, int]] = []
    questions = [
        RIGHT,
        AskedQuestion("Wo liegt der Hafen?", "hafen", ("am Meer",)),
        AskedQuestion("Wo liegt der Hafen?", "wolf", ("Wald",)),
        AskedQuestion("Wo liegt der Hafen?", "elsewhere"),
        AskedQuestion("Und wann?", "wolf", ("2015",), ("Wer heult nachts im Wald?",)),
        AskedQuestion("Und wann?", "hafen", (), ("Wo liegt der Hafen?",)),
        AskedQuestion("Wer regiert Lindmoor derzeit eigentlich?"),
        AskedQuestion("🙂"),
    ]
    found = evaluate(library, questions, lambda number, total: done.append((number, total)))
    assert done == [(number, 8) for number in range(9)]
    assert [one.asked for one in found] == questions
    assert [one.rank for one in found[:2]] == [1, 1]
    assert [one.in_sentence for one in found] == [True, False, None, None, True, None, None, None]
    assert found[2].rank in {2, 3}
    assert [one.rank for one in found[3:]] == [None, 1, 1, None, None]
    assert [one.answered for one in found[:1]] == [True]
    assert [(one.answered, one.confidence) for one in found[-1:]] == [(False, 0.0)]
    assert found[0].confidence > found[6].confidence
    assert all(one.seconds > 0 for one in found)
    assert [one.answerable for one in found[-2:]] == [False, False]


class _Noting(Library):
    """Notes what was asked before each question."""

    noted: list[tuple[str, list[str]]]

    def ask(
        self,
        question: str,
        *,
        hits: int | None = None,
        turns: Sequence[Turn] = (),
        today: date | None = None,
        near: tuple[str, str] | None = None,
    ) -> Answer:
        """Answer the question."""
        self.noted.append((question, [turn.question for turn in turns]))
        return super().ask(question, hits=hits, turns=turns, today=today, near=near)


def test_talk_is_held_as_in_the_chat(tmp_path: Path) -> None:
    """The questions before one are asked in turn, each with those before it; the very first only warms up."""
    synced(tmp_path, line("hafen", HAFEN))
    library = _Noting(config(tmp_path), encoders=HandEncoders())
    library.noted = []
    evaluate(library, [AskedQuestion("Und wo?", "hafen", (), ("Hafen?", "Und wann?"))], lambda _done, _total: None)
    assert library.noted == [("Und wo?", []), ("Hafen?", []), ("Und wann?", ["Hafen?"])]
