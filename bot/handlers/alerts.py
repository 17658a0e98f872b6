"""/alert QUESTION and /alerts: questions that wait here for an article which answers them."""

from __future__ import annotations

import functools
from datetime import datetime
from typing import TYPE_CHECKING

from telegram import Chat, InlineKeyboardMarkup, Message

from bot.handlers import addressing
from bot.render import alerts as shown
from bot.store.alerts import Alert
from index.dates import PartialDate

if TYPE_CHECKING:
    from telegram import Update

    from bot.handlers.answering import Answering
    from bot.handlers.desk import Context, Desk
    from bot.handlers.group_admins import GroupAdmins
    from bot.texts import Texts

MOST = 20
"""Alerts of one person in one chat."""
MAX_QUESTION = 300
"""Characters; a longer one is no question, and ten of them stand in one list."""
PATTERN = r"^alert:(show|end|drop|list):\d{1,18}:\d{1,4}$"
"""Of the buttons' data: what to do, the alert's id (0: none), and the page of the list."""


class Alerts:
    """Makes, lists and ends alerts."""

    def __init__(self, desk: Desk, answering: Answering, group_admins: GroupAdmins) -> None:
        self._desk = desk
        self._answering = answering
        self._group_admins = group_admins

    async def command(self, update: Update, context: Context) -> None:
        """/alert QUESTION; the command alone, in reply to somebody's message, takes that message's question."""
        message, texts = update.effective_message, self._desk.texts(update)
        if message is None or message.is_automatic_forward:
            return
        question = " ".join(context.args or addressing.text_of(message.reply_to_message).split())
        if not question:
            await self._desk.reply(message, texts.alert_usage)
        elif len(question) > MAX_QUESTION:
            await self._desk.reply(message, texts.alert_too_long.format(most=MAX_QUESTION))
        else:
            await self._make(message, question, texts)

    async def list(self, update: Update, _: Context) -> None:
        """/alerts: what is waited for in this chat."""
        if (message := update.effective_message) is None or message.is_automatic_forward:
            return
        html, buttons = self._page(message.chat_id, 0, self._desk.texts(update))
        await self._desk.reply(message, html, buttons=buttons)

    async def tap(self, update: Update, _: Context) -> None:
        """Do what a button says."""
        tap, texts = update.callback_query, self._desk.texts(update)
        if tap is None or tap.data is None or not isinstance(tap.message, Message):
            return
        word, number, page = tap.data.split(":")[1:]
        if word == "list":
            await self._desk.delivery.answer(tap)
            await self._show_page(tap.message, int(page), texts)
            return
        alert = self._desk.store.alerts.get(int(number))
        # The data come from somebody's app: they may name an alert of another chat.
        if alert is None or alert.chat != tap.message.chat_id:
            await self._desk.delivery.answer(tap, texts.alert_gone)
            await self._refresh(word, tap.message, int(page), texts)
        elif word == "show":
            await self._desk.delivery.answer(tap)
            await self._answering.answer(tap.message, alert.question, texts)
        elif not await self._may_end(update, tap.message, alert):
            await self._desk.delivery.answer(tap, texts.alert_of_others, alert=True)
        else:
            self._desk.store.alerts.end(alert.id)
            await self._desk.delivery.answer(tap, texts.alert_ended)
            await self._refresh(word, tap.message, int(page), texts)

    async def _make(self, message: Message, question: str, texts: Texts) -> None:
        desk, talk = self._desk, addressing.talk_of(message)
        edition = desk.library.edition()
        seen = 0 if edition is None else edition.generation
        alert = Alert(0, talk.chat, talk.topic, talk.asker, question, texts.language, 0.0, seen)
        if (known := desk.store.alerts.same(alert)) is not None:
            html, buttons = shown.known(question, known.id, texts)
            await desk.reply(message, html, buttons=buttons)
            return
        if sum(one.person == talk.asker for one in desk.store.alerts.of_chat(talk.chat)) >= MOST:
            await desk.reply(message, texts.alert_too_many.format(most=MOST))
            return
        answer = None
        if edition is not None:
            answer = await desk.in_thread(functools.partial(desk.library.ask, question))
            if not answer.hits:
                await desk.reply(message, texts.no_words)
                return
        number = desk.store.alerts.add(alert)
        html, buttons = shown.made(question, number, texts, answered=answer is not None and answer.answered)
        await desk.reply(message, html, buttons=buttons)

    async def _may_end(self, update: Update, message: Message, alert: Alert) -> bool:
        """Tell whether whoever taps made the alert, leads the group, or is an admin of the bot."""
        user = update.effective_user
        if user is None:
            return False
        if user.id == alert.person or message.chat.type == Chat.PRIVATE or self._desk.is_admin(update):
            return True
        return await self._group_admins.has(message.get_bot(), message.chat_id, user.id)

    async def _refresh(self, word: str, message: Message, page: int, texts: Texts) -> None:
        """Let a message not offer any more what has been done: the list is a new one, else the buttons go."""
        if word == "drop":
            await self._show_page(message, page, texts)
            return
        rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
        kept = [row for row in ([one for one in row if not _is_ours(one.callback_data)] for row in rows) if row]
        await self._desk.delivery.mark(message, InlineKeyboardMarkup(kept))

    async def _show_page(self, message: Message, page: int, texts: Texts) -> None:
        html, buttons = self._page(message.chat_id, page, texts)
        await self._desk.delivery.edit(message.get_bot(), message.chat_id, message.message_id, html, buttons=buttons)

    def _page(self, chat: int, page: int, texts: Texts) -> tuple[str, InlineKeyboardMarkup | None]:
        alerts = [(one.id, one.question, _day(one.at)) for one in self._desk.store.alerts.of_chat(chat)]
        return shown.page(alerts, page, texts)


def _is_ours(data: object) -> bool:
    return isinstance(data, str) and data.startswith("alert:")


def _day(at: float) -> PartialDate:
    day = datetime.fromtimestamp(at).astimezone().date()
    return PartialDate(day.year, day.month, day.day)
