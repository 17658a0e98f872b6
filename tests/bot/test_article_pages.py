from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.render.article_pages import page, page_ranges
from bot.render.parts import MAX_MESSAGE
from bot.simulator.html_text import parse
from bot.texts import ENGLISH, GERMAN
from index.dates import PartialDate
from index.records import Article

KAI = Article(
    "archive", "kai", "Der Kai ist <lang>.\n\nSehr lang.\n", "Der <Kai>", "https://example.org/?a&b",
    PartialDate(2024, 6), "R. Demel", "nap/red", "de", "Bote",
)  # fmt: skip
PARAGRAPH = "Der neue Kai ist lang. Er ist aus Stein. " * 30


def test_short_article() -> None:
    """Title, attribution and all of the text, word for word; one page is not counted."""
    assert page(KAI, 0, GERMAN) == (
        '<b><a href="https://example.org/?a&amp;b">Der &lt;Kai&gt;</a></b>\nBote · nap/red · R. Demel · Juni 2024\n'
        "<blockquote expandable>Der Kai ist &lt;lang&gt;.\n\nSehr lang.</blockquote>"
    )


def test_long_article_is_split_between_paragraphs() -> None:
    """A page ends with a paragraph, and says which one it is; together they are the text."""
    text = "\n\n".join([PARAGRAPH.strip()] * 7)
    ranges = page_ranges(text)
    assert "".join(text[start:end] for start, end in ranges) == text
    assert [text[end - 2 : end] for _, end in ranges[:-1]] == ["\n\n"] * (len(ranges) - 1)
    assert len(ranges) == 4
    article = Article("archive", "1", text)
    assert page(article, 1, ENGLISH).endswith("Stein.</blockquote>\nPage 2 of 4")


def test_long_paragraph_is_split_between_sentences() -> None:
    """Where no paragraph ends in time, a sentence does."""
    text = PARAGRAPH * 5
    assert all(text[:end].rstrip().endswith(".") for _, end in page_ranges(text))


@given(st.text(alphabet="a<&🙂 .\n", max_size=9_000).map(lambda text: text * 3))
def test_nothing_is_lost(text: str) -> None:
    """Whatever a text is like, its pages are all of it but white space at the end, and each fits into a message."""
    article = Article("archive", "1", text, title="<T> " * 400, author="A " * 500)
    ranges = page_ranges(text)
    whole = "".join(text[start:end] for start, end in ranges)
    assert text.startswith(whole)
    assert text[len(whole) :].strip() == ""
    assert all(len(parse(page(article, number, GERMAN)).text) <= MAX_MESSAGE for number in range(len(ranges)))
