from __future__ import annotations

import io
import os
import shutil
import zipfile
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import sources, withdrawals
from index.catalog import Catalog, Changes
from index.config import IndexConfig, SourceConfig
from index.shelf import Shelf
from index.sources import reading
from index.sync import Outside, _Run
from tests.hand_encoder import HandEncoders
from tests.index.examples import (
    FERRY,
    HAFEN,
    WOLF,
    config,
    counts,
    ids,
    library,
    line,
    quiet,
    random_texts,
    write_lines,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.records import Article
    from index.sources.opened import OpenFile
    from index.sync_records import Failure

_times = count(1_600_000_000)


def settle(folder: Path) -> None:
    """Let every file be older than what is trusted to be as it was read."""
    for file in folder.rglob("*"):
        if file.is_file() and file.stat().st_mtime > 1_700_000_000:
            os.utime(file, (time := next(_times), time))


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the files that are opened from now on."""
    names: list[str] = []
    real = reading.load_file

    def load_file(source: SourceConfig, file: OpenFile, tally: reading.Tally) -> Iterator[object]:
        names.append(file.name)
        return real(source, file, tally)

    monkeypatch.setattr("index.sources.folder.load_file", load_file)
    return names


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Return a folder of three files with an article each, which are old."""
    folder = tmp_path / "articles"
    for name, text in (("a", HAFEN), ("b", WOLF), ("c", FERRY)):
        write_lines(folder / f"{name}.jsonl", line(name, text))
    settle(folder)
    return folder


def test_unchanged_files_are_not_opened(tmp_path: Path, articles: Path, opened: list[str]) -> None:
    """Only the file that has changed is read again; the articles of the others are unchanged."""
    library(tmp_path).sync(quiet)
    opened.clear()
    assert counts(library(tmp_path).sync(quiet)) == (0, 0, 0, 3, 0)
    assert opened == []
    write_lines(articles / "b.jsonl", line("b", HAFEN))
    settle(articles)
    assert counts(library(tmp_path).sync(quiet)) == (0, 1, 0, 2, 0)
    assert opened == ["b.jsonl"]


@pytest.mark.usefixtures("articles")
def test_full_sync_opens_all_files(tmp_path: Path, opened: list[str]) -> None:
    """A full sync reads every file, and the next one knows them again."""
    library(tmp_path).sync(quiet)
    library(tmp_path).sync(quiet, full=True)
    assert opened == 2 * ["a.jsonl", "b.jsonl", "c.jsonl"]
    library(tmp_path).sync(quiet)
    assert len(opened) == 6


def test_file_that_was_just_written_is_read_again(tmp_path: Path, articles: Path, opened: list[str]) -> None:
    """A file that may have been written again within the tick of a coarse clock is not trusted to be as it was."""
    write_lines(articles / "b.jsonl", line("b", HAFEN))
    library(tmp_path).sync(quiet)
    opened.clear()
    library(tmp_path).sync(quiet)
    assert opened == ["b.jsonl"]


def test_file_of_the_same_size_and_time_that_was_replaced_is_read(
    tmp_path: Path, articles: Path, opened: list[str]
) -> None:
    """Whoever copies files with their times replaces one by another of the same length: it is another file."""
    library(tmp_path).sync(quiet)
    opened.clear()
    before = (articles / "b.jsonl").stat()
    write_lines(articles / "new.jsonl", line("b", WOLF.replace("Wolf", "Fuchs").replace("heult", "bell")))
    os.utime(articles / "new.jsonl", ns=(before.st_atime_ns, before.st_mtime_ns))
    (articles / "new.jsonl").replace(articles / "b.jsonl")
    assert (articles / "b.jsonl").stat().st_size == before.st_size
    assert counts(library(tmp_path).sync(quiet))[1] == 1
    assert opened == ["b.jsonl"]


@pytest.mark.usefixtures("articles")
@pytest.mark.parametrize("change", ["exclude", "columns", "path", "version"])
def test_other_settings_open_all_files(
    change: str, tmp_path: Path, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files that may give other articles by what the config says, or by a new reader, are read again."""
    library(tmp_path).sync(quiet)
    opened.clear()
    path = tmp_path / "articles"
    if change == "version":
        monkeypatch.setattr(reading, "VERSION", reading.VERSION + 1)
    if change == "path":
        path = path.rename(tmp_path / "moved")
    every: dict[str, dict[str, object]] = {"exclude": {"exclude": ["x*"]}, "columns": {"columns": {"id": "Nr."}}}
    source = SourceConfig.model_validate({"name": "archive", "path": path, **every.get(change, {})})
    changed = replace_sources(config(tmp_path), source)
    run(changed, Catalog(tmp_path / "data" / "catalog.sqlite3"))
    assert opened == ["a.jsonl", "b.jsonl", "c.jsonl"]


def test_warnings_of_unopened_files_are_told_again(tmp_path: Path, opened: list[str]) -> None:
    """What there is to say of a file is said by every sync, whether it reads the file or not."""
    folder = tmp_path / "articles"
    write_lines(folder / "a.jsonl", line("1", HAFEN, published="2024-13"), line("2", HAFEN, published="1900-01-01"))
    write_lines(folder / "b.jsonl", line("3", HAFEN, published="9999"), line("4", HAFEN, published="2024"))
    (folder / "c.jpg").write_text("x", encoding="utf-8")
    settle(folder)
    first = library(tmp_path).sync(quiet)
    opened.clear()
    second = library(tmp_path).sync(quiet)
    assert opened == []
    assert [one.error[:32] for one in second.warnings] == [
        "a.jsonl, line 1, has a date that", "1 file was left out: 1 × .jpg; .", "1 article is dated in the future",
        "1 article is dated as if by defa", "1 of 4 articles have no date; th",
    ]  # fmt: skip
    assert second.warnings == first.warnings


def test_file_with_a_failure_is_opened_each_time(tmp_path: Path, articles: Path, opened: list[str]) -> None:
    """A file of which something could not be read, or is there twice, is read again, and says so again."""
    write_lines(articles / "b.jsonl", line("b", WOLF), "{")
    write_lines(articles / "c.jsonl", line("c", FERRY), line("a", FERRY))
    settle(articles)
    first = library(tmp_path).sync(quiet)
    opened.clear()
    second = library(tmp_path).sync(quiet)
    assert opened == ["b.jsonl", "c.jsonl"]
    assert (len(first.failed), second.failed) == (2, first.failed)
    assert counts(second) == (0, 0, 0, 3, 0)


def test_first_of_two_files_is_kept_whichever_is_read(tmp_path: Path, articles: Path, opened: list[str]) -> None:
    """An id that a file takes over from one before it is told; from one behind it, that one is read and told."""
    library(tmp_path).sync(quiet)
    opened.clear()
    write_lines(articles / "b.jsonl", line("b", WOLF), line("a", WOLF), line("c", WOLF))
    settle(articles)
    report = library(tmp_path).sync(quiet)
    assert opened == ["b.jsonl", "c.jsonl"]
    twice = "stands twice; the first one is kept, give each its own"
    assert [one.error for one in report.failed] == [f"b.jsonl: the id 'a' {twice}", f"c.jsonl: the id 'c' {twice}"]
    assert {one.id: (one.origin, one.text) for one in library(tmp_path).articles()} == {
        "a": ("a.jsonl", HAFEN), "b": ("b.jsonl", WOLF), "c": ("b.jsonl", WOLF),
    }  # fmt: skip


def test_renamed_and_deleted_files(tmp_path: Path, articles: Path, opened: list[str]) -> None:
    """Articles go with their file, and stay where it has another name."""
    library(tmp_path).sync(quiet)
    opened.clear()
    (articles / "a.jsonl").rename(articles / "z.jsonl")
    (articles / "b.jsonl").unlink()
    assert counts(library(tmp_path).sync(quiet))[:4] == (0, 1, 1, 1)
    assert (opened, ids(tmp_path)) == (["z.jsonl"], ["a", "c"])
    assert counts(library(tmp_path).sync(quiet))[:4] == (0, 0, 0, 2)


@pytest.mark.parametrize("names", [("d.zip", "d.zip/in.jsonl"), ("d.zip/in.jsonl", "d.zip")])
def test_archive_and_folder_of_one_name(names: tuple[str, str], tmp_path: Path) -> None:
    """An article that was packed, or unpacked, under the name that it had is not lost with the one after."""
    folder = tmp_path / "articles"
    for name in names:
        change(folder, "write", name, [line("1", HAFEN)])
        library(tmp_path).sync(quiet)
    assert counts(library(tmp_path).sync(quiet)) == (0, 0, 0, 1, 0)


def test_article_that_is_withdrawn_and_restored(tmp_path: Path, articles: Path, opened: list[str]) -> None:
    """A restored article comes from its file as that is now, though the file was read while it was withdrawn."""
    library(tmp_path).sync(quiet)
    shelf = Shelf(config(tmp_path))
    shelf.remove(shelf.called("b")[0])
    write_lines(articles / "b.jsonl", line("b", HAFEN))
    settle(articles)
    assert counts(library(tmp_path).sync(quiet))[:4] == (0, 0, 1, 2)
    opened.clear()
    assert counts(library(tmp_path).sync(quiet))[:4] == (0, 0, 0, 2)
    assert opened == []
    shelf.restore("archive", "b")
    assert counts(library(tmp_path).sync(quiet))[:4] == (1, 0, 0, 2)
    assert shelf.called("b")[0].text == HAFEN


# -- with and without opening what is unchanged: the same library, and the same report --------------------------------


def replace_sources(before: IndexConfig, *found: SourceConfig) -> IndexConfig:
    """Return a config with other sources."""
    return before.model_copy(update={"sources": found})


def run(
    of: IndexConfig, catalog: Catalog, *, full: bool = False
) -> tuple[Changes, tuple[Failure, ...], tuple[Failure, ...], dict[str, int]]:
    """Load and apply, and return what there is to report."""
    found = _Run(of, catalog, quiet, Outside(HandEncoders()))
    found.load(list(of.sources), sources.Web(of.web), full=full, only=None)
    if full:
        catalog.put_pending_stored()
    changes = found.apply()
    failed = tuple(
        sorted(found._intake.failed(), key=lambda one: one.error)
    )  # ids that stand twice are found in batches
    return changes, failed, found._intake.warnings(), dict(found._intake.counts)


def stored(catalog: Catalog) -> list[Article]:
    """Return all articles, sorted."""
    return sorted(catalog.articles(), key=lambda one: (one.source, one.id))


class Forgetful(Catalog):
    """Remembers nothing of files: all are read."""

    def begin_folder(self, source: str, settings: str) -> None:
        """Know nothing."""


NAMES = ("a.jsonl", "b.jsonl", "b.txt", "c/a.jsonl", "c/b.zip", "d.zip", "d.zip/in.jsonl", "e.jpg")
lines = st.builds(
    line,
    st.sampled_from("123"),
    st.sampled_from((HAFEN, WOLF)),
    published=st.sampled_from(("2024", "2024", "", "9999", "1900-01-01", "2024-13")),
)
texts = st.lists(st.one_of(lines, lines, lines, st.just("{")), max_size=3)
steps = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(NAMES), texts),
    st.tuples(st.just("write"), st.sampled_from(NAMES), texts),
    st.tuples(st.just("delete"), st.sampled_from(NAMES), st.none()),
    st.tuples(st.just("rename"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.sampled_from(("withdraw", "restore")), st.sampled_from("123"), st.none()),
    st.tuples(st.sampled_from(("sync", "sync", "full", "killed", "other settings", "away")), st.none(), st.none()),
)


def packed(text: str) -> bytes:
    """Return an archive of one file."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("in.jsonl", text)
    return data.getvalue()


def make_room(file: Path) -> None:
    """Make the folder of a file; a folder that has its name goes, and so does a file that has its folder's."""
    if file.is_dir():
        shutil.rmtree(file)
    if file.parent.is_file():
        file.parent.unlink()
    file.parent.mkdir(parents=True, exist_ok=True)


def change(folder: Path, what: str, name: str, more: object) -> None:
    """Change a file of the folder."""
    file = folder / name
    if what == "delete" and file.is_file():
        file.unlink()
    elif what == "rename" and file.is_file() and file.suffix == Path(str(more)).suffix:
        make_room(folder / str(more))
        if file.exists():
            file.replace(folder / str(more))
    elif what == "write" and isinstance(more, list):
        make_room(file)
        text = "".join(f"{one}\n" for one in more)
        file.write_bytes(packed(text) if file.suffix == ".zip" else text.encode())
    settle(folder)


@random_texts
@given(st.lists(steps, max_size=14))
def test_what_is_not_opened_makes_no_difference(row: list[tuple[str, str | None, object]]) -> None:
    """Whatever happens to files, a library that opens only what has changed is the one that opens all, told alike."""
    with (
        TemporaryDirectory() as temporary,
        Catalog(Path(":memory:")) as knowing,
        Forgetful(Path(":memory:")) as forgetful,
    ):
        folder, patterns = Path(temporary) / "articles", ["x"]
        folder.mkdir()
        for what, name, more in [*row, ("sync", None, None), ("sync", None, None)]:
            if what in ("withdraw", "restore"):
                for catalog in (knowing, forgetful):
                    if what == "withdraw":
                        withdrawals.withdraw(catalog, "archive", str(name), 1)
                    else:
                        withdrawals.restore(catalog, "archive", str(name))
            elif name is not None:
                change(folder, what, name, more)
            else:
                if what == "other settings":
                    patterns.append(f"{'x' * len(patterns)}")
                path = Path(temporary) / ("nowhere" if what == "away" else "articles")
                source = SourceConfig.model_validate({"name": "archive", "path": path, "exclude": tuple(patterns)})
                of = IndexConfig(data_dir=Path(temporary), sources=(source,))
                if what == "killed":
                    begun = _Run(of, knowing, quiet, Outside(HandEncoders()))
                    begun.load([source], sources.Web(of.web), full=False, only=None)
                else:
                    assert run(of, knowing, full=what == "full") == run(of, forgetful, full=what == "full")
            assert stored(knowing) == stored(forgetful)
