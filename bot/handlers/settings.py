"""/settings: how the bot behaves in a chat, set by buttons under one message."""

from __future__ import annotations

import logging
import sqlite3
from typing import TYPE_CHECKING

from telegram import Chat, InlineKeyboardButton, InlineKeyboardMarkup

from bot.render import settings_page
from bot.texts import texts_for

if TYPE_CHECKING:
    from telegram import CallbackQuery, Update

    from bot.handlers.desk import Context, Desk
    from bot.handlers.group_admins import GroupAdmins
    from bot.render.settings_page import Page
    from bot.store.chats import Settings

_log = logging.getLogger(__name__)

PATTERN = r"^set:(?:lang:(?:auto|de|en)|n:[1-5]|ask:(?:all|admins))$"
"""Of the buttons' data: what is set, and to which value."""


class SettingsMenu:
    """In private everybody sets for themselves; in a group its admins do, and the bot's."""

    def __init__(self, desk: Desk, group_admins: GroupAdmins) -> None:
        self._desk = desk
        self._group_admins = group_admins

    async def command(self, update: Update, _: Context) -> None:
        """Show the settings to those who may change them: /settings."""
        message = update.effective_message
        if message is None:
            return
        texts, group = self._desk.texts(update), message.chat.type != Chat.PRIVATE
        if group and not self._desk.is_admin(update) and not await self._group_admins.wrote(message):
            await self._desk.reply(message, texts.settings_not_allowed)
            return
        hits = self._desk.config.search.hits
        shown = settings_page.page(self._desk.settings(message.chat_id), hits, texts, group=group)
        await self._desk.reply(message, shown.html, buttons=_buttons(shown))

    async def tap(self, update: Update, context: Context) -> None:
        """Set what a button stands for, and show the settings as they are now."""
        tap = update.callback_query
        if tap is None or tap.data is None or tap.message is None:
            return
        chat, texts = tap.message.chat, self._desk.texts(update)
        group = chat.type != Chat.PRIVATE
        if group and not await self._may_set(update, tap):
            await self._desk.delivery.answer(tap, texts.settings_not_allowed, alert=True)
            return
        _, key, value = tap.data.split(":")
        settings = settings_page.changed(self._desk.settings(chat.id), key, value)
        if not self._keep(chat.id, settings):
            await self._desk.delivery.answer(tap, texts.settings_not_kept, alert=True)
            return
        # From here on in the language that may just have been chosen.
        texts = texts_for(settings.language or tap.from_user.language_code)
        await self._desk.delivery.answer(tap, texts.settings_kept)
        shown = settings_page.page(settings, self._desk.config.search.hits, texts, group=group)
        await self._desk.delivery.edit(
            context.bot, chat.id, tap.message.message_id, shown.html, buttons=_buttons(shown)
        )

    async def _may_set(self, update: Update, tap: CallbackQuery) -> bool:
        if self._desk.is_admin(update) or tap.message is None:
            return True
        return await self._group_admins.has(tap.get_bot(), tap.message.chat.id, tap.from_user.id)

    def _keep(self, chat: int, settings: Settings) -> bool:
        try:
            self._desk.store.chats.change(chat, settings)
        except sqlite3.Error:
            _log.exception("the settings of chat %d cannot be kept; make room on the disk", chat)
            return False
        return True


def _buttons(shown: Page) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=data) for label, data in row] for row in shown.rows]
    )
