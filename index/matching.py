"""How much of a question stands in a text: its words, rare ones counting more, and their order. Pure.

Texts come as their `analysis.words`, so that each is taken apart once, whatever it is compared by.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import chain, pairwise, repeat
from typing import TYPE_CHECKING

from index import analysis

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    DocumentFrequency = Callable[[str], int]

_NEAR = 0.5
"""The share of a word's 4-grams from which on a text is taken to have another form of it."""


@dataclass(frozen=True, slots=True)
class Word:
    """A content word of a question."""

    stem: str
    grams: frozenset[str]
    weight: float
    """Inverse document frequency, ``ln(1 + N / (1 + n))``, times its share."""
    share: float = 1.0
    """1 for a word of the question itself, less for one of the questions before it."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, analysed once for all the texts that it is compared with."""

    text: str
    language: str | None
    words: tuple[Word, ...]
    pairs: frozenset[tuple[str, str]]
    """Its neighbouring words, function words included: "in die Ukraine" is another thing than "in der Ukraine"."""

    @property
    def weight(self) -> float:
        """The weight of all its words."""
        return sum(word.weight for word in self.words)

    @property
    def own(self) -> float:
        """The share of that weight which its own words have; the others were asked before: "Und wann?" has none."""
        return sum(word.weight for word in self.words if word.share == 1.0) / self.weight if self.words else 0.0


def analysed(text: str, language: str | None, frequency: DocumentFrequency, passage_count: int) -> Question:
    """Return a question with its words weighted by how rare they are.

    Args:
        text: the question.
        language: what its words are stemmed by.
        frequency: stem → number of passages that it stands in.
        passage_count: number of all passages.

    """
    found: dict[str, Word] = {}
    for word in analysis.content_words(text, language):
        stem = analysis.stem(word, language)
        weight = math.log(1 + passage_count / (1 + frequency(stem)))
        found.setdefault(stem, Word(stem, frozenset(analysis.word_grams(word)), weight))
    return Question(text, language, tuple(found.values()), frozenset(pairwise(analysis.words(text))))


def with_context(question: Question, before: Question, share: float, most: float) -> Question:
    """Return a question that also asks for what was asked before.

    Args:
        question: what is asked now.
        before: what was asked before.
        share: what a word of `before` counts at most beside the same word in `question`.
        most: what all of those words together weigh at most, in multiples of the question's own.

    """
    own = {word.stem for word in question.words}
    old = [word for word in before.words if word.stem not in own]
    total = sum(word.weight for word in old)
    if question.words and total:
        share = min(share, most * question.weight / total)
    added = (replace(word, weight=share * word.weight, share=share) for word in old)
    return replace(question, text=f"{before.text} {question.text}", words=(*question.words, *added))


def coverage(question: Question, words: Sequence[str], language: str | None) -> float:
    """Return the share of the question's words that stand in a text, 0 to 1; near forms count in part.

    Args:
        question: what is looked for.
        words: the text's words.
        language: the text's; its words are stemmed by its own language and by the question's.

    """
    total = question.weight
    if not total:
        return 0.0
    different = set(words)
    stems = set(map(analysis.stem, different, repeat(language)))
    if language != question.language:
        stems.update(map(analysis.stem, different, repeat(question.language)))
    missing = [word for word in question.words if word.stem not in stems]
    found = total - sum(word.weight for word in missing)
    if missing:
        wanted = frozenset[str]().union(*(word.grams for word in missing))
        grams = wanted.intersection(chain.from_iterable(map(analysis.word_grams, different)))
        found += sum(word.weight * _nearness(word, grams) for word in missing)
    return max(0.0, found) / total


def order(question: Question, words: Sequence[str]) -> float:
    """Return the share of the question's pairs of neighbouring words that are neighbours in a text, 0 to 1.

    Word order says who does what to whom; the sequential dependence model (Metzler and Croft 2005) adds ordered pairs
    to single terms for the same reason.
    """
    if not question.pairs:
        return 0.0
    return len(question.pairs.intersection(pairwise(words))) / len(question.pairs)


def _nearness(word: Word, grams: frozenset[str]) -> float:
    share = len(word.grams & grams) / len(word.grams)
    # Squared, because another form is a weaker sign than the word: "ukrainisch" is not "Ukraine".
    return share**2 if share >= _NEAR else 0.0
