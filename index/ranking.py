"""The signs of a good passage → one score, one order, one confidence. Pure.

Both the score and the confidence are linear in the signs: BM25 over stems and 4-grams, the cosine, how much of the
question the passage covers, and how much of its word order. The score's weights are those of a conditional logit
(McFadden 1974): the difference of two scores is the log-odds that the one answers rather than the other. The
confidence is a logistic regression on the first passage's signs: whether it answers at all. Ranks are never fused: a
weak list would drag a strong one down.
"""

from __future__ import annotations

import math
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.dates import Days
    from index.records import Scored
    from index.weights import PassageWeights

BOOSTS = {"stems": 1.0, "grams": 0.4, "title_stems": 0.3, "title_grams": 0.12}
"""What a term counts in each field. 4-grams come several to a word, and title words are few and so score high."""

_COMPARABLE = "bundled:"
"""Encoders whose cosines the shipped weights know as they are."""
PREFERRED = 2.0
"""Log-odds that an article of the days that a question names answers rather than another; not that it answers at all,
so it is no evidence. By ``tests.tools.preferred_days`` it lifts recall@1 from .81 to .91 where the month is that of the
article, and takes .02 where it is the one after it."""
_FARTHEST = 700.0
"""``exp`` of more overflows."""


def worth_reading(
    lexical: Mapping[int, float], cosines: Mapping[int, float], weights: PassageWeights, count: int
) -> list[int]:
    """Return the numbers of the `count` best passages by what the two indexes say of them; see `Scored`."""
    by_index = sorted(
        (-weights.sum(lexical.get(number, 0.0), cosines.get(number, 0.0), 0.0, 0.0), number)
        for number in lexical.keys() | cosines.keys()
    )
    return [number for _, number in by_index[:count]]


def lexical_level(passage_count: int) -> float:
    """Return what a BM25 is divided by to mean the same in archives of any size.

    It is the inverse document frequency of a word that a single passage has, ``ln(1 + (N - n + .5) / (n + .5))`` with
    n = 1 (Robertson and Zaragoza 2009): the most that one occurrence of one word adds to a BM25.
    """
    return math.log(1 + max(0.5, passage_count - 0.5) / 1.5)


def comparable(cosines: Mapping[int, float], fingerprint: str) -> Mapping[int, float]:
    """Return cosines on a scale that weights can be given for.

    Each encoder has a level of its own that even texts about different things reach. Of an encoder that nobody has
    measured, it is taken to be the median of the passages that are read, and counted from there.
    """
    if not cosines or fingerprint.startswith(_COMPARABLE):
        return cosines
    level = median(cosines.values())
    return {number: cosine - level for number, cosine in cosines.items()}


def ranked(scored: Sequence[Scored]) -> list[Scored]:
    """Return passages best first; equal ones by number, so that a question has the same order of hits each time."""
    return sorted(scored, key=lambda one: (-one.score, one.passage.number))


def preferred(scored: Sequence[Scored], days: Days) -> list[Scored]:
    """Return passages with a bonus for those of articles that may have been published on one of these days."""
    return [
        replace(one, score=one.score + PREFERRED) if days.overlaps(one.passage.published) else one for one in scored
    ]


def of_article_preferred(scored: Sequence[Scored], article: tuple[str, str]) -> list[Scored]:
    """Return passages with a bonus for those of one article, by its source and id: the one that is asked under."""
    return [
        replace(one, score=one.score + PREFERRED) if (one.passage.source, one.passage.article_id) == article else one
        for one in scored
    ]


def reranked(scored: Sequence[Scored], logits: Sequence[float]) -> list[Scored]:
    """Return passages with the log-odds of a cross-encoder added to the first of them, which are ranked anew.

    Those that it has not read stay behind them.
    """
    count = len(logits)
    read = [
        replace(one, score=one.score + logit, evidence=one.evidence + logit)
        for one, logit in zip(scored[:count], logits, strict=True)
    ]
    return [*ranked(read), *scored[count:]]


def best_of_each_article(scored: Sequence[Scored]) -> list[Scored]:
    """Return the best passage of each article, in the order of the ranking; a text that two have is shown once."""
    seen: set[tuple[str, str]] = set()
    texts: set[str] = set()
    found = []
    for one in scored:
        identity = (one.passage.source, one.passage.article_id)
        if identity not in seen and one.passage.text not in texts:
            found.append(one)
            texts.add(one.passage.text)
        seen.add(identity)
    return found


def confidence(evidence: float) -> float:
    """Return how likely a passage answers, 0 to 1, from the log-odds of it.

    It depends on the passage alone: two reports of the same event do not take it from one another.
    """
    return 1 / (1 + math.exp(min(_FARTHEST, max(-_FARTHEST, -evidence))))
