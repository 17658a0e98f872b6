"""Nearest vectors. The only file that imports faiss.

Up to 100,000 vectors the index is exact (``IDMap2,Flat``): every vector is compared, and vectors can be removed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import faiss
import numpy as np

from index.errors import SnapshotError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Self

    from numpy.typing import NDArray


class DenseIndex:
    """Unit vectors by number, searched by inner product, which for unit vectors is the cosine."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def empty(cls, dimension: int) -> Self:
        """Return an index without vectors."""
        return cls(faiss.index_factory(dimension, "IDMap2,Flat", faiss.METRIC_INNER_PRODUCT))

    @classmethod
    def read(cls, path: Path, *, mapped: bool = False) -> Self:
        """Open an index that was written before.

        With `mapped`, its vectors stay on the disk until they are looked at: for whoever only wants to know whether it
        can be opened, 300,000 vectors then take 56 MB in place of 493.

        Raises:
            SnapshotError: the file is missing or damaged.

        """
        try:
            return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC if mapped else 0))
        except RuntimeError as error:
            raise SnapshotError(f"the dense index {path} cannot be read; run: article-bot sync --full") from error

    def write(self, path: Path) -> None:
        """Write the index to a file.

        Raises:
            OSError: the file cannot be written, because the disk is full, for example.

        """
        # FAISS's own file writer says nothing when its last, buffered bytes do not fit on the disk any more.
        with path.open("wb") as file:
            writer = faiss.PyCallbackIOWriter(file.write)  # type: ignore[attr-defined]  # faiss has no type there
            faiss.write_index(self._index, writer)

    def __len__(self) -> int:
        """Return the number of vectors."""
        return int(self._index.ntotal)

    def add(self, numbers: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Add vectors, shape (numbers, dimension)."""
        if len(numbers):
            self._index.add_with_ids(np.ascontiguousarray(vectors), np.asarray(numbers, np.int64))

    def remove(self, numbers: Sequence[int]) -> None:
        """Take vectors out; numbers that are not in are ignored."""
        if len(numbers):
            self._index.remove_ids(faiss.IDSelectorBatch(np.asarray(numbers, np.int64)))

    def nearest(
        self, vector: NDArray[np.float32], count: int, among: Sequence[int] | NDArray[np.int64] | None = None
    ) -> dict[int, float]:
        """Return the `count` nearest vectors' numbers with their cosines, best first; of those `among`, if given."""
        count = min(count, len(self))
        if count == 0:
            return {}
        # One question is not worth more than one thread: waking the others takes longer than the search.
        faiss.omp_set_num_threads(1)
        chosen = None if among is None else faiss.IDSelectorBatch(np.asarray(among, np.int64))
        parameters = None if chosen is None else faiss.SearchParameters(sel=chosen)  # type: ignore[call-arg]  # the type lacks it
        cosines, numbers = self._index.search(vector.reshape(1, -1), count, params=parameters)
        return {
            int(number): float(cosine) for number, cosine in zip(numbers[0], cosines[0], strict=True) if number >= 0
        }

    def cosines(self, vector: NDArray[np.float32], numbers: Sequence[int]) -> dict[int, float]:
        """Return the cosine of `vector` to each of the vectors with these numbers."""
        if not len(numbers):
            return {}
        stored = self._index.reconstruct_batch(np.asarray(numbers, np.int64))
        return dict(zip(numbers, (float(cosine) for cosine in stored @ vector), strict=True))
