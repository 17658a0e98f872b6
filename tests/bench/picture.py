"""The results as a picture: ours beside the peers, and ours as it grows."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

from tests.bench.aims import throughput
from tests.bench.versus import OURS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from matplotlib.axes import Axes

    from tests.bench.sizes import Size
    from tests.bench.versus import Figures

_OURS, _PEER, _INK, _GRID = "#0f766e", "#c3cad3", "#1f2933", "#e4e8ec"
_SECOND = "#d97706"


def draw(peers: Mapping[str, Figures], sizes: Sequence[Size], file: Path, caption: str) -> None:
    """Draw what was measured, as many panels as there is something for; the file's ending says the kind of picture."""
    from matplotlib.figure import Figure  # noqa: PLC0415 -- takes a second

    rows = bool(peers) + bool(sizes)
    if not rows:
        return
    figure = Figure(figsize=(13.5, 3.4 * rows + 0.4), layout="constrained")
    grid = figure.subplots(rows, 3, squeeze=False)
    if peers:
        _peers(grid[0], peers)
    if sizes:
        _sizes(grid[-1], sizes)
    figure.supxlabel(caption, fontsize=8.5, color="#52606d")
    figure.savefig(file, dpi=150, facecolor="white")


def _peers(axes: Sequence[Axes], peers: Mapping[str, Figures]) -> None:
    _bars(axes[0], "Sync, passages a second", {name: [throughput(one)] for name, one in peers.items()}, "{:.0f}")
    _bars(axes[1], "Question, median, ms", {name: one.p50_ms for name, one in peers.items()}, "{:.1f}")
    _bars(axes[2], "Cold start to first answer, s", {name: one.first_s for name, one in peers.items()}, "{:.1f}")
    for ax in axes[1:]:
        ax.set_yticklabels([])


def _bars(ax: Axes, title: str, values: Mapping[str, Sequence[float]], form: str) -> None:
    names = list(values)
    middles = [statistics.median(one) for one in values.values()]
    bars = ax.barh(names, middles, color=[_OURS if name == OURS else _PEER for name in names], height=0.62)
    ax.bar_label(bars, [form.format(one) for one in middles], padding=4, color=_INK)
    ax.invert_yaxis()
    ax.set_title(title, loc="left", fontsize=11, fontweight="bold", color=_INK)
    ax.set_xlim(0, max(middles) * 1.18)
    ax.set_xticks([])
    ax.tick_params(length=0, colors=_INK)
    ax.spines[:].set_visible(False)


def _sizes(axes: Sequence[Axes], sizes: Sequence[Size]) -> None:
    counts = [one.passages for one in sizes]
    _lines(axes[0], "Question, ms", counts, {
        "p50": [statistics.median(one.p50_ms) for one in sizes],
        "p95": [statistics.median(one.p95_ms) for one in sizes],
    })  # fmt: skip
    _lines(axes[1], "One changed article: sync, s", counts, {
        "the command": [statistics.median(one.changed_s) for one in sizes],
        "model loaded": [statistics.median(one.changed_inside_s) for one in sizes],
    })  # fmt: skip
    _lines(axes[2], "Memory of the bot, MB", counts, {"": [one.bot_mb for one in sizes]})


def _lines(ax: Axes, title: str, counts: Sequence[int], values: Mapping[str, Sequence[float]]) -> None:
    for (name, line), colour in zip(values.items(), (_OURS, _SECOND), strict=False):
        ax.plot(counts, line, marker="o", color=colour, linewidth=2, label=name)
        ax.annotate(f"{line[-1]:,.3g}" if line[-1] < 100 else f"{line[-1]:,.0f}", (counts[-1], line[-1]),
                    xytext=(-4, 7), textcoords="offset points", ha="right", color=colour)  # fmt: skip
    ax.set_xscale("log")
    ax.set_xticks(counts, [f"{count // 1_000}k" if count < 1_000_000 else f"{count // 1_000_000}M" for count in counts])
    ax.minorticks_off()
    ax.set_ylim(0, max(max(line) for line in values.values()) * 1.2)
    ax.set_xlabel("passages")
    ax.set_title(title, loc="left", fontsize=11, fontweight="bold", color=_INK)
    ax.grid(axis="y", color=_GRID)
    ax.set_axisbelow(True)
    ax.spines[["top", "right", "left"]].set_visible(False)
    ax.tick_params(length=0, colors=_INK)
    if len(values) > 1:
        ax.legend(frameon=False, loc="upper left")
