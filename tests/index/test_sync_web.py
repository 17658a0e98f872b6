"""Sources on the web, from the config to the answers."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from index.config import IndexConfig, SourceConfig
from index.errors import ConfigError
from index.library import Library
from index.sync_records import Failure, Phase, Progress
from tests.hand_encoder import HandEncoders
from tests.index.examples import HAFEN, WOLF, counts, line, quiet, write_lines
from tests.index.test_sources_feed import feed, item
from tests.index.web import Answer, Site, page, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KAI = "Am Kai von Lindmoor liegen seit Montag drei Kähne, und der Hafen bleibt für Fischer geöffnet. " * 20
BRIDGE = "Die Brücke von Kesselwerda ist neunzig Jahre alt und trägt noch die ersten Nieten aus Eisen. " * 20


@pytest.fixture
def site() -> Iterator[Site]:
    """Run a site with a feed of two articles, and a page."""
    with serving() as running:
        running.put("/feed", feed(item("1", KAI), item("2", BRIDGE)), '"1"', "application/rss+xml")
        running.put("/a", page("Brücke", BRIDGE), etag='"a"')
        yield running


def library(folder: Path, site: Site, *sources: SourceConfig) -> Library:
    """Return a library of these sources; loopback is allowed."""
    config = IndexConfig(data_dir=folder / "data", sources=sources)
    return Library(config, encoders=HandEncoders(), web=site.reader())


def ids(found: Library) -> list[str]:
    """Return the ids of all articles."""
    return sorted(one.id for one in found.articles())


def test_feed_forgets_and_the_archive_does_not(tmp_path: Path, site: Site) -> None:
    """An entry that is gone from the feed stays, unless the config says prune; not modified means as it was."""
    source = SourceConfig(name="Landbote", feed=f"{site.url}/feed")
    opened = library(tmp_path, site, source)
    assert counts(opened.sync(quiet))[:4] == (2, 0, 0, 0)
    assert counts(opened.sync(quiet)) == (0, 0, 0, 2, 0)
    site.put("/feed", feed(item("2", BRIDGE), item("3", KAI)), '"2"', "application/rss+xml")
    assert counts(opened.sync(quiet)) == (1, 0, 0, 2, 0)
    assert ids(opened) == ["1", "2", "3"]
    pruned = library(tmp_path, site, source.model_copy(update={"prune": True}))
    assert counts(pruned.sync(quiet)) == (0, 0, 0, 3, 0), "a feed that is not modified says nothing"
    site.put("/feed", feed(item("3", KAI)), '"3"', "application/rss+xml")
    assert counts(pruned.sync(quiet)) == (0, 0, 2, 1, 0)


def test_feed_that_comes_back_is_read_anew(tmp_path: Path, site: Site) -> None:
    """What was remembered of a source that the config does not name any more is forgotten with its articles."""
    feeding = SourceConfig(name="Landbote", feed=f"{site.url}/feed")
    paging = SourceConfig(name="pages", urls=(f"{site.url}/a",))
    library(tmp_path, site, feeding).sync(quiet)
    assert library(tmp_path, site, paging).sync(quiet).removed == 2
    assert counts(library(tmp_path, site, feeding, paging).sync(quiet))[:4] == (2, 0, 0, 1)


def test_full_sync_reads_everything_again(tmp_path: Path, site: Site) -> None:
    """A full sync asks without conditions."""
    opened = library(tmp_path, site, SourceConfig(name="pages", urls=(f"{site.url}/a",)))
    opened.sync(quiet)
    site.asked.clear()
    assert counts(opened.sync(quiet, full=True)) == (0, 0, 0, 1, 0)
    assert [headers.get("if-none-match") for path, headers in site.asked if path == "/a"] == [None]


def test_dead_source_costs_only_itself(tmp_path: Path, site: Site) -> None:
    """A source that cannot be read is reported with the reason and keeps its articles; the others go on."""
    feeding = SourceConfig(name="Landbote", feed=f"{site.url}/feed")
    folder = SourceConfig(name="archive", path=tmp_path / "news.jsonl")
    write_lines(tmp_path / "news.jsonl", line("wolf", WOLF))
    opened = library(tmp_path, site, feeding, folder)
    opened.sync(quiet)
    site.pages["/feed"] = Answer(status=500)
    write_lines(tmp_path / "news.jsonl", line("wolf", WOLF), line("hafen", HAFEN))
    report = opened.sync(quiet)
    assert counts(report)[:4] == (1, 0, 0, 1)
    assert report.failed == (
        Failure(
            "Landbote",
            f"{site.url}/feed cannot be read: the server answers HTTP 500; the next sync tries again; "
            "what it gave before is kept",
        ),
    )
    assert ids(opened) == ["1", "2", "hafen", "wolf"]


def test_progress_of_each_source(tmp_path: Path, site: Site) -> None:
    """While articles are loaded, it can be seen how many each source has given."""
    folder = SourceConfig(name="archive", path=tmp_path / "news.jsonl")
    write_lines(tmp_path / "news.jsonl", line("wolf", WOLF))
    told: list[Progress] = []
    library(tmp_path, site, SourceConfig(name="Landbote", feed=f"{site.url}/feed"), folder).sync(told.append)
    loaded = [one for one in told if one.phase is Phase.LOADING][-1]
    assert (loaded.done, loaded.total, dict(loaded.sources)) == (3, 3, {"archive": 1, "Landbote": 2})


def test_some_sources_only(tmp_path: Path, site: Site) -> None:
    """A sync of some sources leaves all others as they are, in the catalogue and in what status shows."""
    folder = SourceConfig(name="archive", path=tmp_path / "news.jsonl")
    gone = SourceConfig(name="gone", path=tmp_path / "gone")
    feeding = SourceConfig(name="Landbote", feed=f"{site.url}/feed")
    write_lines(tmp_path / "news.jsonl", line("wolf", WOLF))
    opened = library(tmp_path, site, folder, gone, feeding)
    opened.sync(quiet)
    write_lines(tmp_path / "news.jsonl", line("hafen", HAFEN))
    site.put("/feed", feed(item("3", KAI)), '"3"', "application/rss+xml")
    site.asked.clear()
    assert counts(opened.sync(quiet, only=["archive"]))[:4] == (1, 0, 1, 0)
    assert (ids(opened), site.asked) == (["1", "2", "hafen"], [])
    last = opened.status().last_sync
    assert last is not None
    assert [one["source"] for one in last["failed"]] == ["gone"]
    with pytest.raises(ConfigError, match=r"^there is no source named 'x'; the config has: archive, gone, Landbote$"):
        opened.sync(quiet, only=["x"])


def test_status_says_when_each_source_was_read(tmp_path: Path, site: Site) -> None:
    """Each source has the time of its last reading, also of one that failed."""
    folder = SourceConfig(name="archive", path=tmp_path / "gone")
    opened = library(tmp_path, site, folder, SourceConfig(name="pages", urls=(f"{site.url}/a",)))
    opened.sync(quiet, only=["archive"])
    (name, at), *others = opened.status().last_read.items()
    assert (name, others) == ("archive", [])
    assert abs(at - time.time()) < 60
    library(tmp_path, site, SourceConfig(name="pages", urls=(f"{site.url}/a",))).sync(quiet)
    assert list(opened.status().last_read) == ["pages"], "a source that the config does not have any more is forgotten"


def test_article_that_changes_on_the_web_keeps_its_versions(tmp_path: Path, site: Site) -> None:
    """What a page said before is kept, the latest first, and so is the last word of one that is gone."""
    opened = library(tmp_path, site, SourceConfig(name="pages", urls=(f"{site.url}/a", f"{site.url}/b")))
    site.put("/b", page("Kai", KAI))
    opened.sync(quiet)
    key = f"{site.url}/a"
    assert opened.versions("pages", key) == []
    site.put("/a", page("Brücke zu", BRIDGE), etag='"b"')
    opened.sync(quiet)
    site.pages["/a"] = Answer(status=410)
    opened.sync(quiet)
    assert [(one.article.title, one.removed) for one in opened.versions("pages", key)] == [
        ("Brücke zu", True), ("Brücke", False),
    ]  # fmt: skip
    assert ids(opened) == [f"{site.url}/b"]
