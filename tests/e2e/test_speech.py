"""Who said it: under an answer, as an answer, and as a list."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.texts import ENGLISH, GERMAN
from index.library import Library

from .conftest import running

if TYPE_CHECKING:
    from bot.simulator import Chat, Message, Person, Simulator

    from .conftest import Newsroom

HARBOUR = """\
Der Hafen von Lindmoor wird größer.

„Wir bauen den neuen Kai auf der Südseite“, sagte Hafenchefin Eva Lund am Montag. \
Sie fügte hinzu: „Das kostet uns 184 Millionen Euro.“

Die Stadt werde keine Steuern erhöhen, sagte Bürgermeister Jan <Brook>.

„Wer soll denn das alles am Ende bezahlen?“ Diese Frage stand auf einem Plakat am Rathaus.
"""
SCHOOL = (
    "Die Schule in Saltwick bleibt zu. „Das Dach der Turnhalle ist undicht und muss ersetzt werden“, "
    "sagte Direktorin Mia Falk."
)
TITLES = [f"Nr. {number} <b>" for number in range(1, 13)]


@pytest.fixture
def newsroom(newsroom: Newsroom) -> Newsroom:
    """Add articles in which people speak: two of the harbour, and twelve in which one of them says the same thing."""
    lines = [
        {"id": "hafen", "title": "Mehr Hafen", "text": HARBOUR, "published": "2025-01", "language": "de"},
        {"id": "schule", "title": "Kein Sport", "text": SCHOOL, "published": "2025-02", "language": "de"},
        *(
            {
                "id": f"{number}", "title": title, "language": "de", "published": f"2024-{number:02}",
                "url": f"https://example.org/{number}?a&b", "credit": "nap/<i>",
                "text": f"„Die Fähre Nummer {number} fährt auch im Winter“, sagte Kapitän Anton Quist.",
            }
            for number, title in enumerate(TITLES, start=1)
        ),
    ]  # fmt: skip
    text = "".join(f"{json.dumps(one)}\n" for one in lines)
    (newsroom.articles / "people.jsonl").write_text(text, encoding="utf-8")
    Library(newsroom.config).sync(lambda _: None)
    return newsroom


async def asked(telegram: Simulator, person: Person, chat: Chat, question: str) -> Message:
    """Return the bot's answer to a message."""
    count = len(chat.from_bot)
    await person.sends(chat, question)
    await telegram.wait_for(lambda: len(chat.from_bot) > count)
    assert telegram.calls.of("sendMessage")[-1].error is None
    assert chat.last_from_bot is not None
    return chat.last_from_bot


@pytest.mark.usefixtures("bot")
async def test_speaker_stands_under_the_answer(telegram: Simulator, editor: Person) -> None:
    """Right under the sentence: the speaker's full name and office, and that it is word for word."""
    chat = telegram.private_chat(editor)
    answer = await asked(telegram, editor, chat, "Kostet uns das 184 Millionen Euro?")
    assert answer.text.splitlines()[:2] == [
        "Sie fügte hinzu: „Das kostet uns 184 Millionen Euro.“",
        "🗣 Eva Lund, Hafenchefin – wörtlich",
    ]


@pytest.mark.usefixtures("bot")
async def test_indirect_speech_in_a_group(telegram: Simulator, group: Chat, reader: Person) -> None:
    """In a group as well; what is not word for word is called so, and a name's brackets are no HTML."""
    answer = await asked(telegram, reader, group, "/ask@article_bot Wird die Stadt Lindmoor Steuern erhöhen?")
    assert answer.text.splitlines()[:2] == [
        "Die Stadt werde keine Steuern erhöhen, sagte Bürgermeister Jan <Brook>.",
        "🗣 Jan, Bürgermeister – in other words",
    ]


@pytest.mark.usefixtures("bot")
async def test_unknown_speaker_is_told(telegram: Simulator, editor: Person) -> None:
    """Where somebody speaks and the text does not say who, nobody is made up."""
    chat = telegram.private_chat(editor)
    answer = await asked(telegram, editor, chat, "Wer soll das alles am Ende bezahlen?")
    assert answer.text.splitlines()[:2] == ["„Wer soll denn das alles am Ende bezahlen?“", GERMAN.said_by_nobody]


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Was sagte Lund zu den Kosten in Millionen Euro?", "Sie fügte hinzu: „Das kostet uns 184 Millionen Euro.“"),
        ("Wer sagte, dass die Stadt keine Steuern erhöht?",
         "Die Stadt werde keine Steuern erhöhen, sagte Bürgermeister Jan <Brook>."),
        ("was hat frau falk zum dach gesagt", SCHOOL.partition(". ")[2]),
    ],
)  # fmt: skip
async def test_question_for_somebodys_words(telegram: Simulator, editor: Person, question: str, sentence: str) -> None:
    """Who is asked for answers in own words, also where the sentence has a pronoun; who said something is told."""
    chat = telegram.private_chat(editor)
    assert (await asked(telegram, editor, chat, question)).text.splitlines()[0] == sentence


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    "question",
    ["Was sagte Lund zum Dach der Turnhalle?", "Was sagte Brandt zum neuen Kai?", "Wer sagte, dass der Mond fällt?"],
)
async def test_nobody_said_so(telegram: Simulator, editor: Person, question: str) -> None:
    """What another one said is no answer to what somebody said: there is none then."""
    chat = telegram.private_chat(editor)
    answer = await asked(telegram, editor, chat, question)
    assert answer.text.startswith(f"{GERMAN.no_answer}\n\n{GERMAN.nearest}")


@pytest.mark.usefixtures("bot")
async def test_quotations_of_a_person(telegram: Simulator, private: Chat, reader: Person) -> None:
    """/quotes lists them, the newest article first, five a page; the buttons turn the pages in place."""
    first = await asked(telegram, reader, private, "/quotes quist")
    assert first.text.splitlines()[:5] == [
        "Quotations: quist (12) · 1/3",
        "",
        "„Die Fähre Nummer 12 fährt auch im Winter“",
        "🗣 Anton Quist, Kapitän – verbatim",
        "Nr. 12 <b> · archive · nap/<i> · December 2024",
    ]
    links = [entity.argument for entity in first.entities if entity.kind == "text_link"]
    assert links[0] == "https://example.org/12?a&b"
    assert first.labels == (ENGLISH.older,)

    assert (await reader.taps(first, ENGLISH.older)).text is None
    second = await telegram.wait_for(lambda: _with(private, first, "2/3"))
    assert "Nummer 7" in second.text
    assert second.labels == (ENGLISH.newer, ENGLISH.older)
    await reader.taps(second, ENGLISH.older)
    third = await telegram.wait_for(lambda: _with(private, first, "3/3"))
    assert (third.text.count("🗣"), third.labels) == (2, (ENGLISH.newer,))


async def test_pages_survive_a_restart(telegram: Simulator, newsroom: Newsroom, private: Chat, reader: Person) -> None:
    """A listing's buttons work after a restart; where what was listed is forgotten or gone, that is said."""
    async with running(newsroom, telegram):
        first = await asked(telegram, reader, private, "/quotes Quist Fähre")
    async with running(newsroom, telegram):
        await reader.taps(first, ENGLISH.older)
        await telegram.wait_for(lambda: _with(private, first, "2/3"))
    (newsroom.config.data_dir / f"chats-{telegram.bot.id}.sqlite3").unlink()
    async with running(newsroom, telegram):
        assert (await reader.taps(first, ENGLISH.newer)).text == ENGLISH.quotes_expired


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("query", "start"),
    [
        ("", GERMAN.quotes_usage[:15]),
        ("Nemo", "Zu „Nemo“ finde ich"),
        ("<b>&amp;</i>", "Zu „<b>&amp;</i>“ finde ich"),
        ("{query} {0} %s", "Zu „{query} {0} %s“ finde ich"),
        ("' OR 1=1 --", "Zu „' OR 1=1 --“ finde ich"),
        ("der die das", "Zu „der die das“ finde ich"),
        ("Lund Turnhalle", "Zu „Lund Turnhalle“ finde ich"),
        ("Eva Lund Euro", "Zitate: Eva Lund Euro (1)"),
        ("Lund, Kai", "Zitate: Lund, Kai (1)"),
        ("x" * 4000, "Zu „xxx"),
    ],
)
async def test_hostile_and_empty_queries(telegram: Simulator, editor: Person, query: str, start: str) -> None:
    """Whatever stands behind /quotes, the answer is valid HTML and says what was found, or that nothing was."""
    chat = telegram.private_chat(editor)
    answer = await asked(telegram, editor, chat, f"/quotes {query}")
    assert answer.text.startswith(start)


@pytest.mark.usefixtures("bot")
async def test_quotations_in_a_group(telegram: Simulator, group: Chat, editor: Person, reader: Person) -> None:
    """In a group a listing is a reply, and anybody may turn its pages, in the language of whoever does."""
    listed = await asked(telegram, reader, group, "/quotes@article_bot Kapitän")
    assert listed.reply_to is not None
    await editor.taps(listed, ENGLISH.older)
    turned = await telegram.wait_for(lambda: _with(group, listed, "2/3"))
    assert turned.labels == (GERMAN.newer, GERMAN.older)


def _with(chat: Chat, message: Message, words: str) -> Message | None:
    """Return a message as it is now, if it has these words."""
    now = chat.message(message.id)
    return now if now is not None and words in now.text else None
