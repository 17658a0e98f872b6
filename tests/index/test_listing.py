"""Lists: what is newest, what sources there are, and articles by their id or address."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from index import finding, listing, schema
from index.catalog import Catalog
from index.citation_records import Citation
from index.dates import PartialDate
from index.listing_records import Listed, SourceState
from index.records import Span
from tests.index.examples import article
from tests.index.test_catalog import HAFEN, KAI, put

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    """Return an empty catalogue."""
    with Catalog(tmp_path / "catalog.sqlite3") as opened:
        yield opened


def dated(catalog: Catalog, *dates: str | None) -> None:
    """Store an article for each date, which is its id."""
    put(catalog, *(article(f"{one}.", id=str(one), published=one and PartialDate.parse(one)) for one in dates))


def ids(catalog: Catalog, words: str = "", offset: int = 0, limit: int = 10) -> list[str]:
    """Return the ids of the newest articles."""
    return [one.article_id for one in listing.latest(catalog, words, offset, limit).articles]


def test_newest_first(catalog: Catalog) -> None:
    """A partial date stands after the days that are known within it; what has no date stands last."""
    dated(catalog, None, "2024", "2024-06", "2024-06-01", "2023-12-31", "2024-06-02T08:00:00")
    assert ids(catalog) == ["2024-06-02T08:00:00", "2024-06-01", "2024-06", "2024", "2023-12-31", "None"]


def test_parts_of_the_list(catalog: Catalog) -> None:
    """A list is read part by part, and tells how long the whole of it is."""
    dated(catalog, *(f"2024-06-{day:02}" for day in range(1, 13)))
    assert ids(catalog, offset=10) == ["2024-06-02", "2024-06-01"]
    assert ids(catalog, offset=12) == []
    assert listing.latest(catalog, "", 3, 2).total == 12


def test_what_a_list_shows(catalog: Catalog) -> None:
    """An article without a title goes by its first words, and without an outlet by its source's name."""
    full = replace(
        HAFEN, url="https://example.org", published=PartialDate(2024, 6), author="R. Demel", credit="nap", outlet="Bote"
    )
    put(catalog, full)
    put(catalog, full, replace(KAI, title="Kai"))
    assert listing.latest(catalog, "", 0, 10).articles == (
        Listed(1, "archive", "Hafen", None, "Der Hafen.", "https://example.org", PartialDate(2024, 6), "R. Demel",
               "nap", "Bote"),
        Listed(2, "archive", "Kai", "Kai", "Der Kai.", None, None, None, None, "archive"),
    )  # fmt: skip
    assert finding.numbered(catalog, 1) == full
    put(catalog, replace(full, text="Der alte Hafen."))
    assert finding.numbered(catalog, 1) is None


@pytest.mark.parametrize(
    ("words", "found", "names"),
    [
        ("bote", ["c", "b"], ("Großer Bote", "Bote am Fluss")),
        ("BOT fluss", ["c"], ("Bote am Fluss",)),
        ("bote see", [], ()),
        ("BOT gross", ["b"], ("Großer Bote",)),
        ("wire", ["d", "c"], ("wire",)),
        ("archive", ["b", "a"], ("archive",)),
        ("' OR 1=1", [], ()),
        ("…", [], ()),
    ],
)
def test_some_sources_only(catalog: Catalog, words: str, found: list[str], names: tuple[str, ...]) -> None:
    """Words name an outlet or a source by beginnings of its words; a source is all that is in it."""
    put(
        catalog,
        replace(HAFEN, id="a"),
        replace(HAFEN, id="b", outlet="Großer Bote"),
        replace(HAFEN, id="c", source="wire", outlet="Bote am Fluss"),
        replace(HAFEN, id="d", source="wire"),
    )
    latest = listing.latest(catalog, words, 0, 10)
    assert ([one.article_id for one in latest.articles], latest.total, latest.sources) == (found, len(found), names)


def test_sources(catalog: Catalog) -> None:
    """Each source has its number of articles, its newest date, its outlets, and when it was read last."""
    put(
        catalog,
        replace(HAFEN, id="a", published=PartialDate(2024)),
        replace(HAFEN, id="b", outlet="Bote", published=PartialDate(2024, 6)),
        replace(HAFEN, id="c", source="Wire"),
    )
    assert listing.sources(catalog, {"archive": 60, "empty": 70}) == [
        SourceState("archive", 2, PartialDate(2024, 6), (("Bote", 1),), 60),
        SourceState("empty", 0, None, (), 70),
        SourceState("Wire", 1, None, (), None),
    ]


def test_articles_by_id_and_address(catalog: Catalog) -> None:
    """An id is looked up in all sources, an address as it stands."""
    put(catalog, HAFEN, replace(HAFEN, source="wire"), replace(KAI, url="https://example.org/kai"))
    assert [(one.source, one.article_id) for one in listing.known_as(catalog, "Hafen")] == [
        ("wire", "Hafen"),
        ("archive", "Hafen"),
    ]
    assert [one.article_id for one in listing.known_as(catalog, "https://example.org/kai")] == ["Kai"]
    assert listing.known_as(catalog, "hafen") == ()


def test_passage_leads_to_its_article(catalog: Catalog) -> None:
    """By a passage's number its article is found and cited, until either has changed."""
    put(catalog, HAFEN, KAI)
    assert finding.number_of(catalog, 2) == 2
    digest = KAI.digest().hex()
    whole = Citation("archive", "Kai", digest, Span(0, 8), None, "Der Kai.", 0.25)
    assert listing.citation(catalog, 2, None, 0.25) == whole
    assert listing.citation(catalog, 2, Span(4, 8), 0.25) == replace(whole, sentence=Span(4, 8), text="Kai.")
    put(catalog, HAFEN)
    assert (finding.number_of(catalog, 2), listing.citation(catalog, 2, None, 0.25)) == (None, None)


def test_lists_read_indexes(catalog: Catalog) -> None:
    """No list reads through all articles: their texts would be read with them."""
    plans = {
        "SELECT number FROM article ORDER BY published DESC, number DESC LIMIT 10 OFFSET 20": "article_published",
        "SELECT source, outlet, count(*), max(published) FROM article GROUP BY source, outlet": "article_outlet",
        "SELECT number FROM article WHERE url = '?'": "article_url",
    }
    for statement, index in plans.items():
        (row,) = catalog.rows(f"EXPLAIN QUERY PLAN {statement}")
        assert index in row[3]


def test_catalogue_without_lists_is_brought_up_to_date(tmp_path: Path) -> None:
    """A catalogue of the version before gets the indexes."""
    path = tmp_path / "catalog.sqlite3"
    with closing(sqlite3.connect(path)) as db:
        for migrate in schema.MIGRATIONS[:4]:
            migrate(db)
        db.execute("PRAGMA user_version = 4")
        db.commit()
    with Catalog(path) as catalog:
        assert {"article_published", "article_outlet", "article_url"} <= {
            name for (name,) in catalog.rows("SELECT name FROM sqlite_master WHERE type = 'index'")
        }
