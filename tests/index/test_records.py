from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dates import PartialDate
from index.records import LEAD, Answer, Hit, Passage, Span, shorten
from index.sync_records import Failure, SyncReport
from tests.index.examples import article, passage, random_texts, texts

clocks = st.builds(
    "{:02d}:{:02d}{}{}".format,
    st.integers(0, 23),
    st.integers(0, 59),
    st.sampled_from(["", ":00", ":59", ":07.250"]),
    st.sampled_from(["", "Z", "+01:00", "-05:30"]),
)
days = st.dates()
partial_dates = st.one_of(
    st.builds(PartialDate, st.integers(1, 9999)),
    st.builds(lambda day: PartialDate(day.year, day.month), days),
    st.builds(lambda day: PartialDate(day.year, day.month, day.day), days),
    st.builds(lambda day, clock: PartialDate(day.year, day.month, day.day, clock), days, clocks),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024", PartialDate(2024)),
        ("2024-06", PartialDate(2024, 6)),
        ("2024-06-09", PartialDate(2024, 6, 9)),
        (" 2024-06\n", PartialDate(2024, 6)),
        ("2024-06-09T08:30", PartialDate(2024, 6, 9, "08:30")),
        ("2024-06-09 08:30:15+02:00", PartialDate(2024, 6, 9, "08:30:15+02:00")),
        ("2024-02-29", PartialDate(2024, 2, 29)),
    ],
)
def test_date_is_as_precise_as_its_text(text: str, expected: PartialDate) -> None:
    """A date has the parts that its source gives and no other."""
    assert PartialDate.parse(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "24", "2024-6", "2024-13", "2024-00", "2024-06-00", "2023-02-29", "0000", "2024-06T10:00",
     "2024-06-09T25:00", "9.6.2024"],
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str) -> None:
    """A text that is no date, or a day that does not exist, is an error that names the text."""
    with pytest.raises(ValueError, match=f"^'{text}' is not a date"):
        PartialDate.parse(text)


def test_refusal_says_what_a_date_looks_like() -> None:
    """The error about a date says how to write one."""
    with pytest.raises(ValueError, match=r"^'gestern' is not a date; write 2024, 2024-06, 2024-06-06 or a timestamp$"):
        PartialDate.parse("gestern")


@random_texts
@given(partial_dates)
def test_date_survives_its_own_text(found: PartialDate) -> None:
    """Writing a date and reading it again gives the same date, and no more precise one."""
    assert PartialDate.parse(str(found)) == found


@pytest.mark.parametrize(
    ("found", "first", "last"),
    [
        (PartialDate(2024), date(2024, 1, 1), date(2024, 12, 31)),
        (PartialDate(2024, 2), date(2024, 2, 1), date(2024, 2, 29)),
        (PartialDate(2023, 2), date(2023, 2, 1), date(2023, 2, 28)),
        (PartialDate(2024, 6, 9), date(2024, 6, 9), date(2024, 6, 9)),
    ],
)
def test_days_of_a_partial_date(found: PartialDate, first: date, last: date) -> None:
    """A partial date covers every day that it may have been."""
    assert (found.first_day(), found.last_day()) == (first, last)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kurz", "kurz"),
        ("zwei\n  Zeilen", "zwei Zeilen"),
        ("genau zwanzig Zeiche", "genau zwanzig Zeiche"),
        ("Der Hafen, der am Kai liegt", "Der Hafen, der am…"),
        ("Der Hafen am Kai, – der alte", "Der Hafen am Kai…"),
        ("Donaudampfschifffahrtsgesellschaft", "Donaudampfschifffah…"),
    ],
)
def test_shortened_text_is_cut_between_words_and_marked(text: str, expected: str) -> None:
    """A text that is too long ends at a word, and says by "…" that something is missing."""
    assert shorten(text, 20) == expected


@random_texts
@given(texts, st.integers(2, 40))
def test_shortened_text_says_whether_it_is_whole(text: str, limit: int) -> None:
    """A shortened text keeps its limit and begins the text; without "…" at its end it is the whole text."""
    short, flat = shorten(text, limit), " ".join(text.split())
    assert len(short) <= limit
    assert short == flat or (short.endswith("…") and flat.startswith(short[:-1]))


def test_shortened_text_is_marked_after_much_white_space() -> None:
    """White space, however much of it, does not hide that a text goes on."""
    assert shorten("Hafen" + " " * 100 + "Lindmoor an der Aschel", 20) == "Hafen Lindmoor an…"


def test_lead_stands_for_a_missing_title() -> None:
    """An article without a title goes by its first words, and one with a title by that."""
    text = "Der Hafen von Lindmoor wird größer. " * 5
    lead = "Der Hafen von Lindmoor wird größer. Der Hafen von Lindmoor wird größer. Der Hafen von…"
    assert len(lead) <= LEAD
    assert article(text).lead() == lead
    assert passage(1, text, lead=lead).headline == lead
    assert passage(1, text, lead=lead, title="Hafen").headline == "Hafen"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("source", "other"), ("id", "2"), ("text", "Der Kai."), ("title", "Hafen"), ("url", "https://example.org"),
        ("published", PartialDate(2024)), ("author", "A. Demel"), ("credit", "nap"), ("language", "de"),
        ("outlet", "Anzeiger"), ("origin", "a.txt"), ("title", ""),
    ],
)  # fmt: skip
def test_digest_changes_with_every_field(field: str, value: object) -> None:
    """The digest of an article changes with its text and with each piece of its metadata."""
    before = article("Der Hafen.")
    assert replace(before, **{field: value}).digest() != before.digest()  # type: ignore[arg-type]  # by field


def test_digest_keeps_fields_apart() -> None:
    """The same words in another field are another digest; the same article has the same one, of 16 bytes."""
    assert article("Hafen", author="a").digest() != article("Hafen", credit="a").digest()
    assert article("Hafen").digest() == article("Hafen").digest()
    assert len(article("Hafen \ud800").digest()) == 16


def test_reader_is_told_the_outlet_where_it_is_known() -> None:
    """An article is shown as its outlet's, and without one as its source's."""
    assert article("Hafen").shown_source == "archive"
    assert article("Hafen", outlet="Anzeiger").shown_source == "Anzeiger"


def test_embedded_text_has_the_subheading_and_no_title() -> None:
    """The encoder reads the passage under its subheading."""
    assert Passage(Span(0, 5), "Hafen").embedded_text() == "Hafen"
    assert Passage(Span(0, 5), "Hafen", "Streit").embedded_text() == "Streit\nHafen"


def test_answering_sentence_is_counted_in_the_article() -> None:
    """An answer's span counts in the article, and gives its words from the passage."""
    stored = passage(1, "Er kam. Er ging.", start=100)
    assert stored.end == 116
    assert Hit(stored, 1.0, 0.9, Span(108, 116)).answer_text() == "Er ging."
    assert Hit(stored, 1.0, 0.9, None).answer_text() is None


def test_further_hits_are_those_about_as_sure_as_the_first() -> None:
    """A further hit is offered if it has at least the share of the first one's confidence."""
    first, second, third = (Hit(passage(n, "Er kam."), 1.0, sure, None) for n, sure in ((1, 0.8), (2, 0.4), (3, 0.39)))
    answer = Answer("Wer kam?", answered=True, confidence=0.8, hits=(first, second, third))
    assert answer.further() == (second,)
    assert answer.further(0.2) == (second, third)
    assert Answer("Wer kam?", answered=False, confidence=0.0, hits=()).further() == ()


def test_report_keeps_its_json_names() -> None:
    """The names of the sync report's JSON form are a contract."""
    report = SyncReport(1, 2, 3, 4, (Failure("a", "bad"),), (Failure("b", "odd"),), 5, 6, 7, 0.5)
    assert report.to_json() == {
        "added": 1, "changed": 2, "removed": 3, "unchanged": 4,
        "failed": [{"source": "a", "error": "bad"}], "warnings": [{"source": "b", "warning": "odd"}],
        "articles": 5, "passages": 6, "embedded": 7, "seconds": 0.5,
    }  # fmt: skip


def test_values_do_not_change() -> None:
    """A value that was passed on cannot be changed by whoever has it."""
    with pytest.raises(FrozenInstanceError):
        article("Hafen").text = "Kai"  # type: ignore[misc]  # that it fails is the test
