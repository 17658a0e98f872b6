"""An article changes or goes, and what was answered from it is corrected where it stands."""

from __future__ import annotations

import asyncio
import functools
import json
from contextlib import closing
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from bot.simulator import Simulator
from bot.simulator.faults import Refuse
from bot.store.given import KEPT
from bot.store.store import Store
from bot.texts import ENGLISH
from index.dates import PartialDate
from index.library import Library

from .conftest import LINE, running

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.simulator import Chat, Message, Person

    from .conftest import Newsroom

LONG = 60.0
QUESTION = "How long is the harbour wall of Saltwick?"
OLD = "The harbour wall of Saltwick is 310 metres long."
NEW = "The harbour wall of Saltwick is 410 metres long."
ORIGIN = "Harbour <wall> & pier\nSaltwick Post · Edda Marsh · 14 March 2025"


@pytest.fixture
async def telegram() -> AsyncIterator[Simulator]:
    """Return a Telegram in which the bot has inline mode, and is told what people choose."""
    async with Simulator(inline_mode=True, inline_feedback=True) as simulator:
        yield simulator


def today() -> str:
    """Return the day that is told in a note."""
    day = datetime.now().astimezone().date()
    return ENGLISH.date(PartialDate(day.year, day.month, day.day))


async def revise(newsroom: Newsroom, **values: str) -> None:
    """Let the article about the harbour wall say something else, and sync it as somebody at a command line does."""
    await synced(newsroom, json.dumps(json.loads(LINE) | values) + "\n")


async def synced(newsroom: Newsroom, lines: str) -> None:
    """Let the archive have other lines."""
    (newsroom.articles / "lines.jsonl").write_text(lines, encoding="utf-8")
    await asyncio.to_thread(Library(newsroom.config).sync, lambda _: None)


async def asked(telegram: Simulator, chat: Chat, person: Person) -> Message:
    """Return the answer to the question, the first one in its chat."""
    await person.sends(chat, QUESTION)
    return await telegram.wait_for(lambda: chat.last_from_bot, timeout=LONG)


async def edited(telegram: Simulator, chat: Chat, before: Message) -> Message:
    """Return a message once it shows something else."""
    return await telegram.wait_for(functools.partial(_other, chat, before), timeout=LONG)


def _other(chat: Chat, before: Message) -> Message | None:
    now = chat.message(before.id)
    return now if now is not None and now.text != before.text else None


async def held(newsroom: Newsroom, telegram: Simulator) -> None:
    """Wait until all that was cited has been held against what there is."""
    from index import citation_review  # noqa: PLC0415 -- heavy, and only for this

    def is_held() -> bool:
        with closing(Store(newsroom.config.data_dir, telegram.bot.id)) as store:
            return not citation_review.differing(newsroom.config.data_dir, list(store.given.cited()))

    await telegram.wait_for(is_held, timeout=LONG)


async def test_a_changed_sentence_is_corrected_once(
    newsroom: Newsroom, telegram: Simulator, private: Chat, reader: Person
) -> None:
    """A note with the date stands over the new wording, with its passage and its buttons; the old one is gone."""
    async with running(newsroom, telegram):
        before = await asked(telegram, private, reader)
        await revise(newsroom, text=f"{NEW} It was built of granite.")
        now = await edited(telegram, private, before)
    async with running(newsroom, telegram):
        await held(newsroom, telegram)

    head = f"✏️ Corrected on {today()}: the article was changed; it now says:"
    assert now.text == f"{head}\n\n{NEW}\n\n{ORIGIN}\n{NEW} It was built of granite."
    assert now.labels == before.labels
    assert len(telegram.calls.of("editMessageText")) == 1
    assert len(private.from_bot) == 1


async def test_what_changed_while_the_bot_was_off_is_corrected_at_its_start(
    newsroom: Newsroom, telegram: Simulator, private: Chat, reader: Person
) -> None:
    """A withdrawn article's words go from the answer, also in a bot that was off; which article it was stays."""
    async with running(newsroom, telegram):
        before = await asked(telegram, private, reader)
    await synced(newsroom, '{"id": "gulls", "text": "Gulls are loud in Merrowby.", "language": "en"}\n')
    async with running(newsroom, telegram):
        now = await edited(telegram, private, before)
        await held(newsroom, telegram)

    head = f"✏️ Withdrawn on {today()}: the article is not in the archive any more, so I do not show its words any more."
    assert now.text == f"{head}\n\nHarbour <wall> & pier\n{ORIGIN.partition(chr(10))[2]}"
    assert now.labels == ()


async def test_words_that_are_gone_are_not_shown_any_more(
    newsroom: Newsroom, telegram: Simulator, private: Chat, reader: Person
) -> None:
    """Where the article has nothing like the sentence any more, that is said, and none takes its place."""
    async with running(newsroom, telegram):
        before = await asked(telegram, private, reader)
        await revise(newsroom, text="It was built of granite.")
        now = await edited(telegram, private, before)
    head = f"✏️ Corrected on {today()}: the article was changed; what stood here is not in it any more."
    assert now.text == f"{head}\n\n{ORIGIN}"


async def test_the_origin_is_brought_up_to_date(
    newsroom: Newsroom, telegram: Simulator, private: Chat, reader: Person
) -> None:
    """A new title is shown without a word; another author is told; more text elsewhere changes nothing."""
    async with running(newsroom, telegram):
        before = await asked(telegram, private, reader)
        text = json.loads(LINE)["text"] + "\n\n" + "Gulls nest in it. They are loud. " * 40
        await revise(newsroom, text=text)
        await held(newsroom, telegram)
        edits = len(telegram.calls.of("editMessageText"))
        await revise(newsroom, text=text, title="The wall")
        titled = await edited(telegram, private, before)
        await held(newsroom, telegram)
        await revise(newsroom, text=text, title="The wall", author="Edwin Marsh")
        told = await edited(telegram, private, titled)

    assert edits == 0
    assert titled.text.startswith(before.text.replace("Harbour <wall> & pier", "The wall"))
    note = f"✏️ Corrected on {today()}: where this comes from was changed.\n\n"
    assert told.text == note + titled.text.replace("Edda", "Edwin")


async def test_a_renamed_article_is_not_withdrawn(
    newsroom: Newsroom, telegram: Simulator, private: Chat, reader: Person
) -> None:
    """An article that stands under another id of its source is the same one, and nothing is said."""
    async with running(newsroom, telegram):
        await asked(telegram, private, reader)
        await revise(newsroom, id="wall")
        await held(newsroom, telegram)
        with closing(Store(newsroom.config.data_dir, telegram.bot.id)) as store:
            assert list(store.given.cited()) != []
            assert [article for _, article, _ in store.given.cited()] == ["wall"]
    assert telegram.calls.of("editMessageText") == ()


@pytest.mark.parametrize("meanwhile", ["", '{"id": "mole", "text": "It was built of granite.", "language": "en"}\n'])
async def test_words_that_come_back(
    newsroom: Newsroom, telegram: Simulator, private: Chat, reader: Person, meanwhile: str
) -> None:
    """What was withdrawn or dropped and is in the archive again is shown as it was, and no note denies it."""
    gulls = '{"id": "gulls", "text": "Gulls are loud in Merrowby.", "language": "en"}\n'
    async with running(newsroom, telegram):
        before = await asked(telegram, private, reader)
        await synced(newsroom, gulls + meanwhile)
        lost = await edited(telegram, private, before)
        await held(newsroom, telegram)
        await synced(newsroom, gulls + LINE)
        now = await edited(telegram, private, lost)

    assert OLD not in lost.text
    assert now.text == f"✏️ Corrected on {today()}: what stood here is in the archive again.\n\n{before.text}"
    assert now.labels == before.labels


async def test_articles_that_swap_their_ids(
    newsroom: Newsroom, telegram: Simulator, private: Chat, reader: Person
) -> None:
    """Where ids are numbers of lines, another article's sentence is no new wording: the cited one stands elsewhere."""
    other = {"id": "pier", "title": "Pier", "text": "The harbour wall of Merrowby is 90 metres long.", "language": "en"}
    await synced(newsroom, LINE + json.dumps(other) + "\n")
    async with running(newsroom, telegram):
        await asked(telegram, private, reader)
        swapped = json.loads(LINE) | {"id": "pier"}, other | {"id": "mole"}
        await synced(newsroom, "".join(f"{json.dumps(one)}\n" for one in swapped))
        await held(newsroom, telegram)
        with closing(Store(newsroom.config.data_dir, telegram.bot.id)) as store:
            assert "pier" in {article for _, article, _ in store.given.cited()}
    assert telegram.calls.of("editMessageText") == ()


async def test_what_is_not_corrected(newsroom: Newsroom, telegram: Simulator, private: Chat, reader: Person) -> None:
    """An answer of more than thirty days ago stays, one in a closed chat too; and one that Telegram does not edit."""
    kim = telegram.user("Kim")
    other = telegram.private_chat(kim)
    third = telegram.private_chat(telegram.user("Mo"))
    async with running(newsroom, telegram):
        await asked(telegram, third, _person(telegram, third))
        # The newest answers are corrected first.
        first, second = await asked(telegram, private, reader), await asked(telegram, other, kim)
        with closing(Store(newsroom.config.data_dir, telegram.bot.id)) as store:
            store.db.execute("UPDATE given SET at = at - ? WHERE chat = ?", (KEPT + 1, private.id))
            store.chats.close(other.id)
        telegram.faults.add("editMessageText", Refuse(400, "Bad Request: message can't be edited"))
        await revise(newsroom, text=NEW)
        await telegram.wait_for(lambda: telegram.calls.of("editMessageText"), timeout=LONG)

    (tried,) = telegram.calls.of("editMessageText")
    assert tried.parameters["chat_id"] == third.id
    assert [len(chat.from_bot) for chat in (private, other, third)] == [1, 1, 1]
    assert [chat.last_from_bot for chat in (private, other)] == [first, second]


async def test_a_card_that_was_posted_is_corrected(newsroom: Newsroom, telegram: Simulator, reader: Person) -> None:
    """A citation that somebody has posted by inline mode is corrected too, in whatever chat it stands."""
    group = telegram.group("Harbour", members=[reader])
    async with running(newsroom, telegram):
        page = await reader.asks_inline(group, "harbour wall long")
        before = await reader.chooses(page, 0)
        with closing(Store(newsroom.config.data_dir, telegram.bot.id)) as store:
            await telegram.wait_for(lambda: list(store.given.cited()), timeout=LONG)
        await revise(newsroom, text=NEW)
        now = await edited(telegram, group, before)

    head = f"✏️ Corrected on {today()}: the article was changed; it now says:"
    assert now.text == f"{head}\n\n{NEW}\n\n{ORIGIN}"
    assert now.labels == before.labels


def _person(telegram: Simulator, chat: Chat) -> Person:
    from bot.simulator import Person  # noqa: PLC0415 -- only here

    return Person(chat.person, telegram._world)
