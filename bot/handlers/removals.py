"""/remove: an article leaves the archive, after a question back, and can be brought back where it was withdrawn."""

from __future__ import annotations

import functools
import json
import logging
import sqlite3
from html import escape
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.delivery import place_of
from bot.handlers.admins import admitted, admitted_tap
from bot.handlers.jobs import Kind
from bot.render import additions
from bot.store.jobs import Job
from index.additions import FILES, PAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import CallbackQuery, Update

    from bot.handlers.desk import Context, Desk
    from bot.handlers.jobs import Body, Jobs, Shown
    from bot.texts import Texts
    from index.records import Article
    from index.shelf import Shelf
    from index.sync_records import SyncReport

_log = logging.getLogger(__name__)

PATTERN = r"^job:(remove|undo|keep):\d{1,18}$"
"""Of the buttons' data: what to do, and the number under which the article is remembered."""
_KIND, _UNDO = "remove", "undo"
_CHOICES = 5
_LABEL = 40
_MAX_NAME = 200


class Removals:
    """Takes articles out of the archive, and back in."""

    def __init__(self, desk: Desk, shelf: Shelf, jobs: Jobs) -> None:
        self._desk = desk
        self._shelf = shelf
        self._jobs = jobs
        jobs.kinds[_KIND] = Kind(
            lambda body, texts: texts.admin.remove_running.format(title=escape(body["title"])), self._removed, _only
        )
        jobs.kinds[_UNDO] = Kind(
            lambda body, texts: texts.admin.restoring.format(title=escape(body["title"])), _restored, _only
        )

    async def command(self, update: Update, context: Context) -> None:
        """/remove ARTICLE, in reply to an answer, or undo."""
        message = await admitted(self._desk, update)
        if message is None:
            return
        texts, name = self._desk.texts(update), " ".join(context.args or [])
        if name.lower() == _UNDO:
            await self._undo_last(message, texts)
        elif name:
            found = await self._desk.in_thread(functools.partial(self._shelf.called, name))
            shown = escape(name[:_MAX_NAME])
            await self._ask(message, found, texts.admin.remove_none.format(name=shown), texts)
        elif message.reply_to_message is not None and not message.reply_to_message.forum_topic_created:
            cited = await self._cited(message.reply_to_message)
            await self._ask(message, cited, texts.admin.remove_no_answer, texts)
        else:
            await self._desk.reply(message, texts.admin.remove_usage)

    async def tapped(self, update: Update, _: Context) -> None:
        """Do what a button says."""
        tap = update.callback_query
        if tap is None or tap.data is None or not await admitted_tap(self._desk, update):
            return
        texts = self._desk.texts(update)
        action, number = tap.data.split(":")[1:]
        known = None if tap.message is None else self._remembered(tap.message.chat.id, int(number))
        if action == "keep" and isinstance(tap.message, Message):
            await self._desk.delivery.answer(tap)
            await self._show(tap, tap.message, texts.admin.remove_kept)
        elif known is None or not isinstance(tap.message, Message) or not await self._act(action, known):
            await self._desk.delivery.answer(tap, texts.admin.over)
        else:
            await self._desk.delivery.answer(tap)
            known["number"] = int(number)
            await self._start(_KIND if action == "remove" else _UNDO, known, tap.message, texts)

    async def _act(self, action: str, known: Body) -> bool:
        """Remove or restore an article; False if there is nothing to do any more."""
        identity = (known["source"], known["id"])
        if action == "undo":
            return await self._desk.in_thread(functools.partial(self._shelf.restore, *identity))
        article = await self._desk.in_thread(functools.partial(self._shelf.identified, *identity))
        if article is None:
            return False
        known["deleted"] = await self._desk.in_thread(functools.partial(self._shelf.is_deleted_with, article))
        await self._desk.in_thread(functools.partial(self._shelf.remove, article))
        return True

    async def _start(self, kind: str, body: Body, message: Message, texts: Texts) -> None:
        """Let a sync carry out what was decided, told in a message of the bot."""
        place = place_of(message)
        job = Job(kind, place.chat, place.topic or 0, texts.language, body, message.message_id)
        await self._jobs.start(message.get_bot(), job)

    async def _ask(self, message: Message, found: Sequence[Article], none: str, texts: Texts) -> None:
        """Ask back which article is to go, and whether."""
        if not found:
            await self._desk.reply(message, none)
            return
        lines = [texts.admin.remove_ask if len(found) == 1 else texts.admin.remove_ask_several]
        rows, number = [], 0
        for article in found[:_CHOICES]:
            deleted = await self._desk.in_thread(functools.partial(self._shelf.is_deleted_with, article))
            note = texts.admin.remove_deletes if deleted else texts.admin.remove_withdraws
            lines.append(f"{additions.described(article, texts)}\n{note}")
            number = self._desk.store.listings.remember(message.chat_id, _remembered_as(article))
            label = texts.admin.remove_button.format(title=additions.title(article, _LABEL))
            rows.append([InlineKeyboardButton(label, callback_data=f"job:remove:{number}")])
        rows.append([InlineKeyboardButton(texts.admin.remove_keep, callback_data=f"job:keep:{number}")])
        await self._desk.reply(message, "\n\n".join(lines), buttons=InlineKeyboardMarkup(rows))

    async def _cited(self, answer: Message) -> list[Article]:
        """Return the article that an answer of the bot shows."""
        given = self._desk.store.given.of_message(answer.chat_id, answer.message_id)
        if given is None or not given.citations:
            return []
        shown = given.citations[min(given.shown, len(given.citations) - 1)]
        work = functools.partial(self._shelf.identified, shown.source, shown.article_id)
        article = await self._desk.in_thread(work)
        return [] if article is None else [article]

    async def _undo_last(self, message: Message, texts: Texts) -> None:
        withdrawn = await self._desk.in_thread(self._shelf.withdrawn)
        if not withdrawn:
            await self._desk.reply(message, texts.admin.undo_none)
            return
        last = withdrawn[0]
        await self._desk.in_thread(functools.partial(self._shelf.restore, last.source, last.article_id))
        place = place_of(message)
        body = {"source": last.source, "id": last.article_id, "title": last.headline}
        job = Job(_UNDO, place.chat, place.topic or 0, texts.language, body)
        await self._jobs.start(message.get_bot(), job)

    async def _show(self, tap: CallbackQuery, message: Message, html: str) -> None:
        await self._desk.delivery.edit(tap.get_bot(), message.chat_id, message.message_id, html)

    @staticmethod
    async def _removed(body: Body, _: SyncReport, texts: Texts) -> Shown:
        html = texts.admin.removed.format(title=escape(body["title"]))
        if body.get("deleted") or "number" not in body:
            return html, None
        button = InlineKeyboardButton(texts.admin.undo, callback_data=f"job:undo:{body['number']}")
        return html, InlineKeyboardMarkup([[button]])

    def _remembered(self, chat: int, number: int) -> Body | None:
        try:
            known = self._desk.store.listings.query(chat, number)
            found = None if known is None else json.loads(known)
        except (sqlite3.Error, ValueError):
            _log.exception("it cannot be looked up which article a button is of")
            return None
        return found if isinstance(found, dict) else None


def _remembered_as(article: Article) -> str:
    known = {"source": article.source, "id": article.id, "title": additions.title(article)}
    return json.dumps(known, ensure_ascii=False)


def _only(body: Body) -> Sequence[str]:
    """Return a source that is read in no time; what was withdrawn or restored is so in any sync."""
    return [PAGES if body["source"] == PAGES else FILES]


async def _restored(body: Body, _: SyncReport, texts: Texts) -> Shown:
    return texts.admin.restored.format(title=escape(body["title"])), None
