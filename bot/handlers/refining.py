"""A question that was not answered, or not for sure, made narrower: by a tap on what the archive does answer.

A suggestion is offered only after the library has answered it, so that no tap leads nowhere.
"""

from __future__ import annotations

import functools
import logging
import sqlite3
from typing import TYPE_CHECKING

from telegram import Message

from bot.delivery import InParts, Place, Reply
from bot.handlers import addressing
from bot.render.answer_buttons import ASK, REFINE
from bot.render.answer_buttons import narrower as buttons_of
from bot.render.narrowing import narrower
from bot.store.given import Given
from bot.store.talks import Talk
from index.errors import SnapshotError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import CallbackQuery, Update

    from bot.handlers.answering import Answering
    from bot.handlers.desk import Context, Desk
    from bot.render.narrowing import Narrower
    from bot.texts import Texts
    from index.records import Turn

_log = logging.getLogger(__name__)

PATTERN = rf"^a:[{REFINE}{ASK}]:\d{{1,18}}:0$"
_NEAREST = 6
"""Articles whose speakers, years and sources are looked at."""
_SHOWN = 4


class Refining:
    """The coroutines of the button under a doubtful answer, and of those that it leads to."""

    def __init__(self, desk: Desk, answering: Answering) -> None:
        self._desk = desk
        self._answering = answering

    async def tap(self, update: Update, _: Context) -> None:
        """Offer narrower questions, or ask the one that was chosen."""
        tap, texts = update.callback_query, self._desk.texts(update)
        if tap is None or tap.data is None or tap.message is None:
            return
        word, number = tap.data.split(":")[1:3]
        try:
            if word == REFINE:
                await self._offer(tap, int(number), texts)
            else:
                await self._ask(tap, int(number), texts)
        except (SnapshotError, sqlite3.Error) as error:
            _log.warning("a question cannot be made narrower: %s", error)
            await self._desk.delivery.answer(tap, texts.answer_expired)

    async def _offer(self, tap: CallbackQuery, number: int, texts: Texts) -> None:
        message, given = tap.message, self._desk.store.given.get(number)
        if message is None or given is None or given.chat != message.chat.id:
            await self._desk.delivery.answer(tap, texts.answer_expired)
            return
        await self._desk.delivery.answer(tap)
        turns = self._desk.store.talks.turns(Talk(given.chat, given.topic, given.asker), given.asked)
        found = await self._desk.in_thread(functools.partial(self._answered, given.question, turns, texts))
        kept = [(one.label, self._desk.store.listings.remember(given.chat, one.question)) for one in found]
        html = texts.refine + (texts.refine_reply if given.chat < 0 else "") + (texts.refine_found if kept else "")
        await self._desk.delivery.send(
            tap.get_bot(),
            Place(given.chat, given.topic or None),
            html,
            reply=Reply(message.message_id),
            buttons=buttons_of(kept),
        )

    def _answered(self, question: str, turns: Sequence[Turn], texts: Texts) -> list[Narrower]:
        """Return narrower questions that have an answer."""
        library = self._desk.library
        hits = library.ask(question, hits=_NEAREST, turns=turns).hits
        offered = narrower(question, hits, texts)
        return [one for one in offered if library.ask(one.question, hits=1, turns=turns).answered][:_SHOWN]

    async def _ask(self, tap: CallbackQuery, listing: int, texts: Texts) -> None:
        """Let the message with the suggestions become the answer to one of them."""
        message = tap.message
        # The data come from somebody's app: they may name a question of another chat.
        question = None if message is None else self._desk.store.listings.query(message.chat.id, listing)
        if message is None or question is None:
            await self._desk.delivery.answer(tap, texts.answer_expired)
            return
        await self._desk.delivery.answer(tap)
        chat = message.chat.id
        topic = addressing.talk_of(message).topic if isinstance(message, Message) else 0
        turns = self._desk.store.talks.turns(Talk(chat, topic, tap.from_user.id))
        hits = self._desk.settings(chat).passages
        answer = await self._desk.in_thread(functools.partial(self._desk.library.ask, question, hits=hits, turns=turns))
        given = Given(
            chat, topic, None, tap.from_user.id, question, texts.language,
            answered=False, confidence=0.0, citations=(),
        )  # fmt: skip
        reply = await self._answering.replied(answer, given, texts, asked=question)
        number = self._answering.keep(reply.given)
        shown = InParts(reply.parts, texts.answer_above, reply.buttons(number, texts))
        place = Place(chat, topic or None)
        messages = await self._desk.delivery.put(tap.get_bot(), place, shown, messages=(message.message_id,))
        if number:
            self._desk.store.given.sent(number, messages)
