"""/quotes NAME [topic]: what somebody is quoted with, page by page in one message."""

from __future__ import annotations

import functools
import logging
import sqlite3
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.render import quotation_pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import Update

    from bot.handlers.desk import Context, Desk
    from bot.texts import Texts
    from index.records import StoredPassage

_log = logging.getLogger(__name__)

PATTERN = r"^quotes:\d{1,18}:\d{1,9}$"
"""Of the buttons' data: the listing's number and the page."""


class Quotations:
    """Lists somebody's quotations. What a listing is of is remembered, so that its buttons outlive the process."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def command(self, update: Update, context: Context) -> None:
        """/quotes NAME [topic]."""
        message, texts = update.effective_message, self._desk.texts(update)
        if message is None or message.is_automatic_forward:
            return
        query = " ".join(context.args or [])[: quotation_pages.MAX_QUERY]
        if not query:
            await self._desk.reply(message, texts.quotes_usage)
            return
        found = await self._found(query)
        if not found:
            await self._desk.reply(message, quotation_pages.nothing(query, texts))
            return
        buttons = None
        if len(found) > quotation_pages.PER_PAGE:
            buttons = _buttons(self._remember(message.chat_id, query), 0, len(found), texts)
        await self._desk.reply(message, quotation_pages.page(query, found, 0, texts), buttons=buttons)

    async def turn(self, update: Update, _: Context) -> None:
        """Show another page of a listing, where it stands."""
        tap, texts = update.callback_query, self._desk.texts(update)
        if tap is None or tap.data is None:
            return
        listing, number = (int(part) for part in tap.data.split(":")[1:])
        query = None if tap.message is None else self._remembered(tap.message.chat.id, listing)
        found = [] if query is None else await self._found(query)
        first = number * quotation_pages.PER_PAGE
        if query is None or first >= len(found) or not isinstance(tap.message, Message):
            await self._desk.delivery.answer(tap, texts.quotes_expired)
            return
        await self._desk.delivery.answer(tap)
        html, buttons = quotation_pages.page(query, found, number, texts), _buttons(listing, number, len(found), texts)
        await self._desk.delivery.edit(
            tap.get_bot(), tap.message.chat_id, tap.message.message_id, html, buttons=buttons
        )

    async def _found(self, query: str) -> Sequence[StoredPassage]:
        return await self._desk.in_thread(functools.partial(self._desk.library.quotations_for, query))

    def _remember(self, chat: int, query: str) -> int | None:
        try:
            return self._desk.store.listings.remember(chat, query)
        except sqlite3.Error:
            # The first page is better than nothing.
            _log.exception("a listing cannot be remembered; make room on the disk")
            return None

    def _remembered(self, chat: int, listing: int) -> str | None:
        try:
            return self._desk.store.listings.query(chat, listing)
        except sqlite3.Error:
            _log.exception("a listing cannot be looked up")
            return None


def _buttons(listing: int | None, number: int, count: int, texts: Texts) -> InlineKeyboardMarkup | None:
    if listing is None:
        return None
    last = (count - 1) // quotation_pages.PER_PAGE
    row = [
        InlineKeyboardButton(label, callback_data=f"quotes:{listing}:{page}")
        for label, page in ((texts.newer, number - 1), (texts.older, number + 1))
        if 0 <= page <= last
    ]
    return InlineKeyboardMarkup([row])
