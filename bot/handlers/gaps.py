"""/gaps: what readers asked for and did not get, grouped, the most frequent first."""

from __future__ import annotations

import functools
import time
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.handlers.admins import admitted, admitted_tap
from bot.render import gap_pages
from bot.store.given import KEPT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import Update

    from bot.handlers.desk import Context, Desk
    from bot.render.gap_pages import Group
    from bot.texts import Texts

PATTERN = r"^gap:(page|done):\d{1,18}:\d{1,9}$"
"""Of the buttons' data: to turn to a page, or to take the group of an answer's number off the list and stay on one."""


class Gaps:
    """Lists them page by page in one message. The list is made anew for each page: it is always that of now."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def command(self, update: Update, _: Context) -> None:
        """/gaps."""
        message = await admitted(self._desk, update)
        if message is not None:
            html, buttons = _shown(await self._groups(), 0, self._desk.texts(update))
            await self._desk.reply(message, html, buttons=buttons)

    async def tapped(self, update: Update, _: Context) -> None:
        """Turn the page, or take a group off the list."""
        tap = update.callback_query
        if tap is None or tap.data is None or not await admitted_tap(self._desk, update):
            return
        texts = self._desk.texts(update)
        action, number, page = tap.data.split(":")[1:]
        groups = await self._groups()
        if action == "done":
            done = next((one for one in groups if int(number) in {gap.number for gap in one.gaps}), None)
            if done is not None:
                self._desk.store.gaps.settle(gap.number for gap in done.gaps)
                groups.remove(done)
        await self._desk.delivery.answer(tap, texts.admin.gaps_done if action == "done" else None)
        if isinstance(tap.message, Message):
            html, buttons = _shown(groups, int(page), texts)
            await self._desk.delivery.edit(
                tap.get_bot(), tap.message.chat_id, tap.message.message_id, html, buttons=buttons
            )

    async def _groups(self) -> list[Group]:
        found = self._desk.store.gaps.open(time.time() - KEPT)
        return await self._desk.in_thread(functools.partial(gap_pages.grouped, found))


def _shown(groups: Sequence[Group], page: int, texts: Texts) -> tuple[str, InlineKeyboardMarkup | None]:
    if not groups:
        return texts.admin.gaps_none, None
    last = (len(groups) - 1) // gap_pages.PER_PAGE
    page = min(page, last)
    first = page * gap_pages.PER_PAGE
    done = [
        InlineKeyboardButton(f"✓ {place}", callback_data=f"gap:done:{one.gaps[0].number}:{page}")
        for place, one in enumerate(groups[first : first + gap_pages.PER_PAGE], first + 1)
    ]
    turn = [
        InlineKeyboardButton(label, callback_data=f"gap:page:0:{number}")
        for label, number in (("‹", page - 1), ("›", page + 1))
        if 0 <= number <= last
    ]
    return gap_pages.page(groups, page, texts), InlineKeyboardMarkup([row for row in (done, turn) if row])
