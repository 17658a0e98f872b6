"""Which commands a person sees in a chat (https://core.telegram.org/bots/api#determining-list-of-commands)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.simulator.model import ADMINISTRATORS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.simulator.chats import Chat
    from bot.simulator.model import Account, Command
    from bot.simulator.profile import Profile, Scope


def visible(profile: Profile, chat: Chat, who: Account) -> tuple[Command, ...]:
    """Return the first menu that is set, from the narrowest scope to the default, in the person's language first."""
    languages = [who.language_code[:2]] if who.language_code else []
    for scope in _scopes(chat, who):
        for language in (*languages, ""):
            commands = profile.commands.get((scope, language))
            if commands:
                return commands
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
