from __future__ import annotations

import pytest
from hypothesis import given

from index.credits import body_of, closing_credit, date_head, provenance
from index.dates import PartialDate
from index.records import Provenance
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


@pytest.mark.parametrize(
    ("text", "credit", "author", "place", "published"),
    [
        ("HELSINKI (AP) - The pact grew.", "AP", None, "HELSINKI", None),
        ("BERLIN (dpa) – Der Kai wächst.", "dpa", None, "BERLIN", None),
        ("Lindmoor/Saltwick (dpa/lno) - Der Kai wächst.", "dpa/lno", None, "Lindmoor/Saltwick", None),
        ("LINDMOOR (AP) — The quay grows.", "AP", None, "LINDMOOR", None),
        ("(Reuters) - The quay grows.", "Reuters", None, None, None),
        ("LINDMOOR, June 6, 2024 (Reuters) - The quay grows.", "Reuters", None, "LINDMOOR", PartialDate(2024, 6, 6)),
        ("Lindmoor, 6. Juni 2024 (dpa) - Der Kai wächst.", "dpa", None, "Lindmoor", PartialDate(2024, 6, 6)),
        ("Lindmoor, 6. Juni (dpa) - Der Kai wächst.", "dpa", None, "Lindmoor", None),
        ("Lindmoor, 31. Juni 2024 (dpa) - Der Kai wächst.", "dpa", None, "Lindmoor", None),
        ("Von Max Muster, Reuters\n\nDer Kai wächst.", "Reuters", "Max Muster", None, None),
        ("By Jane Doe, Associated Press\n\nLINDMOOR (AP) - It grows.", "AP", "Jane Doe", "LINDMOOR", None),
        ("Von Eva Lund\n\nDer Kai wächst.", None, "Eva Lund", None, None),
        ("Von Eva Lund und Max Berg, dpa\n\nDer Kai wächst.", "dpa", "Eva Lund und Max Berg", None, None),
        ("Der Kai wächst.\n\nVon Eva Lund, dpa", "dpa", "Eva Lund", None, None),
        ("Der Kai wächst.\n\n© dpa", "dpa", None, None, None),
        ("Der Kai wächst.\nQuelle: dpa", "dpa", None, None, None),
        ("The quay grows.\nSource: Reuters", "Reuters", None, None, None),
        ("Der Kai wächst.\n\n/APA/", "APA", None, None, None),
        ("Der Kai wächst.\n\ndpa-infocom", "dpa-infocom", None, None, None),
        ("Der Kai wächst.\n\ndpa-infocom, dpa:240606-99-123456/2", "dpa-infocom", None, None, None),
        ("Der Kai wächst. (nap/red)", "nap/red", None, None, None),
        ("BERLIN (dpa) – Der Kai wächst. (dpa/red)", "dpa/red", None, "BERLIN", None),
        ("date 2024-06 BERLIN (dpa) – Der Kai wächst.", "dpa", None, "BERLIN", PartialDate(2024, 6)),
        ("date 2024-02-30 BERLIN (dpa) – Der Kai wächst.", None, None, None, None),
    ],
)
def test_provenance(
    text: str, credit: str | None, author: str | None, place: str | None, published: PartialDate | None
) -> None:
    """Each shape of a credit, a dateline and a byline is read where it stands; a date only as far as it goes."""
    read = provenance(text)
    found = [one and one.text for one in (read.credit, read.author, read.place)]
    assert (*found, read.published) == (credit, author, place, published)
    assert all(one.span.of(text) == one.text for one in (read.credit, read.author, read.place) if one)


@pytest.mark.parametrize(
    "text",
    [
        "Lund (SPD) – die Ministerin – kam an.",
        "Lindmoor (dpa) ist eine Stadt.",
        "Die Agentur (dpa) – so heißt sie – meldet nichts.",
        "Von Lindmoor nach Saltwick\n\nDer Kai wächst.",
        "By Royal Command\n\nThe quay grows.",
        "Von Eva Lund stammt der Kai.",
        "Der Kai wächst.\n\nDas meldet dpa",
        "Der Kai wächst.\n\nQuelle: Hafenamt",
        "dpa",
        "Der Kai (AP 3) - neu gebaut.",
        "",
        "\n\n",
    ],
)
def test_what_is_no_provenance(text: str) -> None:
    """Ordinary sentences, brackets and headings name no agency, no author and no place."""
    assert provenance(text) == Provenance()


@random_texts
@given(texts)
def test_provenance_is_in_the_text(text: str) -> None:
    """Whatever the text, what is read off it stands in it, word for word."""
    read = provenance(text)
    assert all(one.span.of(text) == one.text for one in (read.credit, read.author, read.place) if one)


@pytest.mark.parametrize(
    ("text", "body"),
    [
        (" date 2024-06 Der Kai wächst. (nap/red)\n", "Der Kai wächst."),
        ("  Der Kai wächst.\n", "Der Kai wächst."),
        ("date 2024-02-30 Der Kai.", "date 2024-02-30 Der Kai."),
        ("date 2024", ""),
        ("", ""),
    ],
)
def test_body(text: str, body: str) -> None:
    """The body of a text lies between its date and its closing credit."""
    assert body_of(text).of(text) == body
