"""Measures one peer: ``PYTHON run.py PEER TASK TASK.json``, with the interpreter of the peer's environment.

A peer is a file beside this one with four functions: ``load(model)``, ``index(loaded, passages, folder)``,
``open_saved(model, folder)`` and ``search(opened, question)``, the last of which returns the ids of ten passages.
The last line that is printed is JSON.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from importlib import metadata
from pathlib import Path
from typing import Any

WARM_UP = 5
"""Questions that are asked before the clock runs."""
_NAMED = ("txtai", "langchain-community", "llama-index-core", "faiss-cpu", "sentence-transformers", "torch")


def index(peer: Any, task: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401 -- a module that is chosen by its name
    """Encode, index and save the passages; loading is timed apart."""
    started = time.perf_counter()
    loaded = peer.load(task["model"])
    ready = time.perf_counter()
    peer.index(loaded, [(one["id"], one["text"]) for one in task["passages"]], task["folder"])
    return {"loading_s": ready - started, "indexing_s": time.perf_counter() - ready}


def ask(peer: Any, task: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401 -- as above
    """Time each question, its embedding included."""
    opened = peer.open_saved(task["model"], task["folder"])
    for question in task["questions"][:WARM_UP]:
        peer.search(opened, question)
    took, found = [], []
    for question in task["questions"]:
        started = time.perf_counter()
        found.append(peer.search(opened, question))
        took.append((time.perf_counter() - started) * 1000)
    return {"ms": took, "found": found}


def first(peer: Any, task: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401 -- as above
    """Answer one question, as a new process does."""
    opened = peer.open_saved(task["model"], task["folder"])
    return {"found": [peer.search(opened, task["questions"][0])]}


def _versions() -> dict[str, str]:
    found = {}
    for name in _NAMED:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


if __name__ == "__main__":
    name, what, file = sys.argv[1:]
    work = {"index": index, "ask": ask, "first": first}[what]
    started_at = time.perf_counter()
    chosen = importlib.import_module(name)
    importing = time.perf_counter() - started_at
    result = work(chosen, json.loads(Path(file).read_text(encoding="utf-8")))
    print(json.dumps(result | {"importing_s": importing, "versions": _versions()}))  # noqa: T201 -- a tool prints
