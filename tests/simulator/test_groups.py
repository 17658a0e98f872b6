from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from telegram import ChatMemberAdministrator

from bot.simulator import Simulator

if TYPE_CHECKING:
    from telegram import Bot

    from bot.simulator import Chat, Person

    from .api import Api


def waiting(telegram: Simulator) -> list[str]:
    """Return the texts of the messages that wait for the bot."""
    messages = (update.get("message") or update.get("edited_message") for update in telegram.updates.pending)
    return [message["text"] for message in messages if message and "text" in message]


async def test_privacy_mode_filters(bot: Bot, anna: Person, group: Chat, telegram: Simulator) -> None:
    """In privacy mode a bot gets commands with its name and replies to it, but no talk, mentions or other commands."""
    own = await bot.send_message(group.id, "Guten Tag")
    stored = group.message(own.message_id)
    theirs = await anna.sends(group, "Wer baut die Mole?")
    await anna.sends(group, "@article_bot wer baut die Mole?")
    await anna.sends(group, "sag /ask@article_bot")
    await anna.sends(group, "/ask@kurier_bot x")
    await anna.sends(group, "Ach so", reply_to=theirs)
    await anna.sends(group, "/ask@Article_Bot x")
    reply = await anna.sends(group, "Und wann?", reply_to=stored)
    await anna.edits(reply, "Und seit wann?")
    await anna.edits(theirs, "Wer bezahlt die Mole?")

    assert waiting(telegram) == ["/ask@Article_Bot x", "Und wann?", "Und seit wann?"]


async def test_bare_command_goes_to_the_last_bot(bot: Bot, anna: Person, telegram: Simulator) -> None:
    """A bare command reaches a bot in privacy mode only if it was the last bot to post."""
    other = telegram.user("Kurier", username="kurier_bot", is_bot=True)
    group = telegram.group("Redaktion", members=[anna, other])
    await anna.sends(group, "/ask a")
    await bot.send_message(group.id, "Guten Tag")
    await anna.sends(group, "/ask b")
    await other.sends(group, "Guten Tag auch")
    await anna.sends(group, "/ask c")

    assert waiting(telegram) == ["/ask b"]


async def test_administrator_sees_everything(anna: Person, group: Chat, telegram: Simulator) -> None:
    """A bot that is an administrator gets every message, and none anymore as a plain member."""
    await anna.promotes_bot(group)
    await anna.sends(group, "a")
    await anna.demotes_bot(group)
    await anna.sends(group, "b")

    assert waiting(telegram) == ["a"]


async def test_bot_without_privacy_mode_sees_everything() -> None:
    """A bot with privacy mode off says so in getMe and gets every message of people, but none of bots."""
    async with Simulator(privacy_mode=False) as telegram:
        anna, other = telegram.user("Anna"), telegram.user("Kurier", is_bot=True)
        group = telegram.group("Redaktion", members=[anna, other])
        await anna.sends(group, "a")
        await other.sends(group, "b")

        assert waiting(telegram) == ["a"]


async def test_get_me_tells_privacy_mode(bot: Bot) -> None:
    """A bot in privacy mode can see so in getMe."""
    me = await bot.get_me()

    assert (me.username, me.is_bot, me.can_read_all_group_messages) == ("article_bot", True, False)


async def test_service_messages_pass_privacy_mode(bot: Bot, group: Chat, telegram: Simulator) -> None:
    """Somebody's joining and leaving reach the bot in privacy mode too."""
    carla = telegram.user("Carla")
    await carla.joins(group)
    await carla.leaves(group)
    joined, left = [update.message for update in await bot.get_updates()]

    assert joined is not None
    assert [user.id for user in joined.new_chat_members] == [carla.id]
    assert left is not None
    assert left.left_chat_member is not None
    assert left.left_chat_member.id == carla.id


async def test_kicked_bot_is_shut_out(api: Api, bot: Bot, anna: Person, group: Chat) -> None:
    """A kicked bot is told, gets nothing more, and may not write or look until it is added again."""
    await anna.kicks_bot(group)
    await anna.sends(group, "/ask@article_bot x")
    (update,) = await bot.get_updates()
    kicked = (403, "Forbidden: bot was kicked from the group chat")

    assert update.my_chat_member is not None
    assert update.my_chat_member.new_chat_member.status == "kicked"
    assert await api.refusal("sendMessage", chat_id=group.id, text="x") == kicked
    assert await api.refusal("getChat", chat_id=group.id) == kicked
    await anna.adds_bot(group)
    member, added = await bot.get_updates(offset=update.update_id + 1)
    assert member.my_chat_member is not None
    assert member.my_chat_member.new_chat_member.status == "member"
    assert added.message is not None
    assert [user.id for user in added.message.new_chat_members] == [bot.id]
    assert (await bot.send_message(group.id, "x")).text == "x"


async def test_bot_leaves(api: Api, bot: Bot, group: Chat, private: Chat) -> None:
    """A bot that left a group is no member of it, and it cannot leave a private chat."""
    assert await bot.leave_chat(group.id)
    assert await api.refusal("sendMessage", chat_id=group.id, text="x") == (
        403,
        "Forbidden: bot is not a member of the group chat",
    )
    assert await api.refusal("leaveChat", chat_id=private.id) == (
        400,
        "Bad Request: chat member status can't be changed in private chats",
    )


async def test_group_and_its_members(bot: Bot, api: Api, anna: Person, ben: Person, group: Chat) -> None:
    """The bot can look up a group, everybody's standing in it, and its leaders."""
    chat = await bot.get_chat(group.id)
    await anna.promotes_bot(group)
    leaders = await bot.get_chat_administrators(group.id)

    assert (chat.title, chat.type) == ("Redaktion Lindmoor", "group")
    assert (await bot.get_chat_member(group.id, anna.id)).status == "creator"
    assert (await bot.get_chat_member(group.id, ben.id)).status == "member"
    await ben.leaves(group)
    assert (await bot.get_chat_member(group.id, ben.id)).status == "left"
    assert [(leader.user.id, leader.status) for leader in leaders] == [
        (anna.id, "creator"),
        (bot.id, "administrator"),
    ]
    assert isinstance(leaders[1], ChatMemberAdministrator)
    assert await api.refusal("getChatMember", chat_id=group.id, user_id=1) == (
        400,
        "Bad Request: PARTICIPANT_ID_INVALID",
    )


async def test_private_chat_has_no_administrators(api: Api, private: Chat) -> None:
    """Asking for the administrators of a private chat is refused."""
    assert await api.refusal("getChatAdministrators", chat_id=private.id) == (
        400,
        "Bad Request: there are no administrators in the private chat",
    )


async def test_blocked_bot_is_shut_out(api: Api, bot: Bot, anna: Person, private: Chat) -> None:
    """A blocked bot is told and may not write until it is unblocked."""
    await anna.blocks_bot()
    blocked = (403, "Forbidden: bot was blocked by the user")

    assert await api.refusal("sendMessage", chat_id=private.id, text="x") == blocked
    assert await api.refusal("sendChatAction", chat_id=private.id, action="typing") == blocked
    assert (await bot.get_chat(private.id)).first_name == "Anna"
    with pytest.raises(ValueError, match="has blocked the bot"):
        await anna.sends(private, "x")
    await anna.unblocks_bot()
    assert (await bot.send_message(private.id, "x")).text == "x"
    statuses = [update.my_chat_member for update in await bot.get_updates()]
    assert [each.new_chat_member.status for each in statuses if each] == ["kicked", "member"]


@pytest.mark.parametrize(
    ("chat_id", "refusal"),
    [
        (-17, (400, "Bad Request: chat not found")),
        ("@lindmoor", (400, "Bad Request: chat not found")),
        ("", (400, "Bad Request: chat_id is empty")),
    ],
)
async def test_unknown_chats(api: Api, chat_id: object, refusal: tuple[int, str]) -> None:
    """A chat that does not exist is not found, and none at all is empty."""
    assert await api.refusal("sendMessage", chat_id=chat_id, text="x") == refusal


async def test_bot_cannot_write_first(api: Api, anna: Person, ben: Person, telegram: Simulator) -> None:
    """A bot may not write to a person who never wrote to it, whether the chat is open on their side or not."""
    telegram.private_chat(anna)
    refused = (403, "Forbidden: bot can't initiate conversation with a user")

    assert await api.refusal("sendMessage", chat_id=anna.id, text="x") == refused
    assert await api.refusal("sendMessage", chat_id=ben.id, text="x") == refused


async def test_people_can_do_only_what_the_apps_can(
    anna: Person, ben: Person, group: Chat, telegram: Simulator
) -> None:
    """Acts that Telegram's apps do not offer fail on the side of the test, not of the bot."""
    sent = await anna.sends(group, "a")
    carla = telegram.user("Carla")

    with pytest.raises(ValueError, match="can edit only own messages"):
        await ben.edits(sent, "b")
    with pytest.raises(ValueError, match="is not in"):
        await carla.sends(group, "b")
    with pytest.raises(ValueError, match="is no administrator"):
        await ben.kicks_bot(group)
    with pytest.raises(ValueError, match="1 to 4096 characters, not 0"):
        await anna.sends(group, " ")
    with pytest.raises(ValueError, match="1 to 4096 characters, not 4097"):
        await anna.sends(group, "x" * 4097)
    await anna.deletes(sent)
    with pytest.raises(LookupError, match="to reply to"):
        await anna.sends(group, "b", reply_to=sent)
    with pytest.raises(LookupError, match="has no chat with the bot"):
        await ben.blocks_bot()
    with pytest.raises(ValueError, match="at least one member"):
        telegram.group("Niemand", members=[])
