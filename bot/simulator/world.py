"""The simulated Telegram around one bot: accounts, chats, taps, and what the bot has registered."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.simulator import privacy, wire
from bot.simulator.model import Content, Message, ServiceEvent, Tap
from bot.simulator.profile import Profile
from bot.simulator.updates import Updates

if TYPE_CHECKING:
    from bot.simulator.changes import Changes
    from bot.simulator.chats import Chat
    from bot.simulator.model import Account, Button, CallbackAnswer, Status


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

    def now(self) -> int:
        """Return the Unix time in seconds."""
        return int(time.time())

    def say(self, chat: Chat, message: Message) -> Message:
        """Store a new message, and show it to the bot if Telegram would."""
        return self._put(chat, message, "message")

    def edit(self, chat: Chat, message: Message, content: Content, raw: str) -> Message:
        """Store what a message shows from now on, and show it to the bot if Telegram would."""
        edited = replace(
            message, content=content, raw=raw, edit_date=self.now(), edits=(*message.edits, message.content)
        )
        return self._put(chat, edited, "edited_message")

    def _put(self, chat: Chat, message: Message, kind: str) -> Message:
        chat.put(message)
        if privacy.shows(chat, message, self.bot, reads_all=self.reads_all):
            self.updates.push(kind, wire.message(message, chat))
        self.changes.tell()
        return message

    def delete(self, chat: Chat, message: Message) -> None:
        """Delete a message; Telegram tells the bot nothing."""
        chat.delete(message)
        self.changes.tell()

    def announce(self, chat: Chat, by: Account, event: ServiceEvent) -> Message:
        """Put a service message into a chat."""
        message = Message(chat.next_id(), chat.id, by, self.now(), Content(""), service=event)
        return self.say(chat, message)

    def seat_bot(self, chat: Chat, by: Account, status: Status) -> None:
        """Change the bot's standing in a chat, and tell it."""
        before = chat.standing(self.bot)
        chat.seat(self.bot, status)
        after = chat.standing(self.bot)
        self.updates.push("my_chat_member", wire.member_update(chat, by, before, after, self.now()))
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
