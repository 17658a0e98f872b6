from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.catalog import Catalog
from index.shelf import Shelf
from tests.index.examples import HAFEN, WOLF, config, counts, ids, library, line, quiet, write_lines

if TYPE_CHECKING:
    from pathlib import Path

    from index.records import Article


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Return a synced file of two articles."""
    file = tmp_path / "articles" / "news.jsonl"
    write_lines(file, line("hafen", HAFEN), line("wolf", WOLF, title="Der Wolf"))
    library(tmp_path).sync(quiet)
    return file


def article(folder: Path, name: str) -> Article:
    """Return a stored article."""
    (found,) = Shelf(config(folder)).called(name)
    return found


def withdraw(folder: Path, name: str) -> None:
    """Withdraw a stored article."""
    Shelf(config(folder)).remove(article(folder, name))


def test_withdrawn_article_goes_and_stays_away(tmp_path: Path, news: Path) -> None:
    """It goes with the next sync, its last version stays, and no later sync takes it in, changed or not."""
    withdraw(tmp_path, "wolf")
    assert counts(library(tmp_path).sync(quiet)) == (0, 0, 1, 1, 0)
    assert [one.article.text for one in library(tmp_path).versions_by_id("wolf")] == [WOLF]
    write_lines(news, line("hafen", HAFEN), line("wolf", "Ein anderer Wolf heult."))
    assert counts(library(tmp_path).sync(quiet)) == (0, 0, 0, 1, 0)
    assert counts(library(tmp_path).sync(quiet, full=True))[:4] == (0, 0, 0, 1)
    assert ids(tmp_path) == ["hafen"]
    assert library(tmp_path).status().withdrawn == 1


@pytest.mark.usefixtures("news")
def test_article_of_a_source_that_is_not_read_goes_too(tmp_path: Path) -> None:
    """A sync of other sources, or one in which its source cannot be read, takes a withdrawn article out as well."""
    withdraw(tmp_path, "wolf")
    assert counts(library(tmp_path).sync(quiet, only=["Upload"]))[2] == 1
    withdraw(tmp_path, "hafen")
    (tmp_path / "articles").rename(tmp_path / "away")
    assert counts(library(tmp_path).sync(quiet))[2] == 1
    assert ids(tmp_path) == []


@pytest.mark.usefixtures("news")
def test_restored_article_comes_back_as_it_was(tmp_path: Path) -> None:
    """A restored article is back after a sync, though that does not read its source, and the next one finds it so."""
    before = article(tmp_path, "wolf")
    withdraw(tmp_path, "wolf")
    library(tmp_path).sync(quiet)
    assert [one.headline for one in Shelf(config(tmp_path)).withdrawn()] == ["Der Wolf"]
    assert Shelf(config(tmp_path)).restore("archive", "wolf")
    assert counts(library(tmp_path).sync(quiet, only=["Upload"]))[:3] == (1, 0, 0)
    assert article(tmp_path, "wolf") == before
    assert counts(library(tmp_path).sync(quiet)) == (0, 0, 0, 2, 0)
    assert Shelf(config(tmp_path)).withdrawn() == []
    assert not Shelf(config(tmp_path)).restore("archive", "wolf")


def test_restored_article_that_its_source_has_changed(tmp_path: Path, news: Path) -> None:
    """What its source gives in the same sync goes before what it said when it was withdrawn."""
    withdraw(tmp_path, "wolf")
    library(tmp_path).sync(quiet)
    write_lines(news, line("hafen", HAFEN), line("wolf", "Ein anderer Wolf heult."))
    Shelf(config(tmp_path)).restore("archive", "wolf")
    report = library(tmp_path).sync(quiet)
    assert (counts(report)[:3], report.failed) == ((1, 0, 0), ())
    assert article(tmp_path, "wolf").text == "Ein anderer Wolf heult."


@pytest.mark.usefixtures("news")
def test_restored_before_it_has_gone(tmp_path: Path) -> None:
    """One that is restored before a sync has taken it out stays as it is."""
    withdraw(tmp_path, "wolf")
    Shelf(config(tmp_path)).restore("archive", "wolf")
    assert counts(library(tmp_path).sync(quiet)) == (0, 0, 0, 2, 0)


@pytest.mark.usefixtures("news")
def test_restoring_outlives_a_sync_that_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sync that dies before its transaction loses neither the withdrawal nor the restoring."""

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    withdraw(tmp_path, "wolf")
    with monkeypatch.context() as patch:
        patch.setattr(Catalog, "apply", killed)
        with pytest.raises(KeyboardInterrupt):
            library(tmp_path).sync(quiet)
    assert ids(tmp_path) == ["hafen", "wolf"]
    library(tmp_path).sync(quiet)
    assert ids(tmp_path) == ["hafen"]
    Shelf(config(tmp_path)).restore("archive", "wolf")
    with monkeypatch.context() as patch:
        patch.setattr(Catalog, "apply", killed)
        with pytest.raises(KeyboardInterrupt):
            library(tmp_path).sync(quiet)
    assert ids(tmp_path) == ["hafen"]
    library(tmp_path).sync(quiet)
    assert ids(tmp_path) == ["hafen", "wolf"]
