"""Each row of the table in `bot.delivery`, over HTTP."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest

from bot.delivery import Delivery, InParts, Place, Reply
from bot.simulator import Simulator
from bot.simulator.faults import Refuse
from bot.store.chats import Settings
from bot.store.store import Store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.simulator import Chat, Person

BUTTONS = InlineKeyboardMarkup(
    [[InlineKeyboardButton("web", url="https://example.org/")], [InlineKeyboardButton("more", callback_data="a:p:1:1")]]
)


@dataclass(frozen=True, slots=True)
class Post:
    """A bot with its way out, and a chat to write into."""

    telegram: Simulator
    bot: Bot
    delivery: Delivery
    store: Store
    person: Person
    chat: Chat
    place: Place


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[Post]:
    """Return a group with one person."""
    async with Simulator() as telegram:
        store = Store(tmp_path, telegram.bot.id)
        person = telegram.user("Ron")
        chat = telegram.group("Deichfreunde", [person])
        async with Bot(telegram.token, base_url=telegram.api_url) as bot:
            yield Post(telegram, bot, Delivery(store.chats), store, person, chat, Place(chat.id))
        store.close()


def refuse(post: Post, description: str, status: int = 400, method: str = "sendMessage") -> None:
    """Let the next call be refused."""
    post.telegram.faults.add(method, Refuse(status, description))


async def test_html_that_is_refused(post: Post) -> None:
    """The words go out, and are edited, without their marks."""
    sent = await post.delivery.send(post.bot, post.place, "<b>a</i> &lt; b")
    assert sent is not None
    assert [(one.text, one.entities) for one in post.chat.from_bot] == [("a < b", ())]
    assert await post.delivery.edit(post.bot, post.chat.id, sent.message_id, "<b>c")
    assert [(one.text, one.entities) for one in post.chat.from_bot] == [("c", ())]


async def test_topic_that_is_gone(post: Post) -> None:
    """What was to stand in a topic that was deleted stands outside of it."""
    refuse(post, "Bad Request: message thread not found")
    await post.delivery.send(post.bot, Place(post.chat.id, 7), "a")
    assert [call.parameters.get("message_thread_id") for call in post.telegram.calls.of("sendMessage")] == [7, None]


async def test_quotation_that_does_not_stand_there(post: Post) -> None:
    """The reply goes out without the words that the message does not have."""
    asked = await post.person.sends(post.chat, "Wie lang?")
    await post.delivery.send(post.bot, post.place, "a", reply=Reply(asked.id, "Wie breit?"))
    assert [(one.text, one.reply_to, one.quote) for one in post.chat.from_bot] == [("a", asked.id, None)]


async def test_address_of_a_button(post: Post) -> None:
    """Buttons whose address Telegram does not take are left out, and the others stay: sent and edited."""
    url = "Bad Request: inline keyboard button URL 'https://example.org/' is invalid: Wrong HTTP URL"
    refuse(post, url)
    sent = await post.delivery.send(post.bot, post.place, "a", buttons=BUTTONS)
    assert sent is not None
    refuse(post, "Bad Request: BUTTON_URL_INVALID", method="editMessageText")
    assert await post.delivery.edit(post.bot, post.chat.id, sent.message_id, "b", buttons=BUTTONS)
    assert [(one.text, one.labels) for one in post.chat.from_bot] == [("b", ("more",))]


async def test_group_that_has_moved(post: Post) -> None:
    """What a group has goes along to the supergroup, and the message goes there, a reply to nothing."""
    asked = await post.person.sends(post.chat, "Wie lang?")
    post.store.chats.change(post.chat.id, Settings("de"))
    new = await post.person.migrates(post.chat)
    await post.delivery.send(post.bot, post.place, "a", reply=Reply(asked.id))
    assert [one.text for one in new.from_bot] == ["a"]
    assert post.store.chats.settings(new.id) == Settings("de")


@pytest.mark.parametrize(
    ("status", "description"),
    [
        (403, "Forbidden: bot was blocked by the user"),
        (403, "Forbidden: bot was kicked from the group chat"),
        (400, "Bad Request: chat not found"),
        (400, "Bad Request: PEER_ID_INVALID"),
    ],
)
async def test_chat_that_cannot_be_reached(post: Post, status: int, description: str) -> None:
    """A chat that the bot cannot write into is closed, and that is no error."""
    refuse(post, description, status)
    assert await post.delivery.send(post.bot, post.place, "a") is None
    assert post.store.chats.is_closed(post.chat.id)


async def test_edits_that_change_nothing(post: Post) -> None:
    """A message that shows the words already is fine; one that is gone is told as not edited."""
    sent = await post.delivery.send(post.bot, post.place, "a")
    assert sent is not None
    assert await post.delivery.edit(post.bot, post.chat.id, sent.message_id, "a")
    assert not await post.delivery.edit(post.bot, post.chat.id, 999, "b")


async def test_what_nothing_helps_against(post: Post) -> None:
    """Any other refusal is raised, at once."""
    refuse(post, "Bad Request: message text is empty")
    with pytest.raises(BadRequest, match="text is empty"):
        await post.delivery.send(post.bot, post.place, "a")
    assert len(post.telegram.calls.of("sendMessage")) == 1


async def test_parts_find_their_messages(post: Post) -> None:
    """Messages that are there are edited, missing ones are sent, and the buttons stand under the last one."""
    put, left = post.delivery.put, "above"
    first = await put(post.bot, post.place, InParts(["a", "b"], left, BUTTONS))
    assert [(one.text, one.labels) for one in post.chat.from_bot] == [("a", ()), ("b", ("web", "more"))]
    await put(post.bot, post.place, InParts(["c", "d", "e"], left, BUTTONS), messages=first)
    assert [(one.text, len(one.labels)) for one in post.chat.from_bot] == [("c", 0), ("d", 0), ("e", 2)]
    three = [one.id for one in post.chat.from_bot]
    assert await put(post.bot, post.place, InParts(["f"], left), messages=three[:2]) == three[:1]
    assert [one.text for one in post.chat.from_bot] == ["f", "e"]


async def test_message_that_cannot_be_deleted(post: Post) -> None:
    """One that is not needed and stays says where to look."""
    messages = await post.delivery.put(post.bot, post.place, InParts(["a", "b"], "above"))
    refuse(post, "Bad Request: message can't be deleted for everyone", method="deleteMessage")
    await post.delivery.put(post.bot, post.place, InParts(["c"], "above"), messages=messages)
    assert [one.text for one in post.chat.from_bot] == ["c", "above"]


async def test_who_waits_sees_that_the_bot_is_at_work(post: Post) -> None:
    """While something takes long the chat says that the bot types, in the topic where it will stand."""
    async with post.delivery.typing(post.bot, post.place, after=0):
        (call,) = await post.telegram.wait_for(lambda: post.telegram.calls.of("sendChatAction"))
    assert call.parameters == {"chat_id": post.chat.id, "action": "typing"}


async def test_who_need_not_wait_sees_nothing_of_it(post: Post) -> None:
    """What is done at once shows no sign of work, and what cannot be shown is no error."""
    async with post.delivery.typing(post.bot, post.place, after=60):
        pass
    assert post.telegram.calls.of("sendChatAction") == ()
    refuse(post, "Bad Request: chat not found", method="sendChatAction")
    async with post.delivery.typing(post.bot, post.place, after=0):
        await post.telegram.wait_for(lambda: post.telegram.calls.of("sendChatAction"))
