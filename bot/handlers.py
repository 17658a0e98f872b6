"""What the bot does with a message: thin coroutines between Telegram and the library."""

from __future__ import annotations

import asyncio
import functools
import logging
import secrets
import sqlite3
from typing import TYPE_CHECKING

from telegram import LinkPreviewOptions, MessageEntity, ReplyParameters, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, Conflict, NetworkError, TelegramError
from telegram.ext import ApplicationHandlerStop

from bot import render
from bot.chats import Talk
from bot.texts import texts_for
from index.errors import SnapshotError

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from telegram import InlineKeyboardMarkup, Message
    from telegram.ext import ContextTypes

    from bot.chats import Chats
    from bot.texts import Texts
    from index.library import Library
    from index.records import Answer, Turn

    Context = ContextTypes.DEFAULT_TYPE

_log = logging.getLogger(__name__)

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Handlers:
    """The coroutines that `app` registers, with what they work on."""

    def __init__(self, library: Library, chats: Chats, executor: Executor, admins: frozenset[int]) -> None:
        self._library = library
        self._chats = chats
        self._executor = executor
        self._admins = admins

    async def once(self, update: object, _: Context) -> None:
        """Let no update through that was handled before."""
        try:
            new = not isinstance(update, Update) or self._chats.take(update.update_id)
        except sqlite3.Error:
            # An answer that may come twice is better than none.
            _log.exception("it cannot be remembered which updates were handled; make room on the disk")
            return
        if not new and isinstance(update, Update):
            _log.info("update %d came twice; it was handled the first time", update.update_id)
            raise ApplicationHandlerStop

    async def start(self, update: Update, context: Context) -> None:
        """/start: say what this is."""
        if message := update.effective_message:
            await send(message, [texts_of(update).start.format(bot=context.bot.username)])

    async def help(self, update: Update, context: Context) -> None:
        """/help: say how to ask."""
        message, user = update.effective_message, update.effective_user
        if message is None:
            return
        texts = texts_of(update)
        admin = texts.help_admin if user is not None and user.id in self._admins else ""
        await send(message, [texts.help.format(bot=context.bot.username) + admin])

    async def ask(self, update: Update, context: Context) -> None:
        """/ask QUESTION; the command alone, in reply to somebody's message, asks what that message asks."""
        message = update.effective_message
        if message is None or message.is_automatic_forward:
            return
        question = " ".join(context.args or []) or _text_of(message.reply_to_message)
        if question:
            await self._answer(message, question, texts_of(update))
        else:
            await send(message, [texts_of(update).ask_usage])

    async def private(self, update: Update, _: Context) -> None:
        """Answer a message in a private chat: all of it is the question."""
        if (message := update.effective_message) is not None:
            await self._answer(message, _text_of(message), texts_of(update))

    async def group(self, update: Update, context: Context) -> None:
        """Answer a message in a group, if it mentions the bot or replies to it; leave all others alone."""
        message = update.effective_message
        if message is None or message.is_automatic_forward or _is_from(message.via_bot, context.bot.id):
            return
        mentions = _mentions(message, context.bot.username)
        if not mentions and not _replies_to(message, context.bot.id):
            return
        question = _without(message, mentions)
        await self._answer(message, question or _text_of(message.reply_to_message), texts_of(update))

    async def unknown_command(self, update: Update, context: Context) -> None:
        """Help with a command that does not exist; groups have other bots, so there is silence there."""
        await self.help(update, context)

    async def error(self, update: object, context: Context) -> None:
        """Log an error under a short number, and give that number to whoever asked."""
        if update is None and isinstance(context.error, NetworkError | Conflict):
            return  # polling: the request that met it has logged the outage, once
        number = secrets.token_hex(3)
        _log.error("error %s while handling an update", number, exc_info=context.error)
        if isinstance(update, Update) and update.effective_message and not isinstance(context.error, TelegramError):
            await send(update.effective_message, [texts_of(update).error.format(number=number)])

    async def _answer(self, message: Message, question: str, texts: Texts) -> None:
        loop = asyncio.get_running_loop()
        talk = _talk_of(message)
        ask = functools.partial(self._library.ask, question, turns=self._turns(talk))
        try:
            answer = await loop.run_in_executor(self._executor, ask)
        except SnapshotError as error:
            if not self._library.is_empty():
                raise
            _log.warning("a question cannot be answered: %s", error)
            await send(message, [texts.no_library])
            return
        self._remember(talk, answer)
        await send(message, render.answer_messages(answer, texts))

    def _turns(self, talk: Talk) -> list[Turn]:
        try:
            return self._chats.turns(talk)
        except sqlite3.Error:
            _log.exception("the last questions cannot be read; this one is answered as it stands")
            return []

    def _remember(self, talk: Talk, answer: Answer) -> None:
        try:
            self._chats.remember(talk, answer.turn())
        except sqlite3.Error:
            _log.exception("a question cannot be remembered; make room on the disk")


async def send(
    message: Message, htmls: list[str], *, reply_to: int | None = None, buttons: InlineKeyboardMarkup | None = None
) -> None:
    """Send messages in answer to `message`: in its chat and topic, and in a group, or where it is asked, as replies."""
    if reply_to is None and message.chat.type != message.chat.PRIVATE:
        reply_to = message.message_id
    reply = None if reply_to is None else ReplyParameters(reply_to, allow_sending_without_reply=True)
    for html in htmls:
        try:
            await message.reply_text(
                html,
                parse_mode=ParseMode.HTML,
                link_preview_options=_NO_PREVIEW,
                reply_parameters=reply,
                do_quote=False,
                reply_markup=buttons,
            )
        except BadRequest as error:
            # A fault of ours that the reader should not pay for: the words go out without their marks.
            if "can't parse entities" not in str(error).lower():
                raise
            _log.exception("Telegram refused the HTML of a message; it was sent as plain text: %r", html)
            plain = render.without_tags(html)
            await message.reply_text(plain, link_preview_options=_NO_PREVIEW, reply_parameters=reply, do_quote=False)


def texts_of(update: Update) -> Texts:
    """Return the texts in the language of whoever wrote."""
    user = update.effective_user
    return texts_for(user.language_code if user else None)


def _talk_of(message: Message) -> Talk:
    person = message.sender_chat or message.from_user
    topic = (message.message_thread_id or 0) if message.is_topic_message else 0
    return Talk(message.chat_id, topic, person.id if person else 0)


def _text_of(message: Message | None) -> str:
    return (message.text or message.caption or "").strip() if message else ""


def _mentions(message: Message, username: str) -> list[MessageEntity]:
    """Return the mentions of the bot in the text, or in the caption."""
    kinds: list[str | None] = [MessageEntity.MENTION]
    found = message.parse_entities(kinds) if message.text else message.parse_caption_entities(kinds)
    return [entity for entity, words in found.items() if words.lower() == f"@{username.lower()}"]


def _without(message: Message, entities: list[MessageEntity]) -> str:
    """Return the text without some of its parts; Telegram counts them in UTF-16 units, of two bytes each."""
    text = (message.text or message.caption or "").encode("utf-16-le")
    for entity in sorted(entities, key=lambda one: -one.offset):
        text = text[: 2 * entity.offset] + text[2 * (entity.offset + entity.length) :]
    return text.decode("utf-16-le").strip()


def _replies_to(message: Message, bot_id: int) -> bool:
    replied = message.reply_to_message
    return replied is not None and _is_from(replied.from_user, bot_id)


def _is_from(user: object, bot_id: int) -> bool:
    return getattr(user, "id", None) == bot_id
