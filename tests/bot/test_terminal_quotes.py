from __future__ import annotations

import pytest

from bot.console.terminal import show_quotes
from index.quotes import find
from index.records import Article


@pytest.mark.parametrize(
    ("language", "kinds"),
    [
        ("de_DE.UTF-8", ("wörtlich", "sinngemäß", "ohne Sprecher im Text")),
        ("en_GB.UTF-8", ("word for word", "in other words", "the text names no speaker")),
    ],
)
def test_listing(
    language: str, kinds: tuple[str, str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The listing shows the words, who says them with their role, and whether they are word for word."""
    monkeypatch.setenv("LC_ALL", language)
    direct, indirect, nobody = kinds
    text = "„Der Kai ist alt“, sagte Bürgermeisterin Eva Lund. Er sei morsch.\n\n„Es war lange Zeit sehr still.“"
    show_quotes(Article("archive", "1", text, title="Am Kai"), find(text, "de"))
    assert [line.strip() for line in capsys.readouterr().out.splitlines() if line.strip()] == [
        "Am Kai",
        "„Der Kai ist alt“",
        f"– Eva Lund, Bürgermeisterin · {direct}",
        "Er sei morsch.",
        f"– Eva Lund, Bürgermeisterin · {indirect}",
        "„Es war lange Zeit sehr still.“",
        f"– {nobody} · {direct}",
    ]
