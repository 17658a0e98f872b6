"""Vectors in files, and the nearest of them by their place in the file. The only file that imports faiss.

All are of length 1, so that the inner product is the cosine.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import faiss
import numpy as np

from index.errors import SnapshotError

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self

    from numpy.typing import NDArray

_EXACT = {False: "Flat", True: "SQfp16"}
"""FAISS's name of the type, by whether its numbers are halved."""
_CODES = "RaBitQfs"
_SAMPLE = 20_000
"""Vectors that the codes' centre is reckoned from."""
_CHUNK = 10_000
"""Vectors in memory at a time while codes are made."""


class Exact:
    """All vectors as they are, in one memory-mapped file: float32, or float16, which moves a cosine by .0005 at most.

    The file's pages are the system's, shared by all programs that read it, and only what is looked at is read.
    """

    def __init__(self, index: faiss.Index) -> None:
        self.index = index
        """FAISS's own."""

    @classmethod
    def read(cls, path: Path) -> Self:
        """Open a file that was written before.

        Raises:
            SnapshotError: it is missing or damaged.

        """
        return cls(_read(path))

    def __len__(self) -> int:
        """Return the number of vectors."""
        return int(self.index.ntotal)

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return int(self.index.d)

    @property
    def halved(self) -> bool:
        """Whether the numbers are float16."""
        return isinstance(self.index, faiss.IndexScalarQuantizer)

    def rows(self, places: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the vectors at these places, shape (places, dimension)."""
        found: NDArray[np.float32] = self.index.reconstruct_batch(places)
        return found

    def nearest(
        self, vector: NDArray[np.float32], count: int, chosen: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Compare every vector, and return the places and cosines of the nearest, best first.

        Args:
            vector: what they are to be near to, shape (dimension,).
            count: how many are returned at most.
            chosen: of each vector, whether it may be found; None: all.

        """
        parameters = None
        if chosen is not None:
            bits = np.packbits(chosen, bitorder="little")
            selector = faiss.IDSelectorBitmap(bits)  # type: ignore[call-arg, arg-type]  # the type knows C++ only
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]  # the type lacks it
        return _search(self.index, vector, count, parameters)


class ExactWriter:
    """Writes the file of an `Exact` as the vectors come, so that memory does not grow with them.

    That is FAISS's own format: a head, and then the numbers of one vector after the other. The head counts them, and is
    written again at the end of this context manager, unless there was an error.
    """

    def __init__(self, path: Path, dimension: int, *, halved: bool) -> None:
        """Begin a file.

        Raises:
            OSError: it cannot be written.

        """
        self.halved = halved
        self._index = faiss.index_factory(dimension, _EXACT[halved], faiss.METRIC_INNER_PRODUCT)
        self._file = path.open("wb")

    def __enter__(self) -> Self:
        self._file.write(self._head())
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        with self._file:
            if error is None:
                self._file.seek(0)
                self._file.write(self._head())

    def __len__(self) -> int:
        """Return the number of vectors that were written."""
        return int(self._index.ntotal)

    def add(self, vectors: NDArray[np.float32]) -> None:
        """Write vectors, shape (any, dimension).

        Raises:
            OSError: they do not fit on the disk.

        """
        self._file.write(np.asarray(vectors, "<f2" if self.halved else "<f4").tobytes())
        self._index.ntotal += len(vectors)

    def _head(self) -> bytes:
        """Return what FAISS writes before the numbers, the last of which is how many bytes or float32 follow."""
        empty: bytes = faiss.serialize_index(self._index).tobytes()
        follow = len(self) * self._index.d * (2 if self.halved else 1)
        return empty[:-8] + struct.pack("<Q", follow)


class Codes:
    """One bit for each number of each vector (RaBitQ): little to read, so that a search finds what is likely nearest.

    It is all in memory, some 60 bytes a vector of 384 numbers. FAISS can neither take vectors out nor search among some
    only: whoever searches leaves them out afterwards.
    """

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def of(cls, exact: Exact) -> Self:
        """Return the codes of all vectors."""
        index = faiss.index_factory(exact.dimension, _CODES, faiss.METRIC_INNER_PRODUCT)
        count = len(exact)
        index.train(exact.rows(np.unique(np.linspace(0, count - 1, min(count, _SAMPLE)).astype(np.int64))))
        for first in range(0, count, _CHUNK):
            index.add(exact.rows(np.arange(first, min(first + _CHUNK, count))))
        return cls(index)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Open a file that was written before.

        Raises:
            SnapshotError: it is missing or damaged.

        """
        return cls(_read(path))

    def write(self, path: Path) -> None:
        """Write the codes to a file.

        Raises:
            OSError: it cannot be written, because the disk is full, for example.

        """
        # FAISS's own file writer says nothing when its last, buffered bytes do not fit on the disk any more.
        with path.open("wb") as file:
            writer = faiss.PyCallbackIOWriter(file.write)  # type: ignore[attr-defined]  # faiss has no type there
            faiss.write_index(self._index, writer)

    def __len__(self) -> int:
        """Return the number of vectors."""
        return int(self._index.ntotal)

    def nearest(
        self, exact: Exact, vector: NDArray[np.float32], count: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the places of the `count` vectors that are likely nearest, at most, and their cosines, best first.

        Args:
            exact: the vectors themselves, which tell the cosines.
            vector: what they are to be near to, shape (dimension,).
            count: how many are looked for, all of which are compared.

        """
        # Of 800 vectors this takes .3 ms; fetching them to compare them here takes 1.1.
        return _search(faiss.IndexRefine(self._index, exact.index), vector, count, None)


def _search(
    index: faiss.Index, vector: NDArray[np.float32], count: int, parameters: faiss.SearchParameters | None
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    # One question is not worth more than one thread: waking the others takes longer than the search.
    faiss.omp_set_num_threads(1)
    cosines, places = index.search(vector.reshape(1, -1), count, params=parameters)
    found = places[0] >= 0  # the rest is filled up with -1 where there are fewer
    return places[0][found], cosines[0][found]


def _read(path: Path) -> faiss.Index:
    try:
        return faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
    except (RuntimeError, MemoryError) as error:
        raise SnapshotError(f"the dense index {path} cannot be read; run: article-bot sync --full") from error
