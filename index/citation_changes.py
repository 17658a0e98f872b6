"""What has become of words that were shown, once their article has changed or is gone. Pure.

Words that an article does not have any more are not shown any more. Where a sentence was reworded, its new wording is
the one that is most like it, of those that the article did not have before.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING

from index import analysis, passages, quotes
from index.records import Span
from index.wordings import GONE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.citation_records import Citation
    from index.records import Article

_LIKE = 0.5
"""The likeness from which on a sentence is taken for another's new wording."""
_COMPARED = 30
"""Sentences that share most with the old one: so many are compared word by word."""


class Become(StrEnum):
    """What has become of words that were shown."""

    SAME = "same"
    """Nothing that a reader sees."""
    FRAMED = "framed"
    """The words stand there as they were; the passage around them or where they come from has changed."""
    REWORDED = "reworded"
    DROPPED = "dropped"
    """The article does not have them any more, nor anything like them."""
    WITHDRAWN = "withdrawn"
    """The article is gone."""
    RESTORED = "restored"
    """The words were dropped or withdrawn, and their article has them again."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a correction has to tell."""

    become: Become
    matters: bool = False
    """Of what is framed otherwise: whether the reader was told something else of who wrote or said it, and when."""
    sentence: Span | None = None
    """The new wording, in code points of the article as it is now."""


def compare(citation: Citation, before: Article | None, now: Article | None) -> Change:
    """Return what has become of a citation.

    Args:
        citation: what was shown.
        before: the article that it was taken from, or last held against; None where that version is not kept.
        now: the article as it is; None where it is gone.

    """
    if now is None:
        return Change(Become.WITHDRAWN)
    if citation.text in now.text:
        if citation.digest == GONE or (before is not None and citation.text not in before.text):
            return Change(Become.RESTORED, matters=True)
        return _framed(citation, before, now)
    if citation.sentence is None:
        return Change(Become.DROPPED)
    found = _nearest(citation.text, "" if before is None else before.text, now)
    return Change(Become.DROPPED) if found is None else Change(Become.REWORDED, matters=True, sentence=found)


def _framed(citation: Citation, before: Article | None, now: Article) -> Change:
    if before is None:
        return Change(Become.FRAMED)
    told, tell = _told(before), _told(now)
    said, says = _speakers(before, citation.text), _speakers(now, citation.text)
    # Where nothing was told before, nothing wrong was told.
    matters = any(old is not None and old != new for old, new in zip(told, tell, strict=True)) or said != says
    headed = (before.title or before.lead(), before.url) == (now.title or now.lead(), now.url)
    if told == tell and said == says and headed and citation.passage.of(before.text) in now.text:
        return Change(Become.SAME)
    return Change(Become.FRAMED, matters)


def _told(article: Article) -> tuple[str | None, ...]:
    """Return what an attribution says of an article but for its title."""
    published = None if article.published is None else str(article.published)
    return article.shown_source, article.credit, article.author, published


def _speakers(article: Article, words: str) -> list[tuple[str | None, str | None, str]]:
    """Return who says something in these words of an article: name, office and how."""
    start = article.text.find(words)
    end = start + len(words)
    return [
        (one.name or (None if one.speaker is None else one.speaker.of(article.text)), one.role, one.kind.value)
        for one in quotes.find(article.text, article.language)
        if one.span.start < end and one.span.end > start
    ]


def _nearest(words: str, before: str, now: Article) -> Span | None:
    """Return the sentence of an article that is most like some words, or two adjoining ones if these are two."""
    language = now.language
    old = analysis.words(words)
    stems = set(analysis.stems(words, language))
    count = len(passages.sentences(words, language))
    shared = [
        (len(stems & set(analysis.stems(span.of(now.text), language))), span)
        for span in _runs(passages.sentences(now.text, language), count)
        if span.of(now.text) not in before
    ]
    shared.sort(key=lambda one: -one[0])
    found = [(_likeness(old, analysis.words(span.of(now.text))), span) for common, span in shared[:_COMPARED] if common]
    likeness, span = max(found, key=lambda one: one[0], default=(0.0, None))
    return span if likeness >= _LIKE else None


def _runs(sentences: Sequence[Span], count: int) -> Iterator[Span]:
    """Yield so many adjoining sentences as one, from each on, and each sentence alone."""
    for size in sorted({1, max(1, count)}):
        for first in range(len(sentences) - size + 1):
            yield Span(sentences[first].start, sentences[first + size - 1].end)


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Return how much two runs of words have in common, in their order: 0 to 1 (Ratcliff and Obershelp 1988)."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
