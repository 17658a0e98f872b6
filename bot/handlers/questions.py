"""Questions: which messages are one, and their answers."""

from __future__ import annotations

import functools
import logging
import sqlite3
from typing import TYPE_CHECKING

from bot.handlers import addressing
from bot.render import answers
from index.errors import SnapshotError

if TYPE_CHECKING:
    from telegram import Message, Update

    from bot.handlers.desk import Context, Desk
    from bot.store.talks import Talk
    from bot.texts import Texts
    from index.records import Answer, Turn

_log = logging.getLogger(__name__)


class Questions:
    """The coroutines that a question may come by."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def ask(self, update: Update, context: Context) -> None:
        """/ask QUESTION; the command alone, in reply to somebody's message, asks what that message asks."""
        message = update.effective_message
        if message is None or message.is_automatic_forward:
            return
        question = " ".join(context.args or []) or addressing.text_of(message.reply_to_message)
        texts = self._desk.texts(update)
        if question:
            await self._answer(message, question, texts)
        else:
            await self._desk.reply(message, texts.ask_usage)

    async def private(self, update: Update, _: Context) -> None:
        """Answer a message in a private chat: all of it is the question."""
        if (message := update.effective_message) is not None:
            await self._answer(message, addressing.text_of(message), self._desk.texts(update))

    async def group(self, update: Update, context: Context) -> None:
        """Answer a message in a group, if it mentions the bot or replies to it; leave all others alone."""
        message = update.effective_message
        if message is None or message.is_automatic_forward or addressing.is_from(message.via_bot, context.bot.id):
            return
        mentions = addressing.mentions(message, context.bot.username)
        if not mentions and not addressing.replies_to(message, context.bot.id):
            return
        question = addressing.without(message, mentions) or addressing.text_of(message.reply_to_message)
        await self._answer(message, question, self._desk.texts(update))

    async def _answer(self, message: Message, question: str, texts: Texts) -> None:
        talk, library = addressing.talk_of(message), self._desk.library
        try:
            answer = await self._desk.in_thread(functools.partial(library.ask, question, turns=self._turns(talk)))
        except SnapshotError as error:
            if not library.is_empty():
                raise
            _log.warning("a question cannot be answered: %s", error)
            await self._desk.reply(message, texts.no_library)
            return
        self._remember(talk, answer)
        for html in answers.answer_messages(answer, texts):
            await self._desk.reply(message, html)

    def _turns(self, talk: Talk) -> list[Turn]:
        try:
            return self._desk.store.talks.turns(talk)
        except sqlite3.Error:
            _log.exception("the last questions cannot be read; this one is answered as it stands")
            return []

    def _remember(self, talk: Talk, answer: Answer) -> None:
        try:
            self._desk.store.talks.remember(talk, answer.turn())
        except sqlite3.Error:
            _log.exception("a question cannot be remembered; make room on the disk")
