from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from index.matching import analysed, entry
from index.records import Answer, Hit, QuoteKind, Scored, Span, StoredQuote
from index.search import Ranked, Speech
from index.speech import answer, is_about, quote_of
from index.speech_questions import SpeechQuestion
from tests.index.examples import passage

if TYPE_CHECKING:
    from index.records import StoredPassage

TEXT = "„Der Kai ist zu alt“, sagte Eva Lund. Die Brücke halte. „Der Wolf heult“, rief Jan Brook."


def quote(words: str, name: str | None, kind: QuoteKind = QuoteKind.DIRECT, text: str = TEXT) -> StoredQuote:
    """Return a quotation of these words, where they stand in a text that begins at 0."""
    start = text.index(words)
    return StoredQuote(Span(start, start + len(words)), words, kind, name=name)


KAI = quote("„Der Kai ist zu alt“", "Eva Lund")
BRIDGE = quote("Die Brücke halte.", "Eva Lund", QuoteKind.INDIRECT)
WOLF = quote("„Der Wolf heult“", "Jan Brook")
QUOTED = replace(passage(1, TEXT), quotes=(KAI, BRIDGE, WOLF))
PLAIN = passage(2, "Der Wolf ist zurück, sagen manche.")


def span(words: str) -> Span:
    """Return where words stand in the text."""
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("„Der Kai ist zu alt“, sagte Eva Lund.", KAI),
        ("Die Brücke halte.", BRIDGE),
        ("„Der Kai ist zu alt“, sagte Eva Lund. Die Brücke halte.", KAI),
        ("sagte Eva Lund.", None),
        ("Kai ist zu alt“, sagte Eva Lund.", KAI),
        ("alt“, sagte Eva Lund.", None),
        (TEXT, KAI),
    ],
)
def test_quotation_of_an_answer(shown: str, expected: StoredQuote | None) -> None:
    """An answer is the quotation that has half of it, or half of which it has; the longest, a direct one first."""
    assert quote_of(QUOTED, span(shown)) == expected


def test_indirect_sentence_with_a_quoted_word_is_not_word_for_word() -> None:
    """A sentence that gives somebody's words in others stays indirect, whatever short piece of it is quoted."""
    text = "Das Land sei in der Pflicht und müsse nach Ansicht des Verbandes „so bald wie möglich“ zahlen."
    whole = quote(text, "Eva Lund", QuoteKind.INDIRECT, text)
    piece = quote("„so bald wie möglich“", "Eva Lund", text=text)
    assert quote_of(replace(passage(1, text), quotes=(whole, piece)), Span(0, len(text))) == whole
    assert quote_of(passage(1, text), Span(0, len(text))) is None
    assert quote_of(QUOTED, None) is None


def asked(speaker: str, topic: str, *passages: StoredPassage, strict: bool = True, ordinary: bool = True) -> Answer:
    """Return what somebody said on a topic; what would be answered otherwise is the first sentence of the first one."""
    ranked = [Scored(entry(one), 0.0, 0.0, 0.0, 0.0, -float(place), 0.0) for place, one in enumerate(passages)]
    question = analysed("Was sagte sie?", "de", lambda _: 0, 10)
    speech = Speech(SpeechQuestion(tuple(speaker.split()), topic, strict), analysed(topic, "de", lambda _: 0, 10))
    nearest = Answer("Was sagte sie?", ordinary, 0.9, (Hit(passages[0], 1.0, 0.9, None),), unsure=True)
    return answer(Ranked(question, tuple(ranked), speech), speech, nearest, hits=3, threshold=0.75)


@pytest.mark.parametrize(
    ("speaker", "topic", "sentence", "said"),
    [
        ("lund", "Kai", "„Der Kai ist zu alt“, sagte Eva Lund.", KAI),
        ("lund", "Brücke", "Die Brücke halte.", BRIDGE),
        ("lund", "", "„Der Kai ist zu alt“, sagte Eva Lund.", KAI),
        ("brook", "Wolf", "„Der Wolf heult“, rief Jan Brook.", WOLF),
        ("", "der Wolf heult", "„Der Wolf heult“, rief Jan Brook.", WOLF),
    ],
)
def test_answer_is_the_sentence_of_the_quotation(speaker: str, topic: str, sentence: str, said: StoredQuote) -> None:
    """The sentence of the speaker's quotation on the topic answers, also from a passage that is not ranked first."""
    found = asked(speaker, topic, PLAIN, QUOTED)
    assert (found.answered, found.hits[0].answer_text(), found.hits[0].quote) == (True, sentence, said)
    assert found.confidence == found.hits[0].confidence == 1.0


@pytest.mark.parametrize(
    ("speaker", "topic"),
    [("lund", "Wolf"), ("brook", "Kai"), ("falk", "Kai"), ("", "Mond fällt"), ("lund", "Mond")],
)
def test_not_said_is_not_answered(speaker: str, topic: str) -> None:
    """Where nobody asked for has said so, nothing else answers, however well it fits."""
    found = asked(speaker, topic, QUOTED, PLAIN)
    assert (found.answered, found.confidence, found.unsure) == (False, 0.0, False)
    assert [hit.passage for hit in found.hits] == [QUOTED]


def test_what_is_nobodys_words_needs_the_name() -> None:
    """Where a demand may be told without a quotation, the passage that answers has to name who is asked for."""
    assert asked("lund", "Mond", QUOTED, strict=False).confidence == 0.9
    assert not asked("falk", "Mond", QUOTED, strict=False).answered
    assert not asked("lund", "Mond", QUOTED, strict=False, ordinary=False).answered


def test_who_said_it_needs_somebody() -> None:
    """Words of which the text does not say who speaks do not answer who said them."""
    nobody = replace(QUOTED, quotes=(replace(WOLF, name=None), replace(KAI, name=None, speaker_text="er")))
    assert not asked("", "der Wolf heult", nobody).answered
    assert not asked("", "der Kai ist zu alt", nobody).answered
    somebody = replace(QUOTED, quotes=(replace(WOLF, name=None, speaker_text="ein Wirt"),))
    assert asked("", "der Wolf heult", somebody).answered


def test_what_stands_around_tells_the_topic_but_not_what_was_said() -> None:
    """Title and the sentence before tell what somebody's words are about; who said it has to have said it."""
    titled = replace(QUOTED, title="Streit um den Mond")
    assert asked("lund", "Mond", titled).hits[0].confidence == pytest.approx(0.95)
    assert not asked("", "Mond", titled).answered
    assert not asked("", "der Kai heult", titled).answered
    assert asked("lund", "alt", replace(QUOTED, quotes=(BRIDGE,))).answered
    assert not asked("", "der Kai ist alt", replace(QUOTED, quotes=(BRIDGE,))).answered


def test_topic_of_a_listed_quotation() -> None:
    """A listed quotation is about what stands in it or in its article's title; no topic is had by all."""
    one = replace(passage(1, "„Der Kai ist zu alt“"), title="Ärger am Hafen")
    assert [is_about(topic, one) for topic in ("", "Kai", "Häfen", "der", "Mond", "Kai Mond")] == [
        True, True, True, True, False, True,
    ]  # fmt: skip
