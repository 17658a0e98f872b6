"""The same report in several articles: another headline, another credit, a paragraph less. Pure.

An article is known by a *sketch*: the smallest hashes of its word triples, a bottom-k sketch (Broder 1997, "On the
resemblance and containment of documents"). Two sketches tell, without the articles, how much of the shorter one stands
in the longer one. What counts is that share and not the resemblance: a report that was cut to its half is all in the
whole one.
"""

from __future__ import annotations

import base64
import functools
import re
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.records import Scored, StoredPassage

SAME = 0.5
"""The share of the shorter article from which on two are the same report; measured by ``tests.tools.near_copies``."""
_SHINGLE = 3
"""Words in a row that are taken as one."""
_KEPT = 96
"""Hashes in a sketch: the share is then right to 0.05 for most pairs."""
_FEWEST = 12
"""Word triples of a text below which its sketch says nothing: two short notices share a phrase by chance."""
_FEWEST_COMMON = 8
"""Hashes that two sketches must share before anything is estimated from them."""
_WORD = re.compile(r"\w+")
_FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], np.uint64)
"""Odd constants of 64 bits, one for each place in a triple (those of xxHash)."""


@dataclass(slots=True)
class Report:
    """One report: the passage that ranks best, and those of other articles that have the report as well."""

    best: Scored
    copies: list[StoredPassage] = field(default_factory=list)


def sketch(text: str) -> str:
    """Return what an article is compared by, as base64: its number of word triples, and the smallest of their hashes.

    It is empty for a text that is too short to be compared.
    """
    words = np.fromiter((zlib.crc32(word.encode()) for word in _WORD.findall(text.lower())), np.uint64)
    count = len(words) - _SHINGLE + 1
    if count < _FEWEST:
        return ""
    parts = [words[place : place + count] * _FACTORS[place] for place in range(_SHINGLE)]
    hashes = np.unique(_mixed(parts[0] ^ (parts[1] >> np.uint64(7)) ^ (parts[2] << np.uint64(9))))
    kept = np.concatenate([np.array([len(hashes)], np.uint32), hashes[:_KEPT]])
    return base64.b64encode(kept.tobytes()).decode()


def share(one: str, other: str) -> float:
    """Return how much of the shorter of two articles stands in the longer one, 0 to 1, by their sketches."""
    if not one or not other:
        return 0.0
    size, hashes = _read(one)
    other_size, other_hashes = _read(other)
    common = hashes & other_hashes
    if len(common) < _FEWEST_COMMON:
        return 0.0
    smallest = sorted(hashes | other_hashes)[:_KEPT]
    resemblance = sum(one in common for one in smallest) / len(smallest)
    shared = resemblance / (1 + resemblance) * (size + other_size)
    return min(1.0, shared / min(size, other_size))


def same_report(one: StoredPassage, other: StoredPassage) -> bool:
    """Tell whether two passages show the same report: word for word, or because their articles are the same one."""
    return one.text == other.text or share(one.sketch, other.sketch) >= SAME


def reports(scored: Sequence[Scored], count: int) -> list[Report]:
    """Return the first `count` reports, each by the best passage of its best article, in the order of the ranking."""
    articles: dict[tuple[str, str], Scored] = {}
    for one in scored:
        articles.setdefault((one.passage.source, one.passage.article_id), one)
    best = list(articles.values())
    if not _any_alike([one.passage for one in best]):
        return [Report(one) for one in best[:count]]
    found: list[Report] = []
    for one in best:
        same = next((report for report in found if same_report(report.best.passage, one.passage)), None)
        if same is not None:
            same.copies.append(one.passage)
        elif len(found) < count:
            found.append(Report(one))
    return found


def _any_alike(passages: Sequence[StoredPassage]) -> bool:
    """Tell whether any two may be the same report; mostly none are, and that is told of all of them at once."""
    if len({one.text for one in passages}) < len(passages):
        return True
    hashes = [np.frombuffer(base64.b64decode(one.sketch), np.uint32)[1:] for one in passages if one.sketch]
    together = np.sort(np.concatenate(hashes)) if hashes else np.empty(0)
    # No two have more hashes in common than there are twice among all.
    return int(np.count_nonzero(together[1:] == together[:-1])) >= _FEWEST_COMMON


def _mixed(values: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """Return 32 well-mixed bits of each value (the finaliser of SplitMix64)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((values ^ (values >> np.uint64(31))) >> np.uint64(32)).astype(np.uint32)


@functools.lru_cache(maxsize=1024)
def _read(text: str) -> tuple[int, frozenset[int]]:
    """Return the number of an article's word triples, and the hashes that are kept."""
    numbers = memoryview(base64.b64decode(text)).cast("I")
    return numbers[0], frozenset(numbers[1:])
