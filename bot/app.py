"""The running bot: what it is made of. Which update goes to which handler stands in `bot.registration`."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.ext import Application

from bot.announcement import announce
from bot.config import TOKEN_VARIABLE
from bot.delivery import Delivery
from bot.handlers import privacy_mode
from bot.handlers.desk import Desk
from bot.handlers.jobs import Jobs
from bot.inbox import Inbox, Processor
from bot.one_by_one import OneByOne
from bot.posts import Posts
from bot.registration import register
from bot.store.store import Store
from bot.transport.polling import PollingRequest
from bot.transport.rate_limiter import ChatRateLimiter
from bot.transport.sending import SendingRequest
from bot.upkeep.alerts import AlertRounds
from bot.upkeep.channel_articles import ChannelArticles
from bot.upkeep.corrections import Corrections
from bot.upkeep.means import Means
from bot.upkeep.news import News
from bot.upkeep.upkeep import Upkeep
from index import additions
from index.errors import ConfigError
from index.library import Library

if TYPE_CHECKING:
    from pathlib import Path

    from bot.config import Config

App = Application[Any, Any, Any, Any, Any, Any]

_ASKING_THREADS = 16
"""Questions answered at once. Those that wait for the encoder are encoded together, so more of them are answered in the
same time: 50 a second with 2 threads, 66 with 8 and 68 with 16 (50 chats, 7,500 passages, 2 cores)."""
_UPDATES_AT_ONCE = 64
COPY = "copy it again from @BotFather"
ALLOWED_UPDATES = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CHANNEL_POST,
    Update.EDITED_CHANNEL_POST,
    Update.INLINE_QUERY,
    Update.CHOSEN_INLINE_RESULT,
    Update.CALLBACK_QUERY,
    Update.MY_CHAT_MEMBER,
]
"""Named always: Telegram remembers the last list of a bot that names none."""


def build(
    config: Config,
    file: Path | None,
    token: str,
    polling: PollingRequest | None = None,
    *,
    chats_dir: Path | None = None,
) -> App:
    """Make the application for `config`, which stands in `file`.

    Args:
        config: what the bot answers from, and how.
        file: where the config stands; a sync reads it anew.
        token: the bot's.
        polling: what getUpdates is asked with.
        chats_dir: where the chats' data lies, if not with the articles: the demo's must not mix with a real bot's.

    Raises:
        SnapshotError: the library has not been synced yet.

    """
    library = Library(config)
    library.prepare()
    store = Store(chats_dir or config.data_dir, bot_id_of(token))
    executor = ThreadPoolExecutor(_ASKING_THREADS, "ask")
    desk = Desk(config, library, store, Delivery(store.chats), executor, OneByOne())
    turn = asyncio.Lock()  # one sync after another, whoever began it
    inbox = Inbox(store.updates)
    jobs = Jobs(desk, file, turn)
    upkeep = Upkeep(library, config, file, turn)
    posts = Posts(additions.folder_of(config.data_dir))
    channels = ChannelArticles(posts, lambda: upkeep.changed({additions.FILES}))
    aside = ThreadPoolExecutor(1, "news")
    means = Means(library, config, store, desk.delivery, aside, desk.showing)
    news = News(library.edition, (AlertRounds(means), Corrections(means)))

    async def begin(app: App) -> None:
        await announce(app.bot, config.telegram.admins)
        await privacy_mode.warn_admins(desk, app.bot)
        await jobs.resume(app.bot)
        await inbox.resume(app.bot)
        upkeep.start(app.bot)
        news.start(app.bot)
        if config.telegram.index_posts:
            channels.start(app.bot)

    async def stop(_: App) -> None:
        await asyncio.gather(jobs.stop(), upkeep.stop(), news.stop(), channels.stop())

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
        .concurrent_updates(Processor(store.updates, inbox, _UPDATES_AT_ONCE))
        .post_init(begin)
        .post_stop(stop)
        .post_shutdown(close)
        .build()
    )
    register(app, desk, jobs, channels)
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
