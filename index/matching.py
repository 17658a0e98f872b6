"""How much of a question stands in a text: its words, rare ones counting more, and their order. Pure.

A question reads 25 passages and then the sentences of three. What it compares them by is worked out once for each text
and kept for a while: what is in the news is asked about again and again.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass, replace
from itertools import pairwise, repeat
from typing import TYPE_CHECKING

from index import analysis

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    DocumentFrequency = Callable[[str], int]

_NEAR = 0.5
"""The share of a word's 4-grams from which on a text is taken to have another form of it."""


@dataclass(frozen=True, eq=False)
class Text:
    """A text, and what a question is compared with it by."""

    words: tuple[str, ...]
    """Its `analysis.words`."""

    @functools.cached_property
    def folded(self) -> str:
        """Its different words, each between its boundaries, as the 4-grams are cut from them: ``_der__hafen_``.

        So a 4-gram of a word is one of this text's if, and only if, it stands in here: none spans two boundaries.
        """
        return "".join(map(analysis.bounded, frozenset(self.words)))

    def stems(self, language: str | None) -> frozenset[str]:
        """Return the stems of its words in a language."""
        if language not in self._stems:
            self._stems[language] = frozenset(map(analysis.stem, frozenset(self.words), repeat(language)))
        return self._stems[language]

    @functools.cached_property
    def _stems(self) -> dict[str | None, frozenset[str]]:
        return {}


@functools.lru_cache(maxsize=8192)
def read(text: str) -> Text:
    """Return a text, taken apart."""
    return Text(tuple(analysis.words(text)))


@dataclass(frozen=True, slots=True)
class Word:
    """A content word of a question."""

    stem: str
    grams: frozenset[str]
    weight: float
    """Inverse document frequency, ``ln(1 + N / (1 + n))``, times its share."""
    share: float = 1.0
    """1 for a word of the question itself, less for one of the questions before it."""


@dataclass(frozen=True)
class Question:
    """A question, analysed once for all the texts that it is compared with."""

    text: str
    language: str | None
    words: tuple[Word, ...]
    pairs: frozenset[tuple[str, str]]
    """Its neighbouring words, function words included: "in die Ukraine" is another thing than "in der Ukraine"."""

    @functools.cached_property
    def weight(self) -> float:
        """The weight of all its words."""
        return sum(word.weight for word in self.words)

    @functools.cached_property
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


def coverage(question: Question, texts: Sequence[Text], language: str | None) -> float:
    """Return the share of the question's words that stand in some texts together, 0 to 1; near forms count in part.

    Args:
        question: what is looked for.
        texts: where it is looked for.
        language: the texts'; their words are stemmed by their own language and by the question's.

    """
    total = question.weight
    if not total:
        return 0.0
    missing: Sequence[Word] = question.words
    for text in texts:
        for one in {language, question.language}:
            stems = text.stems(one)
            missing = [word for word in missing if word.stem not in stems]
    found = total - sum([word.weight for word in missing])
    if missing:
        folded = "".join([text.folded for text in texts])
        found += sum([word.weight * _nearness(word, folded) for word in missing])
    return max(0.0, found) / total


def order(question: Question, text: Text) -> float:
    """Return the share of the question's pairs of neighbouring words that are neighbours in a text, 0 to 1.

    Word order says who does what to whom; the sequential dependence model (Metzler and Croft 2005) adds ordered pairs
    to single terms for the same reason.
    """
    if not question.pairs:
        return 0.0
    return len(question.pairs.intersection(pairwise(text.words))) / len(question.pairs)


def _nearness(word: Word, folded: str) -> float:
    share = len([gram for gram in word.grams if gram in folded]) / len(word.grams)
    # Squared, because another form is a weaker sign than the word: "ukrainisch" is not "Ukraine".
    return share**2 if share >= _NEAR else 0.0
