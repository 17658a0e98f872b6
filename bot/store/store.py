"""All that a bot remembers."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bot.store.chats import Chats
from bot.store.database import Database
from bot.store.given import GivenAnswers
from bot.store.listings import Listings
from bot.store.talks import Talks
from bot.store.updates import Updates

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Store:
    """The tables of one bot, in one file."""

    def __init__(self, data_dir: Path, bot_id: int, clock: Callable[[], float] = time.time) -> None:
        """Open the file of a bot, ``chats-<id>.sqlite3``: updates and messages are numbered for each bot anew.

        Raises:
            CatalogError: it cannot be opened.

        """
        self.db = Database(data_dir / f"chats-{bot_id}.sqlite3", clock)
        self.updates = Updates(self.db)
        self.talks = Talks(self.db)
        self.listings = Listings(self.db)
        self.chats = Chats(self.db)
        self.given = GivenAnswers(self.db)

    def close(self) -> None:
        """Close the file."""
        self.db.close()
