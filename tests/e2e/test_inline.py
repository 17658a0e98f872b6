"""Inline mode: passages are found in any chat, and cited there."""

from __future__ import annotations

import asyncio
import json
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from telegram.ext import InlineQueryHandler

from bot.simulator import InlineButton, Simulator
from bot.store.store import Store
from bot.texts import ENGLISH, GERMAN
from index.library import Library
from index.records import Span

from .conftest import LINE, running
from .test_speech import asked

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.app import App
    from bot.handlers.inline import Inline
    from bot.simulator import Chat, Person
    from bot.store.given import Given

    from .conftest import Newsroom

SENTENCE = "The harbour wall of Saltwick is 310 metres long."


@pytest.fixture
async def telegram() -> AsyncIterator[Simulator]:
    """Return a Telegram in which the bot has inline mode, and is told what people choose."""
    async with Simulator(inline_mode=True, inline_feedback=True) as simulator:
        yield simulator


PLACES = (
    ("Lindmoor", "Holz und Wolle aus dem Norden"), ("Alkmoor", "vierzig Kühe samt ihren Kälbern"),
    ("Sandholm", "die Post der ganzen Insel"), ("Grauwerth", "Steine für den neuen Leuchtturm"),
    ("Ostervehl", "Schulkinder mit ihren Lehrern"), ("Kesselwerda", "Salz in tausend kleinen Fässern"),
    ("Bruchwalden", "Bienenstöcke für die Heide"), ("Nordermoor", "Getreide zur alten Mühle"),
    ("Tarnsund", "Glocken aus der Gießerei"), ("Merrow", "Zelte für das Sommerfest"),
    ("Pellmark", "Äpfel und eingelegte Gurken"), ("Vessen", "Bretter für das Bootshaus"),
    ("Saltwik", "Noten und Pulte des Orchesters"), ("Thornby", "Farbe für zwölf Brücken"),
)  # fmt: skip


@pytest.fixture
def many(newsroom: Newsroom) -> Newsroom:
    """Add fourteen articles without an address in which somebody says something of a ferry."""
    lines = [
        {
            "id": f"{place}", "title": f"{place} <b>", "language": "de", "published": "2024-06",
            "text": f"Im Hafen von {place} lädt man {load}. „Die Fähre fährt auch im Winter nach {place}“, "
                    "sagte Kapitän Anton Quist.",
        }
        for place, load in PLACES
    ]  # fmt: skip
    text = "".join(f"{json.dumps(one)}\n" for one in lines)
    (newsroom.articles / "ferries.jsonl").write_text(text, encoding="utf-8")
    Library(newsroom.config).sync(lambda _: None)
    return newsroom


async def test_passage_is_cited(telegram: Simulator, newsroom: Newsroom, reader: Person, editor: Person) -> None:
    """A result has the sentence, and where it is from; choosing it posts the card, which is remembered."""
    group = telegram.group("Deichfreunde", members=[editor, reader])
    async with running(newsroom, telegram):
        page = await reader.asks_inline(group, "harbour wall long")
        assert page.results[0].title == SENTENCE
        assert page.results[0].description == "Saltwick Post · 14 March 2025"
        assert page.button is None
        assert (page.answer.is_personal, page.answer.cache_time <= 30, page.next_offset) == (True, True, "")

        posted = await reader.chooses(page, 0)
        # Somebody else is answered from the library, not from Telegram's cache; by then the choice is being handled.
        again = await editor.asks_inline(group, "harbour wall long")
        assert (again.from_cache, again.results[0].id) == (False, page.results[0].id)

    assert posted.text.splitlines() == [
        SENTENCE,
        "",
        "Harbour <wall> & pier",
        "Saltwick Post · Edda Marsh · 14 March 2025",
        f"{SENTENCE} It was built of granite.",
    ]
    kinds = {entity.kind for entity in posted.entities}
    assert kinds == {"blockquote", "text_link", "expandable_blockquote", "bold"}
    copied, opened = posted.buttons
    assert (copied.label, copied.kind, opened.label, opened.kind) == (
        ENGLISH.button_copy, "copy_text", ENGLISH.button_article, "url",
    )  # fmt: skip
    assert copied.value == f"“{SENTENCE}”, Harbour <wall> & pier, Saltwick Post, 14 March 2025"
    assert opened.value.startswith("https://example.org/mole?a=1&b=2#:~:text=")
    (given,) = kept(newsroom, telegram)
    assert (given.chat, given.asker, given.question) == (None, reader.id, "harbour wall long")
    assert given.inline is not None
    assert (given.citations[0].text, given.citations[0].sentence) == (SENTENCE, Span(0, len(SENTENCE)))


def kept(newsroom: Newsroom, telegram: Simulator) -> list[Given]:
    """Return what is remembered of citations of the article on the harbour wall."""
    store = Store(newsroom.config.data_dir, telegram.bot.id)
    found = store.given.citing("archive", "mole")
    store.close()
    return found


async def test_further_pages_and_speakers(
    telegram: Simulator, many: Newsroom, private: Chat, editor: Person, reader: Person
) -> None:
    """Further results come by scrolling, each once; the speaker is the text's, and a button reads the article."""
    group = telegram.group("Deichfreunde", members=[editor, reader])
    async with running(many, telegram):
        first = await editor.asks_inline(group, "Fähre Winter")
        assert (len(first.results), first.next_offset) == (10, "10")
        assert first.results[0].description.startswith("Anton Quist · archive · ")
        second = await editor.scrolls(first)
        assert (len(second.results), second.next_offset) == (4, "")
        assert len({one.id for one in (*first.results, *second.results)}) == 14

        posted = await editor.chooses(second, 3)
        assert posted.text.splitlines()[1] == "🗣 Anton Quist, Kapitän – wörtlich"
        assert posted.labels == (GERMAN.button_copy, GERMAN.inline_read)
        link = posted.buttons[1].value
        assert link.startswith("https://t.me/article_bot?start=passage_")
        article = await asked(telegram, reader, private, f"/start {link.rpartition('=')[2]}")
        assert article.text.splitlines()[0] == posted.text.splitlines()[3]


async def test_empty_query_shows_the_newest_articles(
    telegram: Simulator, many: Newsroom, group: Chat, reader: Person
) -> None:
    """Before anything is typed, the newest articles are there to post, and a button leads to the private chat."""
    async with running(many, telegram):
        page = await reader.asks_inline(group, " ")
        assert page.titles[0] == "Harbour <wall> & pier"
        assert page.button == InlineButton(ENGLISH.inline_hint, "inline")
        further = await reader.scrolls(page)
        assert (len(page.results), len(further.results), further.button) == (10, 6, None)
        posted = await reader.chooses(page, 0)
        assert posted.text == (
            "Harbour <wall> & pier\nSaltwick Post · Edda Marsh · 14 March 2025\n"
            "The harbour wall of Saltwick is 310 metres long. It was built of granite."
        )


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("query", ["Quetzalxochitl", "?!", "<b>&amp;</i>", "x" * 256, "🙂"])
async def test_nothing_is_found(telegram: Simulator, private: Chat, reader: Person, query: str) -> None:
    """What finds nothing shows nothing but the way to ask; that leads to a word of welcome."""
    page = await reader.asks_inline(private, query)
    assert (page.results, page.button) == ((), InlineButton(ENGLISH.inline_nothing, "inline"))
    assert (await asked(telegram, reader, private, "/start inline")).text.startswith("Hello!")


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("offset", ["-1", "x", "1e9", "99999999999999999999", "²"])
async def test_strange_offsets(group: Chat, reader: Person, offset: str) -> None:
    """An offset that is none of ours shows the first results, or none."""
    world = reader._world
    page = await reader.asks_inline(group, "harbour wall", offset=offset)
    assert len(page.results) in {0, 1}
    assert world.inline.answers


async def test_older_query_is_dropped(bot: App, telegram: Simulator, group: Chat, reader: Person) -> None:
    """While somebody goes on typing, only their last query is looked up."""
    handler = next(one for one in bot.handlers[0] if isinstance(one, InlineQueryHandler))
    inline: Inline = handler.callback.__self__  # type: ignore[attr-defined]  # it is a bound method
    busy = threading.Event()
    for _ in range(2):
        inline._desk.executor.submit(busy.wait)
    first = asyncio.create_task(reader.asks_inline(group, "harb"))
    await telegram.wait_for(lambda: inline._last)
    before = dict(inline._last)
    second = asyncio.create_task(reader.asks_inline(group, "harbour wall"))
    await telegram.wait_for(lambda: inline._last != before)
    busy.set()
    page = await second
    assert page.results[0].title == SENTENCE
    assert len(telegram.calls.of("answerInlineQuery")) == 1
    first.cancel()
    with suppress(asyncio.CancelledError):
        await first


async def test_article_that_has_changed(telegram: Simulator, newsroom: Newsroom, group: Chat, reader: Person) -> None:
    """What was posted of an article that has changed meanwhile cannot be corrected, and is no error."""
    async with running(newsroom, telegram):
        page = await reader.asks_inline(group, "harbour wall long")
        (newsroom.articles / "lines.jsonl").write_text(LINE.replace("310", "320"), encoding="utf-8")
        Library(newsroom.config).sync(lambda _: None)
        await reader.chooses(page, 0)
        fresh = await reader.asks_inline(group, "harbour wall how long")
        await reader.chooses(fresh, 0)
        await reader.asks_inline(group, "granite")
    assert [one.question for one in kept(newsroom, telegram)] == ["harbour wall how long"]
