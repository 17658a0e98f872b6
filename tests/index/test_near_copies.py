from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.matching import entry
from index.near_copies import SAME, Report, reports, same_report, share, sketch
from index.records import Scored
from tests.index.examples import near, passage, random_texts, texts

WORDS = [f"wort{number}" for number in range(400)]
"""Each stands once, so that texts of 82 and fewer of them are compared exactly."""


def text(*parts: tuple[int, int]) -> str:
    """Return ranges of `WORDS` as one text."""
    return " ".join(word for start, end in parts for word in WORDS[start:end])


def scored(number: int, words: str, article: str | None = None) -> Scored:
    """Return a passage that is all of an article."""
    found = passage(number, words, sketch=sketch(article or words))
    return Scored(entry(found), lexical=0.0, cosine=0.0, coverage=0.0, order=0.0, score=0.0, evidence=0.0)


def test_share_is_that_of_the_shorter_text() -> None:
    """The share is of the shorter one's word triples: 22 words have 20 of them, and 12 words in common have 10."""
    assert share(sketch(text((0, 62))), sketch(text((0, 22)))) == 1.0
    assert share(sketch(text((0, 22))), sketch(text((10, 72)))) == near(10 / 20)
    assert share(sketch(text((0, 62))), sketch(text((100, 162)))) == 0.0


def test_share_of_long_texts_is_estimated() -> None:
    """Of texts with more triples than a sketch keeps, the share is right to 0.15."""
    whole = sketch(text((0, 400)))
    assert abs(share(whole, sketch(text((0, 200)))) - 1.0) < 0.15
    assert abs(share(whole, sketch(text((100, 300), (0, 50)))) - 1.0) < 0.15
    assert abs(share(sketch(text((0, 300))), sketch(text((150, 400)))) - 0.6) < 0.15


def test_case_and_marks_make_no_difference() -> None:
    """Capitals, punctuation and line breaks do not make another report."""
    plain = text((0, 30))
    assert sketch(plain) == sketch(plain.upper().replace(" ", ",\n\n– "))


def test_short_texts_are_compared_word_for_word_only() -> None:
    """A notice of a few words says nothing; only the very same words are the same report."""
    one, other = text((0, 13)), text((0, 12))
    assert (sketch(one), share(sketch(one), sketch(other))) == ("", 0.0)
    assert same_report(passage(1, one), passage(2, one))
    assert not same_report(passage(1, one), passage(2, other))


def test_copies_take_no_place_of_their_own() -> None:
    """Of one report in several articles the best passage is shown, and the others are named, each article once."""
    report, cut, other = text((0, 60)), text((0, 40)), text((100, 160))
    found = reports(
        [
            scored(1, report),
            scored(2, cut),
            scored(3, other),
            scored(2, cut),
            scored(4, text((200, 260))),
            scored(5, report),
        ],
        2,
    )
    assert [(one.best.passage.number, [copy.number for copy in one.copies]) for one in found] == [(1, [2, 5]), (3, [])]


def test_articles_are_compared_and_not_only_passages() -> None:
    """Another passage of the same report is a copy as well; the same background in another report is none."""
    whole = text((0, 90))
    assert same_report(
        passage(1, text((0, 20)), sketch=sketch(whole)), passage(2, text((60, 80)), sketch=sketch(whole))
    )
    first, second = text((0, 60), (300, 330)), text((100, 160), (300, 330))
    assert share(sketch(first), sketch(second)) < SAME
    assert reports([scored(1, "Eins.", first), scored(2, "Zwei.", second)], 5) == [
        Report(scored(1, "Eins.", first)),
        Report(scored(2, "Zwei.", second)),
    ]


@random_texts
@given(texts, texts)
def test_any_two_texts_have_a_share(one: str, other: str) -> None:
    """Whatever the texts, the share is one, the same from both sides, and all of a text stands in itself."""
    sketches = sketch(one), sketch(f"{other} {one}")
    assert 0.0 <= share(*sketches) <= 1.0
    assert share(*sketches) == share(*reversed(sketches))
    assert not sketches[0] or share(sketches[0], sketches[0]) == 1.0


@random_texts
@given(st.lists(st.tuples(st.integers(0, 300), st.integers(3, 90)), max_size=12))
def test_reports_are_those_that_no_better_one_shows(ranges: list[tuple[int, int]]) -> None:
    """Whether any two are alike is told of all at once; each is a copy if it is one of a report that ranks before."""
    ranked = [scored(number, text((start, start + length))) for number, (start, length) in enumerate(ranges)]
    expected: list[Report] = []
    for one in ranked:
        same = [report for report in expected if same_report(report.best.passage, one.passage)]
        if same:
            same[0].copies.append(one.passage)
        else:
            expected.append(Report(one))
    assert reports(ranked, len(ranked)) == expected
