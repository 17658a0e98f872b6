from __future__ import annotations

from dataclasses import replace
from datetime import UTC

from bot.render.lists import PER_PAGE, latest_page, several, sources_messages
from bot.render.parts import MAX_MESSAGE
from bot.simulator.html_text import parse
from bot.texts import ENGLISH, GERMAN
from index.dates import PartialDate
from index.listing_records import Latest, Listed, SourceState

KAI = Listed(
    7, "archive", "kai", "Der <Kai>", "Ein Kai.", "https://example.org/?a&b", PartialDate(2024, 6), "R. Demel",
    "nap/red", "Anzeiger & Bote",
)  # fmt: skip
PLAIN = Listed(8, "archive", "1", None, "Ein Kai, mehr nicht.", None, None, None, None, "archive")


def test_page() -> None:
    """Each article has its linked title, or its first words, over where it is from; a partial date stays partial."""
    assert latest_page(Latest((KAI, PLAIN), 2), 0, GERMAN) == (
        "<b>Neueste Artikel</b> (2)\n\n"
        '1. <a href="https://example.org/?a&amp;b">Der &lt;Kai&gt;</a>\n'
        "Anzeiger &amp; Bote · nap/red · R. Demel · Juni 2024\n\n"
        "2. Ein Kai, mehr nicht.\narchive"
    )


def test_pages_go_on_counting() -> None:
    """A further page says which it is and goes on with the numbers; a restricted list says to what."""
    assert latest_page(Latest((PLAIN,), 1_200, ("<Bote>", "archive")), 199, ENGLISH) == (
        f"<b>Newest articles: &lt;Bote&gt;, archive</b> (1,200) · 200/200\n\n{199 * PER_PAGE + 1}. "
        "Ein Kai, mehr nicht.\narchive"
    )


def test_articles_of_one_id() -> None:
    """Where several articles go by an id, they are listed under it."""
    assert several("<1>", [PLAIN], GERMAN) == (
        "<b>Artikel mit der Kennung „&lt;1&gt;“</b>\n\n1. Ein Kai, mehr nicht.\narchive"
    )


def test_longest_page_fits_into_a_message() -> None:
    """Whatever the lengths are, a page is one message, and something of each article is shown."""
    long = replace(KAI, title="<T> " * 900, author="A " * 500, credit="C " * 90, shown_source="&S " * 200)
    text = parse(latest_page(Latest((long,) * PER_PAGE, 900, ("<x> " * 300,)), 100, GERMAN)).text
    assert len(text) <= MAX_MESSAGE
    assert text.count("<T> <T>") >= PER_PAGE


def test_sources() -> None:
    """A source has its number of articles, its newest date, who published them, and when it was read."""
    states = [
        SourceState("ar<hive", 1_200, PartialDate(2024), (("Bote & Co", 1_000), ("Post", 1)), 1_700_000_000),
        SourceState("empty", 0, None),
    ]
    (message,) = sources_messages(states, GERMAN, UTC)
    assert message == (
        "<b>Quellen</b> (2)\n\n<b>ar&lt;hive</b>\n1.200 Artikel\nneuester: 2024\n"
        "darin: Bote &amp; Co (1.000), Post (1)\ngelesen: 14. November 2023, 22:13 Uhr\n\n<b>empty</b>\n0 Artikel"
    )
    assert sources_messages([], ENGLISH) == [ENGLISH.sources_none]


def test_many_sources() -> None:
    """Of very many sources the first are listed and the others counted, each message within its length."""
    outlets = tuple(("&" * 300, number) for number in range(9))
    messages = sources_messages([SourceState("<" * 300, 1, None, outlets)] * 72, ENGLISH)
    texts = [parse(html).text for html in messages]
    assert all(len(text) <= MAX_MESSAGE for text in texts)
    assert texts[-1].endswith("(4) …\n\n… and 12 more")
