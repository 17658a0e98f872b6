"""Which update goes to which handler. All of it is here; within a group, the first that fits takes an update."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    ChosenInlineResultHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.handlers import (
    additions,
    addressing,
    alerts,
    answer_buttons,
    gaps,
    listing,
    privacy,
    quotations,
    reading,
    refining,
    removals,
    settings,
)
from bot.handlers.additions import Additions
from bot.handlers.alerts import Alerts
from bot.handlers.answer_buttons import AnswerButtons
from bot.handlers.answering import Answering
from bot.handlers.channel_posts import ChannelPosts
from bot.handlers.errors import Errors
from bot.handlers.gaps import Gaps
from bot.handlers.gate import Gate
from bot.handlers.group_admins import GroupAdmins
from bot.handlers.inline import Inline
from bot.handlers.introduction import Introduction
from bot.handlers.jobs import CANCEL
from bot.handlers.listing import Listing
from bot.handlers.membership import Membership
from bot.handlers.post_context import PostContext
from bot.handlers.privacy import Privacy
from bot.handlers.questions import Questions
from bot.handlers.quotations import Quotations
from bot.handlers.reading import Reading
from bot.handlers.refining import Refining
from bot.handlers.reindex import Reindex
from bot.handlers.removals import Removals
from bot.handlers.settings import SettingsMenu
from bot.handlers.status import StatusPage
from index.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from bot.handlers.desk import Desk
    from bot.handlers.jobs import Jobs
    from bot.upkeep.channel_articles import ChannelArticles

    App = Application[Any, Any, Any, Any, Any, Any]
    Callback = Callable[[Any, Any], Coroutine[Any, Any, None]]

_BEFORE_ALL, _GATE = -2, -1
"""Groups of handlers: every group gets every update, in this order, and last of all the group 0."""
_NEW = filters.UpdateType.MESSAGE
_QUESTION = filters.UpdateType.MESSAGES
"""New or edited: the answer to a question is edited with it."""
_PRIVATE, _GROUPS = filters.ChatType.PRIVATE, filters.ChatType.GROUPS


def register(app: App, desk: Desk, jobs: Jobs, channels: ChannelArticles) -> None:
    """Add all handlers to the application.

    Args:
        app: gets them.
        desk: what they work with.
        jobs: the syncs that admins ask for.
        channels: the posts that are articles.

    """
    group_admins = GroupAdmins()
    membership = Membership(desk, group_admins)
    answering = Answering(desk, channels.cited)
    # Before the gate, which has to know what a group was called when it was allowed.
    app.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, membership.moved), _BEFORE_ALL)
    app.add_handler(TypeHandler(Update, Gate(desk, group_admins).check), _GATE)
    app.add_handler(ChatMemberHandler(membership.changed, ChatMemberHandler.MY_CHAT_MEMBER))
    _lists(app, desk)
    _settings(app, desk, group_admins)
    _admin(app, desk, jobs)
    _questions(app, desk, answering)
    _alerts(app, desk, answering, group_admins)
    _inline(app, desk)
    _introduction(app, desk, membership)
    posts = ChannelPosts(desk, answering, channels)
    app.add_handler(MessageHandler(filters.UpdateType.CHANNEL_POSTS & ~filters.StatusUpdate.ALL, posts.post))
    app.add_error_handler(Errors(desk).tell)


def _command(app: App, name: str, callback: Callback) -> None:
    app.add_handler(CommandHandler(name, callback, _NEW))


def _lists(app: App, desk: Desk) -> None:
    lists, quoted = Listing(desk), Quotations(desk)
    _command(app, "quotes", quoted.command)
    app.add_handler(CallbackQueryHandler(quoted.turn, quotations.PATTERN))
    _command(app, "latest", lists.latest)
    _command(app, "sources", lists.sources)
    app.add_handler(CallbackQueryHandler(lists.turn, listing.PATTERN))


def _settings(app: App, desk: Desk, group_admins: GroupAdmins) -> None:
    menu = SettingsMenu(desk, group_admins)
    _command(app, "settings", menu.command)
    app.add_handler(CallbackQueryHandler(menu.tap, settings.PATTERN))


def _admin(app: App, desk: Desk, jobs: Jobs) -> None:
    shelf = Shelf(desk.config)
    adding, removing, missing = Additions(desk, shelf, jobs), Removals(desk, shelf, jobs), Gaps(desk)
    app.add_handler(
        MessageHandler(_NEW & filters.Document.ALL & filters.CaptionRegex(additions.COMMAND), adding.command)
    )
    _command(app, "reindex", Reindex(desk, jobs).command)
    _command(app, "status", StatusPage(desk, jobs.turn).command)
    _command(app, "add", adding.command)
    _command(app, "remove", removing.command)
    _command(app, "gaps", missing.command)
    app.add_handler(CallbackQueryHandler(jobs.cancel, CANCEL))
    app.add_handler(CallbackQueryHandler(removing.tapped, removals.PATTERN))
    app.add_handler(CallbackQueryHandler(missing.tapped, gaps.PATTERN))


def _questions(app: App, desk: Desk, answering: Answering) -> None:
    questions = Questions(desk, answering, PostContext(desk))
    app.add_handler(CommandHandler("ask", questions.ask, _QUESTION))
    in_caption = _QUESTION & addressing.CommandInCaption("ask") & (_PRIVATE | _GROUPS)
    app.add_handler(MessageHandler(in_caption, questions.caption))
    app.add_handler(CallbackQueryHandler(AnswerButtons(desk).tap, answer_buttons.PATTERN))
    app.add_handler(CallbackQueryHandler(Refining(desk, answering).tap, refining.PATTERN))
    words = ~filters.COMMAND & ~filters.StatusUpdate.ALL
    app.add_handler(MessageHandler(_QUESTION & _PRIVATE & words, questions.private))
    app.add_handler(MessageHandler(_QUESTION & _GROUPS & words & (filters.TEXT | filters.CAPTION), questions.group))


def _alerts(app: App, desk: Desk, answering: Answering, group_admins: GroupAdmins) -> None:
    waiting = Alerts(desk, answering, group_admins)
    _command(app, "alert", waiting.command)
    _command(app, "alerts", waiting.list)
    app.add_handler(CallbackQueryHandler(waiting.tap, alerts.PATTERN))


def _inline(app: App, desk: Desk) -> None:
    inline = Inline(desk)
    app.add_handler(InlineQueryHandler(inline.query))
    app.add_handler(ChosenInlineResultHandler(inline.chosen))


def _introduction(app: App, desk: Desk, membership: Membership) -> None:
    articles, own_data = Reading(desk), Privacy(desk)
    introduction = Introduction(desk, articles, own_data, membership)
    _command(app, "article", articles.command)
    app.add_handler(CallbackQueryHandler(articles.open, reading.OPEN_PATTERN))
    app.add_handler(CallbackQueryHandler(articles.turn, reading.PAGE_PATTERN))
    _command(app, "privacy", own_data.command)
    app.add_handler(CallbackQueryHandler(own_data.tap, privacy.PATTERN))
    _command(app, "start", introduction.start)
    _command(app, "help", introduction.help)
    # The last: what is a command, and none of the ones above. In groups that is another bot's.
    app.add_handler(MessageHandler(_NEW & _PRIVATE & filters.COMMAND, introduction.help))
