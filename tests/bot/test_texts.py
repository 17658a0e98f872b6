from __future__ import annotations

import string
from dataclasses import fields

import pytest

from bot.texts import ENGLISH, GERMAN, Texts, texts_for
from index.records import PartialDate


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

    def places(texts: Texts) -> dict[str, set[str]]:
        found = {}
        for field in fields(texts):
            value = getattr(texts, field.name)
            if isinstance(value, str):
                found[field.name] = {name for _, name, _, _ in string.Formatter().parse(value) if name is not None}
        return found

    assert places(GERMAN) == places(ENGLISH)
