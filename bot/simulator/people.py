"""The people on the other side: they write, tap on buttons, and treat the bot as they like.

They can do what Telegram's apps let them do; anything else raises `ValueError` or `LookupError`, because then the
test or the demo is wrong, not the bot.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.simulator.model import ADMINISTRATORS, PRESENT, Content, Message, ServiceEvent
from bot.simulator.text import ASCII_SPACE, TEXT_LIMIT, with_found_entities

if TYPE_CHECKING:
    from bot.simulator.chats import Chat
    from bot.simulator.model import Account, Button, CallbackAnswer, Status
    from bot.simulator.world import World


class Person:
    """A person with an account, or another bot."""

    def __init__(self, account: Account, world: World) -> None:
        """Let somebody act in the world."""
        self.account = account
        self._world = world

    def __repr__(self) -> str:
        """Return the name and the id, for failed tests."""
        return f"<{self.account.first_name} {self.account.id}>"

    @property
    def id(self) -> int:
        """Return the id of the account."""
        return self.account.id

    async def sends(self, chat: Chat, text: str, *, reply_to: Message | None = None) -> Message:
        """Write into a chat; the first message to the bot starts the private chat."""
        self._must_be_in(chat)
        if reply_to and chat.message(reply_to.id) is None:
            raise LookupError(f"There is no message {reply_to.id} in {chat} to reply to")
        if chat.kind == "private":
            if chat.status(self._world.bot) == "kicked":
                raise ValueError(f"{self} has blocked the bot: use unblocks_bot() first")
            chat.seat(self._world.bot, "member")
        message = Message(
            id=chat.next_id(),
            chat_id=chat.id,
            sender=self.account,
            date=self._world.now(),
            content=_typed(text),
            raw=text,
            reply_to=reply_to.id if reply_to else None,
        )
        return self._world.say(chat, message)

    async def edits(self, message: Message, text: str) -> Message:
        """Change the text of an own message."""
        chat, present = self._present(message)
        if present.sender != self.account:
            raise ValueError(f"{self} can edit only own messages")
        return self._world.edit(chat, present, _typed(text), text)

    async def deletes(self, message: Message) -> None:
        """Delete a message; Telegram tells the bot nothing."""
        self._world.delete(*self._present(message))

    async def taps(self, message: Message, label: str, *, timeout: float = 5.0) -> CallbackAnswer:  # noqa: ASYNC109 -- the error names what was waited for
        """Tap on a callback button that stands under the message now, and return the bot's answer.

        Raises:
            LookupError: there is no such button, or it is no callback button.
            TimeoutError: the bot did not answer within `timeout` seconds.

        """
        chat, present = self._present(message)
        tap = self._world.tap(chat, present, self.account, _callback_button(present, label))
        try:
            async with asyncio.timeout(timeout):
                while (answer := self._world.taps[tap.id].answer) is None:
                    await self._world.changes.wait()
        except TimeoutError:
            raise TimeoutError(f"The bot did not answer the tap on {label!r} within {timeout} s") from None
        return answer

    async def blocks_bot(self) -> None:
        """Block the bot: it can no longer write to this person."""
        self._world.seat_bot(self._private_chat(), self.account, "kicked")

    async def unblocks_bot(self) -> None:
        """Take the bot back."""
        self._world.seat_bot(self._private_chat(), self.account, "member")

    async def joins(self, group: Chat) -> Message:
        """Join a group."""
        group.seat(self.account, "member")
        return self._world.announce(group, self.account, ServiceEvent("new_chat_members", self.account))

    async def leaves(self, group: Chat) -> Message:
        """Leave a group."""
        self._must_be_in(group)
        group.seat(self.account, "left")
        return self._world.announce(group, self.account, ServiceEvent("left_chat_member", self.account))

    async def adds_bot(self, group: Chat) -> Message:
        """Add the bot to a group."""
        self._seat_bot(group, "member")
        return self._world.announce(group, self.account, ServiceEvent("new_chat_members", self._world.bot))

    async def kicks_bot(self, group: Chat) -> None:
        """Remove the bot from a group, as its administrator."""
        self._lead(group)
        self._seat_bot(group, "kicked")

    async def promotes_bot(self, group: Chat) -> None:
        """Make the bot an administrator, as the group's administrator."""
        self._lead(group)
        self._seat_bot(group, "administrator")

    async def demotes_bot(self, group: Chat) -> None:
        """Make the bot a plain member again, as the group's administrator."""
        self._lead(group)
        self._seat_bot(group, "member")

    def _seat_bot(self, group: Chat, status: Status) -> None:
        self._must_be_in(group)
        self._world.seat_bot(group, self.account, status)

    def _lead(self, group: Chat) -> None:
        if group.status(self.account) not in ADMINISTRATORS:
            raise ValueError(f"{self} is no administrator of {group}")

    def _must_be_in(self, chat: Chat) -> None:
        if chat.status(self.account) not in PRESENT:
            raise ValueError(f"{self} is not in {chat}")

    def _present(self, message: Message) -> tuple[Chat, Message]:
        chat = self._world.chats[message.chat_id]
        self._must_be_in(chat)
        present = chat.message(message.id)
        if present is None:
            raise LookupError(f"Message {message.id} in {chat} is deleted")
        return chat, present

    def _private_chat(self) -> Chat:
        chat = self._world.chats.get(self.account.id)
        if chat is None:
            raise LookupError(f"{self} has no chat with the bot: use Simulator.private_chat() first")
        return chat


def _typed(text: str) -> Content:
    """Return what a typed text shows, within the limits of Telegram's apps."""
    kept = text.strip(ASCII_SPACE)
    if not 0 < len(kept) <= TEXT_LIMIT:
        raise ValueError(f"A message has 1 to {TEXT_LIMIT} characters, not {len(kept)}")
    found = with_found_entities(kept)
    return Content(found.text, found.entities)


def _callback_button(message: Message, label: str) -> Button:
    button = next((button for button in message.buttons if button.label == label), None)
    if button is None:
        raise LookupError(f"There is no button {label!r}, only {', '.join(map(repr, message.labels)) or 'none'}")
    if button.kind != "callback_data":
        raise LookupError(f"The button {label!r} does not reach the bot: it is of the kind {button.kind}")
    return button
