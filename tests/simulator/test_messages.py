from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from telegram import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    MessageEntity,
    ReplyParameters,
)
from telegram.error import BadRequest

from bot.simulator import Button, Content, Entity, Quote

if TYPE_CHECKING:
    from telegram import Bot

    from bot.simulator import Chat, Person, Simulator

    from .api import Api

MARKUP = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("Mehr", callback_data="more:1")],
        [
            InlineKeyboardButton("Quelle", url="https://lindmoor.example/mole"),
            InlineKeyboardButton("Kopieren", copy_text=CopyTextButton("Die Mole steht.")),
        ],
    ]
)
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def keyboard(**button: object) -> dict[str, object]:
    """Return the JSON of a keyboard of one button."""
    return {"inline_keyboard": [[{"text": "Mehr", **button}]]}


async def test_sent_message_is_stored_and_returned(bot: Bot, private: Chat) -> None:
    """A sent message is stored with plain text, entities, raw HTML and buttons, and comes back as the same."""
    html = "🚢 <b>Mole</b> &amp; Kai"
    sent = await bot.send_message(private.id, html, parse_mode="HTML", reply_markup=MARKUP)

    stored = private.last_from_bot
    assert stored is not None
    assert (stored.id, stored.text, stored.raw) == (2, "🚢 Mole & Kai", html)
    assert stored.entities == (Entity("bold", 3, 4),)
    assert stored.buttons == (
        Button("Mehr", "callback_data", "more:1"),
        Button("Quelle", "url", "https://lindmoor.example/mole"),
        Button("Kopieren", "copy_text", "Die Mole steht."),
    )
    assert (sent.message_id, sent.text, sent.reply_markup) == (2, "🚢 Mole & Kai", MARKUP)
    assert sent.entities == (MessageEntity("bold", 3, 4),)
    assert sent.from_user is not None
    assert sent.from_user.username == "article_bot"


async def test_commands_are_found_in_what_the_bot_says(bot: Bot, private: Chat) -> None:
    """In the bot's messages too, Telegram finds commands, mentions and addresses, but for those in code and links."""
    html = "/help <b>@anna</b> <code>/ask</code> <a href='https://a.example'>/quotes</a>"
    await bot.send_message(private.id, html, parse_mode="HTML")
    stored = private.last_from_bot
    assert stored is not None
    assert stored.entities == (
        Entity("bot_command", 0, 5),
        Entity("mention", 6, 5),
        Entity("bold", 6, 5),
        Entity("code", 12, 4),
        Entity("text_link", 17, 7, "https://a.example/"),
    )


async def test_text_without_parse_mode_is_literal(bot: Bot, private: Chat) -> None:
    """Without a parse mode tags are text."""
    await bot.send_message(private.id, "<b>Mole")

    assert private.last_from_bot is not None
    assert private.last_from_bot.text == "<b>Mole"


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        ({"text": ""}, "message text is empty"),
        ({}, "message text is empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "x", "parse_mode": "BBCode"}, "unsupported parse_mode"),
        (
            {"text": "<p>x</p>", "parse_mode": "HTML"},
            'can\'t parse entities: Unsupported start tag "p" at byte offset 0',
        ),
        ({"text": "x", "message_thread_id": 3}, "message thread not found"),
        ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"text": "x", "reply_parameters": {"message_id": 1, "quote": "Start"}}, "QUOTE_TEXT_INVALID"),
        ({"text": "x", "reply_markup": keyboard(callback_data="ü" * 33)}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": keyboard(callback_data="")}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": keyboard(copy_text={"text": "x" * 257})}, "BUTTON_COPY_TEXT_INVALID"),
        (
            {"text": "x", "reply_markup": keyboard(url="http://localhost")},
            "inline keyboard button URL 'http://localhost' is invalid: Wrong HTTP URL",
        ),
        (
            {"text": "x", "reply_markup": keyboard()},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]] * 101}},
            "reply markup is too long",
        ),
        ({"text": "x", "reply_markup": "no JSON"}, "can't parse reply markup JSON object"),
    ],
)
async def test_refused_messages(api: Api, private: Chat, parameters: dict[str, object], description: str) -> None:
    """What Telegram refuses is refused with 400 and its text, and nothing is stored."""
    refusal = await api.refusal("sendMessage", chat_id=private.id, **parameters)

    assert refusal == (400, f"Bad Request: {description}")
    assert private.from_bot == ()


@pytest.mark.parametrize(
    "parameters",
    [
        {"text": "x" * 4096},
        {"text": f"<b>{'🚢' * 4094}</b>&lt;&gt;", "parse_mode": "HTML"},
        {"text": "x", "reply_markup": keyboard(callback_data="ü" * 32)},
        {"text": "x", "reply_markup": keyboard(copy_text={"text": "x" * 256})},
    ],
)
async def test_limits_are_reached(api: Api, private: Chat, parameters: dict[str, object]) -> None:
    """The limits themselves are allowed: 4096 code points after parsing, 64 bytes, 256 characters."""
    result = await api.result("sendMessage", chat_id=private.id, **parameters)

    assert result["message_id"] == 2


@pytest.mark.parametrize(
    ("parameters", "what"),
    [
        ({"text": "x", "parse_mode": "MarkdownV2"}, "parse_mode MarkdownV2"),
        ({"text": "x", "message_effect_id": "7"}, "parameter message_effect_id of sendMessage"),
        ({"text": "x", "reply_markup": {"force_reply": True}}, "reply_markup force_reply"),
        ({"text": "x", "reply_markup": keyboard(pay=True)}, "inline buttons with pay"),
    ],
)
async def test_unknown_features_are_loud(api: Api, private: Chat, parameters: dict[str, object], what: str) -> None:
    """A feature that the simulator lacks is refused with 501 instead of being silently left out."""
    refusal = await api.refusal("sendMessage", chat_id=private.id, **parameters)

    assert refusal == (501, f"Not Implemented: the simulator does not know {what}")


async def test_reply_with_a_quote(bot: Bot, anna: Person, private: Chat) -> None:
    """A reply carries the replied message and the quote with its place in UTF-16 units."""
    question = await anna.sends(private, "🚢 Wer baut die Mole?")
    parameters = ReplyParameters(question.id, quote="die Mole")
    sent = await bot.send_message(private.id, "Die Stadt.", reply_parameters=parameters)

    stored = private.last_from_bot
    assert stored is not None
    assert (stored.reply_to, stored.quote) == (question.id, Quote("die Mole", (), 12))
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "🚢 Wer baut die Mole?"
    assert sent.quote is not None
    assert (sent.quote.text, sent.quote.position) == ("die Mole", 12)


async def test_quote_shares_the_formatting(api: Api, bot: Bot, private: Chat) -> None:
    """A quote is found only with the bold and italic that it has in the message."""
    sent = await bot.send_message(private.id, "die Mole, die <b>Mole</b>", parse_mode="HTML")
    parameters = {"message_id": sent.message_id, "quote": "<b>Mole</b>", "quote_parse_mode": "HTML"}
    formatted = await api.result("sendMessage", chat_id=private.id, text="x", reply_parameters=parameters)
    refused = {"message_id": sent.message_id, "quote": "<i>Mole</i>", "quote_parse_mode": "HTML"}
    refusal = await api.refusal("sendMessage", chat_id=private.id, text="x", reply_parameters=refused)

    assert formatted["quote"]["position"] == 14
    assert refusal == (400, "Bad Request: QUOTE_TEXT_INVALID")


async def test_reply_to_a_lost_message_may_go_without(bot: Bot, private: Chat) -> None:
    """With allow_sending_without_reply an unknown message costs the reply, not the message."""
    parameters = ReplyParameters(99, allow_sending_without_reply=True, quote="x")
    sent = await bot.send_message(private.id, "Die Stadt.", reply_parameters=parameters)

    assert sent.reply_to_message is None


async def test_edit_keeps_the_history(bot: Bot, private: Chat) -> None:
    """An edit replaces text and buttons, and what the message showed before is kept."""
    sent = await bot.send_message(private.id, "1 %", reply_markup=MARKUP)
    before = private.last_from_bot
    assert before is not None
    edited = await bot.edit_message_text("<b>2 %</b>", private.id, sent.message_id, parse_mode="HTML")

    stored = private.last_from_bot
    assert stored is not None
    assert (stored.content, stored.raw) == (Content("2 %", (Entity("bold", 0, 3),)), "<b>2 %</b>")
    assert stored.edits == (before.content,)
    assert isinstance(edited, Message)
    assert (edited.text, edited.reply_markup) == ("2 %", None)
    assert edited.edit_date is not None


async def test_unchanged_edit_is_refused(api: Api, bot: Bot, private: Chat) -> None:
    """An edit that changes neither text, nor entities, nor buttons is refused; one that changes one of them is not."""
    html = {"text": "<b>x</b>", "parse_mode": "HTML", "reply_markup": MARKUP.to_dict()}
    sent = await bot.send_message(private.id, "<b>x</b>", parse_mode="HTML", reply_markup=MARKUP)
    target = {"chat_id": private.id, "message_id": sent.message_id}

    refused = (400, NOT_MODIFIED)
    strong = html | {"text": "<strong>x</strong>"}
    assert await api.refusal("editMessageText", **target, **strong) == refused
    assert await api.refusal("editMessageReplyMarkup", **target, reply_markup=MARKUP.to_dict()) == refused
    assert (await api.call("editMessageText", **target, **html | {"parse_mode": ""}))["ok"]
    assert (await api.call("editMessageReplyMarkup", **target))["ok"]
    assert await api.refusal("editMessageReplyMarkup", **target) == refused


async def test_only_own_messages_can_be_edited(
    api: Api, bot: Bot, anna: Person, group: Chat, telegram: Simulator
) -> None:
    """An unknown or deleted message is not found, and somebody else's cannot be edited."""
    question = await anna.sends(group, "Wer baut die Mole?")
    gone = await bot.send_message(group.id, "x")
    await bot.delete_message(group.id, gone.message_id)

    async def refusal(message_id: int) -> str:
        return (await api.refusal("editMessageText", chat_id=group.id, message_id=message_id, text="y"))[1]

    assert await refusal(99) == "Bad Request: message to edit not found"
    assert await refusal(gone.message_id) == "Bad Request: message to edit not found"
    assert await refusal(question.id) == "Bad Request: message can't be edited"
    assert [message.deleted for message in group.history] == [False, True]
    assert telegram.calls.of("editMessageText")[-1].error == "Bad Request: message can't be edited"


async def test_who_may_delete(bot: Bot, api: Api, anna: Person, group: Chat, private: Chat) -> None:
    """A bot deletes any message in a private chat, but somebody else's in a group only as an administrator."""
    in_private = await anna.sends(private, "x")
    in_group = await anna.sends(group, "x")
    target = {"chat_id": group.id, "message_id": in_group.id}

    assert await bot.delete_message(private.id, in_private.id)
    refused = (400, "Bad Request: message can't be deleted")
    assert await api.refusal("deleteMessage", **target) == refused
    await anna.promotes_bot(group)
    assert await api.result("deleteMessage", **target) is True
    assert await api.refusal("deleteMessage", **target) == (400, "Bad Request: message to delete not found")


async def test_chat_action(bot: Bot, api: Api, private: Chat, telegram: Simulator) -> None:
    """Chat actions are logged, and an action that Telegram does not have is refused."""
    await bot.send_chat_action(private.id, "typing")
    refusal = await api.refusal("sendChatAction", chat_id=private.id, action="thinking")

    assert telegram.calls.of("sendChatAction")[0].parameters == {"chat_id": private.id, "action": "typing"}
    assert refusal == (400, "Bad Request: wrong parameter action in request")


async def test_ptb_reads_the_refusals(bot: Bot, private: Chat) -> None:
    """The refusals reach python-telegram-bot as its own exceptions."""
    with pytest.raises(BadRequest, match="Can't parse entities"):
        await bot.send_message(private.id, "<b>", parse_mode="HTML")


async def test_several_messages_are_deleted(bot: Bot, api: Api, anna: Person, group: Chat) -> None:
    """Several messages go at once and unknown ones are skipped; none, too many, or somebody else's are refused."""
    first, second = await bot.send_message(group.id, "a"), await bot.send_message(group.id, "b")
    question = await anna.sends(group, "x")
    assert await bot.delete_messages(group.id, [first.message_id, second.message_id, 99])

    assert group.messages == (question,)
    for ids, description in (
        ([], "message identifiers are not specified"),
        ([*range(101)], "too many message identifiers specified"),
        ([question.id], "message can't be deleted"),
    ):
        refusal = await api.refusal("deleteMessages", chat_id=group.id, message_ids=ids)
        assert refusal == (400, f"Bad Request: {description}")


async def test_reaction(bot: Bot, api: Api, anna: Person, private: Chat) -> None:
    """The bot puts one of Telegram's emoji on a message, and takes it back."""
    question = await anna.sends(private, "x")
    target = {"chat_id": private.id, "message_id": question.id}

    def reaction() -> str | None:
        message = private.message(question.id)
        return message.reaction if message else None

    assert await bot.set_message_reaction(private.id, question.id, "👀")
    assert reaction() == "👀"
    for emoji, description in ((["🚢"], "REACTION_INVALID"), (["👀", "👍"], "REACTIONS_TOO_MANY")):
        reactions = [{"type": "emoji", "emoji": each} for each in emoji]
        refusal = await api.refusal("setMessageReaction", **target, reaction=reactions)
        assert refusal == (400, f"Bad Request: {description}")
    assert await bot.set_message_reaction(private.id, question.id)
    assert reaction() is None
    assert await api.refusal("setMessageReaction", chat_id=private.id, message_id=99, reaction=[]) == (
        400,
        "Bad Request: message to react not found",
    )
    assert await api.refusal("setMessageReaction", **target, reaction=[{"type": "paid"}]) == (
        501,
        "Not Implemented: the simulator does not know reactions other than emoji",
    )
