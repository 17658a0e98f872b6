from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from index.dates import Days
from tests.index.examples import library, line, quiet, write_lines

if TYPE_CHECKING:
    from pathlib import Path

    from index.library import Library
    from index.records import Answer

TODAY = date(2024, 6, 20)
OPENED = "Die Hafenbrücke von Lindmoor wurde geöffnet."
CLOSED = "Die Hafenbrücke von Lindmoor wurde gesperrt."


@pytest.fixture
def archive(tmp_path: Path) -> Library:
    """Return two reports on a bridge, of May and of last week, one without a date, and 120 closer ones of 2021."""
    write_lines(
        tmp_path / "articles" / "news.jsonl",
        line("may", CLOSED, published="2024-05", credit="nap/red", source="Lindmoorer Zeitung"),
        line("week", OPENED, published="2024-06-12", credit="orbis"),
        line("undated", "Die Hafenbrücke von Lindmoor wurde gestrichen."),
        *(
            line(f"old{number}", f"Was wurde aus der Hafenbrücke? Hafenbrücke {number}.", published="2021")
            for number in range(120)
        ),
    )
    made = library(tmp_path)
    made.sync(quiet)
    return made


def ids(answer: Answer) -> list[str]:
    """Return the ids of the articles that were found."""
    return [hit.passage.article_id for hit in answer.hits]


def test_only_articles_of_the_time_answer(archive: Library) -> None:
    """A time restricts: its article is found though a hundred others fit better, and no undated one is."""
    answer = archive.ask("Was wurde letzte Woche aus der Hafenbrücke von Lindmoor?", today=TODAY)
    assert (answer.answered, ids(answer)) == (True, ["week"])
    assert answer.understood is not None
    assert answer.understood.only == Days(date(2024, 6, 10), date(2024, 6, 17))
    assert answer.question == "Was wurde letzte Woche aus der Hafenbrücke von Lindmoor?"


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Was wurde laut nap aus der Hafenbrücke von Lindmoor?", ["may"]),
        ("Was wurde in der Lindmoorer Zeitung aus der Hafenbrücke von Lindmoor?", ["may"]),
        ("Was wurde Orbis zufolge aus der Hafenbrücke von Lindmoor?", ["week"]),
        ("Was wurde laut Orbis seit Montag aus der Hafenbrücke von Lindmoor?", None),
        ("Meldungen vom Mai 2024 über die Hafenbrücke von Lindmoor", ["may"]),
        ("Meldungen vor Juni 2024 laut nap über die Hafenbrücke von Lindmoor", ["may"]),
    ],
)
def test_only_articles_of_the_source_answer(archive: Library, question: str, found: list[str] | None) -> None:
    """An outlet or an agency restricts, alone and together with a time; a month counts by its first and last day."""
    answer = archive.ask(question, today=TODAY)
    assert (answer.answered, None if answer.unmet else ids(answer)) == (found is not None, found)


def test_restriction_that_leaves_no_answer_is_told(archive: Library) -> None:
    """Where no article of the time answers, that is said, and the hits are the nearest of all."""
    answer = archive.ask("Was wurde gestern aus der Hafenbrücke von Lindmoor?", hits=20, today=TODAY)
    assert (answer.answered, answer.unmet) == (False, True)
    assert {"may", "week", "undated"} <= set(ids(answer))


def test_date_in_a_question_leaves_nothing_out(archive: Library) -> None:
    """A date that the text may be about lifts the articles of that time, and leaves no other out."""
    for month, first in (("im Mai 2024", "may"), ("im Juni 2024", "week")):
        answer = archive.ask(f"Was wurde {month} aus der Hafenbrücke von Lindmoor?", hits=20, today=TODAY)
        assert ids(answer)[0] == first
        assert {"may", "week", "undated"} <= set(ids(answer))


def test_question_of_another_century_is_answered(archive: Library) -> None:
    """A year in which no article was published changes nothing."""
    plain = archive.ask("Was wurde aus der Hafenbrücke von Lindmoor?", today=TODAY)
    dated = archive.ask("Was wurde 1914 aus der Hafenbrücke von Lindmoor?", today=TODAY)
    assert (dated.unmet, ids(dated)) == (False, ids(plain))


def test_question_of_nothing_but_a_restriction(archive: Library) -> None:
    """A question without any other word is looked up by the words that restrict."""
    answer = archive.ask("Letzte Woche?", today=TODAY)
    assert answer.understood is not None
    assert answer.understood.restricts


def test_changed_date_is_searched_for_after_a_sync(archive: Library, tmp_path: Path) -> None:
    """An article whose date has changed is found by the new one."""
    write_lines(tmp_path / "articles" / "news.jsonl", line("week", OPENED, published="2024-03-02"))
    archive.sync(quiet)
    question = "Meldungen vom {} über die geöffnete Hafenbrücke von Lindmoor"
    assert ids(archive.ask(question.format("März 2024"), today=TODAY)) == ["week"]
    assert archive.ask(question.format("Juni 2024"), today=TODAY).unmet
