"""/reindex: a sync in another process, told in one message, while questions are answered."""

from __future__ import annotations

import asyncio
import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from bot.app import bot_id_of
from bot.handlers.jobs import EDIT_INTERVAL
from bot.store.jobs import Job
from bot.store.store import Store
from bot.texts import GERMAN
from index.library import Library

from .conftest import running

if TYPE_CHECKING:
    from bot.simulator import Chat, Message, Person, Simulator

    from .conftest import Newsroom

LONG = 60.0
"""Seconds; the process loads the model, which takes a while on a busy machine."""
ARTICLES = 900
"""So many that embedding them takes longer than the pause between two reports of progress."""
QUESTION = "How long is the harbour wall of Saltwick?"
NEW_WALL = '{"id": "mole", "text": "The harbour wall of Saltwick is 410 metres long.", "language": "en"}\n'


@pytest.mark.usefixtures("bot")
async def test_only_admins_may(telegram: Simulator, private: Chat, reader: Person) -> None:
    """Whoever is no admin is told so, with the id that the config would need, and nothing is read."""
    await reader.sends(private, "/reindex")
    answer = await telegram.wait_for(lambda: private.last_from_bot)

    assert answer.text == f"Only admins may do that. Your Telegram number is {reader.id}."


async def test_progress_result_and_questions_meanwhile(
    newsroom: Newsroom, telegram: Simulator, editor: Person, reader: Person, private: Chat
) -> None:
    """One message shows the progress and the result; questions get the old articles until the new ones are there."""
    grow(newsroom)
    desk = telegram.private_chat(editor)
    async with running(newsroom, telegram):
        await editor.sends(desk, "/reindex")
        told = await telegram.wait_for(lambda: desk.last_from_bot)
        assert told.text == GERMAN.reindex_started
        await telegram.wait_for(lambda: "Passagen" in text_of(desk, told) and "%" in text_of(desk, told), timeout=LONG)

        await reader.sends(private, QUESTION)
        meanwhile = await telegram.wait_for(lambda: private.last_from_bot)
        assert "Fertig" not in text_of(desk, told)
        await editor.sends(desk, "/reindex")
        pointer = await telegram.wait_for(lambda: next((one for one in desk.from_bot if one.id != told.id), None))
        await telegram.wait_for(lambda: "Fertig" in text_of(desk, told), timeout=LONG)

        await reader.sends(private, QUESTION)
        then = await telegram.wait_for(lambda: next((m for m in private.from_bot if m.id != meanwhile.id), None))

    assert meanwhile.text.startswith("The harbour wall of Saltwick is 310 metres long.")
    assert (pointer.text, pointer.reply_to) == (GERMAN.reindex_running, told.id)
    assert then.text.startswith("The harbour wall of Saltwick is 410 metres long.")
    assert re.sub(r"nach \d+ s", "nach … s", text_of(desk, told)) == (
        f"Fertig nach … s\nneu {ARTICLES} · geändert 1 · entfernt 0 · unverändert 1\n"
        f"Im Archiv: {ARTICLES + 2} Artikel, {Library(newsroom.config).status().passages} Passagen\n\n"
        "Nicht gelesen: 1\n• archive: lines.jsonl, line 2, is no JSON (Expecting value: line 1 column 1 (char 0)); "
        "correct the line"
    )
    edits = [call.started for call in telegram.calls.of("editMessageText") if call.parameters["chat_id"] == desk.id]
    assert len(edits) >= 3
    assert min(later - earlier for earlier, later in pairwise(edits)) >= EDIT_INTERVAL - 0.1


async def test_two_commands_at_once_start_one_sync(
    newsroom: Newsroom, telegram: Simulator, editor: Person, group: Chat
) -> None:
    """Two commands in the same moment start one sync; the second one says that it runs."""
    desk = telegram.private_chat(editor)
    async with running(newsroom, telegram):
        await asyncio.gather(editor.sends(desk, "/reindex"), editor.sends(group, "/reindex@article_bot"))
        await telegram.wait_for(lambda: desk.last_from_bot and group.last_from_bot)
        await telegram.wait_for(
            lambda: any("Fertig" in message.text for chat in (desk, group) for message in chat.from_bot), timeout=LONG
        )

    texts = sorted(message.text.split()[0] for chat in (desk, group) for message in chat.from_bot)
    assert texts == ["Die", "Fertig"]


async def test_failure_names_the_remedy(newsroom: Newsroom, telegram: Simulator, editor: Person) -> None:
    """A sync that fails as a whole says why, and the articles so far go on answering."""
    desk = telegram.private_chat(editor)
    async with running(newsroom, telegram):
        newsroom.file.write_text(newsroom.file.read_text(encoding="utf-8") + "[search]\nhit = 3\n", encoding="utf-8")
        await editor.sends(desk, "/reindex")
        told = await telegram.wait_for(lambda: desk.last_from_bot)
        await telegram.wait_for(lambda: "Abgebrochen" in text_of(desk, told), timeout=LONG)
        await editor.sends(desk, "Wie lang ist die harbour wall of Saltwick?")
        answer = await telegram.wait_for(lambda: next((one for one in desk.from_bot if one.id != told.id), None))

    assert text_of(desk, told) == (
        f"Abgebrochen. {newsroom.file}: unknown key 'search.hit'; did you mean 'hits'?\n"
        "Die bisherigen Artikel antworten weiter."
    )
    assert answer.text.startswith("The harbour wall of Saltwick is 310 metres long.")


async def test_stop_ends_the_sync_in_good_order(newsroom: Newsroom, telegram: Simulator, editor: Person) -> None:
    """A bot that is stopped stops its sync too, says so, and the next sync completes."""
    grow(newsroom)
    desk = telegram.private_chat(editor)
    async with running(newsroom, telegram):
        await editor.sends(desk, "/reindex")
        told = await telegram.wait_for(lambda: desk.last_from_bot)
        await telegram.wait_for(lambda: re.search(r"Passagen[^(]*\([1-9]\d* von", text_of(desk, told)), timeout=LONG)

    assert text_of(desk, told).startswith("Abgebrochen. Der Bot wurde beendet")
    async with running(newsroom, telegram):
        await telegram.wait_for(lambda: "Fertig" in text_of(desk, told), timeout=LONG)
    assert [message.id for message in desk.from_bot] == [told.id]
    assert Library(newsroom.config).status().articles == ARTICLES + 2
    last = Library(newsroom.config).status().last_sync
    assert last is not None
    # Where the stop came late, the catalogue had them already.
    assert (last["added"], last["changed"]) in {(ARTICLES, 1), (0, 0)}
    assert last["embedded"] < ARTICLES


async def test_cancelled_by_its_button(
    newsroom: Newsroom, telegram: Simulator, editor: Person, reader: Person, group: Chat
) -> None:
    """An admin stops a sync by its button, a reader cannot; it says what holds, and no restart goes on with it."""
    grow(newsroom)
    async with running(newsroom, telegram):
        await editor.sends(group, "/reindex@article_bot full")
        told = await telegram.wait_for(lambda: group.last_from_bot)
        await telegram.wait_for(lambda: "%" in text_of(group, told), timeout=LONG)
        refused = await reader.taps(told, GERMAN.admin.cancel)
        await editor.taps(told, GERMAN.admin.cancel)
        await telegram.wait_for(lambda: text_of(group, told).startswith("Abgebrochen. Was bis dahin"), timeout=LONG)
        over = group.message(told.id)
        assert over is not None
        assert over.labels == ()
        assert store(newsroom, telegram).jobs.open() == []
    assert refused.text == f"Only admins may do that. Your Telegram number is {reader.id}."
    assert Library(newsroom.config).status().articles == 2


async def test_job_that_kills_the_process_is_given_up(newsroom: Newsroom, telegram: Simulator, editor: Person) -> None:
    """A sync over which the process has died once is gone on with, waiting for others; one more death, and it ends."""
    desk = telegram.private_chat(editor)
    await editor.sends(desk, "/start")
    memory = store(newsroom, telegram)
    for attempts in (1, 2):
        number = memory.jobs.keep(Job("reindex", desk.id, 0, "de", {"full": False}))
        for _ in range(attempts):
            memory.jobs.begin(number)
    async with running(newsroom, telegram):
        await telegram.wait_for(
            lambda: {"Aufgegeben:", "Fertig"} <= {one.text.split()[0] for one in desk.from_bot}, timeout=LONG
        )
    assert memory.jobs.open() == []
    memory.close()


async def test_what_it_can_do_is_said(newsroom: Newsroom, telegram: Simulator, editor: Person) -> None:
    """Another word behind the command starts nothing, and is answered with those that there are."""
    desk = telegram.private_chat(editor)
    async with running(newsroom, telegram):
        await editor.sends(desk, "/reindex everything")
        usage = await telegram.wait_for(lambda: desk.last_from_bot)
    assert usage.text == "/reindex liest ein, was neu ist; /reindex full liest alles von vorn."


def store(newsroom: Newsroom, telegram: Simulator) -> Store:
    """Return the bot's memory, opened beside it."""
    return Store(newsroom.config.data_dir, bot_id_of(telegram.token))


def grow(newsroom: Newsroom) -> None:
    """Change one article, break one line, and add so many articles that embedding takes several seconds."""
    (newsroom.articles / "lines.jsonl").write_text(NEW_WALL + "no json\n", encoding="utf-8")
    for number in range(ARTICLES):
        words = " ".join(f"Pumpe {number + place} steht im Koog Nummer {number * place}." for place in range(16))
        (newsroom.articles / f"pumpe-{number}.txt").write_text(words, encoding="utf-8")


def text_of(chat: Chat, message: Message) -> str:
    """Return a message's text as it is now."""
    now = chat.message(message.id)
    return now.text if now else ""
