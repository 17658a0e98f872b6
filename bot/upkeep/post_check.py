"""Posts that were deleted: Telegram tells a bot of an edit, and never of that. So it is asked, in its own time.

A change that changes nothing tells it: of a post that there is, Telegram says that it cannot be edited, or that it is
as it should be; of a deleted one, that it cannot be found. (No post loses its buttons by that: people's have none, and
nobody may edit what another bot has posted.) Posts that were just cited are asked for first, the latest
thousand of each channel in turn, one a minute.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from telegram.error import BadRequest, TelegramError

from bot.transport.clock import SystemClock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from telegram import Bot

    from bot.posts import PostId, Posts
    from bot.transport.clock import Clock

_log = logging.getLogger(__name__)

PAUSE = 60.0
"""Seconds between two posts that nobody has cited: 1,440 a day, and hardly a call for Telegram."""
_LATEST = 1_000
"""Posts of a channel that are looked for without being cited."""
_GONE = ("message to edit not found", "message_id_invalid")


class PostCheck:
    """Finds out which posts are gone, until it is cancelled."""

    def __init__(self, posts: Posts, on_change: Callable[[], None], clock: Clock | None = None) -> None:
        """Take what to call when one has been taken out."""
        self._posts = posts
        self._on_change = on_change
        self._clock = clock or SystemClock()
        self._cited: asyncio.Queue[PostId] = asyncio.Queue()

    def cited(self, post: PostId) -> None:
        """Ask for a post soon, because it was just shown."""
        if self._posts.has(post):
            self._cited.put_nowait(post)

    async def run(self, bot: Bot) -> None:
        """Ask for one post after another."""
        turns = self._in_turn()
        while True:
            post = await self._next(turns)
            if post is not None and await _is_gone(bot, post):
                await self._forget(post)

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
            yield from self._posts.latest(_LATEST) or (None,)

    async def _forget(self, post: PostId) -> None:
        _log.info("post %d of the channel %d was deleted; it is no article any more", post.message, post.chat)
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
