"""The running bot: what it is made of, and which update goes to which handler. All of the registration is here."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from telegram import Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChosenInlineResultHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.announcement import announce
from bot.config import TOKEN_VARIABLE
from bot.delivery import Delivery
from bot.handlers import alerts, answer_buttons, listing, privacy, reading
from bot.handlers.answering import Answering
from bot.handlers.desk import Desk
from bot.handlers.errors import Errors
from bot.handlers.inline import Inline
from bot.handlers.introduction import Introduction
from bot.handlers.listing import Listing
from bot.handlers.privacy import Privacy
from bot.handlers.questions import Questions
from bot.handlers.quotations import PATTERN, Quotations
from bot.handlers.reading import Reading
from bot.handlers.reindex import Reindex
from bot.inbox import Inbox, Processor
from bot.store.store import Store
from bot.transport.polling import PollingRequest
from bot.transport.rate_limiter import ChatRateLimiter
from bot.transport.sending import SendingRequest
from bot.upkeep.alerts import AlertRounds
from bot.upkeep.corrections import Corrections
from bot.upkeep.means import Means
from bot.upkeep.news import News
from bot.upkeep.upkeep import Upkeep
from index.errors import ConfigError
from index.library import Library

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from bot.config import Config

    App = Application[Any, Any, Any, Any, Any, Any]

_log = logging.getLogger(__name__)

_ASKING_THREADS = 2
"""Questions answered at once; PyTorch uses all cores for each, so more would only wait for one another."""
_UPDATES_AT_ONCE = 64
COPY = "copy it again from @BotFather"
_NEW_MESSAGE = filters.UpdateType.MESSAGE
_QUESTION = filters.UpdateType.MESSAGES
"""New or edited: the answer to a question is edited with it."""
ALLOWED_UPDATES = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.CHOSEN_INLINE_RESULT,
]
"""Named always: Telegram remembers the last list of a bot that names none."""


def build(config: Config, file: Path | None, token: str, polling: PollingRequest | None = None) -> App:
    """Make the application for `config`, which stands in `file`.

    Raises:
        SnapshotError: the library has not been synced yet.

    """
    library = Library(config)
    library.prepare()
    store = Store(config.data_dir, bot_id_of(token))
    executor = ThreadPoolExecutor(_ASKING_THREADS, "ask")
    desk = Desk(config, library, store, Delivery(store.chats), executor)
    turn = asyncio.Lock()  # one sync after another, whoever began it
    inbox = Inbox(store.updates)
    reindex = Reindex(desk, file, turn)
    upkeep = Upkeep(library, config, file, turn)
    aside = ThreadPoolExecutor(1, "news")
    means = Means(library, config.data_dir, store, desk.delivery, aside)
    news = News(library.edition, (AlertRounds(means), Corrections(means)))

    async def begin(app: App) -> None:
        await announce(app.bot, config.telegram.admins)
        await inbox.resume(app.bot)
        upkeep.start(app.bot)
        news.start(app.bot)

    async def stop(_: App) -> None:
        await asyncio.gather(reindex.stop(), upkeep.stop(), news.stop())

    async def close(_: App) -> None:
        for one in (executor, aside):
            one.shutdown(wait=False, cancel_futures=True)
        store.close()

    app: App = (
        Application.builder()
        .token(token)
        .base_url(config.telegram.api_url)
        .base_file_url(f"{config.telegram.api_url.removesuffix('/bot')}/file/bot")
        .request(SendingRequest())
        .get_updates_request(polling or PollingRequest())
        .rate_limiter(ChatRateLimiter())
        .update_queue(inbox)
        .concurrent_updates(Processor(store.updates, _UPDATES_AT_ONCE))
        .post_init(begin)
        .post_stop(stop)
        .post_shutdown(close)
        .build()
    )
    _register(app, desk, reindex)
    return app


def bot_id_of(token: str) -> int:
    """Return the id of the bot that a token belongs to: what stands before the colon.

    Raises:
        ConfigError: nothing does, so it is no token.

    """
    number = token.partition(":")[0]
    if not number.isdecimal():
        raise ConfigError(f"the token has no bot's number before a colon; {COPY}")
    return int(number)


def token_of(config: Config) -> str:
    """Return the bot's token.

    Raises:
        ConfigError: there is none.

    """
    if token := config.telegram.effective_token():
        return token
    raise ConfigError(
        f"there is no token; get one from @BotFather and put it into [telegram] token or into ${TOKEN_VARIABLE}"
    )


def _register(app: App, desk: Desk, reindex: Reindex) -> None:
    answering = Answering(desk)
    private, groups = filters.ChatType.PRIVATE, filters.ChatType.GROUPS
    questions, quotations, lists, articles = Questions(desk, answering), Quotations(desk), Listing(desk), Reading(desk)
    own_data = Privacy(desk)
    introduction = Introduction(desk, articles, own_data)
    app.add_handler(CommandHandler("start", introduction.start, _NEW_MESSAGE))
    app.add_handler(CommandHandler("help", introduction.help, _NEW_MESSAGE))
    app.add_handler(CommandHandler("ask", questions.ask, _QUESTION))
    app.add_handler(CommandHandler("quotes", quotations.command, _NEW_MESSAGE))
    app.add_handler(CallbackQueryHandler(quotations.turn, PATTERN))
    app.add_handler(CallbackQueryHandler(answer_buttons.AnswerButtons(desk).tap, answer_buttons.PATTERN))
    waiting = alerts.Alerts(desk, answering)
    app.add_handler(CommandHandler("alert", waiting.command, _NEW_MESSAGE))
    app.add_handler(CommandHandler("alerts", waiting.list, _NEW_MESSAGE))
    app.add_handler(CallbackQueryHandler(waiting.tap, alerts.PATTERN))
    app.add_handler(CommandHandler("latest", lists.latest, _NEW_MESSAGE))
    app.add_handler(CommandHandler("sources", lists.sources, _NEW_MESSAGE))
    app.add_handler(CallbackQueryHandler(lists.turn, listing.PATTERN))
    app.add_handler(CommandHandler("article", articles.command, _NEW_MESSAGE))
    app.add_handler(CallbackQueryHandler(articles.open, reading.OPEN_PATTERN))
    app.add_handler(CallbackQueryHandler(articles.turn, reading.PAGE_PATTERN))
    app.add_handler(CommandHandler("privacy", own_data.command, _NEW_MESSAGE))
    app.add_handler(CallbackQueryHandler(own_data.tap, privacy.PATTERN))
    inline = Inline(desk)
    app.add_handler(InlineQueryHandler(inline.query))
    app.add_handler(ChosenInlineResultHandler(inline.chosen))
    app.add_handler(CommandHandler("reindex", reindex.command, _NEW_MESSAGE))
    app.add_handler(MessageHandler(_NEW_MESSAGE & private & filters.COMMAND, introduction.help))
    app.add_handler(MessageHandler(_NEW_MESSAGE & groups & filters.COMMAND, introduction.unknown))
    app.add_handler(
        MessageHandler(_QUESTION & private & ~filters.COMMAND & ~filters.StatusUpdate.ALL, questions.private)
    )
    app.add_handler(
        MessageHandler(_QUESTION & groups & (filters.TEXT | filters.CAPTION) & ~filters.COMMAND, questions.group)
    )
    app.add_error_handler(Errors(desk).tell)
