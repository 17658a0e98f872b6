from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
import sentencex
from hypothesis import given
from hypothesis import strategies as st

from index.passages import MAX_BLOCK, MAX_HEADING, MAX_SENTENCE, cut, sentences
from index.records import Passage, Span
from tests.index.examples import article, random_texts, texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.passages import CountTokens

FOUR = "Der Hafen wird größer."
"""A sentence of four words."""


def count_words(found: Sequence[str]) -> list[int]:
    """Count a token for each word."""
    return [len(text.split()) for text in found]


def count_letters(found: Sequence[str]) -> list[int]:
    """Count a token for each visible character."""
    return [len("".join(text.split())) for text in found]


@pytest.mark.parametrize("space", ["\u00a0", "\u2028", "\u3000"])
def test_wide_white_space_is_read(space: str) -> None:
    """White space of several bytes between an ordinal and a letter, which sentencex panics at, loses no word."""
    text = f"<b>. am 9.S{space}. Der Hafen wird größer."
    assert "".join("".join(spelled(text)).split()) == "".join(text.split())


def spelled(text: str, language: str | None = "de") -> list[str]:
    """Return the words of each sentence."""
    return [span.of(text) for span in sentences(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der Hafen wächst. Der Kai auch.", ["Der Hafen wächst.", "Der Kai auch."]),
        ("Beim 80. Jahrestag kam er. Gut.", ["Beim 80. Jahrestag kam er.", "Gut."]),
        ("Es waren 80. Danach kam keiner.", ["Es waren 80.", "Danach kam keiner."]),
        ("Das war der 3. Band vom 9. Februar.", ["Das war der 3. Band vom 9. Februar."]),
        ("Es geschah am 9.", ["Es geschah am 9."]),
        ("„Wir gehen. Sofort.“ Er ging.", ["„Wir gehen. Sofort.“", "Er ging."]),
        ("Dr. Demel kam z. B. um 9 Uhr. Sie ging.", ["Dr. Demel kam z. B. um 9 Uhr.", "Sie ging."]),
        ("Die Zeile\nbricht um. Zwei.\n\nDrei", ["Die Zeile\nbricht um.", "Zwei.", "Drei"]),
        ("🙂 Die Brücke fiel. Ende", ["🙂 Die Brücke fiel.", "Ende"]),
        ("  \n ", []),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    """A sentence ends where a reader sees it end: not after an ordinal, an abbreviation or inside a quotation."""
    assert spelled(text) == expected


@pytest.mark.parametrize("language", [None, "", "en", "deutsch", "zz", "123"])
def test_unknown_language_has_sentences_too(language: str | None) -> None:
    """A language that nobody knows is no reason to give up sentences."""
    assert spelled("One went. Two came.", language) == ["One went.", "Two came."]


def test_passages_are_few_and_even() -> None:
    """Of the fewest passages that fit, the evenest are taken: no full ones with a remnant at the end."""
    text = " ".join([FOUR] * 4)
    assert cut(article(text, language="de"), count_words, 12) == [
        Passage(Span(0, 45), f"{FOUR} {FOUR}"),
        Passage(Span(46, 91), f"{FOUR} {FOUR}"),
    ]
    assert [one.text for one in cut(article(text, language="de"), count_words, 16)] == [text]


def test_passage_stops_at_a_subheading() -> None:
    """A passage ends before a subheading, and those under it carry it."""
    text = "Die Stadt baut.\n\nStreit um Geld\n\nDer Rat will nicht zahlen. Sie auch.\n\nWas nun?\n\nNiemand weiß es."
    assert [(one.text, one.heading) for one in cut(article(text, language="de"), count_words, 100)] == [
        ("Die Stadt baut.", None),
        ("Der Rat will nicht zahlen. Sie auch.", "Streit um Geld"),
        ("Niemand weiß es.", "Was nun?"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Der Rat sagte:",  # announces
        "Er ging.",
        "„Er ging.“",
        "- ein Punkt einer Liste",
        "3. ein Punkt einer Liste",
        "* * *",
        "1 + 2",
        "Wort " * 19,  # longer than a subheading
        "Zwei\nZeilen",
    ],
)
def test_line_that_is_no_subheading(line: str) -> None:
    """A line that ends like a sentence, lists, or is long or broken is text, and stays in a passage."""
    text = f"{line}\n\n{'Der Rat will nicht zahlen. ' * 5}"
    found = cut(article(text, language="de"), count_words, 200)
    assert [one.heading for one in found] == [None]
    assert found[0].text == text.strip()


def test_last_line_is_no_subheading() -> None:
    """A line with nothing under it is text."""
    found = cut(article("Die Stadt baut am Hafen.\n\nWer zahlt", language="de"), count_words, 100)
    assert [one.text for one in found] == ["Die Stadt baut am Hafen.\n\nWer zahlt"]


def test_subheadings_of_a_text_without_blank_lines() -> None:
    """Where only line breaks part a text, a line is a subheading over a long paragraph only."""
    long = "Der Rat will nicht zahlen. " * 4
    found = cut(article(f"Wer zahlt\n{long}\nWer nicht\nKeiner weiß das so genau.", language="de"), count_words, 100)
    assert [(one.text, one.heading) for one in found] == [
        (f"{long}\nWer nicht\nKeiner weiß das so genau.", "Wer zahlt"),
    ]


def test_subheading_too_long_for_the_encoder_labels_nothing() -> None:
    """A subheading that takes half of what the encoder reads is not read with every passage."""
    text = f"eins zwei drei vier\n\n{FOUR} {FOUR}"
    labelled, unlabelled = (cut(article(text, language="de"), count_words, most) for most in (12, 8))
    assert [(one.text, one.heading) for one in labelled] == [(f"{FOUR} {FOUR}", "eins zwei drei vier")]
    assert [(one.text, one.heading) for one in unlabelled] == [(f"{FOUR} {FOUR}", None)]


def test_closing_credit_is_in_no_passage() -> None:
    """The agency credit that closes a text is attribution, not text; any other bracket is text."""
    text = f"{FOUR} (nap/red)\n"
    assert [one.text for one in cut(article(text, credit="nap/red"), count_words, 20)] == [FOUR]
    assert [one.text for one in cut(article(text, credit="hpa"), count_words, 20)] == [f"{FOUR} (nap/red)"]


def test_sentence_longer_than_the_encoder_reads_is_halved() -> None:
    """A sentence that the encoder cannot read to its end becomes several passages, parted at white space."""
    text = "ein langer Hafenarbeiter kam"
    assert [one.text for one in cut(article(text), count_words, 2)] == ["ein langer", "Hafenarbeiter kam"]
    assert [one.text for one in cut(article("abcdefgh"), count_letters, 4)] == ["abcd", "efgh"]


def test_article_without_text_has_no_passages() -> None:
    """Without a word there is no passage, and no error either."""
    assert cut(article(" \n\n "), count_words, 10) == []
    assert cut(article("(nap)", credit="nap"), count_words, 10) == []


# -- whatever the text ------------------------------------------------------------------------------------------------

sections = st.lists(
    st.tuples(
        st.from_regex(r"[A-ZÄÖÜ][a-zäöüß]{2,9}( [a-zäöüß]{2,9}){0,3}", fullmatch=True),
        st.lists(st.sampled_from(["Er kam.", "„Ja. Nein!“", "Am 9. Mai?", "Dr. Demel (nap) ging:", "🙂 …", '"A" b.']),
                 min_size=12, max_size=30).map(" ".join),
    ),
    min_size=1, max_size=5,
)  # fmt: skip


@random_texts
@given(texts, st.integers(4, 40))
def test_passages_are_ranges_of_the_article(text: str, most: int) -> None:
    """Every passage is word for word in the article; they come in order and do not overlap."""
    found = cut(article(text), count_words, most)
    edges = [edge for one in found for edge in (one.span.start, one.span.end)]
    assert [one.text for one in found] == [text[one.span.start : one.span.end] for one in found]
    assert edges == sorted(edges)
    assert all(one.text == one.text.strip() != "" for one in found)


@random_texts
@given(texts, st.sampled_from([None, "nap/red"]))
def test_passages_leave_out_headings_and_credit_only(text: str, credit: str | None) -> None:
    """Every visible character stands in a passage, in the subheading over one, or in the closing credit."""
    text += "" if credit is None else f" ({credit})"
    end = 0
    label = None
    for one in cut(article(text, credit=credit), count_words, 1_000):
        skipped = [part.strip() for part in text[end : one.span.start].split("\n") if part.strip()]
        label = skipped[-1] if skipped else label
        assert one.heading == label
        assert all(len(part) <= MAX_HEADING for part in skipped)
        end = one.span.end
    assert text[end:].strip() == ("" if credit is None else f"({credit})")


@random_texts
@given(sections, st.integers(10, 60))
def test_passages_never_cross_a_subheading(written: list[tuple[str, str]], most: int) -> None:
    """A passage lies within one section, and bears the subheading of that section."""
    text = ""
    expected = []
    for heading, body in written:
        start = len(text) + len(heading) + 2
        text += f"{heading}\n\n{body}\n\n"
        expected.append((heading, start, start + len(body)))
    for one in cut(article(text, language="de"), count_words, most):
        around = [heading for heading, start, end in expected if start <= one.span.start and one.span.end <= end]
        assert around == [one.heading]
        assert one.heading not in one.text.split("\n")
        assert count_words([one.embedded_text()])[0] <= most


@random_texts
@given(texts, st.integers(4, 40), st.sampled_from([count_words, count_letters]))
def test_passages_keep_what_the_encoder_reads(text: str, most: int, count: CountTokens) -> None:
    """A passage with its subheading is no longer than the encoder reads."""
    found = [one.embedded_text() for one in cut(article(text), count, most)]
    assert max(count(found), default=0) <= most


@random_texts
@given(texts)
def test_sentences_lose_nothing(text: str) -> None:
    """Sentences are ranges in order that hold every visible character, and begin and end with one."""
    found = sentences(text, "de")
    edges = [edge for span in found for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert "".join("".join(span.of(text).split()) for span in found) == "".join(text.split())
    assert all(span.of(text) == span.of(text).strip() != "" for span in found)


# -- hostile text: the work grows with the text, not with its square --------------------------------------------------


@pytest.mark.parametrize("text", ["a " * 50_000, "a" * 100_000, "„" * 30_000, "a. " * 30_000, "1. " * 30_000])
def test_segmenter_reads_pieces_of_bounded_length(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long a paragraph is, sentences are sought in pieces of bounded length, and each piece once."""
    real, lengths = sentencex.get_sentence_boundaries, []

    def recorded(language: str, piece: str) -> object:
        lengths.append(len(piece))
        return real(language, piece)

    monkeypatch.setattr(sentencex, "get_sentence_boundaries", recorded)
    found = sentences(text, "de")
    assert max(lengths) <= MAX_BLOCK
    assert sum(lengths) <= len(text)
    assert max(span.end - span.start for span in found) <= MAX_SENTENCE


@pytest.mark.parametrize("text", ["a " * 25_000, "a" * 50_000, "a\n" * 25_000, "a. " * 20_000])
def test_tokens_are_counted_a_bounded_number_of_times(text: str) -> None:
    """Each character is counted once for each halving of its sentence, and a sentence has a longest length."""
    counted: list[int] = []

    def count(found: Sequence[str]) -> list[int]:
        counted.extend(map(len, found))
        return count_letters(found)

    found = cut(article(text), count, 10)
    assert sum(counted) <= len(text) * (1 + math.log2(MAX_SENTENCE))
    assert max(one.span.end - one.span.start for one in found) <= 20


def test_line_break_within_a_sentence_ends_none() -> None:
    """Text that is wrapped at a width keeps its sentences, in the article and in a passage of it."""
    text = "Der neue Kai soll nach Angaben der\nHafengesellschaft genau 620 Meter lang\nwerden. Das ist viel."
    whole = ["Der neue Kai soll nach Angaben der\nHafengesellschaft genau 620 Meter lang\nwerden.", "Das ist viel."]
    assert [span.of(text) for span in sentences(text, "de")] == whole
    (passage,) = cut(article(text, language="de"), lambda texts: [len(text.split()) for text in texts], 100)
    assert passage.text == text


def test_heading_over_a_heading_is_found_as_text() -> None:
    """Of two subheadings in a row the first labels nothing, so it is a passage of its own and not lost."""
    text = "Mehr Geld\n\nMehr Lehrer an Schulen\n\nDer Kreis will an allen Schulen mehr Lehrer einstellen."
    found = cut(article(text, language="de"), lambda texts: [len(text.split()) for text in texts], 100)
    assert [(passage.heading, passage.text) for passage in found] == [
        (None, "Mehr Geld"),
        ("Mehr Lehrer an Schulen", "Der Kreis will an allen Schulen mehr Lehrer einstellen."),
    ]
