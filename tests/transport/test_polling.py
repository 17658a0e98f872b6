from __future__ import annotations

import asyncio
import json
import logging
from typing import TYPE_CHECKING

import pytest
from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, NetworkError, TimedOut
from telegram.ext import Updater

from bot.transport.polling import PollingRequest
from bot.transport.sending import SendingRequest
from tests.transport.wire import BlackHole, Drop, Endless, Reply, Wire, refusal, result, until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.transport.hand_clock import HandClock

TOKEN = "987654:invented"  # noqa: S105 -- invented
UNAUTHORIZED = refusal(401, "Unauthorized")
NOT_FOUND = refusal(404, "Not Found")
BAD_GATEWAY = refusal(502, "Bad Gateway")
CONFLICT = refusal(409, "Conflict: terminated by other getUpdates request")
ME = {"id": 987654, "is_bot": True, "first_name": "Merrowby", "username": "merrowby_bot"}
POISON = {"update_id": 8, "message": {"message_id": 1, "chat": {"id": 5}}}
"""A message without a date."""


def message(update_id: int) -> dict[str, object]:
    """Return an update that PTB can parse."""
    chat = {"id": 5, "type": "private", "first_name": "Anna"}
    return {"update_id": update_id, "message": {"message_id": update_id, "date": 0, "chat": chat, "text": "Hello"}}


@pytest.fixture
async def polling(clock: HandClock) -> AsyncIterator[PollingRequest]:
    """Return the request that polls, with a margin that makes tests short."""
    request = PollingRequest(clock=clock, margin=30)
    yield request
    await request.shutdown()


@pytest.fixture
async def bot(wire: Wire, polling: PollingRequest) -> AsyncIterator[Bot]:
    """Return a bot that polls the server of the test."""
    sending = SendingRequest()
    yield Bot(TOKEN, base_url=wire.url, request=sending, get_updates_request=polling)
    await sending.shutdown()


async def poll(bot: Bot) -> list[int] | type[Exception]:
    """Poll once; return the numbers of the updates, or the class of the error."""
    try:
        async with asyncio.timeout(20):
            return [update.update_id for update in await bot.get_updates()]
    except Exception as error:  # noqa: BLE001 -- which one it is, is what the tests ask
        return type(error)


def logged(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str]]:
    """Return what this package has logged."""
    records = [record for record in caplog.records if record.name.startswith("bot.")]
    return [(record.levelname, record.getMessage()) for record in records]


def conversation(depth: int) -> dict[str, object]:
    """Return a message that answers one that answers one, and so on."""
    told: dict[str, object] = {"message_id": 1, "date": 0, "chat": {"id": 5, "type": "private"}}
    for _ in range(depth):
        told = {"message_id": 1, "date": 0, "chat": {"id": 5, "type": "private"}, "reply_to_message": told}
    return told


@pytest.mark.parametrize(
    ("poison", "reason"),
    [
        ({"message_id": 1, "chat": {"id": 5}}, "KeyError('date')"),
        ("text", "AttributeError(\"'str' object has no attribute 'copy'\")"),
        (conversation(600), "RecursionError('maximum recursion depth exceeded"),
    ],
)
async def test_poison_is_left_out(
    bot: Bot, wire: Wire, caplog: pytest.LogCaptureFixture, poison: object, reason: str
) -> None:
    """An update that PTB cannot parse becomes a bare number and an ERROR with its JSON; its neighbours are whole."""
    update = {"update_id": 8, "message": poison}
    wire.answers.append(result([message(7), update, message(9)]))
    updates = await bot.get_updates()
    assert [update.update_id for update in updates] == [7, 8, 9]
    assert [update.message is not None for update in updates] == [True, False, True]
    ((level, text),) = logged(caplog)
    assert level == "ERROR"
    assert text.startswith(f"An update cannot be parsed and is left out ({reason}")
    assert json.dumps(update)[:2_000] in text


async def test_poison_is_logged_in_part(bot: Bot, wire: Wire, caplog: pytest.LogCaptureFixture) -> None:
    """Of a huge update the log keeps 2,000 characters."""
    update = {"update_id": 8, "message": {"text": "x" * 9_000}}
    wire.answers.append(result([update]))
    assert await poll(bot) == [8]
    ((_, text),) = logged(caplog)
    assert text.endswith(f": {json.dumps(update)[:2_000]}… (9041 characters)")


@pytest.mark.parametrize("nameless", [{"update_id": "8"}, {"message": {}}, "text", None, {"update_id": True}])
async def test_update_without_a_number(bot: Bot, wire: Wire, nameless: object) -> None:
    """An update without a number is dropped; if a batch has no other, the poll fails so that PTB waits longer."""
    wire.answers.extend([result([message(7), nameless]), result([nameless])])
    assert await poll(bot) == [7]
    assert await poll(bot) is NetworkError


async def test_few_refusals_are_tolerated(bot: Bot, wire: Wire, polling: PollingRequest) -> None:
    """Four 401s or 404s in a row become a NetworkError each, after which PTB goes on, and an answer clears them."""
    refusals = [UNAUTHORIZED, NOT_FOUND, UNAUTHORIZED, NOT_FOUND]
    wire.answers.extend([*refusals, result([]), *refusals, result([message(7)])])
    assert [await poll(bot) for _ in range(10)] == [*[NetworkError] * 4, [], *[NetworkError] * 4, [7]]
    assert polling.refused is False


async def test_last_refusal_goes_through(bot: Bot, wire: Wire, polling: PollingRequest) -> None:
    """The fifth refusal in a row is PTB's InvalidToken, however many 502s lie between."""
    wire.answers.extend([UNAUTHORIZED, UNAUTHORIZED, BAD_GATEWAY, UNAUTHORIZED, NOT_FOUND, UNAUTHORIZED])
    assert [await poll(bot) for _ in range(6)] == [*[NetworkError] * 5, InvalidToken]
    assert polling.refused is True


async def test_conflict_clears_refusals(bot: Bot, wire: Wire) -> None:
    """An answer that Telegram gives only to a token it knows ends the row of refusals."""
    wire.answers.extend([*[UNAUTHORIZED] * 4, CONFLICT, *[UNAUTHORIZED] * 4])
    assert [await poll(bot) for _ in range(9)] == [*[NetworkError] * 4, Conflict, *[NetworkError] * 4]


async def test_refused_token_is_reported_once(
    bot: Bot, wire: Wire, polling: PollingRequest, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever asked to hear of a refused token is called once, and PTB gets errors that do not end it abruptly."""
    called: list[str] = []
    polling.on_refused = lambda: called.append("refused")
    wire.answers.extend([UNAUTHORIZED] * 7)
    assert [await poll(bot) for _ in range(7)] == [NetworkError] * 7
    assert called == ["refused"]
    assert logged(caplog)[-1] == ("ERROR", "Telegram refused the token 5 times in a row (HTTP 401); polling ends")
    assert len(logged(caplog)) == 2


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"<html>Sign in to the network</html>", 200),
        (b"\xff\xfe", 200),
        (b"", 200),
        (b"[1]", 200),
        (b'"ok"', 200),
        (b'{"ok": true}', 200),
        (b'{"ok": false, "description": "no"}', 200),
        (b'{"ok": true, "result": {}}', 200),
        (b"[" * 100_000, 200),
        (b"<html>Bad Gateway</html>", 502),
        (b"[1]", 502),
    ],
)
async def test_garbage_polled(bot: Bot, wire: Wire, polling: PollingRequest, body: bytes, status: int) -> None:
    """A body that is no answer to a poll is a NetworkError, after which PTB asks again later, and no success."""
    wire.answers.append(Reply(body, status))
    assert await poll(bot) is NetworkError
    assert polling.last_success is None


@pytest.mark.parametrize("body", [b"<html>Sign in</html>", b"[1]", b"{}", b'{"ok": true}', b"[" * 100_000])
async def test_garbage_sent(bot: Bot, wire: Wire, body: bytes) -> None:
    """A garbage answer to a call is a NetworkError, which says what came."""
    wire.answers.append(Reply(body))
    with pytest.raises(NetworkError) as raised:
        await bot.send_message(5, "Hello")
    assert body[:200].decode() in raised.value.message


async def test_last_success(bot: Bot, wire: Wire, polling: PollingRequest, clock: HandClock) -> None:
    """The time of the last success is that of the last good answer, whatever failed since."""
    wire.answers.extend([result([]), BAD_GATEWAY, Drop(), UNAUTHORIZED, CONFLICT])
    assert polling.last_success is None
    clock.time = 50
    await poll(bot)
    clock.time = 60
    assert [await poll(bot) for _ in range(4)] == [NetworkError, NetworkError, NetworkError, Conflict]
    assert polling.last_success == 50


@pytest.mark.parametrize(
    ("silence", "margin", "reason"),
    [(BlackHole(), 30, "TimedOut('Timed out')"), (Endless(), 0, "no answer and no error")],
)
async def test_black_hole(  # noqa: PLR0913, PLR0917 -- fixtures and two kinds of silence
    wire: Wire,
    clock: HandClock,
    caplog: pytest.LogCaptureFixture,
    silence: BlackHole | Endless,
    margin: float,
    reason: str,
) -> None:
    """A poll that never ends becomes TimedOut, is reported once however often that happens, and so is the end of it."""
    caplog.set_level(logging.INFO)
    async with PollingRequest(clock=clock, margin=margin, read_timeout=0.1) as polling, SendingRequest() as sending:
        bot = Bot(TOKEN, base_url=wire.url, request=sending, get_updates_request=polling)
        wire.answers.extend([silence] * 3)
        for _ in range(3):
            assert await poll(bot) is TimedOut
            clock.time += 30
        wire.answers.clear()
        wire.answers.extend([result([]), result([])])
        assert [await bot.get_updates(read_timeout=30), await bot.get_updates(read_timeout=30)] == [(), ()]
    assert logged(caplog) == [
        ("WARNING", f"Telegram does not answer getUpdates: {reason}. The bot goes on asking"),
        ("INFO", "Telegram is back again after 90 s"),
    ]


async def test_next_outage_is_reported_again(bot: Bot, wire: Wire, caplog: pytest.LogCaptureFixture) -> None:
    """Each outage has a report of its own."""
    caplog.set_level(logging.INFO)
    wire.answers.extend([BAD_GATEWAY, BAD_GATEWAY, result([]), Drop(), result([])])
    for _ in range(5):
        await poll(bot)
    assert [level for level, _ in logged(caplog)] == ["WARNING", "INFO", "WARNING", "INFO"]
    assert "HTTP 502" in logged(caplog)[0][1]
    assert "RemoteProtocolError" in logged(caplog)[2][1]


async def test_leaked_connection_is_replaced(wire: Wire, clock: HandClock) -> None:
    """A pool whose connections are lost to polls that never end is replaced, so that polling goes on."""
    wire.answers.extend([BlackHole(), result([message(7)])])
    async with PollingRequest(clock=clock, margin=30, connections=1) as polling, SendingRequest() as sending:
        bot = Bot(TOKEN, base_url=wire.url, request=sending, get_updates_request=polling)
        leaked = asyncio.create_task(poll(bot))
        await until(lambda: len(wire.calls) == 1)
        with pytest.raises(TimedOut, match="Pool timeout"):
            await bot.get_updates(pool_timeout=0.01)
        assert await poll(bot) == [7]
        assert await leaked is NetworkError


async def test_ptb_goes_on(bot: Bot, wire: Wire) -> None:
    """PTB's own polling outlives a 401, a garbage body and a poison update, and its offset moves past the poison."""
    wire.answers.extend([result(ME), result(True)])  # noqa: FBT003 -- deleteWebhook's answer
    wire.answers.extend([UNAUTHORIZED, Reply(b"<html>"), result([POISON]), result([message(9)])])
    updates: asyncio.Queue[object] = asyncio.Queue()
    async with Updater(bot, updates) as updater:
        await updater.start_polling(poll_interval=0.001, error_callback=lambda _: None)
        received = [await updates.get(), await updates.get()]
        await until(lambda: wire.method_calls("getUpdates")[-1].get("offset") == "10")
        wire.answers.append(result([]))
        await updater.stop()
    assert [update.update_id for update in received if isinstance(update, Update)] == [8, 9]
    assert [call.get("offset", "0") for call in wire.method_calls("getUpdates")[:5]] == ["0", "0", "0", "9", "10"]
