from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from index.dates import PartialDate
from index.errors import SnapshotError
from index.lexical import FIELDS, LexicalIndex, LexicalWriter
from index.matching import entry
from index.records import QuoteKind, Span, StoredQuote
from tests.index.examples import passage

if TYPE_CHECKING:
    from pathlib import Path

    from index.records import StoredPassage

STEMS = {"stems": 1.0}
"""Only stems count."""


def terms(*stems: str) -> dict[str, dict[str, float]]:
    """Return a question for these stems, each once."""
    return {"stems": dict.fromkeys(stems, 1.0)}


def build(folder: Path, *stems: str) -> LexicalIndex:
    """Return an index of passages with the numbers from 1, each found by these stems."""
    writer = LexicalWriter(folder)
    for number, one in enumerate(stems, start=1):
        writer.add(entry(passage(number, one)), {"stems": one.split()})
    writer.commit()
    return LexicalIndex(folder)


def bm25(passages: int, found_in: int) -> float:
    """Return the BM25 of a term that stands once in a passage of average length: its idf, since k1 falls out."""
    return math.log(1 + (passages - found_in + 0.5) / (found_in + 0.5))


def test_score_is_bm25(tmp_path: Path) -> None:
    """A passage's score is the BM25 of the terms that it has, the rarer ones counting more."""
    index = build(tmp_path, "haf kai", "haf wolf", "bar wald")
    haf, kai = bm25(3, 2), bm25(3, 1)
    found = index.search(terms("haf", "kai"), STEMS, 10)
    assert list(found) == [1, 2]
    assert found == pytest.approx({1: haf + kai, 2: haf}, rel=1e-5)


def test_repeated_term_counts_less_each_time(tmp_path: Path) -> None:
    """A term that stands twice in a passage of average length counts 2 · 2.2 / (2 + 1.2) times its idf."""
    index = build(tmp_path, "haf haf", "haf kai", "bar wald")
    assert index.search(terms("haf"), STEMS, 10) == pytest.approx({1: bm25(3, 2) * 1.375, 2: bm25(3, 2)}, rel=1e-5)


def test_each_field_has_its_own_terms(tmp_path: Path) -> None:
    """A term is found in the field that it was put into, and in no other."""
    writer = LexicalWriter(tmp_path)
    writer.add(entry(passage(1, "Der Hafen.")), {field: [field] for field in FIELDS})
    writer.commit()
    index = LexicalIndex(tmp_path)
    found = [
        (field, term) for field in FIELDS for term in FIELDS if index.search({field: {term: 1.0}}, {field: 1.0}, 10)
    ]
    assert found == [(field, field) for field in FIELDS]


def test_fields_count_by_their_boosts(tmp_path: Path) -> None:
    """A term counts its field's boost times its own weight, and only in fields that are asked for."""
    index = build(tmp_path, "haf kai", "bar wald")
    idf = bm25(2, 1)
    assert index.search(terms("haf"), {"stems": 0.5}, 10) == pytest.approx({1: idf / 2}, rel=1e-5)
    assert index.search({"stems": {"haf": 0.8}}, {"stems": 0.5}, 10) == pytest.approx({1: idf * 0.4}, rel=1e-5)
    assert index.search({"grams": {"haf": 1.0}}, {"stems": 1.0, "grams": 1.0}, 10) == {}


def test_best_are_taken(tmp_path: Path) -> None:
    """No more passages are given than asked for, and those are the best."""
    index = build(tmp_path, "haf kai", "haf wolf", "bar wald")
    assert list(index.search(terms("haf", "wolf"), STEMS, 1)) == [2]


@pytest.mark.parametrize("stems", [[], ["nirgends"]])
def test_nothing_is_found_for_nothing(stems: list[str], tmp_path: Path) -> None:
    """No terms, or terms that stand nowhere, find nothing."""
    assert build(tmp_path, "haf").search(terms(*stems), STEMS, 10) == {}


@pytest.mark.parametrize(
    "term", ["haf*", "+haf", "stems:haf", '"haf"', "haf OR kai", "(", "NOT", "🙂", "\x00", "a" * 300]
)
def test_question_cannot_break_a_query(term: str, tmp_path: Path) -> None:
    """What has a meaning in a query language is a term like any other here."""
    assert build(tmp_path, "haf").search(terms(term), STEMS, 10) == {}


def test_terms_are_taken_as_they_come(tmp_path: Path) -> None:
    """Terms are parted at spaces and not changed otherwise."""
    index = build(tmp_path, "3,50 eu-kommission ÄH")
    assert [index.document_frequency("stems", term) for term in ("3,50", "eu-kommission", "ÄH", "äh", "eu")] == [
        1, 1, 1, 0, 0,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "stored",
    [
        passage(1, "Der Hafen."),
        passage(
            2**40, "„Ja“ 🙂\n\x00 \u2028", title="Häfen", url="https://example.org/?a=ü", author="R. Demel",
            credit="nap", published=PartialDate(2024, 6), heading="Streit", language=None, start=7,
        ),
        replace(
            passage(2, "„Nein“, sagt Demel.", page=2, published=PartialDate(2024, 6, 1, "09:30:00+01:00")), turns=(9,),
            quotes=(StoredQuote(Span(0, 6), "„Nein“", QuoteKind.DIRECT, Span(13, 18), "Demel", None, "Rita Demel"),),
        ),
    ],
)  # fmt: skip
def test_passage_comes_back_as_it_was(stored: StoredPassage, tmp_path: Path) -> None:
    """A stored passage is the one that was put in, with what it is compared by, its partial date no more precise."""
    writer = LexicalWriter(tmp_path)
    writer.add(entry(stored), {"stems": ["haf"]})
    writer.commit()
    index = LexicalIndex(tmp_path)
    assert index.entries([stored.number, 999]) == {stored.number: entry(stored)}
    assert list(index.search(terms("haf"), STEMS, 1)) == [stored.number]


def test_no_passages_are_given_for_no_numbers(tmp_path: Path) -> None:
    """Asking for nothing gives nothing."""
    assert build(tmp_path, "haf").entries([]) == {}


def test_index_is_changed_in_place(tmp_path: Path) -> None:
    """Passages can be taken out and put in later; who opened it before goes on seeing what was there."""
    before = build(tmp_path, "haf kai", "haf wolf")
    writer = LexicalWriter(tmp_path)
    writer.remove(1)
    writer.remove(999)
    writer.add(entry(passage(3, "kai")), {"stems": ["haf", "kai"]})
    writer.commit()
    after = LexicalIndex(tmp_path)
    assert (len(before), sorted(before.search(terms("haf"), STEMS, 10))) == (2, [1, 2])
    assert (len(after), sorted(after.search(terms("haf"), STEMS, 10))) == (2, [2, 3])
    assert sorted(after.entries([1, 2, 3])) == [2, 3]


def test_what_is_not_committed_is_not_there(tmp_path: Path) -> None:
    """Only `commit` makes a change last."""
    build(tmp_path, "haf")
    writer = LexicalWriter(tmp_path)
    writer.remove(1)
    assert len(LexicalIndex(tmp_path)) == 1


@pytest.mark.parametrize("content", [None, "", "no json"])
def test_damaged_index_names_the_remedy(content: str | None, tmp_path: Path) -> None:
    """A missing or damaged index is one line that says what to run."""
    if content is not None:
        (tmp_path / "meta.json").write_text(content, encoding="utf-8")
    with pytest.raises(SnapshotError) as caught:
        LexicalIndex(tmp_path)
    assert str(caught.value) == f"the lexical index {tmp_path} cannot be opened; run: article-bot sync --full"


def test_damaged_index_is_not_written_on(tmp_path: Path) -> None:
    """A damaged index is not written on: the error tells the sync to begin a new one."""
    (tmp_path / "meta.json").write_text("no json", encoding="utf-8")
    with pytest.raises(SnapshotError, match=f"^the lexical index {tmp_path} cannot be opened: "):
        LexicalWriter(tmp_path)
