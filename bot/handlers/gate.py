"""What comes before every handler: whether somebody may use the bot, and whether it is too much at once."""

from __future__ import annotations

import logging
import math
import sqlite3
from typing import TYPE_CHECKING

from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop, CommandHandler, filters

from bot import access
from bot.access import Doer, Rates, Told
from bot.handlers import addressing
from bot.transport.clock import SystemClock

if TYPE_CHECKING:
    from collections.abc import Hashable

    from telegram import CallbackQuery, InlineQuery, Message, Update

    from bot.handlers.desk import Context, Desk
    from bot.handlers.group_admins import GroupAdmins
    from bot.transport.clock import Clock

_log = logging.getLogger(__name__)

_DAY = 24 * 3600.0
_BURST_OVER = 60.0
"""Seconds of quiet after which a burst of questions has ended."""
_EMPTY_FOR = 10
"""Seconds for which Telegram may keep the empty result of somebody who is turned away."""
_FOR_EVERYBODY = frozenset({"start", "help", "settings", "privacy"})
"""Commands that are no questions."""


class Gate:
    """A handler in a group before all others, for messages, edits, posts, taps, inline queries and files alike."""

    def __init__(self, desk: Desk, group_admins: GroupAdmins, clock: Clock | None = None) -> None:
        now = (clock or SystemClock()).now
        telegram = desk.config.telegram
        self._desk = desk
        self._group_admins = group_admins
        self._rates = Rates(telegram.per_user, telegram.per_chat, now)
        self._turned_away = Told(_DAY, now)
        self._slowed_down = Told(_BURST_OVER, now)
        self._not_asking = Told(_DAY, now)

    async def check(self, update: Update, context: Context) -> None:
        """Let an update through to its handler, or say why not.

        Raises:
            ApplicationHandlerStop: it is not handled.

        """
        doer = _doer(update)
        if doer is None:
            return
        self._note_open(doer)
        if not access.allows(self._desk.config.telegram, doer, self._former(doer)):
            await self._turn_away(update, doer)
            raise ApplicationHandlerStop
        message = update.effective_message if update.callback_query is None else None
        if message is not None and not _is_for_bot(message, context):
            return  # what people say to each other counts for nothing
        if self._desk.is_admin(update):
            return
        if refusal := self._rates.take(doer):
            await self._slow_down(update, refusal.whose, math.ceil(refusal.seconds))
            raise ApplicationHandlerStop
        if message is not None and not await self._may_ask_here(message):
            if self._not_asking.first((doer.chat, doer.sender)):
                await self._desk.reply(message, self._desk.texts(update).only_group_admins)
            raise ApplicationHandlerStop

    async def _turn_away(self, update: Update, doer: Doer) -> None:
        """Tell a stranger once; in groups say nothing, unless somebody taps on a button and waits."""
        texts = self._desk.texts(update)
        if tap := update.callback_query:
            await self._desk.delivery.answer(tap, texts.not_allowed_tap.format(user=doer.sender), alert=True)
        elif query := update.inline_query:
            await _answer_nothing(query)
        elif doer.private and update.message is not None and self._turned_away.first(doer.sender):
            await self._desk.reply(update.message, texts.not_allowed.format(user=doer.sender))

    async def _slow_down(self, update: Update, whose: Hashable, seconds: int) -> None:
        texts = self._desk.texts(update)
        if tap := update.callback_query:
            await self._desk.delivery.answer(tap, texts.too_many_taps.format(seconds=seconds))
        elif query := update.inline_query:
            await _answer_nothing(query)
        elif (message := update.message) is not None and self._slowed_down.first(whose):
            await self._desk.reply(message, texts.too_many.format(seconds=seconds))

    async def _may_ask_here(self, message: Message) -> bool:
        if message.chat.type not in {message.chat.GROUP, message.chat.SUPERGROUP}:
            return True
        if self._desk.settings(message.chat_id).askers != "admins" or _command(message) in _FOR_EVERYBODY:
            return True
        return await self._group_admins.wrote(message)

    def _former(self, doer: Doer) -> tuple[int, ...]:
        if doer.chat is None or not self._desk.config.telegram.allow_chats:
            return ()
        try:
            return self._desk.store.chats.moved_from(doer.chat)
        except sqlite3.Error:
            _log.exception("it cannot be looked up what chat %d was before", doer.chat)
            return ()

    def _note_open(self, doer: Doer) -> None:
        """Remember that a chat is there: something has come from it."""
        try:
            if doer.chat is not None and self._desk.store.chats.is_closed(doer.chat):
                self._desk.store.chats.open(doer.chat)
        except sqlite3.Error:
            _log.exception("it cannot be remembered that chat %d is open", doer.chat)


def _doer(update: Update) -> Doer | None:
    """Return who has done something; None for what Telegram itself tells, such as that somebody has joined."""
    message: Message | CallbackQuery | InlineQuery | None
    if (tap := update.callback_query) is not None:
        chat = tap.message.chat if tap.message else None
        return Doer(tap.from_user.id, None, chat.id if chat else None, private=_is_private(chat))
    if (message := update.effective_message) is not None:
        if filters.StatusUpdate.ALL.filter(update):
            return None
        shown_as, writer = message.sender_chat, message.from_user
        person = writer.id if writer is not None and shown_as is None else None
        return Doer(person, shown_as.id if shown_as else None, message.chat_id, private=_is_private(message.chat))
    if (user := update.effective_user) is not None and (update.inline_query or update.chosen_inline_result):
        return Doer(user.id, None, None, private=True)
    return None


def _is_private(chat: object) -> bool:
    """Tell whether something happens in no chat, or in somebody's own with the bot."""
    return chat is None or getattr(chat, "type", None) == "private"


def _is_for_bot(message: Message, context: Context) -> bool:
    """Tell whether a message asks something of the bot."""
    if message.is_automatic_forward or addressing.is_from(message.via_bot, context.bot.id):
        return False
    if _is_private(message.chat) or addressing.replies_to(message, context.bot.id):
        return True
    command, addressee = addressing.command_of(message)
    if command:
        known = addressee.lower() == context.bot.username.lower() if addressee else command in _commands(context)
        return known or bool(addressing.mentions(message, context.bot.username))
    return bool(addressing.mentions(message, context.bot.username))


def _command(message: Message) -> str:
    return addressing.command_of(message)[0]


def _commands(context: Context) -> frozenset[str]:
    """Return the commands that have a handler: others in a group are for other bots."""
    handlers = (one for group in context.application.handlers.values() for one in group)
    return frozenset(name for one in handlers if isinstance(one, CommandHandler) for name in one.commands)


async def _answer_nothing(query: InlineQuery) -> None:
    """Show somebody no results: them alone, and not for long."""
    try:
        await query.answer([], cache_time=_EMPTY_FOR, is_personal=True)
    except TelegramError as error:
        _log.info("an inline query cannot be answered: %s", error)
