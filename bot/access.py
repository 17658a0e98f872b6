"""Who may ask, and how often. Nothing here waits or talks to Telegram."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.transport.pace import Burst

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from bot.config import TelegramConfig

_MANY = 10_000
"""Entries from which on those that do not matter any more are thrown away."""
_MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Doer:
    """Who does something, and where."""

    person: int | None
    """The id of a person; None where they show as a chat: as an anonymous admin, or as a channel."""
    shown_as: int | None
    """The id of the chat that they show as."""
    chat: int | None
    """Where; None for inline queries, which do not tell."""
    private: bool
    """Whether that is their own chat with the bot, or nowhere."""

    @property
    def sender(self) -> int:
        """Return the id that stands for whoever it is; 0 where Telegram tells none."""
        return self.shown_as or self.person or 0


def allows(config: TelegramConfig, doer: Doer, former: Iterable[int] = ()) -> bool:
    """Tell whether somebody may use the bot: the person *or* the chat is allowed, or nobody is shut out.

    Args:
        config: its `allow_users` and `allow_chats`; admins are allowed everywhere.
        doer: who, and where.
        former: what the chat was called before: a group that became a supergroup keeps its allowance.

    """
    if not config.allow_users and not config.allow_chats:
        return True
    if doer.person is not None and doer.person in {*config.allow_users, *config.admins}:
        return True
    return any(chat in config.allow_chats for chat in (doer.chat, doer.shown_as, *former))


@dataclass(frozen=True, slots=True)
class Refusal:
    """Somebody has asked too much."""

    whose: Hashable
    """What the rate that is used up belongs to."""
    seconds: float
    """After which the next question is taken."""


class Rates:
    """How many questions are taken in a minute: of each person, and in each chat."""

    def __init__(self, per_user: int, per_chat: int, now: Callable[[], float]) -> None:
        """Take the questions of a minute, 0 for any number, and a clock in seconds that only grows."""
        self._most = {"user": per_user, "chat": per_chat}
        self._now = now
        self._bursts: dict[tuple[str, int], Burst] = {}

    def take(self, doer: Doer) -> Refusal | None:
        """Count a question; one that is refused does not count."""
        now = self._now()
        keys = [("user", doer.sender)]
        if doer.chat is not None and not doer.private:
            keys.append(("chat", doer.chat))
        bursts = {key: self._burst(key) for key in keys if self._most[key[0]]}
        waits = [Refusal(key, burst.free(now) - now) for key, burst in bursts.items()]
        longest = max(waits, key=lambda wait: wait.seconds, default=None)
        if longest is not None and longest.seconds > 0:
            return longest
        for burst in bursts.values():
            burst.take(now)
        return None

    def _burst(self, key: tuple[str, int]) -> Burst:
        if key not in self._bursts:
            if len(self._bursts) >= _MANY:
                self._bursts = {key: burst for key, burst in self._bursts.items() if not burst.idle(self._now())}
            most = self._most[key[0]]
            self._bursts[key] = Burst(_MINUTE / most, most)
        return self._bursts[key]


class Told:
    """Who has been told something: as long as they go on, they are not told again."""

    def __init__(self, quiet: float, now: Callable[[], float]) -> None:
        """Take the seconds of quiet after which somebody is told anew, and a clock that only grows."""
        self._quiet = quiet
        self._now = now
        self._last: dict[Hashable, float] = {}

    def first(self, whose: Hashable) -> bool:
        """Tell whether somebody is to be told now; asking is taken for their going on."""
        now = self._now()
        last = self._last.get(whose)
        if len(self._last) >= _MANY:
            self._last = {one: at for one, at in self._last.items() if now - at < self._quiet}
        self._last[whose] = now
        return last is None or now - last >= self._quiet
