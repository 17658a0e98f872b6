"""Where the bot is: added to a group, put out of it, blocked, taken back, and groups that become supergroups."""

from __future__ import annotations

import logging
import sqlite3
from typing import TYPE_CHECKING

from telegram import Chat, ChatMember, ChatMemberRestricted
from telegram.error import TelegramError

from bot import access
from bot.access import Doer
from bot.delivery import Place
from bot.texts import texts_for

if TYPE_CHECKING:
    from telegram import Bot, ChatMemberUpdated, Update

    from bot.handlers.desk import Context, Desk
    from bot.handlers.group_admins import GroupAdmins
    from bot.texts import Texts

_log = logging.getLogger(__name__)

_GROUPS = {Chat.GROUP, Chat.SUPERGROUP}


class Membership:
    """Notes where the bot may write, and says hello in a new group."""

    def __init__(self, desk: Desk, group_admins: GroupAdmins) -> None:
        self._desk = desk
        self._group_admins = group_admins

    async def changed(self, update: Update, context: Context) -> None:
        """Note that the bot has come into a chat or has gone from it."""
        change = update.my_chat_member
        if change is None:
            return
        was, is_there = _is_present(change.old_chat_member), _is_present(change.new_chat_member)
        self._note(change.chat.id, is_there=is_there)
        self._group_admins.forget(change.chat.id)
        if is_there and not was and change.chat.type in _GROUPS and not self._has_moved(change.chat.id):
            await self._say_hello(change, context.bot)

    async def moved(self, update: Update, _: Context) -> None:
        """Let a supergroup have all that the group had which it was; Telegram tells it in both of them."""
        message = update.effective_message
        if message is None:
            return
        old = message.migrate_from_chat_id or message.chat_id
        new = message.migrate_to_chat_id or message.chat_id
        try:
            known = self._desk.store.chats.moved_to(old) == new
            self._desk.store.chats.move(old, new)
        except sqlite3.Error:
            _log.exception("it cannot be remembered that the group %d is %d now; make room on the disk", old, new)
            return
        if not known and old in self._desk.config.telegram.allow_chats:
            _log.warning(
                "the group %d has become the supergroup %d; write that id into [telegram] allow_chats", old, new
            )

    def _note(self, chat: int, *, is_there: bool) -> None:
        try:
            if is_there:
                self._desk.store.chats.open(chat)
            else:
                self._desk.store.chats.close(chat)
        except sqlite3.Error:
            _log.exception("it cannot be remembered whether the bot is in chat %d; make room on the disk", chat)

    def _has_moved(self, chat: int) -> bool:
        try:
            return bool(self._desk.store.chats.moved_from(chat))
        except sqlite3.Error:
            return False

    async def _say_hello(self, change: ChatMemberUpdated, bot: Bot) -> None:
        """Say how to ask here, in the language of whoever added the bot; nothing where neither may use it."""
        chat, adder, telegram = change.chat, change.from_user, self._desk.config.telegram
        if not access.allows(telegram, Doer(adder.id, None, chat.id, private=False)):
            _log.info("the bot was added to the group %d (%s), which allow_chats does not have", chat.id, chat.title)
            return
        texts = texts_for(self._desk.settings(chat.id).language or adder.language_code)
        text = texts.hello_group.format(bot=bot.username) + await self.mentions(bot, chat.id, texts)
        if not access.allows(telegram, Doer(None, None, chat.id, private=False)):
            text += texts.hello_not_allowed.format(chat=chat.id)
        try:
            await self._desk.delivery.send(bot, Place(chat.id), text)
        except TelegramError as error:
            _log.info("no hello in group %d, where the bot may not write: %s", chat.id, error)

    async def mentions(self, bot: Bot, group: int, texts: Texts) -> str:
        """Return whether it is enough to mention the bot in a group."""
        sees_all = bot.bot.can_read_all_group_messages or await self._group_admins.has(bot, group, bot.id)
        return (texts.mentions_seen if sees_all else texts.mentions_unseen).format(bot=bot.username)


def _is_present(member: ChatMember) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status not in {ChatMember.LEFT, ChatMember.BANNED}
