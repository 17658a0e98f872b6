"""/start and /help: what the bot is, and how it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import Chat

from bot.handlers import privacy, privacy_mode

if TYPE_CHECKING:
    from telegram import Update

    from bot.handlers.desk import Context, Desk
    from bot.handlers.membership import Membership
    from bot.handlers.privacy import Privacy
    from bot.handlers.reading import Reading


class Introduction:
    """Says what the bot is, and brings those who come by a link to what it leads to."""

    def __init__(self, desk: Desk, reading: Reading, own_data: Privacy, membership: Membership) -> None:
        self._desk = desk
        self._reading = reading
        self._own_data = own_data
        self._membership = membership

    async def start(self, update: Update, context: Context) -> None:
        """/start: show what a link leads to, or say what this is."""
        message, texts = update.effective_message, self._desk.texts(update)
        if message is None:
            return
        if message.chat.type == Chat.PRIVATE and self._desk.is_admin(update):
            privacy_mode.note_admin(self._desk, message.chat_id)
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
            group = message.chat.type in {Chat.GROUP, Chat.SUPERGROUP}
            text = (texts.help_group if group else texts.help).format(bot=context.bot.username)
            if group:
                text += f"\n\n{await self._membership.mentions(context.bot, message.chat_id, texts)}"
            admin = texts.help_admin if not group and self._desk.is_admin(update) else ""
            await self._desk.reply(message, text + admin)
