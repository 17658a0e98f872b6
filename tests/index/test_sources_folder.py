from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from index.config import SourceConfig
from index.errors import SourceError
from index.sources.folder import load_path
from index.sync_records import Loaded, Notice, Unread
from tests.index.examples import article

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.sync_records import SourceItem

READ = ".txt, .md, .html, .jsonl, .csv, .pdf, .docx, .rss, .zip"


def loaded(path: Path) -> list[SourceItem]:
    """Return what the source "archive" at this path gives."""
    return list(load_path(SourceConfig(name="archive", path=path)))


def write(folder: Path, **files: str) -> None:
    """Write files; "__" stands for "/" and "_" for "." in their names."""
    for name, text in files.items():
        file = folder / name.replace("__", "/").replace("_", ".")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def plain(name: str, text: str) -> Loaded:
    """Return the article of a text file."""
    return Loaded(article(text, id=name, origin=name))


def test_folder_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    """Every file below a folder is an article whose id is its name within it; hidden ones are left out."""
    write(tmp_path, b_txt="B.", a_TXT="A.", z__c_md="C.", _hidden_txt="x", _git__d_txt="x")
    assert loaded(tmp_path) == [plain("a.TXT", "A."), plain("b.txt", "B."), plain("z/c.md", "C.")]


def test_file_can_be_a_source(tmp_path: Path) -> None:
    """A source may be one file."""
    write(tmp_path, a_txt="A.", b_txt="B.")
    assert loaded(tmp_path / "a.txt") == [plain("a.txt", "A.")]


def test_files_of_other_formats_are_named(tmp_path: Path) -> None:
    """Files that are left out are counted by their endings, so that nobody wonders where they are."""
    write(tmp_path, a_txt="A.", b_jpg="x", c_jpg="x", README="x")
    assert loaded(tmp_path) == [
        plain("a.txt", "A."),
        Notice(f"3 files were left out: 2 × .jpg, 1 × no ending; {READ} are read"),
    ]


def test_one_file_that_is_left_out_is_told_of_as_one(tmp_path: Path) -> None:
    """A single file that is left out is not told of in the plural."""
    write(tmp_path, a_txt="A.", b_jpg="x")
    assert loaded(tmp_path)[1:] == [Notice(f"1 file was left out: 1 × .jpg; {READ} are read")]


def test_links_to_folders_are_told_of(tmp_path: Path) -> None:
    """A link to a folder is not followed, and nobody has to wonder why what is behind is not there."""
    articles, elsewhere = tmp_path / "articles", tmp_path / "elsewhere"
    write(articles, a_txt="A.", z__b_txt="B.")
    write(elsewhere, c_txt="C.")
    (articles / "z" / "old").symlink_to(elsewhere, target_is_directory=True)
    remedy = "name what is behind in a source of its own"
    read = [plain("a.txt", "A."), plain("z/b.txt", "B.")]
    assert loaded(articles) == [*read, Notice(f"1 link to a folder is not followed: z/old; {remedy}")]
    for name in "abc":
        (articles / name).symlink_to(elsewhere, target_is_directory=True)
    assert loaded(articles) == [*read, Notice(f"4 links to folders are not followed: a, b, c, …; {remedy}")]


def test_libraries_are_loaded_where_they_are_needed() -> None:
    """Who has no pages and documents does not wait for what reads them."""
    code = (
        "import sys, index.sources\n"
        "heavy = {'lxml', 'trafilatura', 'htmldate', 'pypdf', 'docx', 'ftfy', 'charset_normalizer', 'markdown_it'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 -- ours
    assert done.stdout.strip() == "[]"


def test_missing_folder_names_the_remedy(tmp_path: Path) -> None:
    """A path that does not exist is an error of the source as a whole."""
    with pytest.raises(SourceError) as caught:
        loaded(tmp_path / "none")
    assert str(caught.value) == f"{tmp_path / 'none'} does not exist; correct its path in the config, or make it"


def test_folder_without_articles_names_the_remedy(tmp_path: Path) -> None:
    """An empty folder, or one of other files only, is an error that says what it should hold."""
    remedy = f"put {READ} files there, or correct the path"
    with pytest.raises(SourceError) as caught:
        loaded(tmp_path)
    assert str(caught.value) == f"{tmp_path} has no articles; {remedy}"
    write(tmp_path, a_jpg="x")
    with pytest.raises(SourceError) as caught:
        loaded(tmp_path)
    assert str(caught.value) == f"{tmp_path} has no articles (only 1 × .jpg); {remedy}"


def test_file_of_another_format_is_no_source(tmp_path: Path) -> None:
    """A single file of an unknown format is an error that names those that are known."""
    write(tmp_path, a_jpg="x")
    with pytest.raises(SourceError, match=rf"a\.jpg is of no known format; {re.escape(READ)} are read$"):
        loaded(tmp_path / "a.jpg")


def test_unreadable_file_costs_only_itself(tmp_path: Path) -> None:
    """A file that cannot be read is reported by its name, and the others go in."""
    write(tmp_path, a_txt="A.", b_txt=" ", d_txt="D.")
    (tmp_path / "c.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "e.jsonl").symlink_to(tmp_path / "nowhere")
    assert loaded(tmp_path) == [
        plain("a.txt", "A."),
        Unread("b.txt", "b.txt is empty; write the article into it, or take it out"),
        Unread("c.txt", "c.txt cannot be read: No such file or directory; check its permissions"),
        plain("d.txt", "D."),
        Unread("e.jsonl", "e.jsonl cannot be read: No such file or directory; check its permissions"),
    ]


def test_unreadable_subfolder_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A subfolder that cannot be looked into is reported, not taken for an empty one."""
    write(tmp_path, a_txt="A.", z__b_txt="B.")
    real = os.scandir

    def closed(path: str) -> Iterator[os.DirEntry[str]]:
        if os.fspath(path).endswith("z"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", closed)
    found = loaded(tmp_path)
    assert found[0] == plain("a.txt", "A.")
    assert [
        one.error.startswith("z cannot be read: Permission denied") for one in found if isinstance(one, Unread)
    ] == [True]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file names that are no Unicode")
def test_file_name_that_is_no_unicode(tmp_path: Path) -> None:
    """A file with a name that no database can hold is read under one that can be held, or reported."""
    write(tmp_path, b_txt="B.")
    (tmp_path / os.fsdecode(b"\xff.txt")).write_text("A.", encoding="utf-8")
    for item in loaded(tmp_path):
        text = item.article.id if isinstance(item, Loaded) else str(item)
        assert text == text.encode(errors="replace").decode()
