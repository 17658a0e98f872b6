"""Accounts, messages and buttons, as values: an edit makes a new `Message`, the old one stays as it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from bot.simulator.chats import Chat
    from bot.simulator.files import Attachment
    from bot.simulator.text import Entity

Status = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]
PRESENT: frozenset[Status] = frozenset({"creator", "administrator", "member", "restricted"})
ADMINISTRATORS: frozenset[Status] = frozenset({"creator", "administrator"})

ChatKind = Literal["private", "group", "supergroup", "channel"]
ButtonKind = Literal["callback_data", "url", "copy_text"]


@dataclass(frozen=True, slots=True)
class Account:
    """A person or a bot."""

    id: int
    first_name: str
    is_bot: bool = False
    username: str | None = None
    language_code: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody's standing in a chat."""

    account: Account
    status: Status
    can_post: bool = True
    """Whether an administrator of a channel may post there; a restricted member may not write, whatever this says."""
    is_anonymous: bool = False
    """Whether an administrator's presence is hidden."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message."""

    label: str
    kind: ButtonKind
    value: str
    """The callback data, the URL, or the text that is copied."""


Keyboard = tuple[tuple[Button, ...], ...]
"""Rows of buttons; empty for none."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a message shows: two messages that show the same are equal here."""

    text: str
    """The plain text, or the caption of a document or photo."""
    entities: tuple[Entity, ...] = ()
    keyboard: Keyboard = ()
    attachment: Attachment | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of a forum."""

    id: int
    """Of the service message that tells of its creation: Telegram's ``message_thread_id``."""
    name: str
    closed: bool = False
    """Whether only administrators may write into it."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The channel post that a message in the discussion group is the automatic forward of."""

    channel: Chat
    message_id: int
    date: int
    """Unix time in seconds."""
    signature: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """The part of the replied message that a reply quotes."""

    text: str
    entities: tuple[Entity, ...]
    position: int
    """In the replied message's text, in UTF-16 units."""


@dataclass(frozen=True, slots=True)
class ServiceEvent:
    """What a service message tells."""

    kind: Literal[
        "new_chat_members",
        "left_chat_member",
        "forum_topic_created",
        "forum_topic_closed",
        "forum_topic_reopened",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
    ]
    account: Account | None = None
    """Who joined or left."""
    name: str = ""
    """Of a topic that was created."""
    chat_id: int = 0
    """The other id of a group that became a supergroup."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message at one moment; `Chat.message` returns its present state."""

    id: int
    chat_id: int
    sender: Account
    """Who wrote it, although `sender_chat` may hide that from the bot."""
    date: int
    """Unix time in seconds."""
    content: Content
    raw: str = ""
    """The text as it was sent, before parsing: the bot's HTML."""
    reply_to: int | None = None
    quote: Quote | None = None
    service: ServiceEvent | None = None
    edit_date: int | None = None
    """Unix time in seconds; None before the first edit."""
    edits: tuple[Content, ...] = ()
    """What it showed before, the oldest first."""
    deleted: bool = False
    sender_chat: Chat | None = None
    """The chat that shows as the sender: the group of an anonymous administrator, a channel; None for a person."""
    signature: str | None = None
    """What Telegram shows beside `sender_chat`: the author's name, if the channel signs its posts."""
    thread: int | None = None
    """The topic, or the first message of the thread; None outside of any."""
    in_topic: bool = False
    """Whether `thread` is a topic of a forum."""
    origin: Origin | None = None
    """Only automatic forwards have one."""
    via_bot: Account | None = None
    """The bot whose inline result it is."""
    inline_id: str | None = None
    """Its ``inline_message_id``; only inline results with buttons have one."""
    reaction: str | None = None
    """The emoji that the bot put on it."""

    @property
    def text(self) -> str:
        """Return the plain text."""
        return self.content.text

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Return the entities of the text; offsets in UTF-16 units."""
        return self.content.entities

    @property
    def buttons(self) -> tuple[Button, ...]:
        """Return all buttons, row after row."""
        return tuple(button for row in self.content.keyboard for button in row)

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the labels of all buttons, row after row."""
        return tuple(button.label for button in self.buttons)


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """What the bot answered to the tap on a button."""

    text: str | None = None
    show_alert: bool = False
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Tap:
    """Somebody's tap on a callback button."""

    id: str
    account: Account
    message: Message
    data: str
    answer: CallbackAnswer | None = None


@dataclass(frozen=True, slots=True)
class Command:
    """A line of the bot's command menu."""

    command: str
    description: str
