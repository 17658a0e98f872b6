"""What every handler works with."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from telegram.ext import ContextTypes

from bot.delivery import place_of, reply_to
from bot.handlers import addressing
from bot.store.chats import Settings
from bot.texts import LANGUAGES, texts_for
from index import analysis

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor

    from telegram import InlineKeyboardMarkup, Message, Update

    from bot.config import Config
    from bot.delivery import Delivery
    from bot.one_by_one import OneByOne
    from bot.store.store import Store
    from bot.texts import Texts
    from index.library import Library

_log = logging.getLogger(__name__)

Context = ContextTypes.DEFAULT_TYPE
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Desk:
    """The library, what is remembered of Telegram, and the way out."""

    config: Config
    library: Library
    store: Store
    delivery: Delivery
    executor: Executor
    """For what takes longer than an event loop should wait: questions, and reading the catalogue."""
    showing: OneByOne
    """Keeps apart those who let an answer show something else, by its number."""

    async def in_thread(self, work: Callable[[], T]) -> T:
        """Return what some work returns that is done in another thread."""
        return await asyncio.get_running_loop().run_in_executor(self.executor, work)

    def texts(self, update: Update) -> Texts:
        """Return the texts in the chat's language, else in that of whoever wrote.

        Whoever writes as a chat has none (their message comes from a fake user); then it is that of the message.
        """
        chat, user = update.effective_chat, update.effective_user
        place = chat or user  # an inline query comes from nowhere: somebody's own chat has their id
        chosen = self.settings(place.id).language if place is not None else None
        spoken = chosen or (user.language_code if user else None)
        if spoken is None and update.message is not None and update.message.sender_chat is not None:
            spoken = _language_of(addressing.text_of(update.message))
        return texts_for(spoken)

    def settings(self, chat: int) -> Settings:
        """Return what a chat has set; nothing while that cannot be read."""
        try:
            return self.store.chats.settings(chat)
        except sqlite3.Error:
            _log.exception("the settings of chat %d cannot be read", chat)
            return Settings()

    def is_admin(self, update: Update) -> bool:
        """Tell whether a person who is an admin of the bot wrote or tapped."""
        message, user = update.message, update.effective_user
        # A message that is sent as a channel or as an anonymous admin comes from a fake user: it is nobody's.
        if user is None or (message is not None and message.sender_chat is not None):
            return False
        return user.id in self.config.telegram.admins

    async def reply(
        self, message: Message, html: str, *, quote: str | None = None, buttons: InlineKeyboardMarkup | None = None
    ) -> Message | None:
        """Answer a message: in its chat and topic, and in a group as a reply."""
        return await self.delivery.send(
            message.get_bot(), place_of(message), html, reply=reply_to(message, quote), buttons=buttons
        )


def _language_of(text: str) -> str | None:
    """Return the language of a text; None where it only has commands and mentions, which are in none."""
    words = " ".join(word for word in text.split() if word[0] not in "/@")
    return analysis.question_language(words, tuple(LANGUAGES)) if words else None
