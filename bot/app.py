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
from bot.handlers.additions import COMMAND as CAPTION_COMMAND
from bot.handlers.additions import Additions
from bot.handlers.desk import Desk
from bot.handlers.errors import Errors
from bot.handlers.gaps import PATTERN as GAPS
from bot.handlers.gaps import Gaps
from bot.handlers.introduction import Introduction
from bot.handlers.jobs import CANCEL, Jobs
from bot.handlers.questions import Questions
from bot.handlers.quotations import PATTERN, Quotations
from bot.handlers.reindex import Reindex
from bot.handlers.removals import PATTERN as REMOVALS
from bot.handlers.removals import Removals
from bot.handlers.status import StatusPage
from bot.inbox import Inbox, Processor
from bot.store.store import Store
from bot.texts import ENGLISH, GERMAN
from bot.transport.polling import PollingRequest
from bot.transport.rate_limiter import ChatRateLimiter
from bot.transport.sending import SendingRequest
from bot.upkeep.upkeep import Upkeep
from index.errors import ConfigError
from index.library import Library
from index.shelf import Shelf

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
    jobs = Jobs(desk, file, turn)
    admin = _Admin(desk, jobs, turn)
    upkeep = Upkeep(library, config, file, turn)

    async def begin(app: App) -> None:
        await _announce(app, frozenset(config.telegram.admins))
        await jobs.resume(app.bot)
        await inbox.resume(app.bot)
        upkeep.start(app.bot)

    async def stop(_: App) -> None:
        await asyncio.gather(jobs.stop(), upkeep.stop())

    async def close(_: App) -> None:
        executor.shutdown(wait=False, cancel_futures=True)
        store.close()

    app: App = (
        Application.builder()
        .token(token)
        .base_url(config.telegram.api_url)
        .base_file_url(_files_url(config.telegram.api_url))
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
    admin.register(app)
    _register(app, desk)
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


class _Admin:
    """What only admins may."""

    def __init__(self, desk: Desk, jobs: Jobs, turn: asyncio.Lock) -> None:
        shelf = Shelf(desk.config)
        self._jobs = jobs
        self._reindex = Reindex(desk, jobs)
        self._additions = Additions(desk, shelf, jobs)
        self._removals = Removals(desk, shelf, jobs)
        self._gaps = Gaps(desk)
        self._status = StatusPage(desk, turn)

    def register(self, app: App) -> None:
        """Register the commands, and before everything else files with one as their caption."""
        app.add_handler(
            MessageHandler(
                _NEW_MESSAGE & filters.Document.ALL & filters.CaptionRegex(CAPTION_COMMAND), self._additions.command
            )
        )
        app.add_handler(CommandHandler("reindex", self._reindex.command, _NEW_MESSAGE))
        app.add_handler(CommandHandler("status", self._status.command, _NEW_MESSAGE))
        app.add_handler(CommandHandler("add", self._additions.command, _NEW_MESSAGE))
        app.add_handler(CommandHandler("remove", self._removals.command, _NEW_MESSAGE))
        app.add_handler(CommandHandler("gaps", self._gaps.command, _NEW_MESSAGE))
        app.add_handler(CallbackQueryHandler(self._jobs.cancel, CANCEL))
        app.add_handler(CallbackQueryHandler(self._removals.tapped, REMOVALS))
        app.add_handler(CallbackQueryHandler(self._gaps.tapped, GAPS))


def _files_url(api_url: str) -> str:
    """Return where the files of a Bot API are; beside its methods, at Telegram's and at any other server."""
    return f"{api_url.removesuffix('/bot')}/file/bot"


def _register(app: App, desk: Desk) -> None:
    private, groups = filters.ChatType.PRIVATE, filters.ChatType.GROUPS
    introduction, questions, quotations = Introduction(desk), Questions(desk), Quotations(desk)
    app.add_handler(CommandHandler("start", introduction.start, _NEW_MESSAGE))
    app.add_handler(CommandHandler("help", introduction.help, _NEW_MESSAGE))
    app.add_handler(CommandHandler("ask", questions.ask, _NEW_MESSAGE))
    app.add_handler(CommandHandler("quotes", quotations.command, _NEW_MESSAGE))
    app.add_handler(CallbackQueryHandler(quotations.turn, PATTERN))
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
