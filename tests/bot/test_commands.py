"""The one table of commands: it names what is registered, and everything in it can be announced."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from telegram.ext import CommandHandler

from bot.app import build
from bot.commands import COMMANDS, menus
from bot.config import Config
from bot.texts import LANGUAGES
from index.config import SourceConfig
from index.library import Library

if TYPE_CHECKING:
    from pathlib import Path

    from bot.texts import Texts

NAMES = [command.name for command in COMMANDS]


def test_every_command_is_registered(tmp_path: Path) -> None:
    """Each command of the table has a handler, and each handler its place in the table; /start needs no menu."""
    (tmp_path / "a.txt").write_text("Der Kai ist lang.", encoding="utf-8")
    config = Config(data_dir=tmp_path / "data", sources=(SourceConfig(name="archive", path=tmp_path / "a.txt"),))
    Library(config).sync(lambda _: None)
    handlers = build(config, None, "1:token").handlers[0]
    registered = {name for one in handlers if isinstance(one, CommandHandler) for name in one.commands}
    assert registered == {*NAMES, "start"}


def test_every_menu_is_within_the_limits() -> None:
    """In every language and scope: at most 100 commands, each once, with names and texts as Telegram has them."""
    for texts in LANGUAGES.values():
        for _, menu in menus(texts, [5, 3]):
            names = [one.command for one in menu]
            assert len(menu) <= 100
            assert len(set(names)) == len(names)
            assert all(re.fullmatch(r"[a-z0-9_]{1,32}", name) for name in names)
            assert all(1 <= len(one.description) <= 256 for one in menu)


def test_who_is_offered_what() -> None:
    """Groups have no lists for one reader, their own admins the settings; the bot's admins have everything."""
    offered: list[tuple[str, list[str]]] = []
    for scope, menu in menus(LANGUAGES["en"], [5, 3]):
        offered.append((f"{scope.type} {getattr(scope, 'chat_id', '')}".strip(), [one.command for one in menu]))
    private = ["ask", "quotes", "latest", "sources", "article", "alert", "alerts", "settings", "help", "privacy"]
    group = ["ask", "quotes", "latest", "article", "alert", "alerts", "help"]
    admin = [*private, "reindex", "status", "add", "remove", "gaps"]
    assert offered == [
        ("default", private),
        ("all_private_chats", private),
        ("all_group_chats", group),
        ("all_chat_administrators", [*group[:-1], "settings", "help"]),
        ("chat 3", admin),
        ("chat 5", admin),
    ]


def test_help_names_every_command_that_is_offered() -> None:
    """/help has each command of its kind of chat, and those of admins where an admin asks."""

    def missing(text: str, names: list[str]) -> list[str]:
        return [name for name in names if not re.search(rf"/{name}\b", text)]

    def of(texts: Texts, kind: str) -> list[str]:
        menu = next(menu for scope, menu in menus(texts, []) if scope.type == kind)
        return [one.command for one in menu]

    for texts in LANGUAGES.values():
        assert missing(texts.help, of(texts, "all_private_chats")) == ["help"]
        assert missing(texts.help_group, of(texts, "all_chat_administrators")) == ["alerts"]
        assert missing(texts.help + texts.help_admin, NAMES) == ["help"]


def test_profile_is_within_the_limits() -> None:
    """Telegram takes 512 characters of a description, 120 of the short one, 64 on the button over inline results."""
    for texts in LANGUAGES.values():
        assert len(texts.profile) <= 512
        assert len(texts.profile_short) <= 120
        assert max(len(texts.inline_hint), len(texts.inline_nothing)) <= 64
        assert len(texts.list_expired) <= 200
