from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given

from index.sources.hygiene import tidy
from tests.index.examples import random_texts, texts


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Hafen\u00aderweiterung", "Hafenerweiterung"),
        ("620\u00a0Meter, 3\u202f€", "620 Meter, 3 €"),
        ("u\u0308ber", "über"),
        ("\ufeffDer\u200b Hafen\u2060", "Der Hafen"),
        ("Auf\u200clage, Haus\u200dboot", "Auflage, Hausboot"),
        ("👩\u200d🚒 می\u200cخواهم", "👩\u200d🚒 می\u200cخواهم"),
        ("می\u200cA A\u200cمی", "می\u200cA A\u200cمی"),
        ("GrÃ¶ÃŸe, â€žWirâ€œ, MÃ¼ller", "Größe, „Wir“, Müller"),
        ("Größe\nGrÃ¶ÃŸe", "Größe\nGröße"),
        ("Ãœbung macht groß", "Übung macht groß"),
        ("São Tomé, Ångström, Ðorđe, ¿qué?", "São Tomé, Ångström, Ðorđe, ¿qué?"),
        ("a\r\nb\rc\u2028d\x85e\x0cf", "a\nb\nc\nd\ne\nf"),
        ("a\0b\x07c\ud800d", "a�b�c�d"),
        ("a\tb", "a\tb"),
    ],
)
def test_text_is_what_was_meant(text: str, meant: str) -> None:
    """Invisible characters go, spaces and letters are plain, what was decoded wrongly is mended, and no more."""
    assert tidy(text) == meant


@random_texts
@given(texts)
@example("\xa0Â\x91")
@example("a\u0301\u200d")
def test_tidy_text_is_tidy(text: str) -> None:
    """Any text can be stored once it is tidy, is in NFC, and stays as it is when it is tidied again."""
    found = tidy(text)
    assert found.encode().decode() == found
    assert unicodedata.is_normalized("NFC", found)
    assert tidy(found) == found
