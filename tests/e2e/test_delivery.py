"""Messages that Telegram does not take as they are, or not there."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from telegram import Bot
from telegram.error import BadRequest

from bot.delivery import Delivery, Place, Reply
from bot.simulator import Refuse
from bot.store.store import Store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from bot.simulator import Chat, Person, Simulator


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Return an empty memory."""
    with closing(Store(tmp_path, 5)) as made:
        yield made


@pytest.fixture
async def api(telegram: Simulator) -> AsyncIterator[Bot]:
    """Return the way to Telegram."""
    async with Bot(telegram.token, telegram.api_url) as made:
        yield made


async def test_parts_of_an_answer_follow_a_group_that_moves(
    telegram: Simulator, api: Bot, store: Store, group: Chat, editor: Person
) -> None:
    """When a group becomes a supergroup between two parts, the second one goes there, and each later one at once."""
    question = await editor.sends(group, "/ask@article_bot ?")
    delivery = Delivery(store.chats)
    await delivery.send(api, Place(group.id), "1", reply=Reply(question.id))
    supergroup = await editor.migrates(group)
    for part in ("2", "3"):
        await delivery.send(api, Place(group.id), part, reply=Reply(question.id))

    assert [message.text for message in group.from_bot if message.text == "1"] == ["1"]
    assert [message.text for message in supergroup.from_bot if message.text in "123"][-2:] == ["2", "3"]
    assert [call.status for call in telegram.calls.of("sendMessage")] == [200, 400, 200, 200]


async def test_no_other_message_is_edited_in_a_supergroup(
    telegram: Simulator, api: Bot, store: Store, group: Chat, editor: Person
) -> None:
    """A message of a group that has moved cannot be edited, and no other one is that has its number now."""
    delivery = Delivery(store.chats)
    await editor.sends(group, "Moin")
    sent = await delivery.send(api, Place(group.id), "old")
    assert sent is not None
    supergroup = await editor.migrates(group)
    newer = await delivery.send(api, Place(supergroup.id), "new")
    assert newer is not None
    assert newer.message_id == sent.message_id

    assert not await delivery.edit(api, group.id, sent.message_id, "edited")
    assert store.chats.moved_to(group.id) == supergroup.id
    assert not await delivery.edit(api, group.id, sent.message_id, "edited")
    assert [message.text for message in supergroup.from_bot if message.id == newer.message_id] == ["new"]
    assert len(telegram.calls.of("editMessageText")) == 1


@pytest.mark.parametrize(
    "said",
    [
        "Bad Request: TOPIC_CLOSED",
        "Bad Request: not enough rights to send text messages to the chat",
        "Bad Request: have no rights to send a message",
    ],
)
async def test_one_closed_topic_does_not_close_the_chat(
    telegram: Simulator, api: Bot, store: Store, group: Chat, said: str
) -> None:
    """Where the bot may not write for now, nothing is sent and nothing fails; the chat stays open."""
    telegram.faults.add("sendMessage", Refuse(400, said))
    assert await Delivery(store.chats).send(api, Place(group.id), "?") is None
    assert not store.chats.is_closed(group.id)


async def test_a_chat_that_threw_the_bot_out_is_closed(
    telegram: Simulator, api: Bot, store: Store, group: Chat
) -> None:
    """A chat that cannot be reached counts as closed, and that is no error."""
    telegram.faults.add("sendMessage", Refuse(403, "Forbidden: bot was kicked from the group chat"))
    assert await Delivery(store.chats).send(api, Place(group.id), "?") is None
    assert store.chats.is_closed(group.id)


async def test_other_refusals_are_errors(telegram: Simulator, api: Bot, store: Store, group: Chat) -> None:
    """What nobody has thought of is told to whoever asked for the message."""
    telegram.faults.add("sendMessage", Refuse(400, "Bad Request: message text is empty"))
    with pytest.raises(BadRequest):
        await Delivery(store.chats).send(api, Place(group.id), "?")


async def test_memory_that_cannot_be_read(api: Bot, store: Store, group: Chat) -> None:
    """A file that is broken keeps no message from being sent or edited."""
    store.db.execute("DROP TABLE chat")
    delivery = Delivery(store.chats)
    sent = await delivery.send(api, Place(group.id), "1")
    assert sent is not None
    assert await delivery.edit(api, group.id, sent.message_id, "2")
    assert [message.text for message in group.from_bot] == ["2"]
