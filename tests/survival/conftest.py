from __future__ import annotations

from typing import TYPE_CHECKING

import faiss
import pytest

from index.dense import LIMITS, Limits
from tests.survival.archive import Archive, synced
from tests.survival.undisturbed import Undisturbed

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="package", autouse=True)
def _one_thread() -> Iterator[None]:
    """Search with one thread: several that share ten vectors wait for each other wherever the cores are busy."""
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    yield
    faiss.omp_set_num_threads(before)


KINDS = {
    "exact": LIMITS,
    "exact, carried on": Limits(gone=1),
    "codes": Limits(exact=0, recent=0),
    "codes, carried on": Limits(exact=0, gone=1),
}
"""What vectors are kept in, and whether the later sync goes on with the base of the one before or writes a new one."""


@pytest.fixture(scope="package")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Return the editions as files."""
    return Archive.written(tmp_path_factory.mktemp("archive"), KINDS["exact"])


@pytest.fixture(scope="package", params=[name for name in KINDS if name != "exact"])
def other_sync(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    """Return what `later_sync` is, with vectors that are kept otherwise."""
    return _later_sync(Archive.written(tmp_path_factory.mktemp("other"), KINDS[request.param]))


@pytest.fixture(scope="package")
def later_sync(archive: Archive) -> Undisturbed:
    """Return the sync from the second edition to the third; the first snapshot is there still, and goes."""
    return _later_sync(archive)


def _later_sync(archive: Archive) -> Undisturbed:
    before = archive.folder / "before"
    for edition in ("first", "old"):
        synced(archive.config(edition, before))
    return Undisturbed.watched(archive, "new", before)


@pytest.fixture(scope="package")
def first_sync(archive: Archive) -> Undisturbed:
    """Return the sync that finds no data folder."""
    return Undisturbed.watched(archive, "first", None)
