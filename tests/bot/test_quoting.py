from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from telegram import Chat, Message, MessageEntity

from bot.handlers.quoting import MAX_QUOTE, quote_of

KINDS = {"/": MessageEntity.BOT_COMMAND, "@": MessageEntity.MENTION}


def written(text: str, *entities: MessageEntity) -> Message:
    """Return a message with its commands and mentions marked as Telegram marks them."""
    found = [
        MessageEntity(KINDS[match[0][0]], len(text[: match.start()].encode("utf-16-le")) // 2, len(match[0]))
        for match in re.finditer(r"[/@]\w+(?:@\w+)?", text)
    ]
    return Message(1, datetime.now(UTC), Chat(-1, Chat.GROUP), text=text, entities=[*found, *entities])


@pytest.mark.parametrize(
    ("text", "question", "quote"),
    [
        ("/ask@a_bot Wer baut die Mole?", "Wer baut die Mole?", "Wer baut die Mole?"),
        ("/ask  Wer\nbaut   die Mole?", "Wer baut die Mole?", "Wer\nbaut   die Mole?"),
        ("🦆 @a_bot @ben Wer baut 🦆 die Mole?", "🦆  @ben Wer baut 🦆 die Mole?", "Wer baut 🦆 die Mole?"),
        ("Wer baut @a_bot die neue Mole?", "Wer baut  die neue Mole?", "die neue Mole?"),
        ("/ask@a_bot", "Was ein anderer schrieb", None),
        ("@a_bot", "", None),
        ("?!", "?!", "?!"),
    ],
)
def test_words_of_the_question(text: str, question: str, quote: str | None) -> None:
    """An answer quotes what was asked, exactly as it stands in the message, without whom it addresses."""
    found = quote_of(written(text), question)
    assert found == quote
    assert found is None or found in text


def test_long_question_is_cut_at_a_word() -> None:
    """A quotation has 1024 UTF-16 units at most, and ends with a whole word."""
    text = "🦆🦆🦆 Mole " * 300
    found = quote_of(written(text), text)
    assert found is not None
    assert len(found.encode("utf-16-le")) // 2 == MAX_QUOTE - 5
    assert text.startswith(f"{found} ")


def test_marked_words_are_not_quoted() -> None:
    """Words in bold are not quoted: Telegram refuses a quotation without its marks. Bold elsewhere does not matter."""
    text = "/ask Wer baut die Mole?"
    assert quote_of(written(text, MessageEntity(MessageEntity.BOLD, 9, 4)), "Wer baut die Mole?") is None
    assert quote_of(written(text, MessageEntity(MessageEntity.BOLD, 0, 4)), "Wer baut die Mole?") == text[5:]
