from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.dense import DenseIndex
from index.errors import SnapshotError

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

EAST, NORTH, NORTHEAST = (1.0, 0.0), (0.0, 1.0), (0.6, 0.8)


def vectors(*values: tuple[float, float]) -> NDArray[np.float32]:
    """Return an array of shape (values, 2)."""
    return np.array(values, np.float32)


@pytest.fixture
def compass() -> DenseIndex:
    """Return an index of three directions."""
    index = DenseIndex.empty(2)
    index.add([10, 20, 30], vectors(EAST, NORTH, NORTHEAST))
    return index


def test_nearest_by_cosine(compass: DenseIndex) -> None:
    """The nearest vectors come first, each with its cosine."""
    found = compass.nearest(vectors(NORTH)[0], 2)
    assert list(found) == [20, 30]
    assert found == pytest.approx({20: 1.0, 30: 0.8})


def test_no_more_are_found_than_there_are(compass: DenseIndex) -> None:
    """A search for more vectors than there are gives all of them, and from none nothing."""
    assert compass.nearest(vectors(EAST)[0], 100) == pytest.approx({10: 1.0, 30: 0.6, 20: 0.0})
    assert compass.nearest(vectors(EAST)[0], 0) == {}
    assert DenseIndex.empty(2).nearest(vectors(EAST)[0], 5) == {}


def test_nearest_among_some(compass: DenseIndex) -> None:
    """Of a choice of vectors the nearest are found, however many others are nearer; an unknown number is none."""
    assert compass.nearest(vectors(NORTH)[0], 1, [10, 999]) == pytest.approx({10: 0.0})
    assert compass.nearest(vectors(NORTH)[0], 3, [30, 10]) == pytest.approx({30: 0.8, 10: 0.0})
    assert compass.nearest(vectors(NORTH)[0], 3, []) == {}


def test_cosines_of_given_numbers(compass: DenseIndex) -> None:
    """The cosine of any stored vector can be asked for by its number."""
    assert compass.cosines(vectors(EAST)[0], [30, 20]) == pytest.approx({30: 0.6, 20: 0.0})
    assert compass.cosines(vectors(EAST)[0], []) == {}


def test_removed_vector_is_not_found(compass: DenseIndex) -> None:
    """A vector that was taken out is gone, the others keep their numbers, and an unknown number does nothing."""
    compass.remove([20, 999])
    compass.remove([])
    assert len(compass) == 2
    assert compass.nearest(vectors(NORTH)[0], 3) == pytest.approx({30: 0.8, 10: 0.0})
    assert compass.cosines(vectors(EAST)[0], [10]) == pytest.approx({10: 1.0})


def test_nothing_is_added_without_numbers() -> None:
    """Adding no vectors changes nothing."""
    index = DenseIndex.empty(2)
    index.add([], np.empty((0, 2), np.float32))
    assert len(index) == 0


def test_index_survives_its_file(compass: DenseIndex, tmp_path: Path) -> None:
    """What is written and read again finds the same and can be changed on."""
    compass.write(tmp_path / "dense.faiss")
    again = DenseIndex.read(tmp_path / "dense.faiss")
    again.remove([10])
    again.add([40], vectors(EAST))
    assert again.nearest(vectors(EAST)[0], 3) == pytest.approx({40: 1.0, 30: 0.6, 20: 0.0})
    assert compass.nearest(vectors(EAST)[0], 1) == pytest.approx({10: 1.0})


@pytest.mark.parametrize("content", [None, b"", b"no index"])
def test_damaged_file_names_the_remedy(content: bytes | None, tmp_path: Path) -> None:
    """A missing or damaged file is one line that says what to run."""
    file = tmp_path / "dense.faiss"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(SnapshotError) as caught:
        DenseIndex.read(file)
    assert str(caught.value) == f"the dense index {file} cannot be read; run: article-bot sync --full"


def test_file_that_cannot_be_written_is_an_error_of_the_disk(compass: DenseIndex, tmp_path: Path) -> None:
    """Where the file cannot be written, the error is the one that files have, with the path."""
    with pytest.raises(OSError, match=re.escape(str(tmp_path / "none" / "dense.faiss"))):
        compass.write(tmp_path / "none" / "dense.faiss")
