from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from telegram import ChatMemberAdministrator, constants

if TYPE_CHECKING:
    from telegram import Bot

    from bot.simulator import Chat, Person, Simulator

    from .api import Api


async def test_anonymous_administrator(bot: Bot, anna: Person, supergroup: Chat) -> None:
    """An anonymous administrator shows as the group, from an account that all of them share."""
    sent = await anna.sends(supergroup, "/ask@article_bot Wer baut die Mole?", anonymous=True)
    await anna.edits(sent, "/ask@article_bot Wer bezahlt die Mole?")
    first, second = await bot.get_updates()

    for message in (first.message, second.edited_message):
        assert message is not None
        assert message.from_user is not None
        assert message.sender_chat is not None
        assert (message.from_user.id, message.from_user.username) == (
            constants.ChatID.ANONYMOUS_ADMIN,
            "GroupAnonymousBot",
        )
        assert message.from_user.is_bot
        assert message.sender_chat.id == message.chat.id == supergroup.id
    assert sent.sender.id == anna.id


async def test_writing_as_a_channel(bot: Bot, anna: Person, supergroup: Chat, channel: Chat) -> None:
    """Who writes as a channel shows as that channel, from an account that all of them share."""
    await anna.sends(supergroup, "/ask@article_bot Wer baut die Mole?", as_channel=channel)
    (update,) = await bot.get_updates()

    message = update.message
    assert message is not None
    assert message.from_user is not None
    assert message.sender_chat is not None
    assert (message.from_user.id, message.from_user.is_bot) == (constants.ChatID.FAKE_CHANNEL, True)
    assert (message.sender_chat.id, message.sender_chat.type) == (channel.id, "channel")
    assert (message.is_automatic_forward, message.forward_origin) == (None, None)


async def test_privacy_mode_hides_chats_that_write(anna: Person, supergroup: Chat, telegram: Simulator) -> None:
    """Privacy mode treats anonymous administrators like everybody else."""
    await anna.sends(supergroup, "Wer baut die Mole?", anonymous=True)

    assert telegram.updates.pending == ()


async def test_only_who_may_shows_as_a_chat(
    anna: Person, ben: Person, supergroup: Chat, group: Chat, channel: Chat
) -> None:
    """Only administrators are anonymous, only creators write as their channel, and both in supergroups only."""
    with pytest.raises(ValueError, match="Ben is no administrator"):
        await ben.sends(supergroup, "x", anonymous=True)
    with pytest.raises(ValueError, match="is no channel of Ben"):
        await ben.sends(supergroup, "x", as_channel=channel)
    with pytest.raises(ValueError, match="is no channel of Anna"):
        await anna.sends(supergroup, "x", as_channel=group)
    for chat in (group, channel):
        with pytest.raises(ValueError, match="Only in supergroups"):
            await anna.sends(chat, "x", anonymous=True)


async def test_people_are_promoted_and_demoted(bot: Bot, anna: Person, ben: Person, supergroup: Chat) -> None:
    """An administrator made by another is one in getChatMember and getChatAdministrators, hidden or not."""
    await anna.promotes(supergroup, ben, anonymous=True)
    leaders = await bot.get_chat_administrators(supergroup.id)
    member = await bot.get_chat_member(supergroup.id, ben.id)
    await anna.demotes(supergroup, ben)

    assert [(leader.user.id, leader.status) for leader in leaders] == [
        (anna.id, "creator"),
        (ben.id, "administrator"),
    ]
    assert isinstance(member, ChatMemberAdministrator)
    assert (member.is_anonymous, member.can_pin_messages, member.can_post_messages) == (True, True, None)
    assert (await bot.get_chat_member(supergroup.id, ben.id)).status == "member"
    with pytest.raises(ValueError, match="is no administrator"):
        await ben.promotes(supergroup, anna)


async def test_standing_of_others_is_told_to_administrators_that_ask(
    bot: Bot, anna: Person, ben: Person, supergroup: Chat, telegram: Simulator
) -> None:
    """chat_member comes to a bot that is an administrator and asks for it, and to no other."""
    await bot.get_updates(allowed_updates=["chat_member"])
    await anna.promotes(supergroup, ben)
    await anna.promotes_bot(supergroup)
    await anna.demotes(supergroup, ben)
    (update,) = await bot.get_updates()

    assert update.chat_member is not None
    assert update.chat_member.from_user.id == anna.id
    assert update.chat_member.old_chat_member.status == "administrator"
    assert update.chat_member.new_chat_member.status == "member"
    await bot.get_updates(offset=update.update_id + 1, allowed_updates=[])
    await anna.promotes(supergroup, ben)
    assert telegram.updates.pending == ()


async def test_kicked_person(bot: Bot, anna: Person, ben: Person, supergroup: Chat) -> None:
    """Who is kicked may not write, and the group is told who kicked whom."""
    await anna.kicks(supergroup, ben)
    (update,) = await bot.get_updates()

    assert update.message is not None
    assert update.message.from_user is not None
    assert update.message.left_chat_member is not None
    assert (update.message.from_user.id, update.message.left_chat_member.id) == (anna.id, ben.id)
    assert (await bot.get_chat_member(supergroup.id, ben.id)).status == "kicked"
    with pytest.raises(ValueError, match="Ben is not in"):
        await ben.sends(supergroup, "x")
    with pytest.raises(ValueError, match="was removed from"):
        await ben.joins(supergroup)


async def test_added_person(bot: Bot, anna: Person, ben: Person, supergroup: Chat, telegram: Simulator) -> None:
    """Any member adds people, and the group is told by whom; who was removed is added by administrators only."""
    carla = telegram.user("Carla")
    await ben.adds(supergroup, carla)
    (update,) = await bot.get_updates()

    assert update.message is not None
    assert update.message.from_user is not None
    assert update.message.from_user.id == ben.id
    assert [user.id for user in update.message.new_chat_members] == [carla.id]
    await anna.kicks(supergroup, carla)
    with pytest.raises(ValueError, match="is no administrator"):
        await ben.adds(supergroup, carla)
    await anna.adds(supergroup, carla)
    assert (await carla.sends(supergroup, "x")).text == "x"


async def test_restricted_bot_only_reads(bot: Bot, api: Api, anna: Person, supergroup: Chat) -> None:
    """A bot that is restricted is told and may not write until it is a plain member again."""
    await anna.restricts_bot(supergroup)
    (update,) = await bot.get_updates()

    assert update.my_chat_member is not None
    assert update.my_chat_member.new_chat_member.to_dict()["can_send_messages"] is False
    assert await api.refusal("sendMessage", chat_id=supergroup.id, text="x") == (
        400,
        "Bad Request: not enough rights to send text messages to the chat",
    )
    assert await api.refusal("sendDocument", chat_id=supergroup.id, document="x") == (
        400,
        "Bad Request: not enough rights to send documents to the chat",
    )
    await anna.demotes_bot(supergroup)
    assert (await bot.send_message(supergroup.id, "x")).text == "x"


async def test_restricted_people_only_read(bot: Bot, anna: Person, ben: Person, supergroup: Chat, group: Chat) -> None:
    """A restricted person's message fails on the side of the test; only supergroups have restricted members."""
    await anna.restricts(supergroup, ben)

    assert (await bot.get_chat_member(supergroup.id, ben.id)).status == "restricted"
    with pytest.raises(ValueError, match="Ben may not write"):
        await ben.sends(supergroup, "x")
    with pytest.raises(ValueError, match="Only supergroups have restricted members"):
        await anna.restricts(group, ben)
    with pytest.raises(ValueError, match="Only supergroups have restricted members"):
        await anna.restricts_bot(group)
