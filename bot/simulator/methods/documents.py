"""Files: the bot sends documents, and downloads what people sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.simulator import wire
from bot.simulator.errors import bad_request, not_simulated
from bot.simulator.files import LARGEST_DOWNLOAD
from bot.simulator.keyboards import read_keyboard
from bot.simulator.methods.compose import read_caption, say
from bot.simulator.methods.method import method, writable_chat
from bot.simulator.methods.rights import check_may_send
from bot.simulator.model import Content

if TYPE_CHECKING:
    from bot.simulator.files import Attachment
    from bot.simulator.parameters import Parameters
    from bot.simulator.world import World


async def send_document(world: World, parameters: Parameters) -> dict[str, Any]:
    """Store a message of the bot with an uploaded document, or one that Telegram knows by its id."""
    chat = writable_chat(world, parameters)
    caption = read_caption(parameters)
    check_may_send(world, chat, "documents")
    document = _document(world, parameters)
    keyboard = read_keyboard(parameters.mapping("reply_markup"))
    content = Content(caption.text, caption.entities, keyboard, document)
    return say(world, chat, parameters, content, parameters.text("caption"))


def _document(world: World, parameters: Parameters) -> Attachment:
    upload = parameters.uploads.get("document")
    if upload is None:
        named = parameters.text("document")
        if not named:
            raise bad_request("there is no document in the request")
        if "://" in named:
            raise not_simulated("documents by URL or by attach://")
        known = world.files.by_id(named)
        if known is None:
            raise bad_request("wrong remote file identifier specified: Wrong string length")
        return known
    if not upload.data:
        raise bad_request("file must be non-empty")
    return world.files.keep("document", upload.name, upload.data)


async def get_file(world: World, parameters: Parameters) -> dict[str, Any]:
    """Return where a file can be downloaded."""
    found = world.files.by_id(parameters.text("file_id"))
    if found is None:
        raise bad_request("invalid file_id")
    if len(found.data) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return wire.file(found)


METHODS = (
    method(
        "sendDocument",
        send_document,
        "chat_id message_thread_id document caption parse_mode reply_parameters reply_markup "
        "disable_notification protect_content disable_content_type_detection",
    ),
    method("getFile", get_file, "file_id"),
)
