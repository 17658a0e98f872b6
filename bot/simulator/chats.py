"""A chat: who is in it and what was said. It knows no Bot API."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.simulator.model import Account, Member, Message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.simulator.model import ChatKind, Status


class Chat:
    """A private chat with the bot, or a group.

    In a private chat the bot's standing tells how the person treats it: ``left`` before the first message,
    ``member`` from then on, ``kicked`` while it is blocked.
    """

    def __init__(self, chat_id: int, kind: ChatKind, title: str | None, members: Iterable[Member]) -> None:
        """Make a chat with nothing said yet; a private chat has no title."""
        self.id = chat_id
        self.kind = kind
        self.title = title
        self._members = {member.account.id: member for member in members}
        self._messages: dict[int, Message] = {}

    def __repr__(self) -> str:
        """Return the kind and the id, for failed tests."""
        return f"<{self.kind} chat {self.id}>"

    @property
    def members(self) -> tuple[Member, ...]:
        """Return everybody who is or was here, with their present standing."""
        return tuple(self._members.values())

    @property
    def person(self) -> Account:
        """Return the person of a private chat."""
        return next(member.account for member in self.members if not member.account.is_bot)

    @property
    def messages(self) -> tuple[Message, ...]:
        """Return the messages that are not deleted, the oldest first."""
        return tuple(message for message in self._messages.values() if not message.deleted)

    @property
    def history(self) -> tuple[Message, ...]:
        """Return all messages, the deleted ones too, the oldest first."""
        return tuple(self._messages.values())

    @property
    def last(self) -> Message | None:
        """Return the last message."""
        return next(reversed(self.messages), None)

    @property
    def from_bot(self) -> tuple[Message, ...]:
        """Return the messages that bots sent, the oldest first."""
        return tuple(message for message in self.messages if message.sender.is_bot)

    @property
    def last_from_bot(self) -> Message | None:
        """Return the last message that a bot sent."""
        return next(reversed(self.from_bot), None)

    def message(self, message_id: int) -> Message | None:
        """Return a message in its present state; None if there is none or it is deleted."""
        found = self._messages.get(message_id)
        return None if found is None or found.deleted else found

    def next_id(self) -> int:
        """Return the id of the next message. Each chat counts for itself, as Telegram's supergroups do."""
        return len(self._messages) + 1

    def put(self, message: Message) -> None:
        """Store a message, or its new state."""
        self._messages[message.id] = message

    def delete(self, message: Message) -> None:
        """Delete a message; it stays in `history`."""
        self.put(replace(message, deleted=True))

    def standing(self, account: Account) -> Member:
        """Return somebody's standing; who was never here has left."""
        return self._members.get(account.id, Member(account, "left"))

    def status(self, account: Account) -> Status:
        """Return somebody's status."""
        return self.standing(account).status

    def seat(self, account: Account, status: Status) -> None:
        """Give somebody a standing."""
        self._members[account.id] = Member(account, status)
