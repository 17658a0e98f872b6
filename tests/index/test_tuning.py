from __future__ import annotations

import re
from dataclasses import astuple, replace
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index import tuning
from index.errors import ConfigError
from index.evaluation import AskedQuestion
from index.ranking import confidence
from index.tuning import FOLDS, Example, Judged, Tuned, examples, fit, fit_threshold, report, tune
from index.weights import ANY
from tests.index.examples import TUNING, library, line, near, synced

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.library import Library

TOWNS = ("Lindmoor", "Ostwald", "Krahstedt", "Bellin", "Uferau", "Sandholm")
THINGS = ("Hafen", "Brücke", "Fähre", "Rathaus")


def ignore(_done: int, _total: int) -> None:
    """Report progress to nobody."""


def questions(count: int = 24) -> list[AskedQuestion]:
    """Return questions on a thing in a town, each of which one article answers."""
    pairs = list(product(TOWNS, THINGS))[:count]
    return [
        AskedQuestion(f"Wer öffnet {thing} {town}?", f"{town}-{thing}", (f"{2000 + number}",))
        for number, (town, thing) in enumerate(pairs)
    ]


@pytest.fixture
def towns(tmp_path: Path) -> Library:
    """Return a library of an article for each thing in each town, that speaks of other things too."""
    lines = [
        line(
            f"{town}-{thing}",
            f"{town} freut sich. {thing} {town} öffnet {2000 + number}. Viel Wind weht dort immer.",
            title=f"Neues aus {town}",
        )
        for number, (town, thing) in enumerate(product(TOWNS, THINGS))
    ]
    return synced(tmp_path, *lines)


def example(article_id: str | None, *signs: Sequence[float], articles: Sequence[str] = ("a", "b")) -> Example:
    """Return an example with the signs of its passages."""
    return Example(AskedQuestion("?", article_id), "de", np.array(signs, float), tuple(articles), None)


# -- what is learned from ---------------------------------------------------------------------------------------------


def test_question_with_what_it_found_is_an_example(towns: Library) -> None:
    """An example has the signs of each passage, its article, and the sentences of the right one."""
    done: list[tuple[int, int]] = []
    (found,) = examples(towns, questions(1), lambda number, total: done.append((number, total)))
    assert done == [(0, 1), (1, 1)]
    assert (found.language, found.answerable, found.articles[0]) == ("de", True, "Lindmoor-Hafen")
    assert found.signs.shape == (len(found.articles), 4)
    assert found.signs[0, 2:].tolist() == [1.0, near(1 / 3)]  # all words, and "Hafen Lindmoor" of three pairs
    assert found.sentences is not None
    assert found.sentences.right.tolist() == [False, True, False]
    assert found.sentences.signs.shape == (3, 5)


@pytest.mark.parametrize("answers", [(), ("nirgends",), ("e",)])
def test_sentences_that_leave_no_choice_teach_nothing(answers: tuple[str, ...], towns: Library) -> None:
    """Where no answer is given, no sentence holds it, or every one does, nothing is learned of sentences."""
    (found,) = examples(towns, [replace(questions(1)[0], answers=answers)], ignore)
    assert found.sentences is None


def test_question_that_finds_nothing_is_left_out(towns: Library) -> None:
    """A question without a topic has nothing to learn from."""
    assert examples(towns, [AskedQuestion("🙂", "x")], ignore) == []


# -- tuning a library -------------------------------------------------------------------------------------------------


def test_fitted_weights_are_kept(towns: Library, tmp_path: Path) -> None:
    """Weights fitted to questions belong to the encoder, are read again, and change how sure an answer is."""
    before = towns.ask(questions()[0].question)
    tuned = tune(towns, [*questions(), AskedQuestion("Wer kocht Suppe?")], ignore)
    assert (tuned.tuning.encoder, tuned.started_from.encoder) == ("hand:a", "hand:a")
    assert tuned.tuning.languages[ANY] != tuned.started_from.languages[ANY]
    assert tuned.tuning.sentence != tuned.started_from.sentence
    assert towns.tuning() != tuned.tuning
    towns.keep_tuning(tuned.tuning)
    assert (towns.tuning(), library(tmp_path).tuning()) == (tuned.tuning, tuned.tuning)
    after = towns.ask(questions()[0].question)
    assert after.hits[0].passage == before.hits[0].passage
    assert after.confidence != before.confidence


def test_fitted_weights_are_reported(towns: Library) -> None:
    """What was fitted is reported beside what was there before, as plain values too."""
    tuned = tune(towns, questions(20), ignore)
    assert (tuned.before.recall, tuned.before.mrr, tuned.after.recall) == (1.0, 1.0, 1.0)
    plain = tuned.to_json()
    assert plain.keys() == {"before", "fitted", "weights"}
    assert plain["weights"] == tuned.tuning.to_json()
    assert plain["before"].keys() == {"recall", "mrr", "auroc", "correct_of_answered", "false_answers", "sentence"}


def test_too_few_questions_are_refused(towns: Library) -> None:
    """Of too few questions chance would be learned; the error says how many to write."""
    few = [*questions(19), *[AskedQuestion("Wer kocht Suppe?")] * 10]
    expected = 'questions with an "article_id" are too few to learn from; write 20 or more'
    with pytest.raises(ConfigError, match=f"^19 {re.escape(expected)}$"):
        tune(towns, few, ignore)


@pytest.mark.parametrize(
    ("mrr", "auroc", "better"),
    [(0.6, 0.1, True), (0.5, 0.9, True), (0.5, 0.8, False), (0.4, 0.9, False), (0.5, None, False)],
)
def test_better_ranks_better_or_abstains_better(mrr: float, auroc: float | None, *, better: bool) -> None:
    """Weights are better if they rank better, or as well and tell better when there is no answer."""
    before = replace(report([example("a", [0, 0, 1, 0], [0, 0, 0, 0])], TUNING), mrr=0.5, auroc=0.8)
    assert Tuned(TUNING, TUNING, before, replace(before, mrr=mrr, auroc=auroc)).better is better


# -- fitting ----------------------------------------------------------------------------------------------------------


def test_sign_of_the_right_article_gains_weight() -> None:
    """A sign that the right passages have and the others have not counts more after a fit; threshold stays."""
    learned = [example("a", [0, 0, 0, 1], [0, 0, 0.5, 0])] * 40
    fitted = fit(learned, TUNING)
    before, after = TUNING.languages[ANY].ranking, fitted.languages[ANY].ranking
    assert after.order > before.order
    assert after.coverage < before.coverage
    assert (fitted.encoder, fitted.threshold) == (TUNING.encoder, TUNING.threshold)


def test_language_has_weights_of_its_own_from_enough_questions_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """A language with few questions goes by the weights of all; those of a language that nobody asked in stay."""
    learned = [example("a", [0, 0, 0, 1], [0, 0, 0.5, 0])] * 10
    assert fit(learned, TUNING).languages.keys() == {ANY, "en"}
    assert fit(learned, TUNING).languages["en"] == TUNING.languages["en"]
    monkeypatch.setattr(tuning, "FEWEST_OF_A_LANGUAGE", 10)
    assert fit(learned, TUNING).languages.keys() == {ANY, "en", "de"}


def test_no_fold_parts_the_questions_of_an_article() -> None:
    """The questions on one article are all held out together, and the others are spread evenly."""
    ids = [*"abcdefghij", *"jihgfedcba", *[None] * 10]
    folds = tuning._folds([example(one, [0, 0, 0, 0], articles="a") for one in ids])
    by_article = {one: {fold for fold, other in zip(folds, ids, strict=True) if other == one} for one in "abcdefghij"}
    assert all(len(found) == 1 for found in by_article.values())
    assert sorted(folds.count(number) for number in range(FOLDS)) == [6] * 5


def judged(confidence: float, *, right: bool = False, answerable: bool = True, weight: float = 1.0) -> Judged:
    """Return what became of an example."""
    return Judged(confidence, right, answerable, weight)


def test_article_taken_away_counts_half() -> None:
    """A question is judged as it is and, at half the weight, without its article; one without any only as it is."""
    learned = [example("a", [0, 0, 1, 1], [0, 0, 0, 0]), example(None, [0, 0, 1, 0], [0, 0, 0, 0])]
    assert list(tuning._all_judged([(learned, TUNING)])) == [
        judged(confidence(3.0), right=True),
        judged(confidence(-6.0), answerable=False, weight=0.5),
        judged(confidence(0.0), answerable=False),
    ]


def test_threshold_by_hand() -> None:
    """It is the lowest that keeps nine of ten answers right and all but one of twenty questions without one silent."""
    nine = [judged(0.8, right=True)] * 9
    # From .31 on 9 of 10 are right; while .5 answers what has no answer, more than a twentieth is answered.
    none = judged(0.5, answerable=False)
    assert fit_threshold([*nine, judged(0.3), judged(0.3), none], 0.6) == 0.51
    # One of twenty is allowed.
    silent = [judged(0.1, answerable=False)] * 19
    assert fit_threshold([*nine, judged(0.3), judged(0.3), none, *silent], 0.6) == 0.31
    # A question whose article was taken away counts half: 9 of 9.5 are right.
    half = [judged(0.3, weight=0.5)] * 2
    assert fit_threshold([*nine, *half], 0.6) == 0.20
    assert fit_threshold([*nine, judged(0.3), judged(0.3)], 0.6) == 0.31


def test_threshold_stays_where_none_keeps_the_promise() -> None:
    """Where every answer is wrong, or none is given, the threshold is the one that was there."""
    assert fit_threshold([judged(0.99)] * 5, 0.6) == 0.6
    assert fit_threshold([judged(0.1, right=True)], 0.6) == 0.6
    assert fit_threshold([], 0.6) == 0.6


def test_report_by_hand() -> None:
    """Each question is judged twice: as it is, and with its article taken away."""
    learned = [
        example("a", [0, 0, 1, 1], [0, 0, 0, 0]),  # right; without its article nothing is left but signs of 0
        example("a", [0, 0, 0, 0], [0, 0, 1, 0]),  # the wrong article is first, in either case
        example(None, [0, 0, 0.5, 0], [0, 0, 0, 0]),
    ]
    found = report(learned, replace(TUNING, threshold=0.5))
    assert (found.recall, found.mrr, found.sentence) == (0.5, 0.75, None)
    # Evidence: 3 right, 0 wrong; without their articles -6 and 0; and -3 for what has none.
    assert found.auroc == 1.0
    assert found.correct_of_answered == near(1 / 3)
    assert found.false_answers == near(1 / 3)


def test_best_sentence_is_judged_by_the_weights(towns: Library) -> None:
    """The share of passages whose best sentence holds the answer depends on the weights of sentences."""
    learned = examples(towns, questions(), ignore)
    upside_down = replace(TUNING, sentence=type(TUNING.sentence)(*(-value for value in astuple(TUNING.sentence))))
    assert (report(learned, TUNING).sentence, report(learned, upside_down).sentence) == (1.0, 0.0)
