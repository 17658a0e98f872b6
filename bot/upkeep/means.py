"""What follows from new articles is done with these."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from bot import access
from bot.access import Doer

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor
    from pathlib import Path

    from bot.config import Config
    from bot.delivery import Delivery
    from bot.one_by_one import OneByOne
    from bot.store.store import Store
    from index.library import Library

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Means:
    """The library, what is remembered of Telegram, the way out, and threads of its own: no question waits for them."""

    library: Library
    config: Config
    store: Store
    delivery: Delivery
    executor: Executor
    showing: OneByOne
    """Keeps apart those who let an answer show something else, by its number."""

    @property
    def data_dir(self) -> Path:
        """Where the library is kept."""
        return self.config.data_dir

    def is_allowed(self, person: int, chat: int) -> bool:
        """Tell whether somebody may (still) use the bot in a chat."""
        doer = Doer(person if person > 0 else None, person if person < 0 else None, chat, private=chat > 0)
        return access.allows(self.config.telegram, doer, self.store.chats.moved_from(chat))

    async def in_thread(self, work: Callable[[], T]) -> T:
        """Return what some work returns that is done in another thread."""
        return await asyncio.get_running_loop().run_in_executor(self.executor, work)
