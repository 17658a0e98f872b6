from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
)

from bot.simulator import InlineButton, InlinePage, Simulator

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from telegram import Bot, InlineQuery

    from bot.simulator import Chat, Person

    from .api import Api

TOO_OLD = (400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
MARKUP = InlineKeyboardMarkup.from_button(InlineKeyboardButton("Mehr", callback_data="more"))


@pytest.fixture
async def telegram() -> AsyncIterator[Simulator]:
    """Return a running simulator with feedback on inline results."""
    async with Simulator(inline_mode=True, inline_feedback=True) as simulator:
        yield simulator


def article(result_id: str, *, markup: InlineKeyboardMarkup | None = None) -> InlineQueryResultArticle:
    """Return a result that posts its id in bold."""
    content = InputTextMessageContent(f"<b>{result_id}</b>", parse_mode="HTML")
    return InlineQueryResultArticle(result_id, f"Titel {result_id}", content, reply_markup=markup)


async def next_query(bot: Bot) -> InlineQuery:
    """Return the inline query that comes next."""
    update = (await bot.get_updates(timeout=5))[-1]
    await bot.get_updates(offset=update.update_id + 1)
    assert update.inline_query is not None
    return update.inline_query


async def ask(bot: Bot, person: Person, chat: Chat, results: list[InlineQueryResultArticle], **more: Any) -> InlinePage:  # noqa: ANN401 -- passed on
    """Ask "Mole", and let the bot answer."""
    asking = asyncio.create_task(person.asks_inline(chat, "Mole"))
    query = await next_query(bot)
    await bot.answer_inline_query(query.id, results, **more)
    return await asking


async def test_query_and_further_pages(bot: Bot, anna: Person, group: Chat) -> None:
    """A query tells who asks what in which kind of chat; scrolling asks again with the offset."""
    asking = asyncio.create_task(anna.asks_inline(group, "Mole"))
    first = await next_query(bot)
    await bot.answer_inline_query(first.id, [article("a")], next_offset="1")
    page = await asking
    scrolling = asyncio.create_task(anna.scrolls(page))
    second = await next_query(bot)
    await bot.answer_inline_query(second.id, [article("b")])
    last = await scrolling

    assert (first.from_user.id, first.query, first.offset, first.chat_type) == (anna.id, "Mole", "", "group")
    assert (second.query, second.offset) == ("Mole", "1")
    assert (page.titles, page.next_offset, last.titles, last.next_offset) == (("Titel a",), "1", ("Titel b",), "")
    with pytest.raises(LookupError, match="There are no further results for 'Mole'"):
        await anna.scrolls(last)


async def test_cache_is_shared(bot: Bot, anna: Person, ben: Person, group: Chat, telegram: Simulator) -> None:
    """For 300 seconds everybody gets the first answer, without a query to the bot; then the bot is asked again."""
    await ask(bot, anna, group, [article("a")])
    cached = await ben.asks_inline(group, "Mole")
    telegram.clock.forward(301)
    with pytest.raises(TimeoutError, match="did not answer the inline query 'Mole' within 0 s"):
        await ben.asks_inline(group, "Mole", timeout=0)

    assert (cached.titles, cached.from_cache) == (("Titel a",), True)


async def test_personal_answer_is_not_shared(bot: Bot, anna: Person, ben: Person, group: Chat) -> None:
    """A personal answer is cached for the one who asked only, and one with no cache time for nobody."""
    await ask(bot, anna, group, [article("a")], is_personal=True)

    assert (await anna.asks_inline(group, "Mole")).from_cache
    assert not (await ask(bot, ben, group, [article("b")], cache_time=0)).from_cache
    assert not (await ask(bot, ben, group, [article("c")])).from_cache


async def test_chosen_result_is_posted_via_the_bot(bot: Bot, anna: Person, group: Chat, telegram: Simulator) -> None:
    """A chosen result is the person's message via the bot, which gets it in privacy mode too, and the feedback."""
    page = await ask(bot, anna, group, [article("a")])
    said = await anna.chooses(page, "Titel a")
    message, feedback = await bot.get_updates()

    assert (said.text, said.entities[0].kind, said.sender) == ("a", "bold", anna.account)
    assert message.message is not None
    assert message.message.via_bot is not None
    assert (message.message.via_bot.id, message.message.text) == (telegram.bot.id, "a")
    chosen = feedback.chosen_inline_result
    assert chosen is not None
    assert (chosen.result_id, chosen.query, chosen.inline_message_id) == ("a", "Mole", None)
    with pytest.raises(LookupError, match="There is no result 'x', only 'Titel a'"):
        await anna.chooses(page, "x")


async def test_inline_message_between_people(
    bot: Bot, api: Api, anna: Person, ben: Person, telegram: Simulator
) -> None:
    """Among two people the bot sees no message; it edits by the inline id, and taps name that instead of a message."""
    chat = telegram.chat_between(anna, ben)
    page = await ask(bot, anna, chat, [article("a", markup=MARKUP)])
    said = await anna.chooses(page, 0)
    (feedback,) = await bot.get_updates()
    assert feedback.chosen_inline_result is not None
    inline_id = feedback.chosen_inline_result.inline_message_id
    tapping = asyncio.create_task(ben.taps(said, "Mehr"))
    (tap,) = await bot.get_updates(offset=feedback.update_id + 1, timeout=5)
    assert tap.callback_query is not None
    await tap.callback_query.answer()
    await tapping

    assert (tap.callback_query.inline_message_id, tap.callback_query.message) == (inline_id, None)
    assert await bot.edit_message_text("Neu", inline_message_id=inline_id, reply_markup=MARKUP) is True
    assert await bot.edit_message_reply_markup(inline_message_id=inline_id) is True
    assert chat.last is not None
    assert (chat.last.text, chat.last.labels) == ("Neu", ())
    assert await api.refusal("editMessageText", inline_message_id="x", text="a") == (
        400,
        "Bad Request: MESSAGE_ID_INVALID",
    )
    assert await api.refusal("sendMessage", chat_id=chat.id, text="a") == (400, "Bad Request: chat not found")


async def test_chat_types(bot: Bot, anna: Person, ben: Person, private: Chat, telegram: Simulator) -> None:
    """The chat with the bot itself is "sender", one with somebody else "private"; channels are "channel"."""
    types = []
    for chat in (private, telegram.chat_between(anna, ben), telegram.channel("Kurier", [anna])):
        asking = asyncio.create_task(anna.asks_inline(chat, str(chat.id)))
        query = await next_query(bot)
        types.append(query.chat_type)
        await bot.answer_inline_query(query.id, [])
        await asking

    assert types == ["sender", "private", "channel"]


async def test_button_above_the_results(bot: Bot, anna: Person, group: Chat) -> None:
    """An answer can carry a button that starts the bot."""
    page = await ask(bot, anna, group, [], button=InlineQueryResultsButton("Hilfe", start_parameter="help"))

    assert (page.results, page.button) == ((), InlineButton("Hilfe", "help"))


@pytest.fixture
async def open_query(bot: Bot, anna: Person, group: Chat) -> AsyncIterator[str]:
    """Return the id of a query that waits for its answer."""
    asking = asyncio.create_task(anna.asks_inline(group, "Mole"))
    yield (await next_query(bot)).id
    asking.cancel()


def written(**more: object) -> dict[str, object]:
    """Return a result as JSON."""
    return {"type": "article", "id": "a", "title": "A", "input_message_content": {"message_text": "A"}} | more


@pytest.mark.parametrize(
    ("parameters", "error"),
    [
        ({"results": [written(id=str(n)) for n in range(51)]}, (400, "Bad Request: RESULTS_TOO_MUCH")),
        ({"results": [written(), written()]}, (400, "Bad Request: RESULT_ID_DUPLICATE")),
        ({"results": [written(id="ä" * 33)]}, (400, "Bad Request: RESULT_ID_INVALID")),
        ({"results": [written(id="")]}, (400, "Bad Request: RESULT_ID_INVALID")),
        ({"results": [], "next_offset": "x" * 65}, (400, "Bad Request: NEXT_OFFSET_INVALID")),
        (
            {"results": [written(title=None)]},
            (400, "Bad Request: can't parse inline query result: Can't find field \"title\""),
        ),
        (
            {"results": [written(input_message_content={"message_text": ""})]},
            (400, "Bad Request: message text is empty"),
        ),
        (
            {"results": [written(input_message_content={"message_text": "<b>", "parse_mode": "HTML"})]},
            (400, "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\""),
        ),
        ({"results": [], "button": {"text": "A", "start_parameter": "ä"}}, (400, "Bad Request: START_PARAM_INVALID")),
        (
            {"results": [written(type="photo")]},
            (501, "Not Implemented: the simulator does not know inline results of the type photo"),
        ),
        (
            {"results": [written(hide_url=True)]},
            (501, "Not Implemented: the simulator does not know inline results with hide_url"),
        ),
    ],
)
async def test_refused_answers(
    api: Api, open_query: str, parameters: dict[str, object], error: tuple[int, str]
) -> None:
    """Answers beyond Telegram's limits are refused, and what the simulator does not know loudly so."""
    assert await api.refusal("answerInlineQuery", inline_query_id=open_query, **parameters) == error


async def test_query_is_answered_once_and_in_time(
    bot: Bot, api: Api, anna: Person, group: Chat, telegram: Simulator
) -> None:
    """An unknown query, an answered one and one that waited too long are too old."""
    asking = asyncio.create_task(anna.asks_inline(group, "Mole"))
    query = await next_query(bot)
    await bot.answer_inline_query(query.id, [])
    await asking
    late = asyncio.create_task(anna.asks_inline(group, "Kai"))
    late_query = await next_query(bot)
    telegram.clock.forward(31)

    for query_id in ("1", query.id, late_query.id):
        assert await api.refusal("answerInlineQuery", inline_query_id=query_id, results=[]) == TOO_OLD
    late.cancel()


async def test_inline_mode_can_be_off() -> None:
    """Without an inline mode, and beyond 256 characters, nobody can ask."""
    async with Simulator() as telegram:
        person = telegram.user("Anna")
        with pytest.raises(ValueError, match="@article_bot has no inline mode"):
            await person.asks_inline(telegram.private_chat(person), "Mole")
    async with Simulator(inline_mode=True) as telegram:
        person = telegram.user("Anna")
        with pytest.raises(ValueError, match="at most 256 characters, not 257"):
            await person.asks_inline(telegram.private_chat(person), "x" * 257)


async def test_get_me_tells_of_inline_mode(bot: Bot) -> None:
    """The bot sees that its inline mode is on."""
    assert (await bot.get_me()).supports_inline_queries is True
