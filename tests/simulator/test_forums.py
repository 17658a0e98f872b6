from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from telegram import ReplyParameters

from bot.simulator import Topic

if TYPE_CHECKING:
    from telegram import Bot

    from bot.simulator import Chat, Person, Simulator

    from .api import Api

NOT_FOUND = (400, "Bad Request: message thread not found")


@pytest.fixture
def forum(telegram: Simulator, anna: Person, ben: Person) -> Chat:
    """Return a forum of Anna, its creator, Ben and the bot, who reads all."""
    forum = telegram.supergroup("Foren Lindmoor", [anna, ben], forum=True)
    forum.seat(telegram.bot, "administrator")
    return forum


async def test_topic_is_told_by_its_first_message(bot: Bot, anna: Person, forum: Chat) -> None:
    """A topic begins with a service message, whose id is the topic's."""
    topic = await anna.opens_topic(forum, "Hafen")
    (update,) = await bot.get_updates()

    message = update.message
    assert message is not None
    assert message.forum_topic_created is not None
    assert topic == Topic(2, "Hafen")
    assert (message.message_id, message.message_thread_id, message.is_topic_message) == (2, 2, True)
    assert (message.forum_topic_created.name, message.reply_to_message) == ("Hafen", None)
    assert (message.chat.type, message.chat.is_forum) == ("supergroup", True)


async def test_message_in_a_topic(bot: Bot, anna: Person, forum: Chat) -> None:
    """What is written into a topic carries its id, and replies to the topic's first message if to nothing else."""
    topic = await anna.opens_topic(forum, "Hafen")
    question = await anna.sends(forum, "Wer baut die Mole?", topic=topic)
    reply = await anna.sends(forum, "Und wann?", reply_to=question)
    _, first, second = [update.message for update in await bot.get_updates()]

    assert first is not None
    assert first.reply_to_message is not None
    assert (first.message_thread_id, first.is_topic_message) == (topic.id, True)
    assert first.reply_to_message.message_id == topic.id
    assert first.reply_to_message.forum_topic_created is not None
    assert second is not None
    assert second.reply_to_message is not None
    assert (second.message_thread_id, second.is_topic_message) == (topic.id, True)
    assert second.reply_to_message.message_id == question.id
    assert (reply.thread, reply.in_topic) == (topic.id, True)


async def test_general_has_no_id(bot: Bot, api: Api, anna: Person, forum: Chat) -> None:
    """In General a message has no thread; a reply there has one, but it is no topic and nothing can be sent to it."""
    question = await anna.sends(forum, "Wer baut die Mole?")
    await anna.sends(forum, "Und wann?", reply_to=question)
    first, second = [update.message for update in await bot.get_updates()]

    assert first is not None
    assert (first.message_thread_id, first.is_topic_message) == (None, None)
    assert second is not None
    assert (second.message_thread_id, second.is_topic_message) == (question.id, None)
    for thread in (question.id, 1):
        refusal = await api.refusal("sendMessage", chat_id=forum.id, text="x", message_thread_id=thread)
        assert refusal == NOT_FOUND


async def test_bot_answers_in_the_topic(bot: Bot, anna: Person, forum: Chat) -> None:
    """The bot writes into a topic by its id, or by a reply to what stands there."""
    topic = await anna.opens_topic(forum, "Hafen")
    question = await anna.sends(forum, "Wer baut die Mole?", topic=topic)
    named = await bot.send_message(forum.id, "Die Stadt.", message_thread_id=topic.id)
    replied = await bot.send_message(forum.id, "Die Stadt.", reply_parameters=ReplyParameters(question.id))
    plain = await bot.send_message(forum.id, "Guten Tag")

    assert (named.message_thread_id, named.is_topic_message) == (topic.id, True)
    assert (replied.message_thread_id, replied.is_topic_message) == (topic.id, True)
    assert (plain.message_thread_id, plain.is_topic_message) == (None, None)
    assert [(message.thread, message.in_topic) for message in forum.from_bot] == [
        (topic.id, True),
        (topic.id, True),
        (None, False),
    ]
    assert await bot.send_chat_action(forum.id, "typing", message_thread_id=topic.id)


async def test_thread_must_exist(api: Api, anna: Person, forum: Chat, group: Chat, private: Chat) -> None:
    """A topic that never was or is deleted is not found, and groups and private chats have none."""
    topic = await anna.opens_topic(forum, "Hafen")
    await anna.sends(forum, "Wer baut die Mole?", topic=topic)
    await anna.deletes_topic(forum, topic)

    for chat, thread in ((forum, topic.id), (forum, 99), (group, 1), (private, 1)):
        for method, what in (("sendMessage", {"text": "x"}), ("sendChatAction", {"action": "typing"})):
            assert await api.refusal(method, chat_id=chat.id, message_thread_id=thread, **what) == NOT_FOUND
    assert forum.messages == ()


async def test_reply_into_another_topic_is_not_simulated(api: Api, anna: Person, forum: Chat) -> None:
    """A topic and a reply to a message of another one are refused loudly."""
    harbour, theatre = await anna.opens_topic(forum, "Hafen"), await anna.opens_topic(forum, "Theater")
    question = await anna.sends(forum, "Wer baut die Mole?", topic=harbour)

    assert await api.refusal(
        "sendMessage",
        chat_id=forum.id,
        text="x",
        message_thread_id=theatre.id,
        reply_parameters={"message_id": question.id},
    ) == (501, "Not Implemented: the simulator does not know replies to another thread")


async def test_closed_topic(api: Api, bot: Bot, anna: Person, ben: Person, forum: Chat) -> None:
    """Only administrators write into a closed topic, until it is opened again; both are told."""
    topic = await anna.opens_topic(forum, "Hafen")
    await anna.closes_topic(forum, topic)
    named = {"chat_id": forum.id, "text": "x", "message_thread_id": topic.id}

    assert (await bot.send_message(forum.id, "x", message_thread_id=topic.id)).text == "x"
    await anna.demotes_bot(forum)
    assert await api.refusal("sendMessage", **named) == (400, "Bad Request: TOPIC_CLOSED")
    with pytest.raises(ValueError, match="The topic 'Hafen' is closed"):
        await ben.sends(forum, "x", topic=topic)
    assert (await anna.sends(forum, "x", topic=topic)).thread == topic.id
    await anna.reopens_topic(forum, topic)
    assert (await api.result("sendMessage", **named))["message_thread_id"] == topic.id
    kinds = [update.message for update in await bot.get_updates() if update.message]
    assert [bool(kind.forum_topic_closed) for kind in kinds] == [False, True, False]
    assert [bool(kind.forum_topic_reopened) for kind in kinds] == [False, False, True]


async def test_replies_make_threads_in_supergroups(bot: Bot, api: Api, anna: Person, supergroup: Chat) -> None:
    """In a supergroup without topics a reply carries the id of what the thread began with, and is in no topic."""
    await anna.promotes_bot(supergroup)
    question = await anna.sends(supergroup, "Wer baut die Mole?")
    refused = await api.refusal("sendMessage", chat_id=supergroup.id, text="x", message_thread_id=question.id)
    answer = await bot.send_message(supergroup.id, "Die Stadt.", reply_parameters=ReplyParameters(question.id))
    stored = supergroup.message(answer.message_id)
    assert stored is not None
    await anna.sends(supergroup, "Und wann?", reply_to=stored)
    last = (await bot.get_updates())[-1].message

    assert refused == NOT_FOUND
    assert (answer.message_thread_id, answer.is_topic_message) == (question.id, None)
    assert last is not None
    assert (last.message_thread_id, last.is_topic_message) == (question.id, None)
    named = await bot.send_message(supergroup.id, "Ab Mai.", message_thread_id=question.id)
    assert (named.message_thread_id, named.is_topic_message) == (question.id, None)


async def test_groups_and_private_chats_have_no_threads(bot: Bot, anna: Person, group: Chat, private: Chat) -> None:
    """A reply in a group or a private chat is in no thread."""
    for chat in (group, private):
        question = await anna.sends(chat, "Wer baut die Mole?")
        answer = await bot.send_message(chat.id, "Die Stadt.", reply_parameters=ReplyParameters(question.id))
        assert answer.message_thread_id is None


async def test_people_can_use_only_present_topics(anna: Person, ben: Person, forum: Chat, supergroup: Chat) -> None:
    """Topics are made in forums only, and a reply stays in the topic of what it replies to."""
    harbour, theatre = await anna.opens_topic(forum, "Hafen"), await anna.opens_topic(forum, "Theater")
    question = await anna.sends(forum, "Wer baut die Mole?", topic=harbour)

    with pytest.raises(ValueError, match="is no forum"):
        await anna.opens_topic(supergroup, "Hafen")
    with pytest.raises(LookupError, match="is not in the topic 'Theater'"):
        await anna.sends(forum, "x", topic=theatre, reply_to=question)
    with pytest.raises(ValueError, match="is no administrator"):
        await ben.deletes_topic(forum, harbour)
    await anna.deletes_topic(forum, harbour)
    with pytest.raises(LookupError, match="There is no topic 'Hafen'"):
        await anna.sends(forum, "x", topic=harbour)
    with pytest.raises(LookupError, match="There is no topic 'Hafen'"):
        await anna.closes_topic(forum, harbour)
