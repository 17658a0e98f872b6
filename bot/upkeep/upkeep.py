"""The library kept up to date while the bot runs: its schedule and its watch, in the bot's own event loop."""

from __future__ import annotations

import asyncio
import logging
from contextlib import aclosing
from typing import TYPE_CHECKING

from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.render import reports
from bot.texts import texts_for
from bot.upkeep.schedule import Schedule
from bot.upkeep.sync_process import SyncProcess
from bot.upkeep.watching import watch

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from telegram import Bot

    from bot.config import Config
    from index.library import Library
    from index.sync_records import Failure, SyncReport

_log = logging.getLogger(__name__)


class Upkeep:
    """Started and stopped with the bot. Of sources without ``every`` and ``watch`` it does nothing."""

    def __init__(self, library: Library, config: Config, file: Path | None, turn: asyncio.Lock) -> None:
        self._library = library
        self._config = config
        self._file = file
        self._process = SyncProcess(turn)
        self._bot: Bot | None = None
        self._tasks: list[asyncio.Task[None]] = []

    def start(self, bot: Bot) -> None:
        """Begin; what fails is told to the admins by `bot`."""
        self._bot = bot
        sources = self._config.sources
        kept = [source for source in sources if source.every is not None or source.watch]
        if self._file is None or not kept:
            return
        schedule = Schedule(kept, self)
        self._tasks = [asyncio.create_task(schedule.run())]
        if any(source.watch for source in kept):
            self._tasks.append(asyncio.create_task(watch(kept, self._config.data_dir, schedule.changed)))
        for task in self._tasks:
            task.add_done_callback(_ended)

    async def stop(self) -> None:
        """End, and wait until a sync that runs has gone; everything stays whole."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def last_read(self) -> Mapping[str, float]:
        """Return when each source was read, in seconds since 1970."""
        return self._library.status().last_read

    async def sync(self, names: Sequence[str]) -> SyncReport:
        """Read some sources in a process of its own."""
        async with aclosing(self._process.run(self._file, names)) as steps:
            async for _ in steps:
                pass
        report = self._process.report()
        _log.info("%s: %d new, %d changed, %d removed", ", ".join(names), report.added, report.changed, report.removed)
        # Opened here, so that the first question to the new articles need not wait for it.
        await asyncio.to_thread(self._library.prepare)
        return report

    async def tell(self, failed: Sequence[Failure] | str) -> None:
        """Tell the admins what could not be read, in the language that most articles are in."""
        assert self._bot is not None  # noqa: S101 -- set before anything runs
        languages = self._library.languages()
        text = reports.problems_message(failed, texts_for(languages[0] if languages else None))
        for admin in self._config.telegram.admins:
            try:
                await self._bot.send_message(admin, text, parse_mode=ParseMode.HTML)
            except TelegramError as error:
                _log.warning("the admin %d cannot be told: %s", admin, error)


def _ended(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        _log.error("the articles are not brought up to date by themselves any more", exc_info=error)
