"""Questions: which messages are one. Edited ones are no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers import addressing

if TYPE_CHECKING:
    from telegram import Update

    from bot.handlers.answering import Answering
    from bot.handlers.desk import Context, Desk


class Questions:
    """The coroutines that a question may come by."""

    def __init__(self, desk: Desk, answering: Answering) -> None:
        self._desk = desk
        self._answering = answering

    async def ask(self, update: Update, context: Context) -> None:
        """/ask QUESTION; the command alone, in reply to somebody's message, asks what that message asks."""
        message = update.effective_message
        if message is None or message.is_automatic_forward:
            return
        question = " ".join(context.args or []) or addressing.text_of(message.reply_to_message)
        await self._answering.answer(message, question, self._desk.texts(update))

    async def private(self, update: Update, _: Context) -> None:
        """Answer a message in a private chat: all of it is the question."""
        if (message := update.effective_message) is not None:
            await self._answering.answer(message, addressing.text_of(message), self._desk.texts(update))

    async def group(self, update: Update, context: Context) -> None:
        """Answer a message in a group, if it mentions the bot or replies to it; leave all others alone."""
        message = update.effective_message
        if message is None or message.is_automatic_forward or addressing.is_from(message.via_bot, context.bot.id):
            return
        mentions = addressing.mentions(message, context.bot.username)
        if not mentions and not addressing.replies_to(message, context.bot.id):
            return
        question = addressing.without(message, mentions) or addressing.text_of(message.reply_to_message)
        await self._answering.answer(message, question, self._desk.texts(update))
