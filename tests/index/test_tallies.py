from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import listing, schema, tallies, withdrawals
from index.catalog import Catalog
from index.errors import CatalogError
from index.records import Passage, Quote, QuoteKind, Span
from index.staging import Found
from tests.index.examples import article, random_texts

if TYPE_CHECKING:
    from index.records import Article

TEXTS = ("Der Hafen.", "Der Kai.", "Der Wolf.")
articles = st.builds(
    article,
    st.sampled_from(TEXTS),
    id=st.sampled_from("123"),
    source=st.sampled_from(("archive", "agency")),
    origin=st.sampled_from(("a.txt", "b/c.txt")),
    outlet=st.sampled_from((None, "Post")),
    credit=st.sampled_from((None, "", "nap")),
    language=st.sampled_from((None, "de", "en")),
)
syncs = st.tuples(
    st.lists(articles, max_size=6, unique_by=lambda one: (one.source, one.id)),
    st.sampled_from(("whole", "whole", "killed before", "killed within", "not pruned", "other model")),
    st.sampled_from((None, ("archive", None), ("archive", "a.txt"), ("agency", "b/"))),
    st.booleans(),
)


def put(catalog: Catalog, shown: list[Article], ending: str, kept: tuple[str, str | None] | None) -> None:
    """Sync, and stop where `ending` says."""
    withdrawn = {(one.source, one.article_id) for one in withdrawals.listed(catalog)}
    shown = [one for one in shown if (one.source, one.id) not in withdrawn]
    catalog.begin_sync()
    for one in shown:
        (found,) = catalog.compare(one.source, [(one.id, one.digest())])
        if found in (Found.NEW, Found.CHANGED):
            assert catalog.put_pending(one, one.digest())
    if kept:
        catalog.keep(*kept)
    model = "g" if ending == "other model" else "f"
    if catalog.fact("recipe") not in (None, model):
        catalog.put_pending_stored()
    for number, one in catalog.pending():
        cut = [Span(0, 4), Span(4, len(one.text))]
        catalog.put_passages(number, [(Passage(span, span.of(one.text)), span.of(one.text).encode()) for span in cut])
        catalog.put_quotes(number, [(Quote(Span(0, 3), QuoteKind.INDIRECT), ())])
    missing = [text_hash for window in catalog.missing(model, 2) for text_hash in window]
    catalog.put_vectors(model, missing, np.zeros((len(missing), 3), np.float32))
    if ending == "killed before":
        return
    if ending == "killed within":
        catalog._db.execute("DROP TABLE temp.pending_visit")
        with pytest.raises(CatalogError):
            catalog.apply(model, 1)
        return
    unchanged = [one for one in shown if (stored := catalog.stored(one.source, one.id)) and stored[0] == one]
    before = catalog.counts()[0]
    changes = catalog.apply(model, 1)
    assert changes.unchanged == len(unchanged)
    assert catalog.counts()[0] == before + changes.added - changes.removed
    if ending != "not pruned":
        catalog.prune(model, catalog.generation())
        assert catalog.is_pruned()
        assert vectors(catalog) == wanted(catalog, model)


def vectors(catalog: Catalog) -> set[tuple[str, bytes]]:
    """Return the encoder and the hash of each vector."""
    return {(row[0], bytes(row[1])) for row in catalog.rows("SELECT fingerprint, text_hash FROM vector")}


def wanted(catalog: Catalog, model: str) -> set[tuple[str, bytes]]:
    """Return those that the stored passages need."""
    return {(model, bytes(row[0])) for row in catalog.rows("SELECT text_hash FROM passage")}


def counted(catalog: Catalog) -> dict[tuple[object, ...], int]:
    """Return the number of articles of each kind, counted."""
    kinds = "source, outlet, credit, language"
    return {tuple(row[:4]): row[4] for row in catalog.rows(f"SELECT {kinds}, count(*) FROM article GROUP BY {kinds}")}  # noqa: S608 -- names of our own


@random_texts
@given(st.lists(syncs, max_size=6))
def test_numbers_that_are_kept_are_those_that_are_counted(row: list[tuple[list[Article], str, None, bool]]) -> None:
    """After any syncs, killed or not, no number is off, no passage lacks its vector, and no vector is there in vain."""
    with Catalog(Path(":memory:")) as catalog:
        for shown, ending, kept, withdraws in row:
            put(catalog, shown, ending, kept)
            if withdraws and shown:
                withdrawals.withdraw(catalog, shown[0].source, shown[0].id, 1)
            kinds = "source, outlet, credit, language"
            tally = {tuple(one[:4]): one[4] for one in catalog.rows(f"SELECT {kinds}, articles FROM tally")}  # noqa: S608 -- as above
            assert tally == counted(catalog)
            assert catalog.counts() == (catalog.count("article"), catalog.count("passage"))
            assert catalog.count_quotes() == catalog.count("quote") == catalog.count("article")
            assert {text_hash for _, text_hash in vectors(catalog)} >= {one for _, one in wanted(catalog, "")}


def test_older_catalogue_is_counted_once(tmp_path: Path) -> None:
    """What an earlier version wrote is counted when it is opened, and what it left behind is pruned."""
    path = tmp_path / "catalog.sqlite3"
    with closing(sqlite3.connect(path)) as db:
        for migrate in schema.MIGRATIONS[: schema.MIGRATIONS.index(schema.m008_tallies)]:
            migrate(db)
        db.execute(f"PRAGMA user_version = {schema.MIGRATIONS.index(schema.m008_tallies)}")
        columns = "source, id, text, origin, digest, language, published"
        for number, day in enumerate(("2024", "2025-06", "2023")):
            db.execute(
                f"INSERT INTO article ({columns}) VALUES ('archive', ?, 'Der Hafen.', 'a.txt', x'00', 'de', ?)",  # noqa: S608 -- names of our own
                (str(number), day),
            )
        db.execute("INSERT INTO passage VALUES (7, 1, 0, 10, NULL, x'01', 1)")
        db.executemany("INSERT INTO vector VALUES ('f', ?, x'')", [(b"\x01",), (b"\x02",)])
        db.commit()
    with Catalog(path) as catalog:
        assert (catalog.counts(), catalog.count_quotes(), catalog.languages()) == ((3, 1), 0, ("de",))
        ((state,)) = listing.sources(catalog, {"archive": 5})
        assert (state.articles, str(state.latest), state.outlets) == (3, "2025-06", ())
        assert tallies.by_outlet(catalog) == [("archive", None, 3)]
        catalog.prune("f", 0)
        assert vectors(catalog) == {("f", b"\x01")}


def test_small_changes_look_at_small_things(tmp_path: Path) -> None:
    """No statement of a sync that leaves the library as it is reads a table from one end to the other."""
    with Catalog(tmp_path / "catalog.sqlite3") as catalog:
        put(catalog, [article("Der Hafen.")], "whole", None)
        catalog.begin_sync()
        catalog.see_all("archive")
        statements: list[str] = []
        catalog._db.set_trace_callback(statements.append)
        catalog.put_pending(article("Der Kai."), b"1")
        catalog.apply("f", 1)
        catalog.prune("f", 1)
        assert (catalog.counts(), catalog.origins(), catalog.languages()) == ((1, 0), [("archive", None, None)], ())
        catalog._db.set_trace_callback(None)
        large = ("article", "passage", "vector", "quote", "version", "visit")
        scans = {
            (statement, row[3])
            for statement in statements
            if statement.split()[0] in ("SELECT", "INSERT", "UPDATE", "DELETE")
            for row in catalog.rows(f"EXPLAIN QUERY PLAN {statement}")
            if row[3].startswith("SCAN") and row[3].split()[1] in large
        }
        assert scans == set()
