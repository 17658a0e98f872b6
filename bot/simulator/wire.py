"""The objects as the Bot API writes them in JSON; each is checked with python-telegram-bot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import telegram

from bot.simulator.checks import check

if TYPE_CHECKING:
    from bot.simulator.chats import Chat
    from bot.simulator.model import Account, Button, Keyboard, Member, Message, Quote, Tap

Json = dict[str, Any]

_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
_CHAT_FULL = {
    "accent_color_id": 0,
    "max_reaction_count": 11,
    "accepted_gift_types": {
        "unlimited_gifts": False,
        "limited_gifts": False,
        "unique_gifts": False,
        "premium_subscription": False,
        "gifts_from_channels": False,
    },
}


def account(who: Account) -> Json:
    """Return a ``User``."""
    optional = {"username": who.username, "language_code": who.language_code}
    written = {"id": who.id, "is_bot": who.is_bot, "first_name": who.first_name}
    return check(telegram.User, written | {key: value for key, value in optional.items() if value})


def me(bot: Account, *, reads_all: bool) -> Json:
    """Return the ``User`` that getMe answers with."""
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": reads_all,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return check(telegram.User, account(bot) | abilities)


def chat(which: Chat) -> Json:
    """Return a ``Chat``."""
    if which.kind == "private":
        person = account(which.person)
        names = {key: person[key] for key in ("first_name", "username") if key in person}
        return check(telegram.Chat, {"id": which.id, "type": "private"} | names)
    return check(telegram.Chat, {"id": which.id, "type": which.kind, "title": which.title})


def chat_full(which: Chat) -> Json:
    """Return a ``ChatFullInfo``."""
    return check(telegram.ChatFullInfo, chat(which) | _CHAT_FULL)


def member(who: Member) -> Json:
    """Return a ``ChatMember`` of the right kind."""
    written: Json = {"status": who.status, "user": account(who.account)}
    match who.status:
        case "creator":
            written["is_anonymous"] = False
        case "administrator":
            written |= {"can_be_edited": False, "is_anonymous": False} | dict.fromkeys(_RIGHTS, True)
        case "kicked":
            written["until_date"] = 0
    return check(telegram.ChatMember, written)


def message(which: Message, where: Chat, *, with_reply: bool = True) -> Json:
    """Return a ``Message``; one that it replies to is written without its own reply, as Telegram does."""
    written: Json = {
        "message_id": which.id,
        "from": account(which.sender),
        "chat": chat(where),
        "date": which.date,
    }
    replied = where.message(which.reply_to) if with_reply and which.reply_to else None
    if replied:
        written["reply_to_message"] = message(replied, where, with_reply=False)
        if which.quote:
            written["quote"] = quote(which.quote)
    if which.edit_date:
        written["edit_date"] = which.edit_date
    if which.service:
        who = account(which.service.account)
        written[which.service.kind] = [who] if which.service.kind == "new_chat_members" else who
        return check(telegram.Message, written)
    written["text"] = which.text
    if which.entities:
        written["entities"] = [entity.json() for entity in which.entities]
    if which.content.keyboard:
        written["reply_markup"] = keyboard(which.content.keyboard)
    return check(telegram.Message, written)


def quote(part: Quote) -> Json:
    """Return a ``TextQuote``."""
    entities = {"entities": [entity.json() for entity in part.entities]} if part.entities else {}
    return {"text": part.text, "position": part.position, "is_manual": True} | entities


def keyboard(rows: Keyboard) -> Json:
    """Return an ``InlineKeyboardMarkup``."""
    return {"inline_keyboard": [[_button(button) for button in row] for row in rows]}


def _button(button: Button) -> Json:
    value = {"text": button.value} if button.kind == "copy_text" else button.value
    return {"text": button.label, button.kind: value}


def tap(which: Tap, where: Chat) -> Json:
    """Return a ``CallbackQuery``."""
    written = {
        "id": which.id,
        "from": account(which.account),
        "message": message(which.message, where),
        "chat_instance": str(which.message.chat_id),
        "data": which.data,
    }
    return check(telegram.CallbackQuery, written)


def member_update(where: Chat, by: Account, before: Member, after: Member, date: int) -> Json:
    """Return a ``ChatMemberUpdated``; `date` is Unix time in seconds."""
    written = {
        "chat": chat(where),
        "from": account(by),
        "date": date,
        "old_chat_member": member(before),
        "new_chat_member": member(after),
    }
    return check(telegram.ChatMemberUpdated, written)
