"""Corrections: answers of the last thirty days whose article has changed or is gone are edited, once, one at a time."""

from __future__ import annotations

import asyncio
import functools
import logging
from datetime import datetime
from typing import TYPE_CHECKING

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter

from bot.delivery import InParts, Place
from bot.render import answer_buttons, answers
from bot.render import corrections as shown
from bot.texts import LANGUAGES
from index import citation_review
from index.citation_changes import Become
from index.dates import PartialDate
from index.errors import ArticleBotError

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import Bot, InlineKeyboardMarkup

    from bot.store.given import Given
    from bot.upkeep.means import Means
    from index.citation_records import Citation
    from index.citation_review import Corrected
    from index.library import Edition

_log = logging.getLogger(__name__)

PAUSE = 4.0
"""Seconds between two corrections: of a group's 20 messages a minute they leave five to whoever asks there meanwhile,
also when a whole archive has been revised."""


class Corrections:
    """Holds what was cited against each new state of the library; a `Follower`."""

    def __init__(self, means: Means, *, pause: float = PAUSE) -> None:
        self._means = means
        self._pause = pause

    async def follow(self, bot: Bot, _: Edition, going: Callable[[], bool]) -> bool:
        """Correct what has to be; False if something is left."""
        given = self._means.store.given
        differing = functools.partial(citation_review.differing, self._means.data_dir, list(given.cited()))
        stale = set(await self._means.in_thread(differing))
        numbers = {one.number for source, article_id, _ in stale for one in given.citing(source, article_id)}
        for number in sorted(numbers, reverse=True):  # what is still being read first
            if not going():
                return False
            try:
                # A reader may turn its pages, or edit the question, at the same time.
                async with self._means.showing.turn(number, undoes=False):
                    edited = await self._correct(bot, number, stale)
            except (NetworkError, RetryAfter) as error:
                _log.warning("answer %d cannot be corrected now: %s", number, error)
                return False
            if edited:
                await asyncio.sleep(self._pause)
        return True

    async def _correct(self, bot: Bot, number: int, stale: set[tuple[str, str, str]]) -> bool:
        """Correct one answer; return whether Telegram had to be asked."""
        store = self._means.store
        given = store.given.get(number)
        if given is None or (given.chat is not None and store.chats.is_closed(given.chat)):
            return False
        asked = False
        for rank, citation in enumerate(given.citations):
            if (citation.source, citation.article_id, citation.digest) not in stale:
                continue
            try:
                found = await self._means.in_thread(functools.partial(self._corrected, citation))
            except ArticleBotError:
                _log.exception("answer %d cannot be held against its article", number)
                continue
            before = given.notes[rank] if given.notes else ""
            note = shown.note(found.change, _today(), before, LANGUAGES[given.language])
            if rank == given.shown and found.change.become is not Become.SAME:
                asked = True
                await self._edit(bot, given, found, note)
            # Not before it is shown: should the process die, the same edit is made again, and nobody sees a difference.
            store.given.recite(number, rank, found.citation, note)
        return asked

    def _corrected(self, citation: Citation) -> Corrected:
        return citation_review.corrected(self._means.library, self._means.data_dir, citation)

    async def _edit(self, bot: Bot, given: Given, found: Corrected, note: str) -> None:
        """Let an answer show what its article says now; one that cannot be edited any more stays as it is."""
        texts, over = LANGUAGES[given.language], "\n\n".join(part for part in (note, given.heading) if part)
        place = answer_buttons.Shown(
            given.number, given.shown, len(given.citations), unsure=given.unsure, alert=given.alert
        )
        if found.hit is None:
            parts, buttons = shown.without_words(over, found.article, texts), answer_buttons.under_lost(place, texts)
        else:
            parts = answers.hit_messages(found.hit, texts, heading=over, unsure=given.unsure)
            buttons = answer_buttons.under(found.hit, place, texts)
        try:
            if given.inline is not None:
                posted = (parts[0], None) if found.hit is None else shown.card(over, found.hit, texts)
                await _edit_inline(bot, given.inline, *posted)
            elif given.chat is not None and given.messages:
                await self._put(bot, given, InParts(parts, texts.answer_above, buttons))
        except (BadRequest, Forbidden) as error:
            _log.info("answer %d cannot be corrected any more: %s", given.number, error)

    async def _put(self, bot: Bot, given: Given, what: InParts) -> None:
        assert given.chat is not None  # noqa: S101 -- looked at by whoever calls
        first, chat = given.messages[0], given.chat
        alone: InlineKeyboardMarkup | None = what.buttons if len(what.parts) == 1 else None
        if not await self._means.delivery.edit(bot, chat, first, what.parts[0], buttons=alone):
            return
        rest = InParts(what.parts[1:], what.left, what.buttons)
        place = Place(chat, given.topic or None)
        messages = await self._means.delivery.put(bot, place, rest, messages=given.messages[1:])
        self._means.store.given.sent(given.number, [first, *messages])


async def _edit_inline(bot: Bot, message: str, html: str, buttons: InlineKeyboardMarkup | None) -> None:
    try:
        await bot.edit_message_text(
            html,
            inline_message_id=message,
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            reply_markup=buttons,
        )
    except BadRequest as error:
        if "not modified" not in str(error).lower():
            raise


def _today() -> PartialDate:
    day = datetime.now().astimezone().date()
    return PartialDate(day.year, day.month, day.day)
