from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from index.errors import CatalogError, EncoderError, SyncBusyError
from index.library import Library
from index.sync import Outside, sync
from index.sync_records import Failure, Progress
from tests.hand_encoder import HandEncoder, HandEncoders
from tests.index.examples import FERRY, HAFEN, WOLF, config, counts, ids, library, line, quiet, write_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Return the file that the source "archive" holds; it is not there yet."""
    return tmp_path / "articles" / "news.jsonl"


def test_unreadable_file_keeps_its_article(tmp_path: Path) -> None:
    """A file that cannot be read this time keeps the article that it gave before; the others are brought up to date."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in (("a", HAFEN), ("b", WOLF), ("c", FERRY)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    library(tmp_path).sync(quiet)
    (folder / "a.txt").unlink()
    (folder / "a.txt").symlink_to(folder / "nowhere")
    (folder / "b.txt").write_text("Nachts schläft der Wolf.", encoding="utf-8")
    (folder / "c.txt").unlink()
    report = library(tmp_path).sync(quiet)
    assert counts(report) == (0, 1, 1, 0, 1)
    assert report.failed == (
        Failure("archive", "a.txt cannot be read: No such file or directory; check its permissions"),
    )
    assert {one.id: one.text for one in library(tmp_path).articles()} == {
        "a.txt": HAFEN, "b.txt": "Nachts schläft der Wolf.",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("closed", "kept"), [("south", ["north/a.txt", "south/b.txt"]), ("articles", ["north/a.txt", "south/b.txt"])]
)
def test_closed_folder_keeps_its_articles(
    closed: str, kept: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that cannot be looked into, at the top or below, keeps the articles that it gave before."""
    for name in kept:
        (tmp_path / "articles" / name).parent.mkdir(parents=True)
        (tmp_path / "articles" / name).write_text(HAFEN, encoding="utf-8")
    library(tmp_path).sync(quiet)
    real = os.scandir

    def scandir(path: str) -> Iterator[os.DirEntry[str]]:
        if os.fspath(path).endswith(closed):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    report = library(tmp_path).sync(quiet)
    assert (report.removed, len(report.failed)) == (0, 1)
    assert ids(tmp_path) == kept


def test_missing_folder_keeps_everything(tmp_path: Path, news: Path) -> None:
    """A source that is not there (a drive that is not mounted) loses no article."""
    write_lines(news, line("hafen", HAFEN), line("wolf", WOLF))
    library(tmp_path).sync(quiet)
    news.parent.rename(tmp_path / "elsewhere")
    report = library(tmp_path).sync(quiet)
    assert counts(report) == (0, 0, 0, 0, 0)
    assert report.failed == (
        Failure(
            "archive",
            f"{news.parent} does not exist; correct its path in the config, or make it; what it gave before is kept",
        ),
    )
    assert ids(tmp_path) == ["hafen", "wolf"]
    news.parent.mkdir()
    assert library(tmp_path).sync(quiet).articles == 2


@pytest.mark.parametrize("full", [False, True])
def test_missing_folder_keeps_everything_under_another_model(tmp_path: Path, news: Path, *, full: bool) -> None:
    """A change of the model embeds what is kept of a missing source too."""
    write_lines(news, line("hafen", HAFEN))
    library(tmp_path).sync(quiet)
    news.unlink()
    assert counts(library(tmp_path, model="b").sync(quiet, full=full)) == (0, 0, 0, 0, 1)
    assert library(tmp_path).ask("Wo liegt der Hafen?").hits[0].passage.article_id == "hafen"


def test_broken_line_keeps_the_others(tmp_path: Path, news: Path) -> None:
    """A broken line is reported with file and number, the others go in, and what stood there before is kept."""
    write_lines(news, line("hafen", HAFEN), line("wolf", WOLF))
    library(tmp_path).sync(quiet)
    write_lines(news, line("hafen", HAFEN), line("wolf", WOLF).rstrip("}"), line("ferry", FERRY))
    report = library(tmp_path).sync(quiet)
    assert counts(report) == (1, 0, 0, 1, 1)
    assert [(one.source, one.error[:32]) for one in report.failed] == [("archive", "news.jsonl, line 2, is no JSON (")]
    assert ids(tmp_path) == ["ferry", "hafen", "wolf"]


def test_first_of_two_articles_with_one_id_is_kept(tmp_path: Path, news: Path) -> None:
    """Of two articles with one id the first is kept, and the second is reported."""
    write_lines(news, line("hafen", HAFEN), line("hafen", WOLF))
    report = library(tmp_path).sync(quiet)
    assert counts(report) == (1, 0, 0, 0, 1)
    assert report.failed == (
        Failure("archive", "news.jsonl: the id 'hafen' stands twice; the first one is kept, give each its own"),
    )
    assert [one.text for one in library(tmp_path).articles()] == [HAFEN]


def test_two_syncs_at_once(tmp_path: Path, news: Path) -> None:
    """While one sync is at work, another one on the same folder says so and changes nothing."""
    write_lines(news, line("hafen", HAFEN))
    refused = []

    def again(_: Progress) -> None:
        with pytest.raises(SyncBusyError) as caught:
            library(tmp_path).sync(quiet)
        refused.append(str(caught.value))

    assert counts(library(tmp_path).sync(again)) == (1, 0, 0, 0, 1)
    assert set(refused) == {f"another sync is at work on {tmp_path / 'data'}; wait until it is done, or stop it"}
    assert counts(library(tmp_path).sync(quiet)) == (0, 0, 0, 1, 0)


@pytest.mark.parametrize(
    "lost", ["CURRENT", "0000000001/manifest.json", "0000000001/dense/gone", "0000000001/lexical/meta.json"]
)
@pytest.mark.parametrize("full", [False, True])
def test_damaged_snapshot_is_built_anew(lost: str, tmp_path: Path, news: Path, *, full: bool) -> None:
    """A snapshot that is missing or damaged is built anew from the catalogue; nothing is embedded again."""
    write_lines(news, line("hafen", HAFEN), line("wolf", WOLF))
    library(tmp_path).sync(quiet)
    (tmp_path / "data" / "snapshots" / lost).unlink()
    if not full:
        write_lines(news, line("hafen", HAFEN), line("wolf", WOLF), line("ferry", FERRY))
    assert library(tmp_path).sync(quiet, full=full).embedded == (0 if full else 1)
    assert [hit.passage.text for hit in library(tmp_path).ask("Wo heult der Wolf?", hits=1).hits] == [WOLF]


def test_snapshot_that_is_cut_off_is_built_anew(tmp_path: Path, news: Path) -> None:
    """A sync without changes finds that the vectors of the snapshot are not all there."""
    write_lines(news, *(line(str(number), f"{HAFEN} {number}") for number in range(20)))
    library(tmp_path).sync(quiet)
    dense = tmp_path / "data" / "snapshots" / "0000000001" / "dense" / "base" / "vectors.faiss"
    whole = dense.read_bytes()
    dense.write_bytes(whole[: len(whole) // 2])
    library(tmp_path).sync(quiet)
    assert (tmp_path / "data" / "snapshots" / "CURRENT").read_text(encoding="ascii") == "0000000002"
    assert len(library(tmp_path).ask("Wo liegt der Hafen?", hits=20).hits) > 1


def test_missing_snapshots_are_built_anew(tmp_path: Path, news: Path) -> None:
    """Snapshots can be thrown away: the next sync makes one of the catalogue, though nothing changed."""
    write_lines(news, line("hafen", HAFEN))
    library(tmp_path).sync(quiet)
    (tmp_path / "data" / "snapshots").rename(tmp_path / "gone")
    assert counts(library(tmp_path).sync(quiet)) == (0, 0, 0, 1, 0)
    assert library(tmp_path).ask("Wo liegt der Hafen?").hits[0].passage.text == HAFEN


def test_doubts_are_warnings(tmp_path: Path, news: Path) -> None:
    """What is kept with a doubt, and files that are left out, are warnings and no failures."""
    write_lines(news, line("1", HAFEN, published="2024-13"))
    (news.parent / "a.jpg").touch()
    report = library(tmp_path).sync(quiet)
    assert report.failed == ()
    dated, left_out = (one.error for one in report.warnings)
    assert dated.startswith("news.jsonl, line 1, has a date that cannot be read: '2024-13' is not a date")
    assert left_out == "1 file was left out: 1 × .jpg; .txt, .md, .html, .jsonl, .csv, .pdf, .docx, .rss, .zip are read"


class _NoEncoders(HandEncoders):
    """Has no model."""

    def load(self, model: str) -> HandEncoder:
        """Fail as a model does that is not there."""
        raise EncoderError(f"the model '{model}' cannot be loaded")


def test_model_that_cannot_be_loaded_changes_nothing(tmp_path: Path, news: Path) -> None:
    """Without its model a sync changes nothing, and the old snapshot goes on answering."""
    write_lines(news, line("hafen", HAFEN))
    library(tmp_path).sync(quiet)
    write_lines(news, line("wolf", WOLF))
    with pytest.raises(EncoderError, match="'b'"):
        library(tmp_path, encoders=_NoEncoders(), model="b").sync(quiet)
    assert ids(tmp_path) == ["hafen"]
    assert library(tmp_path).ask("Wo liegt der Hafen?").hits[0].passage.text == HAFEN


def test_library_without_articles(tmp_path: Path) -> None:
    """A sync of nothing is no error, and makes no snapshot."""
    (tmp_path / "articles").mkdir()
    report = sync(config(tmp_path), quiet, outside=Outside(HandEncoders()))
    assert (counts(report), report.articles, len(report.failed)) == ((0, 0, 0, 0, 0), 0, 1)
    assert Library(config(tmp_path), encoders=HandEncoders()).is_empty()


def test_data_dir_that_cannot_be_made_names_the_remedy(tmp_path: Path) -> None:
    """A data folder that cannot be is one line that names data_dir."""
    (tmp_path / "data").touch()
    with pytest.raises(CatalogError, match=r"make room, or set data_dir elsewhere$"):
        library(tmp_path).sync(quiet)


def test_error_of_the_caller_is_not_taken_for_one_of_the_disk(tmp_path: Path, news: Path) -> None:
    """What goes wrong where progress is drawn (a closed pipe) is not told as an error of the data folder."""
    write_lines(news, line("hafen", HAFEN))

    def closed(_: Progress) -> None:
        raise BrokenPipeError(32, "Broken pipe")

    with pytest.raises(BrokenPipeError):
        library(tmp_path).sync(closed)
    assert counts(library(tmp_path).sync(quiet)) == (1, 0, 0, 0, 1)
