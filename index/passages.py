"""Article → passages: runs of whole sentences that an encoder reads to their end. Pure.

A passage never crosses a subheading (the subheading labels it) and never exceeds the encoder's reading length. Within
a section the passages are as few as possible, and of as equal a length as whole sentences allow.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import sentencex

from index.records import Article, Passage, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    CountTokens = Callable[[Sequence[str]], list[int]]

VERSION = 2
"""Raised whenever the same article would be cut differently: a sync then cuts every article again."""

MAX_HEADING = 90
"""Characters; a longer line without a full stop is a paragraph."""
MIN_PARAGRAPH = 100
"""Characters; in a text without blank lines, a shorter line is not taken for the paragraph under a subheading."""
MAX_SENTENCE = 2_000
"""Characters; a longer "sentence" (tables, lists, hostile input) is broken at white space."""

MAX_BLOCK = 20_000
"""Characters; a longer paragraph is segmented in pieces: the time for one grows with its square in bad cases."""

_WIDE_SPACE = re.compile(r"[^\S\x00-\x7f]")
"""White space that takes several bytes in UTF-8, such as the no-break space."""
_BLANK_LINE = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
# What ends a sentence, perhaps inside a closing mark; a subheading may ask or exclaim, and may be a quotation.
_STOPS = ".…:;,|"
_SENTENCE_STOPS = ".!?…"
_CLOSING_MARKS = "\"'“”‘’«»›‹)]"
_LIST_MARK = re.compile(r"[-*•–·>|]|\d+[.)]\s")
# "beim 80. Jahrestag": after these words a number with a full stop is an ordinal, not the end of a sentence.
_ORDINAL = re.compile(
    r"\b(?:de[rsmn]|die|das|zu[mr]|[ai]m|vo[mnr]|bei[m]?|seit|bis|nach|ab|jede[rsmn]?|diese[rsmn]?|ein(?:e[mnrs]?)?"
    r"|(?:sein|ihr|mein|unser|dein)(?:e[mnrs]?)?|und|oder|rund)\s+(?:\w+e[nrms]\s+)?\d{1,3}\.\s+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Section:
    """What stands between two subheadings: its sentences, in order."""

    heading: str | None
    sentences: list[Span]


def cut(article: Article, count_tokens: CountTokens, max_tokens: int) -> list[Passage]:
    """Return the passages of `article`, in its order.

    Args:
        article: the closing credit, where `article.credit` names it, belongs to no passage.
        count_tokens: the length of each text in the encoder's own tokens, without special ones.
        max_tokens: how many tokens the encoder reads.

    """
    found: list[Passage] = []
    for section in _sections(article):
        label = 0 if section.heading is None else count_tokens([section.heading])[0]
        heading = section.heading if label < max_tokens // 2 else None
        room = max_tokens - (label if heading is not None else 0)
        pieces = list(_fitting(article.text, section.sentences, count_tokens, room))
        for first, last in _packed([count for _, count in pieces], room):
            span = Span(pieces[first][0].start, pieces[last - 1][0].end)
            found.append(Passage(span, span.of(article.text), heading))
    return found


@functools.lru_cache(maxsize=2048)
def sentences(text: str, language: str | None) -> tuple[Span, ...]:
    """Return the sentences of a text, without the white space around them; a line break in between ends none.

    They are kept for a while: who asks for one passage is often followed by others.
    """
    blocks = _parted(text, list(_BLANK_LINE.finditer(text)))
    return tuple(span for block in blocks for span in _block_sentences(text, block, language))


def _sections(article: Article) -> Iterator[_Section]:
    body = _without_credit(article)
    blocks = list(_blocks(body))
    heading: str | None = None
    above: Span | None = None
    collected: list[Span] = []
    for index, block in enumerate(blocks):
        if _is_heading(body, blocks, index):
            if collected:
                yield _Section(heading, collected)
            elif above is not None:
                # A heading right over another one labels nothing: it is text like any other, and can be found.
                yield _Section(None, [above])
            heading, above, collected = block.of(body), block, []
        else:
            collected.extend(_block_sentences(body, block, article.language))
    if collected:
        yield _Section(heading, collected)


def _without_credit(article: Article) -> str:
    """Return the text up to its closing credit; what is left out stands at the end, so no span shifts."""
    stripped = article.text.rstrip()
    return stripped.removesuffix(f"({article.credit})") if article.credit else stripped


def _blocks(text: str) -> Iterator[Span]:
    """Yield the paragraphs: what blank lines part, or, in a text without any, what line breaks part.

    A line break parts paragraphs only where most lines end as sentences do; elsewhere it was put in to fit a width.
    """
    breaks = list(_BLANK_LINE.finditer(text))
    if not breaks:
        lines = [line.rstrip() for line in text.splitlines() if line.strip()]
        ended = sum(line.rstrip(_CLOSING_MARKS)[-1:] in _SENTENCE_STOPS for line in lines)
        breaks = list(re.finditer(r"\n", text)) if 2 * ended >= len(lines) else []
    yield from _parted(text, breaks)


def _parted(text: str, breaks: Sequence[re.Match[str]]) -> Iterator[Span]:
    """Yield what stands between the breaks, very long paragraphs in pieces."""
    edges = [0, *(edge for match in breaks for edge in match.span()), len(text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        yield from _broken(text, _trimmed(text, start, end), MAX_BLOCK)


def _is_heading(text: str, blocks: Sequence[Span], index: int) -> bool:
    """Tell whether a block is a subheading: one short line without a full stop, and text under it."""
    block = blocks[index].of(text)
    if index + 1 == len(blocks) or len(block) > MAX_HEADING or "\n" in block or _LIST_MARK.match(block):
        return False
    if block.rstrip(_CLOSING_MARKS)[-1:] in _STOPS or not any(character.isalpha() for character in block):
        return False
    following = blocks[index + 1].of(text)
    set_apart = text.count("\n", blocks[index].end, blocks[index + 1].start) > 1
    return len(following) > len(block) if set_apart else len(following) >= MIN_PARAGRAPH


def _block_sentences(text: str, block: Span, language: str | None) -> list[Span]:
    found: list[Span] = []
    block_text = block.of(text)
    pending: int | None = None
    for boundary in _boundaries(language or "en", block_text):
        start = boundary["start_index"] if pending is None else pending
        end = boundary["end_index"]
        if _ORDINAL.search(block_text, max(start, end - 60), end) and end < len(block_text):
            pending = start
            continue
        pending = None
        found += _broken(text, _trimmed(text, block.start + start, block.start + end), MAX_SENTENCE)
    return found


def _boundaries(language: str, text: str) -> list[dict[str, int]]:
    """Return the sentences that sentencex finds, by ``start_index`` and ``end_index`` in code points.

    sentencex 1.0 cuts through a white space of several bytes behind "9.S" and then panics, which is no `Exception`.
    Such a text is read with plain spaces, and one that it cannot read even so is one sentence.
    """
    for attempt in (text, _WIDE_SPACE.sub(" ", text)):
        try:
            return list(sentencex.get_sentence_boundaries(language, attempt))
        except BaseException as error:
            if type(error).__name__ != "PanicException":
                raise
    return [{"start_index": 0, "end_index": len(text)}]


def _broken(text: str, span: Span, limit: int) -> Iterator[Span]:
    """Yield a range whole, or one that is longer than `limit` in pieces, at white space where there is some."""
    start = span.start
    while span.end - start > limit:
        space = max(text.rfind(" ", start, start + limit), text.rfind("\n", start, start + limit))
        end = space if space > start else start + limit
        yield _trimmed(text, start, end)
        start = _trimmed(text, end, span.end).start
    if span.end > start:
        yield _trimmed(text, start, span.end)


def _trimmed(text: str, start: int, end: int) -> Span:
    """Return the range without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _fitting(text: str, spans: Sequence[Span], count_tokens: CountTokens, room: int) -> Iterator[tuple[Span, int]]:
    """Yield each sentence with its length in tokens; one that the encoder cannot read whole is halved until it can."""
    for span, count in zip(spans, count_tokens([span.of(text) for span in spans]), strict=True):
        if count <= room or span.end - span.start <= 1:
            yield span, min(count, room)
        else:
            yield from _fitting(text, _halves(text, span), count_tokens, room)


def _halves(text: str, span: Span) -> list[Span]:
    """Part a range at the white space nearest before its middle, or at the middle itself."""
    middle = (span.start + span.end) // 2
    space = text.rfind(" ", span.start + 1, middle + 1)
    edge = space if space > span.start else middle
    halves = (_trimmed(text, span.start, edge), _trimmed(text, edge, span.end))
    return [half for half in halves if half.end > half.start]


def _packed(counts: Sequence[int], room: int) -> Iterator[tuple[int, int]]:
    """Yield the runs ``first, last`` (half-open) that sentences of these lengths are packed into.

    First the fewest runs that keep within `room`, then the tightest bound under which no more are needed: that makes
    the runs about equal, instead of full ones and a remnant.
    """
    if not counts:
        return
    fewest = len(_starts(counts, room))
    tightest = bisect_left(range(room), -fewest, lo=max(counts), key=lambda bound: -len(_starts(counts, bound)))
    starts = _starts(counts, tightest)
    yield from pairwise([*starts, len(counts)])


def _starts(counts: Sequence[int], bound: int) -> list[int]:
    """Return where each run begins if every run takes as much as `bound` allows."""
    starts = [0]
    total = 0
    for index, count in enumerate(counts):
        if total + count > bound and index > starts[-1]:
            starts.append(index)
            total = 0
        total += count
    return starts
