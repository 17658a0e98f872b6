from __future__ import annotations

from dataclasses import replace

import pytest

from bot.render.cards import Card, article_card, openable, passage_card
from bot.render.citation_text import MAX_COPIED
from bot.render.parts import MAX_MESSAGE
from bot.simulator.html_text import parse
from bot.texts import ENGLISH, GERMAN
from index.dates import PartialDate
from index.listing_records import Listed
from index.records import Hit, QuoteKind, Span, StoredPassage, StoredQuote

TEXT = "Der Kai <wächst>. „Er wird lang“, sagte Eva Lund. Dann wird er breit."
SENTENCE = "„Er wird lang“, sagte Eva Lund."
SAID = StoredQuote(Span(118, 132), "„Er wird lang“", QuoteKind.DIRECT, Span(140, 148), "Eva Lund", "Eva Lund", "Chefin")
PASSAGE = StoredPassage(
    number=4, article_id="kai", source="archive", title="Der <Kai>", url="https://example.org/kai?a&b",
    published=PartialDate(2024, 6), author="R. Demel", credit="nap", language="de", shown_source="Bote & Co",
    lead="Der Kai", heading=None, start=100, text=TEXT,
)  # fmt: skip
HIT = Hit(PASSAGE, 1.0, 0.4, Span(118, 118 + len(SENTENCE)), SAID)


def test_passage() -> None:
    """The sentence as it stands, who says it and how, the linked title, the attribution, and all of the passage."""
    assert passage_card(HIT, GERMAN) == Card(
        title=SENTENCE,
        description="Eva Lund · Bote & Co · Juni 2024",
        html=(
            "<blockquote>„Er wird lang“, sagte Eva Lund.</blockquote>\n🗣 Eva Lund, Chefin – wörtlich\n\n"
            '<a href="https://example.org/kai?a&amp;b#:~:text=Er%20wird%20lang%E2%80%9C%2C%20sagte%20Eva%20Lund">'
            "Der &lt;Kai&gt;</a>\nBote &amp; Co · nap · R. Demel · Juni 2024\n"
            "<blockquote expandable>Der Kai &lt;wächst&gt;. <b>„Er wird lang“, sagte Eva Lund.</b> Dann wird er breit."
            "</blockquote>"
        ),
        copied="»„Er wird lang“, sagte Eva Lund.« (Eva Lund), Der <Kai>, Bote & Co, Juni 2024",
        address="https://example.org/kai?a&b#:~:text=Er%20wird%20lang%E2%80%9C%2C%20sagte%20Eva%20Lund",
    )


def test_unsure_passage_is_shown_like_any_other() -> None:
    """A card says nothing of an answer or of doubt: what it cites is true whatever was asked."""
    assert passage_card(replace(HIT, confidence=0.01), GERMAN) == passage_card(HIT, GERMAN)
    html = passage_card(HIT, GERMAN).html
    assert not any(words in html for words in (GERMAN.unsure, GERMAN.no_answer, GERMAN.nearest))


def test_nobody_speaks() -> None:
    """Where nobody is quoted, nobody is named, and where the sentence is all of the passage it stands there once."""
    whole = replace(PASSAGE, text="Der Kai wächst.", url=None, published=None, author=None, credit=None)
    card = passage_card(Hit(whole, 1.0, 0.9, Span(100, 115)), ENGLISH)
    assert card.html == "<blockquote>Der Kai wächst.</blockquote>\n\nDer &lt;Kai&gt;\nBote &amp; Co"
    assert (card.description, card.address, card.copied) == (
        "Bote & Co",
        None,
        "“Der Kai wächst.”, Der <Kai>, Bote & Co",
    )


def test_title_that_cannot_be_seen() -> None:
    """An article whose title is nothing but invisible signs does not take all other results along."""
    assert passage_card(Hit(replace(PASSAGE, title="\u200b\u202e"), 1.0, 0.9, None), GERMAN).title == "…"


def test_passage_without_a_sentence() -> None:
    """Where no sentence stands out, the title does, and the passage is shown as it is."""
    card = passage_card(Hit(replace(PASSAGE, url=None), 1.0, 0.9, None), GERMAN)
    assert card.title == "Der <Kai>"
    assert card.html.startswith("Der &lt;Kai&gt;\n")
    assert card.html.endswith(
        "<blockquote expandable>" + TEXT.replace("<", "&lt;").replace(">", "&gt;") + "</blockquote>"
    )
    assert card.copied == "Der <Kai>, Bote & Co, Juni 2024"


@pytest.mark.parametrize("place", [0, 5_000, 9_000])
@pytest.mark.parametrize("length", [20, 1_200, 4_000])
def test_longest_card_fits_into_a_message(place: int, length: int) -> None:
    """Whatever the lengths are, a card is one message, and something of the sentence stands in it."""
    text = "Der & <Kai> wächst. " * 700
    long = replace(
        PASSAGE, text=text, title="<T> " * 400, author="A " * 400, credit="C " * 400, shown_source="S " * 400,
        heading="H " * 400,
    )  # fmt: skip
    said = replace(SAID, name="<N> " * 300, role="&R " * 300)
    card = passage_card(Hit(long, 1.0, 0.9, Span(100 + place, 100 + place + length), said), GERMAN)
    shown = parse(card.html)
    assert len(shown.text) <= MAX_MESSAGE
    assert any(entity.kind == "bold" for entity in shown.entities)
    assert card.copied is not None
    assert len(card.copied) <= MAX_COPIED
    assert len(card.title) <= 150
    assert len(card.description) <= 150


def test_article() -> None:
    """The card of an article has its title, where it is from, and its first words, unless those are its title."""
    kai = Listed(7, "archive", "kai", "Der <Kai>", "Ein Kai.", "https://example.org", None, None, "nap", "Bote")
    assert article_card(kai, GERMAN) == Card(
        title="Der <Kai>",
        description="Bote · nap",
        html='<b><a href="https://example.org">Der &lt;Kai&gt;</a></b>\nBote · nap\n<blockquote>Ein Kai.</blockquote>',
        copied=None,
        address="https://example.org",
    )
    assert article_card(replace(kai, title=None, url=None), GERMAN).html == "<b>Ein Kai.</b>\nBote · nap"


@pytest.mark.parametrize(
    ("url", "opens"),
    [
        ("https://example.org/a?b#c", True),
        ("http://example.org:8080/", True),
        (None, False),
        ("", False),
        ("ftp://example.org", False),
        ("https://localhost/a", False),
        ("https://example.org/a b", False),
        ("https://[::1", False),
        ("https://example.org:port/", False),
        ("https://example.org/" + "a" * 2_000, False),
    ],
)
def test_addresses_of_buttons(*, url: str | None, opens: bool) -> None:
    """Only an address that Telegram takes gets a button: one that it does not take costs all results."""
    assert openable(url) == (url if opens else None)
