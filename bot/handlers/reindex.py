"""/reindex: a sync of all sources in a process of its own, while questions are answered."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.delivery import Reply, place_of
from bot.handlers.admins import admitted
from bot.handlers.jobs import Kind
from bot.render import reports
from bot.store.jobs import Job

if TYPE_CHECKING:
    from telegram import Message, Update

    from bot.handlers.desk import Context, Desk
    from bot.handlers.jobs import Body, Jobs, Shown
    from bot.texts import Texts
    from index.sync_records import SyncReport

_KIND = "reindex"


class Reindex:
    """At most one at a time, started from any chat by an admin."""

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        self._desk = desk
        self._jobs = jobs
        self._beginning = asyncio.Lock()  # two commands at once start one sync
        jobs.kinds[_KIND] = Kind(
            lambda _, texts: texts.reindex_started,
            _finished,
            full=lambda body: bool(body.get("full")),
            patient=False,
        )

    async def command(self, update: Update, context: Context) -> None:
        """/reindex [full]: start a sync, or point to the one that runs."""
        message = await admitted(self._desk, update)
        if message is None:
            return
        texts, asked = self._desk.texts(update), [one.lower() for one in context.args or []]
        if asked not in ([], ["full"]):
            await self._desk.reply(message, texts.admin.reindex_usage)
            return
        async with self._beginning:
            if self._jobs.running(_KIND) is None:
                place = place_of(message)
                body = {"full": asked == ["full"]}
                job = Job(_KIND, place.chat, place.topic or 0, texts.language, body)
                await self._jobs.start(message.get_bot(), job)
            else:
                await self._point(message, texts)

    async def _point(self, message: Message, texts: Texts) -> None:
        running = self._jobs.running(_KIND)
        if running is not None and running.message is not None and running.chat == message.chat_id:
            reply = Reply(running.message)
            await self._desk.delivery.send(message.get_bot(), place_of(message), texts.reindex_running, reply=reply)
        else:
            await self._desk.reply(message, texts.reindex_running_elsewhere)


async def _finished(_: Body, report: SyncReport, texts: Texts) -> Shown:
    return reports.report_message(report, texts), None
