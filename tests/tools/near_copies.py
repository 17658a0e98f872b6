"""Print how well copies of a report are told from other reports: ``python -m tests.tools.near_copies ARTICLES.jsonl``.

Copies are made of each article: another credit, a headline and a lead of another article, paragraphs cut, two sentences
edited, a notice added. The hard negatives are the pairs of different articles that resemble each other most: those that
share most words of their titles (the same series or event), and each article's nearest one by sketch.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import time
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from index import passages
from index.near_copies import SAME, share, sketch

if TYPE_CHECKING:
    from collections.abc import Callable

    Variant = Callable[[str, str, random.Random], str]

_SHARES = (0.3, 0.4, SAME, 0.6, 0.7, 0.8)
_NEGATIVES = 2_000
_NOTICE = (
    "\n\nDieser Text wurde automatisch aus dem Angebot einer Agentur übernommen und nicht bearbeitet. "
    "Alle Rechte vorbehalten. Hinweise nimmt die Redaktion jederzeit gern entgegen.\n\nMehr zum Thema lesen Sie morgen."
)


_console = Console(width=120, highlight=False, markup=False)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    arguments = parser.parse_args()
    lines = [json.loads(line) for line in arguments.articles.read_text(encoding="utf-8").splitlines()]
    lines = [line for line in lines if len(line["text"].split()) >= 60]
    started = time.perf_counter()
    sketches = [sketch(line["text"]) for line in lines]
    seconds = time.perf_counter() - started
    chance = random.Random(7)  # noqa: S311 -- no secret: the same variants every time
    table = Table("pairs", "number", *(f"≥ {one}" for one in _SHARES), title="Share of pairs taken for one report")
    positives: list[float] = []
    for name, vary in _VARIANTS.items():
        texts = [(line["text"], chance.choice(lines)["text"]) for line in lines]
        found = [
            share(one, sketch(vary(text, other, chance))) for one, (text, other) in zip(sketches, texts, strict=True)
        ]
        positives += found
        table.add_row(name, str(len(found)), *_row(found))
    negatives = _negatives(lines, sketches)
    table.add_row("different reports, nearest", str(len(negatives)), *_row(negatives))
    table.add_row("precision, all copies", "", *(_precision(positives, negatives, one) for one in _SHARES))
    table.add_row("recall, all copies", "", *_row(positives))
    _console.print(table)
    _console.print(f"{len(lines) / seconds:,.0f} sketches a second")


def _row(shares: list[float]) -> list[str]:
    return [f"{sum(value >= one for value in shares) / len(shares):.4f}" for one in _SHARES]


def _precision(positives: list[float], negatives: list[float], threshold: float) -> str:
    right, wrong = (sum(value >= threshold for value in values) for values in (positives, negatives))
    return f"{right / max(1, right + wrong):.4f}"


def _negatives(lines: list[dict[str, str]], sketches: list[str]) -> list[float]:
    """Return the shares of the different pairs that are nearest, by title and by sketch."""
    titles = [set((line.get("title") or "").lower().split()) for line in lines]
    pairs = list(itertools.combinations(range(len(lines)), 2))
    by_title = sorted(pairs, key=lambda pair: -_overlap(titles[pair[0]], titles[pair[1]]))[:_NEGATIVES]
    values = {(one, other): share(sketches[one], sketches[other]) for one, other in pairs}
    by_sketch = sorted(pairs, key=lambda pair: -values[pair])[:_NEGATIVES]
    for one, other in by_sketch[:12]:
        _console.print(f"{values[one, other]:.2f}  {lines[one].get('title')}  |  {lines[other].get('title')}")
    return [values[pair] for pair in dict.fromkeys([*by_title, *by_sketch])]


def _overlap(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def _credit(text: str, _other: str, _chance: random.Random) -> str:
    return f"{text.rstrip()} (orb/red)"


def _cut(text: str, _other: str, _chance: random.Random) -> str:
    """Keep the first six tenths of the sentences, as an editor cuts from the end."""
    spans = passages.sentences(text, "de")
    return text[: spans[max(0, round(0.6 * len(spans)) - 1)].end]


def _edited(text: str, other: str, chance: random.Random) -> str:
    """Put sentences of another article in the place of two."""
    spans, others = passages.sentences(text, "de"), passages.sentences(other, "de")
    for span in sorted(chance.sample(spans, min(2, len(spans) // 3)), key=lambda one: -one.start):
        text = text[: span.start] + chance.choice(others).of(other) + text[span.end :]
    return text


def _head(text: str, other: str, _chance: random.Random) -> str:
    """Put another headline and lead on top, in place of the first sentence."""
    spans, others = passages.sentences(text, "de"), passages.sentences(other, "de")
    return f"{others[0].of(other)}\n\n{others[-1].of(other)}\n\n{text[spans[0].end :]}"


def _notice(text: str, _other: str, _chance: random.Random) -> str:
    return text + _NOTICE


def _all(text: str, other: str, chance: random.Random) -> str:
    return _notice(
        _credit(_edited(_cut(_head(text, other, chance), other, chance), other, chance), other, chance), "", chance
    )


_VARIANTS: dict[str, Variant] = {
    "another credit": _credit,
    "last four tenths cut": _cut,
    "two sentences replaced": _edited,
    "another headline and lead": _head,
    "notice added": _notice,
    "all of it": _all,
}


if __name__ == "__main__":
    main()
