"""Which commands somebody's menu has in a chat (https://core.telegram.org/bots/api#determining-list-of-commands)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.simulator.model import ADMINISTRATORS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.simulator import Chat, Command
    from bot.simulator.model import Account
    from bot.simulator.profile import Scope

    Registered = Callable[[Scope, str], tuple[Command, ...]]
    """The commands that the bot registered for a scope and a language."""


def menu(registered: Registered, chat: Chat, who: Account) -> tuple[Command, ...]:
    """Return the commands of the narrowest scope that has some, in somebody's language before all others'."""
    language = (who.language_code or "").partition("-")[0]
    for scope in _scopes(chat, who):
        for spoken in (language, ""):
            if found := registered(scope, spoken):
                return found
    return ()


def _scopes(chat: Chat, who: Account) -> Iterator[Scope]:
    if chat.kind == "private":
        yield ("chat", chat.id, None)
        yield ("all_private_chats", None, None)
    else:
        leads = chat.status(who) in ADMINISTRATORS
        yield ("chat_member", chat.id, who.id)
        if leads:
            yield ("chat_administrators", chat.id, None)
        yield ("chat", chat.id, None)
        if leads:
            yield ("all_chat_administrators", None, None)
        yield ("all_group_chats", None, None)
    yield ("default", None, None)
