from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from index.config import SourceConfig
from index.records import Answer
from index.sync import SNAPSHOTS, _hash
from tests.survival import child
from tests.survival.archive import QUESTIONS, LimitedConfig, stored
from tests.survival.undisturbed import EVERYTHING, Undisturbed

if TYPE_CHECKING:
    from pathlib import Path

    from index.config import IndexConfig


def _of_the_catalogue(config: IndexConfig, error: tuple[str, object]) -> bool:
    text = "disk I/O error; make room on the disk and run the same command again; nothing is lost"
    return error == ("CatalogError", f"{config.data_dir / 'catalog.sqlite3'}: {text}")


def _of_the_snapshot(error: tuple[str, object]) -> bool:
    """Tell whether it is our error about the snapshot; in the middle stands what the system or tantivy says."""
    kind, text = error
    return (
        kind == "CatalogError"
        and isinstance(text, str)
        and text.startswith("the new snapshot cannot be written (")
        and "File too large" in text
        and text.endswith("); the old one goes on answering: make room on the disk and run: article-bot sync")
        and "\n" not in text
    )


@pytest.mark.parametrize(
    ("function", "size"),
    [
        (EVERYTHING, 0),
        (EVERYTHING, 100),
        (EVERYTHING, 20_000),
        ("catalog.Catalog.put_vectors", 5_000),
        ("catalog.Catalog.apply", 0),
        ("catalog.Catalog.apply", 20_000),
    ],
)
def test_full_for_the_catalogue(later_sync: Undisturbed, tmp_path: Path, function: str, size: int) -> None:
    """Where the catalogue cannot grow, the sync says to make room, the old snapshot answers, and the next sync goes."""
    config, at = later_sync.beginning(tmp_path), f"{size} bytes from {function} on"
    error = child.ending(child.sync_on_full_disk, config, function, size)
    assert _of_the_catalogue(config, error), error
    assert not later_sync.holds_one_edition(config, at)
    later_sync.goes_on(config, at)


@pytest.mark.parametrize(
    ("function", "size"),
    [
        ("snapshot.build", 0),
        ("snapshot.build", 100),
        ("snapshot.build", 1_000),
        ("lexical.LexicalWriter.__init__", 1_000),
        ("lexical.LexicalWriter.add", 2_000),
        ("lexical.LexicalWriter.commit", 0),
        ("lexical.LexicalWriter.commit", 300),
        ("lexical.LexicalWriter.commit", 1_000),
        ("dense_writer.begun", 0),
        ("vectors.ExactWriter.__init__", 20),
        ("vectors.ExactWriter.add", 100),
        ("dense_writer._write_gone", 0),
        ("snapshot._write_manifest", 100),
        ("snapshot._switch", 5),
    ],
)
def test_full_for_the_snapshot(later_sync: Undisturbed, tmp_path: Path, function: str, size: int) -> None:
    """Where a new snapshot does not fit, the sync says to make room and takes none, and the old snapshot answers."""
    config, at = later_sync.beginning(tmp_path), f"{size} bytes from {function} on"
    error = child.ending(child.sync_on_full_disk, config, function, size)
    assert _of_the_snapshot(error), error
    assert not later_sync.holds_one_edition(config, at)
    left = sorted(path.name for path in (config.data_dir / SNAPSHOTS).iterdir())
    assert left == ["0000000001", "0000000002", "CURRENT"]
    later_sync.goes_on(config, at)


@pytest.mark.parametrize(
    ("function", "size"),
    [
        ("vectors.ExactWriter.__init__", 0),
        ("vectors.ExactWriter.add", 60),
        ("dense_writer._write_gone", 0),
        ("snapshot._write_manifest", 100),
    ],
)
def test_full_for_other_vectors(other_sync: Undisturbed, tmp_path: Path, function: str, size: int) -> None:
    """The same holds however the library keeps its vectors."""
    test_full_for_the_snapshot(other_sync, tmp_path, function, size)


@pytest.mark.parametrize("function", ["catalog.Catalog.prune", "sync._Run.report"])
def test_full_after_the_switch(later_sync: Undisturbed, tmp_path: Path, function: str) -> None:
    """Where only the last notes do not fit, the sync says to make room, and the new snapshot answers."""
    config, at = later_sync.beginning(tmp_path), f"no room from {function} on"
    error = child.ending(child.sync_on_full_disk, config, function, 0)
    assert _of_the_catalogue(config, error), error
    assert later_sync.holds_one_edition(config, at)
    later_sync.goes_on(config, at)


@pytest.mark.parametrize("size", [0, 4_095, 20_000, 40_000])
def test_full_from_the_beginning(first_sync: Undisturbed, tmp_path: Path, size: int) -> None:
    """Where not even the first sync fits, it says to make room, there are no articles yet, and the next sync goes."""
    config, at = first_sync.beginning(tmp_path), f"{size} bytes from the beginning"
    error = child.ending(child.sync_on_full_disk, config, EVERYTHING, size)
    assert _of_the_catalogue(config, error), error
    assert not first_sync.holds_one_edition(config, at)
    first_sync.goes_on(config, at)


def test_full_for_the_findings(tmp_path: Path) -> None:
    """Where what a sync finds outgrows memory and does not fit on the disk either, the sync says to make room."""
    source = tmp_path / "rolls.jsonl"
    lines = [json.dumps({"id": str(one), "language": "de", "text": f"Rolle {one}. " * 1_000}) for one in range(300)]
    source.write_text("\n".join(lines), encoding="utf-8")
    config = LimitedConfig(data_dir=tmp_path / "data", sources=(SourceConfig(name="Rollen", path=source),))
    error = child.ending(child.sync_on_full_disk, config, EVERYTHING, 1_000_000)
    assert _of_the_catalogue(config, error), error


def test_asking_needs_no_room(later_sync: Undisturbed, tmp_path: Path) -> None:
    """A question is answered where nothing can be written at all."""
    config = later_sync.beginning(tmp_path)
    seen = later_sync.old[0]
    assert seen is not None
    error, answer = child.ending(child.ask_on_full_disk, config, QUESTIONS[0])
    assert error == ""
    assert isinstance(answer, Answer)
    assert [hit.passage for hit in answer.hits] == [hit.passage for hit in seen.answers[0].hits]
    # A process of its own adds floating-point numbers in an order of its own.
    assert answer.confidence == pytest.approx(seen.answers[0].confidence)


def test_interrupted_while_embedding(later_sync: Undisturbed, tmp_path: Path) -> None:
    """A sync stopped by Ctrl+C keeps the vectors that it has, the old snapshot answers, and the next sync goes on."""
    config, at = later_sync.beginning(tmp_path), "interrupted in the second batch of texts"
    assert child.ending(child.sync_and_interrupt_encoder, config) == ("KeyboardInterrupt", "")
    kept = stored(config.data_dir).vectors.keys() - later_sync.old[1].vectors.keys()
    assert kept == {_hash(text) for text in later_sync.embedded[:2]}
    assert not later_sync.holds_one_edition(config, at)
    later_sync.goes_on(config, at)


@pytest.mark.parametrize(
    ("function", "count"), [(EVERYTHING, 10), ("snapshot.build", 6), ("snapshot._switch", 8), ("snapshot.tidy", 3)]
)
def test_interrupted_anywhere(later_sync: Undisturbed, tmp_path: Path, function: str, count: int) -> None:
    """A sync stopped by Ctrl+C at any moment says nothing else, and leaves the old answers or the new ones."""
    for moment in later_sync.moments(function, count):
        config, at = later_sync.beginning(tmp_path), f"interrupted at event {moment}, {later_sync.events[moment]}"
        assert child.ending(child.sync_and_interrupt, config, moment) == ("KeyboardInterrupt", ""), at
        later_sync.holds_one_edition(config, at)
        later_sync.goes_on(config, at)
