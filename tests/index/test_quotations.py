from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from index import quotes, schema
from index.records import Quote, QuoteKind, Span, StoredQuote
from tests.hand_encoder import HandEncoders
from tests.index.examples import counts, library, line, quiet, write_lines

if TYPE_CHECKING:
    from pathlib import Path

    from index.library import Library

LUND = (
    "Der Hafen ist alt. „Wir bauen den neuen Kai auf der Südseite“, sagte Hafenchefin Eva Lund am Montag. "
    "Sie fügte hinzu: „Das kostet uns viel Geld.“"
)
BROOK = "„Die Fähre fährt auch im Winter“, sagte Bürgermeister Jan Brook."


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Return a file with two articles in which people speak, synced."""
    file = tmp_path / "articles" / "news.jsonl"
    write_lines(file, line("lund", LUND, published="2024-06"), line("brook", BROOK, published="2025"))
    library(tmp_path).sync(quiet)
    return file


def said(one: Library, who: str, topic: str = "") -> list[str]:
    """Return what somebody is quoted with."""
    return [found.text for found in one.quotations(who, topic)]


@pytest.mark.usefixtures("news")
def test_quotations_are_stored_as_they_are_found(tmp_path: Path) -> None:
    """What a sync stores of an article is what its text gives, and the status counts it."""
    one = library(tmp_path)
    for article, _ in one.show("lund"):
        assert tuple(one.quotes_of(article)) == quotes.find(article.text, "de")
        assert len(one.quotes_of(article)) == 2
    assert one.status().quotes == 3


@pytest.mark.usefixtures("news")
def test_passage_of_an_answer_has_its_quotations(tmp_path: Path) -> None:
    """An answer says whose words it is: spans of the article, the name in full also where the text has a pronoun."""
    hit = library(tmp_path).ask("Was sagte Lund zu dem Geld?").hits[0]
    start, she = LUND.index("„Das"), LUND.index("Sie")
    assert hit.quote == StoredQuote(
        Span(start, start + 27), "„Das kostet uns viel Geld.“", QuoteKind.DIRECT, Span(she, she + 3), "Sie", "Eva Lund",
        "Hafenchefin",
    )  # fmt: skip
    assert [one.text for one in hit.passage.quotes] == ["„Wir bauen den neuen Kai auf der Südseite“", hit.quote.text]
    assert hit.answer_text() == "Sie fügte hinzu: „Das kostet uns viel Geld.“"


@pytest.mark.usefixtures("news")
def test_nobody_else_answers(tmp_path: Path) -> None:
    """What Lund said is no answer to what Brook said."""
    one = library(tmp_path)
    assert not one.ask("Was sagte Brook zum Kai?").answered
    assert one.ask("Was sagte Brook zur Fähre?").answered
    assert one.ask("Was sagte Lund zum Kai?").answered


@pytest.mark.usefixtures("news")
def test_speaker_is_a_candidate_whatever_is_ranked(tmp_path: Path) -> None:
    """A speaker's passage is found among many that fit the topic better."""
    filler = [line(f"{number}", f"Kai Kai Kai, der Kai Nummer {number} am Kai.") for number in range(150)]
    write_lines(tmp_path / "articles" / "more.jsonl", *filler)
    one = library(tmp_path)
    one.sync(quiet)
    assert one.ask("Was sagte Lund zum Kai?").hits[0].passage.article_id == "lund"


@pytest.mark.usefixtures("news")
def test_listing(tmp_path: Path) -> None:
    """Somebody's quotations come newest article first, by name or office, all or those on a topic."""
    one = library(tmp_path)
    kai, geld = "„Wir bauen den neuen Kai auf der Südseite“", "„Das kostet uns viel Geld.“"
    ferry = BROOK.partition(",")[0]
    assert said(one, "lund") == said(one, "Hafenchefin Lund") == [kai, geld]
    assert (said(one, "Eva Lund", "Kai"), said(one, "Bürgermeister"), said(one, "Anna Lund")) == ([kai], [ferry], [])
    assert [found.text for found in one.quotations_for("Eva Lund neuer Kai")] == [kai]
    assert [found.text for found in one.quotations_for("Lund: Geld")] == [geld]
    assert one.quotations_for("Brook Geld") == one.quotations_for("") == one.quotations_for("%") == []
    (found,) = one.quotations("Brook")
    assert (found.article_id, found.start, str(found.published)) == ("brook", 0, "2025")


def test_newest_article_comes_first(tmp_path: Path) -> None:
    """A year is older than a month of it, and an article without a date comes last."""
    dates = {"a": "2024", "b": "2024-06", "c": "2025-01-02", "d": ""}
    lines = [line(name, f"Nummer {name}. {BROOK}", published=date) for name, date in dates.items()]
    write_lines(tmp_path / "articles" / "a.jsonl", *lines)
    one = library(tmp_path)
    one.sync(quiet)
    assert [*dict.fromkeys(found.article_id for found in one.quotations("Brook"))] == ["c", "b", "a", "d"]


def test_quotations_go_with_their_article(tmp_path: Path, news: Path) -> None:
    """A changed article has its new quotations only, and one that is gone has none."""
    write_lines(news, line("lund", LUND.replace("Südseite", "Nordseite")))
    one = library(tmp_path)
    one.sync(quiet)
    assert said(one, "Lund")[0] == "„Wir bauen den neuen Kai auf der Nordseite“"
    assert (one.status().quotes, said(one, "Brook")) == (2, [])


@pytest.mark.usefixtures("news")
def test_new_rules_embed_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the rules have changed, the next sync finds all quotations anew and encodes nothing; then it is idle."""
    monkeypatch.setattr(quotes, "find", lambda text, _: (Quote(Span(0, 3), QuoteKind.INDIRECT),) if text else ())
    library(tmp_path).sync(quiet)
    assert library(tmp_path).status().quotes == 3
    monkeypatch.setattr(quotes, "VERSION", quotes.VERSION + 1)
    assert counts(library(tmp_path).sync(quiet)) == (0, 0, 0, 2, 0)
    assert library(tmp_path).status().quotes == 2
    encoders = HandEncoders()
    library(tmp_path, encoders=encoders).sync(quiet)
    assert encoders.loaded == []


def _without_what_came_later(db: sqlite3.Connection) -> None:
    """Take out what migrations after the one of the quotations have added."""
    for index in ("article_published", "article_outlet", "article_url", "article_id", "article_origin"):
        db.execute(f"DROP INDEX {index}")
    for table, column in (("article", "since"), ("version", "since"), ("version", "digest")):
        db.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    db.execute("DROP TABLE withdrawal")
    for trigger in ("article_insert", "article_delete", "passage_insert", "passage_delete"):
        db.execute(f"DROP TRIGGER {trigger}")
    for table in ("tally", "total", "loose", "folder", "file"):
        db.execute(f"DROP TABLE {table}")
    db.execute("DROP INDEX visit_article")


@pytest.mark.usefixtures("news")
def test_older_library_gets_its_quotations(tmp_path: Path) -> None:
    """A library of before there were quotations goes on as it is, and has them after its next sync."""
    with closing(sqlite3.connect(tmp_path / "data" / "catalog.sqlite3")) as db:
        _without_what_came_later(db)
        db.execute("DROP TABLE quote")
        db.execute("UPDATE fact SET value = 'hand:a cut 1' WHERE name = 'recipe'")
        db.execute(f"PRAGMA user_version = {schema.MIGRATIONS.index(schema.m004_quotations)}")
        db.commit()
    one = library(tmp_path)
    assert (one.status().quotes, said(one, "Lund")) == (0, [])
    assert counts(one.sync(quiet)) == (0, 0, 0, 2, 0)
    assert one.status().quotes == 3


def test_every_field_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that is known of a quotation is kept, its pieces included."""
    full = Quote(
        Span(0, 20), QuoteKind.DIRECT, Span(4, 8), "Eva Lund", "Chefin", "sagte", (Span(0, 3), Span(9, 20))
    )  # fmt: skip
    monkeypatch.setattr(quotes, "find", lambda *_: (full, replace(full, speaker=None, name=None, parts=())))
    write_lines(tmp_path / "articles" / "a.jsonl", line("1", LUND))
    one = library(tmp_path)
    one.sync(quiet)
    ((article, _),) = one.show("1")
    assert one.quotes_of(article) == [full, replace(full, speaker=None, name=None, parts=())]
