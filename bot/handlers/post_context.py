"""Which article a post is about: a question under it in the discussion group is about that one.

It is the article whose address stands in the post, or the post itself where posts are articles, or else the article
that answers the post's own words.
"""

from __future__ import annotations

import functools
import logging
import sqlite3
from typing import TYPE_CHECKING

from telegram import MessageEntity, MessageOriginChannel

from bot.handlers import addressing
from bot.posts import PostId
from bot.store.forwards import Forward
from index.errors import ArticleBotError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from telegram import Message

    from bot.handlers.desk import Desk

_log = logging.getLogger(__name__)

_ADDRESSES: list[str | None] = [MessageEntity.URL, MessageEntity.TEXT_LINK]


class PostContext:
    """Finds the article under whose post a message in a discussion group stands."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def note(self, message: Message | None) -> None:
        """Remember a post that was forwarded into the discussion group: replies to replies only tell its number."""
        origin = None if message is None else message.forward_origin
        if message is None or not message.is_automatic_forward or not isinstance(origin, MessageOriginChannel):
            return
        forward = Forward(origin.chat.id, origin.message_id, addressing.text_of(message), tuple(_addresses(message)))
        try:
            self._desk.store.forwards.keep(message.chat_id, message.message_id, forward)
        except sqlite3.Error:
            _log.exception("a post cannot be remembered; make room on the disk")

    async def article_under(self, message: Message) -> tuple[str, str] | None:
        """Return source and id of the article that the post over a message is about; None where there is none."""
        self.note(message.reply_to_message)
        forward = self._over(message)
        if forward is None:
            return None
        try:
            return await self._desk.in_thread(functools.partial(self._about, forward))
        except ArticleBotError as error:
            _log.warning("the article of a post cannot be looked up: %s", error)
            return None

    def _over(self, message: Message) -> Forward | None:
        replied = message.reply_to_message
        numbers = [message.message_thread_id, replied.message_id if replied is not None else None]
        try:
            found = (self._desk.store.forwards.get(message.chat_id, number) for number in numbers if number)
            return next((forward for forward in found if forward is not None), None)
        except sqlite3.Error:
            _log.exception("the post over a question cannot be looked up")
            return None

    def _about(self, forward: Forward) -> tuple[str, str] | None:
        library = self._desk.library
        for name in (*forward.addresses, PostId(forward.channel, forward.message).article_id):
            for article in library.lookup.known_as(name):
                return article.source, article.article_id
        answer = library.ask(forward.text) if forward.text and not library.is_empty() else None
        if answer is None or not answer.answered:
            return None
        passage = answer.hits[0].passage
        return passage.source, passage.article_id


def _addresses(message: Message) -> Iterator[str]:
    """Yield the addresses that a post links to, the written ones and those behind words."""
    found = message.parse_entities(_ADDRESSES) if message.text else message.parse_caption_entities(_ADDRESSES)
    for entity, words in found.items():
        address = entity.url or words
        yield address if "://" in address else f"https://{address}"
