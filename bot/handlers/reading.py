"""/article: one article, page by page in one message; also by the buttons under lists and by links."""

from __future__ import annotations

import functools
import re
from html import escape
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.handlers import addressing
from bot.render import article_pages, lists
from index.errors import SnapshotError
from index.records import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import Update

    from bot.handlers.desk import Context, Desk
    from bot.texts import Texts
    from index.listing_records import Listed
    from index.records import Article

OPEN_PATTERN = r"^list:o:\d{1,18}$"
"""Of the data of a button that shows an article: its number."""
PAGE_PATTERN = r"^list:a:\d{1,18}:\d{1,9}$"
"""Of those that turn its pages: its number and the page."""
_LINK = re.compile(r"(article|passage)_(\d{1,18})")
_MAX_NAME = 1_000
"""Characters of an id or an address."""


def link_to(number: int) -> str:
    """Return the start parameter that shows an article in the private chat."""
    return f"article_{number}"


def link_to_passage(number: int) -> str:
    """Return the start parameter that shows the article of a passage."""
    return f"passage_{number}"


def shown(words: str) -> str:
    """Return words that somebody wrote, as HTML on one line, for a text of ours to repeat."""
    return escape(shorten(words, lists.MAX_WORDS))


def openers(articles: Sequence[Listed], first: int) -> list[InlineKeyboardButton]:
    """Return a button for each article of a list, with the number that it has there."""
    return [
        InlineKeyboardButton(str(place), callback_data=f"list:o:{one.number}")
        for place, one in enumerate(articles, first)
    ]


class Reading:
    """Shows articles. A button knows an article by a number that a change ends, so no page mixes two versions."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def command(self, update: Update, context: Context) -> None:
        """/article ID, /article ADDRESS or /article WORDS; alone, in reply to a message, the words of that one."""
        message, texts = update.effective_message, self._desk.texts(update)
        if message is None or message.is_automatic_forward:
            return
        name = " ".join(context.args or []) or addressing.text_of(message.reply_to_message)
        if not name:
            await self._desk.reply(message, texts.article_usage)
            return
        found = await self._desk.in_thread(functools.partial(self._found, name[:_MAX_NAME]))
        if not found:
            await self._desk.reply(message, texts.article_none.format(words=shown(name)))
        elif len(found) == 1:
            await self._show(message, found[0].number, texts)
        else:
            buttons = InlineKeyboardMarkup([openers(found[: lists.PER_PAGE], 1)])
            html = lists.several(shorten(name, lists.MAX_WORDS), found, texts)
            await self._desk.reply(message, html, buttons=buttons)

    async def link(self, message: Message, parameter: str, texts: Texts) -> bool:
        """Show the article that a start parameter leads to; False if it leads to none."""
        match = _LINK.fullmatch(parameter)
        if match is None:
            return False
        number: int | None = int(match[2])
        if match[1] == "passage":
            number = await self._desk.in_thread(functools.partial(self._desk.library.lookup.number_of, int(match[2])))
        if number is None or not await self._show(message, number, texts):
            await self._desk.reply(message, escape(texts.list_expired))
        return True

    async def open(self, update: Update, _: Context) -> None:
        """Show an article of a list, in a message of its own."""
        tap, texts = update.callback_query, self._desk.texts(update)
        if tap is None or tap.data is None:
            return
        number = int(tap.data.split(":")[2])
        if not isinstance(tap.message, Message) or not await self._show(tap.message, number, texts):
            await self._desk.delivery.answer(tap, texts.list_expired)
            return
        await self._desk.delivery.answer(tap)

    async def turn(self, update: Update, _: Context) -> None:
        """Show another page of an article, where it stands."""
        tap, texts = update.callback_query, self._desk.texts(update)
        if tap is None or tap.data is None:
            return
        number, place = (int(part) for part in tap.data.split(":")[2:])
        article = await self._article(number)
        count = 0 if article is None else len(article_pages.page_ranges(article.text))
        if article is None or place >= count or not isinstance(tap.message, Message):
            await self._desk.delivery.answer(tap, texts.list_expired)
            return
        await self._desk.delivery.answer(tap)
        html, buttons = article_pages.page(article, place, texts), _turning(number, place, count, texts)
        await self._desk.delivery.edit(
            tap.get_bot(), tap.message.chat_id, tap.message.message_id, html, buttons=buttons
        )

    async def _show(self, message: Message, number: int, texts: Texts) -> bool:
        """Answer a message with an article; False where it has changed or gone since it was listed."""
        article = await self._article(number)
        if article is None:
            return False
        count = len(article_pages.page_ranges(article.text))
        html, buttons = article_pages.page(article, 0, texts), _turning(number, 0, count, texts)
        await self._desk.reply(message, html, buttons=buttons)
        return True

    async def _article(self, number: int) -> Article | None:
        return await self._desk.in_thread(functools.partial(self._desk.library.lookup.numbered, number))

    def _found(self, name: str) -> tuple[Listed, ...]:
        """Return the articles of an id or an address, or else the one that words fit best."""
        library = self._desk.library
        if known := library.lookup.known_as(name):
            return known
        try:
            hits = library.found(name)
        except SnapshotError:
            if not library.is_empty():
                raise
            return ()
        if not hits:
            return ()
        best = hits[0].passage
        return tuple(one for one in library.lookup.known_as(best.article_id) if one.source == best.source)


def _turning(number: int, place: int, count: int, texts: Texts) -> InlineKeyboardMarkup | None:
    row = [
        InlineKeyboardButton(label, callback_data=f"list:a:{number}:{page}")
        for label, page in ((texts.previous_page, place - 1), (texts.next_page, place + 1))
        if 0 <= page < count
    ]
    return InlineKeyboardMarkup([row]) if row else None
