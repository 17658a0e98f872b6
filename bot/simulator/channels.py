"""Channels and the groups where their posts are discussed, and the accounts that stand in for chats."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.simulator.model import Account, Message, Origin

if TYPE_CHECKING:
    from bot.simulator.chats import Chat

# The ids are Telegram's; PTB lists them in `telegram.constants.ChatID`.
TELEGRAM = Account(777000, "Telegram")
"""Who forwards the posts of a channel to its discussion group."""
GROUP = Account(1087968824, "Group", is_bot=True, username="GroupAnonymousBot")
"""Who stands in for an anonymous administrator."""
CHANNEL = Account(136817688, "Channel", is_bot=True, username="Channel_Bot")
"""Who stands in for somebody who writes as a channel."""


def stand_in(message: Message) -> Account | None:
    """Return who a message in a group is from, as the bot is told; None if `Message.sender` is shown."""
    if message.sender_chat is None:
        return None
    if message.origin:
        return TELEGRAM
    return GROUP if message.sender_chat.id == message.chat_id else CHANNEL


def automatic_forward(post: Message, channel: Chat, group: Chat) -> Message:
    """Return what Telegram puts into the discussion group for a post: without the buttons that call the bot."""
    return Message(
        id=group.next_id(),
        chat_id=group.id,
        sender=TELEGRAM,
        date=post.date,
        content=replace(post.content, keyboard=()),
        raw=post.raw,
        sender_chat=channel,
        signature=post.signature,
        origin=Origin(channel, post.id, post.date, post.signature),
    )
