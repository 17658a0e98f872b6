"""Alerts: what new articles answer of the questions that wait, sent once.

What is sent is written down first: should the process die in between, a message is rather lost than sent twice. If it
certainly was not sent, because Telegram could not be reached or asked to wait, that is taken back and done again.
"""

from __future__ import annotations

import functools
import logging
import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

from telegram.error import NetworkError, RetryAfter, TelegramError

from bot.delivery import InParts, Place
from bot.render import alerts as shown
from bot.render import answer_buttons, answers
from bot.store.given import Given
from bot.texts import LANGUAGES
from bot.transport.rate_limiter import never_sent
from index import news
from index.errors import ArticleBotError

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import Bot

    from bot.store.alerts import Alert
    from bot.upkeep.means import Means
    from index.library import Edition
    from index.news import Fresh
    from index.records import Answer, Hit

_log = logging.getLogger(__name__)


class AlertRounds:
    """Looks new articles through for all alerts; a `Follower`."""

    def __init__(self, means: Means) -> None:
        self._means = means

    async def follow(self, bot: Bot, edition: Edition, going: Callable[[], bool]) -> bool:
        """Look through what each alert has not been looked through for yet; False if something is left."""
        store, done = self._means.store, True
        came: dict[int, Fresh] = {}
        for alert in store.alerts.behind(edition.catalog, edition.generation):
            if not going():
                return False
            if alert.seen not in came:
                fresh = functools.partial(news.fresh, self._means.data_dir, edition, alert.seen)
                found = await self._means.in_thread(fresh)
                if found is None:
                    return False
                came[alert.seen] = found
            silent = store.chats.is_closed(alert.chat) or not self._means.is_allowed(alert.person, alert.chat)
            if silent or not came[alert.seen].numbers:
                store.alerts.look(alert.id, edition.generation)
            else:
                done = await self._look(bot, alert, came[alert.seen], edition.generation) and done
        return done

    async def _look(self, bot: Bot, alert: Alert, fresh: Fresh, generation: int) -> bool:
        """Send what answers one alert; False if it could not be sent."""
        means = self._means
        ask = functools.partial(news.answer, means.library, means.data_dir, alert.question, fresh)
        try:
            answer = await means.in_thread(ask)
        except ArticleBotError:
            _log.exception("alert %d cannot be looked through now", alert.id)
            return True  # with the next new articles
        if means.store.alerts.get(alert.id) is None:
            return True
        sent = means.store.alerts.sent(alert.id)
        hits = tuple(hit for hit in answer.hits if _identity(hit) not in sent)
        articles = {one for hit in hits for one in (_identity(hit), *_copies(hit))}
        means.store.alerts.look(alert.id, generation, articles)
        if not hits:
            return True
        try:
            await self._send(bot, alert, replace(answer, hits=hits))
        except TelegramError as error:
            _log.warning("alert %d: %s", alert.id, error)
            if isinstance(error, RetryAfter) or (isinstance(error, NetworkError) and never_sent(error)):
                means.store.alerts.take_back(alert, articles)
                return False
        except (ArticleBotError, sqlite3.Error):
            # Before it was sent: what is cited could not be read, or kept.
            _log.exception("alert %d cannot be sent now", alert.id)
            means.store.alerts.take_back(alert, articles)
            return False
        return True

    async def _send(self, bot: Bot, alert: Alert, answer: Answer) -> None:
        texts, store = LANGUAGES[alert.language], self._means.store
        hits = answer.hits
        limits = answers.restriction(answer, texts)
        given = Given(
            alert.chat, alert.topic, None, alert.person, alert.question, alert.language,
            answered=True, confidence=answer.confidence, unsure=answer.unsure, alert=alert.id,
            citations=await self._means.in_thread(functools.partial(self._means.library.cite, hits)),
            heading="\n".join(part for part in (shown.heading(alert.question, texts), limits) if part),
        )  # fmt: skip
        number = store.given.keep(given)
        parts = answers.hit_messages(hits[0], texts, heading=given.heading, unsure=given.unsure)
        under = answer_buttons.under(hits[0], answer_buttons.Shown(number, 0, len(hits), alert=alert.id), texts)
        place = Place(alert.chat, alert.topic or None)
        messages = await self._means.delivery.put(bot, place, InParts(parts, texts.answer_above, under))
        store.given.sent(number, messages)


def _identity(hit: Hit) -> tuple[str, str]:
    return hit.passage.source, hit.passage.article_id


def _copies(hit: Hit) -> list[tuple[str, str]]:
    return [(copy.source, copy.article_id) for copy in hit.also_in]
