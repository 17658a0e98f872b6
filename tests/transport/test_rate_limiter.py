from __future__ import annotations

import asyncio
import logging
from collections import deque
from dataclasses import dataclass, field
from datetime import timedelta

import httpx
import pytest
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.transport.rate_limiter import ChatRateLimiter
from tests.transport.hand_clock import HandClock, settle

ANNA, BERND = 11, 12
GROUP = -1001


@dataclass(slots=True)
class Telegram:
    """What reaches Telegram and when, counted from the start; each call ends with the next scripted fault, if any."""

    clock: HandClock
    limiter: ChatRateLimiter
    faults: deque[TelegramError | None] = field(default_factory=deque)
    arrived: list[tuple[float, str]] = field(default_factory=list)
    held: dict[str, asyncio.Event] = field(default_factory=dict)
    start: float = 1000.0

    async def carry_out(self, name: str) -> bool:
        """Note the call and end as scripted."""
        self.arrived.append((self.clock.now() - self.start, name))
        fault = self.faults.popleft() if self.faults else None
        if name in self.held:
            await self.held[name].wait()
        if fault is not None:
            raise fault
        return True

    def begin(self, name: str, endpoint: str = "sendMessage", **data: object) -> asyncio.Task[object]:
        """Start a call of the Bot API as PTB makes it."""
        request = self.limiter.process_request(self.carry_out, (name,), {}, endpoint, data, None)
        return asyncio.create_task(request)


async def outcome(task: asyncio.Task[object]) -> object:
    """Return or raise how the call ended; it has ended by now, or never will without the test."""
    await settle()
    assert task.done()
    return task.result()


@pytest.fixture
def telegram(clock: HandClock) -> Telegram:
    """Return a Telegram behind a rate limiter of its own."""
    return Telegram(clock, ChatRateLimiter(clock))


def caused_by(error: NetworkError, cause: Exception) -> NetworkError:
    """Return the error as PTB raises it from one of httpx."""
    error.__cause__ = cause
    return error


def lost() -> TimedOut:
    """Return the error of a request that went out and was never answered."""
    error = TimedOut()
    error.__cause__ = httpx.ReadTimeout("")
    return error


async def test_private_chat_pace(telegram: Telegram) -> None:
    """A private chat gets three messages at once, and then one per second."""
    tasks = [telegram.begin(str(n), chat_id=ANNA) for n in range(6)]
    await telegram.clock.advance(10)
    assert telegram.arrived == [(0, "0"), (0, "1"), (0, "2"), (1, "3"), (2, "4"), (3, "5")]
    assert all(task.done() for task in tasks)


async def test_burst_returns_after_a_pause(telegram: Telegram) -> None:
    """A chat that was silent for three seconds may have three messages at once again."""
    for second in (0, 3):
        tasks = [telegram.begin(f"{second}", chat_id=ANNA) for _ in range(3)]
        await telegram.clock.advance(3)
        await asyncio.gather(*tasks)
    assert [time for time, _ in telegram.arrived] == [0, 0, 0, 3, 3, 3]


@pytest.mark.parametrize("chat", [GROUP, "@merrowby_news", str(GROUP)])
async def test_group_pace(telegram: Telegram, chat: int | str) -> None:
    """A group or channel, by number or by name, gets no more than 20 messages within any 60 seconds."""
    tasks = [telegram.begin("m", chat_id=chat) for _ in range(45)]
    await telegram.clock.advance(200)
    times = [time for time, _ in telegram.arrived]
    assert len(times) == len(tasks)
    assert times[:20] == [0, 0, *range(18)]
    assert (times[19], times[20], times[39], times[40]) == (17, 60, 77, 120)
    assert all(later - earlier >= 60 for earlier, later in zip(times, times[20:], strict=False))


async def test_one_chat_under_many_names(telegram: Telegram) -> None:
    """A chat's number as a text, and a name in other letters, are the same chat."""
    for name in (ANNA, str(ANNA), ANNA, str(ANNA)):
        telegram.begin("number", chat_id=name)
    for name in ("@Merrowby", "@merrowby", "@MERROWBY", "@merrowby"):
        telegram.begin("name", chat_id=name)
    await telegram.clock.advance(1)
    assert [time for time, name in telegram.arrived if name == "number"] == [0, 0, 0, 1]
    assert [time for time, name in telegram.arrived if name == "name"] == [0, 0, 0, 1]


async def test_overall_pace(telegram: Telegram) -> None:
    """All chats together get 30 messages a second, in the order in which they were asked for."""
    for chat in range(1, 71):
        telegram.begin(str(chat), chat_id=chat)
    await telegram.clock.advance(5)
    assert [time for time, _ in telegram.arrived] == [0] * 30 + [1] * 30 + [2] * 10
    assert [name for _, name in telegram.arrived] == [str(chat) for chat in range(1, 71)]


async def test_order_survives_long_requests(telegram: Telegram) -> None:
    """A chat with a request on the way is remembered, however long that takes."""
    telegram.held["first"] = asyncio.Event()
    telegram.begin("first", chat_id=ANNA)
    await telegram.clock.advance(300)
    telegram.begin("other", chat_id=BERND)
    telegram.begin("second", chat_id=ANNA)
    await telegram.clock.advance(300)
    assert telegram.arrived == [(0, "first"), (300, "other")]


async def test_busy_chat_delays_no_other(telegram: Telegram) -> None:
    """A chat with a hundred messages waiting does not delay one message to another chat."""
    busy = [telegram.begin("busy", chat_id=ANNA) for _ in range(100)]
    await telegram.clock.advance(10.5)
    await outcome(telegram.begin("other", chat_id=BERND))
    assert telegram.arrived[-1] == (10.5, "other")
    await telegram.clock.advance(100)
    assert all(task.done() for task in busy)


async def test_order_survives_slow_requests(telegram: Telegram) -> None:
    """A message waits until the one before it has arrived, so that an answer's parts keep their order."""
    telegram.held["first"] = asyncio.Event()
    telegram.begin("first", chat_id=ANNA)
    telegram.begin("second", chat_id=ANNA)
    await telegram.clock.advance(5)
    assert telegram.arrived == [(0, "first")]
    telegram.held["first"].set()
    await settle()
    assert telegram.arrived == [(0, "first"), (5, "second")]


async def test_order_survives_repetitions(telegram: Telegram) -> None:
    """A message that waits out a 429 is not overtaken by the next one of its chat."""
    telegram.faults.append(RetryAfter(5))
    telegram.begin("first", chat_id=ANNA)
    telegram.begin("second", chat_id=ANNA)
    await telegram.clock.advance(10)
    assert telegram.arrived == [(0, "first"), (5, "first"), (5, "second")]


async def test_cancelled_call_makes_room(telegram: Telegram) -> None:
    """A call that is cancelled while it waits is never made and blocks nobody."""
    telegram.held["first"] = asyncio.Event()
    first = telegram.begin("first", chat_id=ANNA)
    second = telegram.begin("second", chat_id=ANNA)
    telegram.begin("third", chat_id=ANNA)
    await settle()
    second.cancel()
    first.cancel()
    await settle()
    assert telegram.arrived == [(0, "first"), (0, "third")]


async def test_edits_count(telegram: Telegram) -> None:
    """Edits of messages share the pace of their chat."""
    for n in range(2):
        telegram.begin(f"send {n}", chat_id=ANNA)
        telegram.begin(f"edit {n}", "editMessageText", chat_id=ANNA)
    await telegram.clock.advance(1)
    assert telegram.arrived == [(0, "send 0"), (0, "edit 0"), (0, "send 1"), (1, "edit 1")]


@pytest.mark.parametrize("endpoint", ["sendChatAction", "getChatMember", "deleteMessage"])
async def test_other_calls_go_at_once(telegram: Telegram, endpoint: str) -> None:
    """What is no message neither waits for the messages of its chat nor takes their place."""
    for _ in range(4):
        telegram.begin("message", chat_id=ANNA)
    await settle()
    for _ in range(50):
        await outcome(telegram.begin("other", endpoint, chat_id=ANNA))
    await outcome(telegram.begin("button", "answerCallbackQuery", callback_query_id="7"))
    await outcome(telegram.begin("me", "getMe"))
    await telegram.clock.advance(1)
    assert telegram.arrived == [(0, "message")] * 3 + [(0, "other")] * 50 + [(0, "button"), (0, "me"), (1, "message")]


async def test_inline_messages(telegram: Telegram) -> None:
    """An edit of an inline message, which has no chat, counts only towards all together and waits for no other."""
    telegram.held["first"] = asyncio.Event()
    telegram.begin("first", "editMessageText", inline_message_id="AAA")
    for _ in range(30):
        telegram.begin("inline", "editMessageText", inline_message_id="AAA")
    await telegram.clock.advance(1)
    assert [time for time, _ in telegram.arrived] == [0] * 30 + [1]


async def test_429_holds_until_its_deadline(telegram: Telegram) -> None:
    """A halt ends at the moment that Telegram named, even if another request of the chat ends before."""
    telegram.held["action"] = asyncio.Event()
    telegram.begin("action", "sendChatAction", chat_id=ANNA)
    await settle()
    telegram.faults.append(RetryAfter(7))
    first = telegram.begin("first", chat_id=ANNA)
    await telegram.clock.advance(2)
    telegram.held["action"].set()
    second = telegram.begin("second", chat_id=ANNA)
    await telegram.clock.advance(4.9)
    assert telegram.arrived == [(0, "action"), (0, "first")]
    await telegram.clock.advance(0.2)
    assert telegram.arrived == [(0, "action"), (0, "first"), (7, "first"), (7, "second")]
    assert (await outcome(first), await outcome(second)) == (True, True)


async def test_429_is_for_one_chat(telegram: Telegram) -> None:
    """A halt of one chat halts no other, but every call of its own, chat actions too."""
    telegram.faults.append(RetryAfter(60))
    telegram.begin("anna", chat_id=ANNA)
    await settle()
    telegram.begin("bernd", chat_id=BERND)
    telegram.begin("action", "sendChatAction", chat_id=ANNA)
    await telegram.clock.advance(61)
    assert telegram.arrived[:2] == [(0, "anna"), (0, "bernd")]
    assert sorted(telegram.arrived[2:]) == [(60, "action"), (60, "anna")]


async def test_429_without_a_chat_is_for_one_method(telegram: Telegram) -> None:
    """A 429 to a call without a chat halts its method and nothing else."""
    telegram.faults.append(RetryAfter(30))
    telegram.begin("commands", "setMyCommands")
    await settle()
    telegram.begin("button", "answerCallbackQuery")
    telegram.begin("message", chat_id=ANNA)
    telegram.begin("more commands", "setMyCommands")
    await telegram.clock.advance(31)
    assert telegram.arrived[:3] == [(0, "commands"), (0, "button"), (0, "message")]
    assert sorted(telegram.arrived[3:]) == [(30, "commands"), (30, "more commands")]


async def test_429_while_waiting_for_a_turn(telegram: Telegram) -> None:
    """A message that waits for its pace obeys a 429 which a chat action of its chat gets meanwhile."""
    for _ in range(4):
        telegram.begin("message", chat_id=ANNA)
    await telegram.clock.advance(0.5)
    telegram.faults.append(RetryAfter(10))
    telegram.begin("action", "sendChatAction", chat_id=ANNA)
    await telegram.clock.advance(20)
    assert telegram.arrived[:4] == [*[(0, "message")] * 3, (0.5, "action")]
    assert sorted(telegram.arrived[4:]) == [(10.5, "action"), (10.5, "message")]


async def test_429_at_most_three_repetitions(telegram: Telegram) -> None:
    """A call that gets a fourth 429 ends with it."""
    telegram.faults.extend(RetryAfter(seconds) for seconds in (1, 2, 3, 4))
    task = telegram.begin("message", chat_id=ANNA)
    await telegram.clock.advance(100)
    assert [time for time, _ in telegram.arrived] == [0, 1, 3, 6]
    with pytest.raises(RetryAfter, match="4"):
        await outcome(task)


async def test_429_at_most_two_minutes(telegram: Telegram) -> None:
    """A call that would wait more than 120 s in all ends at once, and its chat stays halted."""
    telegram.faults.extend([RetryAfter(100), RetryAfter(21)])
    task = telegram.begin("first", chat_id=ANNA)
    await telegram.clock.advance(100)
    with pytest.raises(RetryAfter) as raised:
        await outcome(task)
    assert raised.value.retry_after == timedelta(seconds=21)
    await telegram.clock.advance(1)
    second = telegram.begin("second", chat_id=ANNA)
    await telegram.clock.advance(19.5)
    assert telegram.arrived == [(0, "first"), (100, "first")]
    await telegram.clock.advance(1)
    assert await outcome(second) is True
    assert telegram.arrived[2:] == [(121, "second")]


async def test_long_429_is_not_waited_for(telegram: Telegram) -> None:
    """While a chat is halted for longer than anybody waits, calls to it fail at once and are not sent."""
    telegram.faults.append(RetryAfter(900))
    for name in ("first", "second"):
        with pytest.raises(RetryAfter):
            await outcome(telegram.begin(name, chat_id=ANNA))
    assert telegram.arrived == [(0, "first")]


@pytest.mark.parametrize("cause", [httpx.ConnectError(""), httpx.ConnectTimeout(""), httpx.PoolTimeout("")])
async def test_send_that_never_left_is_repeated(telegram: Telegram, cause: Exception) -> None:
    """A message is repeated after 1, 2 and 4 seconds if no connection was there to send it on."""
    telegram.faults.extend(caused_by(NetworkError("down"), cause) for _ in range(3))
    task = telegram.begin("message", chat_id=ANNA)
    await telegram.clock.advance(7)
    assert await outcome(task) is True
    assert [time for time, _ in telegram.arrived] == [0, 1, 3, 7]


async def test_repetitions_end(telegram: Telegram) -> None:
    """A fourth fault of the network ends the call, and the next message starts anew."""
    telegram.faults.extend(caused_by(NetworkError("down"), httpx.ConnectError("")) for _ in range(4))
    task = telegram.begin("first", chat_id=ANNA)
    await telegram.clock.advance(100)
    with pytest.raises(NetworkError, match="down"):
        await outcome(task)
    assert await outcome(telegram.begin("second", chat_id=ANNA)) is True
    assert [time for time, _ in telegram.arrived] == [0, 1, 3, 7, 100]


@pytest.mark.parametrize("endpoint", ["sendMessage", "sendDocument", "copyMessage", "createForumTopic"])
@pytest.mark.parametrize(
    "error",
    [
        lost(),
        caused_by(NetworkError("cut"), httpx.ReadError("")),
        caused_by(NetworkError("cut"), httpx.RemoteProtocolError("")),
        caused_by(NetworkError("cut"), httpx.WriteTimeout("")),
        NetworkError("Bad Gateway"),
    ],
)
async def test_send_with_a_lost_answer_is_not_repeated(
    telegram: Telegram, caplog: pytest.LogCaptureFixture, endpoint: str, error: NetworkError
) -> None:
    """A message that may have arrived is never sent twice: it is logged as "maybe sent", and the error goes on."""
    telegram.faults.append(error)
    with pytest.raises(NetworkError) as raised:
        await outcome(telegram.begin("message", endpoint, chat_id=ANNA))
    assert raised.value is error
    assert telegram.arrived == [(0, "message")]
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [
        ("WARNING", f"maybe sent: {endpoint} to chat {ANNA} got no answer and is not repeated: {error!r}")
    ]


@pytest.mark.parametrize(
    "endpoint",
    [
        "editMessageText",
        "editMessageReplyMarkup",
        "deleteMessage",
        "sendChatAction",
        "setMyCommands",
        "getChat",
        "answerCallbackQuery",
        "answerInlineQuery",
    ],
)
async def test_harmless_calls_are_repeated(telegram: Telegram, endpoint: str) -> None:
    """A call that leaves the same behind when it is carried out twice is repeated after any fault of the network."""
    telegram.faults.extend([lost(), NetworkError("Bad Gateway"), caused_by(NetworkError("cut"), httpx.ReadError(""))])
    task = telegram.begin("call", endpoint, chat_id=ANNA)
    await telegram.clock.advance(7)
    assert await outcome(task) is True
    assert [time for time, _ in telegram.arrived] == [0, 1, 3, 7]


@pytest.mark.parametrize(
    ("endpoint", "text"),
    [
        ("editMessageText", "Message is not modified: specified new message content is the same"),
        ("deleteMessage", "Message to delete not found"),
        ("answerCallbackQuery", "Query is too old and response timeout expired or query id is invalid"),
    ],
)
async def test_repetition_finds_its_work_done(telegram: Telegram, endpoint: str, text: str) -> None:
    """A repetition that Telegram refuses because the lost call was carried out is a success; a first call is not."""
    telegram.faults.extend([lost(), BadRequest(text), BadRequest(text)])
    task = telegram.begin("repeated", endpoint, chat_id=ANNA)
    await telegram.clock.advance(1)
    assert await outcome(task) is True
    with pytest.raises(BadRequest, match=text):
        await outcome(telegram.begin("first", endpoint, chat_id=ANNA))


@pytest.mark.parametrize("endpoint", ["sendMessage", "editMessageText", "getChat"])
async def test_refusals_are_final(telegram: Telegram, caplog: pytest.LogCaptureFixture, endpoint: str) -> None:
    """What Telegram says no to is not repeated, though PTB counts it among the faults of the network."""
    telegram.faults.append(BadRequest("Chat not found"))
    with pytest.raises(BadRequest, match="Chat not found"):
        await outcome(telegram.begin("call", endpoint, chat_id=ANNA))
    assert telegram.arrived == [(0, "call")]
    assert caplog.records == []


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_429_in_whole_seconds(telegram: Telegram, monkeypatch: pytest.MonkeyPatch) -> None:
    """A 429 is waited out as well where PTB gives its seconds as a number, as it does by default."""
    monkeypatch.delenv("PTB_TIMEDELTA")
    telegram.faults.append(RetryAfter(3))
    task = telegram.begin("message", chat_id=ANNA)
    await telegram.clock.advance(3)
    assert await outcome(task) is True
    assert telegram.arrived == [(0, "message"), (3, "message")]


async def test_429_is_logged(telegram: Telegram, caplog: pytest.LogCaptureFixture) -> None:
    """Each 429 is logged at WARNING with its seconds, because it says that the pace is wrong."""
    caplog.set_level(logging.WARNING)
    telegram.faults.append(RetryAfter(3))
    telegram.begin("message", chat_id=ANNA)
    await telegram.clock.advance(3)
    assert [record.getMessage() for record in caplog.records] == [
        f"Telegram asks to wait 3.0 s before the next sendMessage to chat {ANNA}"
    ]


async def test_idle_chats_are_forgotten(telegram: Telegram) -> None:
    """What is known of a chat goes once nothing it did matters any more, and not before."""
    telegram.faults.append(RetryAfter(110))
    telegram.begin("halted", chat_id=ANNA)
    for chat in range(100, 300):
        telegram.begin("message", chat_id=chat)
    telegram.begin("group", chat_id=GROUP)
    await telegram.clock.advance(60)
    await outcome(telegram.begin("later", chat_id=BERND))
    assert set(telegram.limiter._lanes) == {ANNA, GROUP, BERND}
    await telegram.clock.advance(120)
    await outcome(telegram.begin("last", chat_id=BERND))
    assert set(telegram.limiter._lanes) == {BERND}
