"""Every command of the bot: what it is called, and in whose menu it stands. The one table; pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag, auto
from typing import TYPE_CHECKING

from telegram import (
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from telegram import BotCommandScope

    from bot.texts import Texts


class Menu(Flag):
    """Where a command is offered. It works elsewhere too, wherever that makes sense."""

    PRIVATE = auto()
    GROUP = auto()
    GROUP_ADMIN = auto()
    """Of a group's own administrators."""
    BOT_ADMIN = auto()
    """In the private chat of each of the bot's admins."""


_EVERYBODY = Menu.PRIVATE | Menu.GROUP | Menu.GROUP_ADMIN | Menu.BOT_ADMIN
_ALONE = Menu.PRIVATE | Menu.BOT_ADMIN


@dataclass(frozen=True, slots=True)
class Command:
    """One command; its description is the text ``command_NAME``."""

    name: str
    menu: Menu

    def described(self, texts: Texts) -> BotCommand:
        """Return it as Telegram shows it in a menu."""
        return BotCommand(self.name, getattr(texts, f"command_{self.name}"))


COMMANDS = (
    Command("ask", _EVERYBODY),
    Command("quotes", _EVERYBODY),
    Command("latest", _EVERYBODY),
    Command("sources", _ALONE),
    Command("article", _EVERYBODY),
    Command("alert", _EVERYBODY),
    Command("alerts", _EVERYBODY),
    Command("settings", _ALONE | Menu.GROUP_ADMIN),
    Command("help", _EVERYBODY),
    Command("privacy", _ALONE),
    Command("reindex", Menu.BOT_ADMIN),
    Command("status", Menu.BOT_ADMIN),
    Command("add", Menu.BOT_ADMIN),
    Command("remove", Menu.BOT_ADMIN),
    Command("gaps", Menu.BOT_ADMIN),
)
"""In the order of the menus. ``/start`` stands in none: Telegram's apps have a button for it."""


def menus(texts: Texts, admins: Collection[int]) -> Iterator[tuple[BotCommandScope, tuple[BotCommand, ...]]]:
    """Yield each menu with the commands in it; where several are for somebody, Telegram shows the narrowest one."""
    yield BotCommandScopeDefault(), _of(Menu.PRIVATE, texts)
    yield BotCommandScopeAllPrivateChats(), _of(Menu.PRIVATE, texts)
    yield BotCommandScopeAllGroupChats(), _of(Menu.GROUP, texts)
    yield BotCommandScopeAllChatAdministrators(), _of(Menu.GROUP_ADMIN, texts)
    for admin in sorted(admins):
        yield BotCommandScopeChat(admin), _of(Menu.BOT_ADMIN, texts)


def _of(menu: Menu, texts: Texts) -> tuple[BotCommand, ...]:
    return tuple(command.described(texts) for command in COMMANDS if menu in command.menu)
