"""What is measured of article-bot inside a process of its own: ``python -m tests.bench.ours TASK TASK.json``.

The last line that is printed is JSON.
"""

from __future__ import annotations

import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.config import IndexConfig, read
from index.library import Library
from tests.bench.processes import resident_mb

if TYPE_CHECKING:
    from index.sync_records import Progress

WARM_UP = 5
"""Questions that are asked before the clock runs, as of the peers."""
_ASKERS = 50
"""Chats that ask at once, each its next question as soon as it has an answer."""


def index(task: dict[str, Any]) -> dict[str, Any]:
    """Sync a library from its articles; loading the model is timed apart."""
    from index import encoder  # noqa: PLC0415 -- loading it is timed

    started = time.perf_counter()
    encoder.load(encoder.BUNDLED).encode_passages(["Guten Morgen."])
    ready = time.perf_counter()
    report = Library(_config(task)).sync(_quiet)
    return {
        "loading_s": ready - started,
        "indexing_s": time.perf_counter() - ready,
        "passages": report.passages,
        "embedded": report.embedded,
    }


def ask(task: dict[str, Any]) -> dict[str, Any]:
    """Time each question, its embedding and the whole answer included."""
    library = Library(_config(task))
    started = time.perf_counter()
    library.prepare()
    opening = time.perf_counter() - started
    for question in task["questions"][:WARM_UP]:
        library.ask(question)
    took = []
    for question in task["questions"]:
        started = time.perf_counter()
        library.ask(question)
        took.append((time.perf_counter() - started) * 1000)
    return {"ms": took, "opening_s": opening, "resident_mb": resident_mb(os.getpid())}


def load(task: dict[str, Any]) -> dict[str, Any]:
    """Time questions that are asked by 50 at once, for some seconds."""
    library = Library(_config(task))
    library.prepare()
    questions: list[str] = task["questions"]
    for question in questions[:WARM_UP]:
        library.ask(question)
    took: list[float] = []
    until = time.perf_counter() + float(task["seconds"])

    def chat(number: int) -> None:
        position = number * len(questions) // _ASKERS
        while (started := time.perf_counter()) < until:
            library.ask(questions[position % len(questions)])
            took.append((time.perf_counter() - started) * 1000)
            position += 1

    began = time.perf_counter()
    with ThreadPoolExecutor(_ASKERS) as askers:
        list(askers.map(chat, range(_ASKERS)))
    return {"ms": took, "per_second": len(took) / (time.perf_counter() - began), "askers": _ASKERS}


def changed(task: dict[str, Any]) -> dict[str, Any]:
    """Sync after a file has changed, with the model loaded already: what the running bot's sync takes of itself."""
    from index import encoder  # noqa: PLC0415 -- as above

    encoder.load(encoder.BUNDLED).encode_passages(["Guten Morgen."])
    library = Library(_config(task))
    started = time.perf_counter()
    report = library.sync(_quiet)
    return {"s": time.perf_counter() - started, "changed": report.changed, "embedded": report.embedded}


def _config(task: dict[str, Any]) -> IndexConfig:
    return read(Path(task["config"]), IndexConfig)


def _quiet(_: Progress) -> None:
    """Tell nobody."""


if __name__ == "__main__":
    what, file = sys.argv[1:]
    work = {"index": index, "ask": ask, "load": load, "changed": changed}[what]
    print(json.dumps(work(json.loads(Path(file).read_text(encoding="utf-8")))))  # noqa: T201 -- a tool prints
