"""Ours alone at growing sizes: recombined articles, perturbed vectors for passages, the real model for questions."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import click
import numpy as np

from tests.bench import recombined
from tests.bench.bot_start import bot_start
from tests.bench.processes import folder_mb, measure

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.bench.archive import Real
    from tests.bench.versus import Bench

_CHANGED = 17
"""The article that is changed, by its number."""
_MESSAGES = 12
"""Questions that the running bot answers before its memory is read."""
_MADE = "made.json"


@dataclass(slots=True)
class Size:
    """What was measured at one size, a value for each repetition where it is a list."""

    passages: int
    sync_s: float = 0.0
    """The first sync, encoding not included: it costs nothing here."""
    sync_mb: float = 0.0
    snapshot_mb: float = 0.0
    catalog_mb: float = 0.0
    p50_ms: list[float] = field(default_factory=list)
    p95_ms: list[float] = field(default_factory=list)
    ask_mb: list[float] = field(default_factory=list)
    """Resident memory of a process that has asked all questions, model included."""
    first_s: list[float] = field(default_factory=list)
    """`article-bot ask`, from the start of the process to its end."""
    changed_s: list[float] = field(default_factory=list)
    """`article-bot sync` after one article has changed, from the start of the process to its end."""
    changed_inside_s: list[float] = field(default_factory=list)
    """The same in a process that has the model loaded."""
    recall: float = 0.0
    dense_ms: float = 0.0
    bot_first_s: float = 0.0
    bot_mb: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """Return the values for results.json."""
        return asdict(self)


def sizes(bench: Bench, files: Sequence[Path], of: Real, counts: Sequence[int]) -> list[Size]:
    """Measure libraries of so many passages, each in ``bench.folder/COUNT``; one that is there is used again."""
    found = [Size(count) for count in counts]
    for size in found:
        _make(bench, files, size)
    for repetition in range(bench.repetitions):
        for size in found:
            click.echo(f"questions at {size.passages:,} passages, {repetition + 1} of {bench.repetitions}", err=True)
            _ask(bench, size)
            _change(bench, of, size)
    for size in found:
        click.echo(f"recall, and the running bot, at {size.passages:,} passages", err=True)
        exact = measure([sys.executable, "-m", "tests.bench.recall"], given=_task(bench, size))
        size.recall, size.dense_ms = exact.result["recall"], exact.result["dense_ms"]
        running = asyncio.run(bot_start(bench.folder / str(size.passages), bench.questions[:_MESSAGES]))
        size.bot_first_s, size.bot_mb = running["first_s"], running["resident_mb"]
    return found


def load(bench: Bench, count: int, seconds: float) -> dict[str, float]:
    """Measure 50 chats that ask at once; medians of the repetitions."""
    given = {"config": _config(bench, count), "questions": list(bench.questions), "seconds": seconds}
    outcomes = []
    for repetition in range(bench.repetitions):
        click.echo(f"50 ask at once, {repetition + 1} of {bench.repetitions}", err=True)
        outcomes.append(measure([sys.executable, "-m", "tests.bench.ours", "load"], given=given).result)
    return {
        "passages": count,
        "askers": outcomes[0]["askers"],
        "per_second": float(np.median([one["per_second"] for one in outcomes])),
        "p95_ms": float(np.median([np.percentile(one["ms"], 95) for one in outcomes])),
    }


def make(bench: Bench, files: Sequence[Path], count: int) -> None:
    """Make a library, unless it is there; what that took is kept in it."""
    folder = bench.folder / str(count)
    if (folder / _MADE).exists():
        return
    click.echo(f"making a library of {count:,} passages", err=True)
    command = [sys.executable, "-m", "tests.bench.archive", str(folder), *map(str, files)]
    outcome = measure([*command, "--passages", str(count), "--cache", str(bench.cache)])
    made = {"seconds": outcome.result["seconds"], "peak_mb": outcome.peak_mb}
    (folder / _MADE).write_text(json.dumps(made), encoding="utf-8")


def _make(bench: Bench, files: Sequence[Path], size: Size) -> None:
    make(bench, files, size.passages)
    folder = bench.folder / str(size.passages)
    made = json.loads((folder / _MADE).read_text(encoding="utf-8"))
    size.sync_s, size.sync_mb = made["seconds"], made["peak_mb"]
    size.snapshot_mb = folder_mb(folder / "data" / "snapshots")
    size.catalog_mb = folder_mb(folder / "data") - size.snapshot_mb


def _ask(bench: Bench, size: Size) -> None:
    asked = measure([sys.executable, "-m", "tests.bench.ours", "ask"], given=_task(bench, size))
    p50, p95 = np.percentile(asked.result["ms"], [50, 95])
    size.p50_ms.append(float(p50))
    size.p95_ms.append(float(p95))
    size.ask_mb.append(asked.result["resident_mb"])
    command = [sys.executable, "-m", "bot", "ask", bench.questions[0], "--config", _config(bench, size.passages)]
    size.first_s.append(measure(command).seconds)


def _change(bench: Bench, of: Real, size: Size) -> None:
    config = _config(bench, size.passages)
    _edit(bench, of, size)
    whole = measure([sys.executable, "-m", "bot", "sync", "--json", "--config", config])
    size.changed_s.append(whole.seconds)
    _edit(bench, of, size)
    inside = measure([sys.executable, "-m", "tests.bench.ours", "changed"], given={"config": config})
    size.changed_inside_s.append(inside.result["s"])
    if (whole.result["changed"], inside.result["changed"]) != (1, 1):
        raise SystemExit(f"one article was to change; what was found: {whole.result}, {inside.result}")


def _edit(bench: Bench, of: Real, size: Size) -> None:
    """Write an edition of the one article that was never there before."""
    folder = bench.folder / str(size.passages)
    counter = folder / "edition"
    edition = int(counter.read_text(encoding="ascii")) + 1 if counter.exists() else 1
    counter.write_text(str(edition), encoding="ascii")
    recombined.change(folder / "articles", of.material, _CHANGED, edition=edition)


def _task(bench: Bench, size: Size) -> dict[str, Any]:
    return {"config": _config(bench, size.passages), "questions": list(bench.questions)}


def _config(bench: Bench, count: int) -> str:
    return str(bench.folder / str(count) / "config.toml")
