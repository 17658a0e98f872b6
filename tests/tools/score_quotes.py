"""Score the finder of quotations on annotated articles: ``python -m tests.tools.score_quotes FOLDER``.

FOLDER holds ``articles.jsonl`` (article lines) and ``quotes.jsonl``, a line an article::

    {"article_id","split","quotes":[{"start","end","type":"direct"|"indirect"|…,"speaker_spans":[[start,end],…]}]}

Offsets are code points into the article's text. ``--misses SPLIT`` prints what was not found, what was found in vain,
and who was taken for the speaker wrongly.

How it counts:

- *direct*: quotations of four or more words, theirs and ours. Two are the same if what they share is at least 0.8 of
  each. *indirect*: of any length, at least 0.5 of each. One of ours is matched with one of theirs at most and the other
  way round, greatest overlap first. The range of an annotated quotation is its hull, ``start`` to ``end``.
- *strict*, which is what counts: ours that match none of theirs of the same kind are false. *lenient*: ours that match
  one of theirs of another kind, or a direct one that matches a shorter one, are passed over.
- *speaker*: of the matched ones whose annotation has a speaker, the share whose speaker overlaps one of its ranges, or
  has a full name whose last word stands in one of them. Ours without a speaker are wrong here.
- *invented*: quotations whose name has a word that does not stand in the article.
- *articles per second*: on one core, the finder alone.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from index.quotes import find
from index.records import Quote, QuoteKind, Span

MIN_WORDS = 4
SHARED = {QuoteKind.DIRECT: 0.8, QuoteKind.INDIRECT: 0.5}


@dataclass(frozen=True, slots=True)
class Annotated:
    """What somebody marked as a quotation."""

    span: Span
    kind: str
    speakers: tuple[Span, ...]


@dataclass(slots=True)
class Counts:
    """How one kind of quotation did in one split."""

    matched: int = 0
    found: int = 0
    passed_over: int = 0
    annotated: int = 0
    with_speaker: int = 0
    speaker_right: int = 0
    speaker_missing: int = 0

    def figures(self) -> list[str]:
        """Return precision, recall and F1, F1 leniently, and how many speakers are right."""
        right = _share(self.speaker_right, self.with_speaker)
        return [
            f"{_share(self.matched, self.found):.3f}",
            f"{_share(self.matched, self.annotated):.3f}",
            f"{_f1(self.matched, self.found, self.annotated):.3f}",
            f"{_f1(self.matched, self.found - self.passed_over, self.annotated):.3f}",
            f"{right:.3f} ({self.speaker_right}/{self.with_speaker}, none named: {self.speaker_missing})",
        ]


@dataclass(slots=True)
class Split:
    """How one split did."""

    articles: int = 0
    seconds: float = 0.0
    invented: int = 0
    kinds: dict[QuoteKind, Counts] = field(default_factory=lambda: defaultdict(Counts))
    misses: list[str] = field(default_factory=list)


def main() -> None:
    """Print a table for each split."""
    parser = argparse.ArgumentParser(description="Score the finder of quotations.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", metavar="SPLIT", help="print the failures of this split")
    arguments = parser.parse_args()
    splits = score(arguments.folder)
    console = Console(width=120, highlight=False)
    for name, split in sorted(splits.items()):
        console.print(_table(name, split))
        if name == arguments.misses:
            print("\n".join(split.misses))


def score(folder: Path) -> dict[str, Split]:
    """Return how each split did."""
    articles = {one["id"]: one for one in _lines(folder / "articles.jsonl")}
    splits: dict[str, Split] = defaultdict(Split)
    for line in _lines(folder / "quotes.jsonl"):
        _score_article(splits[line.get("split") or "all"], articles[line["article_id"]], line["quotes"])
    return splits


def _score_article(split: Split, article: dict[str, Any], quotes: list[dict[str, Any]]) -> None:
    text = article["text"]
    started = time.perf_counter()
    found = find(text, article.get("language"))
    split.seconds += time.perf_counter() - started
    split.articles += 1
    split.invented += sum(not _stands_in(one.name, text) for one in found if one.name)
    annotated = [
        Annotated(Span(one["start"], one["end"]), one["type"], tuple(Span(*span) for span in one["speaker_spans"]))
        for one in quotes
    ]
    for kind in QuoteKind:
        _score_kind(split, article, kind, found, annotated)


def _score_kind(
    split: Split, article: dict[str, Any], kind: QuoteKind, found: tuple[Quote, ...], annotated: list[Annotated]
) -> None:
    text = article["text"]
    counts = split.kinds[kind]
    ours = [one for one in found if one.kind == kind and _counts(one.span, kind, text)]
    theirs = [one for one in _once(annotated) if one.kind == kind and _counts(one.span, kind, text)]
    pairs = _matched(ours, theirs, SHARED[kind])
    counts.found += len(ours)
    counts.annotated += len(theirs)
    counts.matched += len(pairs)
    for mine, its in pairs:
        if its.speakers:
            right = _same_speaker(mine, its, text)
            counts.with_speaker += 1
            counts.speaker_right += right
            counts.speaker_missing += mine.speaker is None
            if not right:
                split.misses.append(_speaker_miss(article, kind, mine, its))
    for mine in ours:
        if not any(mine is one for one, _ in pairs):
            over = any(_shared(mine.span, one.span) >= SHARED[kind] for one in annotated)
            counts.passed_over += over
            split.misses.append(f"{kind} FALSE{' (of another kind)' if over else ''} {_shown(article, mine.span)}")
    for its in theirs:
        if not any(its is one for _, one in pairs):
            split.misses.append(f"{kind} MISSED {_shown(article, its.span)}")


def _once(annotated: list[Annotated]) -> list[Annotated]:
    """Return each quotation once: one that was annotated twice, with two speakers, has both of them."""
    merged: dict[tuple[Span, str], Annotated] = {}
    for one in annotated:
        known = merged.get((one.span, one.kind))
        speakers = (known.speakers if known else ()) + one.speakers
        merged[one.span, one.kind] = Annotated(one.span, one.kind, speakers)
    return list(merged.values())


def _counts(span: Span, kind: QuoteKind, text: str) -> bool:
    return kind is QuoteKind.INDIRECT or len(re.findall(r"\w+", span.of(text))) >= MIN_WORDS


def _matched(ours: list[Quote], theirs: list[Annotated], share: float) -> list[tuple[Quote, Annotated]]:
    candidates = [(_shared(mine.span, its.span), i, j) for i, mine in enumerate(ours) for j, its in enumerate(theirs)]
    pairs: list[tuple[int, int]] = []
    for overlap, i, j in sorted(candidates, reverse=True):
        if overlap >= share and all(i != a and j != b for a, b in pairs):
            pairs.append((i, j))
    return [(ours[i], theirs[j]) for i, j in pairs]


def _shared(one: Span, other: Span) -> float:
    """Return what two ranges share, as a share of the longer one."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / max(one.end - one.start, other.end - other.start, 1)


def _same_speaker(mine: Quote, its: Annotated, text: str) -> bool:
    if mine.speaker is None:
        return False
    if any(_shared(mine.speaker, span) for span in its.speakers):
        return True
    return mine.name is not None and any(mine.name.split()[-1] in span.of(text) for span in its.speakers)


def _stands_in(name: str, text: str) -> bool:
    return all(word in text for word in name.split())


def _speaker_miss(article: dict[str, Any], kind: QuoteKind, mine: Quote, its: Annotated) -> str:
    text = article["text"]
    right = " | ".join(span.of(text) for span in its.speakers)
    ours = mine.speaker.of(text) if mine.speaker else None
    return f"{kind} SPEAKER ours={ours!r} cue={mine.cue!r} right={right!r} {_shown(article, mine.span)}"


def _shown(article: dict[str, Any], span: Span) -> str:
    text = article["text"]
    before, after = text[max(0, span.start - 90) : span.start], text[span.end : span.end + 60]
    return f"{article['id']}: {before}[[{span.of(text)}]]{after}".replace("\n", "⏎")


def _lines(file: Path) -> list[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _f1(matched: int, found: int, annotated: int) -> float:
    return _share(2 * matched, found + annotated)


def _table(name: str, split: Split) -> Table:
    speed = split.articles / split.seconds if split.seconds else 0.0
    title = f"{name}: {split.articles} articles, {speed:.0f} a second, invented speakers: {split.invented}"
    table = Table("kind", "precision", "recall", "F1", "F1 lenient", "speaker right", title=title)
    for kind in QuoteKind:
        table.add_row(f"{kind} ({split.kinds[kind].annotated})", *split.kinds[kind].figures())
    return table


if __name__ == "__main__":
    main()
