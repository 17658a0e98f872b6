"""A chat: who is in it and what was said. It knows no Bot API."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.simulator.model import Account, Member, Message, Topic

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.simulator.model import ChatKind, Status


_LONG_IDS = 1_000_000_000_000
"""What Telegram takes off the ids of supergroups and channels, after the minus, to write them in links."""


class Chat:
    """A private chat with the bot, a group, a supergroup, or a channel.

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
        self.username: str | None = None
        """The public name of a supergroup or channel."""
        self.is_forum = False
        self.topics: dict[int, Topic] = {}
        """The topics of a forum by id, without General."""
        self.linked: Chat | None = None
        """The discussion group of a channel, or the channel of a discussion group."""
        self.signed = False
        """Whether the posts of a channel show their authors."""
        self.migrated_to: int | None = None
        """The id of the supergroup that a group has become."""

    def __repr__(self) -> str:
        """Return the kind and the id, for failed tests."""
        return f"<{self.kind} chat {self.id}>"

    @property
    def members(self) -> tuple[Member, ...]:
        """Return everybody who is or was here, with their present standing."""
        return tuple(self._members.values())

    @property
    def between_people(self) -> bool:
        """Say whether this is a private chat without the bot; such an id is no bot's to name."""
        return self.kind == "private" and self.id < 0

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
        # In a forum 1 is the id of the topic General.
        return len(self._messages) + (2 if self.is_forum else 1)

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
        self.put_member(Member(account, status))

    def put_member(self, member: Member) -> None:
        """Give somebody a standing with its rights."""
        self._members[member.account.id] = member

    def forward_of(self, post: Message) -> Message | None:
        """Return the automatic forward of a channel's post, if this is the channel's discussion group."""
        return next(
            (
                message
                for message in self.messages
                if message.origin and (message.origin.channel.id, message.origin.message_id) == (post.chat_id, post.id)
            ),
            None,
        )

    def thread_of_replies(self, replied: Message) -> int | None:
        """Return the thread that a reply to a message belongs to.

        In supergroups the first reply makes a thread of a message, also in the topic General of a forum.
        """
        return (replied.thread or replied.id) if self.kind == "supergroup" else None

    def link(self, message: Message) -> str:
        """Return the t.me link of a message.

        Raises:
            ValueError: messages of private chats and groups have none.

        """
        if self.kind not in {"supergroup", "channel"}:
            raise ValueError(f"Only supergroups and channels have links to messages, not {self}")
        place = self.username or f"c/{-self.id - _LONG_IDS}"
        topic = f"{message.thread}/" if message.in_topic else ""
        return f"https://t.me/{place}/{topic}{message.id}"
