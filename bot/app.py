"""The running bot: what it is made of, and which update goes to which handler. All of the registration is here."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from telegram import BotCommand, BotCommandScopeChat, BotCommandScopeDefault, Update
from telegram.error import TelegramError
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.config import TOKEN_VARIABLE
from bot.delivery import Delivery
from bot.handlers.desk import Desk
from bot.handlers.errors import Errors
from bot.handlers.introduction import Introduction
from bot.handlers.questions import Questions
from bot.handlers.quotations import PATTERN, Quotations
from bot.handlers.reindex import Reindex
from bot.inbox import Inbox, Processor
from bot.store.store import Store
from bot.texts import ENGLISH, GERMAN
from bot.transport.polling import PollingRequest
from bot.transport.rate_limiter import ChatRateLimiter
from bot.transport.sending import SendingRequest
from bot.upkeep.upkeep import Upkeep
from index.errors import ConfigError
from index.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from bot.config import Config
    from bot.texts import Texts

    App = Application[Any, Any, Any, Any, Any, Any]

_log = logging.getLogger(__name__)

_ASKING_THREADS = 2
"""Questions answered at once; PyTorch uses all cores for each, so more would only wait for one another."""
_UPDATES_AT_ONCE = 64
COPY = "copy it again from @BotFather"
_NEW_MESSAGE = filters.UpdateType.MESSAGE
ALLOWED_UPDATES = [Update.MESSAGE, Update.CALLBACK_QUERY]
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
    desk = Desk(config, library, store, Delivery(store.chats), executor)
    turn = asyncio.Lock()  # one sync after another, whoever began it
    inbox = Inbox(store.updates)
    reindex = Reindex(desk, file, turn)
    upkeep = Upkeep(library, config, file, turn)

    async def begin(app: App) -> None:
        await _announce(app, frozenset(config.telegram.admins))
        await inbox.resume(app.bot)
        upkeep.start(app.bot)

    async def stop(_: App) -> None:
        await asyncio.gather(reindex.stop(), upkeep.stop())

    async def close(_: App) -> None:
        executor.shutdown(wait=False, cancel_futures=True)
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
    private, groups = filters.ChatType.PRIVATE, filters.ChatType.GROUPS
    introduction, questions, quotations = Introduction(desk), Questions(desk), Quotations(desk)
    app.add_handler(CommandHandler("start", introduction.start, _NEW_MESSAGE))
    app.add_handler(CommandHandler("help", introduction.help, _NEW_MESSAGE))
    app.add_handler(CommandHandler("ask", questions.ask, _NEW_MESSAGE))
    app.add_handler(CommandHandler("quotes", quotations.command, _NEW_MESSAGE))
    app.add_handler(CallbackQueryHandler(quotations.turn, PATTERN))
    app.add_handler(CommandHandler("reindex", reindex.command, _NEW_MESSAGE))
    app.add_handler(MessageHandler(_NEW_MESSAGE & private & filters.COMMAND, introduction.help))
    app.add_handler(
        MessageHandler(_NEW_MESSAGE & private & ~filters.COMMAND & ~filters.StatusUpdate.ALL, questions.private)
    )
    app.add_handler(
        MessageHandler(_NEW_MESSAGE & groups & (filters.TEXT | filters.CAPTION) & ~filters.COMMAND, questions.group)
    )
    app.add_error_handler(Errors(desk).tell)


async def _announce(app: App, admins: frozenset[int]) -> None:
    """Tell Telegram the commands, in each language and to each admin; the bot works without, so faults are logged."""
    if not app.bot.bot.can_read_all_group_messages:
        _log.info("privacy mode is on: in groups the bot sees /ask@%s and replies, not mentions", app.bot.username)
    for texts, language in ((ENGLISH, None), (GERMAN, GERMAN.language)):
        for scope, commands in _commands(texts, admins):
            try:
                await app.bot.set_my_commands(commands, scope=scope, language_code=language)
            except TelegramError as error:
                _log.warning("the commands cannot be announced (%s): %s", scope.type, error)


def _commands(
    texts: Texts, admins: frozenset[int]
) -> Iterator[tuple[BotCommandScopeDefault | BotCommandScopeChat, list[BotCommand]]]:
    everyone = [
        BotCommand("ask", texts.command_ask),
        BotCommand("quotes", texts.command_quotes),
        BotCommand("help", texts.command_help),
    ]
    yield BotCommandScopeDefault(), everyone
    for admin in sorted(admins):
        yield BotCommandScopeChat(admin), [*everyone, BotCommand("reindex", texts.command_reindex)]
