from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from telegram import constants
from telegram.error import ChatMigrated

if TYPE_CHECKING:
    from telegram import Bot

    from bot.simulator import Chat, Person

    from .api import Api


async def test_both_sides_are_told(bot: Bot, anna: Person, group: Chat) -> None:
    """The old group tells the new id, the new supergroup the old one, with the group as its own sender."""
    supergroup = await anna.migrates(group)
    first, second = await bot.get_updates()

    assert first.message is not None
    assert first.message.from_user is not None
    assert (first.message.chat.id, first.message.migrate_to_chat_id) == (group.id, supergroup.id)
    assert first.message.from_user.id == anna.id
    assert second.message is not None
    assert second.message.from_user is not None
    assert second.message.sender_chat is not None
    assert (second.message.chat.id, second.message.migrate_from_chat_id) == (supergroup.id, group.id)
    assert (second.message.chat.type, second.message.chat.title) == ("supergroup", "Redaktion Lindmoor")
    assert second.message.from_user.id == constants.ChatID.ANONYMOUS_ADMIN
    assert second.message.sender_chat.id == supergroup.id


async def test_old_id_is_refused(api: Api, bot: Bot, anna: Person, group: Chat) -> None:
    """All calls to the old id are refused with the new one, where everything works."""
    supergroup = await anna.migrates(group)
    answer = await api.call("sendMessage", chat_id=group.id, text="x")

    assert answer == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": supergroup.id},
    }
    with pytest.raises(ChatMigrated) as raised:
        await bot.send_chat_action(group.id, "typing")
    assert raised.value.new_chat_id == supergroup.id
    assert (await bot.send_message(supergroup.id, "x")).text == "x"
    assert (await bot.get_chat_member(supergroup.id, anna.id)).status == "creator"


async def test_life_goes_on_in_the_supergroup(anna: Person, ben: Person, group: Chat) -> None:
    """People write in the supergroup and no longer in the group; only a group's creator makes one, once."""
    with pytest.raises(ValueError, match="cannot make a supergroup"):
        await ben.migrates(group)
    supergroup = await anna.migrates(group)

    assert (await ben.sends(supergroup, "x")).chat_id == supergroup.id
    with pytest.raises(ValueError, match="has become the supergroup"):
        await ben.sends(group, "x")
    for chat in (group, supergroup):
        with pytest.raises(ValueError, match="cannot make a supergroup"):
            await anna.migrates(chat)
