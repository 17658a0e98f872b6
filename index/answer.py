"""Question and ranked passages → the answer: which sentence, and whether it is one at all. Pure."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index import matching, near_copies, ranking, speech
from index.question_kind import has_answer, kind_of
from index.records import Answer, Hit, Span

if TYPE_CHECKING:
    from index.matching import Question
    from index.records import Entry, Scored
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
    """The share of the question that stands in it."""
    carried: float
    """The share that stands not in it but in the title, the heading or the sentences before: "Sie warf 66 Meter weit"
    is about her whom the sentence before has named."""
    order: float
    kind: float
    speech: float

    def values(self) -> tuple[float, float, float, float, float]:
        """Return the signs in the order of `SentenceWeights`."""
        return self.coverage, self.carried, self.order, self.kind, self.speech


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
    found = tuple(replace(_hit(question, one.best, tuning.sentence), also_in=tuple(one.copies)) for one in best)
    sure = found[0].confidence
    unsure = threshold <= sure < min(1.0, threshold + UNSURE)
    ordinary = Answer(question.text, sure >= threshold, sure, found, unsure)
    if ranked.speech is None:
        return ordinary
    return speech.answer(ranked, ranked.speech, ordinary, hits=hits, threshold=threshold)


def _hit(question: Question, one: Scored, weights: SentenceWeights) -> Hit:
    span = best_sentence(question, one.entry, weights)
    quote = speech.quote_of(one.passage, span)
    return Hit(one.passage, one.score, ranking.confidence(one.evidence), span, quote)


def best_sentence(question: Question, entry: Entry, weights: SentenceWeights) -> Span | None:
    """Return the sentence of a passage that answers, or it and a neighbour, in code points of the article."""
    signs = sentence_signs(question, entry)
    if not signs:
        return None
    scores = [weights.sum(*one.values()) for one in signs]
    # The earlier of two equal ones: news puts first what matters most.
    best = max(range(len(signs)), key=lambda number: (scores[number], -number))
    total = sum(math.exp(score - scores[best]) for score in scores)
    likely = {
        number: math.exp(scores[number] - scores[best]) / total
        for number in (best - 1, best + 1)
        if 0 <= number < len(signs)
    }
    beside = max(likely, key=lambda number: (likely[number], -number), default=best)
    shown = sorted({best, beside} if likely.get(beside, 0.0) >= _BESIDE else {best})
    start = entry.passage.start
    return Span(start + signs[shown[0]].span.start, start + signs[shown[-1]].span.end)


def sentence_signs(question: Question, entry: Entry) -> list[SentenceSigns]:
    """Return what speaks for each sentence of a passage, in its order.

    Words of earlier questions choose the passage; which of its sentences answers is up to what is asked now.
    """
    kind = kind_of(question.text)
    texts = matching.sentences(entry)
    found = []
    coverages = matching.coverages(question, texts, entry.head)
    for span, text, (covered, along) in zip(entry.sentences, texts, coverages, strict=True):
        sentence = span.of(entry.passage.text)
        found.append(
            SentenceSigns(
                span=span,
                coverage=question.own * covered,
                carried=question.own * (along - covered),
                order=matching.order(question, text),
                kind=float(has_answer(kind, sentence, question.text)),
                speech=float(covered > 0 and _SPEECH.search(sentence) is not None),
            )
        )
    return found
