"""Accounts, messages and buttons, as values: an edit makes a new `Message`, the old one stays as it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from bot.simulator.text import Entity

Status = Literal["creator", "administrator", "member", "left", "kicked"]
PRESENT: frozenset[Status] = frozenset({"creator", "administrator", "member"})
ADMINISTRATORS: frozenset[Status] = frozenset({"creator", "administrator"})

ChatKind = Literal["private", "group"]
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
    entities: tuple[Entity, ...] = ()
    keyboard: Keyboard = ()


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

    kind: Literal["new_chat_members", "left_chat_member"]
    account: Account


@dataclass(frozen=True, slots=True)
class Message:
    """A message at one moment; `Chat.message` returns its present state."""

    id: int
    chat_id: int
    sender: Account
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
