"""Every message that goes out, and what is done when Telegram does not take it as it is.

==============================================  ===============================================
what Telegram says                              what is done
==============================================  ===============================================
can't parse entities                            the words go out without their marks
message thread not found                        again, outside of the topic
the quoted words are not in the message         again, without the quotation
the group has become a supergroup               everything of it moves along, and again there
the bot was blocked or put out, or no chat      the chat is closed: nothing more is sent to it
message is not modified, query is too old       nothing: it is as it should be, or too late
==============================================  ===============================================

Waiting out a 429 and repeating what a bad network has lost is the rate limiter's.
"""

from __future__ import annotations

import logging
import sqlite3
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from telegram import LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.render.parts import without_tags

if TYPE_CHECKING:
    from telegram import Bot, CallbackQuery, InlineKeyboardMarkup

    from bot.store.chats import Chats

_log = logging.getLogger(__name__)

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_MOST_REMEDIES = 5
"""More than there are kinds of them for one message."""
_GONE = ("chat not found", "user is deactivated", "peer_id_invalid", "group chat was deactivated")
_HARMLESS = ("message is not modified", "message to edit not found", "message can't be edited")
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
        for _ in range(_MOST_REMEDIES):
            try:
                return await _sent(bot, outgoing)
            except TelegramError as error:
                if self._is_gone(outgoing.place.chat, error):
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
        text, parse_mode = html, str(ParseMode.HTML)
        for _ in range(2):
            try:
                await bot.edit_message_text(
                    text, self._chats.moved_to(chat) or chat, message, parse_mode=parse_mode or None,
                    link_preview_options=_NO_PREVIEW, reply_markup=buttons,
                )  # fmt: skip
            except (BadRequest, Forbidden) as error:
                said = str(error).lower()
                if "can't parse entities" in said and parse_mode:
                    _log.exception("Telegram refused the HTML of an edit; it is shown as plain text: %r", html)
                    text, parse_mode = without_tags(html), ""
                    continue
                if self._is_gone(chat, error) or any(words in said for words in _HARMLESS):
                    return "not modified" in said
                raise
            return True
        return False

    async def answer(self, tap: CallbackQuery, text: str | None = None, *, alert: bool = False) -> None:
        """End a button's waiting, with a short text in a small window; a tap can be too old for that."""
        try:
            await tap.answer(text, show_alert=alert)
        except BadRequest as error:
            _log.info("a tap cannot be answered: %s", error)

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
        raise error

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
