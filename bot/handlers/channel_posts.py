"""Posts of a channel: one that asks the bot is answered, and any other may become an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers import addressing
from bot.texts import LANGUAGES, texts_for
from index import analysis

if TYPE_CHECKING:
    from telegram import Message, Update

    from bot.handlers.answering import Answering
    from bot.handlers.desk import Context, Desk
    from bot.texts import Texts
    from bot.upkeep.channel_articles import ChannelArticles


class ChannelPosts:
    """The coroutine that new and edited posts come to."""

    def __init__(self, desk: Desk, answering: Answering, articles: ChannelArticles) -> None:
        self._desk = desk
        self._answering = answering
        self._articles = articles

    async def post(self, update: Update, context: Context) -> None:
        """Answer a post that is for the bot, by its name or by /ask; keep another one as an article."""
        post = update.effective_message
        if post is None or addressing.is_from(post.via_bot, context.bot.id):
            return
        question = addressing.asked_in_post(post, context.bot.username)
        if question is not None:
            self._articles.leave_out(post)
            await self._answering.answer(post, question, self._texts(post, question))
        elif self._is_indexed(post.chat_id):
            self._articles.keep(post)

    def _is_indexed(self, channel: int) -> bool:
        """Tell whether the posts of a channel become articles; anybody may add the bot to one of their own."""
        telegram = self._desk.config.telegram
        return telegram.index_posts and channel in telegram.allow_chats

    def _texts(self, post: Message, question: str) -> Texts:
        """Return the texts in the channel's language, else in that of the question: a post is from nobody."""
        chosen = self._desk.settings(post.chat_id).language
        return texts_for(chosen or analysis.question_language(question, tuple(LANGUAGES)))
