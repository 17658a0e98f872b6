"""A simulator, the two ways to talk to it, and people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
import pytest
from telegram import Bot

from bot.simulator import Simulator

from .api import Api

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.simulator import Chat, Person


@pytest.fixture
async def telegram() -> AsyncIterator[Simulator]:
    """Return a running simulator."""
    async with Simulator() as simulator:
        yield simulator


@pytest.fixture
async def bot(telegram: Simulator) -> AsyncIterator[Bot]:
    """Return python-telegram-bot's client."""
    async with Bot(telegram.token, base_url=telegram.api_url, base_file_url=telegram.file_url) as client:
        yield client


@pytest.fixture
async def api(telegram: Simulator) -> AsyncIterator[Api]:
    """Return the bare client."""
    async with aiohttp.ClientSession() as session:
        yield Api(telegram, session)


@pytest.fixture
def anna(telegram: Simulator) -> Person:
    """Return a person who has not written to the bot yet."""
    return telegram.user("Anna", username="anna_lindmoor", language_code="de")


@pytest.fixture
def ben(telegram: Simulator) -> Person:
    """Return another person."""
    return telegram.user("Ben")


@pytest.fixture
async def private(telegram: Simulator, anna: Person) -> Chat:
    """Return Anna's chat with the bot, started, its update already dropped."""
    chat = telegram.private_chat(anna)
    await anna.sends(chat, "/start")
    telegram.updates.drop_pending()
    return chat


@pytest.fixture
def group(telegram: Simulator, anna: Person, ben: Person) -> Chat:
    """Return a group of Anna, its creator, Ben and the bot."""
    return telegram.group("Redaktion Lindmoor", members=[anna, ben])


@pytest.fixture
def supergroup(telegram: Simulator, anna: Person, ben: Person) -> Chat:
    """Return a public supergroup of Anna, its creator, Ben and the bot."""
    return telegram.supergroup("Runde Lindmoor", [anna, ben], username="lindmoor_runde")


@pytest.fixture
def channel(telegram: Simulator, anna: Person, ben: Person) -> Chat:
    """Return a public channel of Anna with a reader, Ben, and the bot as an administrator who may post."""
    return telegram.channel("Bote Lindmoor", [anna, ben], username="lindmoor_bote")


@pytest.fixture
def discussion(telegram: Simulator, anna: Person, channel: Chat) -> Chat:
    """Return the channel's discussion group, with Anna and the bot, who is an administrator and so reads all."""
    group = telegram.supergroup("Leserbriefe", [anna], with_bot=False)
    telegram.link(channel, group)
    group.seat(telegram.bot, "administrator")
    return group
