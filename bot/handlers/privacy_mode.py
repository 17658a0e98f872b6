"""What Telegram's privacy mode hides from the bot in groups, told to those who can change it."""

from __future__ import annotations

import logging
import sqlite3
from typing import TYPE_CHECKING

from telegram.error import TelegramError

from bot.delivery import Place
from bot.texts import ENGLISH, GERMAN, LANGUAGES

if TYPE_CHECKING:
    from telegram import Bot

    from bot.handlers.desk import Desk

_log = logging.getLogger(__name__)

_ON, _OFF = "on", "off"


def note_admin(desk: Desk, admin: int) -> None:
    """Remember that an admin has a chat with the bot: Telegram lets it write only to those who wrote first."""
    try:
        desk.store.facts.keep(_reachable(admin), "yes")
    except sqlite3.Error:
        _log.exception("it cannot be remembered that admin %d can be written to; make room on the disk", admin)


async def warn_admins(desk: Desk, bot: Bot) -> None:
    """Tell each admin who has started the bot, once, that mentions do not reach it; again if it was off in between."""
    mode = _OFF if bot.bot.can_read_all_group_messages else _ON
    if mode == _ON:
        _log.info("privacy mode is on: in groups the bot sees /ask@%s and replies, not mentions", bot.username)
    for admin in desk.config.telegram.admins:
        try:
            await _tell(desk, bot, admin, mode)
        except (TelegramError, sqlite3.Error) as error:
            _log.warning("admin %d cannot be told of the privacy mode: %s", admin, error)


async def _tell(desk: Desk, bot: Bot, admin: int, mode: str) -> None:
    fact = f"privacy mode told to {admin}"
    facts = desk.store.facts
    if facts.value(fact) == mode or not facts.value(_reachable(admin)) or desk.store.chats.is_closed(admin):
        return
    # Telegram does not tell somebody's language before they write.
    chosen = desk.settings(admin).language
    languages = [LANGUAGES[chosen]] if chosen in LANGUAGES else [GERMAN, ENGLISH]
    text = "\n\n".join(texts.privacy_on.format(bot=bot.username) for texts in languages)
    if mode == _OFF or await desk.delivery.send(bot, Place(admin), text) is not None:
        facts.keep(fact, mode)


def _reachable(admin: int) -> str:
    return f"admin {admin} has started the bot"
