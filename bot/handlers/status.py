"""/status: how the archive and the bot are, in one message."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bot.handlers.admins import admitted
from bot.render import status_page
from bot.render.status_page import BotState

if TYPE_CHECKING:
    import asyncio
    from pathlib import Path

    from telegram import Update

    from bot.handlers.desk import Context, Desk

_DAY = 86400.0


class StatusPage:
    """Tells it to admins."""

    def __init__(self, desk: Desk, turn: asyncio.Lock) -> None:
        """`turn` is held while the bot syncs."""
        self._desk = desk
        self._turn = turn
        self._started = time.time()

    async def command(self, update: Update, _: Context) -> None:
        """/status."""
        message = await admitted(self._desk, update)
        if message is None:
            return
        desk, now = self._desk, time.time()
        status = await desk.in_thread(desk.library.status)
        size = await desk.in_thread(lambda: _size(desk.config.data_dir))
        questions, alerts = desk.store.gaps.questions_since(now - _DAY), desk.store.gaps.alerts()
        state = BotState(now - self._started, questions, alerts, size, self._turn.locked())
        names = [source.name for source in desk.config.sources]
        await desk.reply(message, status_page.page(status, names, state, now, desk.texts(update)))


def _size(folder: Path) -> int:
    """Return the bytes of the files below a folder; one that goes meanwhile counts for nothing."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except OSError:
            continue
    return total
