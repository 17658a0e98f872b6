from __future__ import annotations

from typing import TYPE_CHECKING

import faiss
import pytest

from index.library import Library
from tests.hand_encoder import HandEncoders
from tests.survival.archive import Archive
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


@pytest.fixture(scope="package")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Return the editions as files."""
    return Archive.written(tmp_path_factory.mktemp("archive"))


@pytest.fixture(scope="package")
def later_sync(archive: Archive) -> Undisturbed:
    """Return the sync from the second edition to the third; the first snapshot is there still, and goes."""
    before = archive.folder / "before"
    for edition in ("first", "old"):
        Library(archive.config(edition, before), encoders=HandEncoders()).sync(lambda _: None)
    return Undisturbed.watched(archive, "new", before)


@pytest.fixture(scope="package")
def first_sync(archive: Archive) -> Undisturbed:
    """Return the sync that finds no data folder."""
    return Undisturbed.watched(archive, "first", None)
