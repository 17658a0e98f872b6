"""Inline mode: ``@bot words`` in any chat finds passages to cite there."""

from __future__ import annotations

import functools
import logging
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode

from bot.handlers import reading
from bot.render import cards
from bot.store.given import Given
from index.errors import SnapshotError
from index.records import Span

if TYPE_CHECKING:
    from telegram import ChosenInlineResult, InlineQuery, Update

    from bot.handlers.desk import Context, Desk
    from bot.render.cards import Card
    from bot.texts import Texts
    from index.records import Hit

_log = logging.getLogger(__name__)

PER_PAGE = 10
MOST = 50
"""Results that one query can have, over all of its pages: nobody scrolls farther."""
PARAMETER = "inline"
"""The start parameter of the button over the results."""
_PEOPLE = 10_000
"""Of whom it is remembered which query was their last."""


@dataclass(frozen=True, slots=True)
class _Page:
    """Some of the results."""

    results: tuple[InlineQueryResultArticle, ...]
    more: bool
    """Whether there are others after them."""


class Inline:
    """Answers inline queries: each person's last one, for they come with every few letters that are typed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._last: dict[int, str] = {}

    async def query(self, update: Update, context: Context) -> None:
        """Answer a query with passages, an empty one with the newest articles."""
        query, texts = update.inline_query, self._desk.texts(update)
        if query is None:
            return
        self._note(query)
        words = " ".join(query.query.split())
        offset = int(query.offset) if query.offset.isdecimal() else 0
        drawer = _Drawer(texts, context.bot.username)
        find = functools.partial(self._find, query, words, min(offset, MOST), drawer)
        page = await self._desk.in_thread(find)
        if page is None or not self._is_last(query):
            return
        hint = None
        if offset == 0 and (not words or not page.results):
            text = texts.inline_nothing if words else texts.inline_hint
            hint = InlineQueryResultsButton(text, start_parameter=PARAMETER)
        further = offset + len(page.results)
        next_offset = str(further) if page.more and further < MOST else ""
        await self._desk.delivery.answer_inline(query, page.results, next_offset=next_offset, button=hint)

    async def chosen(self, update: Update, _: Context) -> None:
        """Remember what was posted, so that it can be corrected; Telegram tells it after /setinlinefeedback."""
        chosen = update.chosen_inline_result
        if chosen is None or chosen.inline_message_id is None:
            return
        try:
            await self._keep(chosen, self._desk.texts(update).language)
        except sqlite3.Error:
            _log.exception("a citation that was posted cannot be remembered; make room on the disk")

    async def _keep(self, chosen: ChosenInlineResult, language: str) -> None:
        key = _Key.read(chosen.result_id)
        if key is None:
            return
        citation = await self._desk.in_thread(functools.partial(self._desk.library.lookup.citation, *key.values()))
        if citation is None:
            return
        given = Given(
            chat=None, topic=0, asked=None, asker=chosen.from_user.id, question=chosen.query, language=language,
            answered=True, confidence=citation.confidence, citations=(citation,), inline=chosen.inline_message_id,
        )  # fmt: skip
        self._desk.store.given.keep(given)

    def _find(self, query: InlineQuery, words: str, offset: int, drawer: _Drawer) -> _Page | None:
        """Return a page of results; None where a newer query of the same person has come meanwhile."""
        if not self._is_last(query):
            return None
        library, room = self._desk.library, min(PER_PAGE, MOST - offset)
        if not words:
            latest = library.lookup.latest(offset=offset, limit=room)
            articles = tuple(
                drawer.result(f"a{one.number}", cards.article_card(one, drawer.texts), reading.link_to(one.number))
                for one in latest.articles
            )
            return _Page(articles, offset + len(articles) < latest.total)
        try:
            hits = library.found(words)
        except SnapshotError:
            if not library.is_empty():
                raise
            hits = ()
        passages = tuple(
            drawer.result(
                _Key.of(hit).write(),
                cards.passage_card(hit, drawer.texts),
                reading.link_to_passage(hit.passage.number),
            )
            for hit in hits[offset : offset + room]
        )
        return _Page(passages, offset + len(passages) < len(hits))

    def _note(self, query: InlineQuery) -> None:
        self._last.pop(query.from_user.id, None)
        self._last[query.from_user.id] = query.id
        if len(self._last) > _PEOPLE:
            del self._last[next(iter(self._last))]

    def _is_last(self, query: InlineQuery) -> bool:
        return self._last.get(query.from_user.id, query.id) == query.id


@dataclass(frozen=True, slots=True)
class _Key:
    """What a result's id says of it: enough to cite it when it has been chosen."""

    passage: int
    start: int
    """Of the sentence, in code points of the article; equal to the end where there is none."""
    end: int
    percent: int
    """Confidence."""

    @classmethod
    def of(cls, hit: Hit) -> _Key:
        span = hit.answer
        start, end = (span.start, span.end) if span else (0, 0)
        return cls(hit.passage.number, start, end, round(100 * hit.confidence))

    @classmethod
    def read(cls, written: str) -> _Key | None:
        parts = written.split(":")
        if len(parts) != _KEY_PARTS or not all(part.isdecimal() for part in parts):
            return None
        return cls(*map(int, parts))

    def write(self) -> str:
        return f"{self.passage}:{self.start}:{self.end}:{self.percent}"

    def values(self) -> tuple[int, Span | None, float]:
        return self.passage, Span(self.start, self.end) if self.start < self.end else None, self.percent / 100


_KEY_PARTS = 4


@dataclass(frozen=True, slots=True)
class _Drawer:
    """Makes results of cards."""

    texts: Texts
    username: str
    """The bot's."""

    def result(self, key: str, card: Card, parameter: str) -> InlineQueryResultArticle:
        """Return a result; `parameter` is the start parameter that shows the article in the private chat."""
        content = InputTextMessageContent(
            card.html, parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
        )
        return InlineQueryResultArticle(
            key, card.title, content, description=card.description or None, reply_markup=self._buttons(card, parameter)
        )

    def _buttons(self, card: Card, parameter: str) -> InlineKeyboardMarkup:
        row = cards.buttons(card, self.texts)
        if not card.address:
            address = f"https://t.me/{self.username}?start={parameter}"
            row.append(InlineKeyboardButton(self.texts.inline_read, url=address))
        return InlineKeyboardMarkup([row])
