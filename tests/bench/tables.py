"""The results as tables: for a terminal, for a log, and for Markdown."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.bench.aims import throughput
from tests.bench.versus import OURS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.bench.aims import Aim
    from tests.bench.sizes import Size
    from tests.bench.versus import Figures


@dataclass(frozen=True, slots=True)
class Table:
    """A title, the heads of its columns, its rows, and what has to be known to read it."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def of_machine(values: Mapping[str, str], command: str) -> Table:
    """Return what it was measured on."""
    return Table("Measured on", ("", ""), (*values.items(), ("command", command)))


def of_peers(found: Mapping[str, Figures], articles: int) -> Table:
    """Return ours and the peers, a row each."""
    ours = found[OURS]
    rows = []
    for name, one in found.items():
        warm = [one.passages / seconds for seconds in one.index_s]
        rows.append(
            (
                name,
                f"{throughput(one):.1f}",
                spread(warm, 1),
                spread(one.p50_ms, 1),
                spread(one.p95_ms, 1),
                spread(one.first_s, 2),
                spread(one.index_mb, 0),
                spread(one.ask_mb, 0),
                f"{one.disk_mb:.1f}",
                f"{throughput(ours) / throughput(one):.2f} / {_quicker(ours, one):.2f}",
            )
        )
    heads = (
        f"{articles:,} articles",
        "sync, passages/s, model loading included",
        "passages/s, model loaded before",
        "question p50, ms",
        "p95, ms",
        "cold start to the first answer, s",
        "peak memory, syncing, MB",
        "asking, MB",
        "disk, MB",
        "ours to it: sync / p50",
    )
    return Table(
        "Beside what one would take instead",
        heads,
        tuple(rows),
        f"Median (least–most) of {len(ours.sync_s)} repetitions in turn, each in a process of its own; the same model "
        f"for all. Ours reads {articles:,} article lines, cuts them, finds the quotations, keeps all of it in SQLite, "
        f"and indexes words and vectors; its answer is whole: sentence, quotation, confidence. The peers are given "
        f"our {ours.passages:,} passages ready cut, encode in float32, as they come, and return ten passages. Memory "
        "is that of a process and of those that it starts.",
    )


def of_sizes(found: Sequence[Size]) -> Table:
    """Return ours at growing sizes, a row each."""
    base = statistics.median(found[0].p50_ms)
    rows = tuple(
        (
            f"{one.passages:,}",
            f"{one.sync_s:,.1f}",
            f"{one.sync_mb:,.0f}",
            f"{one.snapshot_mb:,.0f} + {one.catalog_mb:,.0f}",
            spread(one.p50_ms, 1),
            spread(one.p95_ms, 1),
            f"{statistics.median(one.p50_ms) / base:.2f}",
            f"{one.recall:.4f}",
            f"{statistics.median(one.ask_mb):,.0f} / {one.bot_mb:,.0f}",
            f"{statistics.median(one.first_s):.2f} / {one.bot_first_s:.2f}",
            f"{spread(one.changed_s, 2)} / {spread(one.changed_inside_s, 2)}",
        )
        for one in found
    )
    heads = (
        "passages",
        "sync without encoding, s",
        "its peak memory, MB",
        "disk: snapshot + catalogue, MB",
        "question p50, ms",
        "p95, ms",
        f"p50 to that at {found[0].passages:,}",
        "recall@10 of the dense index",
        "memory: asking / the bot, MB",
        "first answer: ask / the bot, s",
        "sync of one changed article: command / model loaded, s",
    )
    return Table(
        "Ours alone, from small to large",
        heads,
        rows,
        "Made-up archives: texts recombined from real sentences, vectors of passages perturbed from real passages' "
        "vectors, so that encoding them costs nothing. Questions are real, and encoded by the real model. Recall is "
        "against exact search in float32.",
    )


def of_aims(found: Sequence[Aim]) -> Table:
    """Return the aims, a row each."""
    rows = tuple(
        (
            one.figure,
            f"{'≥' if one.at_least else '≤'} {_number(one.aim)} {one.unit}".strip(),
            f"{_number(one.measured)} {one.unit}".strip(),
            "yes" if one.reached else "no",
        )
        for one in found
    )
    return Table("What it is to reach", ("figure", "aim", "measured", "reached"), rows)


def markdown(table: Table) -> str:
    """Return a table for a Markdown file."""
    lines = [table.heads, tuple("---" for _ in table.heads), *table.rows]
    body = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    return f"### {table.title}\n\n{body}\n" + (f"\n{table.note}\n" if table.note else "")


def show(tables: Sequence[Table]) -> None:
    """Print tables: in colour on a terminal, plain elsewhere."""
    from rich import box  # noqa: PLC0415 -- only where something is drawn
    from rich.console import Console  # noqa: PLC0415 -- as above
    from rich.table import Table as Drawn  # noqa: PLC0415 -- as above

    console = Console() if Console().is_terminal else Console(width=180)
    for table in tables:
        drawn = Drawn(title=table.title, caption=table.note or None, box=box.SIMPLE_HEAD, caption_justify="left")
        for number, head in enumerate(table.heads):
            drawn.add_column(head, justify="right" if number and len(table.heads) > 2 else "left")
        for row in table.rows:
            style = "bold" if row[0] == OURS else "red" if row[-1] == "no" else ""
            drawn.add_row(*row, style=style)
        console.print(drawn)


def spread(values: Sequence[float], digits: int) -> str:
    """Return the median, and the least and the most where there are several: ``4.2 (4.0–4.9)``."""
    middle = f"{statistics.median(values):,.{digits}f}"
    return middle if len(values) == 1 else f"{middle} ({min(values):,.{digits}f}–{max(values):,.{digits}f})"


def _quicker(ours: Figures, other: Figures) -> float:
    return statistics.median(ours.p50_ms) / statistics.median(other.p50_ms)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
