"""The verdict on the figures, and the tables that they stand in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.bench import aims, recall, tables
from tests.bench.sizes import Size
from tests.bench.versus import OURS, Figures
from tests.bench.written import Written

if TYPE_CHECKING:
    from pathlib import Path


def _figures(sync_s: float, p50_ms: float) -> Figures:
    return Figures(
        passages=1000, sync_s=[sync_s] * 3, index_s=[sync_s] * 3, index_mb=[900.0], p50_ms=[p50_ms], p95_ms=[p50_ms],
        ask_mb=[600.0], first_s=[3.0],
    )  # fmt: skip


def test_each_figure_is_held_against_its_best_peer() -> None:
    """The fastest of the peers counts for throughput, the quickest for latency, though they are not the same one."""
    found = {OURS: _figures(10, 6), "fast": _figures(30, 20), "quick": _figures(90, 10)}
    faster, quicker = aims.against_peers(found, bfloat16=True)
    assert (faster.measured, faster.aim, faster.reached) == (3.0, 4.0, False)
    assert (quicker.measured, quicker.aim, quicker.reached) == (0.6, 0.5, False)
    assert aims.against_peers(found, bfloat16=False)[0].reached


def test_sizes_are_held_against_the_smallest() -> None:
    """Each ratio is that of two medians; what was not measured has no aim."""
    small = Size(1_000, p50_ms=[4.0, 5.0, 9.0], changed_s=[1.0], changed_inside_s=[0.1], first_s=[2.0])
    large = Size(100_000, p50_ms=[6.0], changed_s=[2.5], changed_inside_s=[0.4], first_s=[4.0], bot_first_s=4.5)
    found = {one.figure: (round(one.measured, 3), one.reached) for one in aims.of_sizes([small, large])}
    assert found == {
        "question p50 at 100k against 1k passages": (1.2, True),
        "sync after one changed article, 100k against 1k passages: the command": (2.5, True),
        "sync after one changed article, 100k against 1k passages: model loaded before": (4.0, False),
        "start of the bot to its first answer, 100k passages": (4.5, True),
        "`article-bot ask`, 100k passages": (4.0, True),
    }


def test_load_has_to_be_fast_for_all() -> None:
    """Many answers a second do not make up for one in twenty that comes late."""
    rate, late = aims.of_load({"per_second": 70.0, "p95_ms": 1600.0})
    assert (rate.reached, late.reached) == (True, False)


def test_tables_say_what_is_reached() -> None:
    """A figure stands with its aim, its measure and a plain yes or no; the spread where there is one."""
    table = tables.of_aims([aims.Aim("memory", 2500, 1234.5, "MB", at_least=False)])
    assert tables.markdown(table) == (
        "### What it is to reach\n\n| figure | aim | measured | reached |\n| --- | --- | --- | --- |\n"
        "| memory | ≤ 2,500 MB | 1,234 MB | yes |\n"
    )
    assert tables.spread([4.0, 4.25, 4.9], 1) == "4.2 (4.0–4.9)"
    assert tables.spread([4.0], 1) == "4.0"


def test_what_was_measured_is_written_at_once(tmp_path: Path) -> None:
    """A run that breaks off has kept the parts that it had finished, with their aims."""
    written = Written(tmp_path, "python -m tests.bench")
    written.load({"per_second": 70.0, "p95_ms": 1600.0})
    assert json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))["load"]["per_second"] == 70.0
    assert "| p95 of those | ≤ 1,500 ms | 1,600 ms | no |" in (tmp_path / "table.md").read_text(encoding="utf-8")


def test_recall_is_the_share_of_the_true_neighbours() -> None:
    """Of four true neighbours of two questions, three were found."""
    assert recall.recall([[1, 2], [3, 9]], [[2, 1], [3, 4]]) == 0.75
