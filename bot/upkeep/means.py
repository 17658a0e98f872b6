"""What follows from new articles is done with these."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor
    from pathlib import Path

    from bot.delivery import Delivery
    from bot.store.store import Store
    from index.library import Library

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Means:
    """The library, what is remembered of Telegram, the way out, and threads of its own: no question waits for them."""

    library: Library
    data_dir: Path
    store: Store
    delivery: Delivery
    executor: Executor

    async def in_thread(self, work: Callable[[], T]) -> T:
        """Return what some work returns that is done in another thread."""
        return await asyncio.get_running_loop().run_in_executor(self.executor, work)
