"""What has become of words that were shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.citation_changes import Become, Change, compare
from index.citation_records import Citation
from index.dates import PartialDate
from index.records import Article, Span

from .examples import article

KAI = "Der neue Kai in Lindmoor soll 620 Meter lang werden."
COST = "Die Stadt gibt dafür 184 Millionen Euro aus."
SAID = "Der Bau beginne im März, sagte die Hafenmeisterin Ulla Brink."
TEXT = f"{KAI} {COST} Möwen gibt es auch.\n\n{SAID}"
BEFORE = article(
    TEXT, title="Der Kai", author="Jan Oltmann", credit="nap", published=PartialDate.parse("2024-06"), language="de"
)


def cited(words: str = KAI) -> Citation:
    """Return what was shown: a sentence in the first passage."""
    start = TEXT.index(words)
    span = Span(start, start + len(words))
    return Citation("archive", "1", "00ff", Span(0, TEXT.index("\n")), span, words, 0.9)


def now(text: str = TEXT) -> Article:
    """Return the article with another text."""
    return replace(BEFORE, text=text)


def test_a_change_elsewhere_is_none() -> None:
    """What touches neither the passage nor where it comes from is nothing to a reader, and moved words are the same."""
    assert compare(cited(), BEFORE, now(f"Neuer Anfang.\n\n{TEXT}\n\nNeues Ende.")) == Change(Become.SAME)


@pytest.mark.parametrize(
    ("after", "matters"),
    [
        (replace(BEFORE, title="Neuer Kai"), False),
        (replace(BEFORE, url="https://example.org/kai"), False),
        (replace(BEFORE, text=TEXT.replace("184", "190")), False),
        (replace(BEFORE, author="Jan Ohlsen"), True),
        (replace(BEFORE, credit=None), True),
        (replace(BEFORE, published=PartialDate.parse("2024-07")), True),
        (replace(BEFORE, outlet="Landbote"), True),
    ],
)
def test_the_frame_of_the_same_words(after: Article, *, matters: bool) -> None:
    """The frame is brought up to date; who wrote it, for whom and when is told, a headline is not."""
    assert compare(cited(), BEFORE, after) == Change(Become.FRAMED, matters)


def test_what_was_not_told_was_not_wrong() -> None:
    """An author where there was none is added without a word."""
    assert compare(cited(), replace(BEFORE, author=None), BEFORE) == Change(Become.FRAMED, matters=False)


def test_another_speaker_of_the_same_words_is_told() -> None:
    """Words that turn out to be somebody else's were told wrongly."""
    said, told = "„Wir bauen den Kai ab März am alten Ufer weiter“, sagte {}.", "Das sagte {} am Montag im Rathaus."
    before = article(f"{said} {told}".format("Ulla Brink", "sie"), language="de")
    after = replace(before, text=f"{said} {told}".format("Karla Voss", "sie"))
    words = "„Wir bauen den Kai ab März am alten Ufer weiter“"
    citation = Citation("archive", "1", "00ff", Span(0, len(before.text)), Span(0, len(words)), words, 0.9)
    assert compare(citation, before, after) == Change(Become.FRAMED, matters=True)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (KAI, "Der neue Kai in Lindmoor soll 720 Meter lang werden."),
        (COST, "Dafür gibt die Stadt Lindmoor nun 210 Millionen Euro aus."),
        (SAID, "Der Bau beginne erst im Mai, sagte Hafenmeisterin Ulla Brink."),
    ],
)
def test_a_new_wording_is_found(old: str, new: str) -> None:
    """The new wording of a sentence is shown from the article, word for word."""
    after = now(TEXT.replace(old, new))
    change = compare(cited(old), BEFORE, after)
    assert (change.become, change.matters) == (Become.REWORDED, True)
    assert change.sentence is not None
    assert change.sentence.of(after.text) == new


def test_a_sentence_that_was_there_before_is_no_new_wording() -> None:
    """A sentence that is like it, and stood there all the time, does not take its place."""
    other = "Der alte Kai in Lindmoor soll 220 Meter lang bleiben."
    before = replace(BEFORE, text=f"{TEXT} {other}")
    after = replace(before, text=before.text.replace(KAI, "Gebaut wird nicht."))
    assert compare(cited(), before, after) == Change(Become.DROPPED)
    assert compare(cited(), None, after).become is Become.REWORDED


def test_two_sentences_have_two_for_their_new_wording() -> None:
    """Where two sentences were shown, two are shown in their place."""
    old = f"{KAI} {COST}"
    new = old.replace("620", "720").replace("184", "190")
    after = now(TEXT.replace(old, new))
    change = compare(cited(old), BEFORE, after)
    assert change.sentence is not None
    assert change.sentence.of(after.text) == new


def test_words_that_are_not_there_any_more() -> None:
    """Nothing like the words: they are dropped. No article: they are withdrawn."""
    assert compare(cited(), BEFORE, now(f"{COST} Möwen gibt es auch.")) == Change(Become.DROPPED)
    assert compare(replace(cited(), sentence=None), BEFORE, now(COST)) == Change(Become.DROPPED)
    assert compare(cited(), BEFORE, None) == Change(Become.WITHDRAWN)
    assert compare(cited(), None, now()) == Change(Become.FRAMED)


def test_words_that_come_back() -> None:
    """Words that were not shown any more, as they had been dropped or withdrawn, are shown again, and that is told."""
    withdrawn = replace(cited(), digest="gone")
    assert compare(withdrawn, None, BEFORE) == Change(Become.RESTORED, matters=True)
    assert compare(cited(), now(COST), BEFORE) == Change(Become.RESTORED, matters=True)
    assert compare(withdrawn, None, now("Möwen.")) == Change(Become.DROPPED)
