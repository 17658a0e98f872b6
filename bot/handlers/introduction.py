"""/start and /help: what the bot is, and how it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import MessageEntity

from bot.handlers import privacy

if TYPE_CHECKING:
    from telegram import Update

    from bot.handlers.desk import Context, Desk
    from bot.handlers.privacy import Privacy
    from bot.handlers.reading import Reading


class Introduction:
    """Says what the bot is, and brings those who come by a link to what it leads to."""

    def __init__(self, desk: Desk, reading: Reading, own_data: Privacy) -> None:
        self._desk = desk
        self._reading = reading
        self._own_data = own_data

    async def start(self, update: Update, context: Context) -> None:
        """/start: show what a link leads to, or say what this is."""
        message, texts = update.effective_message, self._desk.texts(update)
        if message is None:
            return
        parameter = " ".join(context.args or [])
        private = message.chat.type == message.chat.PRIVATE
        if private and parameter == privacy.PARAMETER:
            await self._own_data.show(message, texts)
        elif not (private and await self._reading.link(message, parameter, texts)):
            await self._desk.reply(message, texts.start.format(bot=context.bot.username))

    async def help(self, update: Update, context: Context) -> None:
        """/help, or in a private chat a command that does not exist: say how to ask."""
        if message := update.effective_message:
            texts = self._desk.texts(update)
            private = message.chat.type == message.chat.PRIVATE
            text = (texts.help if private else texts.help_group).format(bot=context.bot.username)
            admin = texts.help_admin if private and self._desk.is_admin(update) else ""
            await self._desk.reply(message, text + admin)

    async def unknown(self, update: Update, context: Context) -> None:
        """Answer a command that does not exist in a group, if it names this bot; other bots may know the others."""
        message = update.effective_message
        if message is None or message.is_automatic_forward:
            return
        commands = message.parse_entities([MessageEntity.BOT_COMMAND])
        first = next((text for entity, text in commands.items() if entity.offset == 0), "")
        if first.lower().endswith(f"@{context.bot.username.lower()}"):
            texts = self._desk.texts(update)
            await self._desk.reply(message, texts.unknown_command.format(bot=context.bot.username))
