from __future__ import annotations

from dataclasses import replace

from bot.render.parts import MAX_MESSAGE
from bot.render.quotation_pages import MAX_QUERY, PER_PAGE, nothing, page
from bot.simulator.html_text import parse
from bot.texts import ENGLISH, GERMAN
from index.dates import PartialDate
from index.records import QuoteKind, Span, StoredPassage, StoredQuote

SAID = StoredQuote(Span(7, 12), "„Ja.“", QuoteKind.DIRECT, Span(0, 4), "Lund", "Eva Lund", "Chefin")
ONE = StoredPassage(
    number=1, article_id="kai", source="archive", title="Der <Kai>", url="https://example.org/?a&b",
    published=PartialDate(2024, 6), author="R. Demel", credit="nap", language="de", shown_source="Anzeiger", lead="Ja",
    heading=None, start=7, text="„Ja.“", quotes=(SAID,),
)  # fmt: skip


def test_page() -> None:
    """Each quotation stands word for word over who says it and a linked line of where it is from."""
    assert page("Lund & Co", [ONE], 0, GERMAN) == (
        "<b>Zitate: Lund &amp; Co</b> (1)\n\n<b>„Ja.“</b>\n🗣 Eva Lund, Chefin – wörtlich\n"
        '<a href="https://example.org/?a&amp;b">Der &lt;Kai&gt;</a> · Anzeiger · nap · R. Demel · Juni 2024'
    )


def test_pages_are_counted() -> None:
    """A page has five, the last one the rest, and the head says which it is."""
    many = [replace(ONE, text=f"„Ja {number}.“") for number in range(PER_PAGE + 2)]
    first, second = page("Lund", many, 0, ENGLISH), page("Lund", many, 1, ENGLISH)
    assert (first.count("🗣"), second.count("🗣")) == (PER_PAGE, 2)
    assert second.startswith("<b>Quotations: Lund</b> (7) · 2/2\n\n<b>„Ja 5.“</b>\n")


def test_longest_page_fits_into_a_message() -> None:
    """Whatever the lengths are, a page is one message, and something of each quotation is shown."""
    said = replace(SAID, name="<N> " * 300, role="&R " * 300)
    long = replace(
        ONE, text="„Ja, <so> ist es. " * 500, title="<T> " * 500, author="A " * 500, credit="C " * 90, quotes=(said,)
    )
    html = page("<" * MAX_QUERY, [long] * 12, 1, GERMAN)
    shown = parse(html).text
    assert len(shown) <= MAX_MESSAGE
    assert shown.count("„Ja, <so> ist es.") >= PER_PAGE


def test_nothing_is_said() -> None:
    """That nobody is quoted so is said with what was asked for, which is no HTML."""
    assert nothing("<b>", ENGLISH) == "I find no quotations for “&lt;b&gt;” in these articles."
