"""What the ways of keeping vectors cost and find: ``python -m tests.bench.dense ARTICLES.jsonl… [--vectors N]``.

Prints how long a search takes in each, and which share of the nearest is found by codes, by how many vectors are
compared. The limits and the widths of `index.dense` are chosen by this. The vectors are perturbed real ones.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click
import numpy as np

from index import encoder
from index.vectors import Codes, Exact, ExactWriter
from tests.bench.archive import CACHE, real
from tests.bench.questions import questions
from tests.bench.recall import recall

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from index.encoder import Encoder

    Search = Callable[[NDArray[np.float32]], list[int]]

_BLOCK = 10_000
_COMPARED = ((100, (400, 800, 1500)), (10, (80, 400, 800, 2000)))
"""How many are wanted, and numbers of vectors that are compared for it."""


def main(made: Encoder, asked: Sequence[NDArray[np.float32]], count: int, folder: Path) -> list[str]:
    """Measure with `count` vectors; return what is to be printed."""
    kept = [_written(made, count, folder / f"{halved}.faiss", halved=halved) for halved in (False, True)]
    codes = Codes.of(kept[1])
    told = [f"{count:,} vectors, {len(asked)} questions, median of one search"]
    for name, exact in zip(("float32", "float16"), kept, strict=True):
        told.append(f"{name}, all compared: {_timed(_all(exact, 10), asked)[1]:.2f} ms")
    for wanted, widths in _COMPARED:
        true, _ = _timed(_all(kept[0], wanted), asked)
        for width in widths:
            found, took = _timed(_by_codes(codes, kept[1], wanted, width), asked)
            told.append(f"codes, {width} compared for {wanted}: {took:.2f} ms, recall {recall(found, true):.4f}")
    return told


def _written(made: Encoder, count: int, path: Path, *, halved: bool) -> Exact:
    with ExactWriter(path, made.dimension, halved=halved) as writer:
        for first in range(0, count, _BLOCK):
            writer.add(made.encode_passages([str(one) for one in range(first, min(first + _BLOCK, count))]))
    return Exact.read(path)


def _all(exact: Exact, wanted: int) -> Search:
    return lambda vector: exact.nearest(vector, wanted)[0].tolist()


def _by_codes(codes: Codes, exact: Exact, wanted: int, width: int) -> Search:
    return lambda vector: codes.nearest(exact, vector, width)[0][:wanted].tolist()


def _timed(search: Search, asked: Sequence[NDArray[np.float32]]) -> tuple[list[list[int]], float]:
    """Return what each question finds, and the median of what that takes in milliseconds."""
    found, took = [], []
    search(asked[0])
    for vector in asked:
        started = time.perf_counter()
        found.append(search(vector))
        took.append((time.perf_counter() - started) * 1000)
    return found, float(np.median(took))


@click.command()
@click.argument("articles", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--vectors", "count", type=click.IntRange(1_000), default=100_000, show_default=True)
@click.option("--cache", type=click.Path(path_type=Path, file_okay=False), default=CACHE, show_default=True)
def _command(*, articles: tuple[Path, ...], count: int, cache: Path) -> None:
    """Measure on the vectors of ARTICLES, perturbed."""
    of = real(articles, cache)
    model = encoder.load(encoder.BUNDLED)
    asked = [model.encode_question(one) for one in questions(articles, of.material, 60)]
    with tempfile.TemporaryDirectory() as folder:
        for line in main(of.encoders().load(encoder.BUNDLED), asked, count, Path(folder)):
            click.echo(line)


if __name__ == "__main__":
    _command()
