"""The bot in a channel, and under its posts in the discussion group."""

from __future__ import annotations

import functools
import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.config import load
from bot.texts import GERMAN
from index.library import Library

from .conftest import running

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.simulator import Chat, Message, Person, Simulator

    from .conftest import Newsroom

QUESTION, ANSWER = "How long is the harbour wall of Saltwick?", "The harbour wall of Saltwick is 310 metres long."


@pytest.fixture
def channel(telegram: Simulator, editor: Person) -> Chat:
    """Return a channel in which the bot may post."""
    return telegram.channel("Saltwick Post", [editor], username="saltwick")


@pytest.fixture
def discussion(telegram: Simulator, editor: Person, reader: Person, channel: Chat) -> Chat:
    """Return the group in which the channel's posts are discussed."""
    group = telegram.supergroup("Saltwick talk", [editor, reader])
    telegram.link(channel, group)
    return group


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("asking", ["/ask {}", "/ask@article_bot {}", "@article_bot {}", "{} @article_bot"])
async def test_post_that_asks_is_answered(telegram: Simulator, editor: Person, channel: Chat, asking: str) -> None:
    """A post that begins with /ask or names the bot is answered in the channel, in the language of the question."""
    post = await editor.posts(channel, asking.format(QUESTION))
    answer = await telegram.wait_for(lambda: channel.last_from_bot)
    assert (answer.text.partition("\n")[0], answer.reply_to) == (ANSWER, post.id)


@pytest.mark.usefixtures("bot")
async def test_other_posts_are_left_alone(telegram: Simulator, editor: Person, channel: Chat) -> None:
    """A post that is not for the bot is not answered, also if it asks something or names another bot."""
    for text in (QUESTION, f"/ask@other_bot {QUESTION}", f"@other_bot {QUESTION}", "/asking"):
        await editor.posts(channel, text)
    last = await editor.posts(channel, f"/ask {QUESTION}")
    answer = await telegram.wait_for(lambda: channel.last_from_bot)
    assert (answer.reply_to, len(channel.from_bot)) == (last.id, 1)


@pytest.mark.usefixtures("bot")
async def test_edited_post_has_its_answer_edited(telegram: Simulator, editor: Person, channel: Chat) -> None:
    """A question in a post that is edited is answered anew, in the same message."""
    post = await editor.posts(channel, f"/ask {QUESTION}")
    answer = await telegram.wait_for(lambda: channel.last_from_bot)
    await editor.edits(post, "/ask Who won the chess tournament in Eastmere?")
    edited = await telegram.wait_for(lambda: channel.last_from_bot if channel.last_from_bot != answer else None)
    assert (edited.id, edited.text.startswith(ANSWER), len(channel.from_bot)) == (answer.id, False, 1)


PIER = (
    '{"id": "pier", "title": "The pier", "text": "The pier of Eastmere is 90 metres long. It was built of oak.", '
    '"url": "https://example.org/pier", "language": "en"}\n'
)


@pytest.fixture
def pier(newsroom: Newsroom) -> None:
    """Add an article that has an answer to the same question."""
    (newsroom.articles / "pier.jsonl").write_text(PIER, encoding="utf-8")
    Library(newsroom.config).sync(lambda _: None)


@pytest.mark.usefixtures("pier", "bot")
@pytest.mark.parametrize(
    ("post", "built"),
    [
        ("News: https://example.org/mole?a=1&b=2", "granite"),
        ("News: https://example.org/pier", "oak"),
        ("How long is the harbour wall of Saltwick?", "granite"),
        ("How long is the pier of Eastmere?", "oak"),
    ],
)
async def test_question_under_a_post_is_about_its_article(  # noqa: PLR0913, PLR0917 -- fixtures
    telegram: Simulator, editor: Person, reader: Person, discussion: Chat, post: str, built: str
) -> None:
    """Under a post, "What was it built of?" is about the article that the post links to, or is about."""
    posted = await editor.posts(channel_of(discussion), post)
    await reader.comments(channel_of(discussion), posted, "/ask@article_bot What was it built of?")
    answer = await telegram.wait_for(lambda: discussion.last_from_bot)
    assert answer.text.startswith(f"It was built of {built}.")


@pytest.mark.usefixtures("pier", "bot")
@pytest.mark.parametrize(("post", "built"), [("mole?a=1&b=2", "granite"), ("pier", "oak")])
async def test_question_farther_down_is_about_it_too(  # noqa: PLR0913, PLR0917 -- fixtures
    telegram: Simulator, editor: Person, reader: Person, discussion: Chat, post: str, built: str
) -> None:
    """A reply to the bot's answer under a post is about the post's article as well, whoever asks."""
    channel = channel_of(discussion)
    posted = await editor.posts(channel, f"News: https://example.org/{post}")
    await reader.comments(channel, posted, "/ask@article_bot Who won the chess tournament?")
    first = await telegram.wait_for(lambda: discussion.last_from_bot)
    await editor.comments(channel, posted, "What was it built of?", reply_to=first)
    answer = await telegram.wait_for(lambda: discussion.last_from_bot if len(discussion.from_bot) == 2 else None)
    assert answer.text.startswith(f"It was built of {built}.")


@pytest.mark.usefixtures("bot")
async def test_forwarded_post_is_no_question(
    telegram: Simulator, editor: Person, reader: Person, channel: Chat, discussion: Chat
) -> None:
    """What is forwarded into the discussion by itself is not answered there, though it names the bot."""
    await editor.promotes_bot(discussion)
    await editor.posts(channel, f"@article_bot {QUESTION}")
    await telegram.wait_for(lambda: channel.last_from_bot)
    await reader.sends(discussion, "/ask@article_bot Who is Brandhorst?")
    await telegram.wait_for(lambda: discussion.last_from_bot)
    assert len(discussion.from_bot) == 1


def channel_of(discussion: Chat) -> Chat:
    """Return the channel whose posts are discussed in a group."""
    assert discussion.linked is not None
    return discussion.linked


@pytest.fixture
def gazette(telegram: Simulator, editor: Person) -> Chat:
    """Return a channel whose posts become articles."""
    return telegram.channel("Eastmere Gazette", [editor], username="eastmere")


@pytest.fixture
async def indexing(newsroom: Newsroom, telegram: Simulator, gazette: Chat) -> AsyncIterator[None]:
    """Run the bot with the posts of one channel as articles."""
    lists = f"index_posts = true\nallow_chats = [{gazette.id}]\nallow_users = [{telegram.user('Nobody').id}]\n"
    newsroom.file.write_text(newsroom.file.read_text(encoding="utf-8") + lists, encoding="utf-8")
    config, _ = load(newsroom.file)
    async with running(replace(newsroom, config=config), telegram):
        yield


POST = "The lighthouse of Eastmere gets a new lamp of 900 watts."


async def answered(telegram: Simulator, editor: Person, chat: Chat, start: str) -> Message:
    """Ask for the lamp until the answer begins so: what was posted is an article a moment later."""
    for count in itertools.count(len(chat.from_bot) + 1):
        await editor.sends(chat, "How many watts does the new lamp of the lighthouse have?")
        answer = await telegram.wait_for(functools.partial(_last, chat, count), timeout=60)
        if answer.text.startswith(start):
            return answer
    raise AssertionError


def _last(chat: Chat, count: int) -> Message | None:
    """Return the bot's last message, if it is the one with this number."""
    return chat.last_from_bot if len(chat.from_bot) == count else None


@pytest.mark.usefixtures("indexing")
async def test_post_is_an_article_as_long_as_it_stands(telegram: Simulator, editor: Person, gazette: Chat) -> None:
    """A post is cited by its address under the channel's name; edited, it says what it says now; deleted, nothing."""
    private = telegram.private_chat(editor)
    post = await editor.posts(gazette, POST)
    answer = await answered(telegram, editor, private, POST)
    links = [entity.argument or "" for entity in answer.entities if entity.kind == "text_link"]
    assert links[0].startswith(f"https://t.me/eastmere/{post.id}#")
    assert "Eastmere Gazette" in answer.text

    await editor.edits(post, POST.replace("900", "700"))
    await answered(telegram, editor, private, POST.replace("900", "700"))
    await editor.deletes(post)
    await answered(telegram, editor, private, GERMAN.no_answer)


@pytest.mark.usefixtures("indexing")
async def test_what_is_no_article_of_the_channel(
    newsroom: Newsroom, telegram: Simulator, editor: Person, gazette: Chat
) -> None:
    """Words that the channel has only forwarded are not cited as its own, nor is a post that is a question by now."""
    origin = {"type": "hidden_user", "sender_user_name": "Mo", "date": 1_700_000_000}
    chat = {"id": gazette.id, "type": "channel", "title": gazette.title}
    forwarded = {"message_id": 900, "date": 1_700_000_000, "chat": chat, "sender_chat": chat, "text": POST}
    telegram.updates.inject({"channel_post": forwarded | {"forward_origin": origin}})
    edited = await editor.posts(gazette, POST)
    kept = await editor.posts(gazette, POST)
    await editor.edits(edited, f"/ask {QUESTION}")
    await telegram.wait_for(lambda: gazette.last_from_bot, timeout=60)
    folder = newsroom.config.data_dir / "added" / f"posts-{gazette.id}"
    assert [file.name for file in folder.glob("*.jsonl")] == [f"{kept.id}.jsonl"]


@pytest.mark.usefixtures("indexing")
async def test_posts_of_strange_channels_are_no_articles(
    newsroom: Newsroom, telegram: Simulator, editor: Person, gazette: Chat
) -> None:
    """Whoever adds the bot to a channel of their own puts nothing into the archive."""
    strange = telegram.channel("Strange", [editor])
    await editor.posts(strange, POST)
    await editor.posts(gazette, POST)
    added = newsroom.config.data_dir / "added"
    await telegram.wait_for(lambda: not telegram.updates.pending)
    assert [folder.name for folder in added.iterdir() if folder.is_dir()] == [f"posts-{gazette.id}"]
