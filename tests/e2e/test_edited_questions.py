"""An edited question has its answer edited."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.simulator.faults import Slow
from bot.texts import ENGLISH

if TYPE_CHECKING:
    from bot.simulator import Chat, Message, Person, Simulator

QUESTION = "How long is the harbour wall of Saltwick?"
ANSWER = "The harbour wall of Saltwick is 310 metres long."
OTHER = "Was it built of granite?"
OTHER_ANSWER = "It was built of granite."
UNKNOWN = "Who won the chess tournament in Eastmere?"
ASK = "/ask@article_bot"


async def shown(telegram: Simulator, chat: Chat, beginning: str) -> Message:
    """Return the bot's only message in a chat as soon as it begins so."""
    found = await telegram.wait_for(
        lambda: next((one for one in chat.from_bot if one.text.startswith(beginning)), None)
    )
    assert len(chat.from_bot) == 1
    return found


@pytest.mark.usefixtures("bot")
async def test_edited_question_has_its_answer_edited(telegram: Simulator, private: Chat, reader: Person) -> None:
    """The answer changes where it stands, with buttons of its own; and it is the one that the talk goes on from."""
    question = await reader.sends(private, QUESTION)
    first = await shown(telegram, private, ANSWER)
    question = await reader.edits(question, UNKNOWN)
    none = await shown(telegram, private, ENGLISH.no_answer)
    await reader.edits(question, OTHER)
    last = await shown(telegram, private, OTHER_ANSWER)

    assert first.id == none.id == last.id
    assert ("👍" in first.labels, "👍" in none.labels, "👍" in last.labels) == (True, False, True)


@pytest.mark.usefixtures("bot")
async def test_edited_question_in_a_group(telegram: Simulator, group: Chat, reader: Person) -> None:
    """In a group as well, and an edit that changes no word of the question changes nothing."""
    question = await reader.sends(group, f"{ASK} {QUESTION}")
    first = await shown(telegram, group, ANSWER)
    question = await reader.edits(question, f"{ASK}   {QUESTION}")
    await reader.edits(question, f"{ASK} {OTHER}")
    last = await shown(telegram, group, OTHER_ANSWER)

    assert (last.id, last.reply_to) == (first.id, question.id)
    assert len(telegram.calls.of("editMessageText")) == 1


@pytest.mark.usefixtures("bot")
async def test_question_edited_while_it_is_answered(telegram: Simulator, private: Chat, reader: Person) -> None:
    """A question that is edited before its answer is sent gets one answer: that to what it is now."""
    hold = asyncio.Event()
    telegram.faults.add("sendMessage", Slow(hold, delivered=False))
    question = await reader.sends(private, QUESTION)
    await telegram.wait_for(lambda: not telegram.faults.waiting("sendMessage"))
    await reader.edits(question, OTHER)
    await telegram.wait_for(lambda: not telegram.updates.pending)
    hold.set()
    await shown(telegram, private, OTHER_ANSWER)


@pytest.mark.usefixtures("bot")
async def test_message_edited_into_a_question(telegram: Simulator, group: Chat, reader: Person) -> None:
    """A command that lacked its question, and a message that was none, are answered once they are edited into one."""
    question = await reader.sends(group, ASK)
    usage = await shown(telegram, group, ENGLISH.ask_usage.split(":")[0])
    await reader.edits(question, f"{ASK} {QUESTION}")
    assert (await shown(telegram, group, ANSWER)).id == usage.id
    talk = await reader.sends(group, "Good morning!")
    await reader.edits(talk, f"{ASK} {OTHER}")
    second = await telegram.wait_for(lambda: one if (one := group.from_bot[-1]).reply_to == talk.id else None)
    assert second.text.startswith(OTHER_ANSWER)


@pytest.mark.usefixtures("bot")
async def test_old_message_is_left_alone_in_a_group(telegram: Simulator, group: Chat, reader: Person) -> None:
    """In a group an edit of a message of two days ago changes nothing."""
    question = await reader.sends(group, f"{ASK} {QUESTION}")
    await shown(telegram, group, ANSWER)
    old = replace(question, date=question.date - 48 * 3600 - 1)
    group.put(old)
    await reader.edits(old, f"{ASK} {OTHER}")
    await reader.sends(group, "/help@article_bot")
    await telegram.wait_for(lambda: len(group.from_bot) == 2)

    assert group.from_bot[0].text.startswith(ANSWER)
    assert telegram.calls.of("editMessageText") == ()


@pytest.mark.usefixtures("bot")
async def test_deleted_answer_comes_anew(telegram: Simulator, private: Chat, reader: Person) -> None:
    """Where somebody has deleted the answer, an edited question is answered by a new message."""
    question = await reader.sends(private, QUESTION)
    await reader.deletes(await shown(telegram, private, ANSWER))
    await reader.edits(question, OTHER)
    await shown(telegram, private, OTHER_ANSWER)


@pytest.mark.usefixtures("bot")
async def test_a_talk_goes_on_from_the_edited_question(telegram: Simulator, private: Chat, reader: Person) -> None:
    """What a question was before it was edited is no part of the talk any more."""
    question = await reader.sends(private, UNKNOWN)
    await shown(telegram, private, ENGLISH.no_answer)
    await reader.edits(question, QUESTION)
    await shown(telegram, private, ANSWER)
    await reader.sends(private, "And what was it built of?")
    answer = await telegram.wait_for(lambda: private.from_bot[1] if len(private.from_bot) == 2 else None)
    assert OTHER_ANSWER in answer.text
