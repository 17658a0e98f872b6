"""What it is to reach, and whether it does: ratios from one run."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.bench.versus import OURS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.bench.sizes import Size
    from tests.bench.versus import Figures

_FAST, _SLOW = 4.0, 1.5
"""Sync throughput against the best peer, with bfloat16 in hardware and without."""


@dataclass(frozen=True, slots=True)
class Aim:
    """One figure, what it is to be, and what it was."""

    figure: str
    aim: float
    measured: float
    unit: str
    at_least: bool
    """Whether more is better; else less is."""

    @property
    def reached(self) -> bool:
        """Tell whether it is as good as it is to be."""
        return self.measured >= self.aim if self.at_least else self.measured <= self.aim


def against_peers(found: Mapping[str, Figures], *, bfloat16: bool) -> list[Aim]:
    """Return the aims that are measured against the best peer, whichever that is for a figure."""
    peers = [figures for name, figures in found.items() if name != OURS]
    ours = found[OURS]
    faster = throughput(ours) / max(throughput(one) for one in peers)
    quicker = statistics.median(ours.p50_ms) / min(statistics.median(one.p50_ms) for one in peers)
    return [
        _least("sync throughput, model included, against the best peer", _FAST if bfloat16 else _SLOW, faster, "×"),
        _most("question latency p50 against the best peer, both with embedding", 0.5, quicker, "×"),
    ]


def throughput(figures: Figures) -> float:
    """Return passages per second, importing and loading the model included."""
    return figures.passages / statistics.median(figures.sync_s)


def of_sizes(found: Sequence[Size]) -> list[Aim]:
    """Return the aims that are measured at sizes, as far as those were measured."""
    by = {size.passages: size for size in found}
    small, large, largest = (by.get(count) for count in (1_000, 100_000, 1_000_000))
    aims = []
    if small and large:
        aims.append(_ratio("question p50 at 100k against 1k passages", large.p50_ms, small.p50_ms, 1.3))
    if small and largest:
        aims.append(_ratio("question p50 at 1M against 1k passages", largest.p50_ms, small.p50_ms, 2.5))
    if largest:
        aims.append(_least("recall@10 of the dense index against exact search, 1M", 0.99, largest.recall, ""))
        aims.append(_most("memory of the bot at 1M passages, model included", 2500, largest.bot_mb, "MB"))
    if small and large:
        one = "sync after one changed article, 100k against 1k passages"
        aims.append(_ratio(f"{one}: the command", large.changed_s, small.changed_s, 3.0))
        aims.append(_ratio(f"{one}: model loaded before", large.changed_inside_s, small.changed_inside_s, 3.0))
    if large:
        first = statistics.median(large.first_s)
        aims.append(_most("start of the bot to its first answer, 100k passages", 5.0, large.bot_first_s, "s"))
        aims.append(_most("`article-bot ask`, 100k passages", 5.0, first, "s"))
    return aims


def of_load(found: Mapping[str, float]) -> list[Aim]:
    """Return the aims for many who ask at once."""
    return [
        _least("questions per second, 50 chats asking at once, 10k passages", 60, found["per_second"], "/s"),
        _most("p95 of those", 1500, found["p95_ms"], "ms"),
    ]


def _ratio(figure: str, of: Sequence[float], to: Sequence[float], aim: float) -> Aim:
    return _most(figure, aim, statistics.median(of) / statistics.median(to), "×")


def _least(figure: str, aim: float, measured: float, unit: str) -> Aim:
    return Aim(figure, aim, measured, unit, at_least=True)


def _most(figure: str, aim: float, measured: float, unit: str) -> Aim:
    return Aim(figure, aim, measured, unit, at_least=False)
