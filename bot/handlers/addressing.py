"""Whom a message is for, and what is left of it without the address. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import MessageEntity
from telegram.ext import filters

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


def asked_in_post(post: Message, username: str) -> str | None:
    """Return the question of a post that is for the bot; None of any other.

    PTB takes no commands from posts, so /ask is looked for here: bare or with the bot's name, at the beginning.
    """
    command, addressee = command_of(post)
    if command == "ask" and addressee.lower() in {"", username.lower()}:
        return after_command(post) or text_of(post.reply_to_message)
    found = mentions(post, username)
    return (without(post, found) or text_of(post.reply_to_message)) if found else None


def replies_to(message: Message, bot_id: int) -> bool:
    """Tell whether a message replies to one of the bot's own."""
    replied = message.reply_to_message
    return replied is not None and is_from(replied.from_user, bot_id)


def is_from(user: object, bot_id: int) -> bool:
    """Tell whether a user is the bot."""
    return getattr(user, "id", None) == bot_id


def command_of(message: Message) -> tuple[str, str]:
    """Return the command that a text or a caption begins with, and the bot that it names; empty where there is none."""
    first = next(iter(message.entities or message.caption_entities), None)
    if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset:
        return "", ""
    # White space before a command is taken off by Telegram, and commands are ASCII: a unit is a character.
    command, _, bot = (message.text or message.caption or "")[1 : first.length].partition("@")
    return command.lower(), bot


class CommandInCaption(filters.MessageFilter):
    """Lets files through whose caption begins with a command of this bot; `CommandHandler` reads no captions."""

    def __init__(self, command: str) -> None:
        super().__init__()
        self._command = command

    def filter(self, message: Message) -> bool:
        """Tell whether a file is let through."""
        found, addressee = command_of(message)
        ours = message.get_bot().username.lower()
        return message.text is None and found == self._command and addressee.lower() in {"", ours}


def after_command(message: Message) -> str:
    """Return what stands behind the command that a text or a caption begins with."""
    return without(message, [next(iter(message.entities or message.caption_entities))])
