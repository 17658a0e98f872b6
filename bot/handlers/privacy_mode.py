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


async def warn_admins(desk: Desk, bot: Bot) -> None:
    """Tell each admin of the bot, once, that mentions do not reach it; who has never written to it cannot be told yet.

    Where it was turned off in between, they are told again.
    """
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
    if desk.store.facts.value(fact) == mode or desk.store.chats.is_closed(admin):
        return
    # Telegram does not tell somebody's language before they write.
    chosen = desk.settings(admin).language
    languages = [LANGUAGES[chosen]] if chosen in LANGUAGES else [GERMAN, ENGLISH]
    text = "\n\n".join(texts.privacy_on.format(bot=bot.username) for texts in languages)
    if mode == _OFF or await desk.delivery.send(bot, Place(admin), text) is not None:
        desk.store.facts.keep(fact, mode)
