"""/add: a page or a file goes into the archive, and answers a moment later."""

from __future__ import annotations

import asyncio
import functools
import logging
import re
from html import escape
from typing import TYPE_CHECKING

from telegram.error import TelegramError

from bot.delivery import place_of
from bot.handlers.addressing import text_of
from bot.handlers.admins import admitted
from bot.handlers.jobs import Kind
from bot.render import additions
from bot.store.jobs import Job
from index.errors import ArticleBotError
from index.shelf import Added

if TYPE_CHECKING:
    from telegram import Document, Update

    from bot.handlers.desk import Context, Desk
    from bot.handlers.jobs import Body, Jobs, Shown
    from bot.texts import Texts
    from index.shelf import Shelf
    from index.sync_records import SyncReport

_log = logging.getLogger(__name__)

COMMAND = re.compile(r"^/add(?:@(\w+))?(?:\s|$)", re.IGNORECASE)
"""The command as the caption of a file, where Telegram's own commands do not reach."""
_KIND = "add"
LARGEST = 20 * 1024 * 1024
"""Bytes of a file that Telegram lets a bot download (Bot API, getFile)."""
MOST_PAGES = 10
"""Addresses of one command that are read."""


class Additions:
    """Takes articles in. What was read of them is shown, and how they are removed again."""

    def __init__(self, desk: Desk, shelf: Shelf, jobs: Jobs) -> None:
        self._desk = desk
        self._shelf = shelf
        self._jobs = jobs
        jobs.kinds[_KIND] = Kind(
            lambda _, texts: texts.admin.add_indexing,
            self._finished,
            only=lambda body: sorted({source for source, _ in body["added"]}),
        )

    async def command(self, update: Update, context: Context) -> None:
        """/add with addresses, as the caption of a file, or in reply to one."""
        written = COMMAND.match(text_of(update.effective_message))
        if written is None or (written[1] and written[1].lower() != context.bot.username.lower()):
            return
        message = await admitted(self._desk, update)
        if message is None:
            return
        texts, addresses = self._desk.texts(update), text_of(message)[written.end() :].split()[:MOST_PAGES]
        replied = message.reply_to_message
        document = message.document or (replied.document if replied is not None else None)
        if document is None and not addresses:
            await self._desk.reply(message, texts.admin.add_usage)
            return
        told = await self._desk.reply(message, texts.admin.add_reading)
        if told is None:
            return
        added, problems = await self._take(document, addresses, texts)
        if added:
            place = place_of(told)
            body = {"added": [[one.source, one.origin] for one in added], "problems": problems}
            job = Job(_KIND, place.chat, place.topic or 0, texts.language, body, told.message_id)
            await self._jobs.start(message.get_bot(), job)
        else:
            html = additions.message([], [], problems, texts)
            await self._desk.delivery.edit(message.get_bot(), told.chat_id, told.message_id, html)

    async def _take(
        self, document: Document | None, addresses: list[str], texts: Texts
    ) -> tuple[list[Added], list[str]]:
        """Keep what can be read; return it, and as HTML what cannot, and why."""
        added, problems = [], []
        if document is not None:
            name = document.file_name or "article"
            if (document.file_size or 0) > LARGEST:
                problems.append(texts.admin.add_too_big.format(name=escape(name)))
            elif (data := await _downloaded(document)) is None:
                problems.append(texts.admin.add_no_file.format(name=escape(name)))
            else:
                work = functools.partial(self._shelf.add_file, name, data)
                try:
                    added.append(await asyncio.to_thread(work))
                except ArticleBotError as error:
                    problems.append(additions.problem(name, error, texts))
        for address in addresses:
            try:
                added.append(await asyncio.to_thread(self._shelf.add_page, address))
            except ArticleBotError as error:
                problems.append(additions.problem(address, error, texts))
        return added, problems

    async def _finished(self, body: Body, _: SyncReport, texts: Texts) -> Shown:
        articles, unread = [], []
        for source, origin in body["added"]:
            found = await self._desk.in_thread(functools.partial(self._shelf.articles, Added(source, origin)))
            articles += found
            unread += [] if found else [origin]
        return additions.message(articles, unread, body["problems"], texts), None


async def _downloaded(document: Document) -> bytes | None:
    try:
        file = await document.get_file()
        return bytes(await file.download_as_bytearray())
    except TelegramError as error:
        _log.warning("a file cannot be downloaded: %s", error)
        return None
