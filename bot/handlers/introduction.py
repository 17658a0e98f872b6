"""/start and /help: what the bot is, and how it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import Chat

from bot.handlers import privacy_mode

if TYPE_CHECKING:
    from telegram import Update

    from bot.handlers.desk import Context, Desk
    from bot.handlers.membership import Membership


class Introduction:
    """Says what the bot is. Groups have other bots, so unknown commands are answered in private chats only."""

    def __init__(self, desk: Desk, membership: Membership) -> None:
        self._desk = desk
        self._membership = membership

    async def start(self, update: Update, context: Context) -> None:
        """/start: say what this is."""
        if message := update.effective_message:
            if message.chat.type == Chat.PRIVATE and self._desk.is_admin(update):
                privacy_mode.note_admin(self._desk, message.chat_id)
            await self._desk.reply(message, self._desk.texts(update).start.format(bot=context.bot.username))

    async def help(self, update: Update, context: Context) -> None:
        """/help, or a command that does not exist: say how to ask."""
        if message := update.effective_message:
            texts = self._desk.texts(update)
            text = texts.help.format(bot=context.bot.username)
            if message.chat.type in {Chat.GROUP, Chat.SUPERGROUP}:
                text += f"\n\n{await self._membership.mentions(context.bot, message.chat_id, texts)}"
            admin = texts.help_admin if self._desk.is_admin(update) else ""
            await self._desk.reply(message, text + admin)
