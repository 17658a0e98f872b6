"""The demo's page in Chromium; what the bot says is up to each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect
from telegram import BotCommand, BotCommandScopeChat, CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from .pages import HTML, bubbles, field, last, open_chat, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.async_api import WebSocketRoute
    from telegram import Bot

    from bot.demo.scene import Scene
    from bot.simulator import Chat, Person, Simulator

    from .conftest import Opened

pytestmark = pytest.mark.asyncio(loop_scope="session")  # one Chromium for all of them


async def test_message_is_written_with_the_keyboard(opened: Opened, private: Chat) -> None:
    """Enter sends, Shift+Enter begins a line, and the field is empty again."""
    async with opened() as page:
        await field(page).press_sequentially("Erste")
        await field(page).press("Shift+Enter")
        await field(page).press_sequentially("Zweite")
        await field(page).press("Enter")
        await expect(bubbles(page)).to_have_count(1)
        await expect(field(page)).to_have_value("")
        assert [message.text for message in private.messages] == ["Erste\nZweite"]


async def test_writing_begins_anywhere(opened: Opened, private: Chat) -> None:
    """Who opens a chat, or begins to write without clicking into the field, writes a message."""
    async with opened() as page:
        await page.keyboard.type("Hallo")
        await expect(field(page)).to_have_value("Hallo")
        await open_chat(page, "Lesekreis")
        await expect(field(page)).to_be_focused()
    assert private.messages == ()


async def test_first_run_says_what_to_try(opened: Opened, bot: Bot, private: Chat) -> None:
    """Questions to tap on are shown until the bot has answered, then when they are asked for; each is sent as it is."""
    async with opened() as page:
        await page.get_by_role("button", name="Wie lang soll der neue Kai in Lindmoor werden?").click()
        await expect(bubbles(page)).to_contain_text("Wie lang soll der neue Kai in Lindmoor werden?")
        assert [message.text for message in private.messages] == ["Wie lang soll der neue Kai in Lindmoor werden?"]
        await page.get_by_role("button", name="Was sagte Thonberg zum Stahl?").click()
        await expect(bubbles(page)).to_have_count(2)
        await bot.send_message(private.id, "Antwort")
        await expect(page.get_by_role("button", name="Was sagte Thonberg zum Stahl?")).to_have_count(0)
        await page.get_by_role("button", name="Vorschläge").click()
        await page.get_by_role("button", name="Was sagte Thonberg zum Stahl?").click()
        await expect(bubbles(page)).to_have_count(4)


async def test_formatted_text_is_nodes_and_never_markup(opened: Opened, bot: Bot, jule: Person, private: Chat) -> None:
    """Bold, italic, links and code are elements; what looks like markup in a text stays text."""
    await jule.sends(private, "Hallo")
    await bot.send_message(private.id, HTML, parse_mode="HTML")
    async with opened() as page:
        answer = last(page, "fett")
        await expect(answer.locator("strong").first).to_have_text("fett")
        await expect(answer.locator("em")).to_have_text("kursiv")
        await expect(answer.locator("code")).to_have_text("<img src=x onerror=alert(1)>")
        await expect(answer.locator("img")).to_have_count(0)
        link = answer.get_by_role("link", name="Quelle")
        assert await link.get_attribute("href") == "https://example.org/a?b=1&c"
        assert await link.get_attribute("rel") == "noopener noreferrer"


async def test_no_empty_line_follows_a_quotation(opened: Opened, bot: Bot, jule: Person, private: Chat) -> None:
    """The line break after a quotation ends it; a second one makes an empty line."""
    await jule.sends(private, "Hallo")
    await bot.send_message(private.id, "<blockquote>Zitat</blockquote>\nDanach\n\nEnde", parse_mode="HTML")
    async with opened() as page:
        assert await page.locator(".theirs .text").inner_text() == "Zitat\nDanach\n\nEnde"


async def test_quotation_opens_by_click_and_by_key(opened: Opened, bot: Bot, jule: Person, private: Chat) -> None:
    """An expandable quotation shows three lines until it is clicked, or its button pressed, and closes again."""
    await jule.sends(private, "Hallo")
    await bot.send_message(private.id, HTML, parse_mode="HTML")
    async with opened() as page:
        words = page.locator(".quote-words")
        line = await words.evaluate("node => Number.parseFloat(getComputedStyle(node).lineHeight)")
        toggle = page.get_by_role("button", name="Ganzes Zitat zeigen")
        assert await words.evaluate("node => node.clientHeight") == pytest.approx(3 * line, abs=2)
        await page.locator("blockquote").click(position={"x": 40, "y": 12})
        await expect(page.get_by_role("button", name="Weniger zeigen")).to_have_attribute("aria-expanded", "true")
        await page.wait_for_function("node => node.clientHeight > 90", arg=await words.element_handle())
        await page.get_by_role("button", name="Weniger zeigen").press("Enter")
        await expect(toggle).to_have_attribute("aria-expanded", "false")


async def test_short_quotation_needs_no_opening(opened: Opened, bot: Bot, jule: Person, private: Chat) -> None:
    """A quotation of three lines or less is shown whole, without a button."""
    await jule.sends(private, "Hallo")
    await bot.send_message(private.id, "<blockquote expandable>Eine\nzwei\ndrei</blockquote>", parse_mode="HTML")
    async with opened() as page:
        await expect(page.locator(".quote-words")).to_be_visible()
        await expect(page.get_by_role("button", name="Ganzes Zitat zeigen")).to_have_count(0)


async def test_edit_and_deletion_are_seen_live(opened: Opened, bot: Bot, jule: Person, private: Chat) -> None:
    """A message that the bot edits or deletes changes on the open page."""
    await jule.sends(private, "Hallo")
    sent = await bot.send_message(private.id, "Ich lese 1 von 9")
    async with opened() as page:
        await expect(last(page, "1 von 9")).to_be_visible()
        await bot.edit_message_text("Ich lese 5 von 9", private.id, sent.message_id)
        await expect(last(page, "5 von 9")).to_contain_text("bearbeitet")
        await bot.delete_message(private.id, sent.message_id)
        await expect(bubbles(page)).to_have_count(1)


async def test_answers_to_taps(opened: Opened, bot: Bot, telegram: Simulator, jule: Person, private: Chat) -> None:
    """A tap spins until the bot answers; the answer is a short note, or an alert that has to be closed."""
    await jule.sends(private, "Hallo")
    row = [InlineKeyboardButton("👍", callback_data="up"), InlineKeyboardButton("Mehr", callback_data="more")]
    await bot.send_message(private.id, "Da", reply_markup=InlineKeyboardMarkup([row]))

    async def answer(text: str, *, alert: bool) -> None:
        update = await telegram.wait_for(
            lambda: next((one for one in telegram.updates.pending if "callback_query" in one), None)
        )
        telegram.updates.drop_pending()
        await bot.answer_callback_query(update["callback_query"]["id"], text, show_alert=alert)

    async with opened() as page:
        await page.get_by_role("button", name="👍").click()
        await expect(page.get_by_role("button", name="👍")).to_have_attribute("aria-busy", "true")
        await answer("Danke!", alert=False)
        await expect(page.locator("#toasts")).to_contain_text("Danke!")
        await expect(page.get_by_role("button", name="👍")).not_to_have_attribute("aria-busy", "true")
        await page.get_by_role("button", name="Mehr").click()
        await answer("Der Artikel ist weg.", alert=True)
        await expect(page.get_by_role("dialog")).to_contain_text("Der Artikel ist weg.")
        await page.get_by_role("button", name="OK").press("Enter")
        await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_buttons_that_copy_and_open(opened: Opened, bot: Bot, jule: Person, private: Chat) -> None:
    """A copy button copies and says so; a link button opens elsewhere, and knows nothing of this page."""
    await jule.sends(private, "Hallo")
    row = [
        InlineKeyboardButton("Zitat", copy_text=CopyTextButton("„So“ (nap)")),
        InlineKeyboardButton("Artikel", url="https://example.org/artikel"),
    ]
    await bot.send_message(private.id, "Da", reply_markup=InlineKeyboardMarkup([row]))
    async with opened() as page:
        await page.get_by_role("button", name="Zitat").click()
        await expect(page.locator("#toasts")).to_contain_text("Kopiert")
        assert await page.evaluate("navigator.clipboard.readText()") == "„So“ (nap)"
        link = page.get_by_role("link", name="Artikel")
        assert [await link.get_attribute(name) for name in ("href", "target", "rel")] == [
            "https://example.org/artikel",
            "_blank",
            "noopener noreferrer",
        ]


async def test_reply_edit_and_delete_own_messages(opened: Opened, scene: Scene, jule: Person, group: Chat) -> None:
    """A message's menu, by its button, replies to any message, and edits and deletes own ones."""
    await scene.editor.sends(group, "Was meint ihr?")
    async with opened() as page:
        await open_chat(page, "Lesekreis")
        more = page.get_by_role("button", name="Was mit dieser Nachricht geschehen soll")
        await more.last.focus()
        await page.keyboard.press("Enter")
        await page.get_by_role("menuitem", name="Antworten").press("Enter")
        await write(page, "Viel")
        await expect(last(page, "Viel")).to_contain_text("Was meint ihr?")
        assert group.messages[-1].reply_to == 1

        await field(page).press("ArrowUp")
        await expect(field(page)).to_have_value("Viel")
        await write(page, "Sehr viel")
        await expect(last(page, "Sehr viel")).to_contain_text("bearbeitet")

        await more.last.click()
        await expect(page.get_by_role("menuitem")).to_have_text(["Antworten", "Text kopieren", "Bearbeiten", "Löschen"])
        await page.keyboard.press("End")
        await page.keyboard.press("Enter")
        await expect(bubbles(page)).to_have_count(1)
        await more.last.click()
        await expect(page.get_by_role("menuitem")).to_have_text(["Antworten", "Text kopieren"])
        assert jule.id not in {message.sender.id for message in group.messages}


async def test_reply_jumps_to_what_it_quotes(opened: Opened, bot: Bot, jule: Person, private: Chat) -> None:
    """A click on the quoted part of a reply shows the message that it is from."""
    first = await jule.sends(private, "Die erste Frage")
    await bot.send_message(private.id, "Zeile\n" * 80)
    await bot.send_message(private.id, "Antwort", reply_to_message_id=first.id)
    async with opened() as page:
        await expect(page.locator('[data-message="1"]')).not_to_be_in_viewport()
        await last(page, "Antwort").get_by_role("button", name="Die erste Frage").click()
        await expect(page.locator('[data-message="1"]')).to_be_in_viewport()


async def test_commands_are_completed(opened: Opened, bot: Bot, scene: Scene, private: Chat) -> None:
    """A / shows the commands of this person in this chat, narrowed by typing; Tab completes one, a click sends it."""
    everyone = [BotCommand("ask", "Eine Frage stellen"), BotCommand("help", "Wie man fragt")]
    await bot.set_my_commands(everyone, language_code="de")
    await bot.set_my_commands(
        [*everyone, BotCommand("reindex", "Neu einlesen")],
        scope=BotCommandScopeChat(scene.editor.id),
        language_code="de",
    )
    async with opened() as page:
        await field(page).press_sequentially("/")
        await expect(page.get_by_role("option")).to_have_text(["/askEine Frage stellen", "/helpWie man fragt"])
        await field(page).press_sequentially("h")
        await expect(page.get_by_role("option")).to_have_text(["/helpWie man fragt"])
        await field(page).press("Tab")
        await expect(field(page)).to_have_value("/help ")
        await expect(page.get_by_role("option")).to_have_count(0)
        await field(page).fill("/help")
        await field(page).press("Enter")
        await expect(bubbles(page)).to_contain_text("/help")
        await expect(field(page)).to_have_value("")

        await open_chat(page, "Lesekreis")
        await page.get_by_role("button", name="Befehle").click()
        await page.get_by_role("option", name="/ask").click()
        await expect(bubbles(page)).to_contain_text("/ask@article_bot")
        await expect(field(page)).to_have_value("")

        await page.get_by_role("radio", name="Hanna").check(force=True)
        await open_chat(page, "Article Bot")
        await page.get_by_role("button", name="Befehle").click()
        await expect(page.get_by_role("option")).to_have_count(3)
    assert [message.text for message in private.messages] == ["/help"]


async def test_several_people_can_be_played(opened: Opened, scene: Scene, group: Chat) -> None:
    """Each person has own chats and sees what the others said; what is new in another chat is counted."""
    async with opened() as page:
        await open_chat(page, "Lesekreis")
        await write(page, "Guten Morgen")
        await expect(bubbles(page)).to_have_count(1)
        await page.get_by_role("radio", name="Owen").check(force=True)

        await expect(page.locator(".message.theirs")).to_contain_text("Guten Morgen")
        await open_chat(page, "Article Bot")
        await scene.editor.sends(group, "Es gibt Kaffee")
        await scene.editor.sends(group, "Und Kuchen")
        line = page.get_by_role("navigation").get_by_role("link", name="Lesekreis")
        await expect(line.get_by_label("2 ungelesen")).to_be_visible()
        assert await page.title() == "(4) article-bot-Demo"  # two posts of the channel
        await open_chat(page, "Lesekreis")
        await expect(line.get_by_label("2 ungelesen")).to_have_count(0)
        await expect(bubbles(page)).to_have_count(3)
        assert await page.title() == "(2) article-bot-Demo"


async def test_nothing_is_written_between_two_people(opened: Opened, scene: Scene) -> None:
    """From the choice of another person until that person's chats are there, the page takes no text for anybody."""
    held: list[Callable[[], None]] = []

    def hold(page: WebSocketRoute) -> None:
        server = page.connect_to_server()
        server.on_message(lambda told: held.append(lambda: page.send(told)))

    async with opened() as page:
        await page.route_web_socket("**/events?*", hold)
        await page.get_by_role("radio", name="Owen").check(force=True)
        await expect(page.locator("#conversation")).to_have_attribute("inert", "")
        await page.keyboard.type("Hallo")
        while not held:
            await page.evaluate("() => new Promise(requestAnimationFrame)")
        for send in held:
            send()
        await expect(page.locator("#conversation[inert]")).to_have_count(0)
        await expect(field(page)).to_have_value("")
        await field(page).press_sequentially("Hello")
        await expect(field(page)).to_have_value("Hello")
    assert all(chat.messages == () for chat in scene.chats if chat.kind == "private")


async def test_typing_shows_and_ends_with_the_message(opened: Opened, bot: Bot, jule: Person, private: Chat) -> None:
    """While the bot says that it is writing, the head of the chat says so, until the message is there."""
    await jule.sends(private, "Hallo")
    async with opened() as page:
        await bot.send_chat_action(private.id, "typing")
        await expect(page.locator(".chat-about")).to_contain_text("schreibt …")
        await bot.send_message(private.id, "Fertig")
        await expect(page.locator(".chat-about")).to_have_text("Bot")


async def test_reader_of_older_messages_is_not_moved(opened: Opened, bot: Bot, jule: Person, private: Chat) -> None:
    """Who has scrolled up stays there when a message comes, and a button leads to it."""
    await jule.sends(private, "Hallo")
    await bot.send_message(private.id, "Zeile\n" * 80)
    async with opened() as page:
        await page.locator(".scroller").evaluate("node => node.scrollTo(0, 0)")
        await expect(page.get_by_role("button", name="Zur neuesten Nachricht")).to_be_visible()
        await bot.send_message(private.id, "Neu")
        button = page.get_by_role("button", name="Zur neuesten Nachricht, 1 neue")
        await expect(button).to_be_visible()
        assert await page.locator(".scroller").evaluate("node => node.scrollTop") == 0
        await button.click()
        await expect(last(page, "Neu")).to_be_in_viewport()
        await expect(button).to_be_hidden()


async def test_refused_message_is_not_lost(opened: Opened, private: Chat) -> None:
    """What could not be sent stands in the field again, and a note says why."""
    async with opened() as page:
        await write(page, "x" * 4097)
        await expect(page.locator("#toasts")).to_contain_text("Das würde Telegram nicht erlauben.")
        assert len(await field(page).input_value()) == 4097
    assert private.messages == ()


async def test_draft_stays_with_its_chat(opened: Opened) -> None:
    """What was begun in a chat is there again when the chat is."""
    async with opened() as page:
        await field(page).fill("Eine halbe Fra")
        await open_chat(page, "Lesekreis")
        await expect(field(page)).to_have_value("")
        await open_chat(page, "Article Bot")
        await expect(field(page)).to_have_value("Eine halbe Fra")


async def test_blocked_bot(opened: Opened, jule: Person, private: Chat) -> None:
    """The bot can be blocked and taken back from the head of its chat."""
    await jule.sends(private, "Hallo")
    async with opened() as page:
        await page.get_by_role("button", name="Zu diesem Chat").click()
        await page.get_by_role("menuitem", name="Bot blockieren").click()
        await page.get_by_role("button", name="Bot wieder zulassen").click()
        await expect(field(page)).to_be_visible()
