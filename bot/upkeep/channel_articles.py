"""Posts of channels that are articles: kept and edited with the post, and taken out with it.

Telegram tells a bot of new and edited posts, and never of deleted ones. So it is asked, in its own time: by a change
that changes nothing. Of a post that there is, Telegram says that it cannot be edited, or that it is as it should be; of
a deleted one, that it cannot be found. (No post loses its buttons by that: people's have none, and nobody may edit what
another bot has posted.) Posts that were just cited are asked for first, the latest thousand of each channel in turn,
one a minute.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from telegram.error import BadRequest, TelegramError

from bot.posts import PostId
from bot.transport.clock import SystemClock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from telegram import Bot, Message

    from bot.posts import Posts
    from bot.transport.clock import Clock

_log = logging.getLogger(__name__)

PAUSE = 60.0
"""Seconds between two posts that nobody has cited: 1,440 a day, and hardly a call for Telegram."""
LATEST = 1_000
"""Posts of a channel that are looked for without being cited."""
_GONE = ("message to edit not found", "message_id_invalid")


class ChannelArticles:
    """Keeps the posts, and finds out which are gone."""

    def __init__(self, posts: Posts, on_change: Callable[[], None], clock: Clock | None = None) -> None:
        """Take what to call when a post has come, changed or gone."""
        self._posts = posts
        self._on_change = on_change
        self._clock = clock or SystemClock()
        self._cited: asyncio.Queue[PostId] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None

    def keep(self, post: Message) -> None:
        """Let a post be an article, as it is now."""
        try:
            if self._posts.keep(post):
                _log.info("post %d of the channel %d is an article", post.message_id, post.chat_id)
        except OSError:
            _log.exception("a post cannot be kept as an article; make room on the disk, and edit the post")
            return
        self._on_change()

    def leave_out(self, post: Message) -> None:
        """Let a post be no article (any more): it asks something since it was edited."""
        known = PostId(post.chat_id, post.message_id)
        if self._posts.has(known):
            self._forget(known)

    def cited(self, article_ids: Iterable[str]) -> None:
        """Ask soon whether these are there, because they were just shown; what is no post is left out."""
        if self._task is None:
            return
        for article_id in article_ids:
            post = PostId.of_article(article_id)
            if post is not None and self._posts.has(post):
                self._cited.put_nowait(post)

    def start(self, bot: Bot) -> None:
        """Begin to look for what is gone."""
        self._task = asyncio.create_task(self._run(bot))

    async def stop(self) -> None:
        """End it."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self, bot: Bot) -> None:
        """Ask for one post after another."""
        turns = self._in_turn()
        while True:
            post = await self._next(turns)
            if post is not None and await _is_gone(bot, post):
                self._forget(post)

    async def _next(self, turns: Iterator[PostId | None]) -> PostId | None:
        """Return a post that was cited, or after a while another one; None while there is none."""
        waits = [asyncio.create_task(self._cited.get()), asyncio.create_task(self._clock.sleep(PAUSE))]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            if waits[0].done():
                return waits[0].result()
        finally:
            for wait in waits:
                wait.cancel()
            await asyncio.gather(*waits, return_exceptions=True)
        return next(turns)

    def _in_turn(self) -> Iterator[PostId | None]:
        """Yield the latest posts again and again; None where there are none."""
        while True:
            yield from self._posts.latest(LATEST) or (None,)

    def _forget(self, post: PostId) -> None:
        _log.info("post %d of the channel %d is no article any more", post.message, post.chat)
        try:
            self._posts.forget(post)
        except OSError:
            _log.exception("the file of a deleted post cannot be removed")
            return
        self._on_change()


async def _is_gone(bot: Bot, post: PostId) -> bool:
    try:
        await bot.edit_message_reply_markup(post.chat, post.message)
    except BadRequest as error:
        return any(words in str(error).lower() for words in _GONE)
    except TelegramError as error:
        # The bot was put out of the channel, or Telegram is away: nothing is known of the post.
        _log.info("it cannot be asked whether post %d of the channel %d is there: %s", post.message, post.chat, error)
    return False
