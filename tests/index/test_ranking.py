from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ranking import BOOSTS, Candidate, best_of_each_article, by_order, confidence, dense_weight, rank
from tests.index.examples import near, random_texts, scored

scores = st.dictionaries(st.integers(1, 20), st.floats(0, 50, allow_nan=False), max_size=8)
cosines = st.dictionaries(st.integers(1, 20), st.floats(-1, 1), max_size=8)


def test_scores_are_added_on_one_scale() -> None:
    """A score is the share of the best BM25 and the cosine, each with its weight."""
    assert rank({1: 10.0, 2: 5.0}, {1: 0.5, 3: 0.75}, 0.25) == [
        Candidate(1, 10.0, 0.5, 0.75 * 1.0 + 0.25 * 0.5),
        Candidate(2, 5.0, 0.0, 0.75 * 0.5),
        Candidate(3, 0.0, 0.75, 0.25 * 0.75),
    ]


def test_without_an_encoder_the_lexical_score_is_all() -> None:
    """Without cosines the dense share is not taken off the lexical score."""
    assert rank({1: 10.0, 2: 5.0}, {}, 0.25) == [Candidate(1, 10.0, 0.0, 1.0), Candidate(2, 5.0, 0.0, 0.5)]


def test_without_a_matching_word_the_cosine_is_all_there_is() -> None:
    """A question whose words stand nowhere is ranked by the cosine, and a negative one counts nothing."""
    assert rank({}, {1: -0.5, 2: 0.5}, 0.25) == [Candidate(2, 0.0, 0.5, 0.125), Candidate(1, 0.0, -0.5, 0.0)]


def test_equal_scores_are_ranked_by_number() -> None:
    """The same question has the same order of hits each time."""
    assert [one.number for one in rank({3: 2.0, 1: 2.0, 2: 2.0}, {}, 0.25)] == [1, 2, 3]


@random_texts
@given(scores, cosines, st.floats(0, 1))
def test_ranked_scores_lie_between_nothing_and_one(
    lexical: dict[int, float], near: dict[int, float], weight: float
) -> None:
    """Every passage of either index is ranked once, by falling scores from 1 to 0."""
    found = rank(lexical, near, weight)
    assert {one.number for one in found} == lexical.keys() | near.keys()
    assert len(found) == len(lexical.keys() | near.keys())
    values = [one.score for one in found]
    assert values == sorted(values, reverse=True)
    assert all(0.0 <= value <= 1.0 + 1e-9 for value in values)


@pytest.mark.parametrize(
    ("fingerprint", "language", "expected"),
    [
        ("bundled:53aa", "en", 0.4),
        ("bundled:53aa", "de", 0.3),
        ("bundled:53aa", "fr", 0.1),
        ("bundled:53aa", None, 0.1),
        ("/models/other:1", "de", 0.4),
    ],
)
def test_dense_weight_belongs_to_encoder_and_language(fingerprint: str, language: str | None, expected: float) -> None:
    """The bundled encoder, trained on English, counts less in other languages."""
    assert dense_weight(fingerprint, language) == expected


def test_word_order_can_change_the_ranking() -> None:
    """A passage that keeps the question's word order comes before one of about the same score that does not."""
    first, second = scored(1, "Hafen", 0.8), scored(2, "Kai", 0.7)
    found = by_order([first, second], [0.0, 0.5])
    assert [(one.passage.number, one.score) for one in found] == [
        (2, near((0.7 + 0.4 * 0.5) / 1.4)),
        (1, near(0.8 / 1.4)),
    ]


def test_each_passage_has_its_word_order() -> None:
    """As many shares of word order as passages are wanted, or it is an error."""
    with pytest.raises(ValueError, match="shorter"):
        by_order([scored(1, "Hafen", 0.8), scored(2, "Kai", 0.7)], [0.5])


def test_articles_are_ranked_by_their_best_passage() -> None:
    """An article is shown once; the same id in another source is another article."""
    ranked = [
        scored(1, "a", 0.9, article_id="x"),
        scored(2, "b", 0.8, article_id="y"),
        scored(3, "c", 0.7, article_id="x"),
        scored(4, "d", 0.6, article_id="x", source="other"),
    ]
    assert [one.passage.number for one in best_of_each_article(ranked)] == [1, 2, 4]


def test_copy_of_an_article_is_not_shown_by_another_passage() -> None:
    """An article whose best passage has been shown is left out as a whole, though its next passage is another one."""
    ranked = [
        scored(1, "a", 0.9, article_id="x"),
        scored(2, "a", 0.8, article_id="y"),
        scored(3, "b", 0.7, article_id="y"),
    ]
    assert [one.passage.number for one in best_of_each_article(ranked)] == [1]


@pytest.mark.parametrize(
    ("coverage", "cosine", "fingerprint", "exponent"),
    [
        (1.0, 0.5, "bundled:53aa", -9.2 + 8.9 + 4.7),
        (0.0, 0.0, "bundled:53aa", -6.2),  # no encoder: the cosine says nothing
        (0.5, 0.0, "bundled:53aa", -6.2 + 5.2),
        (0.5, 0.9, "hand:a", -6.2 + 5.2),  # another encoder's cosines lie elsewhere
        (1.0, 0.0, "hand:a", -6.2 + 10.4),
    ],
)
def test_confidence_is_a_logistic_function(coverage: float, cosine: float, fingerprint: str, exponent: float) -> None:
    """Confidence grows with coverage, and with the cosine of the encoder that it was fitted to."""
    assert confidence(coverage, cosine, fingerprint) == pytest.approx(1 / (1 + math.exp(-exponent)))


def test_boosts_are_of_the_fields_that_there_are() -> None:
    """A boost of a field that the index does not have would be an error of each search."""
    from index.lexical import FIELDS  # noqa: PLC0415 -- with tantivy; the other tests here need none

    assert tuple(BOOSTS) == FIELDS
