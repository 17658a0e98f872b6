from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from index import intake
from index.catalog import Catalog
from index.dates import PartialDate
from index.intake import Intake
from index.sync_records import Failure, Loaded, Notice, Unread
from tests.index.examples import article

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TODAY = date(2024, 6, 3)


@pytest.fixture
def taking(tmp_path: Path) -> Iterator[Intake]:
    """Return what takes in articles on 3 June 2024."""
    with Catalog(tmp_path / "catalog.sqlite3") as catalog:
        catalog.begin_sync()
        yield Intake(catalog, TODAY)


def doubts(taking: Intake, *dates: str | None) -> list[str]:
    """Take in articles of these dates, and return what there is to say of them."""
    for number, one in enumerate(dates):
        published = PartialDate.parse(one) if one else None
        taking.take("archive", Loaded(article("x", id=str(number), published=published)))
    return [one.error for one in taking.warnings()]


@pytest.mark.parametrize("text", ["2024-06-03", "2024-06-04T01:00", "2024", "2024-06", "1901", "1970-01-02", "1970"])
def test_date_that_may_be_right(taking: Intake, text: str) -> None:
    """A date of tomorrow, by another time zone, or a partial one that has begun, is no doubt."""
    assert doubts(taking, text) == []


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("2024-06-05", "1 article is dated in the future: 0 (2024-06-05); correct the date, if it is wrong"),
        ("2025", "1 article is dated in the future: 0 (2025); correct the date, if it is wrong"),
        (
            "1900-01-01",
            "1 article is dated as if by default: 0 (1900-01-01); where the date is not known, leave it out",
        ),
        (
            "1970-01-01",
            "1 article is dated as if by default: 0 (1970-01-01); where the date is not known, leave it out",
        ),
    ],
)
def test_strange_date_is_a_doubt(taking: Intake, text: str, doubt: str) -> None:
    """A date in the future, or one that programs write where they know none, is kept and told."""
    assert doubts(taking, text) == [doubt]


def test_doubts_are_one_line_for_many_articles(taking: Intake) -> None:
    """A thousand strange dates are one line that names a few."""
    (doubt,) = doubts(taking, *["2031"] * 1000)
    assert (
        doubt
        == "1,000 articles are dated in the future: 0 (2031), 1 (2031), 2 (2031), …; correct the date, if it is wrong"
    )


def test_missing_dates_are_told_where_others_have_one(taking: Intake) -> None:
    """In a source whose articles have dates, those without are counted."""
    assert doubts(taking, None, None, "2024") == ["2 of 3 articles have no date; they are kept without one"]


def test_source_without_any_dates_is_no_doubt(taking: Intake) -> None:
    """Where no article has a date, none is missing."""
    assert doubts(taking, None, None) == []


def test_list_of_problems_is_bounded(taking: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    """A million broken lines fill neither memory nor report; another source's problem is still listed."""
    monkeypatch.setattr(intake, "MAX_LISTED", 2)
    for number in range(5):
        taking.take("archive", Unread("a", f"line {number}"))
        taking.take("archive", Notice(f"note {number}"))
    taking.take("agency", Unread("b", "broken"))
    assert taking.failed() == (
        Failure("archive", "line 0"), Failure("archive", "line 1"),
        Failure("archive", "and 3 more of the same source; correct these first"), Failure("agency", "broken"),
    )  # fmt: skip
    assert len(taking.warnings()) == 3


def test_articles_are_compared_in_bounded_batches(taking: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither many short articles nor a few long ones wait in memory."""
    monkeypatch.setattr(intake, "_BATCH_LENGTH", 10)
    taking.take("archive", Loaded(article("x" * 10, id="1")))
    assert taking._catalog.count_pending() == 0
    taking.take("archive", Loaded(article("x", id="2")))
    assert taking._catalog.count_pending() == 2
