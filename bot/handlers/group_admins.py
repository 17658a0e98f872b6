"""Who leads a group, as Telegram has it; asked again after some minutes."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram.error import TelegramError

from bot.transport.clock import SystemClock

if TYPE_CHECKING:
    from telegram import Bot, Message

    from bot.transport.clock import Clock

_log = logging.getLogger(__name__)

KEPT = 300.0
"""Seconds for which an answer of Telegram's holds: so long it takes until a new admin may change the settings."""


_MANY = 10_000
"""Groups from which on those that do not matter any more are forgotten."""


@dataclass(frozen=True, slots=True)
class _Known:
    ids: frozenset[int]
    until: float


class GroupAdmins:
    """The admins of groups. Those who are anonymous are among them: only their messages do not show it."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or SystemClock()
        self._known: dict[int, _Known] = {}
        self._asking: dict[int, asyncio.Lock] = {}

    async def has(self, bot: Bot, group: int, person: int) -> bool:
        """Tell whether somebody, or the bot itself, is an admin of a group."""
        # Who comes first is answered first, also while Telegram is asked: questions keep their order.
        self._sweep()
        async with self._asking.setdefault(group, asyncio.Lock()):
            known = self._known.get(group)
            if known is None or known.until <= self._clock.now():
                known = await self._ask(bot, group)
                self._known[group] = known
        return person in known.ids

    def _sweep(self) -> None:
        """Forget the groups of which nothing holds any more, once there are many."""
        if len(self._asking) > _MANY:
            now = self._clock.now()
            self._known = {group: one for group, one in self._known.items() if one.until > now}
            self._asking = {
                group: lock for group, lock in self._asking.items() if lock.locked() or group in self._known
            }

    def forget(self, group: int) -> None:
        """Ask anew: something has changed there."""
        self._known.pop(group, None)

    async def _ask(self, bot: Bot, group: int) -> _Known:
        try:
            admins = await bot.get_chat_administrators(group)
        except TelegramError as error:
            _log.warning("the admins of group %d are not known: %s", group, error)
            return _Known(frozenset(), 0.0)
        return _Known(frozenset(admin.user.id for admin in admins), self._clock.now() + KEPT)

    async def wrote(self, message: Message) -> bool:
        """Tell whether an admin of its group wrote a message, in their own name or in the group's."""
        if message.sender_chat is not None:
            return message.sender_chat.id == message.chat_id
        writer = message.from_user
        return writer is not None and await self.has(message.get_bot(), message.chat_id, writer.id)
