"""Question and ranked passages → the answer: which sentence, and whether it is one at all. Pure."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index import analysis, matching, near_copies, passages, ranking
from index.question_kind import has_answer, kind_of
from index.records import Answer, Hit, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.matching import Question
    from index.records import Scored, StoredPassage
    from index.search import Ranked
    from index.weights import SentenceWeights, Tuning

UNSURE = 0.15
"""Confidence above the threshold up to which an answer is given with a doubt."""
_BESIDE = 0.2
"""The likelihood from which on a neighbour of the best sentence is shown with it. On XQuAD this makes two sentences of
every seventh answer, and four in a hundred more hold what was asked for."""
_SPEECH = re.compile(r"[„“\"»«](?:[^„“”\"»«\s]+\s+){3,}[^„“”\"»«]*[“”\"«»]")
"""Four or more words between quotation marks; fewer are a term or a title."""


@dataclass(frozen=True, slots=True)
class SentenceSigns:
    """What speaks for a sentence; the weights are in `SentenceWeights`."""

    span: Span
    """In code points of the passage."""
    coverage: float
    order: float
    kind: float
    speech: float

    def score(self, weights: SentenceWeights) -> float:
        """Return the log-odds that this is the sentence that answers, but for a constant."""
        return (
            weights.coverage * self.coverage
            + weights.order * self.order
            + weights.kind * self.kind
            + weights.speech * self.speech
        )


def answer(ranked: Ranked, tuning: Tuning, *, hits: int, threshold: float) -> Answer:
    """Return the best articles with their answering sentences, and whether the first one is taken for an answer.

    A report that several articles have is one hit, and names the others.

    Args:
        ranked: the question and its passages, several of one article among them.
        tuning: what the signs of a sentence count.
        hits: how many articles to return at most.
        threshold: the confidence, 0 to 1, from which on the first one is an answer.

    """
    question = ranked.question
    best = near_copies.reports(ranked.passages, hits)
    if not best or not question.words:
        return Answer(question.text, answered=False, confidence=0.0, hits=())
    found = tuple(
        Hit(
            report.best.passage,
            report.best.score,
            ranking.confidence(report.best.evidence),
            best_sentence(question, report.best.passage, tuning.sentence),
            tuple(report.copies),
        )
        for report in best
    )
    sure = found[0].confidence
    unsure = threshold <= sure < min(1.0, threshold + UNSURE)
    return Answer(question.text, sure >= threshold, sure, found, unsure)


def best_sentence(question: Question, passage: StoredPassage, weights: SentenceWeights) -> Span | None:
    """Return the sentence of a passage that answers, or it and a neighbour, in code points of the article."""
    signs = sentence_signs(question, passage)
    if not signs:
        return None
    scores = [one.score(weights) for one in signs]
    # The earlier of two equal ones: news puts first what matters most.
    best = max(range(len(signs)), key=lambda number: (scores[number], -number))
    total = sum(math.exp(score - scores[best]) for score in scores)
    likely = {
        number: math.exp(scores[number] - scores[best]) / total
        for number in (best - 1, best + 1)
        if 0 <= number < len(signs) and signs[number].coverage
    }
    beside = max(likely, key=lambda number: (likely[number], -number), default=best)
    shown = sorted({best, beside} if likely.get(beside, 0.0) >= _BESIDE else {best})
    return Span(passage.start + signs[shown[0]].span.start, passage.start + signs[shown[-1]].span.end)


def sentence_signs(question: Question, passage: StoredPassage) -> list[SentenceSigns]:
    """Return what speaks for each sentence of a passage, in its order."""
    kind = kind_of(question.text)
    return [
        _signs(question, span, span.of(passage.text), passage.language, has_kind=has_answer(kind, span.of(passage.text), question.text))
        for span in passages.sentences(passage.text, passage.language)
    ]


def _signs(question: Question, span: Span, sentence: str, language: str | None, *, has_kind: bool) -> SentenceSigns:
    words = analysis.words(sentence)
    covered = matching.coverage(question, words, language)
    if not covered:
        return SentenceSigns(span, 0.0, 0.0, 0.0, 0.0)
    speech = _SPEECH.search(sentence) is not None
    return SentenceSigns(span, covered, matching.order(question, words), float(has_kind), float(speech))
