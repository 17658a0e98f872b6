from __future__ import annotations

import re

import pytest

from bot.handlers.settings import PATTERN
from bot.render.settings_page import changed, page
from bot.store.chats import Settings
from bot.texts import ENGLISH, GERMAN


def test_what_holds_is_shown_and_marked() -> None:
    """The text says what holds, and the buttons that stand for it are marked; who may ask is a group's matter."""
    shown = page(Settings("en", 2, "admins"), 3, GERMAN, group=True)
    assert shown.html == (
        "<b>Einstellungen dieser Gruppe</b>\n\nSprache: English\nArtikel je Antwort: höchstens 2\n"
        "Fragen stellen dürfen: Nur Admins"
    )
    assert [[label for label, _ in row] for row in shown.rows] == [
        ["Automatisch", "Deutsch", "✓ English"],
        ["1", "✓ 2", "3", "4", "5"],
        ["Alle", "✓ Nur Admins"],
    ]


def test_nothing_set() -> None:
    """Where nothing is set, the language is automatic and the number of passages is the config's."""
    shown = page(Settings(), 3, ENGLISH, group=False)
    assert shown.html == "<b>Settings</b>\n\nLanguage: Automatic\nArticles in an answer: 3 at most"
    assert [label for row in shown.rows for label, _ in row if label.startswith("✓")] == ["✓ Automatic", "✓ 3"]


@pytest.mark.parametrize(
    ("key", "value", "after"),
    [
        ("lang", "de", Settings("de", 2, "admins")),
        ("lang", "auto", Settings(None, 2, "admins")),
        ("n", "5", Settings("en", 5, "admins")),
        ("ask", "all", Settings("en", 2, None)),
    ],
)
def test_button_changes_one_thing(key: str, value: str, after: Settings) -> None:
    """A button changes what it stands for and nothing else."""
    assert changed(Settings("en", 2, "admins"), key, value) == after


def test_every_button_reaches_the_handler() -> None:
    """What a button sends is what the handler listens for, and no longer than Telegram takes."""
    data = [one for row in page(Settings(), 3, GERMAN, group=True).rows for _, one in row]
    assert [one for one in data if not re.match(PATTERN, one) or len(one.encode()) > 64] == []
