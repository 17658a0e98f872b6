from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index import schema
from index.catalog import Catalog, Changes, store
from index.dates import PartialDate
from index.errors import CatalogError
from index.records import Article, Passage, Span, StoredPassage
from index.staging import Found
from tests.index.examples import article

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    """Return an empty catalogue."""
    with Catalog(tmp_path / "catalog.sqlite3") as opened:
        yield opened


def whole(one: Article) -> list[tuple[Passage, bytes]]:
    """Cut an article into one passage, whose hash is its text."""
    return [(Passage(Span(0, len(one.text)), one.text), one.text.encode())]


def put(catalog: Catalog, *articles: Article, kept: tuple[str, str | None] | None = None, now: int = 1) -> Changes:
    """Take these articles for all that the sources give, and embed each as one passage."""
    catalog.begin_sync()
    for one in articles:
        (found,) = catalog.compare(one.source, [(one.id, one.digest())])
        if found in (Found.NEW, Found.CHANGED):
            assert catalog.put_pending(one, one.digest())
    if kept:
        catalog.keep(*kept)
    for number, one in catalog.pending():
        catalog.put_passages(number, whole(one))
    missing = [text_hash for window in catalog.missing("f") for text_hash in window]
    catalog.put_vectors("f", missing, np.eye(3, dtype=np.float32)[[0] * len(missing)])
    return catalog.apply("recipe", now)


def since(catalog: Catalog, generation: int) -> list[StoredPassage]:
    """Return the passages that came after a generation."""
    return [passage for passages, _ in catalog.passages_since(generation, "f") for passage in passages]


HAFEN, KAI, WOLF = (article(text, id=text[4:-1], origin="a.txt") for text in ("Der Hafen.", "Der Kai.", "Der Wolf."))


def test_article_comes_back_as_it_was(catalog: Catalog) -> None:
    """Every field of an article is kept, a partial date no more precise than it came."""
    full = Article(
        "archive", "a/ü.txt", "„Ja“ 🙂\n", "Titel", "https://example.org", PartialDate(2024, 6), "R. Demel", "nap",
        "de", "Anzeiger", "a/ü.txt",
    )  # fmt: skip
    put(catalog, full, HAFEN)
    assert list(catalog.articles()) == [full, HAFEN]
    assert catalog.find("a/ü.txt") == [full]
    assert catalog.find("none") == []
    assert catalog.passages(full) == [Passage(Span(0, 7), "„Ja“ 🙂\n")]


def test_changes_are_counted(catalog: Catalog) -> None:
    """Each sync says how many articles were new, changed, gone, and as they were."""
    assert put(catalog, HAFEN, KAI, WOLF) == Changes(added=3, changed=0, removed=0, unchanged=0)
    assert put(catalog, HAFEN, KAI, WOLF) == Changes(added=0, changed=0, removed=0, unchanged=3)
    changed = replace(KAI, title="Kai")
    new = article("Die Brücke.", id="4")
    assert put(catalog, HAFEN, changed, new) == Changes(added=1, changed=1, removed=1, unchanged=1)
    assert sorted(one.id for one in catalog.articles()) == ["4", "Hafen", "Kai"]
    assert catalog.find("Kai") == [changed]
    assert catalog.counts() == (3, 3)


def test_same_id_in_two_sources_is_two_articles(catalog: Catalog) -> None:
    """An article is known by its source and its id together."""
    other = replace(HAFEN, source="agency")
    assert put(catalog, HAFEN, other).added == 2
    assert catalog.find("Hafen") == [other, HAFEN]
    assert catalog.counts_by_source() == {"agency": 1, "archive": 1}


def test_article_is_seen_once(catalog: Catalog) -> None:
    """The second article of one id in a sync is told from the first."""
    put(catalog, HAFEN, KAI)
    catalog.begin_sync()
    same, new = ("Hafen", HAFEN.digest()), ("Wolf", WOLF.digest())
    assert catalog.compare("archive", [same, ("Kai", b"other"), same]) == [Found.SAME, Found.CHANGED, Found.TWICE]
    assert catalog.compare("archive", [same, new]) == [Found.TWICE, Found.NEW]
    assert catalog.compare("agency", [same]) == [Found.NEW]
    assert [catalog.put_pending(WOLF, b""), catalog.put_pending(WOLF, b"")] == [True, False]
    catalog.begin_sync()
    assert catalog.compare("archive", [same]) == [Found.SAME]


def test_unread_source_keeps_its_articles(catalog: Catalog) -> None:
    """While a source cannot be read, all of its articles stay and those of another that vanish go."""
    other = replace(HAFEN, source="agency")
    put(catalog, HAFEN, KAI, other)
    assert put(catalog, kept=("archive", None)) == Changes(added=0, changed=0, removed=1, unchanged=0)
    assert list(catalog.articles()) == [HAFEN, KAI]


def test_unread_file_keeps_its_articles(catalog: Catalog) -> None:
    """While one file cannot be read, only the articles that stood in it stay."""
    elsewhere = replace(KAI, origin="b.txt")
    put(catalog, HAFEN, elsewhere)
    assert put(catalog, kept=("archive", "a.txt")).removed == 1
    assert list(catalog.articles()) == [HAFEN]


def test_generation_grows_with_changes_only(catalog: Catalog) -> None:
    """A sync that changes nothing is no new generation."""
    assert catalog.generation() == 0
    put(catalog, HAFEN, KAI)
    put(catalog, HAFEN, KAI)
    assert catalog.generation() == 1
    put(catalog, HAFEN)
    assert catalog.generation() == 2


def test_snapshot_learns_what_came_and_went(catalog: Catalog) -> None:
    """What came and went after a generation can be asked for, and a passage's number is never used again."""
    put(catalog, HAFEN, KAI)
    changed = replace(KAI, title="Kai")
    put(catalog, HAFEN, changed)
    put(catalog, changed, WOLF)
    assert [(one.number, one.text, one.title) for one in since(catalog, 0)] == [
        (3, "Der Kai.", "Kai"), (4, "Der Wolf.", None),
    ]  # fmt: skip
    assert [one.number for one in since(catalog, 2)] == [4]
    assert [sorted(catalog.retired_since(one)) for one in (0, 1, 2, 3)] == [[1, 2], [1, 2], [1], []]


def test_passage_is_stored_with_its_attribution(catalog: Catalog) -> None:
    """A snapshot is given everything that an answer shows, and where the passage stands."""
    one = article("Vor. Der Hafen.", title="T", published=PartialDate(2024, 6), outlet="Anzeiger", language="de")
    catalog.begin_sync()
    catalog.put_pending(one, one.digest())
    second = Passage(Span(5, 15), "Der Hafen.", "Streit")
    catalog.put_passages(1, [(second, b"2"), (Passage(Span(0, 4), "Vor."), b"1")])
    catalog.put_vectors("f", [b"1", b"2"], np.array([[1, 0], [0, 1]], np.float32))
    catalog.apply("recipe", 1)
    ((stored, vectors),) = catalog.passages_since(0, "f")
    assert stored == [store(1, Passage(Span(0, 4), "Vor."), one), store(2, second, one)]
    assert (stored[1].start, stored[1].heading, stored[1].lead) == (5, "Streit", "Vor. Der Hafen.")
    assert vectors.tolist() == [[1, 0], [0, 1]]


def vectors_of(path: Path) -> list[tuple[str, bytes]]:
    """Return encoder and hash of every stored vector."""
    with closing(sqlite3.connect(path)) as db:
        rows = db.execute("SELECT fingerprint, text_hash FROM vector ORDER BY 1, 2")
        return [(row[0], bytes(row[1])) for row in rows]


def test_only_texts_without_a_vector_are_missing(catalog: Catalog) -> None:
    """A text is encoded once for an encoder, however many articles have it."""
    catalog.begin_sync()
    for one in (HAFEN, replace(HAFEN, id="2"), KAI):
        catalog.put_pending(one, one.digest())
    for number, one in catalog.pending():
        catalog.put_passages(number, whole(one))
    assert (catalog.count_missing("f"), catalog.count_missing("g")) == (2, 2)
    assert next(catalog.missing("f")) == {one.text.encode(): whole(one)[0][0] for one in (HAFEN, KAI)}
    catalog.put_vectors("f", [b"Der Hafen."], np.zeros((1, 3), np.float32))
    assert (catalog.count_missing("f"), catalog.count_missing("g")) == (1, 2)
    assert [text_hash for window in catalog.missing("f") for text_hash in window] == [b"Der Kai."]


def test_vectors_are_kept_before_the_sync_is_whole(tmp_path: Path) -> None:
    """What was computed before a sync was stopped is there for the next one, and nothing else of it is."""
    path = tmp_path / "catalog.sqlite3"
    with Catalog(path) as stopped:
        stopped.begin_sync()
        stopped.put_pending(HAFEN, HAFEN.digest())
        stopped.put_passages(1, whole(HAFEN))
        stopped.put_vectors("f", [b"Der Hafen."], np.zeros((1, 3), np.float32))
    assert vectors_of(path) == [("f", b"Der Hafen.")]
    with Catalog(path) as again:
        assert (again.counts(), again.generation()) == ((0, 0), 0)


def test_prune_forgets_what_nobody_needs(tmp_path: Path) -> None:
    """Vectors of other encoders and of texts that are gone are forgotten, as are old retired passages."""
    path = tmp_path / "catalog.sqlite3"
    with Catalog(path) as catalog:
        put(catalog, HAFEN, KAI)
        catalog.put_vectors("old", [b"Der Hafen."], np.zeros((1, 3), np.float32))
        put(catalog, HAFEN)
        put(catalog, replace(HAFEN, title="T"))
        catalog.prune("f", 2)
        assert catalog.retired_since(0) == [1]
    assert vectors_of(path) == [("f", b"Der Hafen.")]


def test_passage_without_a_vector_names_the_remedy(catalog: Catalog) -> None:
    """A snapshot is never made of passages without vectors."""
    put(catalog, HAFEN)
    with pytest.raises(CatalogError, match=r"catalog\.sqlite3: a passage has no vector; run: article-bot sync --full$"):
        list(catalog.passages_since(0, "other"))


def test_apply_is_all_or_nothing(catalog: Catalog) -> None:
    """A sync that fails in its transaction leaves the library as it was."""
    put(catalog, HAFEN, KAI)
    catalog.begin_sync()
    catalog.put_pending(WOLF, WOLF.digest())
    catalog._db.execute("DROP TABLE temp.pending_passage")
    with pytest.raises(CatalogError, match="no such table"):
        catalog.apply("new recipe", 1)
    assert list(catalog.articles()) == [HAFEN, KAI]
    assert (catalog.generation(), catalog.fact("recipe"), catalog.retired_since(0)) == (1, "recipe", [])
    assert put(catalog, HAFEN) == Changes(added=0, changed=0, removed=1, unchanged=1)


def test_more_articles_than_a_batch(catalog: Catalog) -> None:
    """Reading in batches leaves none out and gives none twice."""
    many = [article(f"Der {number}. Hafen.", id=str(number)) for number in range(1203)]
    assert put(catalog, *many).added == 1203
    assert list(catalog.articles()) == many
    assert [one.text for one in since(catalog, 0)] == [one.text for one in many]


@pytest.mark.parametrize(
    ("languages", "expected"),
    [([], ()), (["de", "en", "de"], ("de", "en")), (["en", "de"], ("de", "en")), ([None], ())],
)
def test_languages(languages: list[str | None], expected: tuple[str, ...], catalog: Catalog) -> None:
    """The languages come with the one of most articles first."""
    put(catalog, *(article("x", id=str(number), language=one) for number, one in enumerate(languages)))
    assert catalog.languages() == expected


def test_facts_are_remembered(tmp_path: Path) -> None:
    """A fact is kept over restarts, and so is which catalogue this is."""
    with Catalog(tmp_path / "a.sqlite3") as catalog:
        catalog.remember("report", "1")
        catalog.remember("report", "2")
        identity = catalog.identity
    with Catalog(tmp_path / "a.sqlite3") as catalog, Catalog(tmp_path / "b.sqlite3") as other:
        assert (catalog.fact("report"), catalog.fact("none"), catalog.identity) == ("2", None, identity)
        assert other.identity != identity


def test_catalogue_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    """A catalogue that a later version wrote is not touched, and the error says what to do."""
    path = tmp_path / "catalog.sqlite3"
    with closing(sqlite3.connect(path)) as db:
        assert len(schema.MIGRATIONS) < 99
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(CatalogError) as caught:
        Catalog(path)
    assert str(caught.value) == (
        f"{path} was written by a newer article-bot; update it (pip install -U article-bot), "  # noqa: S608 -- no SQL
        "or set data_dir to another folder"
    )


def test_damaged_catalogue_names_the_remedy(tmp_path: Path) -> None:
    """A file that is no catalogue is not written over."""
    path = tmp_path / "catalog.sqlite3"
    path.write_text("This is no catalogue. " * 50, encoding="utf-8")
    with pytest.raises(CatalogError) as caught:
        Catalog(path)
    assert str(caught.value) == (
        f"{path}: file is not a database; the file is damaged; move it away and run: article-bot sync"
    )
    assert path.read_text(encoding="utf-8") == "This is no catalogue. " * 50


def test_folder_that_cannot_be_made_names_the_remedy(tmp_path: Path) -> None:
    """A catalogue in a place where none can be is one line that names data_dir."""
    (tmp_path / "file").touch()
    with pytest.raises(CatalogError, match=r"set data_dir to a folder that can be written$"):
        Catalog(tmp_path / "file" / "catalog.sqlite3")


def test_catalogue_that_is_held_names_the_remedy(catalog: Catalog, tmp_path: Path) -> None:
    """While another program writes, the error says to wait."""
    with closing(sqlite3.connect(tmp_path / "catalog.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        catalog._db.execute("PRAGMA busy_timeout = 0")
        with pytest.raises(CatalogError, match=r"another program holds it; try again when that is done$"):
            catalog.remember("report", "1")


def test_damaged_page_names_the_remedy(tmp_path: Path) -> None:
    """A page that is damaged in the middle of the file is one line with a remedy, wherever it is met."""
    path = tmp_path / "catalog.sqlite3"
    with Catalog(path) as catalog:
        put(catalog, *(article("Der Hafen. " * 200, id=str(number)) for number in range(50)))
    data = bytearray(path.read_bytes())
    middle = len(data) // 4
    data[middle:-4096] = b"\xff" * (len(data) - 4096 - middle)
    path.write_bytes(data)
    with Catalog(path) as catalog, pytest.raises(CatalogError, match="the file is damaged; move it away"):
        list(catalog.articles())


def test_catalogue_of_an_older_version_is_brought_up_to_date(tmp_path: Path) -> None:
    """What an earlier version wrote is read by this one, with nothing lost."""
    path = tmp_path / "catalog.sqlite3"
    with closing(sqlite3.connect(path)) as db:
        schema.m001_articles(db)
        columns = "source, id, text, origin, digest"
        db.execute(f"INSERT INTO article ({columns}) VALUES ('archive', '1', 'Der Hafen.', 'a.txt', x'00')")  # noqa: S608
        db.execute("PRAGMA user_version = 1")
        db.commit()
    with Catalog(path) as catalog:
        assert list(catalog.articles()) == [article("Der Hafen.", origin="a.txt")]


def test_passage_knows_its_pages() -> None:
    """A passage has the page that it begins on, and where in it further ones begin."""
    paged = article("Eins. Zwei. Drei. Vier.", pages=(0, 0, 6, 12, 18))
    found = store(1, Passage(Span(6, 17), "Zwei. Drei."), paged)
    assert (found.page, found.turns) == (3, (12,))
    assert [found.page_at(place) for place in (6, 11, 12, 16)] == [3, 3, 4, 4]
    assert store(1, Passage(Span(0, 5), "Eins."), paged).page == 2
    bare = store(1, Passage(Span(0, 5), "Eins."), article("Eins."))
    assert (bare.page, bare.turns, bare.page_at(0)) == (None, (), None)


def test_origins_of_the_articles(catalog: Catalog) -> None:
    """Each source, outlet and agency line that articles have together is named once, those of most articles first."""
    press = replace(HAFEN, outlet="Post", credit="nap/red")
    put(catalog, WOLF, press, replace(press, id="2"))
    assert catalog.origins() == [("archive", "Post", "nap/red"), ("archive", None, None)]


def test_texts_of_the_articles_of_some_passages(catalog: Catalog) -> None:
    """Whole articles are found by the numbers of their passages, each once."""
    put(catalog, HAFEN, KAI, WOLF)
    first, second, _ = (passage.number for passage in since(catalog, 0))
    assert sorted(catalog.texts(first, second)) == sorted((one.source, one.id, one.text) for one in (HAFEN, KAI))
