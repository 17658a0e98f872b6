from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, MessageOriginChannel, ReplyParameters, constants

from bot.simulator import CallbackAnswer

if TYPE_CHECKING:
    from telegram import Bot, Update

    from bot.simulator import Chat, Person, Simulator

    from .api import Api

READ_ONLY = (400, "Bad Request: need administrator rights in the channel chat")


def kinds(updates: tuple[Update, ...]) -> list[str]:
    """Return the kinds of updates."""
    return [next(key for key in update.to_dict() if key != "update_id") for update in updates]


async def test_post_and_its_edit(bot: Bot, anna: Person, channel: Chat) -> None:
    """A post reaches the bot, privacy mode or not, from the channel and nobody else, and so does its edit."""
    post = await anna.posts(channel, "Die Mole steht.")
    await anna.edits(post, "Die Mole steht seit Mai.")
    first, second = updates = await bot.get_updates()

    assert kinds(updates) == ["channel_post", "edited_channel_post"]
    assert first.channel_post is not None
    assert first.channel_post.sender_chat is not None
    assert first.channel_post.sender_chat.id == channel.id
    assert first.channel_post.from_user is None
    assert first.channel_post.author_signature is None
    assert (first.channel_post.chat.type, first.channel_post.chat.username) == ("channel", "lindmoor_bote")
    assert second.edited_channel_post is not None
    assert (second.edited_channel_post.message_id, second.edited_channel_post.text) == (
        post.id,
        "Die Mole steht seit Mai.",
    )


async def test_signed_post(bot: Bot, anna: Person, telegram: Simulator) -> None:
    """A channel that signs its posts shows the name of the author, also the bot's."""
    channel = telegram.channel("Bote", [anna], signed=True)
    telegram.link(channel, discussion := telegram.supergroup("Leserbriefe", [anna]))
    discussion.seat(telegram.bot, "administrator")
    await anna.posts(channel, "Die Mole steht.")
    update, forward = await bot.get_updates()
    own = await bot.send_message(channel.id, "Guten Tag")

    assert update.channel_post is not None
    assert update.channel_post.author_signature == "Anna"
    assert forward.message is not None
    assert isinstance(forward.message.forward_origin, MessageOriginChannel)
    assert forward.message.forward_origin.author_signature == "Anna"
    assert (own.author_signature, own.from_user) == ("Article Bot", None)


async def test_bot_posts(bot: Bot, channel: Chat) -> None:
    """The bot posts by id or by the public name, as the channel, and does not get its own posts."""
    by_id = await bot.send_message(channel.id, "a")
    by_name = await bot.send_message("@Lindmoor_Bote", "b")

    assert [message.text for message in channel.from_bot] == ["a", "b"]
    for sent in (by_id, by_name):
        assert sent.sender_chat is not None
        assert (sent.chat.id, sent.sender_chat.id, sent.from_user) == (channel.id, channel.id, None)
    assert await bot.edit_message_text("c", channel.id, by_id.message_id)
    assert await bot.get_updates() == ()


async def test_reader_taps_under_a_post(bot: Bot, ben: Person, channel: Chat) -> None:
    """A reader's tap on a button in a channel reaches the bot from the reader, with the post."""
    markup = InlineKeyboardMarkup.from_button(InlineKeyboardButton("Mehr", callback_data="1"))
    await bot.send_message(channel.id, "a", reply_markup=markup)
    post = channel.last
    assert post is not None
    tapping = asyncio.create_task(ben.taps(post, "Mehr"))
    (update,) = await bot.get_updates(timeout=5)

    query = update.callback_query
    assert query is not None
    assert query.message is not None
    assert (query.from_user.id, query.message.chat.id, query.data) == (ben.id, channel.id, "1")
    await query.answer("Gerne")
    assert await tapping == CallbackAnswer("Gerne")


async def test_posts_of_other_bots_are_shown(bot: Bot, anna: Person, telegram: Simulator) -> None:
    """A channel does not tell who wrote, so the posts of another bot reach this one."""
    other = telegram.user("Kurier", username="kurier_bot", is_bot=True)
    channel = telegram.channel("Bote", [anna, other])
    await anna.promotes(channel, other)
    await other.posts(channel, "Guten Tag auch")

    assert kinds(await bot.get_updates()) == ["channel_post"]


async def test_bot_without_the_right_to_post(api: Api, bot: Bot, anna: Person, channel: Chat) -> None:
    """An administrator without the right to post reads only, and can look that up."""
    await anna.promotes_bot(channel, can_post=False)
    (update,) = await bot.get_updates()
    standing = await bot.get_chat_member(channel.id, bot.id)

    assert await api.refusal("sendMessage", chat_id=channel.id, text="x") == READ_ONLY
    assert await api.refusal("sendDocument", chat_id=channel.id, document="x") == READ_ONLY
    assert update.my_chat_member is not None
    new = update.my_chat_member.new_chat_member.to_dict()
    assert (new["can_post_messages"], standing.to_dict()["can_post_messages"]) == (False, False)
    await anna.posts(channel, "Die Mole steht.")
    assert kinds(await bot.get_updates(offset=update.update_id + 1)) == ["channel_post"]


async def test_bot_joins_and_leaves_a_channel(api: Api, bot: Bot, anna: Person, telegram: Simulator) -> None:
    """Being added to a channel and removed from it is told by my_chat_member alone."""
    channel = telegram.channel("Bote", [anna], with_bot=False)
    outside = (403, "Forbidden: bot is not a member of the channel chat")
    assert await api.refusal("sendMessage", chat_id=channel.id, text="x") == outside
    await anna.adds_bot(channel)
    assert (await bot.send_message(channel.id, "x")).text == "x"
    await anna.kicks_bot(channel)
    await anna.posts(channel, "Die Mole steht.")
    updates = await bot.get_updates()

    statuses = [each.my_chat_member.new_chat_member.status for each in updates if each.my_chat_member]
    assert (kinds(updates), statuses) == (["my_chat_member"] * 2, ["administrator", "kicked"])
    assert await api.refusal("sendMessage", chat_id=channel.id, text="x") == (
        403,
        "Forbidden: bot was kicked from the channel chat",
    )
    assert [message.text for message in channel.messages] == ["x", "Die Mole steht."]


async def test_readers_come_and_go_silently(bot: Bot, channel: Chat, telegram: Simulator) -> None:
    """A channel has no service messages about its readers, and they can only read."""
    carla = telegram.user("Carla")
    await carla.joins(channel)
    with pytest.raises(ValueError, match="Carla may only read"):
        await carla.posts(channel, "x")
    await carla.leaves(channel)

    assert channel.messages == ()
    assert await bot.get_updates() == ()


async def test_post_is_forwarded_to_the_discussion(bot: Bot, anna: Person, channel: Chat, discussion: Chat) -> None:
    """A post stands in the discussion group at once, from Telegram's own account, sent by the channel."""
    post = await anna.posts(channel, "Die Mole steht.")
    first, second = await bot.get_updates()

    assert first.channel_post is not None
    forward = second.message
    assert forward is not None
    assert forward.from_user is not None
    assert forward.sender_chat is not None
    assert isinstance(forward.forward_origin, MessageOriginChannel)
    assert (forward.chat.id, forward.text, forward.is_automatic_forward) == (discussion.id, "Die Mole steht.", True)
    assert (forward.from_user.id, forward.from_user.is_bot) == (constants.ChatID.SERVICE_CHAT, False)
    assert forward.sender_chat.id == channel.id
    assert (forward.forward_origin.chat.id, forward.forward_origin.message_id) == (channel.id, post.id)


async def test_own_post_is_forwarded_without_buttons(bot: Bot, channel: Chat, discussion: Chat) -> None:
    """The bot's own post is forwarded too, without its buttons, and the forward is not the bot's."""
    markup = InlineKeyboardMarkup.from_button(InlineKeyboardButton("Mehr", callback_data="1"))
    sent = await bot.send_message(channel.id, "a", reply_markup=markup)
    (update,) = await bot.get_updates()
    await bot.edit_message_reply_markup(channel.id, sent.message_id)

    assert update.message is not None
    assert (update.message.text, update.message.reply_markup) == ("a", None)
    assert discussion.from_bot == ()
    assert len(await bot.get_updates(offset=update.update_id + 1)) == 0


async def test_forward_follows_its_post(bot: Bot, anna: Person, channel: Chat, discussion: Chat) -> None:
    """What is edited or deleted in the channel is so in the discussion group."""
    post = await anna.posts(channel, "Die Mole steht.")
    await anna.edits(post, "Die Mole steht seit Mai.")
    updates = await bot.get_updates()
    forward = discussion.last

    assert kinds(updates) == ["channel_post", "message", "edited_channel_post", "edited_message"]
    assert forward is not None
    assert (forward.text, forward.edits[0].text) == ("Die Mole steht seit Mai.", "Die Mole steht.")
    await anna.deletes(post)
    assert (channel.messages, discussion.messages) == ((), ())


@pytest.mark.usefixtures("discussion")
async def test_comment_is_a_reply_in_the_thread_of_the_post(bot: Bot, ben: Person, anna: Person, channel: Chat) -> None:
    """Who is not in the discussion group comments too; each comment carries the id of the forward as its thread."""
    post = await anna.posts(channel, "Die Mole steht.")
    question = await ben.comments(channel, post, "Wer baut die Mole?")
    await ben.comments(channel, post, "Und wann?", reply_to=question)
    _, forward, first, second = [update.message for update in await bot.get_updates()]

    assert forward is not None
    assert first is not None
    assert first.reply_to_message is not None
    assert first.from_user is not None
    assert (first.from_user.id, first.message_thread_id) == (ben.id, forward.message_id)
    assert first.is_topic_message is None
    assert (first.reply_to_message.message_id, first.reply_to_message.is_automatic_forward) == (
        forward.message_id,
        True,
    )
    assert second is not None
    assert second.reply_to_message is not None
    assert (second.reply_to_message.message_id, second.message_thread_id) == (question.id, forward.message_id)


async def test_bot_answers_under_the_post(bot: Bot, ben: Person, anna: Person, channel: Chat, discussion: Chat) -> None:
    """The bot's answer to a comment stands in the thread of the post, and a comment may be sent by thread alone."""
    post = await anna.posts(channel, "Die Mole steht.")
    forward = discussion.forward_of(post)
    assert forward is not None
    comment = await bot.send_message(discussion.id, "Guten Tag", message_thread_id=forward.id)
    question = await ben.comments(channel, post, "Wer baut die Mole?")
    answer = await bot.send_message(discussion.id, "Die Stadt.", reply_parameters=ReplyParameters(question.id))

    assert (answer.message_thread_id, comment.message_thread_id) == (forward.id, forward.id)
    assert (answer.is_topic_message, comment.is_topic_message) == (None, None)


async def test_who_may_comment(anna: Person, ben: Person, channel: Chat, discussion: Chat, telegram: Simulator) -> None:
    """Strangers comment and edit their comments, but not who was removed; in the channel itself they do nothing."""
    carla = telegram.user("Carla")
    post = await anna.posts(channel, "Die Mole steht.")
    comment = await carla.comments(channel, post, "Wer baut die Mole?")

    assert (await carla.edits(comment, "Wer bezahlt die Mole?")).text == "Wer bezahlt die Mole?"
    await anna.kicks(discussion, ben)
    with pytest.raises(ValueError, match="Ben is not in"):
        await ben.comments(channel, post, "x")
    with pytest.raises(ValueError, match="Carla is not in"):
        await carla.posts(channel, "x")


async def test_privacy_mode_in_the_discussion(
    bot: Bot, ben: Person, anna: Person, channel: Chat, discussion: Chat
) -> None:
    """In privacy mode the bot gets the post in the channel, but neither its forward nor comments not meant for it."""
    await anna.demotes_bot(discussion)
    (demoted,) = await bot.get_updates()
    post = await anna.posts(channel, "Die Mole steht.")
    await ben.comments(channel, post, "Wer baut die Mole?")
    await ben.comments(channel, post, "/ask@article_bot Wer baut die Mole?")
    updates = await bot.get_updates(offset=demoted.update_id + 1)

    assert kinds(updates) == ["channel_post", "message"]
    assert updates[1].message is not None
    assert updates[1].message.text == "/ask@article_bot Wer baut die Mole?"


async def test_linked_chats(bot: Bot, channel: Chat, discussion: Chat, supergroup: Chat) -> None:
    """A channel and its discussion group name each other in getChat; other chats name none."""
    assert (await bot.get_chat(channel.id)).linked_chat_id == discussion.id
    assert (await bot.get_chat(discussion.id)).linked_chat_id == channel.id
    assert (await bot.get_chat("@lindmoor_runde")).linked_chat_id is None
    assert (await bot.get_chat("@lindmoor_runde")).id == supergroup.id


async def test_links(anna: Person, channel: Chat, discussion: Chat, group: Chat) -> None:
    """A message of a public chat is linked by its name, of a private one by its id, and of a group not at all."""
    post = await anna.posts(channel, "Die Mole steht.")
    forward = discussion.forward_of(post)
    assert forward is not None

    assert channel.link(post) == "https://t.me/lindmoor_bote/1"
    assert discussion.link(forward) == f"https://t.me/c/{str(discussion.id).removeprefix('-100')}/1"
    with pytest.raises(ValueError, match="Only supergroups and channels have links"):
        group.link(await anna.sends(group, "x"))


async def test_channels_refuse_what_the_apps_do_not_offer(
    anna: Person, ben: Person, channel: Chat, group: Chat, telegram: Simulator
) -> None:
    """Acts in channels that Telegram's apps do not offer fail on the side of the test."""
    post = await anna.posts(channel, "Die Mole steht.")

    with pytest.raises(ValueError, match="is no channel"):
        await anna.posts(group, "x")
    with pytest.raises(LookupError, match="cannot be commented on"):
        await ben.comments(channel, post, "x")
    with pytest.raises(ValueError, match="can edit only own messages"):
        await ben.edits(post, "x")
    with pytest.raises(ValueError, match="is no administrator"):
        await ben.deletes(post)
    with pytest.raises(ValueError, match="use kicks_bot"):
        await anna.demotes_bot(channel)
    with pytest.raises(ValueError, match="cannot be the discussion group"):
        telegram.link(channel, group)
