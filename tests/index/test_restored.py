"""A data folder of which a part is older, or damaged: the catalogue is the truth, whatever snapshots say."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from index.library import Library
from tests.hand_encoder import HandEncoders
from tests.index.examples import FERRY, HAFEN, WOLF, config, counts, library, line, quiet, write_lines

if TYPE_CHECKING:
    from pathlib import Path


def sync(folder: Path, *lines: str) -> tuple[int, int, int, int, int]:
    """Sync with these articles; return how many were added, changed, removed, unchanged and embedded."""
    write_lines(folder / "articles" / "a.jsonl", *lines)
    return counts(library(folder).sync(quiet))


def nearest(folder: Path, question: str) -> list[str]:
    """Return the ids of all articles that are found, answering or not."""
    return sorted(hit.passage.article_id for hit in library(folder).ask(question).hits)


def test_catalogue_that_was_put_back(tmp_path: Path) -> None:
    """Only what the catalogue has is found, though the next sync gives it the number that the snapshot has as well."""
    sync(tmp_path, line("1", HAFEN))
    data = tmp_path / "data"
    shutil.copy(data / "catalog.sqlite3", tmp_path / "copy")
    sync(tmp_path, line("1", HAFEN), line("2", WOLF))
    shutil.copy(tmp_path / "copy", data / "catalog.sqlite3")
    assert sync(tmp_path, line("1", HAFEN), line("3", FERRY)) == (1, 0, 0, 1, 1)
    assert nearest(tmp_path, "Wo heult nachts ein Wolf?") == ["1", "3"]


def test_snapshots_that_were_put_back(tmp_path: Path) -> None:
    """An article that went is not found in a snapshot of before, of which nobody knows any more what has gone since."""
    sync(tmp_path, line("1", HAFEN), line("2", WOLF))
    snapshots = tmp_path / "data" / "snapshots"
    shutil.copytree(snapshots, tmp_path / "copy")
    sync(tmp_path, line("1", HAFEN))
    shutil.rmtree(snapshots)
    shutil.copytree(tmp_path / "copy", snapshots)
    assert sync(tmp_path, line("1", HAFEN)) == (0, 0, 0, 1, 0)
    assert nearest(tmp_path, "Wo heult nachts ein Wolf?") == ["1"]


@pytest.mark.parametrize("manifest", ['{"format": 1}', "no manifest"])
def test_snapshot_of_no_use_where_all_articles_went(manifest: str, tmp_path: Path) -> None:
    """A snapshot that cannot be used any more is replaced by an empty one too."""
    sync(tmp_path, line("1", HAFEN))
    (tmp_path / "data" / "snapshots" / "0000000001" / "manifest.json").write_text(manifest)
    emptied = config(tmp_path, archive=tmp_path / "articles").model_copy(update={"sources": ()})
    made = Library(emptied, encoders=HandEncoders())
    assert counts(made.sync(quiet)) == (0, 0, 1, 0, 0)
    assert made.ask("Wo liegt der Hafen?").hits == ()
