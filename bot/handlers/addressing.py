"""Whom a message is for, and what is left of it without the address. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import MessageEntity

from bot.store.talks import Talk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import Message


def text_of(message: Message | None) -> str:
    """Return the text or the caption of a message; empty where there is none."""
    return (message.text or message.caption or "").strip() if message else ""


def talk_of(message: Message) -> Talk:
    """Return the talk that a message goes on with."""
    topic = (message.message_thread_id or 0) if message.is_topic_message else 0
    return Talk(message.chat_id, topic, sender_of(message))


def sender_of(message: Message) -> int:
    """Return the id of whoever wrote: a person, or the chat that the message is sent as."""
    person = message.sender_chat or message.from_user
    return person.id if person else 0


def mentions(message: Message, username: str) -> list[MessageEntity]:
    """Return the mentions of the bot in the text, or in the caption."""
    kinds: list[str | None] = [MessageEntity.MENTION]
    found = message.parse_entities(kinds) if message.text else message.parse_caption_entities(kinds)
    return [entity for entity, text in found.items() if text.lower() == f"@{username}".lower()]


def without(message: Message, entities: Sequence[MessageEntity]) -> str:
    """Return the text without some entities; offsets are in UTF-16 code units."""
    text = (message.text or message.caption or "").encode("utf-16-le")
    for entity in sorted(entities, key=lambda one: -one.offset):
        text = text[: 2 * entity.offset] + text[2 * (entity.offset + entity.length) :]
    return text.decode("utf-16-le").strip()


def replies_to(message: Message, bot_id: int) -> bool:
    """Tell whether a message replies to one of the bot's own."""
    replied = message.reply_to_message
    return replied is not None and is_from(replied.from_user, bot_id)


def is_from(user: object, bot_id: int) -> bool:
    """Tell whether a user is the bot."""
    return getattr(user, "id", None) == bot_id
