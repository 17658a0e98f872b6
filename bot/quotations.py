"""/quotes NAME [topic]: what somebody is quoted with, page by page in one message."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden

from bot import quotation_pages
from bot.handlers import send, texts_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Executor

    from telegram import CallbackQuery, Update

    from bot.chats import Chats
    from bot.handlers import Context
    from bot.texts import Texts
    from index.library import Library
    from index.records import StoredPassage

_log = logging.getLogger(__name__)

PATTERN = r"^quotes:\d{1,18}:\d{1,9}$"
"""Of the buttons' data: the listing's number and the page."""
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Quotations:
    """Lists somebody's quotations. What a listing is of is remembered, so that its buttons outlive the process."""

    def __init__(self, library: Library, chats: Chats, executor: Executor) -> None:
        self._library = library
        self._chats = chats
        self._executor = executor

    async def command(self, update: Update, context: Context) -> None:
        """/quotes NAME [topic]."""
        message, texts = update.effective_message, texts_of(update)
        if message is None or message.is_automatic_forward:
            return
        query = " ".join(context.args or [])[: quotation_pages.MAX_QUERY]
        if not query:
            await send(message, [texts.quotes_usage])
            return
        found = await self._found(query)
        if not found:
            await send(message, [quotation_pages.nothing(query, texts)])
            return
        buttons = None
        if len(found) > quotation_pages.PER_PAGE:
            buttons = _buttons(self._remember(query), 0, len(found), texts)
        await send(message, [quotation_pages.page(query, found, 0, texts)], buttons=buttons)

    async def turn(self, update: Update, _: Context) -> None:
        """Show another page of a listing, where it stands."""
        tap, texts = update.callback_query, texts_of(update)
        if tap is None or tap.data is None:
            return
        listing, number = (int(part) for part in tap.data.split(":")[1:])
        query = self._remembered(listing)
        found = [] if query is None else await self._found(query)
        first = number * quotation_pages.PER_PAGE
        if query is None or first >= len(found) or not isinstance(tap.message, Message):
            await _answer(tap, texts.quotes_expired)
            return
        await _answer(tap)
        await _show(tap.message, quotation_pages.page(query, found, number, texts),
                    _buttons(listing, number, len(found), texts))  # fmt: skip

    async def _found(self, query: str) -> Sequence[StoredPassage]:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, self._library.quotations_for, query)

    def _remember(self, query: str) -> int | None:
        try:
            return self._chats.remember_listing(query)
        except sqlite3.Error:
            # The first page is better than nothing.
            _log.exception("a listing cannot be remembered; make room on the disk")
            return None

    def _remembered(self, listing: int) -> str | None:
        try:
            return self._chats.listing(listing)
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


async def _answer(tap: CallbackQuery, text: str | None = None) -> None:
    """End the button's waiting; a tap that came while the bot was away can be too old for that."""
    try:
        await tap.answer(text)
    except BadRequest as error:
        _log.info("a tap cannot be answered: %s", error)


async def _show(message: Message, html: str, buttons: InlineKeyboardMarkup | None) -> None:
    try:
        await message.edit_text(html, parse_mode=ParseMode.HTML, link_preview_options=_NO_PREVIEW, reply_markup=buttons)
    except (BadRequest, Forbidden) as error:
        # Tapped twice, deleted meanwhile, or the bot was put out of the group: there is nothing left to show.
        _log.info("a page of quotations cannot be shown: %s", error)
