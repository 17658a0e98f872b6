"""Recall of a library's dense index against exact search: ``python -m tests.bench.recall TASK.json``, a line of JSON.

The vectors come from the catalogue, which is the truth; the questions are real ones, encoded by the real model.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index import encoder, snapshot
from index.config import IndexConfig, read
from index.sync import CATALOG, SNAPSHOTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

NEAREST = 10
_BLOCK = 20_000
_VECTORS = """SELECT passage.number, vector.vector FROM passage JOIN vector USING (text_hash) WHERE fingerprint = ?"""


def recall(found: list[list[int]], exact: list[list[int]]) -> float:
    """Return which share of the exact neighbours was found, over all questions."""
    pairs = zip(found, exact, strict=True)
    return sum(len(set(one) & set(true)) for one, true in pairs) / max(1, sum(len(true) for true in exact))


def exact_neighbours(
    blocks: Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]], asked: NDArray[np.float32], count: int = NEAREST
) -> list[list[int]]:
    """Return each question's nearest vectors by number, best first.

    Args:
        blocks: numbers, shape (block,), and unit vectors, shape (block, dimension).
        asked: the questions' unit vectors, shape (questions, dimension).
        count: how many.

    """
    best = np.full((len(asked), 0), 0, np.int64)
    cosines = np.full((len(asked), 0), 0, np.float32)
    for numbers, vectors in blocks:
        cosines = np.concatenate([cosines, asked @ vectors.T], axis=1)
        best = np.concatenate([best, np.broadcast_to(numbers, (len(asked), len(numbers)))], axis=1)
        order = np.argsort(-cosines, axis=1, kind="stable")[:, :count]
        cosines, best = np.take_along_axis(cosines, order, 1), np.take_along_axis(best, order, 1)
    return [[int(number) for number in row] for row in best]


def _blocks(catalog: Path, fingerprint: str) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
    with closing(sqlite3.connect(f"file:{catalog}?mode=ro", uri=True)) as db:
        rows = db.execute(_VECTORS, (fingerprint,))
        while block := rows.fetchmany(_BLOCK):
            vectors = np.frombuffer(b"".join(one[1] for one in block), np.float32).reshape(len(block), -1)
            yield np.array([one[0] for one in block], np.int64), vectors


def main(config: IndexConfig, questions: list[str]) -> dict[str, float]:
    """Measure, and return the recall and the median time of a search in the dense index alone."""
    opened = snapshot.open_current(config.data_dir / SNAPSHOTS)
    if opened is None:
        raise SystemExit("the library is empty")
    model = encoder.load(encoder.BUNDLED)
    asked = np.stack([model.encode_question(question) for question in questions])
    found, took = [], []
    for vector in asked:
        started = time.perf_counter()
        found.append(list(opened.dense.nearest(vector, NEAREST)))
        took.append((time.perf_counter() - started) * 1000)
    exact = exact_neighbours(_blocks(config.data_dir / CATALOG, opened.manifest.fingerprint), asked)
    return {"recall": recall(found, exact), "dense_ms": float(np.median(took)), "vectors": len(opened.dense)}


if __name__ == "__main__":
    task = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    print(json.dumps(main(read(Path(task["config"]), IndexConfig), task["questions"])))  # noqa: T201 -- a tool prints
