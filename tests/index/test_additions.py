from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from index import additions
from index.config import IndexConfig, SourceConfig, WebConfig
from index.errors import ConfigError, ItemError
from index.library import Library
from index.shelf import Added, Shelf
from tests.hand_encoder import HandEncoders
from tests.index.documents import zipped
from tests.index.examples import FERRY, HAFEN, WOLF, config, counts, ids, library, line, quiet, write_lines
from tests.index.web import HOST, Site, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

READ = ".txt, .md, .html, .jsonl, .csv, .pdf, .docx, .rss, .zip"
PAGE = "<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{text}</p></article></body></html>"


@pytest.fixture
def site() -> Iterator[Site]:
    """Run a site with two pages."""
    with serving() as running:
        for name in ("one", "two"):
            text = f"The pier number {name} of Merrowby stands on nine pillars of oak. " * 6
            running.put(f"/{name}", PAGE.format(title=f"Pier {name}", text=text))
        yield running


def shelf(folder: Path) -> Shelf:
    """Return the shelf of the library of `config`."""
    return Shelf(config(folder))


def archive(folder: Path) -> Library:
    """Return a library of one article of its own."""
    write_lines(folder / "articles" / "a.jsonl", line("hafen", HAFEN))
    return library(folder)


def of_web(folder: Path) -> IndexConfig:
    """Return a config that may read the site."""
    return config(folder).model_copy(update={"web": WebConfig(allow_hosts=(HOST,), pause=0)})


def test_added_file_is_read_by_every_sync(tmp_path: Path) -> None:
    """A file is an article of its own source, though no config names it, until it is removed; then nothing stays."""
    archive(tmp_path).sync(quiet)
    added = shelf(tmp_path).add_file("wolf.txt", WOLF.encode())
    assert added == Added("Upload", "wolf.txt")
    assert counts(library(tmp_path).sync(quiet, only=["Upload"])) == (1, 0, 0, 0, 1)
    assert counts(library(tmp_path).sync(quiet)) == (0, 0, 0, 2, 0)
    (stored,) = shelf(tmp_path).articles(added)
    assert (stored.source, stored.id, stored.text) == ("Upload", "wolf.txt", WOLF)
    assert shelf(tmp_path).is_deleted_with(stored)
    shelf(tmp_path).remove(stored)
    assert counts(library(tmp_path).sync(quiet, only=["Upload"])) == (0, 0, 1, 0, 0)
    assert ids(tmp_path) == ["hafen"]
    assert [one.article.text for one in library(tmp_path).versions_by_id("wolf.txt")] == [WOLF]


def test_sync_of_all_sources_without_the_folder_is_as_before(tmp_path: Path) -> None:
    """An article whose file was deleted by hand goes with the next sync of all sources."""
    archive(tmp_path).sync(quiet)
    shelf(tmp_path).add_file("wolf.txt", WOLF.encode())
    library(tmp_path).sync(quiet)
    (tmp_path / "data" / "added" / "wolf.txt").unlink()
    assert counts(library(tmp_path).sync(quiet)) == (0, 0, 1, 1, 0)
    assert library(tmp_path).status().last_read.keys() == {"archive"}


def test_folder_that_cannot_be_read_takes_nothing_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the folder cannot be read, what it gave stays."""
    archive(tmp_path).sync(quiet)
    shelf(tmp_path).add_file("wolf.txt", WOLF.encode())
    library(tmp_path).sync(quiet)
    real = os.scandir

    def closed(path: str) -> Iterator[os.DirEntry[str]]:
        if os.fspath(path).endswith("added"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", closed)
    report = library(tmp_path).sync(quiet)
    assert (report.removed, [one.source for one in report.failed]) == (0, ["Upload"])


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("a.jpg", b"\xff\xd8", f"a.jpg is of no known format; {READ} are read"),
        ("a.txt", b"  ", "a.txt is empty; write the article into it, or take it out"),
        ("a.pdf", b"", "a.pdf is empty; copy it anew, or take it out"),
    ],
)
def test_what_is_no_article_leaves_nothing_behind(tmp_path: Path, name: str, data: bytes, error: str) -> None:
    """A file of another kind, an empty or a broken one is refused with the reason, and not kept."""
    with pytest.raises(ItemError) as caught:
        shelf(tmp_path).add_file(name, data)
    assert str(caught.value) == error
    assert not (tmp_path / "data" / "added").exists()


def test_same_file_again(tmp_path: Path) -> None:
    """The same file is kept once; another one of its name goes beside it, and replaces nothing."""
    names = [shelf(tmp_path).add_file("wolf.txt", text.encode()).origin for text in (WOLF, FERRY, WOLF, FERRY)]
    assert names == ["wolf.txt", "wolf-2.txt", "wolf.txt", "wolf-2.txt"]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Bericht über Öl (neu).PDF", "Bericht-über-Öl-neu.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\.hidden.txt", "hidden.txt"),
        ("urls.txt", "file-urls.txt"),
        ("posts-12.jsonl", "file-posts-12.jsonl"),
        ("…", "article"),
        (".txt", "txt"),
        ("x" * 300 + ".html", "x" * 75 + ".html"),
    ],
)
def test_names_are_safe(name: str, safe: str) -> None:
    """A name leads to no other folder, is not hidden, not too long, and none that the bot gives itself."""
    assert additions.safe_name(name) == safe


def test_articles_of_an_archive_are_found_and_withdrawn_one_by_one(tmp_path: Path) -> None:
    """All articles of an added archive are told of; one of them alone is withdrawn, and its file stays."""
    archive(tmp_path).sync(quiet)
    added = shelf(tmp_path).add_file("both.zip", zipped({"a.txt": WOLF, "b.txt": FERRY}))
    library(tmp_path).sync(quiet)
    found = shelf(tmp_path).articles(added)
    assert [one.id for one in found] == ["both.zip/a.txt", "both.zip/b.txt"]
    assert not shelf(tmp_path).is_deleted_with(found[0])
    shelf(tmp_path).remove(found[0])
    library(tmp_path).sync(quiet)
    assert ids(tmp_path) == ["both.zip/b.txt", "hafen"]


def test_lines_that_another_part_writes(tmp_path: Path) -> None:
    """A file of article lines that the bot keeps there itself is read with each line's own source and address."""
    archive(tmp_path).sync(quiet)
    post = {"id": "7", "text": WOLF, "source": "Wolfsblatt", "url": "https://t.me/wolf/7", "published": "2025-03-01"}
    write_lines(tmp_path / "data" / "added" / "posts-12.jsonl", json.dumps(post))
    assert counts(library(tmp_path).sync(quiet, only=["Upload"])) == (1, 0, 0, 0, 1)
    (stored,) = shelf(tmp_path).called("https://t.me/wolf/7")
    assert (stored.source, stored.shown_source, str(stored.published)) == ("Upload", "Wolfsblatt", "2025-03-01")


def test_source_of_the_config_may_not_have_the_name(tmp_path: Path) -> None:
    """A source of the config that is called as added articles are is refused, with the remedy."""
    taken = IndexConfig(data_dir=tmp_path, sources=(SourceConfig(name="Upload", path=tmp_path),))
    with pytest.raises(ConfigError, match="give the source of the config another name"):
        Library(taken, encoders=HandEncoders()).sync(quiet)


def test_added_page(tmp_path: Path, site: Site) -> None:
    """A page is kept by its address; a sync that is for one of them does not ask for the others; a removed one goes."""
    mine = Library(of_web(tmp_path), encoders=HandEncoders())
    archive(tmp_path)
    first = Shelf(of_web(tmp_path)).add_page(f"{site.url}/one#part")
    mine.sync(quiet)
    second = Shelf(of_web(tmp_path)).add_page(f"{site.url}/two")
    site.paths()
    assert counts(mine.sync(quiet, only=["Upload (web)"]))[:4] == (1, 0, 0, 1)
    assert site.paths() == ["/two"]
    (stored,) = shelf(tmp_path).articles(second)
    assert (stored.id, stored.title, stored.shown_source) == (f"{site.url}/two", "Pier two", HOST)
    shelf(tmp_path).remove(stored)
    assert (tmp_path / "data" / "added" / "urls.txt").read_text() == f"{first.origin}\n" == f"{site.url}/one\n"
    assert counts(mine.sync(quiet, only=["Upload (web)"]))[:4] == (0, 0, 1, 1)


def test_page_that_cannot_be_read_leaves_nothing_behind(tmp_path: Path, site: Site) -> None:
    """An address without a page, or no address at all, is refused with the reason, and not kept."""
    mine = Shelf(of_web(tmp_path))
    with pytest.raises(ItemError, match="is not there"):
        mine.add_page(f"{site.url}/none")
    with pytest.raises(ItemError, match="is no address that can be read"):
        mine.add_page("ftp://example.org/a")
    with pytest.raises(ItemError, match="not on the public internet"):
        shelf(tmp_path).add_page("http://127.0.0.1/a")
    assert not (tmp_path / "data" / "added").exists()
