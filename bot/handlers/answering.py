"""A question → its answer in Telegram: found, kept with what it cites, and shown; edited with its question."""

from __future__ import annotations

import functools
import logging
import sqlite3
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from telegram.error import TelegramError

from bot.delivery import InParts, place_of, reply_to
from bot.handlers import addressing
from bot.handlers.quoting import quote_of
from bot.handlers.turns import MOST_WAITING, Notice, Turns
from bot.one_by_one import OneByOne
from bot.render import answer_buttons, answers
from bot.store.given import Given
from index.errors import CatalogError, SnapshotError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from telegram import InlineKeyboardMarkup, Message

    from bot.handlers.desk import Desk
    from bot.store.talks import Talk
    from bot.texts import Texts
    from index.citation_records import Citation
    from index.records import Answer, Hit, Turn

_log = logging.getLogger(__name__)

EDITABLE = timedelta(hours=48)
"""After that a group has gone on, and an answer that changes or comes far above would only confuse."""


@dataclass(frozen=True, slots=True)
class AnswerReply:
    """What is shown for a question."""

    parts: list[str]
    given: Given
    hit: Hit | None = None
    """What stands on top, if it is an answer."""
    refinable: bool = False
    """Whether the question may be narrowed: there are articles near it, and none of them surely answers."""

    def buttons(self, number: int, texts: Texts) -> InlineKeyboardMarkup | None:
        """Return what stands under it; nothing where it could not be kept under a number."""
        if not number:
            return None
        if self.hit is not None and self.given.citations:
            shown = answer_buttons.Shown(number, 0, len(self.given.citations), self.given.unsure)
            return answer_buttons.under(self.hit, shown, texts)
        return answer_buttons.under_nothing(number, texts) if self.refinable else None


class Answering:
    """Answers questions, each in one place: an edited question has its answer edited."""

    def __init__(self, desk: Desk, on_cited: Callable[[Iterable[str]], None]) -> None:
        """Take what to call with the ids of the articles that were just shown."""
        self._desk = desk
        self._on_cited = on_cited
        self._one_by_one = OneByOne()
        self._talks = Turns()

    async def answer(self, message: Message, question: str, texts: Texts, near: tuple[str, str] | None = None) -> None:
        """Answer the question in a message.

        Args:
            message: it stands there, perhaps edited since.
            question: without what only addresses the bot; empty where nothing was asked.
            texts: the language of the answer.
            near: source and id of the article under whose post it stands.

        """
        if message.edit_date is not None and reply_to(message) is not None and _is_old(message):
            return
        async with self._one_by_one.turn((message.chat_id, message.message_id)) as overtaken:
            before = self._answered(message)
            if before is not None and (message.edit_date is None or before.question == question):
                return  # the process died before it was noted that this was done, or nothing but a mark was edited
            # Shown before the next question of the talk begins, so that answers stand in the order of the questions.
            async with self._talks.turn(addressing.talk_of(message), self._teller(message, texts)) as mine:
                if not mine or overtaken():
                    return
                found = await self._found(message, question, texts, near)
                # The question was edited meanwhile, so another answer comes.
                if overtaken():
                    return
                if before is None:
                    await self._show(message, None, found, texts)
                    return
                async with self._desk.showing.turn(before.number):
                    # Looked up again: somebody may have turned its pages, and it stands in other messages now.
                    await self._show(message, self._answered(message), found, texts)

    def _teller(self, message: Message, texts: Texts) -> Callable[[Notice], Awaitable[None]]:
        """Return what tells somebody that their questions wait."""
        words = {Notice.QUEUED: texts.queued, Notice.DECLINED: texts.queue_full.format(count=MOST_WAITING)}

        async def tell(notice: Notice) -> None:
            try:
                await self._desk.reply(message, words[notice])
            except TelegramError as error:
                _log.warning("somebody cannot be told that their questions wait: %s", error)

        return tell

    async def _found(self, message: Message, question: str, texts: Texts, near: tuple[str, str] | None) -> AnswerReply:
        talk, library = addressing.talk_of(message), self._desk.library
        given = Given(
            message.chat_id, talk.topic, message.message_id, talk.asker, question, texts.language,
            answered=False, confidence=0.0, citations=(),
        )  # fmt: skip
        if not question:
            is_command = addressing.text_of(message).startswith("/")
            return AnswerReply([texts.ask_usage if is_command else texts.no_words], given)
        hits, turns = self._desk.settings(message.chat_id).passages, self._turns(talk, message.message_id)
        asked = functools.partial(library.ask, question, hits=hits, turns=turns, near=near)
        try:
            async with self._desk.delivery.typing(message.get_bot(), place_of(message)):
                answer = await self._desk.in_thread(asked)
        except SnapshotError as error:
            if not library.is_empty():
                raise
            _log.warning("a question cannot be answered: %s", error)
            return AnswerReply([texts.no_library], given)
        self._remember(talk, answer, message.message_id)
        return await self.replied(answer, given, texts)

    async def replied(self, answer: Answer, given: Given, texts: Texts, asked: str = "") -> AnswerReply:
        """Return what is shown of an answer, and what is kept of it; `asked`: the question, where nobody wrote it."""
        hits = (answer.hits[0], *answer.further()) if answer.answered and answer.hits else ()
        known = replace(
            given,
            answered=bool(hits),
            confidence=answer.confidence,
            citations=await self._cited(hits),
            heading=answers.heading(answer, texts, asked),
            unsure=answer.unsure,
        )
        refinable = bool(answer.hits) and not (answer.answered and not answer.unsure)
        parts = answers.answer_messages(answer, texts, asked)
        return AnswerReply(parts, known, hits[0] if hits else None, refinable)

    async def _cited(self, hits: tuple[Hit, ...]) -> tuple[Citation, ...]:
        try:
            return await self._desk.in_thread(functools.partial(self._desk.library.cite, hits))
        except CatalogError:
            _log.exception("it cannot be kept what an answer cites; it has no buttons")
            return ()

    async def _show(self, message: Message, before: Given | None, found: AnswerReply, texts: Texts) -> None:
        number = before.number if before is not None else self.keep(found.given)
        shown = InParts(found.parts, texts.answer_above, found.buttons(number, texts))
        messages = await self._desk.delivery.put(
            message.get_bot(),
            place_of(message),
            shown,
            messages=() if before is None else before.messages,
            reply=reply_to(message, quote_of(message, found.given.question)),
        )
        try:
            if before is not None:
                # Not before it is shown: should the process die, the edit is handled again.
                self._desk.store.given.replace(number, found.given)
            if number:
                self._desk.store.given.sent(number, messages)
        except sqlite3.Error:
            _log.exception("it cannot be kept where an answer stands; make room on the disk")
        self._on_cited(citation.article_id for citation in found.given.citations)

    def _answered(self, message: Message) -> Given | None:
        """Return the answer that stands in the chat already."""
        try:
            found = self._desk.store.given.of_question(message.chat_id, message.message_id)
        except sqlite3.Error:
            _log.exception("it cannot be looked up whether a question was answered before")
            return None
        return found if found is not None and found.messages else None

    def keep(self, given: Given) -> int:
        """Keep an answer and return its number; 0 where it cannot be kept."""
        try:
            return self._desk.store.given.keep(given)
        except sqlite3.Error:
            _log.exception("an answer cannot be kept; it has no buttons; make room on the disk")
            return 0

    def _turns(self, talk: Talk, asked: int) -> list[Turn]:
        try:
            return self._desk.store.talks.turns(talk, asked)
        except sqlite3.Error:
            _log.exception("the last questions cannot be read; this one is answered as it stands")
            return []

    def _remember(self, talk: Talk, answer: Answer, asked: int) -> None:
        try:
            self._desk.store.talks.remember(talk, answer.turn(), asked)
        except sqlite3.Error:
            _log.exception("a question cannot be remembered; make room on the disk")


def _is_old(message: Message) -> bool:
    return datetime.now(UTC) - message.date > EDITABLE
