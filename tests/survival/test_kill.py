from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from tests.survival import child
from tests.survival.undisturbed import EVERYTHING, Undisturbed

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("function", "count"),
    [
        (EVERYTHING, 40),
        ("sync._Run.embed", 6),
        ("catalog.Catalog.apply", 8),
        ("snapshot.build", 10),
        ("snapshot._switch", 24),
        ("snapshot.tidy", 5),
        ("catalog.Catalog.prune", 4),
    ],
)
def test_later_sync(later_sync: Undisturbed, tmp_path: Path, function: str, count: int) -> None:
    """A sync killed at any moment leaves the old answers or the new ones, and the next sync ends as if nothing was."""
    _kill_at_each(later_sync.moments(function, count), later_sync, tmp_path)


@pytest.mark.parametrize(("function", "count"), [(EVERYTHING, 12), ("snapshot.build", 40), ("snapshot._switch", 3)])
def test_other_kinds_of_vectors(other_sync: Undisturbed, tmp_path: Path, function: str, count: int) -> None:
    """The same holds however the library keeps its vectors."""
    _kill_at_each(other_sync.moments(function, count), other_sync, tmp_path)


@pytest.mark.parametrize(
    ("function", "count"),
    [(EVERYTHING, 12), ("catalog.Catalog.__init__", 5), ("catalog.Catalog.apply", 3), ("snapshot._switch", 7)],
)
def test_first_sync(first_sync: Undisturbed, tmp_path: Path, function: str, count: int) -> None:
    """A first sync killed at any moment leaves no articles or all of them, and the next sync ends as if nothing was."""
    _kill_at_each(first_sync.moments(function, count), first_sync, tmp_path)


@pytest.mark.parametrize(
    ("function", "size"),
    [
        ("catalog.Catalog.put_vectors", 5_000),
        ("catalog.Catalog.apply", 5_000),
        ("catalog.Catalog.apply", 20_000),
        ("lexical.LexicalWriter.__init__", 100),
        ("lexical.LexicalWriter.commit", 0),
        ("lexical.LexicalWriter.commit", 1_000),
        ("lexical.LexicalWriter.commit", 2_000),
        ("dense_writer.begun", 50),
        ("vectors.ExactWriter.add", 100),
        ("snapshot._write_manifest", 100),
        ("snapshot._switch", 5),
        ("catalog.Catalog.prune", 5_000),
    ],
)
def test_half_written_file(later_sync: Undisturbed, tmp_path: Path, function: str, size: int) -> None:
    """A sync killed in the middle of a write, by a file that grows beyond a size, is survived like any other."""
    config = later_sync.beginning(tmp_path)
    at = f"killed by the first file to grow beyond {size} bytes after the call of {function}"
    assert child.run(child.sync_and_die_writing, config, function, size) == -signal.SIGXFSZ, at
    later_sync.holds_one_edition(config, at)
    later_sync.goes_on(config, at)


@pytest.mark.parametrize(
    ("function", "size"),
    [("vectors.ExactWriter.__init__", 0), ("vectors.ExactWriter.add", 60), ("dense_writer._write_gone", 0)],
)
def test_half_written_file_of_other_vectors(other_sync: Undisturbed, tmp_path: Path, function: str, size: int) -> None:
    """The same holds however the library keeps its vectors."""
    test_half_written_file(other_sync, tmp_path, function, size)


def _kill_at_each(moments: list[int], sync: Undisturbed, tmp_path: Path) -> None:
    assert len(set(moments)) == len(moments)
    for moment in moments:
        config, listing = sync.beginning(tmp_path), tmp_path / "event"
        at = f"killed at event {moment} of {len(sync.events)}, {sync.events[moment]}"
        assert child.run(child.sync_and_die, config, moment, listing) == -signal.SIGKILL, at
        assert listing.read_text(encoding="utf-8") == sync.events[moment]
        sync.holds_one_edition(config, at)
        sync.goes_on(config, at)
