"""A question → the passages that may answer it, ranked: both indexes, then a reading of the best ones.

A question that leans on the ones before it is looked up twice, as it stands and together with them, and a passage's
score is the mean of the two. So a follow-up finds what it is about, and a question on something new, which its own
words find well and the old ones do not, is never dragged back.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index import analysis, follow_up, matching, ranking, speakers, speech_questions
from index.facets import origin_term
from index.lexical import Only
from index.records import Scored, Turn

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from index.encoder import Encoder
    from index.matching import Question
    from index.records import Entry, Facets
    from index.reranker import Reranker
    from index.snapshot import Snapshot
    from index.speech_questions import SpeechQuestion
    from index.weights import Tuning, Weights

_FOUND = 100
"""Passages taken from each of the two indexes."""
_READ = 25
"""Of these, those that are read and looked at word by word."""
_ASIDE_FROM = 30_000
"""Passages from which on the words are looked up beside the encoding and the vectors: of a million, 17 ms beside 20. Of
fewer, handing it to another thread costs what it saves."""
_aside = ThreadPoolExecutor(2, "lexical")
_SPEAKER_BOOST = 20.0
"""What a speaker's name counts more than a word of the topic: whoever is asked for has to be the one who speaks."""
_TURNS = 3
"""Questions that a follow-up is looked up with; what lies farther back is rarely meant."""
_CONTEXT_SHARE = 0.8
"""What a word of an earlier question counts beside the same word in this one. Between .3 and 1 more follow-ups find
their article the higher it is, and from 1 on the first changes of topic are dragged back (`tests/quality`)."""
_CONTEXT_MOST = 2.0
"""What all of those words together weigh at most, in multiples of the question's own."""
_CITED_BONUS = 1.0
"""Log-odds that the article that was just shown goes on answering; flat between 0 and 2."""


@dataclass(frozen=True, slots=True)
class Ready:
    """An opened snapshot, and what it is searched with."""

    snapshot: Snapshot
    encoder: Encoder | None
    """The one that the snapshot's vectors were made with; None where it cannot be loaded."""
    tuning: Tuning
    reranker: Reranker | None = None
    reranked: int = 0
    """How many of the best passages the reranker reads."""


@dataclass(frozen=True, slots=True)
class Nearby:
    """The article that a question is asked under: it is preferred, and "Wann beginnt das?" is about it."""

    article: tuple[str, str]
    """Its source and its id."""
    headline: str
    numbers: tuple[int, ...]
    """Of its passages."""

    def turn(self) -> Turn:
        """Return it as what the talk began with."""
        return Turn(self.headline, (self.article,))


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a question is asked, besides what it says itself."""

    nearby: Nearby | None = None
    """The article that it is asked under, if it is under one."""
    among: tuple[int, ...] | None = None
    """The numbers of the passages that may answer; None: all."""


EVERYWHERE = Scope()


@dataclass(frozen=True, slots=True)
class Speech:
    """Whose words a question asks for."""

    asked: SpeechQuestion
    topic: Question
    """What they are to be about, analysed; without words, anything will do."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """What a question found."""

    question: Question
    """As it was analysed: the answer's sentence is chosen by its words."""
    passages: tuple[Scored, ...]
    """Best first."""
    speech: Speech | None = None
    """Set where the question asks for somebody's words."""
    understood: Facets | None = None
    """Which articles were left out or preferred."""


@dataclass(frozen=True, slots=True)
class _Bounds:
    """Which passages are looked for: all but those that are left out, and those of one article in any case."""

    only: Only | None
    nearby: Nearby | None


@dataclass(frozen=True, slots=True)
class _Found:
    """What the two indexes know of one question."""

    lexical: dict[int, float]
    cosines: dict[int, float]
    vector: NDArray[np.float32] | None


def search(
    ready: Ready,
    text: str,
    turns: Sequence[Turn] = (),
    facets: Facets | None = None,
    scope: Scope = EVERYWHERE,
) -> Ranked:
    """Return the ranked passages for a question.

    Args:
        ready: what is searched.
        text: the question.
        turns: the questions before it in the same talk, oldest first.
        facets: which articles may answer, and which are preferred; None: all alike.
        scope: which passages are looked for.

    """
    nearby = scope.nearby
    if nearby is not None:
        turns = (nearby.turn(), *turns[1 - _TURNS :])
    language = analysis.question_language(text, ready.snapshot.manifest.languages)
    weights = ready.tuning.of(language)
    question = _analysed(ready, text, language)
    speech = None
    only = _only(facets, scope.among)
    if turns and follow_up.leans(text, language):
        question, scored = _in_context(ready, question, turns[-_TURNS:], weights, _Bounds(only, nearby))
    else:
        found = _find(ready, question, only)
        speech = _speech(ready, text, language)
        best = _best(found, weights)
        if speech is not None:
            best += [number for number in _quoting(ready, speech, only) if number not in best]
        read = ready.snapshot.lexical.entries([*best, *_of_article(nearby, best)])
        scored = _scored(ready, question, found, read, weights)
    if facets is not None and facets.days is not None and not facets.strict:
        scored = ranking.preferred(scored, facets.days)
    if nearby is not None:
        scored = ranking.of_article_preferred(scored, nearby.article)
    passages = ranking.ranked(scored)
    if ready.reranker is not None:
        logits = ready.reranker.logits(text, [one.passage.text for one in passages[: ready.reranked]])
        passages = ranking.reranked(passages, logits)
    return Ranked(question, tuple(passages), speech, facets)


def _speech(ready: Ready, text: str, language: str | None) -> Speech | None:
    asked = speech_questions.read(text)
    return None if asked is None else Speech(asked, _analysed(ready, asked.topic, language))


def _quoting(ready: Ready, speech: Speech, only: Only | None) -> list[int]:
    """Return the passages that quote whom the question asks for, those on its topic first."""
    if not speech.asked.speaker:
        return []
    terms = _terms(speech.topic) | {"speakers": dict.fromkeys(speakers.keys(speech.asked.speaker), 1.0)}
    boosts = ranking.BOOSTS | {"speakers": _SPEAKER_BOOST}
    return list(ready.snapshot.lexical.search(terms, boosts, _READ, only))


def _only(facets: Facets | None, among: tuple[int, ...] | None) -> Only | None:
    """Return what passages are left out for, if any are."""
    if facets is None or not facets.restricts:
        return None if among is None else Only(numbers=among)
    return Only(facets.only, None if facets.origin is None else origin_term(facets.origin), among)


def _in_context(
    ready: Ready, question: Question, turns: Sequence[Turn], weights: Weights, bounds: _Bounds
) -> tuple[Question, list[Scored]]:
    """Return the question whose words choose the answer's sentence, and the passages by the mean of both scores."""
    before = _analysed(ready, " ".join(turn.question for turn in turns), question.language)
    together = matching.with_context(question, before, _CONTEXT_SHARE, _CONTEXT_MOST)
    plain, wide = _find(ready, question, bounds.only), _find(ready, together, bounds.only)
    best = list(dict.fromkeys([*_best(plain, weights), *_best(wide, weights)]))
    read = ready.snapshot.lexical.entries([*best, *_of_article(bounds.nearby, best)])
    alone = _scored(ready, question, plain, read, weights)
    with_turns = _scored(ready, together, wide, read, weights)
    cited = {identity for turn in turns for identity in turn.cited}
    fused = []
    for one, other in zip(alone, with_turns, strict=True):
        bonus = _CITED_BONUS if (one.passage.source, one.passage.article_id) in cited else 0.0
        evidence = max(one.evidence, other.evidence)
        fused.append(replace(other, score=(one.score + other.score + bonus) / 2, evidence=evidence))
    # What kind of answer is asked for is said by this question alone.
    return question if question.words else replace(together, text=question.text), fused


def _of_article(nearby: Nearby | None, known: Sequence[int]) -> list[int]:
    """Return the passages of the article that is asked under, as far as they are not known yet."""
    return [] if nearby is None else [number for number in nearby.numbers if number not in known][:_READ]


def _analysed(ready: Ready, text: str, language: str | None) -> Question:
    lexical = ready.snapshot.lexical
    return matching.analysed(text, language, lambda stem: lexical.document_frequency("stems", stem), len(lexical))


def _find(ready: Ready, question: Question, only: Only | None) -> _Found:
    """Ask both indexes."""
    index, level = ready.snapshot.lexical, ranking.lexical_level(len(ready.snapshot.lexical))
    look_up = functools.partial(index.search, _terms(question), ranking.BOOSTS, _FOUND, only)
    # tantivy, PyTorch and FAISS let go of Python's lock while they work.
    aside = _aside.submit(look_up) if ready.encoder is not None and len(index) >= _ASIDE_FROM else None
    if ready.encoder is None:
        return _Found({number: bm25 / level for number, bm25 in look_up().items()}, {}, None)
    vector = ready.encoder.encode_question(question.text)
    nearest = ready.snapshot.dense.nearest(vector, _FOUND, None if only is None else index.numbers(only))
    found = look_up() if aside is None else aside.result()
    lexical = {number: bm25 / level for number, bm25 in found.items()}
    cosines = nearest | ready.snapshot.dense.cosines(vector, [number for number in lexical if number not in nearest])
    return _Found(lexical, cosines, vector)


def _terms(question: Question) -> dict[str, Mapping[str, float]]:
    """Return what passages are looked up by: field → term → what it counts."""
    stems = {word.stem: word.share for word in question.words}
    grams: defaultdict[str, float] = defaultdict(float)
    for word in question.words:
        for gram in word.grams:
            grams[gram] += word.share
    return {"stems": stems, "grams": grams, "title_stems": stems, "title_grams": grams}


def _best(found: _Found, weights: Weights) -> list[int]:
    """Return the numbers of the passages that are worth reading."""
    return ranking.worth_reading(found.lexical, found.cosines, weights.ranking, _READ)


def _scored(
    ready: Ready, question: Question, found: _Found, read: Mapping[int, Entry], weights: Weights
) -> list[Scored]:
    """Return the passages that were read with their signs and their score, in their order, found or not."""
    cosines = _comparable(ready, found, read)
    scored = []
    for number, entry in read.items():
        coverage, order = matching.coverage(question, (entry.head, entry.body)), matching.order(question, entry.body)
        signs = (found.lexical.get(number, 0.0), cosines.get(number, 0.0), coverage, order)
        evidence = weights.bias + weights.answering.sum(*signs)
        scored.append(Scored(entry, *signs, weights.ranking.sum(*signs), evidence))
    return scored


def _comparable(ready: Ready, found: _Found, numbers: Collection[int]) -> Mapping[int, float]:
    """Return the cosines of these passages on the scale that the weights are for."""
    cosines = found.cosines
    if found.vector is not None and (unknown := [number for number in numbers if number not in cosines]):
        cosines = cosines | ready.snapshot.dense.cosines(found.vector, unknown)
    known = {number: cosines[number] for number in numbers if number in cosines}
    return ranking.comparable(known, ready.snapshot.manifest.fingerprint)
