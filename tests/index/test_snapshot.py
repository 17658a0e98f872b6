from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index import snapshot
from index.analysis import stems
from index.catalog import Catalog
from index.errors import SnapshotError
from index.matching import entry
from index.records import QuoteKind, Span, StoredQuote
from index.snapshot import FORMAT, Manifest, terms_of
from index.sync_records import Phase, Progress
from tests.index.examples import article, passage, quiet
from tests.index.test_catalog import put

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.records import Article
    from index.snapshot import Snapshot

ARTICLES = [article(f"Der {word} ist alt.", id=word, language="de") for word in ("Hafen", "Kai", "Wolf")]


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    """Return an empty catalogue."""
    with Catalog(tmp_path / "catalog.sqlite3") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return where the snapshots are; the folder is not there yet."""
    return tmp_path / "snapshots"


def manifest(catalog: Catalog, **changes: str | int) -> Manifest:
    """Return what a snapshot of the catalogue holds now."""
    plain = Manifest(FORMAT, catalog.identity, catalog.generation(), "a", "f", 3, catalog.counts()[1], ("de",))
    return replace(plain, **changes)  # type: ignore[arg-type]  # a field's name says its type


def build(folder: Path, catalog: Catalog, *articles: Article, full: bool = False) -> Snapshot:
    """Put these articles into the catalogue, and return a new snapshot of it."""
    put(catalog, *articles)
    snapshot.build(folder, catalog, manifest(catalog), quiet, full=full)
    opened = snapshot.open_current(folder)
    assert opened is not None
    return opened


def found(opened: Snapshot, word: str) -> list[str]:
    """Return the texts that a word is found in, each of which must have a vector."""
    numbers = list(opened.lexical.search({"stems": dict.fromkeys(stems(word, "de"), 1.0)}, {"stems": 1.0}, 10))
    assert sorted(opened.dense.cosines(np.ones(3, np.float32), numbers)) == sorted(numbers)
    assert len(opened.lexical) == len(opened.dense) == opened.manifest.passages
    return [one.passage.text for one in opened.lexical.entries(numbers).values()]


def names(folder: Path) -> list[str]:
    """Return what lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_there_is_no_snapshot_at_first(folder: Path) -> None:
    """Before the first sync there is nothing to open, and that is no error."""
    assert snapshot.open_current(folder) is None
    assert snapshot.current_name(folder) is None
    assert snapshot.current_manifest(folder) is None
    snapshot.tidy(folder)


def test_snapshot_holds_the_catalogue(folder: Path, catalog: Catalog) -> None:
    """A snapshot finds what the catalogue holds, and says what it was made from."""
    opened = build(folder, catalog, *ARTICLES)
    assert found(opened, "Häfen") == ["Der Hafen ist alt."]
    assert found(opened, "Brücke") == []
    assert (opened.name, opened.manifest) == ("0000000001", manifest(catalog))
    assert snapshot.current_name(folder) == "0000000001"
    assert snapshot.current_manifest(folder) == manifest(catalog)
    assert names(folder / opened.name) == ["dense", "lexical", "manifest.json"]


def test_next_snapshot_changes_only_what_changed(folder: Path, catalog: Catalog) -> None:
    """A snapshot that was brought up to date finds what one built from nothing finds."""
    build(folder, catalog, *ARTICLES)
    changed = [ARTICLES[0], replace(ARTICLES[1], text="Der Kai ist neu.")]
    updated = build(folder, catalog, *changed)
    rebuilt = build(folder, catalog, *changed, full=True)
    for word in ("Hafen", "Kai", "Wolf", "alt", "neu"):
        assert found(updated, word) == found(rebuilt, word)
    assert (found(updated, "neu"), found(updated, "alt"), found(updated, "Wolf")) == (
        ["Der Kai ist neu."], ["Der Hafen ist alt."], [],
    )  # fmt: skip


def test_open_snapshot_stays_as_it_is(folder: Path, catalog: Catalog) -> None:
    """Whoever has a snapshot open goes on searching it, even after its files have been removed."""
    first = build(folder, catalog, *ARTICLES)
    for number in range(3):
        build(folder, catalog, article(f"Die {number}. Brücke.", id="b", language="de"))
    assert names(folder) == ["0000000003", "0000000004", "CURRENT"]
    assert found(first, "Wolf") == ["Der Wolf ist alt."]
    assert found(first, "Brücke") == []


def claim(folder: Path, catalog: Catalog, changes: dict[str, str | int]) -> None:
    """Let the snapshot of as many other articles claim to be of these; what is built on it lacks these."""
    build(folder, catalog, *(replace(one, text="Der Kai ist alt.") for one in ARTICLES))
    put(catalog, *ARTICLES)
    file = folder / "0000000001" / "manifest.json"
    values = json.loads(file.read_text(encoding="utf-8")) | {"generation": 2} | changes
    file.write_text(json.dumps(values), encoding="utf-8")


@pytest.mark.parametrize(
    "changes",
    [{"fingerprint": "g"}, {"catalog": "another"}, {"format": FORMAT + 1}, {"dimension": 4}, {"generation": 3}],
)
def test_snapshot_of_something_else_is_not_built_on(
    changes: dict[str, str | int], folder: Path, catalog: Catalog
) -> None:
    """A snapshot of another catalogue, encoder or format, or of a later state, is no ground for the next one."""
    claim(folder, catalog, changes)
    snapshot.build(folder, catalog, manifest(catalog), quiet)
    opened = snapshot.open_current(folder)
    assert opened is not None
    assert found(opened, "Wolf") == ["Der Wolf ist alt."]


@pytest.mark.parametrize(("full", "texts"), [(False, []), (True, ["Der Wolf ist alt."])])
def test_full_build_takes_nothing_from_the_last_one(
    texts: list[str], folder: Path, catalog: Catalog, *, full: bool
) -> None:
    """A full build is made of the catalogue alone, any other of the last snapshot and what came since."""
    claim(folder, catalog, {})
    snapshot.build(folder, catalog, manifest(catalog), quiet, full=full)
    opened = snapshot.open_current(folder)
    assert opened is not None
    assert found(opened, "Wolf") == texts


def test_progress_is_told(folder: Path, catalog: Catalog) -> None:
    """Building says how many passages are in, of how many."""
    put(catalog, *ARTICLES)
    told: list[Progress] = []
    snapshot.build(folder, catalog, manifest(catalog), told.append)
    assert told == [Progress(Phase.INDEXING, 0, 3), Progress(Phase.INDEXING, 3, 3)]


def test_failed_build_leaves_the_old_snapshot(folder: Path, catalog: Catalog) -> None:
    """A build that fails leaves the current snapshot, and nothing of its own."""
    build(folder, catalog, *ARTICLES)
    put(catalog, ARTICLES[0], article("Die Brücke.", id="b"))

    def full_disk(_: Progress) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        snapshot.build(folder, catalog, manifest(catalog), full_disk)
    opened = snapshot.open_current(folder)
    assert opened is not None
    assert (opened.name, found(opened, "Wolf")) == ("0000000001", ["Der Wolf ist alt."])
    assert names(folder) == ["0000000001", "CURRENT"]


def test_remains_of_a_killed_build_are_removed(folder: Path, catalog: Catalog) -> None:
    """What a build that was killed left behind is removed, and the current snapshot is not."""
    build(folder, catalog, *ARTICLES)
    (folder / "building" / "lexical").mkdir(parents=True)
    (folder / "0000000007").mkdir()
    (folder / "CURRENT.new").write_text("0000000007", encoding="ascii")
    snapshot.tidy(folder)
    assert names(folder) == ["0000000001", "CURRENT"]
    assert build(folder, catalog, *ARTICLES[1:]).name == "0000000002"


DAMAGE = [
    ("manifest.json", None),
    ("manifest.json", ""),
    ("manifest.json", "{}"),
    ("manifest.json", "[]"),
    ("dense/gone", None),
    ("dense/gone", "no index"),
    ("dense/base/numbers", None),
    ("dense/base/vectors.faiss", "no index"),
    ("dense/recent/numbers", "no index"),
    ("dense/recent/vectors.faiss", None),
    ("lexical/meta.json", None),
    ("lexical/meta.json", "no index"),
]
"""A file of a snapshot, and what stands in it instead; None: it is not there."""


@pytest.mark.parametrize(("file", "content"), DAMAGE)
def test_damaged_snapshot_names_the_remedy(file: str, content: str | None, folder: Path, catalog: Catalog) -> None:
    """A snapshot with a missing or damaged file is one line that says what to run."""
    build(folder, catalog, *ARTICLES)
    path = folder / "0000000001" / file
    path.unlink()
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(SnapshotError) as caught:
        snapshot.open_current(folder)
    assert str(caught.value).startswith(f"{folder / '0000000001'} cannot be opened (")
    assert str(caught.value).endswith("); run: article-bot sync --full")


@pytest.mark.parametrize(("file", "content"), DAMAGE)
def test_damaged_snapshot_is_built_anew(file: str, content: str | None, folder: Path, catalog: Catalog) -> None:
    """A damaged snapshot is of no use for the next one, which is built from nothing then, with all articles."""
    build(folder, catalog, *ARTICLES)
    path = folder / "0000000001" / file
    path.unlink()
    if content is not None:
        path.write_text(content, encoding="utf-8")
    opened = build(folder, catalog, *ARTICLES[1:])
    assert (found(opened, "Kai"), found(opened, "Hafen")) == (["Der Kai ist alt."], [])


@pytest.mark.parametrize("content", [b"", b"0000000009", b"\xff\xfe", b"../elsewhere"])
def test_damaged_pointer(content: bytes, folder: Path, catalog: Catalog) -> None:
    """A CURRENT that names nothing is an error that says what to run, and the next build mends it."""
    build(folder, catalog, *ARTICLES)
    (folder / "CURRENT").write_bytes(content)
    with pytest.raises(SnapshotError, match="run: article-bot sync --full"):
        snapshot.open_current(folder)
    assert found(build(folder, catalog, *ARTICLES), "Wolf") == ["Der Wolf ist alt."]


def test_snapshot_of_an_empty_catalogue(folder: Path, catalog: Catalog) -> None:
    """When the last article has gone, searches find nothing."""
    build(folder, catalog, *ARTICLES)
    opened = build(folder, catalog)
    assert (len(opened.lexical), len(opened.dense), found(opened, "Wolf")) == (0, 0, [])


def test_terms_of_a_passage() -> None:
    """A passage is found by its text, by title and subheading in fields of their own, and by where it comes from."""
    assert terms_of(entry(passage(1, "Die Häfen.", title="Am Kai", heading="Ei", credit="nap/red"))) == {
        "stems": ["haf"],
        "grams": ["_haf", "hafe", "afen", "fen_"],
        "title_stems": ["kai", "ei"],
        "title_grams": ["_kai", "kai_", "_ei_"],
        "speakers": [],
        "origins": ["archive", "nap"],
    }
    assert terms_of(entry(passage(1, "Ei")))["title_stems"] == []


def test_passage_is_found_by_whom_it_quotes() -> None:
    """A passage is found by the names, offices and words of its speakers, folded and without endings."""
    quoted = StoredQuote(Span(0, 2), "Ei", QuoteKind.DIRECT, Span(9, 12), "sie", "Eva Müller", "Rat des Hafens")
    found = terms_of(entry(replace(passage(1, "Ei, sagt sie"), quotes=(quoted,))))["speakers"]
    assert found == ["des", "eva", "hafen", "mull", "rat", "sie"]
