"""Syncs that admins ask for: each told in one message, stopped by a button, and gone on with after a restart."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from contextlib import aclosing
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING, Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.delivery import Place
from bot.handlers.admins import admitted_tap
from bot.handlers.progress import Told, progress_text
from bot.texts import texts_for
from bot.upkeep.sync_process import SyncProcess
from index.errors import SyncBusyError
from index.records import shorten

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from pathlib import Path

    from telegram import Bot, Update

    from bot.handlers.desk import Context, Desk
    from bot.store.jobs import Job
    from bot.texts import Texts
    from index.sync_records import SyncReport

    Body = dict[str, Any]
    Shown = tuple[str, InlineKeyboardMarkup | None]

_log = logging.getLogger(__name__)

CANCEL = r"^job:cancel:\d{1,18}$"
"""Of the button's data: the number of the job."""
EDIT_INTERVAL = 3.0
"""Seconds between two edits of a message at least; Telegram slows down a chat that is edited more often."""
_BUSY = 5.0
"""Seconds after which it is tried again, while somebody else's sync is at work."""
_DEATHS = 2
"""Times that the process may die over a job; then it is given up."""
_MAX_ERROR = 500


@dataclass(frozen=True, slots=True)
class Kind:
    """What jobs of one kind are."""

    started: Callable[[Body, Texts], str]
    finished: Callable[[Body, SyncReport, Texts], Awaitable[Shown]]
    only: Callable[[Body], Sequence[str]] = lambda _: ()
    """The sources to read; none: all."""
    full: Callable[[Body], bool] = lambda _: False
    patient: bool = True
    """Whether it waits for somebody else's sync to end."""


@dataclass(slots=True)
class _Running:
    job: Job
    told: Told
    task: asyncio.Task[None] | None = None
    cancelled: bool = False


class Jobs:
    """Runs them, one after another. Kinds are put into `kinds` before anything runs."""

    def __init__(self, desk: Desk, file: Path | None, turn: asyncio.Lock, *, interval: float = EDIT_INTERVAL) -> None:
        self._desk = desk
        self._file = file
        self.turn = turn
        """Held while a sync runs, whoever began it."""
        self._interval = interval
        self._running: dict[int, _Running] = {}
        self._unkept = 0
        self.kinds: dict[str, Kind] = {}

    def running(self, kind: str) -> Job | None:
        """Return the job of a kind that is not done yet, with its message; None if there is none."""
        for one in self._running.values():
            if one.job.kind == kind:
                return replace(one.job, message=one.told.message)
        return None

    async def start(self, bot: Bot, job: Job) -> None:
        """Keep a job and run it; its message is sent, or is the one that the job has."""
        await self._begin(bot, replace(job, number=self._kept(job)))

    async def resume(self, bot: Bot) -> None:
        """Go on with what an earlier process has not ended."""
        try:
            left = self._desk.store.jobs.open()
        except sqlite3.Error:
            _log.exception("the syncs that were not ended cannot be read")
            return
        for job in left:
            if job.kind not in self.kinds or job.attempts >= _DEATHS:
                _log.error("the sync %d (%s) is given up: the process died of it", job.number, job.kind)
                told = self._told(bot, job)
                await told.finish(texts_for(job.language).admin.gave_up, at_once=True)
                self._note(self._desk.store.jobs.done, job.number)
            else:
                await self._begin(bot, job, resumed=True)

    async def cancel(self, update: Update, _: Context) -> None:
        """Stop a job in good order; whoever is an admin may, whoever began it."""
        tap = update.callback_query
        if tap is None or tap.data is None or not await admitted_tap(self._desk, update):
            return
        running = self._running.get(int(tap.data.rpartition(":")[2]))
        if running is None or running.task is None:
            await self._desk.delivery.answer(tap, self._desk.texts(update).admin.over)
            return
        await self._desk.delivery.answer(tap)
        running.cancelled = True
        running.task.cancel()

    async def stop(self) -> None:
        """End what runs, and wait until its process has gone; everything stays whole."""
        tasks = [one.task for one in self._running.values() if one.task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _begin(self, bot: Bot, job: Job, *, resumed: bool = False) -> None:
        texts = texts_for(job.language)
        running = self._running[job.number] = _Running(job, self._told(bot, job))
        first = texts.admin.resumed if resumed else self.kinds[job.kind].started(job.body, texts)
        await running.told.begin(first, _cancel_button(job, texts))
        if running.told.message is None:
            _log.warning("the sync was not begun, because nobody can be told of it")
            self._forget(job)
            return
        if running.told.message != job.message and job.number > 0:
            self._note(self._desk.store.jobs.tell_in, job.number, running.told.message)
        self._note(self._desk.store.jobs.begin, job.number)
        running.task = asyncio.create_task(self._run(running, texts, patient=resumed))

    async def _run(self, running: _Running, texts: Texts, *, patient: bool) -> None:
        job, told = running.job, running.told
        kind = self.kinds[job.kind]
        try:
            report = await self._sync(kind, running, texts, patient=patient or kind.patient)
            # Opened here, so that the first question to the new articles need not wait for it.
            await asyncio.to_thread(self._desk.library.prepare)
            html, buttons = await kind.finished(job.body, report, texts)
            await told.finish(html, buttons)
        except asyncio.CancelledError:
            if not running.cancelled:
                await told.finish(texts.reindex_failed.format(error=texts.reindex_interrupted), at_once=True)
                self._note(self._desk.store.jobs.pause, job.number)
                self._running.pop(job.number, None)
                raise
            # Noted before it is told, so that no restart goes on with what somebody has stopped.
            self._note(self._desk.store.jobs.done, job.number)
            await told.finish(texts.admin.cancelled, at_once=True)
        except Exception as error:  # noqa: BLE001 -- whatever it is, the admin is told and the log has it
            _log.exception("the sync of /%s failed", job.kind)
            await told.finish(texts.reindex_failed.format(error=escape(shorten(str(error), _MAX_ERROR))))
        self._forget(job)

    async def _sync(self, kind: Kind, running: _Running, texts: Texts, *, patient: bool) -> SyncReport:
        process, body, buttons = SyncProcess(self.turn), running.job.body, _cancel_button(running.job, texts)
        while True:
            try:
                # Closed before anything else, so that whoever stops the bot waits until the process has gone.
                async with aclosing(process.run(self._file, kind.only(body), full=kind.full(body))) as steps:
                    async for progress in steps:
                        await running.told.update(progress_text(progress, texts), buttons)
                return process.report()
            except SyncBusyError:
                if not patient:
                    raise
                await running.told.update(texts.admin.waits, buttons)
                await asyncio.sleep(_BUSY)

    def _told(self, bot: Bot, job: Job) -> Told:
        place = Place(self._desk.store.chats.moved_to(job.chat) or job.chat, job.topic or None)
        told = Told(bot, self._desk.delivery, place, self._interval)
        told.message = job.message
        return told

    def _kept(self, job: Job) -> int:
        try:
            return self._desk.store.jobs.keep(job)
        except sqlite3.Error:
            # It runs all the same; after a restart nobody knows of it.
            _log.exception("a sync cannot be remembered; make room on the disk")
            self._unkept -= 1
            return self._unkept

    def _forget(self, job: Job) -> None:
        self._running.pop(job.number, None)
        self._note(self._desk.store.jobs.done, job.number)

    def _note(self, note: Callable[..., None], *values: int) -> None:
        try:
            note(*values)
        except sqlite3.Error:
            _log.exception("it cannot be remembered how far a sync is; make room on the disk")


def _cancel_button(job: Job, texts: Texts) -> InlineKeyboardMarkup | None:
    if job.number <= 0:
        return None
    button = InlineKeyboardButton(texts.admin.cancel, callback_data=f"job:cancel:{job.number}")
    return InlineKeyboardMarkup([[button]])
