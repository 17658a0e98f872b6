"""The buttons under an answer: other passages, the article, what readers think of it.

They go by what is remembered of the answer, so everybody in the chat may tap, and a restart changes nothing.
"""

from __future__ import annotations

import functools
import logging
import sqlite3
from typing import TYPE_CHECKING

from bot.delivery import InParts, Place, Reply
from bot.render import answers
from bot.render.answer_buttons import ARTICLE, NUMBER, PAGE, RATE, Shown, under
from bot.render.article_card import article_card
from bot.store.given import KEPT
from bot.texts import LANGUAGES
from index.citation_records import Recalled, Standing
from index.errors import CatalogError

if TYPE_CHECKING:
    from telegram import CallbackQuery, Update

    from bot.handlers.desk import Context, Desk
    from bot.store.given import Given
    from bot.texts import Texts
    from index.records import Hit

_log = logging.getLogger(__name__)

PATTERN = rf"^a:[{PAGE}{NUMBER}{ARTICLE}{RATE}]:\d{{1,18}}:\d{{1,4}}$"
"""Of the buttons' data: what to do, the answer's number, and a passage or a thumb."""


class AnswerButtons:
    """The coroutine that taps under an answer come to."""

    def __init__(self, desk: Desk) -> None:
        """Take what keeps apart those who let an answer show something else, by its number."""
        self._desk = desk

    async def tap(self, update: Update, _: Context) -> None:
        """Do what a button says."""
        tap, texts = update.callback_query, self._desk.texts(update)
        if tap is None or tap.data is None:
            return
        word, number, value = tap.data.split(":")[1:]
        given = self._given(tap, int(number))
        if given is None:
            await self._desk.delivery.answer(tap, texts.answer_expired)
        elif word == RATE:
            await self._rate(tap, given, texts, good=value == "1")
        elif int(value) >= len(given.citations):  # of an answer that has changed with its question since
            await self._desk.delivery.answer(tap, texts.answer_expired)
        elif word == PAGE:
            await self._turn(tap, given.number, int(value), texts)
        elif word == ARTICLE:
            await self._article(tap, given, int(value), texts)
        else:
            page = texts.page_shown.format(page=int(value) + 1, pages=len(given.citations))
            await self._desk.delivery.answer(tap, page)

    async def _turn(self, tap: CallbackQuery, number: int, rank: int, texts: Texts) -> None:
        """Show another passage where the answer stands, if its article still has it."""
        async with self._desk.showing.turn(number) as overtaken:
            if overtaken():
                await self._desk.delivery.answer(tap)
                return
            # Looked up now: whoever was before may have changed in which messages it stands, or the whole answer.
            given = self._given(tap, number)
            if given is None or rank >= len(given.citations):
                await self._desk.delivery.answer(tap, texts.answer_expired)
                return
            recalled = await self._recalled(given, rank)
            if recalled.hit is None:
                lost = texts.article_gone if recalled.article is None else texts.article_changed
                await self._desk.delivery.answer(tap, lost, alert=True)
                return
            await self._desk.delivery.answer(tap)
            await self._show(tap, given, rank, recalled.hit)

    async def _show(self, tap: CallbackQuery, given: Given, rank: int, hit: Hit) -> None:
        chat, message = _stands_in(tap)
        texts = LANGUAGES[given.language]
        parts = answers.hit_messages(hit, texts, heading=given.over(rank), unsure=given.unsure)
        shown = Shown(given.number, rank, len(given.citations), unsure=given.unsure, alert=given.alert)
        buttons = under(hit, shown, texts)
        messages = await self._desk.delivery.put(
            tap.get_bot(),
            Place(chat, given.topic or None),
            InParts(parts, texts.answer_above, buttons),
            messages=given.messages or (message,),
            reply=Reply(given.asked) if given.asked is not None and chat < 0 else None,
        )
        try:
            self._desk.store.given.show(given.number, rank)
            self._desk.store.given.sent(given.number, messages)
        except sqlite3.Error:
            _log.exception("it cannot be kept which passage is shown; make room on the disk")

    async def _article(self, tap: CallbackQuery, given: Given, rank: int, texts: Texts) -> None:
        """Tell what article it is, where no browser could open it."""
        recalled = await self._recalled(given, rank)
        if recalled.article is None:
            await self._desk.delivery.answer(tap, texts.article_gone, alert=True)
            return
        await self._desk.delivery.answer(tap)
        chat, message = _stands_in(tap)
        card = article_card(recalled.article, texts)
        await self._desk.delivery.send(tap.get_bot(), Place(chat, given.topic or None), card, reply=Reply(message))

    async def _rate(self, tap: CallbackQuery, given: Given, texts: Texts, *, good: bool) -> None:
        try:
            self._desk.store.given.rate(given.number, tap.from_user.id, good=good)
        except sqlite3.Error:
            _log.exception("a rating cannot be kept; make room on the disk")
        await self._desk.delivery.answer(tap, texts.rated_good if good else texts.rated_bad)

    async def _recalled(self, given: Given, rank: int) -> Recalled:
        recall = functools.partial(self._desk.library.recall, given.citations[rank])
        try:
            return await self._desk.in_thread(recall)
        except CatalogError:
            _log.exception("an article cannot be looked up")
            return Recalled(Standing.GONE)

    def _given(self, tap: CallbackQuery, number: int) -> Given | None:
        """Return the answer that a button belongs to; None if it is not remembered any more."""
        chat, _ = _stands_in(tap)
        store = self._desk.store
        try:
            given, now_in = store.given.get(number), store.chats.moved_to(chat) or chat
        except sqlite3.Error:
            _log.exception("an answer cannot be looked up")
            return None
        # The data come from somebody's app: they may name an answer of another chat.
        if given is None or given.chat != now_in or given.at + KEPT < store.db.now():
            return None
        return given


def _stands_in(tap: CallbackQuery) -> tuple[int, int]:
    """Return the chat and the message that a button stands in; zeros for a message that inline mode has posted."""
    return (tap.message.chat.id, tap.message.message_id) if tap.message else (0, 0)
