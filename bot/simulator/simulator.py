"""The façade: one bot's Telegram, on a port of this machine."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Self, TypeVar

from bot.simulator.calls import Calls
from bot.simulator.changes import PATIENCE, Changes
from bot.simulator.chats import Chat
from bot.simulator.faults import Faults
from bot.simulator.inline import Inline
from bot.simulator.menus import visible
from bot.simulator.model import Account, Member
from bot.simulator.people import Person
from bot.simulator.profile import DEFAULT_SCOPE
from bot.simulator.server import Server
from bot.simulator.webhook import Delivery
from bot.simulator.world import World

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import TracebackType

    from bot.simulator.clock import Clock
    from bot.simulator.model import Command, Status
    from bot.simulator.profile import Scope
    from bot.simulator.updates import Updates
    from bot.simulator.webhook import Failure

T = TypeVar("T")

BOT_ID = 5_100_000_001
_FIRST_PERSON = 6_200_000_001
_FIRST_BETWEEN = -9_000_000_000_001
_CALLS_SHOWN = 5
_LOOK = 0.05
"""Seconds after which a predicate is asked again, though nothing has changed here."""


class Simulator:
    """A loopback Bot API with people around it.

    ::

        async with Simulator() as telegram:
            anna = telegram.user("Anna", language_code="de")
            private = telegram.private_chat(anna)
            await anna.sends(private, "/start")
            answer = await telegram.wait_for(lambda: private.last_from_bot)

    Making users and chats tells the bot nothing; what people do later, it gets as updates.
    """

    def __init__(
        self,
        *,
        username: str = "article_bot",
        privacy_mode: bool = True,
        inline_mode: bool = False,
        inline_feedback: bool = False,
        webhook_routes: Mapping[str, str] | None = None,
    ) -> None:
        """Prepare a Telegram for one bot.

        Args:
            username: the bot's; as on Telegram it ends in "bot".
            privacy_mode: whether the bot gets only what is meant for it in groups.
            inline_mode: whether people can type ``@bot query``: BotFather's /setinline.
            inline_feedback: whether the bot is told what they choose: BotFather's /setinlinefeedback.
            webhook_routes: for the public URL of a webhook, with a port that Telegram takes, the local URL.

        Raises:
            ValueError: the user name is none of a bot.

        """
        if not username.lower().endswith("bot"):
            raise ValueError(f"The user name of a bot ends in 'bot', so {username!r} is none")
        self.bot = Account(BOT_ID, "Article Bot", is_bot=True, username=username)
        self.token = f"{BOT_ID}:loopback"
        self.api_url = ""
        """What python-telegram-bot calls ``base_url``; empty until the simulator is entered."""
        self.file_url = ""
        """What it calls ``base_file_url``; empty until then too."""
        self.faults = Faults()
        self._changes = Changes()
        self.calls = Calls(self._changes)
        self._world = World(self.bot, self._changes, reads_all=not privacy_mode)
        self._world.inline = Inline(supported=inline_mode, feedback=inline_feedback)
        self.webhook_routes = dict(webhook_routes or {})
        """For the public URL of a webhook the local one that stands for it; may change at any time."""
        self._delivery = Delivery(self._world, self.webhook_routes)
        self._delivering: asyncio.Task[None] | None = None
        self._server = Server(self._world, self.token, self.calls, self.faults)

    async def __aenter__(self) -> Self:
        """Open the port."""
        origin = f"http://127.0.0.1:{await self._server.start()}"
        self.api_url, self.file_url = f"{origin}/bot", f"{origin}/file/bot"
        self._delivering = asyncio.create_task(self._delivery.run())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the port; polls that wait end at once.

        Raises:
            Exception: the first failure of the simulator itself, if nothing else failed.

        """
        if self._delivering:
            self._delivering.cancel()
            (stopped,) = await asyncio.gather(self._delivering, return_exceptions=True)
            if isinstance(stopped, Exception):
                self._server.failures.append(stopped)
        await self._server.stop()
        if error is None and self._server.failures:
            raise self._server.failures[0]

    @property
    def updates(self) -> Updates:
        """Return the queue of updates, where a test can deliver one twice or inject one."""
        return self._world.updates

    @property
    def webhook_posts(self) -> int:
        """Return how many updates are posted to the webhook and not answered yet."""
        return self._delivery.sending

    @property
    def webhook_failure(self) -> Failure | None:
        """Return the last delivery to the webhook that failed."""
        return self._world.profile.webhook_failure

    def user(
        self,
        name: str,
        *,
        username: str | None = None,
        language_code: str | None = None,
        is_bot: bool = False,
    ) -> Person:
        """Make an account; with `is_bot` the one of some other bot."""
        account = Account(_FIRST_PERSON + len(self._world.accounts), name, is_bot, username, language_code)
        self._world.accounts[account.id] = account
        return Person(account, self._world)

    def private_chat(self, person: Person) -> Chat:
        """Return somebody's chat with the bot, which starts with the first message."""
        members = [Member(person.account, "member"), Member(self.bot, "left")]
        return self._world.chats.setdefault(person.id, Chat(person.id, "private", None, members))

    def chat_between(self, one: Person, other: Person) -> Chat:
        """Return the private chat of two people, which the bot meets only as inline mode."""
        members = [Member(one.account, "member"), Member(other.account, "member")]
        chat = Chat(_FIRST_BETWEEN - len(self._world.chats), "private", None, members)
        return self._world.chats.setdefault(chat.id, chat)

    @property
    def clock(self) -> Clock:
        """Return Telegram's clock, which a test can set forward."""
        return self._world.clock

    def group(self, title: str, members: Sequence[Person], *, with_bot: bool = True) -> Chat:
        """Make a group; the first member is its creator.

        Raises:
            ValueError: it has no members.

        """
        return self._world.found("group", title, self._seats(members, "member" if with_bot else "left"))

    def supergroup(
        self,
        title: str,
        members: Sequence[Person],
        *,
        username: str | None = None,
        forum: bool = False,
        with_bot: bool = True,
    ) -> Chat:
        """Make a supergroup; the first member is its creator, and a user name makes it public.

        Raises:
            ValueError: it has no members.

        """
        chat = self._world.found("supergroup", title, self._seats(members, "member" if with_bot else "left"))
        chat.username, chat.is_forum = username, forum
        return chat

    def channel(
        self,
        title: str,
        members: Sequence[Person],
        *,
        username: str | None = None,
        signed: bool = False,
        with_bot: bool = True,
    ) -> Chat:
        """Make a channel; the first member is its creator, the bot is an administrator who may post.

        Raises:
            ValueError: it has no members.

        """
        chat = self._world.found("channel", title, self._seats(members, "administrator" if with_bot else "left"))
        chat.username, chat.signed = username, signed
        return chat

    def link(self, channel: Chat, group: Chat) -> None:
        """Make a supergroup the one where the posts of a channel are discussed.

        Raises:
            ValueError: the chats are of other kinds, or the group is a forum.

        """
        if (channel.kind, group.kind, group.is_forum) != ("channel", "supergroup", False):
            raise ValueError(f"{group} cannot be the discussion group of {channel}")
        channel.linked, group.linked = group, channel

    def _seats(self, members: Sequence[Person], bot: Status) -> list[Member]:
        if not members:
            raise ValueError("A group has at least one member: its creator")
        others = [Member(member.account, "member") for member in members[1:]]
        return [Member(members[0].account, "creator"), *others, *([Member(self.bot, bot)] if bot != "left" else [])]

    def commands(self, scope: Scope = DEFAULT_SCOPE, language: str = "") -> tuple[Command, ...]:
        """Return the command menu that the bot registered for a scope (type, chat id, user id) and language."""
        return self._world.profile.commands.get((scope, language), ())

    def commands_for(self, person: Person, chat: Chat) -> tuple[Command, ...]:
        """Return the command menu that somebody sees in a chat, as Telegram chooses it by scope and language."""
        return visible(self._world.profile, chat, person.account)

    def description(self, language: str = "") -> str:
        """Return the description that the bot registered for a language."""
        return self._world.profile.descriptions.get(language, "")

    def short_description(self, language: str = "") -> str:
        """Return the short description that the bot registered for a language."""
        return self._world.profile.short_descriptions.get(language, "")

    async def wait_for(self, predicate: Callable[[], T | None], *, timeout: float = PATIENCE) -> T:  # noqa: ASYNC109 -- the error tells the last calls
        """Return what `predicate` returns as soon as it is truthy.

        It is asked again after each change here, and every few milliseconds for what changes elsewhere.

        Raises:
            TimeoutError: it was not within `timeout` seconds; the message tells the bot's last calls.

        """
        try:
            async with asyncio.timeout(timeout):
                while not (value := predicate()):
                    with suppress(TimeoutError):
                        await asyncio.wait_for(self._changes.wait(), _LOOK)
        except TimeoutError:
            last = ", ".join(f"{call.method} -> {call.error or call.status}" for call in [*self.calls][-_CALLS_SHOWN:])
            raise TimeoutError(f"Not within {timeout} s; the last calls: {last or 'none'}") from None
        return value
