"""Updates on their way to the handlers: each is handled once, and none is lost when the process dies.

PTB takes an update for delivered once it is in its queue. This queue writes it down first; a processor notes when its
handlers have begun and ended, and what has not ended is queued again at the next start. An update whose handling ended
the process three times is given up.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from typing import TYPE_CHECKING

from telegram import Update
from telegram.ext import BaseUpdateProcessor

if TYPE_CHECKING:
    from collections.abc import Awaitable
    from typing import Any

    from telegram import Bot

    from bot.store.updates import Updates

_log = logging.getLogger(__name__)


class Inbox(asyncio.Queue[object]):
    """PTB's queue of updates, kept on disk. An update that came before is left out."""

    def __init__(self, updates: Updates) -> None:
        super().__init__()
        self._updates = updates

    async def put(self, item: object) -> None:
        """Write an update down, then queue it."""
        if isinstance(item, Update) and not self._is_new(item):
            _log.info("update %d came twice; it was handled the first time", item.update_id)
            return
        await super().put(item)

    async def resume(self, bot: Bot) -> None:
        """Queue what an earlier process has not finished."""
        try:
            unfinished = self._updates.unfinished()
        except sqlite3.Error:
            _log.exception("the updates that were not finished cannot be read")
            return
        if unfinished:
            _log.info("%d updates were not finished when the bot ended; they are handled now", len(unfinished))
        for body in unfinished:
            await super().put(Update.de_json(body, bot))

    def _is_new(self, update: Update) -> bool:
        try:
            return self._updates.receive(update.update_id, update.to_dict())
        except sqlite3.Error:
            # An answer that may come twice, or be lost if the process dies, is better than none.
            _log.exception("it cannot be remembered which updates came; make room on the disk")
            return True


class Processor(BaseUpdateProcessor):
    """Handles several updates at once, and notes which are done."""

    def __init__(self, updates: Updates, at_once: int) -> None:
        super().__init__(at_once)
        self._updates = updates

    async def initialize(self) -> None:
        """Do nothing: the store is open."""

    async def shutdown(self) -> None:
        """Do nothing: the store is closed by whoever opened it."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Run the handlers of an update."""
        if isinstance(update, Update):
            self._note(self._updates.begin, update)
        await coroutine
        # Not in a `finally`: what was cancelled, because the bot is stopped, is handled after the next start.
        if isinstance(update, Update):
            self._note(self._updates.done, update)

    def _note(self, note: Any, update: Update) -> None:  # noqa: ANN401 -- a method of the store
        try:
            note(update.update_id)
        except sqlite3.Error:
            _log.exception("it cannot be remembered how far update %d is; make room on the disk", update.update_id)
