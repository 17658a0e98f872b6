"""/start and /help: what the bot is, and how it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from telegram import Update

    from bot.handlers.desk import Context, Desk


class Introduction:
    """Says what the bot is. Groups have other bots, so unknown commands are answered in private chats only."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def start(self, update: Update, context: Context) -> None:
        """/start: say what this is."""
        if message := update.effective_message:
            await self._desk.reply(message, self._desk.texts(update).start.format(bot=context.bot.username))

    async def help(self, update: Update, context: Context) -> None:
        """/help, or a command that does not exist: say how to ask."""
        if message := update.effective_message:
            texts = self._desk.texts(update)
            admin = texts.help_admin if self._desk.is_admin(update) else ""
            await self._desk.reply(message, texts.help.format(bot=context.bot.username) + admin)
