"""The objects as the Bot API writes them in JSON; each is checked with python-telegram-bot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import telegram

from bot.simulator.channels import stand_in
from bot.simulator.checks import check
from bot.simulator.inline import chat_type

if TYPE_CHECKING:
    from bot.simulator.chats import Chat
    from bot.simulator.files import Attachment
    from bot.simulator.inline import InlineQuery, InlineResult
    from bot.simulator.model import Account, Button, Keyboard, Member, Message, Quote, ServiceEvent, Tap

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
_GROUP_RIGHTS = ("can_pin_messages",)
_FORUM_RIGHTS = ("can_manage_topics",)
_CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages")
_MEMBER_RIGHTS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
    "can_edit_tag",
    "can_react_to_messages",
)
_TOPIC_COLOUR = 0x6FB9F0
"""The first of the colours that the Bot API lists for the icons of topics."""
_PHOTO_SIZE = {"width": 1280, "height": 960}
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


def me(bot: Account, *, reads_all: bool, inline: bool) -> Json:
    """Return the ``User`` that getMe answers with."""
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": reads_all,
        "supports_inline_queries": inline,
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
    optional = {"username": which.username, "is_forum": which.is_forum}
    written = {"id": which.id, "type": which.kind, "title": which.title}
    return check(telegram.Chat, written | {key: value for key, value in optional.items() if value})


def chat_full(which: Chat) -> Json:
    """Return a ``ChatFullInfo``."""
    linked = {"linked_chat_id": which.linked.id} if which.linked else {}
    return check(telegram.ChatFullInfo, chat(which) | _CHAT_FULL | linked)


def member(who: Member, where: Chat) -> Json:
    """Return a ``ChatMember`` of the right kind."""
    written: Json = {"status": who.status, "user": account(who.account)}
    match who.status:
        case "creator":
            written["is_anonymous"] = who.is_anonymous
        case "administrator":
            written |= {"can_be_edited": False, "is_anonymous": who.is_anonymous} | _rights(who, where)
        case "restricted":
            written |= {"is_member": True, "until_date": 0} | dict.fromkeys(_MEMBER_RIGHTS, False)
        case "kicked":
            written["until_date"] = 0
    return check(telegram.ChatMember, written)


def _rights(who: Member, where: Chat) -> dict[str, bool]:
    """Return what an administrator may do; each kind of chat has rights of its own."""
    if where.kind == "channel":
        return dict.fromkeys(_RIGHTS, True) | dict.fromkeys(_CHANNEL_RIGHTS, who.can_post)
    forum = _FORUM_RIGHTS if where.is_forum else ()
    return dict.fromkeys((*_RIGHTS, *_GROUP_RIGHTS, *forum), True)


def message(which: Message, where: Chat, *, with_reply: bool = True) -> Json:
    """Return a ``Message``; one that it replies to is written without its own reply, as Telegram does."""
    written: Json = {"message_id": which.id, "chat": chat(where), "date": which.date}
    written |= _author(which, where) | _place(which)
    # What starts a topic counts as what all in it reply to, unless they reply to something else.
    replied_id = which.reply_to or (which.thread if which.in_topic else None)
    replied = where.message(replied_id) if with_reply and replied_id and replied_id != which.id else None
    if replied:
        written["reply_to_message"] = message(replied, where, with_reply=False)
        if which.quote:
            written["quote"] = quote(which.quote)
    if which.via_bot:
        written["via_bot"] = account(which.via_bot)
    if which.edit_date:
        written["edit_date"] = which.edit_date
    if which.service:
        return check(telegram.Message, written | _service(which.service))
    attached = which.content.attachment
    written |= attachment(attached) if attached else {}
    if which.text:
        written["caption" if attached else "text"] = which.text
    if which.entities:
        written["caption_entities" if attached else "entities"] = [entity.json() for entity in which.entities]
    if which.content.keyboard:
        written["reply_markup"] = keyboard(which.content.keyboard)
    return check(telegram.Message, written)


def _author(which: Message, where: Chat) -> Json:
    """Return who a message is from: nobody in a channel, an account of Telegram's where a chat is the sender."""
    shown = None if where.kind == "channel" else stand_in(which) or which.sender
    sender_chat = where if where.kind == "channel" else which.sender_chat
    written: Json = {"from": account(shown)} if shown else {}
    written |= {"sender_chat": chat(sender_chat)} if sender_chat else {}
    return written | ({"author_signature": which.signature} if which.signature and not which.origin else {})


def _place(which: Message) -> Json:
    """Return the thread that a message stands in, and the post that it forwards."""
    written: Json = {"message_thread_id": which.thread} if which.thread else {}
    written |= {"is_topic_message": True} if which.in_topic else {}
    if which.origin:
        origin = {
            "type": "channel",
            "chat": chat(which.origin.channel),
            "message_id": which.origin.message_id,
            "date": which.origin.date,
        }
        origin |= {"author_signature": which.origin.signature} if which.origin.signature else {}
        written |= {"is_automatic_forward": True, "forward_origin": origin}
    return written


def _service(event: ServiceEvent) -> Json:
    match event.kind:
        case "new_chat_members" if event.account:
            return {event.kind: [account(event.account)]}
        case "left_chat_member" if event.account:
            return {event.kind: account(event.account)}
        case "forum_topic_created":
            return {event.kind: {"name": event.name, "icon_color": _TOPIC_COLOUR}}
        case "migrate_to_chat_id" | "migrate_from_chat_id":
            return {event.kind: event.chat_id}
    return {event.kind: {}}


def attachment(which: Attachment) -> Json:
    """Return the field of a ``Message`` that carries a document or a photo."""
    written: Json = {"file_id": which.file_id, "file_unique_id": which.unique_id, "file_size": len(which.data)}
    if which.kind == "photo":
        return {"photo": [written | _PHOTO_SIZE]}
    return {"document": written | {"file_name": which.name, "mime_type": which.mime_type}}


def file(which: Attachment) -> Json:
    """Return a ``File``."""
    written = {
        "file_id": which.file_id,
        "file_unique_id": which.unique_id,
        "file_size": len(which.data),
        "file_path": which.path,
    }
    return check(telegram.File, written)


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
    inline_id = which.message.inline_id
    tapped = {"inline_message_id": inline_id} if inline_id else {"message": message(which.message, where)}
    written = tapped | {
        "id": which.id,
        "from": account(which.account),
        "chat_instance": str(which.message.chat_id),
        "data": which.data,
    }
    return check(telegram.CallbackQuery, written)


def inline_query(which: InlineQuery) -> Json:
    """Return an ``InlineQuery``."""
    written = {
        "id": which.id,
        "from": account(which.account),
        "query": which.query,
        "offset": which.offset,
        "chat_type": chat_type(which.chat),
    }
    return check(telegram.InlineQuery, written)


def chosen(result: InlineResult, who: Account, query: str, inline_id: str | None) -> Json:
    """Return a ``ChosenInlineResult``."""
    written = {"result_id": result.id, "from": account(who), "query": query}
    return check(telegram.ChosenInlineResult, written | ({"inline_message_id": inline_id} if inline_id else {}))


def member_update(where: Chat, by: Account, before: Member, after: Member, date: int) -> Json:
    """Return a ``ChatMemberUpdated``; `date` is Unix time in seconds."""
    written = {
        "chat": chat(where),
        "from": account(by),
        "date": date,
        "old_chat_member": member(before, where),
        "new_chat_member": member(after, where),
    }
    return check(telegram.ChatMemberUpdated, written)
