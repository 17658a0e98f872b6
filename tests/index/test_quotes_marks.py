from __future__ import annotations

import pytest

from index.quotes.marks import inner, quoted
from index.records import Span


def words(text: str) -> list[str]:
    """Return what is found in quotation marks."""
    return [span.of(text) for span in quoted(text)]


@pytest.mark.parametrize(
    "quotation",
    ["„Der Kai“", "„Der Kai”", '„Der Kai"', "»Der Kai«", "«Der Kai»", "« Der Kai »",
     '"Der Kai"', "“Der Kai”", "“Der Kai“", "”Der Kai”",
     "‚Der Kai‘", "‚Der Kai’", "‘Der Kai’", "'Der Kai'", "›Der Kai‹", "‹Der Kai›"],
)  # fmt: skip
def test_each_pair_of_marks(quotation: str) -> None:
    """All the pairs that newsrooms use are marks of quotation, at the start, within and at the end of a text."""
    assert words(quotation) == [quotation]
    assert words(f"Er sagte: {quotation}, und ging.") == [quotation]
    assert words(f"({quotation})") == [quotation]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("„Er sagte ‚nein‘ dazu“ und ging.", ["„Er sagte ‚nein‘ dazu“"]),
        ("»Er sagte ›nein‹ dazu« und ging.", ["»Er sagte ›nein‹ dazu«"]),
        ("“He said ‘no’ to it” and left.", ["“He said ‘no’ to it”"]),
        ("‘He said “no” to it’ and left.", ["‘He said “no” to it’"]),
        ("„Er sagte „nein“ dazu“ und ging.", ["„Er sagte „nein“ dazu“"]),
        ("„Eins“ und „zwei“.", ["„Eins“", "„zwei“"]),
    ],
)
def test_nested_marks(text: str, found: list[str]) -> None:
    """A quotation within another belongs to it."""
    assert words(text) == found


@pytest.mark.parametrize(
    "text",
    ["It’s the town’s wall", "It's the town's wall", "the workers’ rights",
     "rock ’n’ roll", "in the ’90s", "Lars’ Kai", "5' 10\" tall", "ein “ allein", "“", "„", "''", "„“"],
)  # fmt: skip
def test_marks_that_quote_nothing(text: str) -> None:
    """Apostrophes, lonely marks and empty pairs quote nothing."""
    assert words(text) == []


def test_apostrophe_within_single_marks() -> None:
    """The apostrophe of a plural does not end a quotation in single marks."""
    assert words("‘The workers’ rights are at stake,’ he said.") == ["‘The workers’ rights are at stake,’"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("„Eins.\n\n„Zwei.\n\n„Drei.“ Ende.", ["„Eins.\n\n„Zwei.\n\n„Drei.“"]),
        ("“One.\n\n“Two,” he said.", ["“One.\n\n“Two,”"]),
        ("„Eins.\n\nZwei.“ Ende.", ["„Eins.\n\nZwei.“"]),
        ("Ein „offenes Zeichen.\n\nSpäter ein „ganzes“.", ["„ganzes“"]),
    ],
)
def test_over_paragraphs(text: str, found: list[str]) -> None:
    """An opening mark at the head of a paragraph goes on with what is open; elsewhere, what is open was forgotten."""
    assert words(text) == found


def test_forgotten_mark() -> None:
    """Two marks that are too far from each other enclose nothing."""
    assert words("„" + "Kai " * 3_000 + "“") == []


def test_what_stands_between() -> None:
    """The words of a quotation stand between its marks."""
    assert inner("„Kai“", Span(0, 5)) == Span(1, 4)
