"""/reindex: a sync in a process of its own, told in one message from its start to its end."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import aclosing
from html import escape
from typing import TYPE_CHECKING

from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.delivery import Reply, place_of
from bot.render import reports
from bot.upkeep.sync_process import SyncProcess
from index.records import shorten
from index.sync_records import Phase, Progress

if TYPE_CHECKING:
    from pathlib import Path

    from telegram import Message, Update

    from bot.handlers.desk import Context, Desk
    from bot.texts import Texts

_log = logging.getLogger(__name__)

EDIT_INTERVAL = 3.0
"""Seconds between two edits of the progress message at least; Telegram slows down a chat that is edited more often."""
_MAX_ERROR = 500


class Reindex:
    """At most one sync at a time, started from any chat by an admin."""

    def __init__(self, desk: Desk, file: Path | None, turn: asyncio.Lock, *, interval: float = EDIT_INTERVAL) -> None:
        self._desk = desk
        self._file = file
        self._interval = interval
        self._process = SyncProcess(turn)
        self._task: asyncio.Task[None] | None = None
        self._progress_message: Message | None = None

    async def command(self, update: Update, _: Context) -> None:
        """/reindex: start a sync, or point to the one that runs."""
        message, user, texts = update.effective_message, update.effective_user, self._desk.texts(update)
        if message is None:
            return
        if not self._desk.is_admin(update):
            number = user.id if user is not None and message.sender_chat is None else "–"
            await self._desk.reply(message, texts.reindex_not_allowed.format(user=number))
            return
        if self._task is not None and not self._task.done():
            running = self._progress_message
            if running is not None and running.chat_id == message.chat_id:
                reply = Reply(running.message_id)
                await self._desk.delivery.send(message.get_bot(), place_of(message), texts.reindex_running, reply=reply)
            else:
                await self._desk.reply(message, texts.reindex_running_elsewhere)
            return
        # Taken before the first await, so that two commands at once start one sync.
        self._progress_message = None
        self._task = asyncio.create_task(self._run(message, texts))

    async def stop(self) -> None:
        """End a sync that runs, and wait until its process has gone; everything stays whole."""
        if self._task is not None and not self._task.done():
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self, message: Message, texts: Texts) -> None:
        try:
            self._progress_message = await message.reply_text(texts.reindex_started)
        except TelegramError as error:
            _log.warning("/reindex was not begun, because nobody can be told of it: %s", error)
            return
        told = _Told(self._progress_message, self._interval)
        try:
            # Closed before anything else, so that whoever stops the bot waits until the process has gone.
            async with aclosing(self._process.run(self._file)) as steps:
                async for progress in steps:
                    await told.update(_progress_text(progress, texts))
            report = self._process.report()
            # Opened here, so that the first question to the new articles need not wait for it.
            await asyncio.to_thread(self._desk.library.prepare)
            await told.finish(reports.report_message(report, texts))
        except asyncio.CancelledError:
            await told.finish(texts.reindex_failed.format(error=texts.reindex_interrupted), at_once=True)
            raise
        except Exception as error:  # noqa: BLE001 -- whatever it is, the admin is told and the log has it
            _log.exception("/reindex failed")
            await told.finish(texts.reindex_failed.format(error=escape(shorten(str(error), _MAX_ERROR))))


class _Told:
    """The one message that tells how far the sync is, edited no more often than Telegram likes."""

    def __init__(self, message: Message, interval: float) -> None:
        self._message = message
        self._interval = interval
        self._edited = time.monotonic()
        self._text = ""

    async def update(self, text: str) -> None:
        """Show a text, unless the last edit is too recent: the next one will show more."""
        if text != self._text and time.monotonic() - self._edited >= self._interval:
            await self._edit(text)

    async def finish(self, text: str, *, at_once: bool = False) -> None:
        """Show the last text; it waits for its turn, unless the bot is about to stop."""
        if not at_once:
            await asyncio.sleep(max(0.0, self._edited + self._interval - time.monotonic()))
        if not await self._edit(text):
            await self._message.reply_text(text, parse_mode=ParseMode.HTML, do_quote=False)

    async def _edit(self, text: str) -> bool:
        self._text, self._edited = text, time.monotonic()
        try:
            await self._message.edit_text(text, parse_mode=ParseMode.HTML)
        except TelegramError as error:
            # Progress that cannot be shown is no reason to stop a sync.
            _log.warning("the progress of /reindex cannot be shown: %s", error)
            return False
        return True


def _progress_text(progress: Progress, texts: Texts) -> str:
    match progress.phase:
        case Phase.LOADING:
            return texts.reindex_loading.format(done=texts.number(progress.done))
        case Phase.CUTTING | Phase.EMBEDDING:
            total = progress.total or 0
            text = texts.reindex_cutting if progress.phase is Phase.CUTTING else texts.reindex_embedding
            return text.format(
                bar=reports.bar(progress.done, total),
                percent=100 * progress.done // total if total else 100,
                done=texts.number(progress.done),
                total=texts.number(total),
            )
        case Phase.INDEXING:
            return texts.reindex_indexing
