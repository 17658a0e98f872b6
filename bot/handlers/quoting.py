"""Which words of a message an answer quotes: those that were asked. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from telegram import MessageEntity

if TYPE_CHECKING:
    from telegram import Message

MAX_QUOTE = 1024
"""UTF-16 code units (Bot API, ReplyParameters.quote)."""
_ADDRESSES = {MessageEntity.MENTION, MessageEntity.TEXT_MENTION, MessageEntity.BOT_COMMAND}
_KEPT_IN_QUOTES = {
    MessageEntity.BOLD,
    MessageEntity.ITALIC,
    MessageEntity.UNDERLINE,
    MessageEntity.STRIKETHROUGH,
    MessageEntity.SPOILER,
    MessageEntity.CUSTOM_EMOJI,
}
"""A quotation must have these where the message has them, or Telegram refuses it."""


def quote_of(message: Message, question: str) -> str | None:
    """Return the words of a message that are the question, as they stand in it; None if there is nothing to quote.

    Where the question is in several pieces, because a mention stands in the midst of it, the longest piece is quoted.
    Words that are marked up are not: a reply without a quotation is better than a second attempt.

    """
    text = message.text or message.caption or ""
    entities = message.entities or message.caption_entities
    units = text.encode("utf-16-le")
    spaced = r"\s+".join(re.escape(word) for word in question.split())
    found = re.search(spaced, text) if spaced else None
    if found is not None:
        start = len(text[: found.start()].encode("utf-16-le")) // 2
        words = found.group()
    else:
        start, words = _longest_piece(units, [one for one in entities if one.type in _ADDRESSES])
        if not set(words.split()) & set(question.split()):
            return None
    words = _shortened(words)
    end = start + len(words.encode("utf-16-le")) // 2
    marked = any(
        one.type in _KEPT_IN_QUOTES and one.offset < end and start < one.offset + one.length for one in entities
    )
    return words if words and not marked else None


def _longest_piece(units: bytes, addresses: list[MessageEntity]) -> tuple[int, str]:
    """Return where the longest piece of a text between addresses begins, in code units, and its words."""
    best, start = (0, ""), 0
    ends = [(one.offset, one.offset + one.length) for one in sorted(addresses, key=lambda one: one.offset)]
    for end, following in [*ends, (len(units) // 2, 0)]:
        piece = units[2 * start : 2 * end].decode("utf-16-le")
        words = piece.strip()
        if len(words) > len(best[1]):
            # White space is one code unit a character.
            best = start + len(piece) - len(piece.lstrip()), words
        start = following
    return best


def _shortened(words: str) -> str:
    """Return as much of some words as a quotation may have, up to the end of a word."""
    encoded = words.encode("utf-16-le")
    if len(encoded) <= 2 * MAX_QUOTE:
        return words
    # Half of a character that is two units long is left out.
    cut = encoded[: 2 * MAX_QUOTE].decode("utf-16-le", errors="ignore")
    space = max(cut.rfind(" "), cut.rfind("\n"))
    return (cut[:space] if space > 0 else cut).rstrip()
