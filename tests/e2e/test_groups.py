"""Groups: how a question is put there, whom the answer is for, and what a group goes through."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from telegram import Bot

from bot.delivery import Delivery, InParts, Place, Reply
from bot.handlers.turns import MOST_WAITING
from bot.simulator import Refuse
from bot.store.chats import Settings
from bot.store.store import Store
from bot.texts import ENGLISH, GERMAN

from .conftest import running
from .test_access import ANSWER, ASK, QUESTION, first_lines, with_telegram

if TYPE_CHECKING:
    from bot.simulator import Chat, Message, Person, Simulator

    from .conftest import Newsroom

QUOTE_GONE = Refuse(400, "Bad Request: QUOTE_TEXT_INVALID")
FOLLOW_UP = "And what was it built of?"


def quote_of(message: Message | None) -> str | None:
    """Return what a message quotes."""
    return message.quote.text if message and message.quote else None


@pytest.mark.usefixtures("bot")
async def test_answer_quotes_the_question(telegram: Simulator, group: Chat, reader: Person) -> None:
    """An answer in a group replies to the question, and quotes its words without the command."""
    asked = await reader.sends(group, f"{ASK}   {QUESTION}")
    answer = await telegram.wait_for(lambda: group.last_from_bot)
    assert (answer.reply_to, quote_of(answer)) == (asked.id, QUESTION)


async def test_question_is_quoted_once(newsroom: Newsroom, telegram: Simulator, group: Chat, reader: Person) -> None:
    """Where an answer needs several messages, all of them reply to the question, and the first one quotes it."""
    asked = await reader.sends(group, f"{ASK} harbour")
    store = Store(newsroom.config.data_dir, telegram.bot.id)
    async with Bot(telegram.token, base_url=telegram.api_url) as bot:
        shown = InParts(["first", "second"], left="")
        await Delivery(store.chats).put(bot, Place(group.id), shown, reply=Reply(asked.id, "harbour"))
    store.close()
    assert [(one.reply_to, quote_of(one)) for one in group.from_bot] == [(asked.id, "harbour"), (asked.id, None)]


@pytest.mark.usefixtures("bot")
async def test_quoted_words_are_gone(telegram: Simulator, group: Chat, reader: Person) -> None:
    """Where the quoted words are not there any more, the answer comes without them."""
    telegram.faults.add("sendMessage", QUOTE_GONE)
    asked = await reader.sends(group, f"{ASK} {QUESTION}")
    answer = await telegram.wait_for(lambda: group.last_from_bot)
    assert (answer.reply_to, quote_of(answer)) == (asked.id, None)


@pytest.mark.usefixtures("bot")
async def test_caption_that_begins_with_ask(telegram: Simulator, group: Chat, reader: Person) -> None:
    """/ask in the caption of a file is a question like any other; another bot's is not."""
    telegram._world.reads_all = True
    await reader.sends_photo(group, b"x", caption=f"/ask@kurier_bot {QUESTION}")
    asked = await reader.sends_photo(group, b"x", caption=f"{ASK} {QUESTION}")
    answer = await telegram.wait_for(lambda: group.last_from_bot)
    private = telegram.private_chat(reader)
    await reader.sends_document(private, "a.pdf", b"x", caption=f"/ask {QUESTION}")
    await telegram.wait_for(lambda: private.last_from_bot)

    assert (answer.reply_to, quote_of(answer)) == (asked.id, QUESTION)
    assert first_lines(group) == [ANSWER]
    assert first_lines(private) == [ANSWER]


@pytest.mark.usefixtures("bot")
async def test_forum_is_answered_in_the_topic(telegram: Simulator, editor: Person, reader: Person) -> None:
    """In a forum the answer stands in the topic of the question, and outside of topics in none."""
    forum = telegram.supergroup("Deichforum", members=[editor, reader], forum=True)
    topic = await editor.opens_topic(forum, "Hafen")
    inside = await reader.sends(forum, f"{ASK} {QUESTION}", topic=topic)
    await telegram.wait_for(lambda: forum.last_from_bot)
    general = await reader.sends(forum, f"{ASK} {QUESTION}")
    await telegram.wait_for(lambda: len(forum.from_bot) == 2)

    assert [(one.reply_to, one.in_topic and one.thread) for one in forum.from_bot] == [
        (inside.id, topic.id),
        (general.id, False),
    ]


@pytest.mark.usefixtures("bot")
async def test_topics_are_talks_of_their_own(telegram: Simulator, editor: Person, reader: Person) -> None:
    """A follow-up goes on in its topic."""
    forum = telegram.supergroup("Deichforum", members=[editor, reader], forum=True)
    topic = await editor.opens_topic(forum, "Hafen")
    await reader.sends(forum, f"{ASK} {QUESTION}", topic=topic)
    first = await telegram.wait_for(lambda: forum.last_from_bot)
    await reader.sends(forum, FOLLOW_UP, reply_to=first, topic=topic)
    answer = await telegram.wait_for(lambda: forum.last_from_bot if forum.last_from_bot != first else None)
    assert "It was built of granite." in answer.text


@pytest.mark.usefixtures("bot")
async def test_people_who_show_as_a_chat_are_answered(telegram: Simulator, editor: Person, reader: Person) -> None:
    """Anonymous admins, and people who write as a channel, are answered as everybody is."""
    supergroup = telegram.supergroup("Deichfreunde", members=[editor, reader])
    channel = telegram.channel("Deichpost", members=[reader])
    first = await editor.sends(supergroup, f"{ASK} {QUESTION}", anonymous=True)
    await telegram.wait_for(lambda: supergroup.last_from_bot)
    second = await reader.sends(supergroup, f"{ASK} {QUESTION}", as_channel=channel)
    await telegram.wait_for(lambda: len(supergroup.from_bot) == 2)

    assert [one.reply_to for one in supergroup.from_bot] == [first.id, second.id]
    assert first_lines(supergroup) == [ANSWER, ANSWER]


@pytest.mark.usefixtures("bot")
async def test_whoever_shows_as_a_chat_is_answered_in_their_words_language(telegram: Simulator, editor: Person) -> None:
    """An anonymous admin has no language: a German question gets a German answer, and a bare command an English one."""
    supergroup = telegram.supergroup("Deichfreunde", members=[editor])
    await editor.sends(supergroup, f"{ASK} Wer gewann das Turnier auf der Insel?", anonymous=True)
    german = await telegram.wait_for(lambda: supergroup.last_from_bot)
    await editor.sends(supergroup, ASK, anonymous=True)
    bare = await telegram.wait_for(lambda: one if (one := supergroup.last_from_bot) != german else None)
    assert german.text.startswith(GERMAN.no_answer)
    assert bare.text.startswith(ENGLISH.ask_usage.partition("<")[0])


async def test_burst_is_answered_in_order(
    newsroom: Newsroom, telegram: Simulator, group: Chat, editor: Person, reader: Person
) -> None:
    """Questions of one person that come at once are answered in their order, each with those before it in mind."""
    burst = [await reader.sends(group, f"{ASK} {text}") for text in (QUESTION, FOLLOW_UP, "🦆")]
    other = await editor.sends(group, f"{ASK} ?!")
    async with running(newsroom, telegram):
        await telegram.wait_for(lambda: len(group.from_bot) == 5, timeout=10)

    said = {one.id: [reply for reply in group.from_bot if reply.reply_to == one.id] for one in (*burst, other)}
    answers = [said[one.id][-1] for one in burst]
    assert [one.id for one in answers] == sorted(one.id for one in answers)
    assert answers[0].text.startswith(ANSWER)
    assert "It was built of granite." in answers[1].text
    assert [one.text for one in said[burst[2].id]] == [ENGLISH.queued, ENGLISH.no_words]
    assert [one.text for one in said[other.id]] == [GERMAN.no_words]


async def test_too_many_at_once_are_declined(
    newsroom: Newsroom, telegram: Simulator, private: Chat, reader: Person
) -> None:
    """What comes when enough questions of a person wait is not answered, and they are told so with one word."""
    for _ in range(MOST_WAITING + 3):
        await reader.sends(private, "🦆")
    async with running(newsroom, telegram):
        await telegram.wait_for(lambda: len(private.from_bot) == MOST_WAITING + 3, timeout=15)

    declined = ENGLISH.queue_full.format(count=MOST_WAITING)
    assert sorted(one.text for one in private.from_bot) == sorted(
        [ENGLISH.queued, declined, *[ENGLISH.no_words] * (1 + MOST_WAITING)]
    )


@pytest.mark.usefixtures("bot")
async def test_unknown_commands(telegram: Simulator, group: Chat, private: Chat, reader: Person) -> None:
    """An unknown command gets help in a private chat and nothing in a group: it is for another bot there."""
    await reader.sends(group, "/weather")
    await reader.sends(private, "/weather")
    await telegram.wait_for(lambda: private.last_from_bot and not telegram.updates.pending)
    assert first_lines(private) == ["How to ask"]
    assert group.from_bot == ()


@pytest.mark.usefixtures("bot")
async def test_help_in_a_group_tells_of_mentions(telegram: Simulator, group: Chat, editor: Person) -> None:
    """/help in a group says whether a mention is enough: not in privacy mode, unless the bot is an admin."""
    await editor.sends(group, "/help@article_bot")
    await telegram.wait_for(lambda: group.last_from_bot)
    await editor.promotes_bot(group)
    await editor.sends(group, "/help")
    await telegram.wait_for(lambda: len(group.from_bot) == 2)

    unseen, seen = (text.format(bot="article_bot") for text in (GERMAN.mentions_unseen, GERMAN.mentions_seen))
    assert [(unseen in one.text, seen in one.text) for one in group.from_bot] == [(True, False), (False, True)]


async def test_hello_in_a_new_group(newsroom: Newsroom, telegram: Simulator, editor: Person) -> None:
    """Added to a group, the bot says once how to ask there, in the language of whoever added it."""
    group = telegram.group("Moorfreunde", members=[editor], with_bot=False)
    async with running(newsroom, telegram):
        await editor.adds_bot(group)
        hello = await telegram.wait_for(lambda: group.last_from_bot)
        await editor.promotes_bot(group)
        await editor.sends(group, "/ask@article_bot")
        await telegram.wait_for(lambda: len(group.from_bot) == 2)

    assert len(group.from_bot) == 2
    assert hello.text.startswith("Guten Tag! ")
    assert "/ask@article_bot Ihre Frage" in hello.text
    assert GERMAN.mentions_unseen.format(bot="article_bot") in hello.text
    assert first_lines(group)[1].startswith("Was möchten Sie wissen?")


async def test_admins_are_told_of_the_privacy_mode(newsroom: Newsroom, telegram: Simulator, editor: Person) -> None:
    """An admin of the bot whom it can reach is told, once, that mentions do not reach it; again after it was off."""
    private = telegram.private_chat(editor)
    async with running(newsroom, telegram):
        await editor.sends(private, "/start")
        await telegram.wait_for(lambda: private.last_from_bot)
    for reads_all in (False, False, True, False):
        telegram._world.reads_all = reads_all
        async with running(newsroom, telegram):
            pass

    told = [one.text for one in private.from_bot[1:]]
    assert [text.split(". ")[0] for text in told] == ["Der Privatsphäre-Modus ist an"] * 2
    assert "\n\nThe privacy mode is on. " in told[0]


@pytest.mark.usefixtures("bot")
async def test_message_is_answered_once(telegram: Simulator, group: Chat, reader: Person) -> None:
    """A message that mentions the bot, replies to it and comes twice gets one answer."""
    await reader.sends(group, "/help@article_bot")
    first = await telegram.wait_for(lambda: group.last_from_bot)
    await reader.sends(group, f"@article_bot {QUESTION}", reply_to=first)
    await telegram.wait_for(lambda: len(group.from_bot) == 2 and not telegram.updates.pending)
    telegram.updates.redeliver()
    await reader.sends(group, "/help@article_bot")
    await telegram.wait_for(lambda: len(group.from_bot) == 3)
    assert first_lines(group) == ["How to ask here", ANSWER, "How to ask here"]


async def test_hello_where_not_everybody_may(
    newsroom: Newsroom, telegram: Simulator, editor: Person, reader: Person, caplog: pytest.LogCaptureFixture
) -> None:
    """A group that is not allowed hears the id for the config if somebody who may added the bot, else nothing."""
    caplog.set_level(logging.INFO)
    mine, theirs = (telegram.group("Moor", members=[one], with_bot=False) for one in (editor, reader))
    async with running(with_telegram(newsroom, allow_users=(1,)), telegram):
        await reader.adds_bot(theirs)
        await editor.adds_bot(mine)
        hello = await telegram.wait_for(lambda: mine.last_from_bot)
        await telegram.wait_for(lambda: not telegram.updates.pending)

    assert hello.text.endswith(f"für die Konfiguration: {mine.id}")
    assert theirs.from_bot == ()
    assert f"the bot was added to the group {theirs.id} (Moor), which allow_chats does not have" in caplog.messages


async def test_blocked_and_taken_back(newsroom: Newsroom, telegram: Simulator, editor: Person, reader: Person) -> None:
    """A chat that blocks the bot or puts it out counts as closed until the bot is taken back."""
    private, group = telegram.private_chat(reader), telegram.group("Deichfreunde", members=[editor])
    async with running(newsroom, telegram):
        store = Store(newsroom.config.data_dir, telegram.bot.id)
        await reader.sends(private, "/start")
        await telegram.wait_for(lambda: private.last_from_bot)
        await reader.blocks_bot()
        await editor.kicks_bot(group)
        await telegram.wait_for(lambda: not telegram.updates.pending)
        closed = [store.chats.is_closed(chat.id) for chat in (private, group)]
        await reader.unblocks_bot()
        await editor.adds_bot(group)
        await telegram.wait_for(lambda: group.last_from_bot)
        opened = [store.chats.is_closed(chat.id) for chat in (private, group)]
        store.close()

    assert (closed, opened) == ([True, True], [False, False])


async def test_supergroup_keeps_everything(
    newsroom: Newsroom, telegram: Simulator, editor: Person, reader: Person, caplog: pytest.LogCaptureFixture
) -> None:
    """A group that becomes a supergroup keeps its allowance, its settings and its talks; the log has the new id."""
    group = telegram.group("Deichfreunde", members=[editor, reader])
    async with running(with_telegram(newsroom, allow_chats=(group.id,)), telegram):
        store = Store(newsroom.config.data_dir, telegram.bot.id)
        store.chats.change(group.id, Settings(language="de", passages=1))
        store.close()
        await reader.sends(group, f"{ASK} {QUESTION}")
        await telegram.wait_for(lambda: group.last_from_bot)
        supergroup = await editor.migrates(group)
        asked = await reader.sends(supergroup, f"{ASK} {FOLLOW_UP}")
        answer = await telegram.wait_for(lambda: supergroup.last_from_bot)

    assert answer.reply_to == asked.id
    assert "It was built of granite." in answer.text
    assert "14. März 2025" in answer.text
    assert [text for text in caplog.messages if "has become the supergroup" in text] == [
        f"the group {group.id} has become the supergroup {supergroup.id}; write that id into [telegram] allow_chats"
    ]
