"""What a bot sends: its text or caption, the thread that it goes to, and the message that it replies to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.simulator import html_text, wire
from bot.simulator.errors import bad_request, not_simulated
from bot.simulator.methods.rights import read_thread
from bot.simulator.model import Message, Quote
from bot.simulator.text import CAPTION_LIMIT, TEXT_LIMIT, FormattedText, clipped, utf16_length, with_found_entities

if TYPE_CHECKING:
    from bot.simulator.chats import Chat
    from bot.simulator.model import Content
    from bot.simulator.parameters import Parameters
    from bot.simulator.world import World

_IN_QUOTES = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji"})
"""The entities that a quote must share with the message that it is from."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a message replies to, if anything."""

    message: Message | None = None
    quote: Quote | None = None


def say(world: World, chat: Chat, parameters: Parameters, content: Content, raw: str) -> dict[str, Any]:
    """Store a new message of the bot where the parameters say, and return it as the Bot API does.

    Raises:
        ApiError: there is no such thread, or no such message to reply to.

    """
    thread = read_thread(world, chat, parameters)
    reply = read_reply(chat, parameters)
    if thread and reply.message and thread not in {reply.message.thread, reply.message.id}:
        raise not_simulated("replies to another thread")
    thread = thread or (chat.thread_of_replies(reply.message) if reply.message else None)
    message = Message(
        id=chat.next_id(),
        chat_id=chat.id,
        sender=world.bot,
        date=world.now(),
        content=content,
        raw=raw,
        reply_to=reply.message.id if reply.message else None,
        quote=reply.quote,
        signature=world.bot.first_name if chat.signed else None,
        thread=thread,
        in_topic=thread in chat.topics,
    )
    return wire.message(world.say(chat, message), chat)


def read_text(parameters: Parameters) -> FormattedText:
    """Return the parsed ``text``.

    Raises:
        ApiError: it cannot be parsed, or is empty or too long after parsing.

    """
    parsed = _parsed(parameters.text("text"), parameters.text("parse_mode"))
    if not parsed.text:
        raise bad_request("message text is empty")
    if len(parsed.text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return parsed


def read_caption(parameters: Parameters) -> FormattedText:
    """Return the parsed ``caption``, which may be empty.

    Raises:
        ApiError: it cannot be parsed, or is too long after parsing.

    """
    parsed = _parsed(parameters.text("caption"), parameters.text("parse_mode"))
    if len(parsed.text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return parsed


def _parsed(text: str, parse_mode: str) -> FormattedText:
    """Return a text as Telegram shows it: what it finds in it by itself is added."""
    marked = _marked(text, parse_mode)
    return with_found_entities(marked.text, marked.entities)


def _marked(text: str, parse_mode: str) -> FormattedText:
    if not parse_mode:
        return FormattedText(text).trimmed()
    if parse_mode.lower() in {"markdown", "markdownv2"}:
        raise not_simulated(f"parse_mode {parse_mode}")
    if parse_mode.lower() != "html":
        raise bad_request("unsupported parse_mode")
    try:
        return html_text.parse(text)
    except html_text.HtmlError as error:
        raise bad_request(f"can't parse entities: {error}") from error


def read_reply(chat: Chat, parameters: Parameters) -> Reply:
    """Return what the ``reply_parameters`` name; nothing where the bot sends without a reply as well.

    Raises:
        ApiError: the message is unknown, or the quote is not in it.

    """
    asked = parameters.mapping("reply_parameters")
    if asked is None:
        return Reply()
    if asked.get("chat_id", chat.id) != chat.id:
        raise not_simulated("replies to another chat")
    replied = chat.message(int(asked.get("message_id", 0)))
    if replied is None:
        if asked.get("allow_sending_without_reply"):
            return Reply()
        raise bad_request("message to be replied not found")
    return Reply(replied, _read_quote(replied, asked))


def _read_quote(replied: Message, asked: dict[str, Any]) -> Quote | None:
    if "quote_entities" in asked:
        raise not_simulated("quote_entities")
    if not asked.get("quote"):
        return None
    quoted = _parsed(str(asked["quote"]), str(asked.get("quote_parse_mode", "")))
    wanted = tuple(entity for entity in quoted.entities if entity.kind in _IN_QUOTES)
    present = tuple(entity for entity in replied.entities if entity.kind in _IN_QUOTES)
    at = replied.text.find(quoted.text)
    while at >= 0 and quoted.text:
        start = utf16_length(replied.text[:at])
        if clipped(present, start, start + utf16_length(quoted.text)) == wanted:
            return Quote(quoted.text, wanted, start)
        at = replied.text.find(quoted.text, at + 1)
    raise bad_request("QUOTE_TEXT_INVALID")
