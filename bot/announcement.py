"""What Telegram is told of the bot when it starts: its commands and its profile, where they are not so already."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from telegram.error import TelegramError

from bot import commands
from bot.texts import ENGLISH, GERMAN

if TYPE_CHECKING:
    from collections.abc import Collection

    from telegram import Bot, BotCommand, BotCommandScope

    from bot.texts import Texts

_log = logging.getLogger(__name__)

_LANGUAGES = ((ENGLISH, None), (GERMAN, GERMAN.language))
"""Each with its code; the one of None is shown to everybody whose language has none of its own."""


async def announce(bot: Bot, admins: Collection[int]) -> None:
    """Tell Telegram, in each language and to each admin; the bot works without, so faults are only logged."""
    if not bot.bot.can_read_all_group_messages:
        _log.info("privacy mode is on: in groups the bot sees /ask@%s and replies, not mentions", bot.username)
    if not bot.bot.supports_inline_queries:
        _log.warning("inline mode is off: for @%s in any chat, send /setinline to @BotFather", bot.username)
    for texts, language in _LANGUAGES:
        for scope, menu in commands.menus(texts, admins):
            try:
                await _set_menu(bot, menu, scope, language)
            except TelegramError as error:
                _log.warning("the commands cannot be announced (%s): %s", scope.type, error)
        try:
            await _set_profile(bot, texts, language)
        except TelegramError as error:
            _log.warning("the bot's description cannot be set: %s", error)


async def _set_menu(bot: Bot, menu: tuple[BotCommand, ...], scope: BotCommandScope, language: str | None) -> None:
    # Asking is cheap; what is set is sent on to everybody who has the chat open.
    if await bot.get_my_commands(scope=scope, language_code=language) != menu:
        await bot.set_my_commands(menu, scope=scope, language_code=language)


async def _set_profile(bot: Bot, texts: Texts, language: str | None) -> None:
    if (await bot.get_my_description(language_code=language)).description != texts.profile:
        await bot.set_my_description(texts.profile, language_code=language)
    if (await bot.get_my_short_description(language_code=language)).short_description != texts.profile_short:
        await bot.set_my_short_description(texts.profile_short, language_code=language)
