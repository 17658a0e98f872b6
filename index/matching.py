"""How much of a question stands in a text: its words, rare ones counting more, and their order. Pure.

What a question compares a passage by is made when the passage is indexed, as strings (see `records.Text`): that a stem
stands in a text, or that two words are neighbours in it, is then told by one search for a string in a string, and
nothing is taken apart while somebody waits.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass, replace
from itertools import chain, pairwise, repeat
from typing import TYPE_CHECKING

from index import analysis, passages
from index.records import Entry, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from index.records import StoredPassage

    DocumentFrequency = Callable[[str], int]

_NEAR = 0.5
"""The share of a word's 4-grams from which on a text is taken to have another form of it."""


def read(text: str, language: str | None) -> Text:
    """Return a text in a language, taken apart."""
    return _text(analysis.words(text), language)


def entry(passage: StoredPassage) -> Entry:
    """Return a passage with what questions are compared with."""
    text, language = passage.text, passage.language
    head = " ".join(part for part in (passage.title, passage.heading) if part)
    sentences = passages.sentences(text, language)
    parts = [analysis.words(span.of(text)) for span in sentences]
    together = list(chain.from_iterable(parts))
    # Between two sentences there is white space, and no word across it; else the passage is read as a whole.
    apart = all(one.end < other.start for one, other in pairwise(sentences))
    body = together if apart else analysis.words(text)
    counts = tuple(map(len, parts)) if together == body else ()
    return Entry(passage, _text(body, language), read(head, language), sentences, counts)


def sentences(entry: Entry) -> list[Text]:
    """Return the sentences of a passage."""
    passage, body = entry.passage, entry.body
    if not entry.counts:
        return [read(span.of(passage.text), passage.language) for span in entry.sentences]
    words, stems = _parted(body.words), _parted(body.stems)
    found, start = [], 0
    for count in entry.counts:
        part = _joined(words[start : start + count])
        found.append(Text(part, _joined(stems[start : start + count]), analysis.fold(part), body.language))
        start += count
    return found


def content(text: Text) -> list[tuple[str, str]]:
    """Return the words that carry the topic, each with its stem."""
    stop_words = analysis.STOP_WORDS.get(text.language or "", frozenset())
    pairs = zip(_parted(text.words), _parted(text.stems), strict=True)
    return [(word, stem) for word, stem in pairs if word not in stop_words]


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
    pairs: frozenset[str]
    """Its neighbouring words, function words included: ``_in_die_`` is another thing than ``_in_der_``."""

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
    pairs = frozenset(_joined(pair) for pair in pairwise(analysis.words(text)))
    return Question(text, language, tuple(found.values()), pairs)


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


def coverage(question: Question, texts: Sequence[Text]) -> float:
    """Return the share of the question's words that stand in some texts together, 0 to 1; near forms count in part.

    A text's words are stemmed by its own language and by the question's.
    """
    missing: Sequence[Word] = question.words
    for text in texts:
        missing = _missing(question, missing, text)
    folded = "".join([text.folded for text in texts]) if missing else ""
    return _share(question, missing, [_nearness(word, folded) for word in missing])


def coverages(question: Question, texts: Iterable[Text], head: Text) -> Iterator[tuple[float, float]]:
    """Yield, text by text, the coverage by it alone, and by it, the ones before it and what stands over them all."""
    left = _missing(question, question.words, head)
    known = _grams(left, head)
    for text in texts:
        missing, left = _missing(question, question.words, text), _missing(question, left, text)
        found = _grams(missing, text)
        known |= found
        yield (
            _share(question, missing, [_near(word, len(word.grams & found)) for word in missing]),
            _share(question, left, [_near(word, len(word.grams & known)) for word in left]),
        )


def order(question: Question, text: Text) -> float:
    """Return the share of the question's pairs of neighbouring words that are neighbours in a text, 0 to 1.

    Word order says who does what to whom; the sequential dependence model (Metzler and Croft 2005) adds ordered pairs
    to single terms for the same reason.
    """
    if not question.pairs:
        return 0.0
    return len([pair for pair in question.pairs if pair in text.words]) / len(question.pairs)


def _joined(words: Iterable[str]) -> str:
    """Return words between their boundaries: no word has a "_", so none is found across two."""
    return "_".join(["", *words, ""])


def _parted(joined: str) -> list[str]:
    return joined[1:-1].split("_") if len(joined) > 1 else []


def _text(words: Sequence[str], language: str | None) -> Text:
    return Text(_joined(words), _stemmed(words, language), analysis.fold(_joined(dict.fromkeys(words))), language)


def _stemmed(words: Iterable[str], language: str | None) -> str:
    return _joined(map(analysis.stem, words, repeat(language)))


def _missing(question: Question, words: Sequence[Word], text: Text) -> Sequence[Word]:
    """Return the words that do not stand in a text."""
    missing = [word for word in words if f"_{word.stem}_" not in text.stems]
    if missing and question.language != text.language:
        stems = _stemmed(_parted(text.words), question.language)
        return [word for word in missing if f"_{word.stem}_" not in stems]
    return missing


def _grams(words: Sequence[Word], text: Text) -> set[str]:
    """Return those of some words' 4-grams that a text has."""
    return {gram for word in words for gram in word.grams if gram in text.folded}


def _share(question: Question, missing: Sequence[Word], near: Sequence[float]) -> float:
    """Return the share of the question that a text has, by the words that it lacks, and how near it has each."""
    total = question.weight
    if not total:
        return 0.0
    found = total - sum([word.weight for word in missing])
    found += sum([word.weight * one for word, one in zip(missing, near, strict=True)])
    return max(0.0, found) / total


def _nearness(word: Word, folded: str) -> float:
    """Return how near a text has a word, by the text's folded words."""
    most, lacking = len(word.grams) * (1 - _NEAR), 0
    for gram in word.grams:
        # None of its 4-grams spans two boundaries: it is one of the text's if, and only if, it stands in there.
        if gram not in folded:
            lacking += 1
            if lacking > most:
                return 0.0
    return _near(word, len(word.grams) - lacking)


def _near(word: Word, found: int) -> float:
    """Return how near a text has a word, by how many of its 4-grams stand there."""
    share = found / len(word.grams)
    # Squared, because another form is a weaker sign than the word: "ukrainisch" is not "Ukraine".
    return share**2 if share >= _NEAR else 0.0
