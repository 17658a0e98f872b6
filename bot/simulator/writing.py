"""How people's messages come about: where they may write, and as whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from bot.simulator.model import ADMINISTRATORS, PRESENT, Content, Message
from bot.simulator.text import ASCII_SPACE, CAPTION_LIMIT, TEXT_LIMIT, with_found_entities

if TYPE_CHECKING:
    from bot.simulator.chats import Chat
    from bot.simulator.files import Attachment
    from bot.simulator.model import Account, Topic
    from bot.simulator.world import World


class Manner(TypedDict, total=False):
    """Where in a chat a message goes, and who shows as its sender; all of it may be left out."""

    reply_to: Message | None
    topic: Topic | None
    """A topic of a forum; left out, the topic of `reply_to`, or General."""
    anonymous: bool
    """As an administrator of a supergroup who shows as the group."""
    as_channel: Chat | None
    """As a channel of one's own."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to send."""

    content: Content
    raw: str
    via_bot: Account | None = None
    """The bot whose inline result it is."""
    inline_id: str | None = None


def typed(text: str) -> Draft:
    """Return what a typed text shows, within the limits of Telegram's apps.

    Raises:
        ValueError: it is empty or too long.

    """
    kept = text.strip(ASCII_SPACE)
    if not 0 < len(kept) <= TEXT_LIMIT:
        raise ValueError(f"A message has 1 to {TEXT_LIMIT} characters, not {len(kept)}")
    found = with_found_entities(kept)
    return Draft(Content(found.text, found.entities), text)


def captioned(attachment: Attachment, caption: str) -> Draft:
    """Return a file with what is typed under it.

    Raises:
        ValueError: the caption is too long.

    """
    kept = caption.strip(ASCII_SPACE)
    if len(kept) > CAPTION_LIMIT:
        raise ValueError(f"A caption has at most {CAPTION_LIMIT} characters, not {len(kept)}")
    found = with_found_entities(kept)
    return Draft(Content(found.text, found.entities, attachment=attachment), caption)


def write(world: World, author: Account, chat: Chat, draft: Draft, manner: Manner) -> Message:
    """Put a person's message into a chat.

    Raises:
        ValueError: the author may not write there, or not in this manner.
        LookupError: there is no such topic, or no such message to reply to.

    """
    check_may_write(world, author, chat)
    reply_to = manner.get("reply_to")
    if reply_to and chat.message(reply_to.id) is None:
        raise LookupError(f"There is no message {reply_to.id} in {chat} to reply to")
    thread = _thread(chat, author, manner)
    if chat.kind == "private" and not chat.between_people:
        chat.seat(world.bot, "member")
    message = Message(
        id=chat.next_id(),
        chat_id=chat.id,
        sender=author,
        date=world.now(),
        content=draft.content,
        raw=draft.raw,
        reply_to=reply_to.id if reply_to else None,
        sender_chat=_shown_chat(chat, author, manner),
        signature=author.first_name if chat.signed else None,
        thread=thread,
        in_topic=thread in chat.topics,
        via_bot=draft.via_bot,
        inline_id=draft.inline_id,
    )
    return world.say(chat, message)


def check_is_in(author: Account, chat: Chat) -> None:
    """Let through who may act in a chat; under the posts of a channel everybody may.

    Raises:
        ValueError: somebody is not in the chat, or it has become a supergroup.

    """
    if chat.migrated_to:
        raise ValueError(f"{chat} has become the supergroup {chat.migrated_to}")
    open_to_all = chat.kind == "supergroup" and chat.linked is not None and chat.status(author) == "left"
    if chat.status(author) not in PRESENT and not open_to_all:
        raise ValueError(f"{author.first_name} is not in {chat}")


def check_may_write(world: World, author: Account, chat: Chat) -> None:
    """Let through who may write into a chat.

    Raises:
        ValueError: somebody is not there, is restricted or no administrator of a channel, or has blocked the bot.

    """
    check_is_in(author, chat)
    standing = chat.standing(author)
    if chat.kind == "private" and chat.status(world.bot) == "kicked":
        raise ValueError(f"{author.first_name} has blocked the bot: use unblocks_bot() first")
    if chat.kind == "channel" and not (standing.status in ADMINISTRATORS and standing.can_post):
        raise ValueError(f"{author.first_name} may only read in {chat}")
    if standing.status == "restricted":
        raise ValueError(f"{author.first_name} may not write in {chat}")


def _thread(chat: Chat, author: Account, manner: Manner) -> int | None:
    topic, reply_to = manner.get("topic"), manner.get("reply_to")
    thread = chat.thread_of_replies(reply_to) if reply_to else None
    if topic:
        if topic.id not in chat.topics:
            raise LookupError(f"There is no topic {topic.name!r} in {chat}")
        if thread and thread != topic.id:
            raise LookupError(f"The message to reply to is not in the topic {topic.name!r}")
        thread = topic.id
    present = chat.topics.get(thread or 0)
    if present and present.closed and chat.status(author) not in ADMINISTRATORS:
        raise ValueError(f"The topic {present.name!r} is closed")
    return thread


def _shown_chat(chat: Chat, author: Account, manner: Manner) -> Chat | None:
    channel = manner.get("as_channel")
    if (manner.get("anonymous") or channel) and chat.kind != "supergroup":
        raise ValueError(f"Only in supergroups people can show as a chat, not in {chat}")
    if manner.get("anonymous"):
        if chat.status(author) not in ADMINISTRATORS:
            raise ValueError(f"{author.first_name} is no administrator of {chat}")
        return chat
    if channel and not (channel.kind == "channel" and channel.status(author) == "creator"):
        raise ValueError(f"{channel} is no channel of {author.first_name}")
    return channel
