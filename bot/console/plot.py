"""The figures of an evaluation as a picture: how often the bot is wrong as it answers more, and what it finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import ConfigError
from index.evaluation import figures, risk_coverage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from matplotlib.axes import Axes

    from index.evaluation import Outcome

_INK, _ACCENT, _GRID = "#1b2733", "#2a7ab8", "#d8dfe6"


def draw(outcomes: Sequence[Outcome], file: Path) -> None:
    """Write the picture of some outcomes.

    Raises:
        ConfigError: it cannot be written, or not in the format that the file's ending names.

    """
    from matplotlib.figure import Figure  # noqa: PLC0415 -- slow to import, and only pictures need it

    figure = Figure(figsize=(10, 4.2), dpi=150, layout="constrained")
    risk, recall = figure.subplots(1, 2, width_ratios=(3, 2))
    curve = risk_coverage(outcomes)
    risk.plot([share for share, _ in curve], [wrong for _, wrong in curve], color=_ACCENT, linewidth=2)
    _mark_threshold(risk, outcomes)
    risk.set(xlim=(0, 1), ylim=(0, None), xlabel="questions answered", ylabel="of these, wrong")
    risk.set_title("Risk and coverage", loc="left", color=_INK)
    found = figures(outcomes)
    depths = {depth: share for depth, share in found.recall.items() if share is not None}
    bars = recall.bar(
        [f"first {depth}" if depth > 1 else "first" for depth in depths], list(depths.values()), color=_ACCENT
    )
    recall.bar_label(bars, fmt="{:.3f}", padding=2, color=_INK)
    recall.set(ylim=(0, 1.1))
    recall.set_title("Right article among the first", loc="left", color=_INK)
    for axes in (risk, recall):
        axes.grid(axis="y", color=_GRID, linewidth=0.8)
        axes.set_axisbelow(True)
        axes.spines[["top", "right"]].set_visible(False)
    try:
        figure.savefig(file)
    except (OSError, ValueError) as error:
        raise ConfigError(f"{file} cannot be written ({error}); name a .png file in a folder that there is") from error


def _mark_threshold(axes: Axes, outcomes: Sequence[Outcome]) -> None:
    """Mark where the bot's threshold stands on the curve."""
    given = [one for one in outcomes if one.answered]
    if not given:
        return
    share, wrong = len(given) / len(outcomes), sum(not one.right for one in given) / len(given)
    axes.plot([share], [wrong], "o", color=_INK)
    axes.annotate("threshold", (share, wrong), (8, -14), textcoords="offset points", color=_INK)
