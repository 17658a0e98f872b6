"""The people on the other side: they write, tap on buttons, and treat the bot as they like.

They can do what Telegram's apps let them do; anything else raises `ValueError` or `LookupError`, because then the
test or the demo is wrong, not the bot.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Unpack

from bot.simulator import asking, forum, writing
from bot.simulator.changes import PATIENCE
from bot.simulator.migration import migrate
from bot.simulator.model import ADMINISTRATORS, Member, ServiceEvent

if TYPE_CHECKING:
    from bot.simulator.chats import Chat
    from bot.simulator.inline import InlinePage
    from bot.simulator.model import Account, Button, CallbackAnswer, Message, Status, Topic
    from bot.simulator.world import World
    from bot.simulator.writing import Manner


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

    async def sends(self, chat: Chat, text: str, **manner: Unpack[Manner]) -> Message:
        """Write into a chat; the first message to the bot starts the private chat."""
        return writing.write(self._world, self.account, chat, writing.typed(text), manner)

    async def sends_document(
        self, chat: Chat, name: str, data: bytes, *, caption: str = "", **manner: Unpack[Manner]
    ) -> Message:
        """Send a file, which the bot can download."""
        document = self._world.files.keep("document", name, data)
        return writing.write(self._world, self.account, chat, writing.captioned(document, caption), manner)

    async def sends_photo(self, chat: Chat, data: bytes, *, caption: str = "", **manner: Unpack[Manner]) -> Message:
        """Send a photo, which the bot can download."""
        photo = self._world.files.keep("photo", "photo.jpg", data)
        return writing.write(self._world, self.account, chat, writing.captioned(photo, caption), manner)

    async def posts(self, channel: Chat, text: str, *, reply_to: Message | None = None) -> Message:
        """Write into a channel, as its administrator; Telegram forwards it to the discussion group."""
        if channel.kind != "channel":
            raise ValueError(f"{channel} is no channel: use sends() there")
        return await self.sends(channel, text, reply_to=reply_to)

    async def comments(self, channel: Chat, post: Message, text: str, *, reply_to: Message | None = None) -> Message:
        """Write under a post, or in reply to another comment there, as everybody may.

        Raises:
            LookupError: the channel has no discussion group, or the post is not there.

        """
        forward = channel.linked.forward_of(post) if channel.linked else None
        if channel.linked is None or forward is None:
            raise LookupError(f"Post {post.id} of {channel} cannot be commented on")
        return await self.sends(channel.linked, text, reply_to=reply_to or forward)

    async def edits(self, message: Message, text: str) -> Message:
        """Change the text or caption of an own message; the creator of a channel may change every post."""
        chat, present = self._present(message)
        leads = chat.kind == "channel" and chat.status(self.account) == "creator"
        if present.sender != self.account and not leads:
            raise ValueError(f"{self} can edit only own messages")
        attachment = present.content.attachment
        draft = writing.captioned(attachment, text) if attachment else writing.typed(text)
        return self._world.edit(chat, present, draft.content, draft.raw)

    async def deletes(self, message: Message) -> None:
        """Delete a message, in groups and channels somebody else's only as administrator; the bot is not told."""
        chat, present = self._present(message)
        if present.sender != self.account and chat.kind != "private":
            self._lead(chat)
        self._world.delete(chat, present)

    async def taps(self, message: Message, label: str, *, timeout: float = PATIENCE) -> CallbackAnswer:  # noqa: ASYNC109 -- the error names what was waited for
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

    async def asks_inline(self, chat: Chat, query: str, *, offset: str = "", timeout: float = PATIENCE) -> InlinePage:  # noqa: ASYNC109 -- the error names what was waited for
        """Type ``@bot query`` in a chat, and return the results that show.

        Raises:
            ValueError: the bot has no inline mode, the query is too long, or the person may not write there.
            TimeoutError: the bot did not answer within `timeout` seconds.

        """
        return await asking.ask(self._world, self.account, chat, asking.Typed(query, offset), timeout)

    async def scrolls(self, page: InlinePage, *, timeout: float = PATIENCE) -> InlinePage:  # noqa: ASYNC109 -- the error names what was waited for
        """Scroll to the end of the results, and return the further ones.

        Raises:
            LookupError: these were the last.
            TimeoutError: the bot did not answer within `timeout` seconds.

        """
        if not page.next_offset:
            raise LookupError(f"There are no further results for {page.query!r}")
        return await self.asks_inline(page.chat, page.query, offset=page.next_offset, timeout=timeout)

    async def chooses(self, page: InlinePage, result: str | int, **manner: Unpack[Manner]) -> Message:
        """Choose a result by its title or its place (from 0), which posts it into the chat.

        Raises:
            LookupError: there is no such result.

        """
        return asking.choose(self._world, self.account, page, asking.found(page, result), manner)

    async def blocks_bot(self) -> None:
        """Block the bot: it can no longer write to this person."""
        self._world.seat_bot(self._private_chat(), self.account, "kicked")

    async def unblocks_bot(self) -> None:
        """Take the bot back."""
        self._world.seat_bot(self._private_chat(), self.account, "member")

    async def joins(self, chat: Chat) -> None:
        """Join a group or a channel, unless one was removed from it."""
        if chat.status(self.account) == "kicked":
            raise ValueError(f"{self} was removed from {chat}: somebody there must use adds() first")
        self._world.seat(chat, self.account, Member(self.account, "member"))
        self._announce(chat, ServiceEvent("new_chat_members", self.account))

    async def leaves(self, chat: Chat) -> None:
        """Leave a group or a channel."""
        self._must_be_in(chat)
        self._world.seat(chat, self.account, Member(self.account, "left"))
        self._announce(chat, ServiceEvent("left_chat_member", self.account))

    async def adds(self, chat: Chat, person: Person) -> None:
        """Add somebody to a group or a channel; after a removal only administrators can."""
        self._must_be_in(chat)
        if chat.kind == "channel" or chat.status(person.account) == "kicked":
            self._lead(chat)
        self._world.seat(chat, self.account, Member(person.account, "member"))
        self._announce(chat, ServiceEvent("new_chat_members", person.account))

    async def kicks(self, chat: Chat, person: Person) -> None:
        """Remove somebody, as an administrator."""
        self._lead(chat)
        self._world.seat(chat, self.account, Member(person.account, "kicked"))
        self._announce(chat, ServiceEvent("left_chat_member", person.account))

    async def promotes(self, chat: Chat, person: Person, *, anonymous: bool = False) -> None:
        """Make somebody an administrator, whose presence may be hidden."""
        self._lead(chat)
        self._world.seat(chat, self.account, Member(person.account, "administrator", is_anonymous=anonymous))

    async def demotes(self, chat: Chat, person: Person) -> None:
        """Make an administrator a plain member again."""
        self._lead(chat)
        self._world.seat(chat, self.account, Member(person.account, "member"))

    async def restricts(self, chat: Chat, person: Person) -> None:
        """Let somebody only read, as the supergroup's administrator."""
        self._must_lead_supergroup(chat)
        self._world.seat(chat, self.account, Member(person.account, "restricted"))

    async def adds_bot(self, chat: Chat, *, can_post: bool = True) -> None:
        """Add the bot to a group, or to a channel as its administrator, with or without the right to post."""
        if chat.kind == "channel":
            self._lead(chat)
            self._seat_bot(chat, "administrator", can_post=can_post)
            return
        self._seat_bot(chat, "member")
        self._announce(chat, ServiceEvent("new_chat_members", self._world.bot))

    async def kicks_bot(self, chat: Chat) -> None:
        """Remove the bot from a group or channel, as its administrator."""
        self._lead(chat)
        self._seat_bot(chat, "kicked")

    async def promotes_bot(self, chat: Chat, *, can_post: bool = True) -> None:
        """Make the bot an administrator, as one; `can_post` counts in channels only."""
        self._lead(chat)
        self._seat_bot(chat, "administrator", can_post=can_post)

    async def demotes_bot(self, group: Chat) -> None:
        """Make the bot a plain member again, as the group's administrator; also after a restriction."""
        self._lead(group)
        if group.kind == "channel":
            raise ValueError(f"Bots are administrators in channels or not there at all: use kicks_bot() in {group}")
        self._seat_bot(group, "member")

    async def restricts_bot(self, group: Chat) -> None:
        """Forbid the bot to write, as the supergroup's administrator."""
        self._must_lead_supergroup(group)
        self._seat_bot(group, "restricted")

    async def migrates(self, group: Chat) -> Chat:
        """Make a supergroup of a group, as its creator, and return it."""
        if group.kind != "group" or group.status(self.account) != "creator" or group.migrated_to:
            raise ValueError(f"{self} cannot make a supergroup of {group}")
        return migrate(self._world, group, self.account)

    async def opens_topic(self, group: Chat, name: str) -> Topic:
        """Make a topic in a forum."""
        self._must_be_in(group)
        return forum.open_topic(self._world, group, self.account, name)

    async def closes_topic(self, group: Chat, topic: Topic) -> Topic:
        """Close a topic for all but administrators, as one."""
        self._lead(group)
        return forum.close_topic(self._world, group, self.account, topic)

    async def reopens_topic(self, group: Chat, topic: Topic) -> Topic:
        """Open a closed topic again, as an administrator."""
        self._lead(group)
        return forum.reopen_topic(self._world, group, self.account, topic)

    async def deletes_topic(self, group: Chat, topic: Topic) -> None:
        """Delete a topic with all that was said in it, as an administrator; the bot is not told."""
        self._lead(group)
        forum.delete_topic(self._world, group, topic)

    def _announce(self, chat: Chat, event: ServiceEvent) -> None:
        """Tell in the chat itself what happened; channels do not."""
        if chat.kind != "channel":
            self._world.announce(chat, self.account, event)

    def _seat_bot(self, chat: Chat, status: Status, *, can_post: bool = True) -> None:
        self._must_be_in(chat)
        self._world.seat_bot(chat, self.account, status, can_post=can_post)

    def _lead(self, group: Chat) -> None:
        if group.status(self.account) not in ADMINISTRATORS:
            raise ValueError(f"{self} is no administrator of {group}")

    def _must_lead_supergroup(self, chat: Chat) -> None:
        self._lead(chat)
        if chat.kind != "supergroup":
            raise ValueError(f"Only supergroups have restricted members, not {chat}")

    def _must_be_in(self, chat: Chat) -> None:
        writing.check_is_in(self.account, chat)

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


def _callback_button(message: Message, label: str) -> Button:
    button = next((button for button in message.buttons if button.label == label), None)
    if button is None:
        raise LookupError(f"There is no button {label!r}, only {', '.join(map(repr, message.labels)) or 'none'}")
    if button.kind != "callback_data":
        raise LookupError(f"The button {label!r} does not reach the bot: it is of the kind {button.kind}")
    return button
