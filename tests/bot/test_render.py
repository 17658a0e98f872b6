from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import CopyTextButton

from bot.render.answer_buttons import Shown, under
from bot.render.answers import answer_messages, hit_messages
from bot.render.article_card import article_card
from bot.render.citation_text import citation_text
from bot.render.narrowing import narrower
from bot.render.parts import MAX_MESSAGE, without_tags
from bot.render.reports import bar, report_message
from bot.simulator.html_text import parse
from bot.texts import ENGLISH, GERMAN
from index.dates import Days, PartialDate
from index.records import Answer, Article, Facets, Hit, QuoteKind, Span, StoredPassage, StoredQuote
from index.sync_records import Failure, SyncReport

if TYPE_CHECKING:
    from bot.texts import Texts


def passage(text: str, **attribution: object) -> StoredPassage:
    """Return a passage that starts at 100 in its article."""
    known: dict[str, object] = {
        "number": 1, "article_id": "kai.txt", "source": "archive", "title": "Der Kai", "url": None,
        "published": PartialDate(2024, 6), "author": None, "credit": "nap/red", "language": "de",
        "shown_source": "archive", "lead": "Der Kai von Lindmoor", "heading": None, "start": 100, "text": text,
    }  # fmt: skip
    return StoredPassage(**known | attribution)  # type: ignore[arg-type]  # a field's name says its type


def hit(text: str, answer: tuple[int, int] | None, **attribution: object) -> Hit:
    """Return a sure hit, its answer given in code points of the passage."""
    span = None if answer is None else Span(100 + answer[0], 100 + answer[1])
    return Hit(passage(text, **attribution), score=1.0, confidence=0.9, answer=span)


def answered(*hits: Hit) -> Answer:
    """Return an answer of these hits."""
    return Answer("Wie lang?", answered=True, confidence=0.9, hits=hits)


def test_sentence_attribution_and_passage() -> None:
    """The sentence is on top, then title, agency, partial date and source, then the passage with the sentence bold."""
    found = hit("Vorher. Der Kai ist lang.", (8, 25), url="https://example.org/?a&b")
    (message,) = answer_messages(answered(found), GERMAN)
    assert message == (
        "<b>Der Kai ist lang.</b>\n\n"
        '<a href="https://example.org/?a&amp;b#:~:text=Der%20Kai%20ist%20lang">Der Kai\n'
        "archive · nap/red · Juni 2024</a>\n"
        "<blockquote expandable>Vorher. <b>Der Kai ist lang.</b></blockquote>"
    )


def test_doubt_stands_over_the_answer() -> None:
    """An answer that is only just sure enough says so before anything else; a sure one does not."""
    unsure = Answer("Wie lang?", answered=True, confidence=0.6, hits=(hit("Kurz.", (0, 5)),), unsure=True)
    (message,) = answer_messages(unsure, ENGLISH)
    assert message.startswith(f"{ENGLISH.unsure}\n\n<b>Kurz.</b>")
    assert ENGLISH.unsure not in answer_messages(answered(hit("Kurz.", (0, 5))), ENGLISH)[0]


def test_whole_passage_is_not_shown_twice() -> None:
    """A passage that is all answer is not repeated under it."""
    assert answer_messages(answered(hit("Kurz.", (0, 5))), ENGLISH) == [
        "<b>Kurz.</b>\n\nDer Kai\narchive · nap/red · June 2024"
    ]


@pytest.mark.parametrize(
    ("said", "german", "english"),
    [
        (("Eva <Lund>", None, "Chefin & mehr", QuoteKind.DIRECT),
         "🗣 Eva &lt;Lund&gt;, Chefin &amp; mehr – wörtlich", "🗣 Eva &lt;Lund&gt;, Chefin &amp; mehr – verbatim"),
        ((None, "die Polizei", None, QuoteKind.INDIRECT),
         "🗣 Polizei – sinngemäß", "🗣 Polizei – in other words"),
        ((None, None, None, QuoteKind.DIRECT),
         "🗣 Wer spricht, sagt der Text nicht", "🗣 The text does not say who is speaking"),
        ((None, "Sie", None, QuoteKind.DIRECT),
         "🗣 Wer spricht, sagt der Text nicht", "🗣 The text does not say who is speaking"),
    ],
)  # fmt: skip
def test_speaker_stands_under_the_sentence(
    said: tuple[str | None, str | None, str | None, QuoteKind], german: str, english: str
) -> None:
    """Name and office are the text's words and no HTML; a pronoun that nobody could resolve names nobody."""
    name, words, role, kind = said
    quote = StoredQuote(Span(100, 105), "Kurz.", kind, Span(0, len(words)) if words else None, words, name, role)
    found = replace(hit("Kurz.", (0, 5)), quote=quote)
    for texts, expected in ((GERMAN, german), (ENGLISH, english)):
        (message,) = answer_messages(answered(found), texts)
        assert message.split("\n")[:4] == ["<b>Kurz.</b>", expected, "", "Der Kai"]


def test_longest_speaker_fits() -> None:
    """A name and an office of any length leave the answer in one message."""
    quote = StoredQuote(Span(100, 105), "Kurz.", QuoteKind.DIRECT, None, None, "N" * 3000, "R " * 3000)
    (message,) = answer_messages(answered(replace(hit("Kurz.", (0, 5)), quote=quote)), GERMAN)
    assert len(message) < MAX_MESSAGE


def test_page_of_the_answer_is_named() -> None:
    """Where a document has pages, an editor is told on which one the answer is, not where its passage began."""
    found = hit("Vorher. Der Kai ist lang.", (8, 25), page=3, turns=(105, 130))
    for texts, page in ((GERMAN, "S. 4"), (ENGLISH, "p. 4")):
        assert f" 2024 · {page}\n" in answer_messages(answered(found), texts)[0]


def test_a_passage_without_a_sentence() -> None:
    """A passage of which no sentence answers stands there by itself, with nothing in bold."""
    (message,) = hit_messages(hit("Zweiter Text.", None, credit=None), GERMAN, heading="🗓 <2024>", unsure=True)
    assert message == (
        f"🗓 &lt;2024&gt;\n\n{GERMAN.unsure}\n\nDer Kai\narchive · Juni 2024\n"
        "<blockquote expandable>Zweiter Text.</blockquote>"
    )


def test_subheading_labels_the_passage() -> None:
    """The subheading that a passage stands under is named with where it comes from."""
    (message,) = answer_messages(answered(hit("Kurz.", (0, 5), heading="Mehr <Kai>")), GERMAN)
    assert message.splitlines()[-1] == "archive · nap/red · Juni 2024 · Abschnitt „Mehr &lt;Kai&gt;“"


def test_question_without_words() -> None:
    """A question without words is asked for again."""
    assert answer_messages(Answer("🦆?", answered=False, confidence=0.0, hits=()), GERMAN) == [GERMAN.no_words]


def test_no_answer_quotes_nothing() -> None:
    """Without an answer the nearest titles are given, and no word of their passages."""
    unsure = Answer("Wie lang?", answered=False, confidence=0.1, hits=(hit("Geheim & wahr.", (0, 14)),))
    assert answer_messages(unsure, GERMAN) == [
        f"{GERMAN.no_answer}\n\n{GERMAN.nearest}\n• Der Kai (nap/red, Juni 2024)"
    ]


JUNE = Days(date(2024, 6, 1), date(2024, 7, 1))


def test_restriction_stands_above_the_answer() -> None:
    """The time and the source that a question was understood to ask for are told; a mere preference is not."""
    found = answered(hit("Kurz.", (0, 5)))
    limited = Facets("Wie lang?", JUNE, strict=True, origin="nap <1>")
    (message,) = answer_messages(replace(found, understood=limited), GERMAN)
    assert message.splitlines()[:3] == ["🗓 Juni 2024 · Quelle: nap &lt;1&gt;", "", "<b>Kurz.</b>"]
    assert answer_messages(replace(found, understood=Facets("Wie lang?", JUNE)), GERMAN) == answer_messages(
        found, GERMAN
    )


def test_restriction_without_an_answer() -> None:
    """Where nothing of the time answers, that is said, over the nearest articles of any time."""
    limited = Facets("Wie lang?", JUNE, strict=True)
    far = Answer(
        "Wie lang?", answered=False, confidence=0.9, hits=(hit("Kurz.", (0, 5)),), understood=limited, unmet=True
    )
    assert answer_messages(far, ENGLISH) == [f"🗓 June 2024\n\n{ENGLISH.nearest_beyond}\n• Der Kai (nap/red, June 2024)"]
    assert answer_messages(replace(far, hits=()), ENGLISH) == [f"🗓 June 2024\n\n{ENGLISH.no_answer}"]


def test_other_articles_with_the_same_report_are_linked() -> None:
    """They are named by their source, or by their title where the source tells nothing, at most five of them."""
    copies = (
        passage("K.", shown_source="Saltwick <Post>", url="https://example.org/s"),
        passage("K.", title="Kai zu"),
        *(passage("K.", shown_source=f"Blatt {number}") for number in range(5)),
    )
    found = replace(hit("Kurz.", (0, 5)), also_in=copies)
    assert answer_messages(answered(found), GERMAN)[0].splitlines()[-1] == (
        'auch in: <a href="https://example.org/s">Saltwick &lt;Post&gt;</a>, Kai zu, Blatt 0, Blatt 1, Blatt 2 …'
    )


def test_only_web_addresses_are_links() -> None:
    """An address that is no web address is not made a link."""
    (message,) = answer_messages(answered(hit("Kurz.", (0, 5), url="javascript:alert(1)")), GERMAN)
    assert "<a " not in message


def test_article_without_title_goes_by_its_lead() -> None:
    """An article without a title is named by its first words."""
    (message,) = answer_messages(answered(hit("Kurz.", (0, 5), title=None)), GERMAN)
    assert message.splitlines()[2] == "Der Kai von Lindmoor"


@given(
    text=st.text(st.sampled_from("ab <>&\"'\n.„“ü🦆"), min_size=1, max_size=60).map(lambda piece: piece * 300),
    cut=st.tuples(st.floats(0, 1), st.floats(0, 1)),
    texts=st.sampled_from([GERMAN, ENGLISH]),
)
def test_any_passage_fits_telegram(text: str, cut: tuple[float, float], texts: Texts) -> None:
    """Whatever is in a passage, every message is valid HTML within the limit, and no word of it is lost."""
    start, end = sorted(int(share * min(len(text), 2000)) for share in cut)
    messages = answer_messages(answered(hit(text, (start, end), title="<&>" * 200)), texts)
    plain = [parse(message).text for message in messages]

    assert all(len(one) <= MAX_MESSAGE for one in plain)
    assert "".join(text.split()) in "".join("".join(plain).split())


@pytest.mark.parametrize(("done", "total", "drawn"), [(0, 4, "░░░░"), (1, 4, "▓░░░"), (4, 4, "▓▓▓▓"), (0, 0, "▓▓▓▓")])
def test_bar(done: int, total: int, drawn: str) -> None:
    """The bar is filled by the share that is done, and full where there is nothing to do."""
    assert bar(done, total, width=4) == drawn


def test_report_lists_failures_and_counts_the_rest() -> None:
    """A report gives the numbers and at most ten failures, escaped; the rest is counted."""
    failed = tuple(Failure("a<b", f"file {number} is empty") for number in range(12))
    report = SyncReport(1200, 2, 3, 4, failed, (), 5, 6, 7, 61.7)
    lines = report_message(report, GERMAN).splitlines()

    assert lines[:3] == [
        "<b>Fertig</b> nach 62 s",
        "neu 1.200 · geändert 2 · entfernt 3 · unverändert 4",
        "Im Archiv: 5 Artikel, 6 Passagen",
    ]
    assert lines[4:6] == ["<b>Nicht gelesen: 12</b>", "• a&lt;b: file 0 is empty"]
    assert lines[15:] == ["… und 2 weitere; alle zeigt <code>article-bot status</code>"]


def test_words_without_tags() -> None:
    """What is left when the HTML is refused are the words, unescaped."""
    assert without_tags("<b>a &lt; b</b> <i>c</i>") == "a < b c"


def said_by(name: str, text: str = "Kurz.") -> Hit:
    """Return a hit whose sentence is all that somebody says."""
    quote = StoredQuote(Span(100, 100 + len(text)), text, QuoteKind.DIRECT, None, None, name)
    return replace(hit(text, (0, len(text))), quote=quote)


@pytest.mark.parametrize(
    ("found", "german"),
    [
        (hit("Kurz.", (0, 5)), "„Kurz.“, Der Kai, archive, Juni 2024"),
        (said_by("Eva Lund"), "„Kurz.“ (Eva Lund), Der Kai, archive, Juni 2024"),
        (said_by("Eva Lund", "„Kurz“, sagte\nsie."), "»„Kurz“, sagte sie.« (Eva Lund), Der Kai, archive, Juni 2024"),
        (hit("Kurz.", None), "Der Kai, archive, Juni 2024"),
        (hit("W" * 300, (0, 300)), "Der Kai, archive, Juni 2024"),
        (hit("W" * 230, (0, 230), title="Ein langer Titel"), f"„{'W' * 230}“, archive, Juni 2024"),
        (hit("🦆" * 130, (0, 130)), "Der Kai, archive, Juni 2024"),
    ],
)
def test_citation_to_copy(found: Hit, german: str) -> None:
    """A citation has the sentence whole or not at all, between marks that it has not itself, in 256 UTF-16 units."""
    assert citation_text(found, GERMAN) == german


def test_longest_citation() -> None:
    """A title and a source of any length leave a citation that a button takes, also in letters of two units each."""
    text = citation_text(hit("W" * 300, (0, 300), title="T " * 300, shown_source="S" * 300), GERMAN)
    assert len(text) <= 256
    assert text.startswith("T T")
    assert text.endswith("…, Juni 2024")
    september = PartialDate(2024, 9, 30)
    found = hit("W" * 300, (0, 300), title="𝕿" * 300, shown_source="𝕾" * 300, published=september)
    for texts in (GERMAN, ENGLISH):
        text = citation_text(found, texts)
        assert len(text.encode("utf-16-le")) // 2 <= 256
        assert text.endswith(f"𝕾…, {texts.date(september)}")


def test_id_of_any_length() -> None:
    """The card of an article is one message, whatever its id is; one that nobody could type is left out."""
    article = Article("archive", "<" * 1000, "Der Kai.", title="T" * 900, outlet="O" * 900)
    assert len(parse(article_card(article, GERMAN)).text) <= MAX_MESSAGE
    assert parse(article_card(replace(article, id="<" * 5000), GERMAN)).text.endswith("\nDer Kai.")


def test_buttons_under_an_answer() -> None:
    """The way to other passages goes round, the article opens at the sentence, doubt offers a way out."""
    found = hit("Kurz und klein.", (0, 15), url="https://example.org/kai")
    rows = under(found, Shown(7, 2, 3, unsure=True), ENGLISH).inline_keyboard
    assert [[(one.text, one.callback_data or one.url or one.copy_text) for one in row] for row in rows] == [
        [("‹", "a:p:7:1"), ("3/3", "a:n:7:2"), ("›", "a:p:7:0")],
        [
            (ENGLISH.button_article, "https://example.org/kai#:~:text=Kurz%20und%20klein"),
            (ENGLISH.button_copy, CopyTextButton("“Kurz und klein.”, Der Kai, archive, June 2024")),
        ],
        [("👍", "a:r:7:1"), ("👎", "a:r:7:0")],
        [(ENGLISH.button_refine, "a:f:7:0")],
    ]
    one = under(replace(found, passage=replace(found.passage, url=None)), Shown(7), ENGLISH).inline_keyboard
    assert [row[0].callback_data for row in one] == ["a:s:7:0", "a:r:7:1"]


def test_article_without_a_page_on_the_web() -> None:
    """Its title, where it comes from, its first words and its id are told, as words and not as HTML."""
    known = Article("archive", "a<1>.txt", "Der <Kai> ist lang.", title="Kai & Mole", credit="nap", outlet="Post")
    assert article_card(known, GERMAN) == (
        "<b>Kai &amp; Mole</b>\nPost · nap\n<blockquote>Der &lt;Kai&gt; ist lang.</blockquote>\n"
        "Kennung: <code>a&lt;1&gt;.txt</code>"
    )


def test_narrower_questions_are_of_what_the_articles_have() -> None:
    """Names, years and sources of the nearest articles make a question narrower, two of each at most."""
    quotes = [StoredQuote(Span(0, 5), "Kurz.", QuoteKind.DIRECT, name=f"Eva {number}") for number in range(3)]
    hits = [replace(hit("Kurz.", None), passage=passage("Kurz.", quotes=(quote,))) for quote in quotes]
    assert [(one.label, one.question) for one in narrower("Wie lang?", hits, GERMAN)] == [
        ("🗣 Eva 0", "Laut Eva 0: Wie lang?"),
        ("🗣 Eva 1", "Laut Eva 1: Wie lang?"),
        ("🗓 2024", "Artikel aus dem Jahr 2024: Wie lang?"),
        ("📰 archive", "Laut archive: Wie lang?"),
    ]


def test_sentence_that_no_message_holds() -> None:
    """A sentence longer than a message goes on in the next one, in bold, with nothing lost."""
    text = "Wort " * 1500
    messages = [parse(message) for message in answer_messages(answered(hit(text, (0, len(text)))), GERMAN)]
    assert [len(one.text) <= MAX_MESSAGE for one in messages] == [True, True, True]
    assert "".join("".join(one.text for one in messages).split()).startswith("Wort" * 1500)
