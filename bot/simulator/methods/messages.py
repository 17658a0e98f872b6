"""Sending, editing and deleting messages, and what happens around them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from telegram.constants import ReactionEmoji

from bot.simulator import wire
from bot.simulator.errors import bad_request, not_simulated
from bot.simulator.keyboards import read_keyboard
from bot.simulator.methods.compose import read_caption, read_text, say
from bot.simulator.methods.inline import inline_message
from bot.simulator.methods.method import method, writable_chat
from bot.simulator.methods.rights import check_may_send, read_thread
from bot.simulator.model import ADMINISTRATORS, CallbackAnswer, Content

if TYPE_CHECKING:
    from bot.simulator.chats import Chat
    from bot.simulator.model import Message
    from bot.simulator.parameters import Parameters
    from bot.simulator.world import World

ACTIONS = frozenset(
    {
        "choose_sticker",
        "find_location",
        "record_video",
        "record_video_note",
        "record_voice",
        "typing",
        "upload_document",
        "upload_photo",
        "upload_video",
        "upload_video_note",
        "upload_voice",
    }
)
EMOJI = frozenset(emoji.value for emoji in ReactionEmoji)
"""What a reaction can be."""
MOST_DELETED = 100
"""Messages of one call."""
CALLBACK_TEXT_LIMIT = 200
"""Characters of the answer to a tap."""


async def send_message(world: World, parameters: Parameters) -> dict[str, Any]:
    """Store a message of the bot."""
    chat = writable_chat(world, parameters)
    parsed = read_text(parameters)
    check_may_send(world, chat, "text messages")
    content = Content(parsed.text, parsed.entities, read_keyboard(parameters.mapping("reply_markup")))
    return say(world, chat, parameters, content, parameters.text("text"))


async def edit_message_text(world: World, parameters: Parameters) -> dict[str, Any] | bool:
    """Replace the text of a message, and its buttons: without new ones it loses them."""
    chat, message = _named_message(world, parameters)
    parsed = read_text(parameters)
    if message.content.attachment:
        raise bad_request("there is no text in the message to edit")
    content = Content(parsed.text, parsed.entities, read_keyboard(parameters.mapping("reply_markup")))
    return _edited(world, chat, message, content, parameters.text("text"))


async def edit_message_caption(world: World, parameters: Parameters) -> dict[str, Any] | bool:
    """Replace the caption of a document, and its buttons."""
    chat = writable_chat(world, parameters)
    parsed = read_caption(parameters)
    message = _own_message(world, chat, parameters)
    if not message.content.attachment:
        raise bad_request("there is no caption in the message to edit")
    keyboard = read_keyboard(parameters.mapping("reply_markup"))
    content = Content(parsed.text, parsed.entities, keyboard, message.content.attachment)
    return _edited(world, chat, message, content, parameters.text("caption"))


async def edit_message_reply_markup(world: World, parameters: Parameters) -> dict[str, Any] | bool:
    """Replace the buttons of a message."""
    chat, message = _named_message(world, parameters)
    content = replace(message.content, keyboard=read_keyboard(parameters.mapping("reply_markup")))
    return _edited(world, chat, message, content, message.raw)


def _named_message(world: World, parameters: Parameters) -> tuple[Chat, Message]:
    """Return the message that ``inline_message_id``, or the chat and ``message_id``, name."""
    if parameters.text("inline_message_id"):
        return inline_message(world, parameters)
    chat = writable_chat(world, parameters)
    return chat, _own_message(world, chat, parameters)


def _own_message(world: World, chat: Chat, parameters: Parameters) -> Message:
    if "message_id" not in parameters.values:
        raise bad_request("message identifier is not specified")
    message = chat.message(parameters.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender != world.bot or message.service:
        raise bad_request("message can't be edited")
    return message


def _edited(world: World, chat: Chat, message: Message, content: Content, raw: str) -> dict[str, Any] | bool:
    if content == message.content:
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message"
        )
    edited = world.edit(chat, message, content, raw)
    # Telegram tells nothing of the chat that an inline message stands in.
    return wire.message(edited, chat) if edited.sender == world.bot else True


async def delete_message(world: World, parameters: Parameters) -> bool:
    """Delete a message: the bot's own, any in a private chat, any as an administrator."""
    chat = writable_chat(world, parameters)
    message = chat.message(parameters.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    _delete(world, chat, message)
    return True


async def delete_messages(world: World, parameters: Parameters) -> bool:
    """Delete several messages; those that are not there are skipped."""
    chat = writable_chat(world, parameters)
    ids = parameters.array("message_ids") or []
    if not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > MOST_DELETED:
        raise bad_request("too many message identifiers specified")
    for message in filter(None, map(chat.message, ids)):
        _delete(world, chat, message)
    return True


def _delete(world: World, chat: Chat, message: Message) -> None:
    may = message.sender == world.bot or chat.kind == "private" or chat.status(world.bot) in ADMINISTRATORS
    if not may:
        raise bad_request("message can't be deleted")
    world.delete(chat, message)


async def set_message_reaction(world: World, parameters: Parameters) -> bool:
    """Put the bot's reaction on a message, or take it back: a bot has one for each message."""
    chat = writable_chat(world, parameters)
    message = chat.message(parameters.integer("message_id"))
    if message is None:
        raise bad_request("message to react not found")
    reactions = parameters.array("reaction") or []
    if any(not isinstance(each, dict) or each.get("type") != "emoji" for each in reactions):
        raise not_simulated("reactions other than emoji")
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    emoji = reactions[0].get("emoji") if reactions else None
    if emoji and emoji not in EMOJI:
        raise bad_request("REACTION_INVALID")
    world.react(chat, message, emoji)
    return True


async def send_chat_action(world: World, parameters: Parameters) -> bool:
    """Accept a chat action; the log of calls keeps it."""
    chat = writable_chat(world, parameters)
    read_thread(world, chat, parameters)
    if parameters.text("action").lower() not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


async def answer_callback_query(world: World, parameters: Parameters) -> bool:
    """Answer a tap, once."""
    tap = world.taps.get(parameters.text("callback_query_id"))
    if tap is None or tap.answer is not None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text = parameters.text("text")
    if len(text) > CALLBACK_TEXT_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    url = parameters.text("url")
    world.answer(tap, CallbackAnswer(text or None, parameters.flag("show_alert"), url or None))
    return True


METHODS = (
    method(
        "sendMessage",
        send_message,
        "chat_id message_thread_id text parse_mode reply_parameters reply_markup "
        "link_preview_options disable_notification protect_content",
    ),
    method(
        "editMessageText",
        edit_message_text,
        "chat_id message_id inline_message_id text parse_mode reply_markup link_preview_options",
    ),
    method("editMessageCaption", edit_message_caption, "chat_id message_id caption parse_mode reply_markup"),
    method("editMessageReplyMarkup", edit_message_reply_markup, "chat_id message_id inline_message_id reply_markup"),
    method("deleteMessage", delete_message, "chat_id message_id"),
    method("deleteMessages", delete_messages, "chat_id message_ids"),
    method("setMessageReaction", set_message_reaction, "chat_id message_id reaction is_big"),
    method("sendChatAction", send_chat_action, "chat_id message_thread_id action"),
    method("answerCallbackQuery", answer_callback_query, "callback_query_id text show_alert url cache_time"),
)
