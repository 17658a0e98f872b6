"""Whose words: the quotation that an answer is, and the answers to questions that ask what somebody said. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index import matching, ranking, speakers
from index.records import Answer, Hit, QuoteKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.matching import Question
    from index.records import Scored, StoredPassage, StoredQuote
    from index.search import Ranked, Speech

ABOUT = 0.5
"""The share of a topic's words from which on a quotation is about it."""
_SAID = 2 / 3
"""The share of what somebody is to have said from which on a quotation says it: a word of two is another statement."""
_AROUND = 0.9
"""What a word counts that is not in the quotation, but in its sentence, the one before, the title or the heading."""
_SAME = 0.5
"""The share of the longest overlap from which on a direct quotation goes before an indirect one."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A quotation that may be what was asked for."""

    passage: StoredPassage
    quote: StoredQuote
    span: Span
    """The sentences that it stands in, as far as the passage reaches."""
    about: float
    """How much of the topic is there, 0 to 1."""
    inside: float
    """How much of it is in the quotation itself."""
    score: float
    """Of the passage."""

    def order(self) -> tuple[bool, float, float, bool, float, int]:
        """Return what the best one has the least of."""
        direct = self.quote.kind is QuoteKind.DIRECT
        known = self.quote.said_by is not None
        return not known, -self.about, -self.inside, not direct, -self.score, self.quote.span.start


def quote_of(passage: StoredPassage, answer: Span | None) -> StoredQuote | None:
    """Return the quotation that an answer is, or stands in.

    Half of the quotation or half of the answer has to be common to both: a quoted word or two in a sentence do not make
    it anybody's speech. Of several, the one that has most in common; a direct one goes before an indirect one that has
    up to twice as much.
    """
    if answer is None:
        return None
    common = [
        (size, quote)
        for quote in passage.quotes
        if (size := min(quote.span.end, answer.end) - max(quote.span.start, answer.start)) > 0
        and 2 * size >= min(quote.span.end - quote.span.start, answer.end - answer.start)
    ]
    most = max((size for size, _ in common), default=0)
    near = [(quote.kind is QuoteKind.DIRECT, size, quote) for size, quote in common if size >= _SAME * most]
    return max(near, key=lambda one: one[:2])[2] if near else None


def is_by(words: Sequence[str], quote: StoredQuote, *, whole: bool = False) -> bool:
    """Tell whether a quotation is by somebody who is asked for; see `speakers.is_by`."""
    return speakers.is_by(words, quote.name, (quote.role, quote.speaker_text), whole=whole)


def is_about(topic: str, quotation: StoredPassage) -> bool:
    """Tell whether a quotation, or its article's title, has enough of a topic's words; an empty topic is had by all."""
    language = quotation.language
    asked = matching.analysed(topic, language, lambda _: 0, 1)
    texts = [matching.read(part, language) for part in (quotation.text, quotation.title) if part]
    return not asked.words or matching.coverage(asked, texts) >= ABOUT


def answer(ranked: Ranked, speech: Speech, ordinary: Answer, *, hits: int, threshold: float) -> Answer:
    """Return what somebody said on what was asked, or who said it.

    Args:
        ranked: the question and its passages.
        speech: whose words are asked for.
        ordinary: what would be answered if it did not matter whose words they are.
        hits: how many articles to return at most.
        threshold: the confidence from which on it is an answer.

    An answer that is nobody's words will do where the question allows it, if it names whom the question asks for.

    """
    best = [min(said, key=_Said.order) for one in ranked.passages if (said := list(_said(one, speech)))]
    best.sort(key=lambda said: said.order()[:-1])
    found = ranking.best_of_each_article([_scored(ranked, said) for said in best])[:hits]
    of_passage = {said.passage.number: said for said in best}
    shown = tuple(_hit(of_passage[one.passage.number], one.score) for one in found)
    if shown and shown[0].confidence >= threshold:
        return Answer(ordinary.question, answered=True, confidence=shown[0].confidence, hits=shown)
    if ordinary.answered and not speech.asked.strict and _names(ordinary.hits[0].passage, speech.asked.speaker[-1]):
        return ordinary
    return replace(ordinary, answered=False, confidence=0.0, unsure=False)


def _said(one: Scored, speech: Speech) -> Iterator[_Said]:
    """Yield the quotations of a passage that are by whom they should be, and about the topic."""
    for quote in one.passage.quotes:
        someone = bool(speech.asked.speaker)
        by = is_by(speech.asked.speaker, quote) if someone else quote.said_by is not None
        if by and (found := _about(one, quote, speech.topic, around=someone)).about >= (ABOUT if someone else _SAID):
            yield found


def _about(one: Scored, quote: StoredQuote, topic: Question, *, around: bool) -> _Said:
    """Return how much a quotation is about a topic; `around`: what stands near it tells that as well."""
    passage, language = one.passage, one.passage.language
    parts = one.entry.sentences
    start, end = quote.span.start - passage.start, quote.span.end - passage.start
    within = [number for number, part in enumerate(parts) if part.start < end and part.end > start]
    first, last = (within[0], within[-1]) if within else (0, len(parts) - 1)
    span = Span(passage.start + parts[first].start, passage.start + parts[last].end) if parts else Span(start, end)
    if not topic.words:
        return _Said(passage, quote, span, 1.0, 1.0, one.score)
    inside = matching.coverage(topic, [matching.read(quote.text, language)])
    begin = parts[max(0, first - around)].start if parts else 0
    beside = [passage.text[begin : span.end - passage.start], *([passage.title, passage.heading] if around else [])]
    texts = [matching.read(part, language) for part in (quote.text, *beside) if part]
    near = matching.coverage(topic, texts)
    return _Said(passage, quote, span, max(inside, _AROUND * near), inside, one.score)


def _scored(ranked: Ranked, said: _Said) -> Scored:
    return next(one for one in ranked.passages if one.passage.number == said.passage.number)


def _hit(said: _Said, score: float) -> Hit:
    # Whose words they are is certain; what is left open is whether they are about what was asked.
    return Hit(said.passage, score, (1 + said.about) / 2, said.span, said.quote)


def _names(passage: StoredPassage, word: str) -> bool:
    return not set(speakers.keys([word])).isdisjoint(speakers.looked_up_by(passage.text))
