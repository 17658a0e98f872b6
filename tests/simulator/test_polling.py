from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from telegram.error import Conflict

from bot.simulator.updates import FIRST_ID

if TYPE_CHECKING:
    from telegram import Bot

    from bot.simulator import Chat, Person, Simulator

    from .api import Api


async def texts(bot: Bot, offset: int = 0, limit: int = 100) -> list[str | None]:
    """Return the texts of the waiting messages."""
    updates = await bot.get_updates(offset=offset, limit=limit)
    return [update.message.text for update in updates if update.message]


async def test_update_is_what_was_typed(bot: Bot, anna: Person, telegram: Simulator) -> None:
    """A typed message reaches the bot with its author, chat, entities and language."""
    chat = telegram.private_chat(anna)
    sent = await anna.sends(chat, "/ask Wer baut die Mole?")
    (update,) = await bot.get_updates()

    message = update.message
    assert message is not None
    assert message.from_user is not None
    assert (update.update_id, message.message_id) == (FIRST_ID, sent.id)
    assert (message.from_user.id, message.from_user.language_code) == (anna.id, "de")
    assert (message.chat.id, message.chat.type, message.chat.first_name) == (anna.id, "private", "Anna")
    assert [(entity.type, entity.length) for entity in message.entities] == [("bot_command", 4)]


async def test_edit_and_reply_reach_the_bot(bot: Bot, anna: Person, private: Chat) -> None:
    """A reply carries the message it replies to, and an edit is an edited_message with its date."""
    first = await anna.sends(private, "Wer baut die Mole?")
    second = await anna.sends(private, "Und wann?", reply_to=first)
    await anna.edits(second, "Und seit wann?")
    _, reply, edit = await bot.get_updates()

    assert reply.message is not None
    assert reply.message.reply_to_message is not None
    assert reply.message.reply_to_message.message_id == first.id
    assert edit.edited_message is not None
    assert (edit.edited_message.message_id, edit.edited_message.text) == (second.id, "Und seit wann?")
    assert edit.edited_message.edit_date is not None


async def test_offset_confirms(bot: Bot, anna: Person, private: Chat) -> None:
    """Updates come again until a higher offset confirms them, and a negative offset keeps only the last ones."""
    for text in ("a", "b", "c"):
        await anna.sends(private, text)
    first = (await bot.get_updates())[0].update_id

    assert await texts(bot) == ["a", "b", "c"]
    assert await texts(bot, limit=2) == ["a", "b"]
    assert await texts(bot, offset=first + 1) == ["b", "c"]
    assert await texts(bot) == ["b", "c"]
    assert await texts(bot, offset=-1) == ["c"]
    assert await texts(bot) == ["c"]


async def test_long_poll_returns_with_the_update(bot: Bot, anna: Person, private: Chat, telegram: Simulator) -> None:
    """A long poll is held open, and ends as soon as there is an update."""
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await telegram.wait_for(lambda: telegram.calls.open("getUpdates"))
    await anna.sends(private, "a")

    assert [update.message.text for update in await poll if update.message] == ["a"]


async def test_poll_without_updates_is_empty(bot: Bot) -> None:
    """A poll with no timeout answers at once, with nothing."""
    assert await bot.get_updates(timeout=0) == ()


async def test_second_poll_ends_the_first(bot: Bot, api: Api, telegram: Simulator) -> None:
    """Of two polls at once the older one gets 409."""
    older = asyncio.create_task(bot.get_updates(timeout=30))
    await telegram.wait_for(lambda: telegram.calls.open("getUpdates"))

    assert await api.result("getUpdates") == []
    with pytest.raises(Conflict):
        await older
    assert {call.error for call in telegram.calls.of("getUpdates")} == {
        None,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    }


async def test_allowed_updates_hold_until_changed(bot: Bot, anna: Person, private: Chat) -> None:
    """Only allowed kinds are queued; left out, the earlier list holds, and an empty list restores the default."""
    await bot.get_updates(allowed_updates=["edited_message"])
    sent = await anna.sends(private, "a")
    await bot.get_updates()
    await anna.edits(sent, "b")
    (update,) = await bot.get_updates(allowed_updates=[])
    await anna.sends(private, "c")

    assert update.edited_message is not None
    assert await texts(bot, offset=update.update_id + 1) == ["c"]


async def test_webhook_excludes_polling(bot: Bot, api: Api, anna: Person, private: Chat) -> None:
    """While a webhook is set getUpdates is refused; deleting it can drop what waits."""
    await anna.sends(private, "a")
    await bot.set_webhook("https://lindmoor.example/hook", secret_token="Mole")  # noqa: S106 -- made up
    info = await bot.get_webhook_info()

    assert (info.url, info.pending_update_count) == ("https://lindmoor.example/hook", 1)
    assert await api.refusal("getUpdates") == (
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    )
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


async def test_webhook_needs_https(api: Api) -> None:
    """A webhook with a wrong or unencrypted URL is refused."""
    assert await api.refusal("setWebhook", url="http://lindmoor.example/") == (
        400,
        "Bad Request: bad webhook: An HTTPS URL must be provided for webhook",
    )
    assert await api.refusal("setWebhook", url="https://localhost/") == (
        400,
        "Bad Request: bad webhook: Wrong HTTP URL",
    )


async def test_redelivered_update_has_the_same_id(bot: Bot, anna: Person, private: Chat, telegram: Simulator) -> None:
    """An update can be delivered once more after it was confirmed, exactly once."""
    await anna.sends(private, "a")
    (update,) = await bot.get_updates()
    assert await bot.get_updates(offset=update.update_id + 1) == ()
    telegram.updates.redeliver()
    (again,) = await bot.get_updates(offset=update.update_id + 1)

    assert again == update
    assert await bot.get_updates(offset=update.update_id + 1) == ()
    with pytest.raises(LookupError, match="No update 7 was delivered yet"):
        telegram.updates.redeliver(7)


async def test_poison_update_is_delivered_unchecked(bot: Bot, api: Api, telegram: Simulator) -> None:
    """A raw update goes to the bot as it is, even if python-telegram-bot cannot parse it."""
    poison = telegram.updates.inject({"message": {"no": "message"}})

    assert await api.result("getUpdates") == [{"update_id": poison, "message": {"no": "message"}}]
    with pytest.raises(KeyError):
        await bot.get_updates()
