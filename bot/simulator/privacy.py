"""Which messages Telegram shows a bot (https://core.telegram.org/bots/features#privacy-mode)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.simulator.model import ADMINISTRATORS, PRESENT

if TYPE_CHECKING:
    from bot.simulator.chats import Chat
    from bot.simulator.model import Account, Message


def shows(chat: Chat, message: Message, bot: Account, *, reads_all: bool) -> bool:
    """Say whether a bot gets a message; `reads_all` is ``getMe.can_read_all_group_messages``."""
    if chat.status(bot) not in PRESENT:
        return False
    if chat.kind == "channel":
        # The posts of other bots too: a channel does not tell who wrote.
        return message.sender != bot
    if message.sender.is_bot:
        return False
    if chat.kind == "private" or reads_all or chat.status(bot) in ADMINISTRATORS:
        return True
    if message.via_bot == bot:
        return True
    return message.service is not None or _answers(chat, message, bot) or _commands(chat, message, bot)


def _answers(chat: Chat, message: Message, bot: Account) -> bool:
    replied = chat.message(message.reply_to) if message.reply_to else None
    return replied is not None and replied.sender == bot


def _commands(chat: Chat, message: Message, bot: Account) -> bool:
    """Say whether the message is a command for this bot: by name, or bare if it was the last bot to post."""
    first = next(iter(message.entities), None)
    if first is None or first.kind != "bot_command" or first.offset:
        return False
    addressee = message.text[: first.length].partition("@")[2]
    if addressee:
        return addressee.lower() == str(bot.username).lower()
    last = next((said for said in reversed(chat.history) if said.sender.is_bot), None)
    return last is not None and last.sender == bot
