from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.simulator import CallbackAnswer

if TYPE_CHECKING:
    from telegram import Bot

    from bot.simulator import Chat, Message, Person

    from .api import Api

MARKUP = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("Mehr", callback_data="more:1")],
        [InlineKeyboardButton("Quelle", url="https://lindmoor.example/mole")],
    ]
)
TOO_OLD = (400, "Bad Request: query is too old and response timeout expired or query ID is invalid")


@pytest.fixture
async def answer(bot: Bot, private: Chat) -> Message:
    """Return a message of the bot with buttons."""
    sent = await bot.send_message(private.id, "Die Mole steht.", reply_markup=MARKUP)
    stored = private.message(sent.message_id)
    assert stored is not None
    return stored


async def test_tap_reaches_the_bot_and_is_answered(bot: Bot, anna: Person, answer: Message) -> None:
    """A tap is an update with the button's data and the message, and the tap returns the bot's answer."""
    tapping = asyncio.create_task(anna.taps(answer, "Mehr"))
    (update,) = await bot.get_updates(timeout=5)
    query = update.callback_query
    assert query is not None
    assert (query.data, query.from_user.id) == ("more:1", anna.id)
    assert query.message is not None
    assert query.message.message_id == answer.id
    await bot.answer_callback_query(query.id, "Noch 2 Absätze", show_alert=True)

    assert await tapping == CallbackAnswer("Noch 2 Absätze", show_alert=True)


async def test_query_is_answered_once(bot: Bot, api: Api, anna: Person, answer: Message) -> None:
    """An unknown query and one that is already answered are too old, and a long answer is refused."""
    tapping = asyncio.create_task(anna.taps(answer, "Mehr"))
    (update,) = await bot.get_updates(timeout=5)
    assert update.callback_query is not None
    known = update.callback_query.id

    too_long = await api.refusal("answerCallbackQuery", callback_query_id=known, text="x" * 201)
    assert too_long == (400, "Bad Request: MESSAGE_TOO_LONG")
    assert await api.refusal("answerCallbackQuery", callback_query_id="1") == TOO_OLD
    assert await api.result("answerCallbackQuery", callback_query_id=known) is True
    assert await api.refusal("answerCallbackQuery", callback_query_id=known) == TOO_OLD
    assert await tapping == CallbackAnswer()


async def test_only_present_callback_buttons_can_be_tapped(bot: Bot, anna: Person, answer: Message) -> None:
    """A tap needs a callback button that stands under the message now."""
    with pytest.raises(LookupError, match="There is no button 'Weniger', only 'Mehr', 'Quelle'"):
        await anna.taps(answer, "Weniger")
    with pytest.raises(LookupError, match="'Quelle' does not reach the bot: it is of the kind url"):
        await anna.taps(answer, "Quelle")
    await bot.edit_message_reply_markup(answer.chat_id, answer.id)
    with pytest.raises(LookupError, match="There is no button 'Mehr', only none"):
        await anna.taps(answer, "Mehr")
    await bot.delete_message(answer.chat_id, answer.id)
    with pytest.raises(LookupError, match="is deleted"):
        await anna.taps(answer, "Mehr")


async def test_unanswered_tap_names_the_button(anna: Person, answer: Message) -> None:
    """A tap that the bot leaves unanswered fails and names the button."""
    with pytest.raises(TimeoutError, match="The bot did not answer the tap on 'Mehr' within 0 s"):
        await anna.taps(answer, "Mehr", timeout=0)
