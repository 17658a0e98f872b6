"""The buttons under an answer, and what becomes of an answer when its question is edited."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.simulator.faults import Slow
from bot.store.given import KEPT
from bot.store.store import Store
from bot.texts import ENGLISH, GERMAN
from index.library import Library

from .conftest import running

if TYPE_CHECKING:
    from bot.simulator import Chat, Message, Person, Simulator

    from .conftest import Newsroom

LONG = 60.0
QUESTION = "How long is the harbour wall of Saltwick?"
ANSWER = "The harbour wall of Saltwick is 310 metres long."
OLD = (
    '{"id": "old-mole", "title": "Old days", "text": "Before the storm the harbour wall of Saltwick was 290 metres '
    'long, wrote the pilot Ina Reed.", "published": "2019", "source": "Saltwick Letter", "language": "en"}\n'
)
OLD_SENTENCE = "Before the storm the harbour wall of Saltwick was 290 metres long, wrote the pilot Ina Reed."


@pytest.fixture
def two(newsroom: Newsroom) -> Newsroom:
    """Return the newsroom with a second article that answers."""
    (newsroom.articles / "old.jsonl").write_text(OLD, encoding="utf-8")
    Library(newsroom.config).sync(lambda _: None)
    return newsroom


async def asked(telegram: Simulator, chat: Chat, person: Person, question: str = QUESTION) -> Message:
    """Return the answer to a question, the first one in its chat."""
    await person.sends(chat, question)
    return await telegram.wait_for(lambda: chat.last_from_bot)


def present(chat: Chat, message: Message) -> Message:
    """Return what a message shows now."""
    found = chat.message(message.id)
    assert found is not None
    return found


async def test_further_passages_are_pages(two: Newsroom, telegram: Simulator, private: Chat, reader: Person) -> None:
    """A tap shows the next passage in the same message, with its own attribution, and the way goes round."""
    async with running(two, telegram):
        answer = await asked(telegram, private, reader)
        assert answer.labels == ("‹", "1/2", "›", ENGLISH.button_article, ENGLISH.button_copy, "👍", "👎")
        assert (await reader.taps(answer, "1/2")).text == "Passage 1 of 2"
        await reader.taps(answer, "›")
        second = await telegram.wait_for(lambda: page(private, answer, "2/2"))
        await reader.taps(second, "›")
        first = await telegram.wait_for(lambda: page(private, answer, "1/2"))

    assert second.text == f"{OLD_SENTENCE}\n\nOld days\nSaltwick Letter · 2019"
    assert (first.text, first.content.keyboard) == (answer.text, answer.content.keyboard)
    assert len(private.from_bot) == 1


def page(chat: Chat, message: Message, label: str) -> Message | None:
    """Return a message if it shows this page."""
    return one if label in (one := present(chat, message)).labels else None


async def test_page_of_a_question_that_is_being_edited(
    two: Newsroom, telegram: Simulator, private: Chat, reader: Person
) -> None:
    """A tap that comes while the answer to the edited question is on its way does not bring back the earlier one."""
    question = await reader.sends(private, QUESTION)
    held = asyncio.Event()
    async with running(two, telegram):
        answer = await telegram.wait_for(lambda: private.last_from_bot)
        telegram.faults.add("editMessageText", Slow(held, delivered=False))
        await reader.edits(question, "Who won the chess tournament in Eastmere?")
        await telegram.wait_for(lambda: not telegram.faults.waiting("editMessageText"), timeout=LONG)
        tap = asyncio.create_task(reader.taps(answer, "›"))
        await telegram.wait_for(lambda: telegram._world.taps and not telegram.updates.pending)
        held.set()
        said = await tap
    assert said.text == ENGLISH.answer_expired
    assert present(private, answer).text.startswith(ENGLISH.no_answer)
    assert len(private.from_bot) == 1


async def test_buttons_outlive_the_process(two: Newsroom, telegram: Simulator, group: Chat, reader: Person) -> None:
    """Everybody in a group may tap, also after the bot was started anew."""
    async with running(two, telegram):
        answer = await asked(telegram, group, reader, f"/ask@article_bot {QUESTION}")
    async with running(two, telegram):
        editor = next(one for one in group.members if one.account.first_name == "Edda").account
        await type(reader)(editor, telegram._world).taps(answer, "›")
        second = await telegram.wait_for(lambda: page(group, answer, "2/2"))
    assert second.text.startswith(OLD_SENTENCE)


async def test_a_page_never_shows_what_is_gone(
    two: Newsroom, telegram: Simulator, private: Chat, reader: Person
) -> None:
    """When the article of a page changes or goes, the button says so, and the message stays as it is."""
    async with running(two, telegram):
        answer = await asked(telegram, private, reader)
        (two.articles / "old.jsonl").write_text(OLD.replace("290", "280"), encoding="utf-8")
        Library(two.config).sync(lambda _: None)
        changed = await reader.taps(answer, "›")
        (two.articles / "old.jsonl").unlink()
        Library(two.config).sync(lambda _: None)
        gone = await reader.taps(answer, "›")

    assert (changed.text, changed.show_alert) == (ENGLISH.article_changed, True)
    assert (gone.text, gone.show_alert) == (ENGLISH.article_gone, True)
    assert present(private, answer) == answer


@pytest.mark.usefixtures("bot")
async def test_article_button(newsroom: Newsroom, telegram: Simulator, editor: Person) -> None:
    """An article that has a page on the web is opened at the sentence; of any other, its head and its id are shown."""
    chat = telegram.private_chat(editor)
    answer = await asked(telegram, chat, editor)
    button = next(one for one in answer.buttons if one.label == GERMAN.button_article)
    assert (button.kind, button.value.partition("#")[0]) == ("url", "https://example.org/mole?a=1&b=2")
    assert button.value.partition("#")[2].startswith(":~:text=The%20harbour%20wall")
    await editor.sends(chat, "Hat der Deichverband Pläne, den Seedeich bei Alkmoor zurückzubauen?")
    second = await telegram.wait_for(lambda: one if (one := chat.last_from_bot) != answer else None)
    await editor.taps(second, GERMAN.button_article)
    card = await telegram.wait_for(lambda: one if (one := chat.last_from_bot) != second else None)
    assert card.reply_to == second.id
    assert card.text.startswith("archive · nap/red · Juni 2024\nDer Deichverband Nordermoor will nach Angaben")
    assert card.text.endswith("\nKennung: deich.txt")
    (newsroom.articles / "deich.txt").unlink()
    Library(newsroom.config).sync(lambda _: None)
    assert (await editor.taps(second, GERMAN.button_article)).text == GERMAN.article_gone


@pytest.mark.usefixtures("bot")
async def test_ratings_are_kept(newsroom: Newsroom, telegram: Simulator, group: Chat, reader: Person) -> None:
    """Each person's last thumb is kept, with thanks to nobody but them."""
    answer = await asked(telegram, group, reader, f"/ask@article_bot {QUESTION}")
    assert (await reader.taps(answer, "👎")).text == ENGLISH.rated_bad
    assert (await reader.taps(answer, "👍")).text == ENGLISH.rated_good
    assert present(group, answer) == answer
    store = Store(newsroom.config.data_dir, telegram.bot.id)
    assert store.given.ratings(1) == (1, 0)
    store.close()


@pytest.mark.usefixtures("bot")
async def test_old_answers_say_kindly_that_they_are(
    newsroom: Newsroom, telegram: Simulator, private: Chat, reader: Person
) -> None:
    """After thirty days the buttons of an answer are told to be too old."""
    answer = await asked(telegram, private, reader)
    store = Store(newsroom.config.data_dir, telegram.bot.id)
    store.db.execute("UPDATE given SET at = at - ?", (KEPT,))
    store.close()
    assert (await reader.taps(answer, "👍")).text == ENGLISH.answer_expired


@pytest.mark.usefixtures("bot")
async def test_buttons_of_another_chat(telegram: Simulator, private: Chat, group: Chat, reader: Person) -> None:
    """Data that name an answer of another chat, as a forged app may send them, do nothing there."""
    answer = await asked(telegram, private, reader)
    other = await asked(telegram, group, reader, f"/ask@article_bot {QUESTION}")
    forged = replace(answer.buttons[-1], value=answer.buttons[-1].value.replace("a:r:1:", "a:r:2:"))
    keyboard = (*answer.content.keyboard[:-1], (answer.buttons[-2], forged))
    private.put(replace(answer, content=replace(answer.content, keyboard=keyboard)))
    assert other.buttons[-1].value == "a:r:2:0"
    assert (await reader.taps(answer, "👎")).text == ENGLISH.answer_expired


async def test_unanswered_question_is_refined(
    newsroom: Newsroom, telegram: Simulator, group: Chat, reader: Person
) -> None:
    """Narrower questions are offered only where the archive answers them; one tap, and the offer is the answer."""
    threshold = newsroom.config.search.model_copy(update={"threshold": 0.99})
    strict = replace(newsroom, config=newsroom.config.model_copy(update={"search": threshold}))
    question = "Pläne für den Seedeich?"
    async with running(strict, telegram):
        answer = await asked(telegram, group, reader, f"/ask@article_bot {question}")
        assert answer.text.startswith(ENGLISH.no_answer)
        assert answer.labels == (ENGLISH.button_refine,)
        await reader.taps(answer, ENGLISH.button_refine)
        offer = await telegram.wait_for(lambda: one if (one := group.from_bot[-1]).id != answer.id else None)
        assert offer.text == f"{ENGLISH.refine}{ENGLISH.refine_reply}{ENGLISH.refine_found}"
        assert (offer.reply_to, offer.labels) == (answer.id, ("🗣 Karla Wiebusch",))
        await reader.taps(offer, "🗣 Karla Wiebusch")
        told = await telegram.wait_for(lambda: one if "👍" in (one := present(group, offer)).labels else None)

    assert told.text.startswith(f"❓ According to Karla Wiebusch: {question}\n\n„Wir haben keine Pläne")
    assert len(group.from_bot) == 2
