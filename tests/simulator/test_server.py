from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import aiohttp
import pytest
import telegram as ptb

from bot.simulator import BlackHole, Button, DriftError, Simulator, Slow
from bot.simulator.checks import check

from .api import Api

if TYPE_CHECKING:
    from bot.simulator import Chat, Person

MARKUP = '{"inline_keyboard": [[{"text": "Mehr", "callback_data": "1"}]]}'


async def test_only_this_token_and_known_methods(api: Api, telegram: Simulator) -> None:
    """A wrong token is unauthorized; an unknown method or path is not found."""

    async def answer(path: str) -> tuple[int, object]:
        async with api.session.get(telegram.api_url.removesuffix("bot") + path) as response:
            return response.status, await response.json()

    def refused(status: int, description: str) -> tuple[int, object]:
        return status, {"ok": False, "error_code": status, "description": description}

    assert await answer("bot1:wrong/getMe") == refused(401, "Unauthorized")
    assert await answer(f"bot{telegram.token}/getNothing") == refused(404, "Not Found")
    assert await answer("favicon.ico") == refused(404, "Not Found")
    assert await answer(f"bot{telegram.token}/GETME") == (
        200,
        {
            "ok": True,
            "result": {
                "id": telegram.bot.id,
                "is_bot": True,
                "first_name": "Article Bot",
                "username": "article_bot",
                "can_join_groups": True,
                "can_read_all_group_messages": False,
                "supports_inline_queries": False,
                "can_connect_to_business": False,
                "has_main_web_app": False,
            },
        },
    )


@pytest.mark.parametrize("kind", ["query", "form", "multipart", "json", "nested json"])
async def test_all_ways_to_send_parameters(api: Api, private: Chat, telegram: Simulator, kind: str) -> None:
    """A query string, both kinds of forms and JSON carry the same parameters, and a numeric text stays a text."""
    fields = {"chat_id": str(private.id), "text": "42", "reply_markup": MARKUP}
    nested = {
        "chat_id": private.id,
        "text": "42",
        "reply_markup": {"inline_keyboard": [[{"text": "Mehr", "callback_data": "1"}]]},
    }
    url = api.url("sendMessage")
    match kind:
        case "query":
            sending = api.session.get(url, params=fields)
        case "form":
            sending = api.session.post(url, data=fields)
        case "multipart":
            sending = api.session.post(url, data=aiohttp.FormData(fields, default_to_multipart=True))
        case "json":
            sending = api.session.post(url, json=fields)
        case _:
            sending = api.session.post(url, json=nested)
    async with sending as response:
        assert response.status == 200

    assert telegram.calls.of("sendMessage")[0].parameters == nested
    assert private.last_from_bot is not None
    assert private.last_from_bot.text == "42"
    assert private.last_from_bot.buttons == (Button("Mehr", "callback_data", "1"),)


@pytest.mark.parametrize(
    ("method", "body", "description"),
    [
        ("getMe", "[1", "can't parse request JSON object"),
        ("getMe", "[1]", "can't parse request JSON object"),
        ("getUpdates", '{"limit": "many"}', 'parameter "limit" must be an Integer'),
        ("setMyCommands", '{"commands": {}}', "can't parse commands: expected an Array"),
    ],
)
async def test_malformed_parameters(api: Api, telegram: Simulator, method: str, body: str, description: str) -> None:
    """A body or a parameter of the wrong kind is refused with 400, and logged."""
    headers = {"Content-Type": "application/json"}
    async with api.session.post(api.url(method), data=body, headers=headers) as response:
        assert (response.status, (await response.json())["description"]) == (400, f"Bad Request: {description}")
    assert [call.error for call in telegram.calls.of(method)] == [f"Bad Request: {description}"]


async def test_calls_are_logged(api: Api, private: Chat, telegram: Simulator) -> None:
    """Each call is logged with parameters, result or error, status and times."""
    await api.result("sendMessage", chat_id=private.id, text="a")
    await api.refusal("sendMessage", chat_id=private.id, text="")
    good, bad = telegram.calls.of("sendmessage")

    assert (good.number, good.method, good.status, good.error) == (0, "sendMessage", 200, None)
    assert good.result["text"] == "a"
    assert (bad.number, bad.status, bad.result) == (1, 400, None)
    assert bad.error == "Bad Request: message text is empty"
    assert good.finished is not None
    assert good.started <= good.finished <= bad.started
    assert [call.number for call in telegram.calls] == [0, 1]
    assert len(telegram.calls) == 2


async def test_shutdown_ends_open_calls() -> None:
    """Leaving the simulator ends long polls, held answers and black holes at once."""
    async with aiohttp.ClientSession() as session:
        async with Simulator() as telegram:
            api = Api(telegram, session)
            poll = asyncio.create_task(api.result("getUpdates", timeout=50))
            telegram.faults.add("getMe", Slow(asyncio.Event()))
            telegram.faults.add("getWebhookInfo", BlackHole())
            slow = asyncio.create_task(api.result("getMe"))
            lost = asyncio.create_task(api.result("getWebhookInfo"))
            await telegram.wait_for(lambda: telegram.calls.open("getUpdates"))
            await telegram.wait_for(lambda: telegram.calls.open("getMe"))
            await telegram.wait_for(lambda: telegram.calls.open("getWebhookInfo"))

        assert await poll == []
        assert (await slow)["username"] == "article_bot"
        with pytest.raises(aiohttp.ClientConnectionError):
            await lost
        with pytest.raises(aiohttp.ClientConnectionError):
            await api.result("getMe")


async def test_wait_for_returns_the_value_or_tells_the_last_calls(api: Api, telegram: Simulator) -> None:
    """Waiting returns the truthy value, and a wait in vain tells what the bot called last."""
    await api.refusal("sendMessage", chat_id=1, text="x")

    assert await telegram.wait_for(lambda: 7) == 7
    with pytest.raises(TimeoutError, match=r"Not within 0 s; the last calls: sendMessage -> Bad Request: chat not"):
        await telegram.wait_for(lambda: None, timeout=0)


async def test_chat_shows_what_was_said(api: Api, anna: Person, private: Chat) -> None:
    """A chat lists its messages, its last one, and those of the bot, without the deleted ones."""
    assert private.last_from_bot is None
    first = await anna.sends(private, "a")
    await api.result("sendMessage", chat_id=private.id, text="b")
    last = await anna.sends(private, "c")
    await anna.deletes(first)

    assert [message.text for message in private.messages] == ["/start", "b", "c"]
    assert [message.text for message in private.from_bot] == ["b"]
    assert private.last == last
    assert private.message(first.id) is None


def test_user_name_of_a_bot() -> None:
    """A bot's user name ends in "bot", as Telegram demands."""
    with pytest.raises(ValueError, match="The user name of a bot ends in 'bot', so 'article' is none"):
        Simulator(username="article")


@pytest.mark.parametrize(
    ("kind", "data", "error"),
    [
        (ptb.User, {"id": 1, "is_bot": False}, "python-telegram-bot cannot read this User"),
        (ptb.Update, {"update_id": 1, "mesage": {}}, "Update has no mesage"),
        (
            ptb.Message,
            {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private", "name": "Anna"}},
            "Chat has no name",
        ),
    ],
)
def test_drift_is_noticed(kind: type[ptb.TelegramObject], data: dict[str, object], error: str) -> None:
    """An object with a missing or unknown field, at any depth, does not leave the simulator."""
    with pytest.raises(DriftError, match=error):
        check(kind, data)


async def test_own_failure_ends_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure of the simulator itself is a 500 to the bot, and is raised when the simulator is left."""
    monkeypatch.setattr("bot.simulator.methods.polling.check", drifted)
    simulator = Simulator()
    await simulator.__aenter__()
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{simulator.api_url}{simulator.token}/getWebhookInfo") as response,
    ):
        status = response.status

    assert status == 500
    assert simulator.calls.of("getWebhookInfo")[0].error == "DriftError('WebhookInfo')"
    with pytest.raises(DriftError, match="WebhookInfo"):
        await simulator.__aexit__(None, None, None)


def drifted(kind: type[ptb.TelegramObject], _: object) -> None:
    """Fail as the real check would."""
    raise DriftError(kind.__name__)
