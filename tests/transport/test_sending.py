from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING

import pytest
from telegram.error import NetworkError, RetryAfter, TimedOut
from telegram.ext import ExtBot

from bot.transport.rate_limiter import ChatRateLimiter
from bot.transport.sending import SendingRequest
from tests.transport.wire import BlackHole, Drop, Wire, refusal, result, until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.transport.hand_clock import HandClock

TOKEN = "987654:invented"  # noqa: S105 -- invented
SENT = result({"message_id": 3, "date": 0, "chat": {"id": 5, "type": "private"}, "text": "Hello"})


@pytest.fixture
async def sending() -> AsyncIterator[SendingRequest]:
    """Return the request that sends."""
    async with SendingRequest() as request:
        yield request


@pytest.fixture
def bot(wire: Wire, sending: SendingRequest, clock: HandClock) -> ExtBot[None]:
    """Return a bot that sends to the server of the test through a rate limiter."""
    return ExtBot(TOKEN, base_url=wire.url, request=sending, rate_limiter=ChatRateLimiter(clock))


async def test_send_whose_answer_is_cut(bot: ExtBot[None], wire: Wire) -> None:
    """A message that the server took before the connection broke is sent once."""
    wire.answers.append(Drop())
    with pytest.raises(NetworkError, match="RemoteProtocolError"):
        await bot.send_message(5, "Hello")
    assert len(wire.method_calls("sendMessage")) == 1


async def test_send_whose_answer_is_late(bot: ExtBot[None], wire: Wire) -> None:
    """A message that the server took and does not answer is sent once."""
    wire.answers.append(BlackHole())
    with pytest.raises(TimedOut):
        await bot.send_message(5, "Hello", read_timeout=0.05)
    assert len(wire.method_calls("sendMessage")) == 1


async def test_edit_whose_answer_is_cut(bot: ExtBot[None], wire: Wire, clock: HandClock) -> None:
    """An edit is repeated, and is a success when Telegram says that nothing is left to change."""
    wire.answers.extend([Drop(), refusal(400, "Bad Request: message is not modified: same content")])
    task = asyncio.create_task(bot.edit_message_text("Hello", 5, 3))
    assert await clock.advance_sleeper() == 1
    assert await task is True
    assert len(wire.method_calls("editMessageText")) == 2


async def test_send_without_a_server(sending: SendingRequest, wire: Wire, clock: HandClock) -> None:
    """A message that nobody took because no server listened is sent again until one does."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        nowhere = f"http://127.0.0.1:{unused.getsockname()[1]}/bot"
        bot = ExtBot(TOKEN, base_url=nowhere, request=sending, rate_limiter=ChatRateLimiter(clock))
        task = asyncio.create_task(bot.send_message(5, "Hello"))
        waits = [await clock.advance_sleeper() for _ in range(3)]
        with pytest.raises(NetworkError, match="ConnectError"):
            await task
    assert waits == [1, 2, 4]
    assert wire.calls == []


async def test_send_without_a_free_connection(wire: Wire, clock: HandClock) -> None:
    """A message that found the pool full is sent when a connection is free again."""
    wire.answers.extend([BlackHole(), SENT])
    async with SendingRequest(connections=1) as sending:
        bot = ExtBot(TOKEN, base_url=wire.url, request=sending, rate_limiter=ChatRateLimiter(clock))
        slow = asyncio.create_task(bot.send_chat_action(6, "typing"))
        await until(lambda: len(wire.calls) == 1)
        task = asyncio.create_task(bot.send_message(5, "Hello", pool_timeout=0.01))
        await until(lambda: len(clock.sleepers) == 1)
        slow.cancel()
        await asyncio.wait([slow])
        await clock.advance(1)
        assert (await task).message_id == 3
    assert len(wire.method_calls("sendMessage")) == 1


async def test_429_from_the_server(bot: ExtBot[None], wire: Wire, clock: HandClock) -> None:
    """A real 429 is waited out, and one that is too long reaches the caller."""
    wire.answers.extend([refusal(429, "Too Many Requests", retry_after=9), SENT])
    task = asyncio.create_task(bot.send_message(5, "Hello"))
    assert await clock.advance_sleeper() == 9
    assert (await task).message_id == 3
    wire.answers.append(refusal(429, "Too Many Requests", retry_after=121))
    with pytest.raises(RetryAfter):
        await bot.send_message(5, "Hello")
