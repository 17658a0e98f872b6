from __future__ import annotations

import time

import pytest
from hypothesis import given

from index.sources.markup import line_of, text_of
from tests.index.examples import random_texts, texts


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Der Kai.", "Der Kai."),
        ("  Der Kai.\n   Die Fähre. ", "Der Kai.\nDie Fähre."),
        ("<p>Der <b>Kai</b>.</p><p>Die\n   Fähre.</p>", "Der Kai.\n\nDie Fähre."),
        ("Der Kai.<br/>Die Fähre.<br>Schluss.", "Der Kai.\nDie Fähre.\nSchluss."),
        ("<ul><li>Eins</li><li>Zwei</li></ul>", "- Eins\n\n- Zwei"),
        ("<h2>Kai</h2>Frei<div>ab Mai</div>", "Kai\n\nFrei\n\nab Mai"),
        ("Kai &amp; F&auml;hre &#8211; 3 &lt; 5", "Kai & Fähre – 3 < 5"),
        ("<p>Kai</p><script>x('<p>no</p>')</script><style>p{}</style><p>frei</p>", "Kai\n\nfrei"),
        ("Kai <img src='x' alt='Bild'/> frei", "Kai frei"),
        ("Der Kai ist <b>frei</b>, sagte <i>Wennemar</i>.", "Der Kai ist frei, sagte Wennemar."),
        ("5 < 6 und 7 > 6", "5 < 6 und 7 > 6"),
        ("", ""),
        ("<p></p>", ""),
        ("<p>Kai \ud800 frei</p>", "Kai � frei"),
    ],
)
def test_markup_becomes_what_a_reader_sees(html: str, text: str) -> None:
    """Blocks are paragraphs, breaks are lines, and what nobody sees is not there."""
    assert text_of(html) == text


def test_title_is_one_line() -> None:
    """Whatever is in it, a title is one line."""
    assert line_of("<p>Kai</p>\n<p>frei</p>") == "Kai frei"


@given(texts)
@random_texts
def test_any_text_can_be_read(text: str) -> None:
    """Nothing that a feed carries ends the reading."""
    assert isinstance(text_of(f"<p>{text}"), str)


@pytest.mark.parametrize("piece", ["<!--", "<a ", '<a b="', "<![CDATA[", "<script>", "</", "<div>", "Kai <b></p>"])
def test_broken_markup_is_read_in_no_time(piece: str) -> None:
    """The time for a text grows with its length, whatever is open in it."""
    started = time.monotonic()
    text_of(piece * 80_000)
    assert time.monotonic() - started < 2
