"""A question on its way: over HTTP to the bot, through the library, and back as a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.texts import ENGLISH, GERMAN

from .conftest import running

if TYPE_CHECKING:
    from bot.simulator import Chat, Message, Person, Simulator

    from .conftest import Newsroom

GERMAN_ANSWER = """\
„Wir haben keine Pläne, den Seedeich bei Alkmoor zurückzubauen“, sagte Wiebusch am Donnerstag in Nordermoor.
🗣 Karla Wiebusch, Vorsitzenden – wörtlich

Der Deichverband Nordermoor will nach Angaben seiner Vorsitzenden Karla Wiebusch keinen…
archive · nap/red · Juni 2024
Der Deichverband Nordermoor will nach Angaben seiner Vorsitzenden Karla Wiebusch keinen Deich aufgeben.

„Wir haben keine Pläne, den Seedeich bei Alkmoor zurückzubauen“, sagte Wiebusch am Donnerstag in Nordermoor. \
Zudem <sei> das Land „in der Pflicht“ & müsse zahlen."""


@pytest.mark.usefixtures("bot")
async def test_private_question_gets_attributed_answer(telegram: Simulator, editor: Person) -> None:
    """The answering sentence comes word for word, over where it is from, inside its passage, in bold."""
    chat = telegram.private_chat(editor)
    await editor.sends(chat, "Hat der Deichverband Pläne, den Seedeich bei Alkmoor zurückzubauen?")
    answer = await telegram.wait_for(lambda: chat.last_from_bot)

    assert answer.text == GERMAN_ANSWER
    assert marked(answer, "bold") == [GERMAN_ANSWER.partition("\n")[0]] * 2
    assert len(marked(answer, "expandable_blockquote")) == 1


@pytest.mark.usefixtures("bot")
async def test_title_links_to_the_article(telegram: Simulator, private: Chat, reader: Person) -> None:
    """Title, author, date and outlet stand under the answer, and the title links to the sentence in the article."""
    await reader.sends(private, "How long is the harbour wall of Saltwick?")
    answer = await telegram.wait_for(lambda: private.last_from_bot)

    assert answer.text.splitlines()[:4] == [
        "The harbour wall of Saltwick is 310 metres long.",
        "",
        "Harbour <wall> & pier",
        "Saltwick Post · Edda Marsh · 14 March 2025",
    ]
    links = [entity.argument for entity in answer.entities if entity.kind == "text_link"]
    sentence = "The%20harbour%20wall%20of%20Saltwick%20is%20310%20metres%20long"
    assert links[0] == f"https://example.org/mole?a=1&b=2#:~:text={sentence}"


@pytest.mark.usefixtures("bot")
async def test_no_answer_is_said(telegram: Simulator, private: Chat, reader: Person) -> None:
    """A question that no article answers is told so, with titles and without any article's words as an answer."""
    await reader.sends(private, "Who won the chess tournament in Eastmere?")
    answer = await telegram.wait_for(lambda: private.last_from_bot)

    assert answer.text.startswith(f"{ENGLISH.no_answer}\n\n{ENGLISH.nearest}\n• ")
    assert marked(answer, "bold") == []


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("question", "said"),
    [("🦆🦆", GERMAN.no_words), ("?!", GERMAN.no_words), ("/ask", GERMAN.ask_usage)],
)
async def test_question_without_words(telegram: Simulator, editor: Person, question: str, said: str) -> None:
    """A question without words is refused politely, in the language of whoever asks."""
    chat = telegram.private_chat(editor)
    await editor.sends(chat, question)
    assert (await telegram.wait_for(lambda: chat.last_from_bot)).text.split(":")[0] == said.split(":", maxsplit=1)[0]


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("question", ["der", "<b>Deich</b> & <i>Pumpen", "wort " * 800, "</blockquote>" * 50])
async def test_hostile_question(telegram: Simulator, editor: Person, question: str) -> None:
    """Whatever the question is, the answer is valid HTML and no error."""
    chat = telegram.private_chat(editor)
    await editor.sends(chat, question)
    answer = await telegram.wait_for(lambda: chat.last_from_bot)

    assert [call.error for call in telegram.calls.of("sendMessage") if call.parameters["chat_id"] == chat.id] == [None]
    assert "Fehler" not in answer.text


@pytest.mark.usefixtures("bot")
async def test_group_command_is_answered_as_reply(telegram: Simulator, group: Chat, reader: Person) -> None:
    """In a group /ask@bot is answered with a reply to the question."""
    question = await reader.sends(group, "/ask@article_bot How long is the harbour wall of Saltwick?")
    answer = await telegram.wait_for(lambda: group.last_from_bot)

    assert answer.text.startswith("The harbour wall of Saltwick is 310 metres long.")
    assert answer.reply_to == question.id


@pytest.mark.usefixtures("bot")
async def test_group_reply_to_the_bot_is_a_question(telegram: Simulator, group: Chat, reader: Person) -> None:
    """In a group a reply to one of the bot's messages is a question, privacy mode or not."""
    await reader.sends(group, "/help@article_bot")
    first = await telegram.wait_for(lambda: group.last_from_bot)
    await reader.sends(group, "Was it built of granite?", reply_to=first)
    answer = await telegram.wait_for(lambda: next((one for one in group.from_bot if one.id != first.id), None))

    assert answer.text.startswith("It was built of granite.")


async def test_group_mention(newsroom: Newsroom, group: Chat, reader: Person, telegram: Simulator) -> None:
    """With privacy mode off, a mention is a question, its mention left out, and other talk is left alone."""
    admin = group.members[0]
    assert admin.account.first_name == "Edda"
    telegram._world.reads_all = True
    async with running(newsroom, telegram):
        await reader.sends(group, "How long is the harbour wall of Saltwick?")
        asked = await reader.sends(group, "🦆 @Article_Bot How long is the harbour wall of Saltwick, @article_bot_fan?")
        answer = await telegram.wait_for(lambda: group.last_from_bot)

    assert [message.reply_to for message in group.from_bot] == [asked.id]
    assert answer.text.startswith("The harbour wall of Saltwick is 310 metres long.")


@pytest.mark.usefixtures("bot")
async def test_update_that_comes_twice_is_answered_once(telegram: Simulator, private: Chat, reader: Person) -> None:
    """An update that Telegram delivers twice is answered once."""
    await reader.sends(private, "How long is the harbour wall of Saltwick?")
    await telegram.wait_for(lambda: private.last_from_bot and not telegram.updates.pending)
    telegram.updates.redeliver()
    await reader.sends(private, "/help")
    await telegram.wait_for(lambda: len(private.from_bot) == 2)

    assert [message.text.split("\n")[0] for message in private.from_bot] == [
        "The harbour wall of Saltwick is 310 metres long.",
        "How to ask",
    ]


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("language", "greeting"), [("de", "Guten Tag"), ("en", "Hello"), ("fr", "Hello"), (None, "Hello")]
)
async def test_language_of_the_texts(telegram: Simulator, language: str | None, greeting: str) -> None:
    """Texts are German for whoever uses Telegram in German, and English for everybody else."""
    person = telegram.user("Kim", language_code=language)
    chat = telegram.private_chat(person)
    await person.sends(chat, "/start")
    answer = await telegram.wait_for(lambda: chat.last_from_bot)

    assert answer.text.split("!")[0] == greeting


def marked(message: Message, kind: str) -> list[str]:
    """Return the words of a message under each entity of a kind; offsets are in UTF-16 units."""
    encoded = message.text.encode("utf-16-le")
    return [
        encoded[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le")
        for entity in message.entities
        if entity.kind == kind
    ]


@pytest.mark.usefixtures("bot")
async def test_follow_up_is_answered_in_its_context(telegram: Simulator, private: Chat, reader: Person) -> None:
    """A question that only points to the one before it is answered from the article that was asked about."""
    await reader.sends(private, "How long is the harbour wall of Saltwick?")
    first = await telegram.wait_for(lambda: private.last_from_bot)
    await reader.sends(private, "And what was it built of?")
    answer = await telegram.wait_for(lambda: private.last_from_bot if private.last_from_bot != first else None)

    assert "It was built of granite." in answer.text
    assert "Harbour <wall> & pier" in answer.text


@pytest.mark.usefixtures("bot")
async def test_context_is_a_persons_own(telegram: Simulator, group: Chat, editor: Person, reader: Person) -> None:
    """In a group nobody's question is taken for a follow-up of somebody else's."""
    await editor.sends(group, f"/ask@{telegram.bot.username} How long is the harbour wall of Saltwick?")
    first = await telegram.wait_for(lambda: group.last_from_bot)
    await reader.sends(group, f"/ask@{telegram.bot.username} And when?")
    answer = await telegram.wait_for(lambda: group.last_from_bot if group.last_from_bot != first else None)

    assert answer.text.startswith(GERMAN.no_words) or "Saltwick is 310" not in answer.text
