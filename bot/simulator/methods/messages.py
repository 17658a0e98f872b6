"""Sending, editing and deleting messages, and what happens around them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.simulator import wire
from bot.simulator.errors import bad_request
from bot.simulator.keyboards import read_keyboard
from bot.simulator.methods.compose import read_reply, read_text
from bot.simulator.methods.method import method, writable_chat
from bot.simulator.model import ADMINISTRATORS, CallbackAnswer, Content, Message

if TYPE_CHECKING:
    from bot.simulator.chats import Chat
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
CALLBACK_TEXT_LIMIT = 200
"""Characters of the answer to a tap."""


async def send_message(world: World, parameters: Parameters) -> dict[str, Any]:
    """Store a message of the bot."""
    chat = writable_chat(world, parameters)
    parsed = read_text(parameters)
    reply = read_reply(chat, parameters)
    content = Content(parsed.text, parsed.entities, read_keyboard(parameters.mapping("reply_markup")))
    message = Message(
        id=chat.next_id(),
        chat_id=chat.id,
        sender=world.bot,
        date=world.now(),
        content=content,
        raw=parameters.text("text"),
        reply_to=reply.message_id,
        quote=reply.quote,
    )
    return wire.message(world.say(chat, message), chat)


async def edit_message_text(world: World, parameters: Parameters) -> dict[str, Any]:
    """Replace the text of a message, and its buttons: without new ones it loses them."""
    chat = writable_chat(world, parameters)
    parsed = read_text(parameters)
    message = _own_message(world, chat, parameters)
    content = Content(parsed.text, parsed.entities, read_keyboard(parameters.mapping("reply_markup")))
    return _edited(world, chat, message, content, parameters.text("text"))


async def edit_message_reply_markup(world: World, parameters: Parameters) -> dict[str, Any]:
    """Replace the buttons of a message."""
    chat = writable_chat(world, parameters)
    message = _own_message(world, chat, parameters)
    content = Content(message.text, message.entities, read_keyboard(parameters.mapping("reply_markup")))
    return _edited(world, chat, message, content, message.raw)


def _own_message(world: World, chat: Chat, parameters: Parameters) -> Message:
    if "message_id" not in parameters.values:
        raise bad_request("message identifier is not specified")
    message = chat.message(parameters.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender != world.bot or message.service:
        raise bad_request("message can't be edited")
    return message


def _edited(world: World, chat: Chat, message: Message, content: Content, raw: str) -> dict[str, Any]:
    if content == message.content:
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message"
        )
    return wire.message(world.edit(chat, message, content, raw), chat)


async def delete_message(world: World, parameters: Parameters) -> bool:
    """Delete a message: the bot's own, any in a private chat, any as an administrator."""
    chat = writable_chat(world, parameters)
    message = chat.message(parameters.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    may = message.sender == world.bot or chat.kind == "private" or chat.status(world.bot) in ADMINISTRATORS
    if not may:
        raise bad_request("message can't be deleted")
    world.delete(chat, message)
    return True


async def send_chat_action(world: World, parameters: Parameters) -> bool:
    """Accept a chat action; the log of calls keeps it."""
    writable_chat(world, parameters)
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
        "chat_id message_id text parse_mode reply_markup link_preview_options",
    ),
    method("editMessageReplyMarkup", edit_message_reply_markup, "chat_id message_id reply_markup"),
    method("deleteMessage", delete_message, "chat_id message_id"),
    method("sendChatAction", send_chat_action, "chat_id message_thread_id action"),
    method("answerCallbackQuery", answer_callback_query, "callback_query_id text show_alert url cache_time"),
)
