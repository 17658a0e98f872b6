"""Writes a snapshot's folder `dense`, see `dense`: from nothing, or from the last one and what has changed since.

A new base is made of the last one and what is beside it, and not of the catalogue, though that holds the same vectors:
there each lies at a random place, and a million of them would be as many reads of the disk.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.dense import BASE, CODES, GONE, LIMITS, NUMBER, NUMBERS, RECENT, VECTORS, DenseIndex
from index.disk import link
from index.vectors import Codes, Exact, ExactWriter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedWriter
    from pathlib import Path

    from numpy.typing import NDArray

    from index.dense import Limits, Numbers, Part


@dataclass(frozen=True, slots=True)
class DenseWriter:
    """A folder under way, which takes more vectors."""

    numbers: BufferedWriter
    vectors: ExactWriter
    linked: int = 0
    """How many vectors are in already, in a base that was linked."""

    def __len__(self) -> int:
        """Return how many vectors are in by now."""
        return self.linked + len(self.vectors)

    def add(self, numbers: Numbers, vectors: NDArray[np.float32]) -> None:
        """Add vectors, shape (numbers, dimension); their numbers ascend, and are above all that are in.

        Raises:
            OSError: the disk is full.

        """
        self.numbers.write(np.asarray(numbers, NUMBER).tobytes())
        self.vectors.add(vectors)

    def take(self, part: Part) -> None:
        """Add all vectors of a part of the last folder."""
        for numbers, vectors in part.chunks():
            self.add(numbers, vectors)


@contextmanager
def begun(folder: Path, dimension: int, total: int, limits: Limits = LIMITS) -> Iterator[DenseWriter]:
    """Write from nothing into a folder that is not there yet; it is whole at the end, unless there was an error.

    Args:
        folder: where everything is written.
        dimension: how many numbers a vector has.
        total: how many vectors there are in the end.
        limits: from which size on vectors are kept otherwise.

    Raises:
        OSError: the disk is full.

    """
    folder.mkdir(parents=True)
    with _part(folder / BASE, dimension, halved=total > limits.exact) as writer:
        yield writer
    if writer.vectors.halved and len(writer):
        Codes.of(Exact.read(folder / BASE / VECTORS)).write(folder / BASE / CODES)
    with _part(folder / RECENT, dimension):
        pass  # nothing has come since
    _write_gone(folder, ())


@contextmanager
def carried_on(folder: Path, last: Path, gone: Numbers, total: int, limits: Limits = LIMITS) -> Iterator[DenseWriter]:
    """Write what another folder holds, but for the numbers that are gone, and what is added to it.

    Its base is linked as long as little has come and gone since it was written. Else a new one is begun.

    Args:
        folder: where everything is written; it is not there yet.
        last: the other one.
        gone: the numbers that are no more; those that are not in are ignored.
        total: how many vectors there are in the end.
        limits: from which size on vectors are kept otherwise.

    Raises:
        SnapshotError: the other one is damaged.
        OSError: the disk is full.

    """
    index = DenseIndex.read(last)
    base, recent = index.base.without(gone), index.recent.without(gone)
    if total - len(base) > limits.recent or len(base.gone()) > limits.gone * len(base.numbers):
        with begun(folder, index.dimension, total, limits) as writer:
            writer.take(base)
            writer.take(recent)
            yield writer
        return
    (folder / BASE).mkdir(parents=True)
    for file in sorted((last / BASE).iterdir()):
        link(file, folder / BASE / file.name)
    _write_gone(folder, base.gone())
    with _part(folder / RECENT, index.dimension, linked=len(base)) as writer:
        writer.take(recent)
        yield writer


@contextmanager
def _part(folder: Path, dimension: int, *, halved: bool = False, linked: int = 0) -> Iterator[DenseWriter]:
    folder.mkdir()
    with (folder / NUMBERS).open("wb") as numbers, ExactWriter(folder / VECTORS, dimension, halved=halved) as vectors:
        yield DenseWriter(numbers, vectors, linked)


def _write_gone(folder: Path, numbers: Numbers) -> None:
    (folder / GONE).write_bytes(np.array([len(numbers), *numbers], NUMBER).tobytes())
