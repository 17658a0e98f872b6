"""/privacy: what the bot stores about somebody, and its end."""

from __future__ import annotations

import logging
import sqlite3
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message

if TYPE_CHECKING:
    from telegram import CallbackQuery, Update

    from bot.handlers.desk import Context, Desk
    from bot.texts import Texts

_log = logging.getLogger(__name__)

PATTERN = r"^privacy:(?:ask|yes|no)$"
"""Of the buttons' data."""
PARAMETER = "privacy"
"""The start parameter that leads here."""


class Privacy:
    """Tells what is stored; deletes it for whoever asks, in their own chat and after they have said it twice."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def command(self, update: Update, context: Context) -> None:
        """/privacy: in a group, what others could tap on stays out of it."""
        message, texts = update.effective_message, self._desk.texts(update)
        if message is None or message.is_automatic_forward:
            return
        if message.chat.type == message.chat.PRIVATE:
            await self.show(message, texts)
            return
        address = f"https://t.me/{context.bot.username}?start={PARAMETER}"
        buttons = InlineKeyboardMarkup([[InlineKeyboardButton(texts.privacy_open, url=address)]])
        await self._desk.reply(message, texts.privacy + texts.privacy_private_only, buttons=buttons)

    async def show(self, message: Message, texts: Texts) -> None:
        """Answer a message in a private chat with what is stored, and a button to delete it."""
        await self._desk.reply(message, texts.privacy, buttons=_row((texts.privacy_delete, "ask")))

    async def tap(self, update: Update, _: Context) -> None:
        """Ask whether somebody is sure; do what they then say."""
        tap, texts = update.callback_query, self._desk.texts(update)
        if tap is None or tap.data is None or not isinstance(tap.message, Message):
            return
        if tap.message.chat_id != tap.from_user.id:  # the message was made for somebody's own chat
            await self._desk.delivery.answer(tap, texts.list_expired)
            return
        match tap.data.partition(":")[2]:
            case "ask":
                await self._desk.delivery.answer(tap)
                await self._edit(tap, texts.privacy_sure, _row((texts.privacy_yes, "yes"), (texts.privacy_no, "no")))
            case "no":
                await self._desk.delivery.answer(tap)
                await self._edit(tap, texts.privacy_kept)
            case _:
                await self._delete(tap, texts)

    async def _delete(self, tap: CallbackQuery, texts: Texts) -> None:
        try:
            gone = self._desk.store.people.forget(tap.from_user.id)
        except sqlite3.Error:
            _log.exception("somebody's data cannot be deleted; make room on the disk")
            await self._desk.delivery.answer(tap, texts.privacy_failed, alert=True)
            return
        await self._desk.delivery.answer(tap)
        counts = {"turns": gone.turns, "answers": gone.answers, "ratings": gone.ratings, "alerts": gone.alerts}
        said = texts.privacy_deleted.format(**{name: texts.number(count) for name, count in counts.items()})
        await self._edit(tap, said)

    async def _edit(self, tap: CallbackQuery, html: str, buttons: InlineKeyboardMarkup | None = None) -> None:
        if tap.message is not None:
            await self._desk.delivery.edit(
                tap.get_bot(), tap.message.chat.id, tap.message.message_id, html, buttons=buttons
            )


def _row(*buttons: tuple[str, str]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=f"privacy:{what}") for label, what in buttons]]
    )
