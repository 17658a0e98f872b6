"""What the catalogue keeps beside the articles: what they said before, and what it remembers of its sources."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from index import schema
from index.catalog import Catalog, Changes
from index.history import MAX_VERSIONS
from index.sync_records import Visit
from tests.index.test_catalog import HAFEN, KAI, WOLF, put

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    """Return an empty catalogue."""
    with Catalog(tmp_path / "catalog.sqlite3") as opened:
        yield opened


def said(catalog: Catalog, article_id: str) -> list[tuple[str, int, bool]]:
    """Return text, end and kind of each version of an article."""
    return [(one.article.text, one.until, one.removed) for one in catalog.versions("archive", article_id)]


def test_what_was_said_before_is_kept(catalog: Catalog) -> None:
    """A change of text or attribution keeps what was before; a sync without a change keeps nothing."""
    put(catalog, HAFEN, KAI, now=1)
    assert put(catalog, replace(HAFEN, text="Der Hafen ist zu."), KAI, now=2).changed == 1
    put(catalog, replace(HAFEN, text="Der Hafen ist zu."), KAI, now=3)
    put(catalog, replace(HAFEN, text="Der Hafen ist zu.", title="Zu"), KAI, now=4)
    assert said(catalog, "Hafen") == [("Der Hafen ist zu.", 4, False), ("Der Hafen.", 2, False)]
    assert catalog.versions("archive", "Hafen")[1].article == HAFEN
    assert said(catalog, "Kai") == []


def test_last_word_of_a_removed_article_is_kept(catalog: Catalog) -> None:
    """An article that vanishes is kept as removed; should it come back, it is an article again."""
    put(catalog, HAFEN, KAI, now=1)
    put(catalog, KAI, now=2)
    assert said(catalog, "Hafen") == [("Der Hafen.", 2, True)]
    put(catalog, HAFEN, KAI, now=3)
    assert (said(catalog, "Hafen"), catalog.find("Hafen")) == ([("Der Hafen.", 2, True)], [HAFEN])


def test_cutting_anew_is_no_version(catalog: Catalog) -> None:
    """An article that is cut and embedded anew has not changed."""
    put(catalog, HAFEN)
    catalog.begin_sync()
    catalog.compare("archive", [(HAFEN.id, HAFEN.digest())])
    catalog.put_pending_stored()
    catalog.apply("new recipe", 2)
    assert said(catalog, "Hafen") == []


def test_versions_are_bounded(catalog: Catalog) -> None:
    """Of an article that is another one each time, the latest versions are kept; others keep theirs."""
    put(catalog, HAFEN, KAI)
    put(catalog, HAFEN, replace(KAI, text="Alter Kai."))
    for number in range(MAX_VERSIONS + 5):
        put(catalog, replace(HAFEN, text=f"Der {number}. Hafen."), replace(KAI, text="Alter Kai."), now=number)
    kept = said(catalog, "Hafen")
    assert (len(kept), kept[0][0]) == (MAX_VERSIONS, f"Der {MAX_VERSIONS + 3}. Hafen.")
    assert len(said(catalog, "Kai")) == 1


def test_catalogue_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    """A catalogue that has no versions yet gets them, and keeps its articles."""
    path = tmp_path / "catalog.sqlite3"
    with closing(sqlite3.connect(path)) as db:
        schema.m001_articles(db)
        db.execute("PRAGMA user_version = 1")
        db.execute(
            """INSERT INTO article (source, id, text, origin, digest)
               VALUES ('archive', 'Hafen', 'Der Hafen.', 'a', ?)""",
            [replace(HAFEN, origin="a").digest()],
        )
        db.commit()
    with Catalog(path) as catalog:
        assert put(catalog, replace(HAFEN, origin="a")) == Changes(added=0, changed=0, removed=0, unchanged=1)
        put(catalog, now=5)
        assert said(catalog, "Hafen") == [("Der Hafen.", 5, True)]


def test_all_of_a_source_can_be_seen_at_once(catalog: Catalog) -> None:
    """Where a source stands by all that it gave, everything stays but for what it withdrew."""
    put(catalog, HAFEN, KAI, WOLF, replace(HAFEN, source="agency"))
    catalog.begin_sync()
    catalog.withdraw("archive", "Kai")
    catalog.see_all("archive")
    assert catalog.apply("recipe", 1) == Changes(added=0, changed=0, removed=2, unchanged=2)
    assert [(one.source, one.id) for one in catalog.articles()] == [("archive", "Hafen"), ("archive", "Wolf")]


def test_other_sources_stay(catalog: Catalog) -> None:
    """Where only some sources were read, the articles of the others stay, and are not counted."""
    put(catalog, HAFEN, KAI, replace(HAFEN, source="agency"))
    catalog.begin_sync()
    catalog.keep_others(["archive"])
    catalog.see("archive", "Kai")
    assert catalog.apply("recipe", 1) == Changes(added=0, changed=0, removed=1, unchanged=1)
    assert [(one.source, one.id) for one in catalog.articles()] == [("archive", "Kai"), ("agency", "Hafen")]


def test_visits_become_valid_with_their_articles(catalog: Catalog) -> None:
    """What is remembered of an address is never ahead of the articles from it, and goes with them."""
    page, feed = Visit("https://a.example/1", 1, '"1"', "Mon", "2024", "Hafen"), Visit("https://a.example/feed", 2)
    put(catalog, HAFEN)
    catalog.begin_sync()
    catalog.see_all("archive")
    for visit in (page, feed):
        catalog.put_visit("archive", visit)
    assert catalog.visits("archive") == {}
    catalog.apply("recipe", 1)
    assert catalog.visits("archive") == {page.url: page, feed.url: feed}
    put(catalog, HAFEN)
    assert len(catalog.visits("archive")) == 2
    put(catalog, KAI)
    assert catalog.visits("archive") == {feed.url: feed}
    put(catalog, replace(KAI, source="agency"))
    assert catalog.visits("archive") == {}
