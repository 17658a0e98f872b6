"""How much of a question stands in a text: its words, rare ones counting more, and their order. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from index import analysis

if TYPE_CHECKING:
    from collections.abc import Callable

    DocumentFrequency = Callable[[str], int]

_NEAR = 0.5
"""The share of a word's 4-grams from which on a text is taken to have another form of it."""


@dataclass(frozen=True, slots=True)
class Word:
    """A content word of a question."""

    stem: str
    grams: frozenset[str]
    weight: float
    """Inverse document frequency, ``ln(1 + N / (1 + n))``."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, analysed once for all the texts that it is compared with."""

    text: str
    language: str | None
    words: tuple[Word, ...]
    pairs: frozenset[tuple[str, str]]
    """Its neighbouring words, function words included: "in die Ukraine" is another thing than "in der Ukraine"."""


def analysed(text: str, language: str | None, frequency: DocumentFrequency, passage_count: int) -> Question:
    """Return a question with its words weighted by how rare they are.

    Args:
        text: the question.
        language: what its words are stemmed by.
        frequency: stem → number of passages that it stands in.
        passage_count: number of all passages.

    """
    words: dict[str, Word] = {}
    for word in analysis.content_words(text, language):
        stem = analysis.stem(word, language)
        weight = math.log(1 + passage_count / (1 + frequency(stem)))
        words.setdefault(stem, Word(stem, frozenset(analysis.word_grams(word)), weight))
    return Question(text, language, tuple(words.values()), frozenset(pairwise(analysis.words(text))))


def coverage(question: Question, text: str, language: str | None) -> float:
    """Return the share of the question's words that stand in a text, 0 to 1; near forms count in part.

    `language` is the text's: its words are stemmed by its own language and by the question's.
    """
    stems: set[str] = set()
    grams: set[str] = set()
    for word in analysis.words(text):
        stems.add(analysis.stem(word, language))
        stems.add(analysis.stem(word, question.language))
        grams.update(analysis.word_grams(word))
    total = sum(word.weight for word in question.words)
    return sum(word.weight * _match(word, stems, grams) for word in question.words) / total if total else 0.0


def order(question: Question, text: str) -> float:
    """Return the share of the question's pairs of neighbouring words that are neighbours in a text, 0 to 1.

    Word order says who does what to whom; the sequential dependence model (Metzler and Croft 2005) adds ordered pairs
    to single terms for the same reason.
    """
    if not question.pairs:
        return 0.0
    return len(question.pairs.intersection(pairwise(analysis.words(text)))) / len(question.pairs)


def _match(word: Word, stems: set[str], grams: set[str]) -> float:
    if word.stem in stems:
        return 1.0
    share = len(word.grams & grams) / len(word.grams)
    # Squared, because another form is a weaker sign than the word: "ukrainisch" is not "Ukraine".
    return share**2 if share >= _NEAR else 0.0
