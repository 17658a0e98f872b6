"""Posts of a channel: one that asks the bot is answered, and any other may become an article."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bot.handlers import addressing
from bot.texts import LANGUAGES, texts_for
from index import analysis

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import Message, Update

    from bot.handlers.answering import Answering
    from bot.handlers.desk import Context, Desk
    from bot.posts import Posts
    from bot.texts import Texts

_log = logging.getLogger(__name__)


class ChannelPosts:
    """The coroutine that new and edited posts come to."""

    def __init__(self, desk: Desk, answering: Answering, posts: Posts, on_change: Callable[[], None]) -> None:
        """Take where posts are kept as articles, and what to call when one has come or changed."""
        self._desk = desk
        self._answering = answering
        self._posts = posts
        self._on_change = on_change

    async def post(self, update: Update, context: Context) -> None:
        """Answer a post that is for the bot, by its name or by /ask; keep another one as an article."""
        post = update.effective_message
        if post is None or addressing.is_from(post.via_bot, context.bot.id):
            return
        question = addressing.asked_in_post(post, context.bot.username)
        if question is not None:
            await self._answering.answer(post, question, self._texts(post, question))
        elif self._desk.config.telegram.index_posts:
            self._keep(post)

    def _keep(self, post: Message) -> None:
        try:
            if self._posts.keep(post):
                _log.info("post %d of the channel %d is an article", post.message_id, post.chat_id)
        except OSError:
            _log.exception("a post cannot be kept as an article; make room on the disk, and edit the post")
            return
        self._on_change()

    def _texts(self, post: Message, question: str) -> Texts:
        """Return the texts in the channel's language, else in that of the question: a post is from nobody."""
        chosen = self._desk.settings(post.chat_id).language
        return texts_for(chosen or analysis.question_language(question, tuple(LANGUAGES)))
