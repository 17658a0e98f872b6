from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from index.dates import Days, PartialDate
from index.records import Span
from index.time_expressions import TimeExpression, find
from tests.index.examples import random_texts, texts

TODAY = date(2024, 6, 20)
"""A Thursday."""


def days(first: str | None, last: str | None) -> Days:
    """Return the days from the beginning of one date to the end of another: "2024-05" is all of May."""
    begin = None if first is None else PartialDate.parse(first).first_day()
    end = None if last is None else PartialDate.parse(last).last_day()
    return Days(begin, None if end is None else date.fromordinal(end.toordinal() + 1))


@pytest.mark.parametrize(
    ("question", "words", "expected"),
    [
        ("Was geschah gestern am Kai?", "gestern", days("2024-06-19", "2024-06-19")),
        ("Was geschah vorgestern?", "vorgestern", days("2024-06-18", "2024-06-18")),
        ("What burnt the day before yesterday?", "the day before yesterday", days("2024-06-18", "2024-06-18")),
        ("Was geschah seit gestern?", "seit gestern", days("2024-06-19", None)),
        ("What is new since Monday?", "since Monday", days("2024-06-17", None)),
        ("Was war letzte Woche?", "letzte Woche", days("2024-06-10", "2024-06-16")),
        ("What happened last week?", "last week", days("2024-06-10", "2024-06-16")),
        ("Was war diese Woche?", "diese Woche", days("2024-06-17", "2024-06-23")),
        ("Was brannte im vergangenen Monat?", "im vergangenen Monat", days("2024-05", "2024-05")),
        ("Wer kam in den letzten drei Tagen?", "in den letzten drei Tagen", days("2024-06-17", "2024-06-20")),
        ("Who came over the past 2 weeks?", "over the past 2 weeks", days("2024-06-06", "2024-06-20")),
        ("Was brannte vor zwei Wochen?", "vor zwei Wochen", days("2024-06-03", "2024-06-09")),
        ("What burnt three days ago?", "three days ago", days("2024-06-17", "2024-06-17")),
        ("Artikel vom 5. Mai über den Kai", "Artikel vom 5. Mai", days("2024-05-05", "2024-05-05")),
        ("Articles from June 2023 on the pier", "Articles from June 2023", days("2023-06", "2023-06")),
        ("Was wurde im Juni 2024 berichtet?", "im Juni 2024 berichtet", days("2024-06", "2024-06")),
        ("Meldungen zwischen März und Mai 2024", "Meldungen zwischen März und Mai 2024", days("2024-03", "2024-05")),
        ("Nachrichten von 2023", "Nachrichten von 2023", days("2023", "2023")),
    ],
)
def test_time_of_publication_restricts(question: str, words: str, expected: Days) -> None:
    """Days, weeks and months counted from today, and dates with a word for an article, say when it was published."""
    start = question.index(words)
    assert find(question, TODAY) == TimeExpression(expected, Span(start, start + len(words)), restricts=True)


@pytest.mark.parametrize(
    ("question", "words", "expected"),
    [
        ("Was geschah 1914?", "1914", days("1914", "1914")),
        ("Was geschah im Jahr 2023 am Kai?", "im Jahr 2023", days("2023", "2023")),
        ("Was geschah im Juni 2024?", "im Juni 2024", days("2024-06", "2024-06")),
        ("Was brannte am 5. Mai 2024?", "am 5. Mai 2024", days("2024-05-05", "2024-05-05")),
        ("Was brannte am 05.06.2024?", "am 05.06.2024", days("2024-06-05", "2024-06-05")),
        ("What burnt on May 5th, 2023?", "on May 5th, 2023", days("2023-05-05", "2023-05-05")),
        ("What burnt on 2024-06-05?", "on 2024-06-05", days("2024-06-05", "2024-06-05")),
        ("Was war vor dem 5. Mai?", "vor dem 5. Mai", Days(None, date(2024, 5, 5))),
        ("Was war nach dem 5. Mai?", "nach dem 5. Mai", Days(date(2024, 5, 6), None)),
        ("Who came until May 2024?", "until May 2024", days(None, "2024-05")),
        ("Wer ist seit 2015 Wirtin?", "seit 2015", days("2015", None)),
        ("Was sank zwischen März und Mai 2024?", "zwischen März und Mai 2024", days("2024-03", "2024-05")),
        ("What sank from May to July 2023?", "from May to July 2023", days("2023-05", "2023-07")),
        ("Was sagte Theresa May im August?", "im August", days("2023-08", "2023-08")),
        ("wer kam im mai", "im mai", days("2024-05", "2024-05")),
        ("Wer kam am Montag?", "am Montag", days("2024-06-17", "2024-06-17")),
        ("Wie heißt die Stadt heute?", "heute", days("2024-06-20", "2024-06-20")),
        ("Wie viele kamen letztes Jahr?", "letztes Jahr", days("2023", "2023")),
        ("Welches Buch wurde 1937 veröffentlicht?", "1937", days("1937", "1937")),
    ],
)
def test_date_that_a_text_may_be_about_is_a_preference(question: str, words: str, expected: Days) -> None:
    """Any other date may be what the text is about: it is understood, and leaves no article out."""
    start = question.index(words)
    assert find(question, TODAY) == TimeExpression(expected, Span(start, start + len(words)), restricts=False)


@pytest.mark.parametrize(
    "question",
    [
        "Wo liegt der Hafen?",
        "May the ferry leave, and who will march in?",
        "Who is August Gildern?",
        "Who is going to march?",
        "Was kosten 2000 Euro, 2024,5 Meter und 2020 %?",
        "What happened in the last week of the siege?",
        "Which wall stands to this day?",
        "Was stieg von 1990 auf 2010?",
        "Was war am 31. Februar 2024?",
        "Was war 2024-13?",
    ],
)
def test_words_that_are_no_time(question: str) -> None:
    """Names, numbers, another's last week, days that do not exist, and dates that do not belong together are none."""
    assert find(question, TODAY) is None


def test_month_without_a_year_is_the_last_one() -> None:
    """A month or a day without a year is the last one that there was."""
    found = find("Was war im Juli?", TODAY)
    assert found is not None
    assert found.days == days("2023-07", "2023-07")


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2024-06", True),
        ("2024", True),
        ("2024-06-09", False),
        ("2024-06-10", True),
        ("2024-06-16", True),
        ("2024-06-17", False),
        (None, False),
    ],
)
def test_partial_date_matches_when_the_intervals_overlap(when: str | None, expected: bool) -> None:  # noqa: FBT001 -- a table
    """A month matches a week that lies in it; an article without a date never does."""
    week = Days(date(2024, 6, 10), date(2024, 6, 17))
    assert week.overlaps(None if when is None else PartialDate.parse(when)) is expected


@random_texts
@given(texts)
def test_any_text_has_a_time_or_none(text: str) -> None:
    """No text makes it stumble, and what it finds is a range of it."""
    found = find(f"{text} gestern {text} 5. Mai", TODAY)
    assert found is None or found.words.of(f"{text} gestern {text} 5. Mai").strip()
