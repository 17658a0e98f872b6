from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram.error import BadRequest

from bot.simulator import Entity
from bot.simulator.files import LARGEST_DOWNLOAD

if TYPE_CHECKING:
    from telegram import Bot

    from bot.simulator import Chat, Person, Simulator

    from .api import Api

ARTICLE = b"Die Mole von Lindmoor steht."
MARKUP = InlineKeyboardMarkup.from_button(InlineKeyboardButton("Mehr", callback_data="1"))


async def test_document_can_be_downloaded(bot: Bot, anna: Person, private: Chat) -> None:
    """A document from a person carries name, type, size and caption, and its content comes back byte for byte."""
    await anna.sends_document(private, "mole.txt", ARTICLE, caption="/add Die Mole")
    (update,) = await bot.get_updates()

    message = update.message
    assert message is not None
    assert message.document is not None
    assert (message.document.file_name, message.document.mime_type) == ("mole.txt", "text/plain")
    assert message.document.file_size == len(ARTICLE)
    assert (message.text, message.caption) == (None, "/add Die Mole")
    assert [(entity.type, entity.length) for entity in message.caption_entities] == [("bot_command", 4)]
    file = await message.document.get_file()
    assert bytes(await file.download_as_bytearray()) == ARTICLE
    assert file.file_size == len(ARTICLE)


async def test_photo(bot: Bot, anna: Person, private: Chat) -> None:
    """A photo from a person can be downloaded, and needs no caption."""
    await anna.sends_photo(private, b"JPEG")
    (update,) = await bot.get_updates()

    assert update.message is not None
    assert (update.message.caption, len(update.message.photo)) == (None, 1)
    file = await update.message.photo[0].get_file()
    assert bytes(await file.download_as_bytearray()) == b"JPEG"


async def test_largest_download(bot: Bot, api: Api, anna: Person, private: Chat, telegram: Simulator) -> None:
    """A file of 20 MB can be downloaded, one that is larger by a byte not, in Telegram's words."""
    largest = await anna.sends_document(private, "a.bin", bytes(LARGEST_DOWNLOAD))
    too_large = await anna.sends_document(private, "b.bin", bytes(LARGEST_DOWNLOAD + 1))
    assert largest.content.attachment is not None
    assert too_large.content.attachment is not None

    assert LARGEST_DOWNLOAD == 20 * 1024 * 1024
    assert (await bot.get_file(largest.content.attachment.file_id)).file_size == LARGEST_DOWNLOAD
    refusal = await api.refusal("getFile", file_id=too_large.content.attachment.file_id)
    assert refusal == (400, "Bad Request: file is too big")
    base = telegram.file_url + telegram.token
    async with api.session.get(f"{base}/{too_large.content.attachment.path}") as response:
        assert response.status == 404


async def test_unknown_files(api: Api, telegram: Simulator) -> None:
    """An unknown id is refused, an unknown path not found, and a wrong token unauthorized."""
    assert await api.refusal("getFile", file_id="1") == (400, "Bad Request: invalid file_id")
    for token, status in ((telegram.token, 404), ("1:wrong", 401)):
        async with api.session.get(f"{telegram.file_url}{token}/documents/file_0.txt") as response:
            assert (response.status, (await response.json())["error_code"]) == (status, status)


async def test_caption_is_edited(bot: Bot, anna: Person, private: Chat) -> None:
    """Editing a person's document changes the caption and keeps the file."""
    sent = await anna.sends_document(private, "mole.txt", ARTICLE, caption="Die Mole")
    await anna.edits(sent, "Die neue Mole")
    edit = (await bot.get_updates())[1].edited_message

    assert edit is not None
    assert edit.document is not None
    assert (edit.caption, edit.document.file_name) == ("Die neue Mole", "mole.txt")
    with pytest.raises(ValueError, match="A caption has at most 1024 characters, not 1025"):
        await anna.sends_document(private, "mole.txt", ARTICLE, caption="x" * 1025)


async def test_captions_follow_privacy_mode(anna: Person, group: Chat, telegram: Simulator) -> None:
    """A command in a caption counts as one, and a document without one does not reach a bot in privacy mode."""
    await anna.sends_document(group, "a.txt", ARTICLE, caption="Die Mole")
    await anna.sends_document(group, "b.txt", ARTICLE, caption="/add@article_bot")

    assert [update["message"]["document"]["file_name"] for update in telegram.updates.pending] == ["b.txt"]


async def test_bot_sends_a_document(bot: Bot, private: Chat, telegram: Simulator) -> None:
    """The bot's document is stored with content, caption, entities and buttons, and can be sent again by its id."""
    sent = await bot.send_document(
        private.id, ARTICLE, caption="<b>Mole</b>", filename="mole.txt", parse_mode="HTML", reply_markup=MARKUP
    )

    stored = private.last_from_bot
    assert stored is not None
    assert stored.content.attachment is not None
    assert (stored.content.attachment.name, stored.content.attachment.data) == ("mole.txt", ARTICLE)
    assert (stored.text, stored.entities, stored.labels) == ("Mole", (Entity("bold", 0, 4),), ("Mehr",))
    assert sent.document is not None
    assert (sent.caption, sent.document.file_name) == ("Mole", "mole.txt")
    assert telegram.calls.of("sendDocument")[0].parameters["document"] == "mole.txt"
    again = await bot.send_document(private.id, sent.document.file_id)
    assert again.document == sent.document


async def test_bot_edits_a_caption(api: Api, bot: Bot, private: Chat) -> None:
    """A caption and a text are edited each by its own method, and both can lose their buttons."""
    document = await bot.send_document(private.id, ARTICLE, caption="a", filename="a.txt", reply_markup=MARKUP)
    text = await bot.send_message(private.id, "a")
    edited = await bot.edit_message_caption(private.id, document.message_id, caption="b", reply_markup=MARKUP)

    assert isinstance(edited, Message)
    assert (edited.caption, edited.document) == ("b", document.document)
    bare = await bot.edit_message_reply_markup(private.id, document.message_id)
    assert isinstance(bare, Message)
    assert (bare.caption, bare.reply_markup) == ("b", None)
    target = {"chat_id": private.id, "message_id": document.message_id}
    assert await api.refusal("editMessageText", **target, text="c") == (
        400,
        "Bad Request: there is no text in the message to edit",
    )
    assert await api.refusal("editMessageCaption", chat_id=private.id, message_id=text.message_id, caption="c") == (
        400,
        "Bad Request: there is no caption in the message to edit",
    )


@pytest.mark.parametrize(
    ("parameters", "refusal"),
    [
        ({}, (400, "Bad Request: there is no document in the request")),
        (
            {"document": "1"},
            (400, "Bad Request: wrong remote file identifier specified: Wrong string length"),
        ),
        (
            {"document": "https://lindmoor.example/mole.pdf"},
            (
                501,
                "Not Implemented: the simulator does not know documents by URL or by attach://",
            ),
        ),
        ({"document": "1", "caption": "x" * 1025}, (400, "Bad Request: message caption is too long")),
    ],
)
async def test_refused_documents(api: Api, private: Chat, parameters: dict[str, str], refusal: tuple[int, str]) -> None:
    """A document that is missing, unknown or has a long caption is refused, and nothing is stored."""
    assert await api.refusal("sendDocument", chat_id=private.id, **parameters) == refusal
    assert private.from_bot == ()


async def test_empty_document_is_refused(bot: Bot, private: Chat) -> None:
    """Telegram takes no empty files."""
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await bot.send_document(private.id, b"", filename="a.txt")
