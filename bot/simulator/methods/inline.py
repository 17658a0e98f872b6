"""Answers to inline queries, and the messages that came of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.simulator.errors import bad_request, not_simulated
from bot.simulator.inline import InlineAnswer, InlineButton, InlineResult
from bot.simulator.keyboards import read_keyboard
from bot.simulator.methods.compose import read_text
from bot.simulator.methods.method import method
from bot.simulator.model import Content
from bot.simulator.parameters import Parameters

if TYPE_CHECKING:
    from bot.simulator.chats import Chat
    from bot.simulator.model import Message
    from bot.simulator.world import World

MOST_RESULTS = 50
ID_BYTES = 64
"""Of a result's id, and of ``next_offset``."""
CACHE_SECONDS = 300
"""What Telegram takes where the bot names no ``cache_time``."""
_START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")
_KNOWN = frozenset(
    [
        "type",
        "id",
        "title",
        "input_message_content",
        "reply_markup",
        "url",
        "description",
        "thumbnail_url",
        "thumbnail_width",
        "thumbnail_height",
    ]
)
_KNOWN_CONTENT = frozenset({"message_text", "parse_mode", "link_preview_options"})


async def answer_inline_query(world: World, parameters: Parameters) -> bool:
    """Show results to the person who asked, and keep them in the cache."""
    query = world.inline.open(parameters.text("inline_query_id"), world.clock.now())
    if query is None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    results = tuple(_result(written) for written in parameters.array("results") or [])
    if len(results) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len({result.id for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    next_offset = parameters.text("next_offset")
    if len(next_offset.encode()) > ID_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    answer = InlineAnswer(
        results,
        next_offset,
        _button(parameters.mapping("button")),
        parameters.flag("is_personal"),
        parameters.integer("cache_time", CACHE_SECONDS),
    )
    world.inline.answer(query, answer, world.clock.now())
    world.changes.tell()
    return True


def _result(written: object) -> InlineResult:
    if not isinstance(written, dict):
        raise bad_request("can't parse inline query result: InlineQueryResult must be an Object")
    if written.get("type") != "article":
        raise not_simulated(f"inline results of the type {written.get('type')}")
    _check_known(written, _KNOWN, "inline results")
    result_id = _required(written, "id")
    if not 0 < len(result_id.encode()) <= ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    title = _required(written, "title")
    content = written.get("input_message_content")
    if not isinstance(content, dict):
        raise bad_request("can't parse inline query result: Can't find field \"input_message_content\"")
    _check_known(content, _KNOWN_CONTENT, "input_message_content")
    raw = _required(content, "message_text")
    parsed = read_text(Parameters({"text": raw, "parse_mode": content.get("parse_mode", "")}))
    return InlineResult(
        id=result_id,
        title=title,
        content=Content(parsed.text, parsed.entities, read_keyboard(written.get("reply_markup"))),
        raw=raw,
        description=str(written.get("description", "")),
        url=written.get("url"),
        thumbnail_url=written.get("thumbnail_url"),
    )


def _check_known(written: dict[str, Any], known: frozenset[str], what: str) -> None:
    unknown = written.keys() - known
    if unknown:
        raise not_simulated(f"{what} with {', '.join(sorted(unknown))}")


def _required(written: dict[str, Any], name: str) -> str:
    value = written.get(name)
    if value is None:
        raise bad_request(f"can't parse inline query result: Can't find field \"{name}\"")
    if not isinstance(value, str):
        raise bad_request(f'can\'t parse inline query result: Field "{name}" must be of type String')
    return value


def _button(written: dict[str, Any] | None) -> InlineButton | None:
    if written is None:
        return None
    _check_known(written, frozenset({"text", "start_parameter"}), "inline buttons")
    start = str(written.get("start_parameter", ""))
    if not _START_PARAMETER.fullmatch(start):
        raise bad_request("START_PARAM_INVALID")
    return InlineButton(_required(written, "text"), start)


def inline_message(world: World, parameters: Parameters) -> tuple[Chat, Message]:
    """Return the message that ``inline_message_id`` names, wherever it stands.

    Raises:
        ApiError: there is no such message.

    """
    chat_id, message_id = world.inline.messages.get(parameters.text("inline_message_id"), (0, 0))
    chat = world.chats.get(chat_id)
    message = chat.message(message_id) if chat else None
    if chat is None or message is None:
        raise bad_request("MESSAGE_ID_INVALID")
    return chat, message


METHODS = (
    method(
        "answerInlineQuery",
        answer_inline_query,
        "inline_query_id results cache_time is_personal next_offset button",
    ),
)
