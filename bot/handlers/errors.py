"""What went wrong while an update was handled: the log has all of it, whoever asked gets a number."""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING

from telegram import Update
from telegram.error import Conflict, NetworkError, TelegramError

if TYPE_CHECKING:
    from bot.handlers.desk import Context, Desk

_log = logging.getLogger(__name__)


class Errors:
    """The error handler."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def tell(self, update: object, context: Context) -> None:
        """Log an error under a short number, and give that number to whoever asked."""
        if update is None and isinstance(context.error, NetworkError | Conflict):
            return  # polling: the request that met it has logged the outage, once
        number = secrets.token_hex(3)
        _log.error("error %s while handling an update", number, exc_info=context.error)
        if isinstance(update, Update) and update.effective_message and not isinstance(context.error, TelegramError):
            await self._desk.reply(update.effective_message, self._desk.texts(update).error.format(number=number))
