"""Nearest vectors by passage number: what a snapshot's folder `dense` holds, and how it is searched.

```
base/     numbers, vectors.faiss, codes.faiss   large; written once, and linked from one snapshot to the next
recent/   numbers, vectors.faiss                what came since the base was written; written anew by each sync
gone                                            the numbers of the base's vectors that are in the library no more, after
                                                how many there are
```

So a sync of one article writes that article, and not the library. `dense_writer` writes all of this.

Up to `Limits.exact` vectors every one is compared. Beyond, codes of one bit a number say which are likely near, and
these are compared. A search among given numbers compares all of those, for codes cannot be searched among some only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.errors import SnapshotError
from index.vectors import Codes, Exact

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from typing import Self

    from numpy.typing import NDArray

    Numbers = Sequence[int] | NDArray[np.int64]

BASE, RECENT, GONE = "base", "recent", "gone"
NUMBERS, VECTORS, CODES = "numbers", "vectors.faiss", "codes.faiss"
NUMBER = np.dtype("<i8")
"""How passage numbers are written: one after the other, ascending, and nothing else."""
_WIDTH = 8
"""Vectors that are compared for each that is wanted, of those that the codes find: of a million made-up ones, .95 of
the nearest 100 are found so, by 4 .88, by 15 .98 (`tests.bench.dense`)."""
_LEAST = 800
"""Vectors that are compared at least: .995 of the nearest ten of a million are found so, by 400 .985, by 2,000 .997."""
_GATHERED = 1 / 16
"""Share of the vectors up to which chosen ones are fetched one by one, and not passed over in order among all."""
_CHUNK = 10_000


@dataclass(frozen=True, slots=True)
class Limits:
    """From which size on vectors are kept and searched otherwise."""

    exact: int = 20_000
    """Passages up to which the base is exact and has no codes. There both take half a millisecond; at 100,000 all
    float32 vectors take 11 ms, float16 ones 6, and codes 1.2, of a question's time of some 10 (`tests.bench.dense`)."""
    recent: int = 10_000
    """Passages beside the base up to which a sync writes them anew, 15 MB at most; with more of them, it writes a new
    base, which takes a second for 100,000 and ten for a million."""
    gone: float = 0.1
    """Share of the base up to which vectors that are in the library no more stay in it."""


LIMITS = Limits()


class DenseIndex:
    """Unit vectors by number, searched by inner product, which for unit vectors is the cosine."""

    def __init__(self, base: Part, recent: Part) -> None:
        self.base = base
        self.recent = recent
        self._parts = tuple(part for part in (base, recent) if len(part)) or (base,)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Open what was written before.

        Raises:
            SnapshotError: a file is missing or damaged.

        """
        gone = _read_numbers(folder / GONE)
        if gone[:1].tolist() != [len(gone) - 1]:
            raise _damaged(folder / GONE)
        return cls(Part.read(folder / BASE, gone[1:]), Part.read(folder / RECENT, gone[:0]))

    def __len__(self) -> int:
        """Return the number of vectors."""
        return len(self.base) + len(self.recent)

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return self.base.exact.dimension

    def nearest(self, vector: NDArray[np.float32], count: int, among: Numbers | None = None) -> dict[int, float]:
        """Return the `count` nearest vectors' numbers with their cosines, best first; of those `among`, if given."""
        found = [part.nearest(vector, count, among) for part in self._parts]
        numbers, cosines = (np.concatenate(values) for values in zip(*found, strict=True))
        best = np.argsort(-cosines, kind="stable")[:count]
        return dict(zip(numbers[best].tolist(), cosines[best].tolist(), strict=True))

    def cosines(self, vector: NDArray[np.float32], numbers: Numbers) -> dict[int, float]:
        """Return the cosine of `vector` to each of the vectors with these numbers; unknown ones are left out."""
        found: dict[int, float] = {}
        for part in self._parts:
            places = part.places(numbers)
            found.update(zip(part.numbers[places].tolist(), part.cosines(vector, places).tolist(), strict=True))
        return found


class Part:
    """One folder of vectors."""

    def __init__(self, numbers: NDArray[np.int64], exact: Exact, codes: Codes | None, gone: NDArray[np.int64]) -> None:
        """Put together what was read.

        Args:
            numbers: of each vector, ascending.
            exact: the vectors.
            codes: theirs, if there are so many that they are of use.
            gone: the places of the vectors that are not to be found.

        """
        self.numbers = numbers
        self.exact = exact
        self._codes = codes
        self._count = len(numbers) - len(gone)
        self._alive: NDArray[np.bool_] | None = None
        if len(gone):
            self._alive = np.ones(len(numbers), np.bool_)
            self._alive[gone] = False

    @classmethod
    def read(cls, folder: Path, gone: NDArray[np.int64]) -> Self:
        """Open a folder; the vectors whose numbers are `gone` are not to be found.

        Raises:
            SnapshotError: a file is missing or damaged.

        """
        numbers, exact = _read_numbers(folder / NUMBERS), Exact.read(folder / VECTORS)
        codes = Codes.read(folder / CODES) if exact.halved and len(exact) else None
        places = _places(numbers, gone)
        if not len(numbers) == len(exact) == len(exact if codes is None else codes) or len(places) != len(gone):
            raise _damaged(folder)
        return cls(numbers, exact, codes, places)

    def __len__(self) -> int:
        """Return the number of vectors that can be found."""
        return self._count

    def nearest(
        self, vector: NDArray[np.float32], count: int, among: Numbers | None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the nearest vectors' numbers and cosines, best first."""
        if among is not None:
            places, cosines = self._nearest_among(vector, count, self.places(among))
        else:
            found = self._nearest_by_codes(vector, count)
            places, cosines = self._scan(vector, count, self._alive) if found is None else found
        return self.numbers[places], cosines

    def places(self, numbers: Numbers) -> NDArray[np.int64]:
        """Return where the vectors with these numbers are, ascending; unknown and gone ones are left out."""
        places = _places(self.numbers, np.unique(np.asarray(numbers, np.int64)))
        return places if self._alive is None else places[self._alive[places]]

    def cosines(self, vector: NDArray[np.float32], places: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the cosines of the vectors at these places."""
        # Not `@`, whose threads take longer to wake than this takes.
        found: NDArray[np.float32] = np.einsum("ij,j->i", self.exact.rows(places), vector)
        return found

    def chunks(self) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
        """Yield all vectors that can be found, with their numbers, some at a time."""
        places = np.arange(len(self.numbers)) if self._alive is None else np.flatnonzero(self._alive)
        for first in range(0, len(places), _CHUNK):
            some = places[first : first + _CHUNK]
            yield self.numbers[some], self.exact.rows(some)

    def without(self, numbers: Numbers) -> Part:
        """Return the same vectors, but for those with these numbers."""
        alive = np.ones(len(self.numbers), np.bool_) if self._alive is None else self._alive.copy()
        alive[self.places(numbers)] = False
        return Part(self.numbers, self.exact, self._codes, np.flatnonzero(~alive))

    def gone(self) -> NDArray[np.int64]:
        """Return the numbers of the vectors that cannot be found."""
        return self.numbers[:0] if self._alive is None else self.numbers[~self._alive]

    def _nearest_by_codes(
        self, vector: NDArray[np.float32], count: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]] | None:
        """Return places and cosines; None where every vector is to be compared.

        That is where there are few of them, and where most of what the codes find is gone.
        """
        width = max(count * _WIDTH, _LEAST)
        if self._codes is None or width >= len(self):
            return None
        places, cosines = self._codes.nearest(self.exact, vector, width)
        if self._alive is not None:
            alive = self._alive[places]
            places, cosines = places[alive], cosines[alive]
        # Equal ones by place: a question has the same order of hits each time.
        best = np.lexsort((places, -cosines))[:count]
        return (places[best], cosines[best]) if len(places) * 2 >= width else None

    def _nearest_among(
        self, vector: NDArray[np.float32], count: int, places: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        if len(places) <= _GATHERED * len(self.numbers):
            return self._best(vector, count, places)
        chosen = np.zeros(len(self.numbers), np.bool_)
        chosen[places] = True
        return self._scan(vector, count, chosen)

    def _scan(
        self, vector: NDArray[np.float32], count: int, chosen: NDArray[np.bool_] | None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        count = min(count, len(self))
        return self.exact.nearest(vector, count, chosen) if count else (self.numbers[:0], np.empty(0, np.float32))

    def _best(
        self, vector: NDArray[np.float32], count: int, places: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Compare the vectors at these places."""
        cosines = self.cosines(vector, places)
        best = np.argsort(-cosines, kind="stable")[:count]
        return places[best], cosines[best]


def _read_numbers(path: Path) -> NDArray[np.int64]:
    """Open a file of passage numbers, memory-mapped.

    Raises:
        SnapshotError: it is missing or damaged.

    """
    try:
        if path.stat().st_size == 0:  # which no system maps
            return np.empty(0, np.int64)
        return np.asarray(np.memmap(path, NUMBER, "r"))
    except (OSError, ValueError) as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> SnapshotError:
    return SnapshotError(f"the dense index {path} cannot be read; run: article-bot sync --full")


def _places(numbers: NDArray[np.int64], wanted: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where in `numbers` the wanted ones are, as far as they are there; both ascend."""
    places = np.searchsorted(numbers, wanted)
    inside = places < len(numbers)
    found: NDArray[np.int64] = places[inside][numbers[places[inside]] == wanted[inside]]
    return found
