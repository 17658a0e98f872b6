from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import ApplicationBuilder, CallbackQueryHandler, MessageHandler, filters

from bot.simulator import CallbackAnswer, Drop

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from telegram.ext import Application

    from bot.simulator import Chat, Person, Simulator

App = Any  # python-telegram-bot's Application has six type parameters that do not matter here


async def echo(update: Update, _: object) -> None:
    """Say the same, with a button."""
    message = update.effective_message
    assert message is not None
    markup = InlineKeyboardMarkup.from_button(InlineKeyboardButton("Mehr", callback_data="more"))
    await message.reply_text(f"Echo: {message.text}", reply_markup=markup)


async def more(update: Update, _: object) -> None:
    """Answer a tap and change the message."""
    query = update.callback_query
    assert query is not None
    await query.answer("Gerne")
    await query.edit_message_text("Mehr gibt es nicht.")


@pytest.fixture
async def application(telegram: Simulator) -> AsyncIterator[App]:
    """Return a polling bot of python-telegram-bot."""
    app: Application[Any, Any, Any, Any, Any, Any]
    app = ApplicationBuilder().token(telegram.token).base_url(telegram.api_url).build()
    app.add_handler(MessageHandler(filters.UpdateType.MESSAGE & filters.TEXT, echo))
    app.add_handler(CallbackQueryHandler(more))
    async with app:
        await app.start()
        assert app.updater is not None
        await app.updater.start_polling()
        yield app
        await app.updater.stop()
        await app.stop()


@pytest.mark.usefixtures("application")
async def test_conversation(telegram: Simulator, anna: Person) -> None:
    """A whole bot answers over HTTP: a question, a reply with a button, a tap, an edit."""
    private = telegram.private_chat(anna)
    await anna.sends(private, "Wer baut die Mole?")
    answer = await telegram.wait_for(lambda: private.last_from_bot)
    tapped = await anna.taps(answer, "Mehr")
    edited = await telegram.wait_for(lambda: next((each for each in private.from_bot if each.edits), None))

    assert (answer.text, answer.labels) == ("Echo: Wer baut die Mole?", ("Mehr",))
    assert tapped == CallbackAnswer("Gerne")
    assert (edited.id, edited.text, edited.labels) == (answer.id, "Mehr gibt es nicht.", ())


@pytest.mark.usefixtures("application")
async def test_redelivered_update_is_handled_twice(telegram: Simulator, private: Chat, anna: Person) -> None:
    """The same update delivered twice is handled twice, as python-telegram-bot does not look at its id."""
    await anna.sends(private, "a")
    await telegram.wait_for(lambda: private.last_from_bot and not telegram.updates.pending)
    telegram.updates.redeliver()
    await telegram.wait_for(lambda: len(private.from_bot) == 2)

    assert [message.text for message in private.from_bot] == ["Echo: a", "Echo: a"]


@pytest.mark.usefixtures("application")
async def test_delivered_then_dropped(telegram: Simulator, private: Chat, anna: Person) -> None:
    """A reply whose connection is cut after delivery stands in the chat once, and the bot polls on."""
    telegram.faults.add("sendMessage", Drop(delivered=True))
    await anna.sends(private, "a")
    await telegram.wait_for(lambda: telegram.calls.of("sendMessage"))
    await anna.sends(private, "b")
    await telegram.wait_for(lambda: len(private.from_bot) == 2)

    assert [message.text for message in private.from_bot] == ["Echo: a", "Echo: b"]
