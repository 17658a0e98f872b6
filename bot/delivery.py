"""Every message that goes out, and what is done when Telegram does not take it as it is.

==============================================  ===============================================
what Telegram says                              what is done
==============================================  ===============================================
can't parse entities                            the words go out without their marks
message thread not found                        again, outside of the topic
the quoted words are not in the message         again, without the quotation
the address of a button is not taken            again, without the buttons that lead to the web
the group has become a supergroup               everything of it moves along, and again there; no edit
the bot was blocked or put out, or no chat      the chat is closed: nothing more is sent to it
the bot may not write, the topic is closed      nothing: others of the chat may have better luck
message is not modified, query is too old       nothing: it is as it should be, or too late
==============================================  ===============================================

Waiting out a 429 and repeating what a bad network has lost is the rate limiter's.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.render.parts import without_tags

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from telegram import (
        Bot,
        CallbackQuery,
        InlineQuery,
        InlineQueryResultArticle,
        InlineQueryResultsButton,
    )

    from bot.store.chats import Chats

_log = logging.getLogger(__name__)

_SLOW = 1.0
"""Seconds after which somebody who waits wants to see that the bot is at work; an answer takes milliseconds."""
_TYPING = 4.5
"""Seconds after which that is said again; Telegram shows it for five (Bot API, sendChatAction)."""
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_MOST_REMEDIES = 5
"""More than there are kinds of them for one message."""
_GONE = ("chat not found", "user is deactivated", "peer_id_invalid", "group chat was deactivated")
_MUTED = ("not enough rights to send", "no rights to send", "no write access", "topic_closed", "chat_restricted")
"""A chat where the bot was silenced, or a topic that is closed: both may end, and nobody there can be told."""
_HARMLESS = ("message is not modified", "message to edit not found", "message can't be edited", "message_id_invalid")
_ADDRESS = ("button url", "button_url_invalid")
_CACHED = 20
"""Seconds for which Telegram keeps inline results, for one person: a sync may bring better ones at any time."""
_QUOTE = ("quote_text_invalid", "quote not found", "message_quote")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes."""

    chat: int
    topic: int | None = None
    """The forum topic; None outside of one, also for "General"."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The message that is answered, and the words of it that are quoted."""

    message: int
    quote: str | None = None
    """Word for word as they stand in it, 1024 characters at most; None quotes nothing."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message on its way."""

    place: Place
    text: str
    html: bool = True
    reply: Reply | None = None
    buttons: InlineKeyboardMarkup | None = None


@dataclass(frozen=True, slots=True)
class InParts:
    """What stands in one message, or in several where one cannot hold it."""

    parts: Sequence[str]
    """HTML, one message each."""
    left: str
    """HTML that is left in a message of its own that is not needed any more and cannot be deleted."""
    buttons: InlineKeyboardMarkup | None = None
    """Under the last part."""


def place_of(message: Message) -> Place:
    """Return the chat and the topic that a message stands in."""
    return Place(message.chat_id, message.message_thread_id if message.is_topic_message else None)


def reply_to(message: Message, quote: str | None = None) -> Reply | None:
    """Return the reply that shows whom an answer is for; None in a private chat, where that is plain."""
    return None if message.chat.type == message.chat.PRIVATE else Reply(message.message_id, quote)


class Delivery:
    """Sends and edits. What cannot be delivered for good is logged, and is no error for whoever asked for it."""

    def __init__(self, chats: Chats) -> None:
        self._chats = chats

    async def send(
        self,
        bot: Bot,
        place: Place,
        html: str,
        *,
        reply: Reply | None = None,
        buttons: InlineKeyboardMarkup | None = None,
    ) -> Message | None:
        """Send a message; return it as it was sent, None where the chat cannot be reached any more.

        Raises:
            TelegramError: Telegram or the way to it failed for another reason.

        """
        outgoing = Outgoing(place, html, reply=reply, buttons=buttons)
        if (supergroup := self._supergroup(place.chat)) is not None:
            outgoing = replace(outgoing, place=Place(supergroup), reply=None)
        for _ in range(_MOST_REMEDIES):
            try:
                return await _sent(bot, outgoing)
            except TelegramError as error:
                if self._is_gone(outgoing.place.chat, error) or _is_muted(outgoing.place, error):
                    return None
                outgoing = self._mended(outgoing, error)
        return await _sent(bot, outgoing)

    async def edit(
        self, bot: Bot, chat: int, message: int, html: str, *, buttons: InlineKeyboardMarkup | None = None
    ) -> bool:
        """Let a message show something else; False where it cannot be shown: the message or the chat is gone.

        Raises:
            TelegramError: Telegram or the way to it failed for another reason.

        """
        if self._supergroup(chat) is not None:
            return False  # it numbers its messages anew: the number would be that of another one
        text, parse_mode = html, str(ParseMode.HTML)
        for _ in range(_MOST_REMEDIES):
            try:
                await bot.edit_message_text(
                    text, chat, message, parse_mode=parse_mode or None,
                    link_preview_options=_NO_PREVIEW, reply_markup=buttons,
                )  # fmt: skip
            except ChatMigrated as error:
                self._note_move(chat, error.new_chat_id)
                return False
            except (BadRequest, Forbidden) as error:
                said = str(error).lower()
                if "can't parse entities" in said and parse_mode:
                    _log.exception("Telegram refused the HTML of an edit; it is shown as plain text: %r", html)
                    text, parse_mode = without_tags(html), ""
                    continue
                if buttons is not None and any(words in said for words in _ADDRESS):
                    _log.warning("Telegram does not take the address of a button: %s", error)
                    buttons = _without_addresses(buttons)
                    continue
                if self._is_gone(chat, error) or any(words in said for words in _HARMLESS):
                    return "not modified" in said
                raise
            return True
        return False

    async def put(
        self, bot: Bot, place: Place, shown: InParts, *, messages: Sequence[int] = (), reply: Reply | None = None
    ) -> list[int]:
        """Let messages show something, and return them.

        Args:
            bot: whose messages they are.
            place: where they stand.
            shown: what they show.
            messages: those that are there and are edited; what is missing is sent, what is too many is deleted.
            reply: what new messages reply to.

        Raises:
            TelegramError: Telegram or the way to it failed.

        """
        standing, last = [], len(shown.parts) - 1
        for index, html in enumerate(shown.parts):
            buttons = shown.buttons if index == last else None
            if index < len(messages) and await self.edit(bot, place.chat, messages[index], html, buttons=buttons):
                standing.append(messages[index])
            elif (sent := await self.send(bot, place, html, reply=reply, buttons=buttons)) is not None:
                standing.append(sent.message_id)
                # The question is quoted once.
                reply = reply and Reply(reply.message)
        for message in messages[len(shown.parts) :]:
            if not await self.delete(bot, place.chat, message):
                await self.edit(bot, place.chat, message, shown.left)
        return standing

    async def delete(self, bot: Bot, chat: int, message: int) -> bool:
        """Delete one of the bot's messages; False where Telegram does not do it: it may be too old."""
        if self._supergroup(chat) is not None:
            return False  # as for an edit
        try:
            return await bot.delete_message(chat, message)
        except ChatMigrated as error:
            self._note_move(chat, error.new_chat_id)
            return False
        except (BadRequest, Forbidden) as error:
            _log.info("message %d in chat %d cannot be deleted: %s", message, chat, error)
            return "message to delete not found" in str(error).lower()

    async def mark(self, message: Message, buttons: InlineKeyboardMarkup) -> None:
        """Let a message have other buttons; one that cannot be edited any more keeps what it has."""
        try:
            await message.edit_reply_markup(buttons)
        except (BadRequest, Forbidden) as error:
            _log.info("the buttons of message %d in chat %d stay: %s", message.message_id, message.chat_id, error)

    @asynccontextmanager
    async def typing(self, bot: Bot, place: Place, after: float = _SLOW) -> AsyncIterator[None]:
        """Show that the bot is at work, once something takes longer than so many seconds, until it is done."""
        task = asyncio.create_task(_type(bot, place, after))
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def answer(self, tap: CallbackQuery, text: str | None = None, *, alert: bool = False) -> None:
        """End a button's waiting, with a short text in a small window; a tap can be too old for that."""
        try:
            await tap.answer(text, show_alert=alert)
        except BadRequest as error:
            _log.info("a tap cannot be answered: %s", error)

    async def answer_inline(
        self,
        query: InlineQuery,
        results: Sequence[InlineQueryResultArticle],
        *,
        next_offset: str = "",
        button: InlineQueryResultsButton | None = None,
    ) -> None:
        """Show the results of an inline query to whoever typed it and to nobody else; it can be too old for that."""
        try:
            await query.get_bot().answer_inline_query(
                query.id, results, cache_time=_CACHED, is_personal=True, next_offset=next_offset, button=button
            )
        except BadRequest as error:
            too_old = "query is too old" in str(error).lower()
            _log.log(logging.INFO if too_old else logging.ERROR, "an inline query cannot be answered: %s", error)

    def _mended(self, outgoing: Outgoing, error: TelegramError) -> Outgoing:
        """Return what to send in place of what was refused.

        Raises:
            TelegramError: nothing helps.

        """
        said, place, reply = str(error).lower(), outgoing.place, outgoing.reply
        if isinstance(error, ChatMigrated):
            self._note_move(place.chat, error.new_chat_id)
            # The messages of the old group are not in the new one.
            return replace(outgoing, place=Place(error.new_chat_id), reply=None)
        if "can't parse entities" in said and outgoing.html:
            # A fault of ours that the reader should not pay for.
            _log.error("Telegram refused the HTML of a message; it is sent as plain text: %r", outgoing.text)
            return replace(outgoing, text=without_tags(outgoing.text), html=False)
        if "thread not found" in said and place.topic is not None:
            return replace(outgoing, place=Place(place.chat))
        if reply is not None and reply.quote is not None and any(words in said for words in _QUOTE):
            return replace(outgoing, reply=Reply(reply.message))
        if outgoing.buttons is not None and any(words in said for words in _ADDRESS):
            _log.warning("Telegram does not take the address of a button: %s", error)
            return replace(outgoing, buttons=_without_addresses(outgoing.buttons))
        raise error

    def _supergroup(self, chat: int) -> int | None:
        """Return what a group has become, as far as that is known."""
        try:
            return self._chats.moved_to(chat)
        except sqlite3.Error:
            _log.exception("it cannot be read whether chat %d has become a supergroup", chat)
            return None

    def _note_move(self, old: int, new: int) -> None:
        try:
            self._chats.move(old, new)
        except sqlite3.Error:
            _log.exception("it cannot be remembered that the group %d is %d now; make room on the disk", old, new)

    def _is_gone(self, chat: int, error: TelegramError) -> bool:
        """Tell whether the chat cannot be written to any more, and remember it."""
        said = str(error).lower()
        if not isinstance(error, Forbidden) and not any(words in said for words in _GONE):
            return False
        _log.info("chat %d cannot be reached any more: %s", chat, error)
        try:
            self._chats.close(chat)
        except sqlite3.Error:
            _log.exception("that cannot be remembered; make room on the disk")
        return True


def _without_addresses(buttons: InlineKeyboardMarkup) -> InlineKeyboardMarkup:
    rows = ([button for button in row if button.url is None] for row in buttons.inline_keyboard)
    return InlineKeyboardMarkup([row for row in rows if row])


def _is_muted(place: Place, error: TelegramError) -> bool:
    """Tell whether the bot may not write there for now."""
    if not isinstance(error, BadRequest) or not any(words in str(error).lower() for words in _MUTED):
        return False
    _log.info("nothing can be written into chat %d, topic %s: %s", place.chat, place.topic, error)
    return True


async def _type(bot: Bot, place: Place, after: float) -> None:
    await asyncio.sleep(after)
    try:
        while True:
            await bot.send_chat_action(place.chat, ChatAction.TYPING, message_thread_id=place.topic)
            await asyncio.sleep(_TYPING)
    except TelegramError as error:
        _log.info("it cannot be shown that the bot is at work: %s", error)


async def _sent(bot: Bot, outgoing: Outgoing) -> Message:
    reply, parameters = outgoing.reply, None
    if reply is not None:
        parameters = ReplyParameters(reply.message, quote=reply.quote, allow_sending_without_reply=True)
    return await bot.send_message(
        outgoing.place.chat,
        outgoing.text,
        parse_mode=ParseMode.HTML if outgoing.html else None,
        message_thread_id=outgoing.place.topic,
        link_preview_options=_NO_PREVIEW,
        reply_parameters=parameters,
        reply_markup=outgoing.buttons,
    )
