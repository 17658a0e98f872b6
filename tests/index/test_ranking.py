from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ranking import (
    BOOSTS,
    best_of_each_article,
    comparable,
    confidence,
    lexical_level,
    ranked,
    reranked,
    worth_reading,
)
from index.weights import PassageWeights
from tests.index.examples import near, random_texts, scored

WEIGHTS = PassageWeights(lexical=0.5, cosine=4.0, coverage=100.0, order=100.0)


def test_best_by_both_indexes_are_read() -> None:
    """What both indexes say adds up by the weights; the best are read, and of equal ones the first."""
    lexical, cosines = {4: 2.0, 1: 1.0, 2: 6.0}, {1: 0.5, 3: 0.75, 2: -0.5}
    assert worth_reading(lexical, cosines, WEIGHTS, 4) == [3, 1, 2, 4]
    assert worth_reading(lexical, cosines, WEIGHTS, 2) == [3, 1]
    assert worth_reading({}, {}, WEIGHTS, 2) == []


def test_cosines_of_the_measured_encoder_stay() -> None:
    """The weights know the bundled encoder's cosines as they are."""
    assert comparable({1: 0.2, 2: 0.6}, "bundled:53aa") == {1: 0.2, 2: 0.6}


@pytest.mark.parametrize(
    ("cosines", "expected"),
    [
        ({}, {}),
        ({1: 0.9}, {1: 0.0}),
        ({1: 0.75, 2: 0.5, 3: 1.0}, {1: 0.0, 2: -0.25, 3: 0.25}),
        ({1: 0.75, 2: 0.25}, {1: 0.25, 2: -0.25}),
    ],
)
def test_cosines_of_another_encoder_count_from_their_level(
    cosines: dict[int, float], expected: dict[int, float]
) -> None:
    """Another encoder's cosines are counted from the median of the passages that are read."""
    assert comparable(cosines, "hand:a") == expected


@pytest.mark.parametrize(
    ("passages", "expected"),
    [(0, math.log(4 / 3)), (1, math.log(4 / 3)), (2, math.log(2)), (8, math.log(6))],
)
def test_bm25_is_counted_in_rare_words(passages: int, expected: float) -> None:
    """A BM25 is divided by what a word of a single passage weighs, which grows with the archive, and is never 0."""
    assert lexical_level(passages) == near(expected)


def test_passages_are_ranked_by_score_and_number() -> None:
    """The best score is first, and the same question has the same order of hits each time."""
    found = ranked([scored(3, "a", 0.5), scored(1, "b", 0.5), scored(2, "c", 0.7)])
    assert [one.passage.number for one in found] == [2, 1, 3]


def test_reranked_passages_have_the_logits_added() -> None:
    """A cross-encoder's log-odds are added to score and confidence alike; what it has not read stays behind."""
    passages = [scored(1, "a", 3.0, evidence=1.0), scored(2, "b", 2.0, evidence=0.5), scored(3, "c", 1.0)]
    found = reranked(passages, [-4.0, 1.5])
    assert [(one.passage.number, one.score, one.evidence) for one in found] == [
        (2, 3.5, 2.0),
        (1, -1.0, -3.0),
        (3, 1.0, 0.0),
    ]
    assert reranked(passages, []) == passages


def test_each_passage_has_its_logit() -> None:
    """More logits than passages are an error."""
    with pytest.raises(ValueError, match="longer"):
        reranked([scored(1, "a", 0.8)], [0.5, 0.7])


def test_articles_are_ranked_by_their_best_passage() -> None:
    """An article is shown once; the same id in another source is another article."""
    passages = [
        scored(1, "a", 0.9, article_id="x"),
        scored(2, "b", 0.8, article_id="y"),
        scored(3, "c", 0.7, article_id="x"),
        scored(4, "d", 0.6, article_id="x", source="other"),
    ]
    assert [one.passage.number for one in best_of_each_article(passages)] == [1, 2, 4]


def test_copy_of_an_article_is_not_shown_by_another_passage() -> None:
    """An article whose best passage has been shown is left out as a whole, though its next passage is another one."""
    passages = [
        scored(1, "a", 0.9, article_id="x"),
        scored(2, "a", 0.8, article_id="y"),
        scored(3, "b", 0.7, article_id="y"),
    ]
    assert [one.passage.number for one in best_of_each_article(passages)] == [1]


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [(0.0, 0.5), (math.log(3), 0.75), (-math.log(3), 0.25), (1e6, 1.0), (math.inf, 1.0)],
)
def test_confidence_is_a_logistic_function(evidence: float, expected: float) -> None:
    """Confidence is the probability with these log-odds."""
    assert confidence(evidence) == near(expected)


@pytest.mark.parametrize("evidence", [-701.0, -1e6, -math.inf])
def test_confidence_without_any_evidence(evidence: float) -> None:
    """However much speaks against a passage, its confidence is a number, and as good as 0."""
    assert 0.0 <= confidence(evidence) < 1e-300


@random_texts
@given(st.floats(allow_nan=False), st.floats(allow_nan=False))
def test_confidence_grows_with_the_evidence(first: float, second: float) -> None:
    """More evidence is never less confidence, and both ends are reached without an error."""
    less, more = sorted((first, second))
    assert 0.0 <= confidence(less) <= confidence(more) <= 1.0


def test_boosts_are_of_the_fields_that_there_are() -> None:
    """A boost of a field that the index does not have would be an error of each search."""
    from index.lexical import FIELDS  # noqa: PLC0415 -- with tantivy; the other tests here need none

    assert set(BOOSTS) <= set(FIELDS)
