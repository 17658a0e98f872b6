"""Updates on their way to the handlers: each is handled once, and none is lost when the process dies.

PTB takes an update for delivered once it is in its queue. This queue writes it down first; a processor notes when its
handlers have begun and ended, and what has not ended is queued again at the next start. An update whose handling ended
the process three times is given up. Others were under way each time, and it cannot be told which one it was: so each is
begun alone the last time.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
from collections.abc import Coroutine
from contextlib import nullcontext
from typing import TYPE_CHECKING

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.store.updates import ATTEMPTS

if TYPE_CHECKING:
    from collections.abc import Awaitable
    from typing import Any

    from telegram import Bot

    from bot.store.updates import Unfinished, Updates

_log = logging.getLogger(__name__)


class Inbox(asyncio.Queue[object]):
    """PTB's queue of updates, kept on disk. An update that came before is left out."""

    def __init__(self, updates: Updates) -> None:
        super().__init__()
        self._updates = updates
        self.suspects: set[int] = set()
        """Updates that may have ended the process each time but one that is allowed."""
        self.closing = False
        """Whether the bot is being stopped: what is not begun yet is left for the next start."""

    async def put(self, item: object) -> None:
        """Write an update down, then queue it."""
        if not isinstance(item, Update):
            self.closing = True  # PTB puts nothing else here but its sign that the application stops
        elif not self._is_new(item):
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
        self._give_up()
        if unfinished:
            _log.info("%d updates were not finished when the bot ended; they are handled now", len(unfinished))
        for one in unfinished:
            if (update := self._read(one, bot)) is not None:
                await super().put(update)
                if one.attempts >= ATTEMPTS - 1:
                    self.suspects.add(one.update_id)

    def _give_up(self) -> None:
        try:
            given_up = self._updates.give_up()
        except sqlite3.Error:
            _log.exception("it cannot be remembered which updates are given up; make room on the disk")
            return
        if given_up:
            numbers = ", ".join(map(str, given_up))
            _log.error("updates that were begun %d times or are a day old are given up: %s", ATTEMPTS, numbers)

    def _read(self, one: Unfinished, bot: Bot) -> Update | None:
        """Return an update as it was; None if it cannot be read, by another version of PTB for example."""
        try:
            return Update.de_json(json.loads(one.body), bot)
        except Exception:  # noqa: BLE001 -- the parser fails with whatever the data makes it trip over
            _log.exception("update %d was not finished and cannot be read any more; it is left out", one.update_id)
        note(self._updates.done, one.update_id)
        return None

    def _is_new(self, update: Update) -> bool:
        try:
            return self._updates.receive(update.update_id, update.to_dict())
        except sqlite3.Error:
            # An answer that may come twice, or be lost if the process dies, is better than none.
            _log.exception("it cannot be remembered which updates came; make room on the disk")
        except (ValueError, OverflowError):
            # PTB's polling ends for good if it cannot put an update here.
            _log.exception("update %d cannot be written down", update.update_id)
        return True


class Processor(BaseUpdateProcessor):
    """Handles several updates at once, and notes which are done."""

    def __init__(self, updates: Updates, inbox: Inbox, at_once: int) -> None:
        super().__init__(at_once)
        self._updates = updates
        self._inbox = inbox
        self._alone = asyncio.Lock()

    async def initialize(self) -> None:
        """Do nothing: the store is open."""

    async def shutdown(self) -> None:
        """Do nothing: the store is closed by whoever opened it."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Run the handlers of an update."""
        if not isinstance(update, Update):
            await coroutine
            return
        suspect = update.update_id in self._inbox.suspects
        async with self._alone if suspect else nullcontext():
            if self._inbox.closing and self._is_kept(update):
                if isinstance(coroutine, Coroutine):
                    coroutine.close()  # or Python warns that nobody has awaited it
                return
            note(self._updates.begin, update.update_id)
            await coroutine
            # Not in a `finally`: what was cancelled, because the bot is stopped, is handled after the next start.
            note(self._updates.done, update.update_id)
            self._inbox.suspects.discard(update.update_id)

    def _is_kept(self, update: Update) -> bool:
        try:
            return self._updates.is_kept(update.update_id)
        except sqlite3.Error:
            return False


def note(what: Any, update_id: int) -> None:  # noqa: ANN401 -- a method of the store
    """Write down how far an update is, if that can be."""
    try:
        what(update_id)
    except (sqlite3.Error, OverflowError):
        _log.exception("it cannot be remembered how far update %d is; make room on the disk", update_id)
