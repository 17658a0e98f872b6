"""Rules that hold for every text, and the ones that a table of sentences does not show."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.quotes import find
from index.records import Quote, QuoteKind, Span
from tests.index.examples import random_texts, texts

if TYPE_CHECKING:
    from types import CodeType, FrameType

SPEECH = (
    "sagte", "Eva Lund", "Max Berg", "die Polizei", "Er", "sie", "said", "the mayor", "according to", "laut",
    "zufolge", "nach Angaben von", "dass", "sei", "so", "wie", "mitteilte", ",", ".", ":", "„", "“", "“", '"', "\n\n",
    "»", "«", "told", "reporters", "that", "der Kai", "teilte", "mit", "Dr.", "von der", "und", "(nap/red)",
    "hat gesagt", "‘", "’", "adding",
)  # fmt: skip
speech = st.lists(st.sampled_from(SPEECH), max_size=80).map(" ".join)
"""Random text of what makes frames and quotations."""


@random_texts
@given(st.one_of(texts, speech), st.sampled_from(["de", "en", None, "fr"]))
def test_everything_is_a_range_of_the_article(text: str, language: str | None) -> None:
    """Quotations, their pieces and their speakers lie within the article, and are not empty."""
    for quote in find(text, language):
        ranges = [quote.span, *quote.parts, *([quote.speaker] if quote.speaker else [])]
        assert all(0 <= one.start < one.end <= len(text) for one in ranges)
        assert all(quote.span.start <= part.start and part.end <= quote.span.end for part in quote.parts)


@random_texts
@given(st.one_of(texts, speech), st.sampled_from(["de", "en", None]))
def test_nobody_is_made_up(text: str, language: str | None) -> None:
    """The words of a name and of a role stand in the article, and nobody has a name without words that name them."""
    for quote in find(text, language):
        assert quote.speaker is not None or (quote.name, quote.role) == (None, None)
        assert all(word in text for word in f"{quote.name or ''} {quote.role or ''}".split())


@random_texts
@given(st.one_of(texts, speech))
def test_quotations_in_order(text: str) -> None:
    """Quotations come in the order of the article, the longer one first, and each of a kind once."""
    found = find(text, "de")
    assert list(found) == sorted(found, key=lambda one: (one.span.start, -one.span.end, one.kind))
    direct = [one for one in found if one.kind is QuoteKind.DIRECT]
    assert len({one.span for one in direct}) == len(direct)


def test_another_language() -> None:
    """In a language whose grammar is not known, words in quotation marks are found, and nobody is named."""
    text = "«Le quai est vieux et pourri», dit Eva Lund. Max Berg: «Il faut le fermer vite.»"
    assert find(text, "fr") == (Quote(Span(0, 29), QuoteKind.DIRECT), Quote(Span(55, 80), QuoteKind.DIRECT))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("„Der Kai ist alt und morsch“, sagte Eva Lund.", "Eva Lund"),
        ("“The quay is old and rotten,” said Jane Holloway of the port.", "Jane Holloway"),
        ("", None),
    ],
)
def test_language_that_nobody_states(text: str, name: str | None) -> None:
    """German and English are told apart where no language is given."""
    assert [one.name for one in find(text, None)] == ([name] if name else [])


def test_an_earlier_mention_gives_the_full_name() -> None:
    """A surname alone gets the full name that goes before it, and the role that stood there."""
    text = "Bürgermeisterin Eva Lund kam an. „Der Kai ist alt und morsch“, sagte Lund."
    (quote,) = find(text, "de")
    assert (quote.name, quote.role) == ("Eva Lund", "Bürgermeisterin")


def test_a_later_mention_gives_no_name() -> None:
    """A full name that only comes later is not read back into what goes before it."""
    text = "„Der Kai ist alt und morsch“, sagte Lund. Später kam auch Eva Lund."
    assert find(text, "de")[0].name == "Lund"


def test_two_of_the_same_surname() -> None:
    """Where two people have the surname, neither is taken for the speaker."""
    text = "Eva Lund und Ole Lund kamen an. „Der Kai ist alt und morsch“, sagte Lund."
    assert [one.name for one in find(text, "de")] == ["Lund"]


@pytest.mark.parametrize(
    ("before", "pronoun", "name"),
    [
        ("Eva Lund kam an.", "sie", "Eva Lund"),
        ("Eva Lund kam mit Ole Berg an.", "er", "Ole Berg"),
        ("Eva Lund kam mit Anna Berg an.", "sie", None),
        ("Quin Lund kam mit Ole Berg an.", "er", None),
        ("Quin Lund kam an.", "er", "Quin Lund"),
        ("Anna Berg wartete.\n\nQuin Lund kam an.", "er", None),
        ("Ole Berg wartete. Der Minister kam später auch am Kai der alten Werft an.", "er", None),
        ("Ole Berg kam an.\n\nEs regnete.\n\nEs war still.", "er", None),
        ("Ole Berg kam an.", "sie", None),
    ],
)
def test_pronouns(before: str, pronoun: str, name: str | None) -> None:
    """A pronoun gets a name only where one person near it can be meant; else it stays the pronoun that it is."""
    text = f"{before} „Der Kai ist alt und morsch“, sagte {pronoun}."
    (quote,) = find(text, "de")
    assert quote.speaker is not None
    assert (quote.speaker.of(text), quote.name) == (pronoun, name)


def test_konjunktiv_after_another_sentence() -> None:
    """A sentence that nobody is said to have said ends what goes on by the Konjunktiv."""
    text = "Lund sagte, der Kai sei alt. Es regnete in Strömen. Der Hafen bleibe offen."
    assert [one.span.of(text) for one in find(text, "de")] == ["der Kai sei alt"]


def test_konjunktiv_over_a_paragraph() -> None:
    """The Konjunktiv goes on with the last speaker into the next paragraph."""
    text = "Lund sagte, der Kai sei alt.\n\nDer Hafen bleibe offen."
    assert [(one.span.of(text), one.name) for one in find(text, "de")] == [
        ("der Kai sei alt", "Lund"),
        ("Der Hafen bleibe offen.", "Lund"),
    ]


def test_what_a_sentence_before_says() -> None:
    """In "Das teilte die Polizei mit." the sentence before is what is said."""
    text = "Der Kai ist gesperrt. Das teilte die Polizei mit."
    (quote,) = find(text, "de")
    assert quote.speaker is not None
    assert (quote.span.of(text), quote.speaker.of(text)) == ("Der Kai ist gesperrt.", "die Polizei")


def test_pieces_of_a_quotation() -> None:
    """A quotation that is interrupted is one, and its pieces are the words without what interrupts them."""
    text = "„Der Kai“, sagte Lund, „ist alt und morsch.“"
    (quote,) = find(text, "de")
    assert [part.of(text) for part in quote.parts] == ["„Der Kai“", "„ist alt und morsch.“"]
    assert quote.span == Span(0, len(text))


WRAPPED = """Der Kai in Saltwick muss nach den Worten von
Eva Lund noch im Mai gesperrt werden, denn
er sei alt und morsch und „nicht mehr zu
retten, wie alle wissen“.
"""


def test_lines_that_fit_a_width() -> None:
    """Line breaks that were put in to fit a width part neither sentences nor quotations."""
    first, second = find(WRAPPED, "de")
    assert first.span.of(WRAPPED) == WRAPPED.rstrip(".\n")
    assert (second.span.of(WRAPPED), second.name) == ("„nicht mehr zu\nretten, wie alle wissen“", "Eva Lund")


def _calls(text: str, language: str) -> int:
    """Return how many calls of Python functions a text takes: a clock that nothing else on the machine moves."""
    count = 0

    def counting(_frame: FrameType | CodeType, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(counting)
    try:
        find(text, language)
    finally:
        sys.setprofile(None)
    return count


HOSTILE = [
    "„", "„A ", "“", '"a ', "‘a ", "sagte ", "sagte, ", "Eva Lund ", "Eva Lund, ", "nach Angaben ", "zufolge ", "so ",
    ", ", ". ", "„a\n\n", "„Das ist gut so“ ", "Er sagte, es sei so. ", "said ", "that ", "according to ", "der ",
    '„a »b ‚c "d ', "Eva Lund sagte. Er sagte: „Das ist so gut.“ ",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("language", ["de", "en"])
def test_linear_in_the_text(piece: str, language: str) -> None:
    """Four times the text takes about four times the work, whatever is repeated in it."""
    few, many = (_calls(piece * count, language) for count in (300, 1_200))
    assert many < 5 * few + 1_000


def test_linear_in_the_people() -> None:
    """Thousands of people of the same surname do not slow each other down."""

    def seconds(count: int) -> float:
        text = " ".join(f"Eva{number} Lund sagte, es sei so." for number in range(count))
        started = time.process_time()
        find(text, "de")
        return time.process_time() - started

    # Within one comprehension no function is called, so this one is timed; a square would be 16 times as slow.
    assert min(seconds(4_000) for _ in range(2)) < 9 * min(seconds(1_000) for _ in range(2))


@pytest.mark.parametrize("text", ["„" * 100_000, "sagte " * 100_000, "a" * 2_000_000, "Eva Lund, " * 20_000])
def test_very_long_texts(text: str) -> None:
    """A text of nothing but marks, verbs, letters or names is read to its end, and nobody says anything in it."""
    assert [one for one in find(text, "de") if one.kind is QuoteKind.DIRECT] == []
