from __future__ import annotations

import pytest
from hypothesis import given

from index.credits import closing_credit, date_head
from index.records import PartialDate
from tests.index.examples import random_texts, texts


@pytest.mark.parametrize(
    ("text", "published", "lead"),
    [
        (" date 2024-06 Der Hafen", PartialDate(2024, 6), "Der Hafen"),
        ("Datum: 2024-06-09 Der Hafen", PartialDate(2024, 6, 9), "Der Hafen"),
        ("DATE 2024\n\nDer Hafen", PartialDate(2024), "Der Hafen"),
        ("date 2024-06-09T08:30:00+02:00 Der Hafen", PartialDate(2024, 6, 9, "08:30:00+02:00"), "Der Hafen"),
        ("date 2024-06-09 9 Uhr", PartialDate(2024, 6, 9), "9 Uhr"),
        ("date 2024", PartialDate(2024), ""),
        ("  Der Hafen", None, "Der Hafen"),
        ("Update 2024 am Hafen", None, "Update 2024 am Hafen"),
        ("date 20245 Hafen", None, "date 20245 Hafen"),
        ("date 2024-6 Hafen", None, "date 2024-6 Hafen"),
        ("Der Hafen, date 2024", None, "Der Hafen, date 2024"),
        ("", None, ""),
    ],
)
def test_date_before_the_lead(text: str, published: PartialDate | None, lead: str) -> None:
    """A date before the lead is read as precisely as it stands there, and the lead begins after it."""
    found, start = date_head(text)
    assert (found, text[start:]) == (published, lead)


def test_head_with_a_day_that_does_not_exist() -> None:
    """A date head that names no real day is an error, not a guess."""
    with pytest.raises(ValueError, match=r"^'2024-02-30' is not a date: day is out of range for month$"):
        date_head("date 2024-02-30 Der Hafen")


@pytest.mark.parametrize(
    ("text", "credit", "bracket"),
    [
        ("Der Hafen wächst. (nap/red)", "nap/red", "(nap/red)"),
        ("„Er wächst.“ (nap)  \n", "nap", "(nap)"),
        ("Er wächst! (hpa, wdi)", "hpa, wdi", "(hpa, wdi)"),
        ("Er wächst.(hpa-WZ)", "hpa-WZ", "(hpa-WZ)"),
        ("Wächst er? (nap/hpa/wdi/red)", "nap/hpa/wdi/red", "(nap/hpa/wdi/red)"),
        ("Erst so. (hpa) Dann so. (nap)", "nap", "(nap)"),
    ],
)
def test_closing_credit(text: str, credit: str, bracket: str) -> None:
    """An agency credit after the last sentence is found, and its span covers it with its brackets."""
    found = closing_credit(text)
    assert found is not None
    assert (found[0], found[1].of(text)) == (credit, bracket)


@pytest.mark.parametrize(
    "text",
    [
        "das Bündnis (nap)",  # the brackets explain a word
        "Er wächst. (nap, eigener Bericht)",  # a sentence in brackets
        "Er wächst. (nap/red) Und weiter.",
        "Er wächst. (2024)",
        "Er wächst. ()",
        "Er wächst. (a)",
        "Er wächst. (nap/red",
        "(nap/red)",
        "",
    ],
)
def test_brackets_that_are_no_credit(text: str) -> None:
    """Brackets that do not follow the last sentence, or hold more than agencies, are no credit."""
    assert closing_credit(text) is None


@random_texts
@given(texts)
def test_credit_closes_the_text(text: str) -> None:
    """Whatever the text, a credit stands at its end in brackets, word for word."""
    found = closing_credit(text + ". (nap/red)\n")
    assert found is not None
    credit, span = found
    assert (credit, span.of(text + ". (nap/red)\n"), span.end) == ("nap/red", "(nap/red)", len(text) + 11)
