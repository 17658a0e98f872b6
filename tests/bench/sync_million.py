"""Time and memory of syncs of a million articles: ``python -m tests.bench.sync_million [COUNT] [FOLDER]``.

Each sync runs in a process of its own, with an encoder that costs nothing, so that what is measured is the loading, the
comparing and the storing: the first sync, one of unchanged articles, and one in which every thousandth has changed. A
line of JSON for each phase: seconds, and the greatest resident memory (MB) up to its end.
"""

from __future__ import annotations

import json
import multiprocessing
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.config import IndexConfig, SourceConfig
from index.library import Library
from tests.bench.articles import write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.sync_records import Phase, Progress


class _FreeEncoder:
    """Gives every text one of eight vectors."""

    fingerprint = "free:1"
    dimension = 8
    max_tokens = 250

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return about as many as a tokenizer would."""
        return [len(text) // 4 for text in texts]

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a unit vector for each text."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for number, text in enumerate(texts):
            vectors[number, len(text) % self.dimension] = 1
        return vectors

    def encode_question(self, text: str) -> NDArray[np.float32]:
        """Return the vector of one text."""
        vector: NDArray[np.float32] = self.encode_passages([text])[0]
        return vector


class _FreeEncoders:
    def fingerprint(self, _: str) -> str:
        return _FreeEncoder.fingerprint

    def load(self, _: str) -> _FreeEncoder:
        return _FreeEncoder()


def main(count: int, folder: Path) -> None:
    """Write the articles, and measure the three syncs."""
    file = folder / "articles.jsonl"
    for name, edition in (("first", 0), ("unchanged", 0), ("changed", 1)):
        if name != "unchanged":
            write(file, count, edition=edition)
        process = multiprocessing.get_context("spawn").Process(target=_sync, args=(name, folder, file))
        process.start()
        process.join()
        if process.exitcode:
            sys.exit(f"the {name} sync failed")


def _sync(name: str, folder: Path, file: Path) -> None:
    source = SourceConfig(name="archive", path=file)
    library = Library(IndexConfig(data_dir=folder / "data", sources=(source,)), encoders=_FreeEncoders())
    began = started = time.monotonic()
    phase: Phase | None = None

    def told(now: Progress) -> None:
        nonlocal phase, started
        if now.phase is not phase:
            if phase is not None:
                _print(name, phase, time.monotonic() - started)
            phase, started = now.phase, time.monotonic()

    _print(name, "start", 0.0)
    report = library.sync(told)
    _print(name, f"{phase}, and to the end", time.monotonic() - started)
    _print(name, "all", time.monotonic() - began, articles=report.articles, changed=report.changed)


def _print(name: str, phase: str, seconds: float, **more: int) -> None:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    values = {"sync": name, "phase": str(phase), "seconds": round(seconds, 1), "peak_mb": round(memory), **more}
    print(json.dumps(values), flush=True)  # noqa: T201 -- a tool prints


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    if len(sys.argv) > 2:
        Path(sys.argv[2]).mkdir(parents=True, exist_ok=True)
        main(wanted, Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(wanted, Path(temporary))
