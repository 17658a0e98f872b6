"""Every call to the Bot API but getUpdates goes through here: at Telegram's pace, and repeated where that is safe.

The figures are Telegram's own, https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this:
about one message per second in a chat ("short bursts" allowed), 20 per minute in a group, about 30 per second in all.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from math import ceil
from typing import TYPE_CHECKING, Any

import httpx
from telegram.error import BadRequest, NetworkError, RetryAfter
from telegram.ext import BaseRateLimiter

from bot.transport.clock import Clock, SystemClock
from bot.transport.pace import Burst, Window

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

    from telegram._utils.types import JSONDict

    Answer = bool | JSONDict | list[JSONDict]

_LOG = logging.getLogger(__name__)

CHAT_INTERVAL = 1.0
"""Seconds between two messages to one chat (Telegram's FAQ)."""
CHAT_BURST = 3
"""Messages to one chat at once; the FAQ allows bursts and gives no figure. An answer has rarely more parts."""
GROUP_MESSAGES, GROUP_SECONDS = 20, 60.0
"""Messages to one group or channel, and the seconds in which they are counted (Telegram's FAQ)."""
ALL_MESSAGES, ALL_SECONDS = 30, 1.0
"""Messages to all chats together, and the seconds in which they are counted (Telegram's FAQ)."""
RETRIES = 3
"""How often one call is repeated after a 429, and how often after a fault of the network."""
LONGEST_HALT = 120.0
"""Seconds that one call waits in all because of 429s; nobody waits longer for an answer."""
BACKOFF = (1.0, 2.0, 4.0)
"""Seconds before each repetition after a fault of the network."""
_SWEEP_EVERY = 60.0
"""Seconds between two looks for chats that may be forgotten."""

_MESSAGES = ("send", "forward", "copy", "editMessage", "stopPoll", "stopMessage")
"""How the methods begin that put a message into a chat or change one."""
_REPEATABLE = ("get", "set", "edit", "delete")
"""How the methods begin that leave the same behind if they are carried out twice."""
_REPEATABLE_TOO = frozenset({"sendChatAction", "answerCallbackQuery", "answerInlineQuery"})
_NOT_MESSAGES = frozenset({"sendChatAction", "sendGift"})
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
"""Faults before the first byte of the request."""
_ALREADY_DONE = ("message is not modified", "message to delete not found", "query is too old")
"""What Telegram answers, in lower case, to a repetition of what it had carried out."""


@dataclass(frozen=True, slots=True)
class _Call:
    """One call to the Bot API."""

    run: Callable[[], Coroutine[Any, Any, Answer]]
    endpoint: str
    chat: int | str | None

    @property
    def is_message(self) -> bool:
        return self.endpoint.startswith(_MESSAGES) and self.endpoint not in _NOT_MESSAGES

    @property
    def repeatable(self) -> bool:
        return self.endpoint.startswith(_REPEATABLE) or self.endpoint in _REPEATABLE_TOO

    @property
    def scope(self) -> int | str:
        """What a 429 halts: the chat, or else the method. Another chat has nothing to do with it."""
        return self.endpoint if self.chat is None else self.chat

    def __str__(self) -> str:
        return self.endpoint if self.chat is None else f"{self.endpoint} to chat {self.chat}"


class _Lane:
    """What is known of a chat, or of a method that has none: its pace, its queue, and how long it is halted."""

    __slots__ = ("calls", "halted_until", "paces", "queue")

    def __init__(self, chat: int | str | None) -> None:
        self.paces: list[Burst | Window] = []
        if chat is not None:
            self.paces.append(Burst(CHAT_INTERVAL, CHAT_BURST))
        if isinstance(chat, str) or (chat is not None and chat < 0):
            self.paces.append(Window(GROUP_MESSAGES, GROUP_SECONDS))
        self.queue = asyncio.Lock()
        self.calls = 0
        self.halted_until = float("-inf")

    def free(self, now: float) -> float:
        return max((pace.free(now) for pace in self.paces), default=now)

    def take(self, moment: float) -> None:
        for pace in self.paces:
            pace.take(moment)

    def idle(self, now: float) -> bool:
        return not self.calls and self.halted_until <= now and all(pace.idle(now) for pace in self.paces)


class ChatRateLimiter(BaseRateLimiter[None]):
    """Paces messages and their edits, waits out 429s, and repeats what cannot do harm twice.

    * Messages to one chat go one after the other, in the order in which they were asked for, also while one of them is
      repeated. No chat waits for another, but for the 30 per second of all together.
    * Everything else (chat actions, answers to buttons, getMe …) goes at once.
    * A 429 halts its chat until the moment that Telegram named, whatever else ends meanwhile. A call that would have
      to wait more than `LONGEST_HALT` or is repeated more than `RETRIES` times ends with RetryAfter.
    * A fault before anything was sent is retried. One after that is retried only if the method leaves the same behind
      when it is carried out twice; a message that may have arrived is logged as "maybe sent" and not repeated.

    An album counts as one message, and inline messages, which have no chat, only towards all together.
    """

    def __init__(self, clock: Clock | None = None) -> None:
        """Take the clock; the machine's by default."""
        self._clock = clock or SystemClock()
        self._overall = Window(ALL_MESSAGES, ALL_SECONDS)
        self._lanes: dict[int | str, _Lane] = {}
        self._next_sweep = float("-inf")

    async def initialize(self) -> None:
        """Do nothing: there is nothing to open."""

    async def shutdown(self) -> None:
        """Do nothing: whoever waits here is cancelled by whoever asked."""

    async def process_request(  # noqa: PLR0913, PLR0917 -- PTB's signature
        self,
        callback: Callable[..., Coroutine[Any, Any, Answer]],
        args: tuple[object, ...],
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,  # noqa: ARG002 -- PTB's signature; no call needs a pace of its own
    ) -> Answer:
        """Make one call when its turn has come.

        Args:
            callback: makes the call.
            args: its arguments.
            kwargs: its keyword arguments.
            endpoint: the method of the Bot API.
            data: the method's parameters; only ``chat_id`` matters.
            rate_limit_args: not used.

        Returns:
            Telegram's answer; True if a repetition shows that a call whose answer was lost had been carried out.

        Raises:
            RetryAfter: Telegram asks for a longer wait than anybody wants, or too often.
            NetworkError: the network failed and the call may not be repeated, or was so often enough.
            TelegramError: what else Telegram answers.

        """
        call = _Call(partial(callback, *args, **kwargs), endpoint, _chat(data))
        with self._lane(call) as lane:
            if not call.is_message or call.chat is None:
                return await self._persist(call, lane)
            async with lane.queue:
                return await self._persist(call, lane)

    @contextmanager
    def _lane(self, call: _Call) -> Iterator[_Lane]:
        self._forget_idle()
        lane = self._lanes.setdefault(call.scope, _Lane(call.chat))
        lane.calls += 1
        try:
            yield lane
        finally:
            lane.calls -= 1

    def _forget_idle(self) -> None:
        now = self._clock.now()
        if now >= self._next_sweep:
            self._next_sweep = now + _SWEEP_EVERY
            self._lanes = {scope: lane for scope, lane in self._lanes.items() if not lane.idle(now)}

    async def _persist(self, call: _Call, lane: _Lane) -> Answer:
        """Make the call, and repeat it as long as that is both useful and safe."""
        halted, refused, failed, lost = 0.0, 0, 0, False
        while True:
            halted += await self._turn(call, lane, LONGEST_HALT - halted)
            try:
                return await call.run()
            except RetryAfter as error:
                self._halt(call, lane, error)
                refused += 1
                if refused > RETRIES:
                    raise
            except BadRequest as error:
                if lost and _already_done(error):
                    return True
                raise
            except NetworkError as error:
                if not _may_repeat(call, error) or failed == RETRIES:
                    raise
                lost = lost or not never_sent(error)
                _LOG.info("%s failed and is repeated: %r", call, error)
                await self._clock.sleep(BACKOFF[failed])
                failed += 1

    async def _turn(self, call: _Call, lane: _Lane, patience: float) -> float:
        """Return when the call may be made; the answer is how many seconds of halts it waited."""
        halted = 0.0
        while True:
            halted += await self._pass_halt(lane, patience - halted)
            if not call.is_message:
                return halted
            await self._until(lane.free(self._clock.now()))
            # All chats wait for this one, so each takes its moment at once: first come, first served.
            moment = self._overall.free(self._clock.now())
            self._overall.take(moment)
            await self._until(moment)
            # A chat action's 429 may have halted the chat while its message was waiting for its turn.
            if lane.halted_until <= self._clock.now():
                lane.take(self._clock.now())
                return halted

    async def _pass_halt(self, lane: _Lane, patience: float) -> float:
        started = self._clock.now()
        while (left := lane.halted_until - self._clock.now()) > 0:
            if lane.halted_until - started > patience:
                raise RetryAfter(ceil(left))
            await self._clock.sleep(left)
        return self._clock.now() - started

    def _halt(self, call: _Call, lane: _Lane, error: RetryAfter) -> None:
        # PTB is on its way from the one to the other; the variable PTB_TIMEDELTA decides.
        wait = error.retry_after
        seconds = wait.total_seconds() if isinstance(wait, timedelta) else wait
        _LOG.warning("Telegram asks to wait %s s before the next %s", seconds, call)
        lane.halted_until = max(lane.halted_until, self._clock.now() + seconds)

    async def _until(self, moment: float) -> None:
        # More than once if need be: asyncio may wake somebody a trifle early.
        while (left := moment - self._clock.now()) > 0:
            await self._clock.sleep(left)


def _chat(data: dict[str, Any]) -> int | str | None:
    """Return the chat that a method is about: a number, or the name of a group or channel."""
    chat = data.get("chat_id")
    if chat is None:
        return None
    try:
        return int(chat)
    except ValueError:
        return str(chat).lower()


def never_sent(error: NetworkError) -> bool:
    """Tell whether a fault of the network came before the first byte of the request."""
    return isinstance(error.__cause__, _NEVER_SENT)


def _may_repeat(call: _Call, error: NetworkError) -> bool:
    """Say whether a repetition does no harm; if not, leave a note for whoever looks for the message."""
    if call.repeatable or never_sent(error):
        return True
    _LOG.warning("maybe sent: %s got no answer and is not repeated: %r", call, error)
    return False


def _already_done(error: BadRequest) -> bool:
    return any(text in error.message.lower() for text in _ALREADY_DONE)
