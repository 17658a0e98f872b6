from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.simulator import BlackHole, Drop, Garbage, Refuse, Slow

if TYPE_CHECKING:
    from telegram import Bot

    from bot.simulator import Chat, Fault, Simulator

    from .api import Api


async def test_refusal_with_retry_after(
    bot: Bot, api: Api, private: Chat, telegram: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An ordered 429 carries retry_after, has no effect, and is used up by one call."""
    # python-telegram-bot warns of a future type, whoever reads the seconds; this chooses that type now.
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    telegram.faults.add("sendMessage", Refuse(429, "Too Many Requests: retry after 3", retry_after=3), times=2)
    with pytest.raises(RetryAfter) as raised:
        await bot.send_message(private.id, "a")
    answer = await api.call("sendMessage", chat_id=private.id, text="a")
    await bot.send_message(private.id, "b")

    assert raised.value.retry_after == timedelta(seconds=3)
    assert answer == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 3",
        "parameters": {"retry_after": 3},
    }
    assert [message.text for message in private.from_bot] == ["b"]


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Refuse(401, "Unauthorized"), InvalidToken),
        (Refuse(404, "Not Found"), InvalidToken),
        (Refuse(409, "Conflict"), Conflict),
        (Refuse(502, "Bad Gateway"), NetworkError),
        (Garbage(), TelegramError),
        (Garbage(status=502), NetworkError),
        (Drop(), NetworkError),
    ],
)
async def test_fault_on_one_poll(bot: Bot, telegram: Simulator, fault: Fault, error: type[TelegramError]) -> None:
    """A fault on getUpdates costs that poll only: the update is still there for the next one."""
    update_id = telegram.updates.inject({})
    telegram.faults.add("getUpdates", fault)
    with pytest.raises(error) as raised:
        await bot.get_updates()

    assert type(raised.value) is error
    assert telegram.calls.of("getUpdates")[0].fault is fault
    assert [update.update_id for update in await bot.get_updates()] == [update_id]


async def test_dropped_before_delivery(bot: Bot, private: Chat, telegram: Simulator) -> None:
    """A plain drop cuts the connection, and the message is not stored."""
    telegram.faults.add("sendMessage", Drop())
    with pytest.raises(NetworkError):
        await bot.send_message(private.id, "a")
    (call,) = telegram.calls.of("sendMessage")

    assert private.from_bot == ()
    assert (call.status, call.result, call.error) == (None, None, "the connection was cut")


async def test_dropped_after_delivery(bot: Bot, private: Chat, telegram: Simulator) -> None:
    """A drop after delivery stores the message, and the bot learns nothing of it."""
    telegram.faults.add("sendMessage", Drop(delivered=True))
    with pytest.raises(NetworkError):
        await bot.send_message(private.id, "a")
    (call,) = telegram.calls.of("sendMessage")

    assert [message.text for message in private.from_bot] == ["a"]
    assert (call.status, call.result["text"], call.error) == (None, "a", "the connection was cut")


@pytest.mark.parametrize(("delivered", "stored"), [(True, 1), (False, 0)])
async def test_slow_answer(bot: Bot, private: Chat, telegram: Simulator, *, delivered: bool, stored: int) -> None:
    """A slow call answers only when the event is set; its effect comes at once or then, as ordered."""
    release = asyncio.Event()
    telegram.faults.add("sendMessage", Slow(release, delivered=delivered))
    sending = asyncio.create_task(bot.send_message(private.id, "a"))
    await telegram.wait_for(lambda: telegram.calls.open("sendMessage"))

    assert len(private.from_bot) == stored
    assert telegram.calls.of("sendMessage") == ()
    release.set()
    assert (await sending).text == "a"
    assert len(private.from_bot) == 1


async def test_slow_answer_to_a_client_that_gives_up(bot: Bot, private: Chat, telegram: Simulator) -> None:
    """A message whose answer comes too late is delivered all the same, and the log keeps what the bot missed."""
    telegram.faults.add("sendMessage", Slow(asyncio.Event()))
    with pytest.raises(TimedOut):
        await bot.send_message(private.id, "a", read_timeout=0.2)
    (call,) = await telegram.wait_for(lambda: telegram.calls.of("sendMessage"))

    assert (call.status, call.result["text"]) == (None, "a")
    assert call.error == "the client closed the connection"
    assert [message.text for message in private.from_bot] == ["a"]


async def test_client_that_gives_up_is_logged(bot: Bot, private: Chat, telegram: Simulator) -> None:
    """A call whose client gives up waiting is over, and the log says why."""
    telegram.faults.add("sendMessage", BlackHole())
    with pytest.raises(TimedOut):
        await bot.send_message(private.id, "a", read_timeout=0.2)
    (call,) = await telegram.wait_for(lambda: telegram.calls.of("sendMessage"))

    assert (call.status, call.error) == (None, "the client closed the connection")
    assert private.from_bot == ()


async def test_faults_are_taken_in_order(api: Api, telegram: Simulator) -> None:
    """Faults belong to one method, come in the order in which they were added, and can be taken back."""
    first, second = Refuse(500, "Internal Server Error"), Refuse(502, "Bad Gateway")
    telegram.faults.add("getMe", first)
    telegram.faults.add("GETME", second, times=2)

    assert (await api.refusal("getMe"))[0] == 500
    assert (await api.refusal("getMe"))[0] == 502
    assert await api.result("getUpdates") == []
    assert telegram.faults.waiting("getMe") == (second,)
    telegram.faults.clear()
    assert (await api.result("getMe"))["username"] == "article_bot"
