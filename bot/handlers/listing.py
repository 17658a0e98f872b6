"""/latest and /sources: what there is to ask about."""

from __future__ import annotations

import functools
import logging
import sqlite3
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.handlers import reading
from bot.render import lists

if TYPE_CHECKING:
    from telegram import Update

    from bot.handlers.desk import Context, Desk
    from bot.texts import Texts
    from index.listing_records import Latest

_log = logging.getLogger(__name__)

PATTERN = r"^list:l:\d{1,18}:\d{1,9}$"
"""Of the data of the buttons that turn pages: the listing's number, 0 for all articles, and the page."""
_ALL = 0


class Listing:
    """Lists the newest articles. The words that restrict a list are remembered: its buttons outlive the process."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def latest(self, update: Update, context: Context) -> None:
        """/latest, or /latest SOURCE."""
        message, texts = update.effective_message, self._desk.texts(update)
        if message is None or message.is_automatic_forward:
            return
        words = " ".join(context.args or [])[: lists.MAX_WORDS]
        found = await self._page(words, 0)
        if not found.articles:
            none = texts.latest_none_of.format(words=reading.shown(words)) if words else texts.latest_none
            await self._desk.reply(message, none)
            return
        more = found.total > lists.PER_PAGE
        listing = self._remember(message.chat_id, words) if words and more else _ALL
        await self._desk.reply(message, lists.latest_page(found, 0, texts), buttons=_buttons(listing, 0, found, texts))

    async def turn(self, update: Update, _: Context) -> None:
        """Show another page of a list, where it stands."""
        tap, texts = update.callback_query, self._desk.texts(update)
        if tap is None or tap.data is None:
            return
        listing, number = (int(part) for part in tap.data.split(":")[2:])
        words: str | None = ""
        if listing != _ALL:
            words = None if tap.message is None else self._remembered(tap.message.chat.id, listing)
        found = None if words is None else await self._page(words, number)
        if found is None or not found.articles or not isinstance(tap.message, Message):
            await self._desk.delivery.answer(tap, texts.list_expired)
            return
        await self._desk.delivery.answer(tap)
        html, buttons = lists.latest_page(found, number, texts), _buttons(listing, number, found, texts)
        await self._desk.delivery.edit(
            tap.get_bot(), tap.message.chat_id, tap.message.message_id, html, buttons=buttons
        )

    async def sources(self, update: Update, _: Context) -> None:
        """Tell each source with its number of articles, its newest date, and when it was read last."""
        message, texts = update.effective_message, self._desk.texts(update)
        if message is None or message.is_automatic_forward:
            return
        for html in lists.sources_messages(await self._desk.in_thread(self._desk.library.lookup.sources), texts):
            await self._desk.reply(message, html)

    async def _page(self, words: str, number: int) -> Latest:
        latest = self._desk.library.lookup.latest
        return await self._desk.in_thread(
            functools.partial(latest, words, offset=number * lists.PER_PAGE, limit=lists.PER_PAGE)
        )

    def _remember(self, chat: int, words: str) -> int | None:
        try:
            return self._desk.store.listings.remember(chat, words)
        except sqlite3.Error:
            # The first page is better than nothing.
            _log.exception("a list cannot be remembered; make room on the disk")
            return None

    def _remembered(self, chat: int, listing: int) -> str | None:
        try:
            return self._desk.store.listings.query(chat, listing)
        except sqlite3.Error:
            _log.exception("a list cannot be looked up")
            return None


def _buttons(listing: int | None, number: int, found: Latest, texts: Texts) -> InlineKeyboardMarkup:
    """Return a button for each article, and those to the pages before and after."""
    last = (found.total - 1) // lists.PER_PAGE
    turning = [
        InlineKeyboardButton(label, callback_data=f"list:l:{listing}:{page}")
        for label, page in ((texts.newer, number - 1), (texts.older, number + 1))
        if 0 <= page <= last and listing is not None
    ]
    opening = reading.openers(found.articles, number * lists.PER_PAGE + 1)
    return InlineKeyboardMarkup([opening, turning] if turning else [opening])
