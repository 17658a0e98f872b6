from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import dense, dense_writer
from index.dense import DenseIndex, Limits
from index.errors import SnapshotError
from tests.index.examples import random_texts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

EAST, NORTH, NORTHEAST = (1.0, 0.0), (0.0, 1.0), (0.6, 0.8)
EXACT = Limits()
CODED = Limits(exact=0)
KINDS = [pytest.param(EXACT, id="exact"), pytest.param(CODED, id="coded")]
_HALVED = 0.0005
"""What float16 moves a cosine by at most."""


def vectors(*values: tuple[float, float]) -> NDArray[np.float32]:
    """Return an array of shape (values, 2)."""
    return np.array(values, np.float32)


def begun(folder: Path, numbers: Sequence[int], rows: NDArray[np.float32], limits: Limits = EXACT) -> DenseIndex:
    """Write these vectors into a new folder, and open it."""
    with dense_writer.begun(folder, rows.shape[1], len(numbers), limits) as writer:
        writer.add(numbers, rows)
        assert len(writer) == len(numbers)
    return DenseIndex.read(folder)


def carried_on(  # noqa: PLR0913, PLR0917 -- a folder, what it is made from, and what changes
    folder: Path,
    last: Path,
    gone: Sequence[int],
    numbers: Sequence[int],
    rows: NDArray[np.float32],
    limits: Limits = EXACT,
) -> DenseIndex:
    """Write the next folder, and open it."""
    total = len(DenseIndex.read(last)) - len(DenseIndex.read(last).cosines(rows[0], gone)) + len(numbers)
    with dense_writer.carried_on(folder, last, gone, total, limits) as writer:
        assert len(writer) == total - len(numbers)
        writer.add(numbers, rows)
    return DenseIndex.read(folder)


@pytest.fixture(params=KINDS)
def compass(request: pytest.FixtureRequest, tmp_path: Path) -> DenseIndex:
    """Return an index of three directions, of each kind."""
    return begun(tmp_path / "compass", [10, 20, 30], vectors(EAST, NORTH, NORTHEAST), request.param)


@pytest.fixture
def last(tmp_path: Path) -> Path:
    """Return the folder of an exact index of three directions."""
    begun(tmp_path / "last", [10, 20, 30], vectors(EAST, NORTH, NORTHEAST))
    return tmp_path / "last"


def cosines(**values: float) -> object:
    """Return what is equal to these cosines by number but for what float16 moves them."""
    return pytest.approx({int(number[1:]): value for number, value in values.items()}, abs=_HALVED)


def test_nearest_by_cosine(compass: DenseIndex) -> None:
    """The nearest vectors come first, each with its cosine."""
    found = compass.nearest(vectors(NORTH)[0], 2)
    assert list(found) == [20, 30]
    assert found == cosines(n20=1.0, n30=0.8)


def test_no_more_are_found_than_there_are(compass: DenseIndex, tmp_path: Path) -> None:
    """A search for more vectors than there are gives all of them, and from none nothing."""
    assert compass.nearest(vectors(EAST)[0], 100) == cosines(n10=1.0, n30=0.6, n20=0.0)
    assert compass.nearest(vectors(EAST)[0], 0) == {}
    for name, limits in (("exact", EXACT), ("coded", CODED)):
        empty = begun(tmp_path / name, [], np.empty((0, 2), np.float32), limits)
        assert (len(empty), empty.nearest(vectors(EAST)[0], 5)) == (0, {})
        assert empty.cosines(vectors(EAST)[0], [10]) == empty.nearest(vectors(EAST)[0], 5, [10]) == {}


def test_nearest_among_some(compass: DenseIndex) -> None:
    """Of a choice of vectors the nearest are found, however many others are nearer; an unknown number is none."""
    assert compass.nearest(vectors(NORTH)[0], 1, [10, 999, 10]) == cosines(n10=0.0)
    assert compass.nearest(vectors(NORTH)[0], 3, np.array([30, 10])) == cosines(n30=0.8, n10=0.0)
    assert compass.nearest(vectors(NORTH)[0], 3, []) == {}


def test_cosines_of_given_numbers(compass: DenseIndex) -> None:
    """The cosine of any stored vector can be asked for by its number."""
    assert compass.cosines(vectors(EAST)[0], [30, 20, 5]) == cosines(n30=0.6, n20=0.0)
    assert compass.cosines(vectors(EAST)[0], []) == {}


@pytest.mark.parametrize("recent", [0, 10])
def test_next_index_has_what_came_and_not_what_went(last: Path, tmp_path: Path, recent: int) -> None:
    """What is gone is not found, in any way; the others keep their numbers; an unknown number does nothing."""
    limits = Limits(recent=recent, gone=0.5)
    index = carried_on(tmp_path / "next", last, [20, 999], [40, 50], vectors(NORTH, EAST), limits)
    assert len(index) == 4
    assert index.nearest(vectors(NORTH)[0], 9) == cosines(n40=1.0, n30=0.8, n10=0.0, n50=0.0)
    assert index.nearest(vectors(NORTH)[0], 9, [20, 30, 50]) == cosines(n30=0.8, n50=0.0)
    assert index.cosines(vectors(EAST)[0], [10, 20, 40]) == cosines(n10=1.0, n40=0.0)
    third = carried_on(tmp_path / "third", tmp_path / "next", [40, 10], [60], vectors(NORTHEAST), limits)
    assert third.nearest(vectors(EAST)[0], 9) == cosines(n50=1.0, n30=0.6, n60=0.6)


def test_index_that_was_carried_on_stays_as_it_is(last: Path, tmp_path: Path) -> None:
    """Whoever has the last index open, or opens it, finds what was in it."""
    before = DenseIndex.read(last)
    carried_on(tmp_path / "next", last, [10], [40], vectors(EAST), Limits(gone=1))
    for index in (before, DenseIndex.read(last)):
        assert index.nearest(vectors(EAST)[0], 3) == cosines(n10=1.0, n30=0.6, n20=0.0)


@pytest.mark.parametrize(
    ("limits", "gone", "linked"),
    [
        (Limits(recent=1), [], True),
        (Limits(recent=0), [], False),
        (Limits(gone=0.34), [10], True),
        (Limits(gone=0.33), [10], False),
    ],
)
def test_base_is_written_anew_when_much_has_changed(
    last: Path, tmp_path: Path, limits: Limits, gone: list[int], *, linked: bool
) -> None:
    """While little has come and gone, the base is the same file; else there is a new one, and nothing beside it."""
    carried_on(tmp_path / "next", last, gone, [40], vectors(EAST), limits)
    for name in (dense.NUMBERS, dense.VECTORS):
        assert (last / dense.BASE / name).samefile(tmp_path / "next" / dense.BASE / name) == linked
    beside = (tmp_path / "next" / dense.RECENT / dense.NUMBERS).stat().st_size
    assert (beside, (tmp_path / "next" / dense.GONE).stat().st_size) == ((8, 8 + 8 * len(gone)) if linked else (0, 8))


def test_kind_follows_the_size(last: Path, tmp_path: Path) -> None:
    """A base that has become large has codes, and one that has become small has none."""
    assert not (last / dense.BASE / dense.CODES).exists()
    carried_on(tmp_path / "large", last, [], [40], vectors(EAST), Limits(exact=3, recent=0))
    assert (tmp_path / "large" / dense.BASE / dense.CODES).exists()
    carried_on(tmp_path / "small", tmp_path / "large", [10, 20], [50], vectors(EAST), Limits(exact=3, recent=0))
    assert not (tmp_path / "small" / dense.BASE / dense.CODES).exists()


FILES = [
    *(f"{folder}/{file}" for folder in (dense.BASE, dense.RECENT) for file in (dense.NUMBERS, dense.VECTORS)),
    f"{dense.BASE}/{dense.CODES}",
    dense.GONE,
]


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("kept", [None, 0.0, 0.5, 0.99])
def test_damaged_file_names_the_remedy(file: str, kept: float | None, tmp_path: Path) -> None:
    """A file that is missing or cut off is one line that says what to run."""
    whole = _next(tmp_path, file).read_bytes()
    (tmp_path / "next" / file).unlink()
    if kept is not None:
        (tmp_path / "next" / file).write_bytes(whole[: int(len(whole) * kept)])
    with pytest.raises(SnapshotError, match=r"^the dense index \S+ cannot be read; run: article-bot sync --full$"):
        DenseIndex.read(tmp_path / "next")


@pytest.mark.parametrize("file", FILES)
def test_another_file_names_the_remedy(file: str, tmp_path: Path) -> None:
    """The same is said where a file is something else, of any length."""
    path = _next(tmp_path, file)
    path.unlink()
    for content in (b"no index", b"no number", bytes(400)):
        path.write_bytes(content)
        with pytest.raises(SnapshotError, match=r"^the dense index \S+ cannot be read; run: article-bot sync --full$"):
            DenseIndex.read(tmp_path / "next")


def _next(folder: Path, file: str) -> Path:
    """Return a file of an index that has everything: codes, what is recent, and what is gone."""
    rows = np.eye(40, dtype=np.float32)
    begun(folder / "last", range(1, 41), rows, CODED)
    carried_on(folder / "next", folder / "last", [3, 4], [50, 51], rows[:2], Limits(exact=0, gone=1))
    return folder / "next" / file


def test_error_leaves_no_index(tmp_path: Path) -> None:
    """Where the writing ends with an error, that error is told, and what was begun is no index."""

    def full_disk() -> None:
        with dense_writer.begun(tmp_path / "next", 2, 1) as writer:
            writer.add([10], vectors(EAST))
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        full_disk()
    with pytest.raises(SnapshotError):
        DenseIndex.read(tmp_path / "next")


# -- the same as comparing everything ---------------------------------------------------------------------------------

_FIRST = 900
"""Vectors at the beginning: enough for codes to be asked."""
_POOL = np.random.default_rng(5).normal(size=(4_000, 24)).astype(np.float32)
_POOL /= np.linalg.norm(_POOL, axis=1, keepdims=True)
_WANTED = 5
_syncs = st.lists(st.tuples(st.integers(0, 60), st.floats(0, 0.4), st.integers(0, 2**32 - 1)), min_size=1, max_size=5)
"""Each adds some vectors and takes away a share of those that there are, at random."""
_folders = itertools.count()


@pytest.mark.parametrize("exact", [10_000, 0])
@settings(random_texts, max_examples=60)
@given(syncs=_syncs, recent=st.sampled_from([0, 40, 10_000]), gone=st.sampled_from([0.0, 0.2, 1.0]))
def test_finds_what_comparing_everything_finds(
    tmp_path_factory: pytest.TempPathFactory,
    exact: int,
    syncs: list[tuple[int, float, int]],
    recent: int,
    gone: float,
) -> None:
    """After any adding and removing, an index of any kind finds the nearest of exactly those that are left."""
    folder, limits = tmp_path_factory.mktemp("dense"), Limits(exact, recent, gone)
    alive = np.arange(_FIRST)
    begun(folder / "0", alive.tolist(), _POOL[:_FIRST], limits)
    after = _FIRST
    for step, (added, share, seed) in enumerate(syncs):
        chance = np.random.default_rng(seed)
        # What goes is often all of one kind: whatever lies in one direction.
        taken = alive[np.argsort(-_POOL[alive] @ chance.choice(_POOL))][: int(share * len(alive))]
        new = np.arange(after, after + added)
        alive, after = np.concatenate([np.setdiff1d(alive, taken), new]), after + added
        last = folder / str(step)
        with dense_writer.carried_on(folder / str(step + 1), last, taken, len(alive), limits) as writer:
            writer.add(new, _POOL[new])
        _check(DenseIndex.read(folder / str(step + 1)), alive, chance)


def _check(index: DenseIndex, alive: NDArray[np.int64], chance: np.random.Generator) -> None:
    assert len(index) == len(alive)
    everything = index.nearest(_POOL[0], 10_000)
    assert set(everything) == set(index.cosines(_POOL[0], np.arange(len(_POOL)))) == set(alive.tolist())
    for some in (None, chance.permutation(len(_POOL))[:9], chance.permutation(len(_POOL))[:2_000]):
        vector = chance.choice(_POOL)
        among = alive if some is None else np.intersect1d(alive, some)
        truth = dict(zip(among.tolist(), (_POOL[among] @ vector).tolist(), strict=True))
        found = index.nearest(vector, _WANTED, some)
        assert found == pytest.approx({number: truth[number] for number in found}, abs=_HALVED)
        assert list(found.values()) == sorted(found.values(), reverse=True)
        best = sorted(truth.values(), reverse=True)[:_WANTED]
        assert list(found.values()) == pytest.approx(best, abs=2 * _HALVED)
