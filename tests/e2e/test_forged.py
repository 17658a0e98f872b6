"""Buttons' data come from somebody's app: they may name what is another chat's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.store.store import Store
from bot.texts import ENGLISH

from .conftest import running

if TYPE_CHECKING:
    from bot.simulator import Chat, Message, Person, Simulator
    from bot.simulator.model import CallbackAnswer

    from .conftest import Newsroom

QUESTION = "How long is the harbour wall of Saltwick?"
HIDDEN = "Why did Ron lose his job?"


async def forged(telegram: Simulator, chat: Chat, message: Message, person: Person, data: str) -> CallbackAnswer:
    """Tap with an app that sends other data than the button has, and return the bot's answer."""
    present = chat.message(message.id)
    assert present is not None
    button = replace(present.buttons[0], kind="callback_data", value=data)
    tap = telegram._world.tap(chat, present, person.account, button)
    return await telegram.wait_for(lambda: telegram._world.taps[tap.id].answer)


@pytest.mark.parametrize(
    ("data", "expired"),
    [
        ("a:q:{}:0", ENGLISH.answer_expired),
        ("quotes:{}:0", ENGLISH.quotes_expired),
        ("list:l:{}:0", ENGLISH.list_expired),
    ],
)
async def test_words_of_another_chat(
    newsroom: Newsroom, telegram: Simulator, private: Chat, data: str, expired: str
) -> None:
    """What somebody asked for in their own chat is shown to nobody else by a number that was guessed."""
    eve = telegram.user("Eve", language_code="en")
    own = telegram.private_chat(eve)
    async with running(newsroom, telegram):
        store = Store(newsroom.config.data_dir, telegram.bot.id)
        number = store.listings.remember(private.id, HIDDEN)
        store.close()
        await eve.sends(own, QUESTION)
        answer = await telegram.wait_for(lambda: own.last_from_bot)
        said = await forged(telegram, own, answer, eve, data.format(number))
    assert said.text == expired
    assert [message.text for message in own.from_bot] == [answer.text]
