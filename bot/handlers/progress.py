"""The one message that tells how far a sync is."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING

from telegram.error import TelegramError

from bot.render import reports
from index.sync_records import Phase, Progress

if TYPE_CHECKING:
    from telegram import Bot, InlineKeyboardMarkup

    from bot.delivery import Delivery, Place
    from bot.texts import Texts

_log = logging.getLogger(__name__)


class Told:
    """A message that is edited no more often than Telegram likes."""

    def __init__(self, bot: Bot, delivery: Delivery, place: Place, interval: float) -> None:
        self._bot = bot
        self._delivery = delivery
        self._place = place
        self._interval = interval
        self._edited = 0.0
        self._text = ""
        self.message: int | None = None

    async def begin(self, text: str, buttons: InlineKeyboardMarkup | None) -> None:
        """Send the message, or let the one that is there begin anew; without one, nobody can be told."""
        self._text, self._edited = text, time.monotonic()
        if self.message is not None and await self._edit(text, buttons):
            return
        try:
            sent = await self._delivery.send(self._bot, self._place, text, buttons=buttons)
        except TelegramError as error:
            _log.warning("nobody can be told how far the sync is: %s", error)
            return
        self.message = None if sent is None else sent.message_id

    async def update(self, text: str, buttons: InlineKeyboardMarkup | None) -> None:
        """Show a text, unless the last edit is too recent: the next one will show more."""
        if text != self._text and time.monotonic() - self._edited >= self._interval:
            await self._edit(text, buttons)

    async def finish(self, text: str, buttons: InlineKeyboardMarkup | None = None, *, at_once: bool = False) -> None:
        """Show the last text; it waits for its turn, unless somebody waits for it."""
        if not at_once:
            await asyncio.sleep(max(0.0, self._edited + self._interval - time.monotonic()))
        if self.message is None or not await self._edit(text, buttons):
            self.message = None
            await self.begin(text, buttons)

    async def _edit(self, text: str, buttons: InlineKeyboardMarkup | None) -> bool:
        if self.message is None:
            return False
        self._text, self._edited = text, time.monotonic()
        try:
            return await self._delivery.edit(self._bot, self._place.chat, self.message, text, buttons=buttons)
        except TelegramError as error:
            # Progress that cannot be shown is no reason to stop a sync.
            _log.warning("the progress of a sync cannot be shown: %s", error)
            return False


def progress_text(progress: Progress, texts: Texts) -> str:
    """Return how far a sync is, as HTML."""
    match progress.phase:
        case Phase.LOADING:
            return texts.reindex_loading.format(done=texts.number(progress.done))
        case Phase.CUTTING | Phase.EMBEDDING:
            total = progress.total or 0
            text = texts.reindex_cutting if progress.phase is Phase.CUTTING else texts.reindex_embedding
            return text.format(
                bar=reports.bar(progress.done, total),
                percent=100 * progress.done // total if total else 100,
                done=texts.number(progress.done),
                total=texts.number(total),
            )
        case Phase.INDEXING:
            return texts.reindex_indexing
