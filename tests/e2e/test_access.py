"""Who may use the bot, and how much at once."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.texts import ENGLISH

from .conftest import running

if TYPE_CHECKING:
    from bot.simulator import Chat, Person, Simulator

    from .conftest import Newsroom

QUESTION = "How long is the harbour wall of Saltwick?"
ANSWER = "The harbour wall of Saltwick is 310 metres long."
ASK = "/ask@article_bot"


def with_telegram(newsroom: Newsroom, **keys: object) -> Newsroom:
    """Return a newsroom with some keys of [telegram]."""
    telegram = newsroom.config.telegram.model_copy(update=keys)
    return replace(newsroom, config=newsroom.config.model_copy(update={"telegram": telegram}))


def first_lines(chat: Chat) -> list[str]:
    """Return how the bot's messages begin."""
    return [message.text.splitlines()[0] for message in chat.from_bot]


def without_seconds(text: str | None) -> str:
    """Return a text without how long to wait: that depends on how fast the machine is."""
    return re.sub(r"\d+ s\b", "… s", text or "")


async def test_stranger_is_told_once(
    newsroom: Newsroom, telegram: Simulator, editor: Person, reader: Person, private: Chat
) -> None:
    """Who may not use the bot is told so once, with the id that an admin needs; people and admins who may are not."""
    guest = telegram.user("Greta", language_code="en")
    own, admins = telegram.private_chat(guest), telegram.private_chat(editor)
    async with running(with_telegram(newsroom, allow_users=(guest.id,)), telegram):
        for _ in range(2):
            await reader.sends(private, QUESTION)
        await reader.sends(private, "/help")
        await guest.sends(own, QUESTION)
        await editor.sends(admins, QUESTION)
        await telegram.wait_for(lambda: own.last_from_bot and admins.last_from_bot and private.last_from_bot)
        await telegram.wait_for(lambda: not telegram.updates.pending)

    told = ENGLISH.not_allowed.format(user=reader.id).replace("<code>", "").replace("</code>", "")
    assert [message.text for message in private.from_bot] == [told]
    assert first_lines(own) == [ANSWER]
    assert first_lines(admins) == [ANSWER]


async def test_groups_of_strangers_hear_nothing(
    newsroom: Newsroom, telegram: Simulator, editor: Person, reader: Person, group: Chat
) -> None:
    """In a group that is not allowed only admins of the bot are answered; in one that is, everybody."""
    other = telegram.group("Pumpenfreunde", members=[editor, reader])
    async with running(with_telegram(newsroom, allow_chats=(group.id,)), telegram):
        await reader.sends(other, f"{ASK} {QUESTION}")
        await reader.sends(other, "/help@article_bot")
        asked = await editor.sends(other, f"{ASK} {QUESTION}")
        here = await reader.sends(group, f"{ASK} {QUESTION}")
        await telegram.wait_for(lambda: other.last_from_bot and group.last_from_bot)
        await telegram.wait_for(lambda: not telegram.updates.pending)

    assert [message.reply_to for message in other.from_bot] == [asked.id]
    assert [message.reply_to for message in group.from_bot] == [here.id]


async def test_people_who_show_as_a_chat(newsroom: Newsroom, telegram: Simulator, editor: Person) -> None:
    """An anonymous admin may ask where the group may; who writes as a channel, if the group or the channel may."""
    ben, eve = telegram.user("Ben"), telegram.user("Eve")
    allowed, shut = telegram.channel("Deichpost", members=[ben]), telegram.channel("Moorpost", members=[eve])
    other = telegram.supergroup("Pumpenfreunde", members=[editor, ben, eve])
    await editor.promotes(other, ben)
    async with running(with_telegram(newsroom, allow_chats=(allowed.id,)), telegram):
        await ben.sends(other, f"{ASK} {QUESTION}", anonymous=True)
        await eve.sends(other, f"{ASK} {QUESTION}", as_channel=shut)
        asked = await ben.sends(other, f"{ASK} {QUESTION}", as_channel=allowed)
        await telegram.wait_for(lambda: other.last_from_bot and not telegram.updates.pending)

    assert [message.reply_to for message in other.from_bot] == [asked.id]


async def test_taps_and_inline_queries_of_strangers(
    newsroom: Newsroom, telegram: Simulator, reader: Person, private: Chat
) -> None:
    """A stranger's tap is answered with why not; an inline query gets no results, for this person alone."""
    async with running(newsroom, telegram):
        await reader.sends(private, "/settings")
        shown = await telegram.wait_for(lambda: private.last_from_bot)
    async with running(with_telegram(newsroom, allow_users=(1,)), telegram):
        answer = await reader.taps(shown, "Deutsch")
        user = {"id": reader.id, "is_bot": False, "first_name": "Ron"}
        telegram.updates.inject({"inline_query": {"id": "7", "from": user, "query": "harbour", "offset": ""}})
        (call,) = await telegram.wait_for(lambda: telegram.calls.of("answerInlineQuery"))

    assert (answer.text, answer.show_alert) == (ENGLISH.not_allowed_tap.format(user=reader.id), True)
    assert (call.parameters["results"], call.parameters["is_personal"]) == ([], True)
    assert private.messages[-1].labels == shown.labels


async def test_too_many_questions(
    newsroom: Newsroom, telegram: Simulator, editor: Person, reader: Person, private: Chat
) -> None:
    """Who asks more than the rate allows is told once, also at taps and inline; admins are free."""
    admins = telegram.private_chat(editor)
    async with running(with_telegram(newsroom, per_user=2), telegram):
        await reader.sends(private, "/settings")
        await reader.sends(private, QUESTION)
        for _ in range(3):
            await reader.sends(private, "/help")
            await editor.sends(admins, "/start")
        await telegram.wait_for(lambda: len(admins.from_bot) == 3 and len(private.from_bot) == 3)
        menu = next(message for message in private.from_bot if message.buttons)
        tapped = await reader.taps(menu, "Deutsch")
        user = {"id": reader.id, "is_bot": False, "first_name": "Ron"}
        telegram.updates.inject({"inline_query": {"id": "7", "from": user, "query": "harbour", "offset": ""}})
        (call,) = await telegram.wait_for(lambda: telegram.calls.of("answerInlineQuery"))

    said = [without_seconds(line) for line in first_lines(private)]
    assert sorted(said) == sorted(["Settings", ANSWER, without_seconds(ENGLISH.too_many.format(seconds=30))])
    assert without_seconds(tapped.text) == without_seconds(ENGLISH.too_many_taps.format(seconds=30))
    assert (call.parameters["results"], call.parameters["is_personal"]) == ([], True)
    assert [line.partition("!")[0] for line in first_lines(admins)] == ["Guten Tag"] * 3


async def test_rate_of_a_group(newsroom: Newsroom, telegram: Simulator, reader: Person, group: Chat) -> None:
    """A group's rate is that of all its people; what they say to each other does not count."""
    telegram._world.reads_all = True
    ben = telegram.user("Ben", language_code="en")
    await ben.joins(group)
    async with running(with_telegram(newsroom, per_chat=1), telegram):
        for _ in range(3):
            await ben.sends(group, "What do you think of the harbour wall?")
        asked = await reader.sends(group, f"{ASK} {QUESTION}")
        too_many = await ben.sends(group, f"{ASK} {QUESTION}")
        await ben.sends(group, f"{ASK} {QUESTION}")
        await telegram.wait_for(lambda: len(group.from_bot) == 2 and not telegram.updates.pending)

    assert sorted(message.reply_to or 0 for message in group.from_bot) == [asked.id, too_many.id]
    said = [without_seconds(line) for line in first_lines(group)]
    assert sorted(said) == sorted([ANSWER, without_seconds(ENGLISH.too_many.format(seconds=60))])
