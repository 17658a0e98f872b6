"""Question and ranked passages → the answer: which sentence, and whether it is one at all. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index import matching, passages, ranking
from index.records import Answer, Hit, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.matching import Question
    from index.records import Scored, StoredPassage

_ORDER_WEIGHT = 0.5
"""What word order counts beside the words when a sentence is chosen; flat between .25 and .75 on XQuAD."""

_DIRECT_SPEECH = 0.1
"""What it counts that somebody speaks in the sentence in words of their own: where a reporter's summary and the
quotation itself fit about equally well, the quotation is the better evidence."""
_SPEECH = re.compile(r"[„“\"»«](?:[^„“”\"»«\s]+\s+){3,}[^„“”\"»«]*[“”\"«»]")
"""Four or more words between quotation marks; fewer are a term or a title."""


def answer(question: Question, scored: Sequence[Scored], fingerprint: str, *, hits: int, threshold: float) -> Answer:
    """Return the best articles with their answering sentences, and whether the first one is taken for an answer.

    Args:
        question: what was asked.
        scored: the ranked passages, several of one article among them.
        fingerprint: the encoder's, which the cosines come from.
        hits: how many articles to return at most.
        threshold: the confidence, 0 to 1, from which on the first one is an answer.

    """
    best = ranking.best_of_each_article(scored)[:hits]
    if not best or not question.words:
        return Answer(question.text, answered=False, confidence=0.0, hits=())
    found = tuple(_hit(question, one, fingerprint) for one in best)
    return Answer(question.text, found[0].confidence >= threshold, found[0].confidence, found)


def best_sentence(question: Question, passage: StoredPassage) -> Span | None:
    """Return the sentence of a passage that holds most of the question, in code points of the article."""
    candidates = passages.sentences(passage.text, passage.language)
    if not candidates:
        return None
    # The earlier of two equal ones: news puts first what matters most.
    span = max(candidates, key=lambda one: (_fit(question, one.of(passage.text), passage.language), -one.start))
    return Span(passage.start + span.start, passage.start + span.end)


def _fit(question: Question, sentence: str, language: str | None) -> float:
    words = matching.coverage(question, sentence, language)
    if not words:
        return 0.0
    speech = _DIRECT_SPEECH if _SPEECH.search(sentence) else 0.0
    return words + _ORDER_WEIGHT * matching.order(question, sentence) + speech


def _hit(question: Question, scored: Scored, fingerprint: str) -> Hit:
    passage = scored.passage
    text = "\n".join(part for part in (passage.title, passage.heading, passage.text) if part)
    covered = matching.coverage(question, text, passage.language)
    sure = ranking.confidence(covered, scored.cosine, fingerprint)
    return Hit(passage, scored.score, sure, best_sentence(question, passage))
