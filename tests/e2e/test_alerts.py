"""/alert: a question waits in a chat until a new article answers it."""

from __future__ import annotations

import asyncio
import functools
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from telegram import Bot

from bot.delivery import Delivery
from bot.handlers.alerts import MAX_QUESTION, MOST
from bot.one_by_one import OneByOne
from bot.simulator.faults import Drop
from bot.store.alerts import Alert
from bot.store.store import Store
from bot.texts import ENGLISH, GERMAN
from bot.upkeep.alerts import AlertRounds
from bot.upkeep.means import Means
from index.library import Library

from .conftest import running

if TYPE_CHECKING:
    from bot.simulator import Chat, Message, Person, Simulator

    from .conftest import Newsroom

LONG = 60.0
"""Seconds; a sync in a process of its own loads the model, which takes a while on a busy machine."""
QUESTION = "How high is the lighthouse of Brackenholm?"
ANSWER = "The lighthouse of Brackenholm is 48 metres high."
NEWS = f"{ANSWER} It was painted red last week."
HEAD = f"🔔 New on your question “{QUESTION}”"
MADE = f"🔔 I will write here as soon as a new article answers this question:\n{QUESTION}\n\n"
OPEN, ANSWERED = (text.strip() for text in (ENGLISH.alert_open, ENGLISH.alert_answered))


async def publish(newsroom: Newsroom, name: str, text: str, *, full: bool = False) -> None:
    """Let the archive have an article, and sync it as somebody at a command line does."""
    (newsroom.articles / name).write_text(text, encoding="utf-8")
    await asyncio.to_thread(functools.partial(Library(newsroom.config).sync, lambda _: None, full=full))


async def made(chat: Chat, telegram: Simulator, person: Person, command: str = f"/alert {QUESTION}") -> Message:
    """Send a command, and return what the bot says to it."""
    return await telegram.wait_for(functools.partial(_after, chat, await person.sends(chat, command)), timeout=LONG)


async def looked(newsroom: Newsroom, telegram: Simulator) -> None:
    """Wait until every alert has been looked through for all that there is."""
    edition = Library(newsroom.config).edition()
    assert edition is not None
    with closing(Store(newsroom.config.data_dir, telegram.bot.id)) as store:
        behind = ("SELECT 1 FROM alert WHERE seen < ?", (edition.generation,))
        await telegram.wait_for(lambda: not store.db.execute(*behind).fetchall(), timeout=LONG)


def news_in(chat: Chat) -> list[Message]:
    """Return the messages that were sent for alerts."""
    return [one for one in chat.from_bot if one.text.startswith(("🔔 New on", "🔔 Neu zu"))]


async def first_news(telegram: Simulator, chat: Chat) -> Message:
    """Return the first message that was sent for an alert."""
    return await telegram.wait_for(lambda: next(iter(news_in(chat)), None), timeout=LONG)


def _after(chat: Chat, message: Message) -> Message | None:
    return next((one for one in chat.from_bot if one.id > message.id), None)


async def test_what_a_command_line_brings_is_sent_once(
    newsroom: Newsroom, telegram: Simulator, private: Chat, reader: Person
) -> None:
    """A sync of another process is noticed; the passage comes with its origin, and not again for a copy."""
    async with running(newsroom, telegram):
        said = await made(private, telegram, reader)
        await publish(newsroom, "tower.txt", NEWS)
        sent = await first_news(telegram, private)
    async with running(newsroom, telegram):
        await publish(newsroom, "tower-2.txt", NEWS, full=True)
        await looked(newsroom, telegram)

    assert said.text == MADE + OPEN
    assert said.labels == (ENGLISH.button_alert_end,)
    assert sent.text == f"{HEAD}\n\n{ANSWER}\n\n{NEWS}\narchive\n{NEWS}"
    assert sent.labels[-1] == ENGLISH.button_alert_end
    assert [one.id for one in news_in(private)] == [sent.id]


async def test_reindex_brings_it_into_the_topic(
    newsroom: Newsroom, telegram: Simulator, editor: Person, reader: Person
) -> None:
    """After /reindex a group hears of it in the topic where it was asked for, in the language of whoever asked."""
    forum = telegram.supergroup("Leuchtturmfreunde", members=[editor, reader], forum=True)
    topic = await editor.opens_topic(forum, "Türme")
    desk = telegram.private_chat(editor)
    async with running(newsroom, telegram):
        question = await editor.sends(forum, "/alert@article_bot Wie hoch ist der Turm von Brackenholm?", topic=topic)
        said = await telegram.wait_for(functools.partial(_after, forum, question), timeout=LONG)
        turm = "Der Turm von Brackenholm ist 48 Meter hoch."
        (newsroom.articles / "turm.txt").write_text(turm, encoding="utf-8")
        await editor.sends(desk, "/reindex")
        sent = await first_news(telegram, forum)

    assert said.text.startswith("🔔 Ich melde mich hier")
    assert sent.text.startswith(f"🔔 Neu zu Ihrer Frage „Wie hoch ist der Turm von Brackenholm?“\n\n{turm}\n\n")
    assert (sent.thread, sent.labels[-1]) == (said.thread, GERMAN.button_alert_end)


async def test_who_may_not_any_more_gets_nothing(
    newsroom: Newsroom, telegram: Simulator, private: Chat, reader: Person
) -> None:
    """Somebody who was taken off the list of users gets no passages for the alerts that were made before."""
    async with running(newsroom, telegram):
        await made(private, telegram, reader)
    others = newsroom.config.telegram.model_copy(update={"allow_users": (telegram.user("Nobody").id,)})
    config = newsroom.config.model_copy(update={"telegram": others})
    async with running(replace(newsroom, config=config), telegram):
        await publish(newsroom, "tower.txt", NEWS)
        await looked(newsroom, telegram)

    assert news_in(private) == []


async def test_what_came_while_the_bot_was_off_is_sent_at_its_start(
    newsroom: Newsroom, telegram: Simulator, private: Chat, reader: Person
) -> None:
    """Nothing is missed while the bot does not run; what answers already is offered, and never sent as news."""
    async with running(newsroom, telegram):
        await made(private, telegram, reader)
        old = await made(private, telegram, reader, "/alert How long is the harbour wall of Saltwick?")
    await publish(newsroom, "tower.txt", NEWS, full=True)
    async with running(newsroom, telegram):
        sent = await first_news(telegram, private)
        await looked(newsroom, telegram)
        await reader.taps(old, ENGLISH.button_alert_show)
        shown = await telegram.wait_for(functools.partial(_after, private, sent))

    assert old.text.endswith(ANSWERED)
    assert shown.text.startswith("The harbour wall of Saltwick is 310 metres long.\n")
    assert [one.id for one in news_in(private)] == [sent.id]


async def test_a_message_that_may_have_been_sent_is_not_repeated(
    newsroom: Newsroom, telegram: Simulator, private: Chat, reader: Person
) -> None:
    """Where the answer of Telegram is lost the message may be there: it is not sent again, also after a restart."""
    async with running(newsroom, telegram):
        await made(private, telegram, reader)
        telegram.faults.add("sendMessage", Drop(delivered=True))
        await publish(newsroom, "tower.txt", NEWS)
        await first_news(telegram, private)
        await looked(newsroom, telegram)
    async with running(newsroom, telegram):
        await publish(newsroom, "other.txt", "Sheep graze on the dyke.")
        await looked(newsroom, telegram)
    assert len(news_in(private)) == 1


async def test_what_cannot_be_kept_is_sent_later(newsroom: Newsroom, telegram: Simulator, reader: Person) -> None:
    """Where the disk is full before anything was sent, the passage is sent as soon as there is room."""
    chat = telegram.private_chat(reader)
    await reader.sends(chat, "/start")
    library, config = Library(newsroom.config), newsroom.config
    with closing(Store(config.data_dir, telegram.bot.id)) as store, ThreadPoolExecutor(1) as threads:
        edition = library.edition()
        assert edition is not None
        store.alerts.add(Alert(0, chat.id, 0, reader.id, QUESTION, "en", 0.0, edition.generation))
        means = Means(library, config, store, Delivery(store.chats), threads, OneByOne())
        rounds = AlertRounds(means)
        async with Bot(telegram.token, base_url=telegram.api_url) as bot:
            assert await rounds.follow(bot, edition, lambda: True)
            await publish(newsroom, "tower.txt", NEWS)
            now = library.edition()
            assert now is not None
            store.db.execute(
                "CREATE TRIGGER full BEFORE INSERT ON given BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
            )
            assert not await rounds.follow(bot, now, lambda: True)
            assert news_in(chat) == []
            store.db.execute("DROP TRIGGER full")
            assert await rounds.follow(bot, now, lambda: True)
            assert await rounds.follow(bot, now, lambda: True)
    assert len(news_in(chat)) == 1


async def test_what_was_sent_is_corrected_and_not_sent_again(
    newsroom: Newsroom, telegram: Simulator, private: Chat, reader: Person
) -> None:
    """An article that was sent for an alert and says something else now is not news: the message is corrected."""
    async with running(newsroom, telegram):
        await made(private, telegram, reader)
        await publish(newsroom, "tower.txt", NEWS)
        sent = await first_news(telegram, private)
        await publish(newsroom, "tower.txt", NEWS.replace("48", "52"))
        await telegram.wait_for(lambda: _now(private, sent).text.startswith("✏️ Corrected on "), timeout=LONG)
        await looked(newsroom, telegram)

    assert _now(private, sent).text.partition("\n\n")[2].startswith(f"{HEAD}\n\n{ANSWER.replace('48', '52')}\n\n")
    assert _now(private, sent).labels == sent.labels
    assert len(private.from_bot) == 2


async def test_an_alert_is_ended(newsroom: Newsroom, telegram: Simulator, private: Chat, reader: Person) -> None:
    """The button under a passage ends its alert: it goes from the message, and nothing more is sent."""
    async with running(newsroom, telegram):
        await made(private, telegram, reader)
        await publish(newsroom, "tower.txt", NEWS)
        sent = await first_news(telegram, private)
        said = await reader.taps(sent, ENGLISH.button_alert_end)
        await telegram.wait_for(lambda: ENGLISH.button_alert_end not in _labels(private, sent))
        empty = await made(private, telegram, reader, "/alerts")

    assert said.text == ENGLISH.alert_ended
    assert _labels(private, sent) == (ENGLISH.button_article, ENGLISH.button_copy, "👍", "👎")
    assert empty.text.startswith("I am waiting for no answer here.")


async def test_in_a_group_the_maker_and_admins_end_alerts(
    newsroom: Newsroom, telegram: Simulator, reader: Person, editor: Person
) -> None:
    """The list names what is waited for; whoever made an alert may end it, and who leads the group, and nobody else."""
    guest, chief = telegram.user("Kim"), telegram.user("Mo")
    group = telegram.group("Lights", members=[chief, reader, guest, editor])
    async with running(newsroom, telegram):
        for place in ("Brackenholm", "Merrowby", "Eastmere"):
            await made(group, telegram, reader, f"/alert@article_bot How high is the tower of {place}?")
        page = await made(group, telegram, guest, "/alerts@article_bot")
        refused = await guest.taps(page, "🔕 1")
        ended = [await reader.taps(page, "🔕 1")]
        for person, left in ((chief, 2), (editor, 1)):
            await telegram.wait_for(functools.partial(_shows, group, page, left))
            ended.append(await person.taps(page, "🔕 1"))
        await telegram.wait_for(lambda: _now(group, page).text.startswith("Hier warte ich auf keine Antwort."))

    assert page.text.splitlines()[0] == "🔔 Here I am waiting for answers (3)"
    assert page.text.splitlines()[2].startswith("1. How high is the tower of Brackenholm? (since ")
    assert page.labels == ("🔕 1", "🔕 2", "🔕 3")
    assert refused.text == ENGLISH.alert_of_others
    assert [one.text for one in ended] == [ENGLISH.alert_ended] * 2 + [GERMAN.alert_ended]


async def test_limits(newsroom: Newsroom, telegram: Simulator, private: Chat, reader: Person) -> None:
    """No question, one too long, one without words, one that waits already, one too many: each is told what to do."""
    async with running(newsroom, telegram):
        assert (await made(private, telegram, reader, "/alert")).text.startswith("What are you waiting for?")
        long = await made(private, telegram, reader, f"/alert {'x' * (MAX_QUESTION + 1)}")
        assert long.text == ENGLISH.alert_too_long.format(most=MAX_QUESTION)
        assert (await made(private, telegram, reader, "/alert 🦆")).text == ENGLISH.no_words
        await made(private, telegram, reader)
        again = await made(private, telegram, reader, f"/alert {QUESTION.upper()}")
        assert again.text.startswith("🔔 I am waiting here for an answer to that already:")
        with closing(Store(newsroom.config.data_dir, telegram.bot.id)) as store:
            (alert,) = store.alerts.of_chat(private.id)
            for number in range(MOST - 1):
                store.alerts.add(Alert(0, private.id, 0, reader.id, f"Question {number}?", "en", 0.0, alert.seen))
        many = await made(private, telegram, reader, "/alert How old is the lighthouse?")
        assert many.text == f"I cannot watch more than {MOST} questions at a time for you here. /alerts shows them."
        page = await made(private, telegram, reader, "/alerts")
        await reader.taps(page, "›")
        await telegram.wait_for(
            lambda: _now(private, page).text.startswith("🔔 Here I am waiting for answers (20) · 2/2")
        )


async def test_a_chat_that_is_closed_is_left_alone(
    newsroom: Newsroom, telegram: Simulator, private: Chat, reader: Person
) -> None:
    """Who has blocked the bot gets nothing, and is not sent what was missed when they come back."""
    async with running(newsroom, telegram):
        await made(private, telegram, reader)
        with closing(Store(newsroom.config.data_dir, telegram.bot.id)) as store:
            store.chats.close(private.id)
        calls = len(telegram.calls.of("sendMessage"))
        await publish(newsroom, "tower.txt", NEWS)
        await looked(newsroom, telegram)
    assert len(telegram.calls.of("sendMessage")) == calls


def _now(chat: Chat, message: Message) -> Message:
    found = chat.message(message.id)
    assert found is not None
    return found


def _labels(chat: Chat, message: Message) -> tuple[str, ...]:
    return _now(chat, message).labels


def _shows(chat: Chat, message: Message, count: int) -> bool:
    return f"({count})" in _now(chat, message).text
