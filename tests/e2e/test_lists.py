"""/latest, /sources and /article: what there is to ask about, and reading it."""

from __future__ import annotations

import functools
import json
from typing import TYPE_CHECKING

import pytest

from bot.texts import ENGLISH, GERMAN
from index.library import Library

from .conftest import running
from .test_speech import asked

if TYPE_CHECKING:
    from bot.simulator import Chat, Message, Person, Simulator

    from .conftest import Newsroom

PARAGRAPH = "Die Werft von Lindmoor baut ein Schiff aus Holz. Es fährt mit Wind. " * 20
LONG = "\n\n".join([PARAGRAPH.strip()] * 6)


@pytest.fixture
def newsroom(newsroom: Newsroom) -> Newsroom:
    """Add a long article and eight short ones of another outlet."""
    lines = [
        {"id": "werft", "title": "Die <Werft>", "text": LONG, "published": "2023", "language": "de"},
        *(
            {
                "id": f"lokal {number}", "title": f"Lokales {number}", "text": f"Im Ort {number} fand ein Markt statt.",
                "published": f"2024-{number:02}", "source": "Dorfbote am See", "language": "de",
                "url": f"https://example.org/{number}",
            }
            for number in range(1, 9)
        ),
    ]  # fmt: skip
    (newsroom.articles / "more.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in lines), encoding="utf-8")
    Library(newsroom.config).sync(lambda _: None)
    return newsroom


@pytest.mark.usefixtures("bot")
async def test_newest_articles(telegram: Simulator, private: Chat, reader: Person) -> None:
    """/latest shows them by date, each linked; its buttons turn the pages in place and show an article."""
    first = await asked(telegram, reader, private, "/latest")
    assert first.text.splitlines()[:6] == [
        "Newest articles (11) · 1/2",
        "",
        "1. Harbour <wall> & pier",
        "Saltwick Post · Edda Marsh · 14 March 2025",
        "",
        "2. Lokales 8",
    ]
    links = [entity.argument for entity in first.entities if entity.kind == "text_link"]
    assert links[:2] == ["https://example.org/mole?a=1&b=2", "https://example.org/8"]
    assert first.labels == ("1", "2", "3", "4", "5", "6", ENGLISH.older)

    await reader.taps(first, ENGLISH.older)
    second = await telegram.wait_for(lambda: _with(private, first, "2/2"))
    # The report of June 2024 stands beside the other one of that month; a year alone comes after its months.
    assert second.text.splitlines()[2::3] == ["7. Lokales 4", "8. Lokales 3", "9. Lokales 2", "10. Lokales 1",
                                              "11. Die <Werft>"]  # fmt: skip
    assert second.text.splitlines()[-1] == "archive · 2023"
    assert second.labels == ("7", "8", "9", "10", "11", ENGLISH.newer)

    await reader.taps(second, "10")
    article = await telegram.wait_for(lambda: private.last_from_bot if len(private.from_bot) == 2 else None)
    assert article.text == "Lokales 1\nDorfbote am See · January 2024\nIm Ort 1 fand ein Markt statt."
    assert {entity.kind for entity in article.entities} == {"bold", "text_link", "expandable_blockquote"}


async def test_articles_of_a_source(telegram: Simulator, newsroom: Newsroom, private: Chat, reader: Person) -> None:
    """Words behind /latest name a source; the pages of such a list survive a restart."""
    async with running(newsroom, telegram):
        first = await asked(telegram, reader, private, "/latest dorfbote")
    assert first.text.startswith("Newest articles: Dorfbote am See (8) · 1/2\n\n1. Lokales 8\n")
    async with running(newsroom, telegram):
        await reader.taps(first, ENGLISH.older)
        second = await telegram.wait_for(lambda: _with(private, first, "2/2"))
        assert second.text.splitlines()[2] == "7. Lokales 2"
        none = await asked(telegram, reader, private, "/latest <b> post")
        assert none.text == "No source is called that: “<b> post”. All of them: /sources"


@pytest.mark.usefixtures("bot")
async def test_sources(telegram: Simulator, editor: Person) -> None:
    """/sources tells what there is of each, and when it was read."""
    answer = await asked(telegram, editor, telegram.private_chat(editor), "/sources")
    lines = answer.text.splitlines()
    assert lines[:6] == [
        "Quellen (1)",
        "",
        "archive",
        "11 Artikel",
        "neuester: 14. März 2025",
        "darin: Dorfbote am See (8), Saltwick Post (1)",
    ]
    assert lines[6].startswith("gelesen: ")


@pytest.mark.usefixtures("bot")
async def test_long_article_is_read_page_by_page(telegram: Simulator, private: Chat, reader: Person) -> None:
    """An article by its id stands in one message, whose buttons turn its pages; no word is lost."""
    first = await asked(telegram, reader, private, "/article werft")
    assert first.text.startswith("Die <Werft>\narchive · 2023\nDie Werft von Lindmoor baut")
    assert first.text.endswith("Page 1 of 3")
    assert first.labels == (ENGLISH.next_page,)
    pages = [first]
    for words in ("Page 2 of 3", "Page 3 of 3"):
        await reader.taps(pages[-1], ENGLISH.next_page)
        pages.append(await telegram.wait_for(functools.partial(_with, private, first, words)))
    assert (pages[1].labels, pages[2].labels) == (
        (ENGLISH.previous_page, ENGLISH.next_page),
        (ENGLISH.previous_page,),
    )
    shown = "\n\n".join("\n".join(page.text.splitlines()[2:-1]) for page in pages)
    assert shown == LONG


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("mole", "Harbour <wall> & pier"),
        ("https://example.org/3", "Lokales 3"),
        ("lokal 5", "Lokales 5"),
        ("granite wall Saltwick", "Harbour <wall> & pier"),
        ("Markt im Ort 6", "Lokales 6"),
    ],
)
async def test_article_is_found(telegram: Simulator, private: Chat, reader: Person, words: str, title: str) -> None:
    """By its id, its address, or the words that fit it best."""
    assert (await asked(telegram, reader, private, f"/article {words}")).text.splitlines()[0] == title


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("", "Welchen Artikel?"),
        ("Quetzalxochitl", "Zu „Quetzalxochitl“ finde ich keinen Artikel."),
        ("<b>&amp;</i> %s {0}", "Zu „<b>&amp;</i> %s {0}“ finde ich keinen Artikel."),
        ("?!", "Zu „?!“ finde ich keinen Artikel."),
    ],
)
async def test_no_article(telegram: Simulator, editor: Person, words: str, answer: str) -> None:
    """What finds nothing is repeated as it was written, and nothing is made up."""
    chat = telegram.private_chat(editor)
    assert (await asked(telegram, editor, chat, f"/article {words}")).text.startswith(answer)


async def test_several_articles_of_one_id(
    telegram: Simulator, newsroom: Newsroom, private: Chat, reader: Person
) -> None:
    """Where two sources have an article of that id, the reader chooses."""
    other = newsroom.articles.parent / "other.jsonl"
    other.write_text('{"id": "mole", "title": "A mole", "text": "A mole digs.", "language": "en"}\n', encoding="utf-8")
    sources = (*newsroom.config.sources, newsroom.config.sources[0].model_copy(update={"name": "wire", "path": other}))
    config = newsroom.config.model_copy(update={"sources": sources})
    Library(config).sync(lambda _: None)
    async with running(newsroom, telegram):
        several = await asked(telegram, reader, private, "/article mole")
        assert several.text.splitlines()[0] == "Articles with the id “mole”"
        assert several.labels == ("1", "2")
        await reader.taps(several, "2")
        await telegram.wait_for(lambda: len(private.from_bot) == 2)
        assert private.from_bot[1].text == "A mole\nwire\nA mole digs."


async def test_changed_article_is_not_mixed_up(
    telegram: Simulator, newsroom: Newsroom, private: Chat, reader: Person
) -> None:
    """The buttons to an article that has changed say so, instead of showing a page of another text."""
    async with running(newsroom, telegram):
        first = await asked(telegram, reader, private, "/article werft")
        listed = await asked(telegram, reader, private, "/latest archive")
        more = newsroom.articles / "more.jsonl"
        more.write_text(more.read_text(encoding="utf-8").replace("aus Holz", "aus Stahl"), encoding="utf-8")
        Library(newsroom.config).sync(lambda _: None)
        assert (await reader.taps(first, ENGLISH.next_page)).text == ENGLISH.list_expired
        assert listed.labels[-1] == ENGLISH.older
        await reader.taps(listed, ENGLISH.older)
        listed = await telegram.wait_for(lambda: _with(private, listed, "2/2"))
        assert (await reader.taps(listed, "11")).text is None


@pytest.mark.usefixtures("bot")
async def test_link_to_an_article(telegram: Simulator, private: Chat, reader: Person) -> None:
    """A link into the private chat shows its article, or that it is not there any more; any other one says hello."""
    listed = await asked(telegram, reader, private, "/latest saltwick")
    number = listed.buttons[0].value.rpartition(":")[2]
    assert (await asked(telegram, reader, private, f"/start article_{number}")).text.startswith("Harbour <wall> & pier")
    assert (await asked(telegram, reader, private, "/start article_999")).text == ENGLISH.list_expired
    assert (await asked(telegram, reader, private, "/start <b>")).text.startswith("Hello!")


@pytest.mark.usefixtures("bot")
async def test_lists_in_a_group(telegram: Simulator, group: Chat, editor: Person, reader: Person) -> None:
    """In a group lists are replies, and anybody may turn their pages."""
    listed = await asked(telegram, reader, group, "/latest@article_bot")
    assert listed.reply_to is not None
    await editor.taps(listed, ENGLISH.older)
    turned = await telegram.wait_for(lambda: _with(group, listed, "2/2"))
    assert turned.labels[-1] == GERMAN.newer


@pytest.mark.usefixtures("bot")
async def test_unknown_commands(telegram: Simulator, private: Chat, editor: Person, reader: Person) -> None:
    """Help in private chats; in groups silence, also for a command that names the bot."""
    group = telegram.group("Deichfreunde", members=[editor, reader])
    await editor.promotes_bot(group)  # so that it gets what is for other bots as well
    assert (await asked(telegram, reader, private, "/nonsense")).text.startswith("How to ask\n")
    await reader.sends(group, "/nonsense")
    await reader.sends(group, "/nonsense@other_bot")
    await reader.sends(group, "/nonsense@Article_Bot")
    assert (await asked(telegram, reader, group, "/help@article_bot")).text.startswith("How to ask here\n")
    assert len(group.from_bot) == 1


def _with(chat: Chat, message: Message, words: str) -> Message | None:
    """Return a message as it is now, if it has these words."""
    now = chat.message(message.id)
    return now if now is not None and words in now.text else None
