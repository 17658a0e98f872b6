from __future__ import annotations

import string
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.texts import ENGLISH, GERMAN, Texts, texts_for
from index.dates import Days, PartialDate

if TYPE_CHECKING:
    from bot.texts.admin import AdminTexts


@pytest.mark.parametrize(
    ("tag", "texts"),
    [("de", GERMAN), ("de-AT", GERMAN), ("de_DE.UTF-8", GERMAN), ("en", ENGLISH), ("fr", ENGLISH), (None, ENGLISH)],
)
def test_language(tag: str | None, texts: Texts) -> None:
    """German texts for German in any of its spellings, English ones for everything else."""
    assert texts_for(tag) is texts


@pytest.mark.parametrize(
    ("date", "german", "english"),
    [
        ("2024", "2024", "2024"),
        ("2024-06", "Juni 2024", "June 2024"),
        ("2024-06-06", "6. Juni 2024", "6 June 2024"),
        ("2024-06-06T09:30:00+01:00", "6. Juni 2024", "6 June 2024"),
    ],
)
def test_dates_stay_as_partial_as_they_are(date: str, german: str, english: str) -> None:
    """A partial date is written without an invented day or month."""
    assert (GERMAN.date(PartialDate.parse(date)), ENGLISH.date(PartialDate.parse(date))) == (german, english)


def test_both_languages_have_the_same_places_to_fill() -> None:
    """A text has the same placeholders in both languages, so that no translation loses a number."""

    def places(texts: Texts | AdminTexts) -> dict[str, set[str]]:
        found = {}
        for field in fields(texts):
            value = getattr(texts, field.name)
            if isinstance(value, str):
                found[field.name] = {name for _, name, _, _ in string.Formatter().parse(value) if name is not None}
        return found

    assert places(GERMAN) == places(ENGLISH)
    assert places(GERMAN.admin) == places(ENGLISH.admin)


@pytest.mark.parametrize(
    ("first", "end", "german", "english"),
    [
        ((2024, 1, 1), (2025, 1, 1), "2024", "2024"),
        ((2024, 6, 1), (2024, 7, 1), "Juni 2024", "June 2024"),
        ((2024, 6, 3), (2024, 6, 4), "3. Juni 2024", "3 June 2024"),
        ((2024, 6, 3), (2024, 6, 10), "3. Juni 2024 – 9. Juni 2024", "3 June 2024 – 9 June 2024"),
        ((2024, 6, 3), None, "seit 3. Juni 2024", "since 3 June 2024"),
        (None, (2024, 6, 3), "bis 2. Juni 2024", "until 2 June 2024"),
        (None, None, "", ""),
    ],
)
def test_range_of_days_is_written_as_what_it_is(
    first: tuple[int, int, int] | None, end: tuple[int, int, int] | None, german: str, english: str
) -> None:
    """A whole year, month or day is written as one, any other range by its first and its last day."""
    days = Days(first and date(*first), end and date(*end))
    assert (GERMAN.days(days), ENGLISH.days(days)) == (german, english)
