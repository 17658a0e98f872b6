"""The simulated Telegram around one bot: accounts, chats, taps, and what the bot has registered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.simulator import privacy, wire
from bot.simulator.channels import automatic_forward
from bot.simulator.chats import Chat
from bot.simulator.clock import Clock
from bot.simulator.files import Files
from bot.simulator.inline import Inline
from bot.simulator.model import ADMINISTRATORS, Content, Member, Message, ServiceEvent, Tap
from bot.simulator.profile import Profile
from bot.simulator.updates import Updates

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.simulator.changes import Changes
    from bot.simulator.model import Account, Button, CallbackAnswer, ChatKind, Status

_FIRST_IDS: dict[ChatKind, int] = {
    "group": -4_000_000_001,
    "supergroup": -1_002_000_000_001,
    "channel": -1_002_000_000_001,
}


class World:
    """All state; the methods of the Bot API and the people change it."""

    def __init__(self, bot: Account, changes: Changes, *, reads_all: bool) -> None:
        """Start with the bot alone; `reads_all` is ``getMe.can_read_all_group_messages``."""
        self.bot = bot
        self.reads_all = reads_all
        self.changes = changes
        self.updates = Updates(changes)
        self.profile = Profile()
        self.chats: dict[int, Chat] = {}
        self.accounts = {bot.id: bot}
        self.taps: dict[str, Tap] = {}
        self.files = Files()
        self.inline = Inline()
        self.clock = Clock(changes)

    def now(self) -> int:
        """Return the Unix time in seconds."""
        return int(self.clock.now())

    def say(self, chat: Chat, message: Message) -> Message:
        """Store a new message, and show it to the bot if Telegram would; a post goes on to the discussion group."""
        said = self._put(chat, message)
        if chat.kind == "channel" and chat.linked:
            self.say(chat.linked, automatic_forward(said, chat, chat.linked))
        return said

    def edit(self, chat: Chat, message: Message, content: Content, raw: str) -> Message:
        """Store what a message shows from now on, and show it to the bot if Telegram would; so for its forward."""
        edited = replace(
            message, content=content, raw=raw, edit_date=self.now(), edits=(*message.edits, message.content)
        )
        self._put(chat, edited)
        forward = chat.linked.forward_of(message) if chat.linked else None
        if chat.linked and forward and content != replace(message.content, keyboard=content.keyboard):
            self.edit(chat.linked, forward, replace(content, keyboard=()), raw)
        return edited

    def react(self, chat: Chat, message: Message, emoji: str | None) -> None:
        """Store the bot's reaction to a message."""
        chat.put(replace(message, reaction=emoji))
        self.changes.tell()

    def _put(self, chat: Chat, message: Message) -> Message:
        chat.put(message)
        kind = "channel_post" if chat.kind == "channel" else "message"
        kind = f"edited_{kind}" if message.edit_date else kind
        if privacy.shows(chat, message, self.bot, reads_all=self.reads_all):
            self.updates.push(kind, wire.message(message, chat))
        self.changes.tell()
        return message

    def delete(self, chat: Chat, message: Message) -> None:
        """Delete a message, and the forward of a post; Telegram tells the bot nothing."""
        chat.delete(message)
        forward = chat.linked.forward_of(message) if chat.linked else None
        if chat.linked and forward:
            chat.linked.delete(forward)
        self.changes.tell()

    def announce(
        self,
        chat: Chat,
        by: Account,
        event: ServiceEvent,
        *,
        thread: int | None = None,
        sender_chat: Chat | None = None,
    ) -> Message:
        """Put a service message into a chat, or into one of its topics."""
        message = Message(
            id=chat.next_id(),
            chat_id=chat.id,
            sender=by,
            date=self.now(),
            content=Content(""),
            service=event,
            sender_chat=sender_chat,
            thread=thread,
            in_topic=thread in chat.topics,
        )
        return self.say(chat, message)

    def found(self, kind: ChatKind, title: str | None, members: Iterable[Member]) -> Chat:
        """Make a group, supergroup or channel, with the kind of id that Telegram gives it."""
        chat = Chat(_FIRST_IDS[kind] - len(self.chats), kind, title, members)
        self.chats[chat.id] = chat
        return chat

    def seat_bot(self, chat: Chat, by: Account, status: Status, *, can_post: bool = True) -> None:
        """Change the bot's standing in a chat, and tell it."""
        self.seat(chat, by, Member(self.bot, status, can_post))

    def seat(self, chat: Chat, by: Account, after: Member) -> None:
        """Change somebody's standing in a chat, and tell the bot: its own always, others' if it is an administrator."""
        before = chat.standing(after.account)
        chat.put_member(after)
        own = after.account == self.bot
        if own or chat.status(self.bot) in ADMINISTRATORS:
            kind = "my_chat_member" if own else "chat_member"
            self.updates.push(kind, wire.member_update(chat, by, before, after, self.now()))
        self.changes.tell()

    def tap(self, chat: Chat, message: Message, who: Account, button: Button) -> Tap:
        """Tap on a callback button, and tell the bot."""
        tap = Tap(str(4_000_000_000_000 + len(self.taps)), who, message, button.value)
        self.taps[tap.id] = tap
        self.updates.push("callback_query", wire.tap(tap, chat))
        return tap

    def answer(self, tap: Tap, answer: CallbackAnswer) -> None:
        """Store what the bot answered to a tap."""
        self.taps[tap.id] = replace(tap, answer=answer)
        self.changes.tell()
