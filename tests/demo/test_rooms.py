"""Topics, channels, comments, inline mode, files and anonymous admins, on the demo's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect
from telegram import InlineQueryResultArticle, InlineQueryResultsButton, InputTextMessageContent

from .client import titled
from .pages import bubbles, field, last, open_chat, write

if TYPE_CHECKING:
    from telegram import Bot

    from bot.demo.scene import Scene
    from bot.simulator import Chat, Simulator

    from .conftest import Opened

pytestmark = pytest.mark.asyncio(loop_scope="session")  # one Chromium for all of them


@pytest.fixture
def forum(scene: Scene) -> Chat:
    """Return the group with topics."""
    return titled(scene, "Lesecafé")


@pytest.fixture
def channel(scene: Scene) -> Chat:
    """Return the channel; it has two posts."""
    return titled(scene, "Küstenbote")


async def asked_inline(telegram: Simulator) -> tuple[str, str, str]:
    """Return the id, the text and the offset of the inline query that the bot has not answered yet."""
    update = await telegram.wait_for(
        lambda: next((one for one in telegram.updates.pending if "inline_query" in one), None)
    )
    telegram.updates.drop_pending()
    query = update["inline_query"]
    return query["id"], query["query"], query["offset"]


def results(*titles: str) -> list[InlineQueryResultArticle]:
    """Return inline results that post a card."""
    return [
        InlineQueryResultArticle(title, title, InputTextMessageContent(f"Karte: {title}"), description="nap · 2024")
        for title in titles
    ]


async def test_topics_are_rooms_of_their_own(opened: Opened, bot: Bot, forum: Chat) -> None:
    """A topic shows its own messages only, and what is written there goes into it; so does the bot's typing."""
    german, english = forum.topics.values()
    async with opened() as page:
        await open_chat(page, "Auf Deutsch")
        await write(page, "Hallo zusammen")
        await expect(bubbles(page)).to_have_count(1)
        await bot.send_message(forum.id, "Hello everybody", message_thread_id=english.id)
        await expect(page.get_by_role("link", name="In English").get_by_label("1 ungelesen")).to_be_visible()
        await bot.send_chat_action(forum.id, "typing", message_thread_id=german.id)
        await expect(page.locator(".chat-about")).to_contain_text("schreibt …")
        await open_chat(page, "In English")
        await expect(page.locator(".chat-about")).to_have_text("Lesecafé")
        await expect(bubbles(page)).to_contain_text(["Hello everybody"])
        await open_chat(page, "Lesecafé")
        await expect(bubbles(page)).to_have_count(0)
    assert [(message.text, message.thread) for message in forum.messages if message.text] == [
        ("Hallo zusammen", german.id),
        ("Hello everybody", english.id),
    ]


async def test_closed_topic_is_read_only(opened: Opened, scene: Scene, forum: Chat) -> None:
    """Into a closed topic only administrators may write."""
    topic = next(iter(forum.topics.values()))
    async with opened() as page:
        await open_chat(page, "Auf Deutsch")
        await scene.editor.closes_topic(forum, topic)
        await expect(page.get_by_text("Dieses Thema ist geschlossen.")).to_be_visible()
        await expect(field(page)).to_have_count(0)
        await page.get_by_role("radio", name="Hanna").check(force=True)
        await expect(field(page)).to_be_visible()


async def test_posts_are_commented_on(opened: Opened, channel: Chat) -> None:
    """A reader cannot post, but comments under a post, in a room of the post and its comments."""
    async with opened() as page:
        await open_chat(page, "Küstenbote")
        await expect(field(page)).to_have_count(0)
        await expect(page.get_by_text("Hier schreibt nur die Redaktion.")).to_be_visible()
        await page.get_by_role("button", name="Kommentieren").first.click()
        await expect(page.get_by_role("heading", level=2)).to_have_text("Kommentare")
        await expect(bubbles(page)).to_contain_text(["Hellersiel führt Steuer auf Übernachtungen ein"])
        await write(page, "Ganz schön viel")
        await expect(last(page, "Ganz schön viel")).to_be_visible()
        await page.get_by_role("button", name="Zurück zu den Chats").click()
        await expect(page.get_by_role("heading", level=2)).to_have_text("Küstenbote")
        await expect(page.get_by_role("button", name="1 Kommentar")).to_be_visible()
    assert channel.linked is not None
    comment = channel.linked.messages[-1]
    assert (comment.text, comment.reply_to) == ("Ganz schön viel", channel.linked.messages[0].id)


async def test_editor_posts(opened: Opened, channel: Chat) -> None:
    """The editor posts into the channel, and the post is signed and comes into the discussion by itself."""
    async with opened() as page:
        await page.get_by_role("radio", name="Hanna").check(force=True)
        await open_chat(page, "Küstenbote")
        await write(page, "Neues vom Kai")
        post = last(page, "Neues vom Kai")
        await expect(post).to_contain_text("Hanna")
        await open_chat(page, "Küstenbote – Gespräch")
        await expect(last(page, "Neues vom Kai")).to_contain_text("Beitrag aus Küstenbote")
    assert channel.messages[-1].text == "Neues vom Kai"


async def test_link_to_a_post_leads_to_it(opened: Opened, bot: Bot, scene: Scene, channel: Chat) -> None:
    """A t.me link to a message of a chat here opens that chat at that message."""
    jule = scene.players[0].person
    await jule.sends(scene.chats[0], "Wo steht das?")
    await bot.send_message(
        scene.chats[0].id, f'<a href="{channel.link(channel.messages[0])}">Dort</a>', parse_mode="HTML"
    )
    async with opened() as page:
        await page.get_by_role("link", name="Dort", exact=True).click()
        await expect(page.get_by_role("heading", level=2)).to_have_text("Küstenbote")
        await expect(page.locator('[data-message="1"]')).to_be_in_viewport()


async def test_inline_results_are_chosen(opened: Opened, bot: Bot, telegram: Simulator, scene: Scene) -> None:
    """What follows the bot's name is asked, by keyboard or mouse a result is chosen, and its card posted."""
    between = scene.chats[-1]
    async with opened() as page:
        await open_chat(page, "Owen")
        await page.get_by_role("button", name="@article_bot Morlebrücke").click()
        query, text, offset = await asked_inline(telegram)
        assert (text, offset) == ("Morlebrücke", "")
        await bot.answer_inline_query(query, results("Eins", "Zwei"), is_personal=True)
        await expect(page.get_by_role("option")).to_have_text(["Einsnap · 2024", "Zweinap · 2024"])
        await expect(page.get_by_role("option", selected=True)).to_have_count(0)
        await page.keyboard.press("ArrowDown")
        await page.keyboard.press("ArrowDown")
        await expect(page.get_by_role("option", selected=True)).to_have_text("Zweinap · 2024")
        await page.keyboard.press("Enter")
        await expect(last(page, "Karte: Zwei")).to_contain_text("via @article_bot")
        await expect(field(page)).to_have_value("")

        await field(page).fill("@article_bot Kai")
        query, text, _ = await asked_inline(telegram)
        await bot.answer_inline_query(query, results("Drei"), is_personal=True)
        await page.get_by_role("option", name="Drei").click()
        await expect(last(page, "Karte: Drei")).to_be_visible()
    assert [message.text for message in between.messages] == ["Karte: Zwei", "Karte: Drei"]


async def test_further_inline_results_come_at_the_end(
    opened: Opened, bot: Bot, telegram: Simulator, scene: Scene
) -> None:
    """At the end of the list the next page is asked for; one that nobody waits for any more is not shown."""
    async with opened() as page:
        await open_chat(page, "Owen")
        await field(page).fill("@article_bot Kai")
        query, _, _ = await asked_inline(telegram)
        await bot.answer_inline_query(query, results("Eins", "Zwei"), is_personal=True, next_offset="2")
        await page.get_by_role("option").first.wait_for()
        await page.keyboard.press("ArrowUp")
        query, text, offset = await asked_inline(telegram)
        assert (text, offset) == ("Kai", "2")
        await bot.answer_inline_query(query, results("Drei"), is_personal=True)
        await expect(page.get_by_role("option")).to_have_count(3)
        await field(page).fill("doch nicht")
        await expect(page.get_by_role("option")).to_have_count(0)
    assert scene.chats[-1].messages == ()


async def test_late_inline_answer_is_not_shown(opened: Opened, bot: Bot, telegram: Simulator) -> None:
    """The answer to what was typed before does not replace the one to what is typed now."""
    async with opened() as page:
        await open_chat(page, "Owen")
        await field(page).fill("@article_bot Kai")
        first, _, _ = await asked_inline(telegram)
        await field(page).fill("@article_bot Kaimauer")
        second, _, _ = await asked_inline(telegram)
        await bot.answer_inline_query(second, results("Neu"), is_personal=True)
        await expect(page.get_by_role("option")).to_have_text(["Neunap · 2024"])
        async with page.expect_response("**/actions/inline"):
            await bot.answer_inline_query(first, results("Alt"), is_personal=True)
        await expect(page.get_by_role("option")).to_have_text(["Neunap · 2024"])


async def test_inline_answer_to_what_was_sent_is_not_shown(opened: Opened, bot: Bot, telegram: Simulator) -> None:
    """A question that is sent as it stands leaves no list of results over the empty field."""
    async with opened() as page:
        await open_chat(page, "Lesekreis")
        await field(page).fill("@article_bot Kai")
        query, _, _ = await asked_inline(telegram)
        await field(page).press("Enter")
        await expect(last(page, "@article_bot Kai")).to_be_visible()
        async with page.expect_response("**/actions/inline"):
            await bot.answer_inline_query(query, results("Spät"), is_personal=True)
        await page.evaluate("new Promise(requestAnimationFrame)")
        await expect(page.get_by_role("option")).to_have_count(0)


async def test_button_over_the_results_opens_the_bots_chat(opened: Opened, bot: Bot, telegram: Simulator) -> None:
    """Without results the bot's button leads to its own chat, which is started with the button's parameter."""
    async with opened() as page:
        await open_chat(page, "Owen")
        await field(page).fill("@article_bot xyz")
        query, _, _ = await asked_inline(telegram)
        await bot.answer_inline_query(
            query, [], button=InlineQueryResultsButton("Selbst fragen", start_parameter="ask")
        )
        await page.get_by_role("option", name="Selbst fragen").click()
        await expect(page.get_by_role("heading", level=2)).to_have_text("Article Bot")
        await expect(bubbles(page)).to_contain_text(["/start ask"])


async def test_file_is_attached_and_downloaded(opened: Opened, scene: Scene) -> None:
    """A file goes with its caption, shows its name and size, and can be downloaded by who is in the chat."""
    private = scene.chats[0]
    async with opened() as page:
        data = "date 2024-06 Der Kai wird länger. (nap)".encode()
        await page.locator("input[type=file]").set_input_files(
            {"name": "kai ä.txt", "mimeType": "text/plain", "buffer": data}
        )
        await expect(page.locator(".task")).to_contain_text("kai ä.txt")
        await write(page, "/add")
        file = page.get_by_role("link", name="kai ä.txt")
        await expect(file).to_contain_text("1 kB")
        async with page.expect_download() as download:
            await file.click()
        saved = await download.value
        assert saved.suggested_filename == "kai ä.txt"
    kept = private.messages[-1].content
    assert kept.attachment is not None
    assert (kept.text, kept.attachment.name, kept.attachment.data) == ("/add", "kai ä.txt", data)


async def test_anonymous_admin(opened: Opened, scene: Scene) -> None:
    """An administrator of a supergroup can write as the group, and everybody sees the group as the sender."""
    discussion = titled(scene, "Küstenbote – Gespräch")
    async with opened() as page:
        await open_chat(page, "Küstenbote – Gespräch")
        await expect(page.get_by_role("button", name="Als Gruppe schreiben")).to_have_count(0)
        await page.get_by_role("radio", name="Hanna").check(force=True)
        mask = page.get_by_role("button", name="Als Gruppe schreiben")
        await mask.click()
        await expect(mask).to_have_attribute("aria-pressed", "true")
        await write(page, "Bitte freundlich bleiben")
        await expect(last(page, "Bitte freundlich bleiben").locator(".sender")).to_have_text("Küstenbote – Gespräch")
    message = discussion.messages[-1]
    assert (message.sender, message.sender_chat) == (scene.editor.account, discussion)


async def test_group_becomes_a_supergroup(opened: Opened, scene: Scene) -> None:
    """The creator of a group makes a supergroup of it, which takes its place in the list."""
    group = titled(scene, "Lesekreis")
    async with opened() as page:
        await page.get_by_role("radio", name="Hanna").check(force=True)
        await open_chat(page, "Lesekreis")
        await page.get_by_role("button", name="Zu diesem Chat").click()
        await page.get_by_role("menuitem", name="In eine Supergruppe umwandeln").click()
        await expect(page.locator("li.service")).to_have_text(["Die Gruppe ist jetzt eine Supergruppe"])
        await expect(page.get_by_role("navigation").get_by_role("link", name="Lesekreis")).to_have_count(1)
    assert group.migrated_to is not None


async def test_reaction_of_the_bot_shows(opened: Opened, bot: Bot, scene: Scene) -> None:
    """The emoji that the bot puts on a message stands under it."""
    question = await scene.players[0].person.sends(scene.chats[0], "Danke!")
    async with opened() as page:
        await bot.set_message_reaction(scene.chats[0].id, question.id, "👍")
        await expect(page.get_by_role("img", name="Reaktion 👍")).to_be_visible()
