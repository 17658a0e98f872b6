"""What a terminal shows of an evaluation and of fitted weights."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from bot.console.terminal import console

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from index.evaluation import Figures
    from index.tuning import Tuned

    OnProgress = Callable[[int, int], None]


@contextmanager
def progress(label: str, *, quiet: bool) -> Iterator[OnProgress]:
    """Show a bar on stderr, where that is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    with Progress(
        TextColumn(f"{label:<20}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        console=console(stderr=True), transient=True,
    ) as bars:  # fmt: skip
        task = bars.add_task(label, total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total)


def show_figures(figures: Figures) -> None:
    """Print the figures of an evaluation as a table, each with what it means."""
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="bold")
    table.add_column(justify="right", style="cyan")
    table.add_column(style="dim")
    table.add_row("questions", f"{figures.questions:,}", "")
    for depth, share in figures.recall.items():
        table.add_row(f"recall@{depth}", _share(share), f"the right article is among the first {depth}")
    table.add_row("MRR@10", _share(figures.mrr), "mean of 1/rank of the right article")
    table.add_row("in the sentence", _share(figures.answer_in_sentence), "of these, the sentence shown has the answer")
    table.add_row("AUROC", _share(figures.auroc), "confidence parts right answers from unanswerable questions")
    table.add_row("answered", _share(figures.answered), "questions that are given an answer")
    table.add_row("right of these", _share(figures.correct_of_answered), "")
    table.add_row(
        "false answers", _share(figures.false_answers), "unanswerable questions that are answered all the same"
    )
    table.add_row("milliseconds", f"{figures.p50:.1f}", f"median; 95 of 100 within {figures.p95:.1f}")
    console().print(table)


def show_tuning(result: Tuned) -> None:
    """Print how well weights do before and after, each on questions that they were not fitted to."""
    table = Table("", "before", "fitted", box=None, pad_edge=False)
    before, after = result.before, result.after
    rows = (
        ("recall@1", before.recall, after.recall),
        ("MRR@10", before.mrr, after.mrr),
        ("in the sentence", before.sentence, after.sentence),
        ("AUROC", before.auroc, after.auroc),
        ("right of the answered", before.correct_of_answered, after.correct_of_answered),
        ("false answers", before.false_answers, after.false_answers),
        ("threshold", result.started_from.threshold, result.tuning.threshold),
    )
    for name, old, new in rows:
        table.add_row(name, _share(old), _share(new))
    out = console()
    out.print(table)
    if not result.better:
        out.print("\n[yellow]The fitted weights are no better: the ones before stay.[/]")


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
