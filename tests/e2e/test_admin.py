"""/add, /remove, /status and /gaps: what admins do to the archive from a chat."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bot import app as bot_app
from bot.config import load
from bot.store.given import Given
from bot.store.store import Store
from bot.texts import GERMAN
from index.citation_records import Citation
from index.library import Library
from index.records import Span
from tests.index.web import HOST, Site, serving

from .conftest import Newsroom, running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.simulator import Chat, Message, Person, Simulator

LONG = 60.0
"""Seconds; the process loads the model, which takes a while on a busy machine."""
BRIDGE = "The new bridge of Quellmoor is 620 metres long and stands on nine pillars of oak."
PAGE = f"<html><head><title>A bridge for Quellmoor</title></head><body><article><p>{BRIDGE} </p>" + (
    "<p>The town council of Quellmoor has paid for it out of its own pocket, and opens it to everybody in May.</p>" * 4
)
ADMIN = GERMAN.admin


@pytest.fixture
def desk(telegram: Simulator, editor: Person) -> Chat:
    """Return the admin's chat with the bot."""
    return telegram.private_chat(editor)


@pytest.fixture
def site() -> Iterator[Site]:
    """Run a site with a page."""
    with serving() as running_site:
        running_site.put("/bridge", PAGE)
        yield running_site


async def told(telegram: Simulator, chat: Chat, *words: str) -> Message:
    """Return the last message of the bot, once it has all of these words."""

    def found() -> Message | None:
        last = chat.last_from_bot
        return last if last is not None and all(one in last.text for one in words) else None

    return await telegram.wait_for(found, timeout=LONG)


def answer(newsroom: Newsroom, question: str) -> str:
    """Return the passage that a question is answered with; empty if it is not."""
    found = Library(newsroom.config).ask(question)
    return found.hits[0].passage.text if found.answered else ""


def store(newsroom: Newsroom, telegram: Simulator) -> Store:
    """Return the bot's memory, opened beside it."""
    return Store(newsroom.config.data_dir, bot_app.bot_id_of(telegram.token))


async def test_added_file_answers_and_goes_again(
    newsroom: Newsroom, telegram: Simulator, editor: Person, desk: Chat
) -> None:
    """A file with the command as its caption is in the archive, is shown as it was read, and can be removed again."""
    async with running(newsroom, telegram):
        await editor.sends_document(desk, "../Brücke <neu>.md", f"# A bridge\n\n{BRIDGE}".encode(), caption="/add")
        shown = await told(telegram, desk, "Im Archiv")
        assert shown.text == "Im Archiv:\n\nA bridge\nUpload\nWieder entfernen: /remove Brücke-neu.md"
        assert answer(newsroom, "How long is the new bridge of Quellmoor?") == BRIDGE
        await editor.sends(desk, "/remove Brücke-neu.md")
        asked = await told(telegram, desk, ADMIN.remove_deletes)
        assert asked.text == f"{ADMIN.remove_ask}\n\nA bridge\nUpload\n{ADMIN.remove_deletes}"
        await editor.taps(asked, "🗑 A bridge")
        gone = await told(telegram, desk, "Entfernt")
        assert (gone.id, gone.text, gone.labels) == (asked.id, "Entfernt: A bridge", ())
        assert answer(newsroom, "How long is the new bridge of Quellmoor?") == ""
    assert [path.name for path in (newsroom.config.data_dir / "added").iterdir()] == []


async def test_file_that_is_replied_to_in_a_group(
    newsroom: Newsroom, telegram: Simulator, editor: Person, reader: Person, group: Chat
) -> None:
    """An admin takes in a file that somebody else has sent, by a reply to it."""
    async with running(newsroom, telegram):
        sent = await reader.sends_document(group, "bridge.txt", BRIDGE.encode())
        await editor.sends(group, "/add@article_bot", reply_to=sent)
        shown = await told(telegram, group, "Im Archiv")
    assert shown.text.endswith("/remove bridge.txt")


async def test_what_cannot_be_added_leaves_nothing_behind(
    newsroom: Newsroom, telegram: Simulator, editor: Person, desk: Chat, site: Site
) -> None:
    """A file of another kind, one that is too big, and an address without a page are refused in a line each."""
    async with running(allowing(newsroom), telegram):
        await editor.sends_document(desk, "cat.jpg", b"\xff\xd8", caption="/add")
        assert (await told(telegram, desk, "cat.jpg")).text == (
            "Nicht aufgenommen: cat.jpg – is of no known format; .txt, .md, .html, .jsonl, .csv, .pdf, .docx, .rss, "
            ".zip are read"
        )
        await editor.sends_document(desk, "big.txt", b"x" * (20 * 1024 * 1024 + 1), caption="/add")
        await told(telegram, desk, "Nicht aufgenommen: big.txt ist größer als 20 MB")
        await editor.sends(desk, f"/add {site.url}/none ftp://example.org/<b>")
        refused = await told(telegram, desk, "ftp://example.org/<b> – ")
        assert f"Nicht aufgenommen: {site.url}/none – is not there" in refused.text
        await editor.sends(desk, "/add")
        await told(telegram, desk, "Schreiben Sie hinter /add")
    assert not (newsroom.config.data_dir / "added").exists()


async def test_added_page(newsroom: Newsroom, telegram: Simulator, editor: Person, desk: Chat, site: Site) -> None:
    """A page is in the archive under its address, and readers see its host where it does not say its source."""
    async with running(allowing(newsroom), telegram):
        await editor.sends(desk, f"/add {site.url}/bridge")
        shown = await told(telegram, desk, "Im Archiv")
    assert shown.text == (f"Im Archiv:\n\nA bridge for Quellmoor\n{HOST}\nWieder entfernen: /remove {site.url}/bridge")


async def test_withdrawn_and_back(newsroom: Newsroom, telegram: Simulator, editor: Person, desk: Chat) -> None:
    """An article of a source of the config is withdrawn, stays away from later syncs, and comes back by a button."""
    question = "How long is the harbour wall of Saltwick?"
    async with running(newsroom, telegram):
        await editor.sends(desk, "/remove https://example.org/mole?a=1&b=2")
        asked = await told(telegram, desk, ADMIN.remove_ask)
        assert ADMIN.remove_withdraws in asked.text
        await editor.taps(asked, "🗑 Harbour <wall> & pier")
        gone = await told(telegram, desk, "Entfernt")
        assert (gone.text, gone.labels) == ("Entfernt: Harbour <wall> & pier", ("Rückgängig",))
        assert answer(newsroom, question) == ""
        assert Library(newsroom.config).sync(lambda _: None).articles == 1
        await editor.taps(gone, "Rückgängig")
        await told(telegram, desk, "Wieder im Archiv: Harbour <wall> & pier")
        assert answer(newsroom, question).startswith("The harbour wall of Saltwick is 310 metres long.")
        await editor.sends(desk, "/remove undo")
        await told(telegram, desk, ADMIN.undo_none)


async def test_removing_by_a_reply(newsroom: Newsroom, telegram: Simulator, editor: Person, desk: Chat) -> None:
    """A reply to an answer means the article that it shows; who keeps it, keeps it."""
    async with running(newsroom, telegram):
        await editor.sends(desk, "How long is the harbour wall of Saltwick?")
        given = await told(telegram, desk, "310 metres")
        memory = store(newsroom, telegram)
        cited = Citation("archive", "mole", "00", Span(0, 10), None, "The harbour", 0.9)
        number = memory.given.keep(
            Given(desk.id, 0, 1, 7, "?", "en", answered=True, confidence=0.9, citations=(cited,))
        )
        memory.given.sent(number, [given.id])
        memory.close()
        await editor.sends(desk, "/remove", reply_to=given)
        asked = await told(telegram, desk, ADMIN.remove_ask, "Harbour <wall> & pier")
        await editor.taps(asked, "Behalten")
        await told(telegram, desk, ADMIN.remove_kept)
        await editor.sends(desk, "/remove nowhere")
        await told(telegram, desk, "Einen Artikel „nowhere“ gibt es im Archiv nicht.", "mit /remove auf eine")
    assert Library(newsroom.config).status().withdrawn == 0


async def test_status(newsroom: Newsroom, telegram: Simulator, editor: Person, desk: Chat) -> None:
    """One message says how the archive and the bot are."""
    async with running(newsroom, telegram):
        await editor.sends(desk, "/status")
        shown = await told(telegram, desk, "Archiv")
    assert re.sub(r"\d+,\d MB", "… MB", shown.text) == (
        "Archiv: 2 Artikel, 3 Passagen\n"
        "Zuletzt eingelesen vor 0 Min.: neu 2, geändert 0, entfernt 0, nicht gelesen 0\n\n"
        "Quellen\n• archive: 2 – vor 0 Min.\n\n"
        "Modell: bundled · … MB auf der Platte\n"
        "Bot: läuft seit 0 Min. · Fragen in 24 Stunden: 0 · Meldungen: 0\n"
        "Gerade wird nichts eingelesen."
    )


async def test_gaps(newsroom: Newsroom, telegram: Simulator, editor: Person, desk: Chat) -> None:
    """Questions without a good answer are grouped by what they ask for; a group that is dealt with leaves the list."""
    memory = store(newsroom, telegram)
    for number, question in enumerate(["Wann öffnet das Bad?", "Wann öffnet das <Bad>", "Wer baut die Brücke?"]):
        memory.given.keep(Given(1, 0, number, 7, question, "de", answered=False, confidence=0.1, citations=()))
    liked = memory.given.keep(Given(1, 0, 8, 7, "Wie hoch?", "de", answered=True, confidence=0.9, citations=()))
    memory.given.rate(liked, 7, good=True)
    bad = memory.given.keep(Given(1, 0, 9, 7, "Wer baut Brücken", "de", answered=True, confidence=0.9, citations=()))
    memory.given.rate(bad, 7, good=False)
    for number, goods in enumerate(["Brot", "Salz", "Wein", "Holz", "Eisen"]):
        question = f"Was kostet {goods}?"
        memory.given.keep(Given(1, 0, 20 + number, 7, question, "de", answered=False, confidence=0.1, citations=()))
    async with running(newsroom, telegram):
        await editor.sends(desk, "/gaps")
        first = await told(telegram, desk, "Was fehlt")
        assert first.text.startswith(
            "Was fehlt – Fragen der letzten 30 Tage: 9, davon verschiedene: 7 · 1/2\n\n"
            "1. Wer baut Brücken\n1 × ohne Antwort · 1 × 👎\n\n"
            "2. Wann öffnet das <Bad>\n2 × ohne Antwort\n\n"
        )
        assert first.labels == ("✓ 1", "✓ 2", "✓ 3", "✓ 4", "✓ 5", "›")
        await editor.taps(first, "›")
        second = await told(telegram, desk, "2/2")
        assert second.labels == ("✓ 6", "✓ 7", "‹")
        await editor.taps(second, "✓ 7")
        await editor.taps(await told(telegram, desk, "2/2", "verschiedene: 6"), "✓ 6")
        left = await told(telegram, desk, "Tage: 7", "verschiedene: 5")
        for groups in range(5, 0, -1):
            await editor.taps(await told(telegram, desk, f"verschiedene: {groups}"), "✓ 1")
        await told(telegram, desk, ADMIN.gaps_none)
    assert left.labels == ("✓ 1", "✓ 2", "✓ 3", "✓ 4", "✓ 5")
    assert memory.gaps.open(0.0) == []
    memory.close()


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("command", ["/add https://example.org/", "/remove mole", "/status", "/gaps"])
async def test_only_admins_may(telegram: Simulator, private: Chat, reader: Person, command: str) -> None:
    """Whoever is no admin is told so, and nothing else happens."""
    await reader.sends(private, command)
    refused = await telegram.wait_for(lambda: private.last_from_bot)
    assert refused.text == f"Only admins may do that. Your Telegram number is {reader.id}."


async def test_buttons_are_for_admins_too(
    newsroom: Newsroom, telegram: Simulator, editor: Person, reader: Person, group: Chat
) -> None:
    """In a group, a button under an admin's question is no reader's."""
    async with running(newsroom, telegram):
        await editor.sends(group, "/remove@article_bot mole")
        asked = await telegram.wait_for(lambda: group.last_from_bot)
        refused = await reader.taps(asked, "🗑 Harbour <wall> & pier")
        assert refused.text == f"Only admins may do that. Your Telegram number is {reader.id}."
    assert Library(newsroom.config).status().withdrawn == 0


def allowing(newsroom: Newsroom) -> Newsroom:
    """Return the newsroom with a config that may read the site."""
    web = f'[web]\nallow_hosts = ["{HOST}"]\npause = 0\n'
    newsroom.file.write_text(newsroom.file.read_text(encoding="utf-8") + web, encoding="utf-8")
    return Newsroom(newsroom.articles, newsroom.file, load(newsroom.file)[0])
