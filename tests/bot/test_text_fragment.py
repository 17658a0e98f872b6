from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render.text_fragment import text_link

PAGE = "https://example.org/kai"


def test_short_sentence_stands_in_the_link_whole() -> None:
    """A short sentence is linked whole, its spaces collapsed, without the marks at its edges."""
    assert text_link(PAGE, "„Der  Kai\u00a0ist lang.“") == f"{PAGE}#:~:text=Der%20Kai%20ist%20lang"


def test_long_sentence_is_linked_by_its_edges() -> None:
    """Of more than twelve words, the first five and the last five are named."""
    words = "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf"
    assert (
        text_link(PAGE, words)
        == f"{PAGE}#:~:text={words.replace(' ', '%20').replace('ü', '%C3%BC').replace('ö', '%C3%B6')}"
    )
    long = f"{words} dreizehn."
    assert text_link(PAGE, long) == (
        f"{PAGE}#:~:text=eins%20zwei%20drei%20vier%20f%C3%BCnf,neun%20zehn%20elf%20zw%C3%B6lf%20dreizehn"
    )


def test_two_blocks_are_linked_by_their_edges() -> None:
    """Words are looked for within one block, so what runs over two is linked by where it begins and ends."""
    assert text_link(PAGE, "Der Kai ist lang.\n\nEr ist neu.") == (
        f"{PAGE}#:~:text=Der%20Kai%20ist%20lang,Er%20ist%20neu"
    )


def test_signs_with_a_meaning_are_encoded() -> None:
    """Hyphen, comma and ampersand have a meaning in a directive and are encoded, as is what no URL may hold."""
    assert text_link(PAGE, 'Kai-Bau, 5 % & "mehr" #1') == (
        f"{PAGE}#:~:text=Kai%2DBau%2C%205%20%25%20%26%20%22mehr%22%20%231"
    )


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (f"{PAGE}?a=1&b=2", f"{PAGE}?a=1&b=2#:~:text=Kurz"),
        (f"{PAGE}#teil", f"{PAGE}#teil:~:text=Kurz"),
        (f"{PAGE}#teil:~:text=alt", f"{PAGE}#teil:~:text=Kurz"),
    ],
)
def test_fragment_of_the_address_stays(url: str, expected: str) -> None:
    """An anchor stays in front of the directive, a directive that was there goes."""
    assert text_link(url, "Kurz.") == expected


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "kai.txt",
        "ftp://example.org/kai",
        "javascript:alert(1)",
        f"{PAGE}.PDF",
        f"{PAGE}.pdf?x=1",
        "http://[kai",
    ],
)
def test_no_link_where_no_browser_finds_words(url: str | None) -> None:
    """There is no link into a file, a PDF, or an address that a browser should not open."""
    assert text_link(url, "Kurz.") is None


@pytest.mark.parametrize("text", [None, "", " \n", "…", "„“\n- "])
def test_no_link_to_words_that_are_none(text: str | None) -> None:
    """Without a word there is nothing to link to."""
    assert text_link(PAGE, text) is None


@given(st.text())
def test_directive_is_of_plain_signs(text: str) -> None:
    """Whatever the text, its words come out encoded, at most one comma between them."""
    link = text_link(PAGE, text.encode("utf-8", "ignore").decode())
    if link is not None:
        directive = link.removeprefix(f"{PAGE}#:~:text=")
        assert directive.isascii()
        assert not set(directive) & set("-&#<>\"' \n")
        assert directive.count(",") <= 1
        assert all(" ".join(unquote(part).split()) in " ".join(text.split()) for part in directive.split(","))
