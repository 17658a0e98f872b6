"""Weights fitted to questions whose article is known.

Each question is learned from twice: as it is, and with its article taken away, when no passage is right. So abstention
is learned even from questions that all have an answer, and from the hardest kind: the archive has articles on the same
matter, and they do not answer.
"""

from __future__ import annotations

from dataclasses import asdict, astuple, dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from index import ranking
from index.answer import sentence_signs
from index.errors import ConfigError
from index.evaluation import DEPTH, auroc
from index.fitting import Choice, fit_choice, fit_yes
from index.weights import ANY, PassageWeights, SentenceWeights, Tuning, Weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from index.evaluation import AskedQuestion, OnProgress
    from index.library import Library
    from index.records import Scored
    from index.search import Ranked

FEWEST = 20
"""Answerable questions under which nothing is fitted: chance would be learned."""
FEWEST_OF_A_LANGUAGE = 100
"""Answerable questions from which on a language gets weights of its own."""
FOLDS = 5
_MAX_FALSE, _MIN_CORRECT = 0.05, 0.9
"""What a threshold has to keep to in cross-validation: the share of questions without an answer that are answered, and
the share of right articles among the answers."""
_GONE_WEIGHT = 0.5
"""What a question whose article was taken away counts there: hardly any question that has no answer is as hard."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question with what it found."""

    asked: AskedQuestion
    language: str | None
    signs: NDArray[np.float64]
    """Shape (passages, 4): lexical, cosine, coverage, order."""
    articles: tuple[str, ...]
    """The article of each passage."""
    sentences: Choice | None
    """The sentences of the right article's best passage, where some hold the answer and some do not."""

    @property
    def answerable(self) -> bool:
        """Whether an article answers it."""
        return self.asked.article_id is not None


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of the first passage of an example."""

    confidence: float
    right: bool
    answerable: bool
    weight: float
    """What it counts when the threshold is chosen."""


@dataclass(frozen=True, slots=True)
class Report:
    """How well weights do on questions that they were not fitted to; each question also without its article."""

    recall: float
    """Share of the answerable questions whose article is first."""
    mrr: float
    auroc: float | None
    correct_of_answered: float | None
    false_answers: float | None
    sentence: float | None
    """Share of the right passages, of those that leave a choice, whose best sentence holds the answer."""


@dataclass(frozen=True, slots=True)
class Tuned:
    """Weights fitted to a user's questions, and whether they are worth keeping."""

    started_from: Tuning
    tuning: Tuning
    before: Report
    after: Report
    """In cross-validation."""

    @property
    def better(self) -> bool:
        """Whether the fitted weights rank better, or as well and are better at abstaining."""
        return (self.after.mrr, self.after.auroc or 0.0) > (self.before.mrr, self.before.auroc or 0.0)

    def to_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {"before": asdict(self.before), "fitted": asdict(self.after), "weights": self.tuning.to_json()}


def tune(library: Library, questions: Sequence[AskedQuestion], on_progress: OnProgress) -> Tuned:
    """Fit weights to questions and see whether they do better than the library's.

    Raises:
        ConfigError: there are too few questions with an article.
        SnapshotError: nothing has been synced yet, or the snapshot is damaged.

    """
    learned = examples(library, questions, on_progress)
    count = sum(one.answerable for one in learned)
    if count < FEWEST:
        raise ConfigError(f'{count} questions with an "article_id" are too few to learn from; write {FEWEST} or more')
    start = replace(library.tuning(), encoder=library.fingerprint())
    after, tuning = cross_validated(learned, start)
    return Tuned(start, tuning, report(learned, start), after)


def examples(library: Library, questions: Sequence[AskedQuestion], on_progress: OnProgress) -> list[Example]:
    """Look every question up, and note what it found.

    Raises:
        SnapshotError: nothing has been synced yet, or the snapshot is damaged.

    """
    found = []
    for done, asked in enumerate(questions):
        on_progress(done, len(questions))
        ranked = library.rank(asked.question)
        if ranked is not None and ranked.passages:
            found.append(_example(asked, ranked))
    on_progress(len(questions), len(questions))
    return found


def fit(learned: Sequence[Example], start: Tuning) -> Tuning:
    """Return a tuning fitted to examples, drawn towards the one that it starts from; its threshold stays."""
    by_language = {ANY: _weights(learned, start.of(None))}
    codes = {one.language for one in learned if one.language is not None}
    for code in sorted(codes):
        own = [one for one in learned if one.language == code]
        if sum(one.answerable for one in own) >= FEWEST_OF_A_LANGUAGE:
            by_language[code] = _weights(own, by_language[ANY])
    kept = {code: weights for code, weights in start.languages.items() if code not in codes and code != ANY}
    sentences = [one.sentences for one in learned if one.sentences is not None]
    sentence = SentenceWeights(*fit_choice(sentences, astuple(start.sentence)))
    return replace(start, sentence=sentence, languages={**kept, **by_language})


def fit_threshold(held_out: Sequence[Judged], start: float) -> float:
    """Return the lowest threshold that keeps what readers are promised, or `start` where none does."""
    unanswerable = sum(one.weight for one in held_out if not one.answerable)
    for percent in range(20, 96):
        given = [one for one in held_out if one.confidence >= percent / 100]
        all_given = sum(one.weight for one in given)
        correct = sum(one.weight for one in given if one.right)
        false = sum(one.weight for one in given if not one.answerable)
        if given and correct >= _MIN_CORRECT * all_given and false <= _MAX_FALSE * unanswerable:
            return percent / 100
    return start


def cross_validated(learned: Sequence[Example], start: Tuning) -> tuple[Report, Tuning]:
    """Return how well fitted weights do, each fold by those of the others, and the weights fitted to all of them."""
    folds = _folds(learned)
    parts = [
        (
            [one for one, fold in zip(learned, folds, strict=True) if fold == number],
            fit([one for one, fold in zip(learned, folds, strict=True) if fold != number], start),
        )
        for number in range(FOLDS)
    ]
    threshold = fit_threshold(list(_all_judged(parts)), start.threshold)
    return _report(parts, threshold), replace(fit(learned, start), threshold=threshold)


def report(learned: Sequence[Example], tuning: Tuning) -> Report:
    """Return how well a tuning does on examples that it was not fitted to."""
    return _report([(learned, tuning)], tuning.threshold)


def _example(asked: AskedQuestion, ranked: Ranked) -> Example:
    signs = np.array([[one.lexical, one.cosine, one.coverage, one.order] for one in ranked.passages])
    articles = tuple(one.passage.article_id for one in ranked.passages)
    right = next((one for one in ranked.passages if one.passage.article_id == asked.article_id), None)
    sentences = _sentences(asked, ranked, right) if right is not None and asked.answers else None
    return Example(asked, ranked.question.language, signs, articles, sentences)


def _sentences(asked: AskedQuestion, ranked: Ranked, scored: Scored) -> Choice | None:
    found = sentence_signs(ranked.question, scored.entry)
    texts = [one.span.of(scored.passage.text).lower() for one in found]
    right = np.array([any(answer.lower() in text for answer in asked.answers) for text in texts], bool)
    if not right.any() or right.all():
        return None
    return Choice(np.array([one.values() for one in found]), right)


def _weights(learned: Sequence[Example], start: Weights) -> Weights:
    """Fit the ranking, then how sure its first passage is."""
    choices = [choice for one in learned if (choice := _passage_choice(one)) is not None]
    order = PassageWeights(*fit_choice(choices, astuple(start.ranking)))
    firsts = [first for one in learned for gone in (False, True) if (first := _first(one, order, gone=gone))]
    bias, *answering = fit_yes(
        np.array([[1.0, *signs] for signs, _ in firsts]),
        np.array([right for _, right in firsts], bool),
        [start.bias, *astuple(start.answering)],
    )
    return Weights(order, PassageWeights(*answering), bias)


def _passage_choice(example: Example) -> Choice | None:
    right = np.array([article == example.asked.article_id for article in example.articles], bool)
    return Choice(example.signs, right) if right.any() and not right.all() else None


def _first(example: Example, weights: PassageWeights, *, gone: bool) -> tuple[list[float], bool] | None:
    """Return the signs of the first passage and whether it is right; with `gone`, the right article is not there."""
    wanted = example.asked.article_id
    if gone and wanted is None:
        return None
    kept = [
        (signs, article == wanted)
        for signs, article in zip(example.signs.tolist(), example.articles, strict=True)
        if not (gone and article == wanted)
    ]
    return max(kept, key=lambda one: weights.sum(*one[0]), default=None)


def _all_judged(parts: Iterable[tuple[Sequence[Example], Tuning]]) -> Iterator[Judged]:
    for held_out, tuning in parts:
        for one in held_out:
            weights = tuning.of(one.language)
            for gone in (False, True):
                if first := _first(one, weights.ranking, gone=gone):
                    signs, right = first
                    sure = ranking.confidence(weights.bias + weights.answering.sum(*signs))
                    yield Judged(sure, right, one.answerable and not gone, _GONE_WEIGHT if gone else 1.0)


def _report(parts: Sequence[tuple[Sequence[Example], Tuning]], threshold: float) -> Report:
    judged = list(_all_judged(parts))
    ranks = [_rank(one, tuning.of(one.language)) for held_out, tuning in parts for one in held_out if one.answerable]
    sentences = [
        bool(one.sentences.right[int(np.argmax(one.sentences.signs @ np.array(astuple(tuning.sentence))))])
        for held_out, tuning in parts
        for one in held_out
        if one.sentences is not None
    ]
    given = [one for one in judged if one.confidence >= threshold]
    nothing = [one for one in judged if not one.answerable]
    return Report(
        recall=_mean([rank == 1 for rank in ranks]) or 0.0,
        mrr=_mean([1 / rank if rank else 0.0 for rank in ranks]) or 0.0,
        auroc=auroc([one.confidence for one in judged if one.right], [one.confidence for one in nothing]),
        correct_of_answered=_mean([one.right for one in given]),
        false_answers=_mean([one.confidence >= threshold for one in nothing]),
        sentence=_mean(sentences),
    )


def _rank(example: Example, weights: Weights) -> int | None:
    scores = example.signs @ np.array(astuple(weights.ranking))
    ordered = [example.articles[number] for number in np.argsort(-scores, kind="stable")]
    first = list(dict.fromkeys(ordered))[:DEPTH]
    wanted = example.asked.article_id
    return first.index(wanted) + 1 if wanted in first else None


def _folds(learned: Sequence[Example]) -> list[int]:
    """Return a fold for each example; the questions on one article are in one fold, so that none helps another."""
    articles = dict.fromkeys(one.asked.article_id for one in learned if one.asked.article_id)
    numbers = {article: number for number, article in enumerate(articles)}
    return [
        (numbers[one.asked.article_id] if one.asked.article_id else position) % FOLDS
        for position, one in enumerate(learned)
    ]


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
