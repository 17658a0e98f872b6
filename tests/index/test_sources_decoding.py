from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import ItemError
from index.sources.decoding import clean, decode
from tests.index.examples import random_texts

GERMAN = "Der Hafen von Lindmoor wird für 184 Millionen Euro größer, sagte die Bürgermeisterin „müde“ am Dienstag. " * 5


@pytest.mark.parametrize(
    "data",
    [
        GERMAN.encode(),
        codecs.BOM_UTF8 + GERMAN.encode(),
        codecs.BOM_UTF16_LE + GERMAN.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + GERMAN.encode("utf-16-be"),
    ],
)
def test_unicode_is_read_without_a_doubt(data: bytes) -> None:
    """UTF-8, and UTF-16 that says so, are read without a warning, and the mark of the encoding is no text."""
    assert decode(data) == (GERMAN, None)


def test_no_bytes_are_no_text() -> None:
    """An empty file is an empty text."""
    assert decode(b"") == ("", None)


@pytest.mark.parametrize(
    "text",
    [
        GERMAN,
        "„Wir zahlen 5 € mehr“, sagte sie – für Öl und Übergänge, aus der Straße am Ärmel. " * 5,
        "The café’s owner said “never again” – a résumé of the naïve in Merrowby. " * 5,
    ],
)
def test_older_encoding_is_guessed_and_named(text: str) -> None:
    """A text of a Western Windows is read with all its letters right, and its editor is told of the guess."""
    found, warning = decode(text.encode("cp1252"))
    assert found == text
    assert warning in {
        f"is not UTF-8; it was read as {encoding}, save it as UTF-8 if its letters are wrong"
        for encoding in ("cp1252", "cp1250")
    }


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (bytes(range(256)) * 20, "is not text in any known encoding"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "is not text in any known encoding"),
        (codecs.BOM_UTF8 + b"Hafen \xff", "cannot be read as utf-8-sig"),
        (codecs.BOM_UTF16_LE + b"abc", "cannot be read as utf-16"),
        (b"\0" * 500, "is not text"),  # what a power failure leaves of a file
    ],
    ids=["all bytes", "PNG", "UTF-8", "UTF-16", "NUL"],
)
def test_what_is_no_text_is_refused(data: bytes, error: str) -> None:
    """Bytes that are no text are an error that names the remedy."""
    with pytest.raises(ItemError, match="save it as UTF-8") as caught:
        decode(data)
    assert str(caught.value).startswith(error)


@random_texts
@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_an_error(data: bytes) -> None:
    """Whatever a file holds, it is read as text or refused as such."""
    try:
        text, _ = decode(data)
    except ItemError:
        return
    assert clean(text).encode().decode() == clean(text)


@random_texts
@given(st.text(st.characters(), max_size=50))
def test_cleaned_text_can_be_stored_and_shifts_nothing(text: str) -> None:
    """What SQLite and Telegram cannot hold becomes "�", one for one; all else stays as it is."""
    found = clean(text)
    assert found.encode().decode() == found
    assert [b if a == "\0" or "\ud800" <= a <= "\udfff" else a for a, b in zip(text, found, strict=True)] == list(found)
    assert all(b == "�" for a, b in zip(text, found, strict=True) if a != b)
    assert "\0" not in found
