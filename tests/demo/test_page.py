"""The demo's page in Chromium; what the bot says is up to each test."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Literal

import pytest
from playwright.async_api import expect
from telegram import BotCommand, BotCommandScopeChat, CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.demo.server import Server

from .client import titled
from .pages import CONTRASTS, FOCUSED, NAMELESS, bubbles, field, last, open_chat, write

if TYPE_CHECKING:
    from telegram import Bot

    from bot.demo.scene import Scene
    from bot.simulator import Chat, Person, Simulator

    from .conftest import Opened

pytestmark = pytest.mark.asyncio(loop_scope="session")  # one Chromium for all of them

HTML = (
    '<b>fett</b> <i>kursiv</i> <a href="https://example.org/a?b=1&amp;c">Quelle</a> '
    "<code>&lt;img src=x onerror=alert(1)&gt;</code>\n"
    "<blockquote expandable>Erste Zeile\nzweite\ndritte\nvierte\n<b>fünfte</b></blockquote>"
)


@pytest.fixture
def jule(scene: Scene) -> Person:
    """Return the reader who speaks German: the page begins with her."""
    return scene.players[0].person


@pytest.fixture
def private(scene: Scene) -> Chat:
    """Return her chat with the bot."""
    return scene.chats[0]


@pytest.fixture
def group(scene: Scene) -> Chat:
    """Return the group of all."""
    return titled(scene, "Lesekreis")


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


async def test_first_run_says_what_to_try(opened: Opened, private: Chat) -> None:
    """A chat in which nothing was said shows questions to tap on, and each is sent as it stands there."""
    async with opened() as page:
        await page.get_by_role("button", name="Wie lang soll der neue Kai in Lindmoor werden?").click()
        await expect(bubbles(page)).to_contain_text("Wie lang soll der neue Kai in Lindmoor werden?")
        assert [message.text for message in private.messages] == ["Wie lang soll der neue Kai in Lindmoor werden?"]
        await page.get_by_role("button", name="Vorschläge").click()
        await page.get_by_role("button", name="Was sagte Thonberg zum Stahl?").click()
        await expect(bubbles(page)).to_have_count(2)


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


async def test_focus_stays_on_a_button_that_turns_the_page(
    opened: Opened, bot: Bot, telegram: Simulator, jule: Person, private: Chat
) -> None:
    """Who turns pages with the keyboard stays on the button, although the message is a new one each time."""
    await jule.sends(private, "Hallo")
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("Ältere ›", callback_data="2")]])
    sent = await bot.send_message(private.id, "Seite 1", reply_markup=keys)
    async with opened() as page:
        await page.get_by_role("button", name="Ältere ›").press("Enter")
        update = await telegram.wait_for(
            lambda: next((one for one in telegram.updates.pending if "callback_query" in one), None)
        )
        await bot.answer_callback_query(update["callback_query"]["id"])
        await bot.edit_message_text("Seite 2", private.id, sent.message_id, reply_markup=keys)
        await expect(last(page, "Seite 2")).to_be_visible()
        await expect(page.get_by_role("button", name="Ältere ›")).to_be_focused()


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
    """A / shows the commands of this person in this chat; they are narrowed by typing and taken by key or click."""
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

        await open_chat(page, "Lesekreis")
        await page.get_by_role("button", name="Befehle").click()
        await page.get_by_role("option", name="/ask").click()
        await expect(field(page)).to_have_value("/ask@article_bot ")

        await page.get_by_role("radio", name="Hanna").check(force=True)
        await open_chat(page, "Article Bot")
        await page.get_by_role("button", name="Befehle").click()
        await expect(page.get_by_role("option")).to_have_count(3)
    assert private.messages == ()


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


async def test_people_are_gone_through_with_the_arrow_keys(opened: Opened) -> None:
    """The arrow keys go from one person to the next, and the focus stays with them."""
    async with opened() as page:
        await page.get_by_role("radio", name="Jule").focus()
        for name in ("Owen", "Hanna", "Jule"):
            await page.keyboard.press("ArrowRight")
            await expect(page.get_by_role("radio", name=name)).to_be_checked()
            await expect(page.locator(".person:has(:focus)")).to_contain_text(name)
            await expect(page.locator(".welcome")).to_be_visible()


async def test_suggestions_are_read_from_their_beginning(opened: Opened, bot: Bot) -> None:
    """However many suggestions there are, a new chat shows their heading first."""
    await bot.set_my_commands(
        [BotCommand(name, "Befehl") for name in ("latest", "alert", "settings", "quotes", "help")]
    )
    async with opened(wide=False) as page:
        await open_chat(page, "Article Bot")
        await expect(page.get_by_role("button", name="/settings")).to_be_attached()
        await expect(page.get_by_role("heading", name="Was möchten Sie wissen?")).to_be_in_viewport(ratio=1)
        assert await page.locator(".scroller").evaluate("node => node.scrollTop") == 0


async def test_typing_shows_and_ends_with_the_message(opened: Opened, bot: Bot, jule: Person, private: Chat) -> None:
    """While the bot says that it is writing, the head of the chat says so, until the message is there."""
    await jule.sends(private, "Hallo")
    async with opened() as page:
        await bot.send_chat_action(private.id, "typing")
        await expect(page.locator(".chat-about")).to_contain_text("schreibt …")
        await bot.send_message(private.id, "Fertig")
        await expect(page.locator(".chat-about")).to_have_text("Bot")


async def test_new_messages_are_announced(opened: Opened, bot: Bot, jule: Person, private: Chat) -> None:
    """A screen reader is told each message of others in the open chat, once, and no own ones."""
    await jule.sends(private, "Hallo")
    async with opened() as page:
        await write(page, "Und?")
        await bot.send_message(private.id, "Eine Antwort")
        announced = page.get_by_role("log")
        await expect(announced.locator("p")).to_have_text(["Article Bot: Eine Antwort"])
        await expect(announced).to_have_attribute("aria-live", "polite")


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


async def test_language_is_the_browsers_and_can_be_switched(opened: Opened) -> None:
    """The page speaks German or English like the browser, and the other one on request, which it remembers."""
    async with opened(language="en-GB") as page:
        await expect(page.get_by_role("radio", name="Owen")).to_be_checked()
        await expect(page.get_by_role("heading", name="What would you like to know?")).to_be_visible()
        await page.get_by_role("button", name="Deutsch").click()
        await expect(page.get_by_role("heading", name="Was möchten Sie wissen?")).to_be_visible()
        await page.reload()
        await expect(page.get_by_role("heading", name="Was möchten Sie wissen?")).to_be_visible()
        assert await page.evaluate("document.documentElement.lang") == "de"


async def test_appearance_follows_the_system_and_can_be_chosen(opened: Opened) -> None:
    """Light and dark follow the system until one is chosen, which the page remembers."""
    ground = "getComputedStyle(document.querySelector('.sidebar')).backgroundColor"
    async with opened(scheme="dark") as page:
        dark = await page.evaluate(ground)
        await page.get_by_role("button", name="Darstellung: wie das System").press("Enter")
        assert await page.evaluate(ground) == "rgb(255, 255, 255)"
        await expect(page.get_by_role("button", name="Darstellung: hell")).to_be_focused()
        await page.get_by_role("button", name="Darstellung: hell").click()
        await page.emulate_media(color_scheme="light")
        await page.reload()
        await page.wait_for_selector(".chat-line")
        assert await page.evaluate(ground) == dark != "rgb(255, 255, 255)"


async def test_phone_shows_the_list_or_the_chat(opened: Opened, private: Chat) -> None:
    """On a phone a chat takes the whole width; its back button and the browser's lead to the list."""
    async with opened(wide=False) as page:
        await expect(field(page)).to_be_hidden()
        await open_chat(page, "Article Bot")
        await expect(page.get_by_role("navigation")).to_be_hidden()
        await write(page, "Donaudampfschifffahrtsgesellschaftskapitän" * 5)
        await expect(bubbles(page)).to_have_count(1)
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert await page.locator(".scroller").evaluate("node => node.scrollWidth <= node.clientWidth")
        await expect(page.get_by_role("button", name="Senden")).to_be_in_viewport(ratio=1)
        await page.get_by_role("button", name="Zurück zu den Chats").click()
        await expect(page.get_by_role("navigation")).to_be_visible()
        await open_chat(page, "Lesekreis")
        await page.go_back()
        await expect(page.get_by_role("navigation")).to_be_visible()
    assert len(private.messages) == 1


async def test_page_connects_again_by_itself(opened: Opened, scene: Scene, jule: Person, private: Chat) -> None:
    """When the demo is away the page says so; when it is back, the page shows what has happened meanwhile."""
    first, second = Server(scene), Server(scene)
    address = await first.start(0)
    async with opened(to=address) as page:
        await first.stop()
        await expect(page.get_by_text("Die Demo ist nicht erreichbar.")).to_be_visible()
        await jule.sends(private, "Inzwischen")
        await second.start(int(address.rstrip("/").rpartition(":")[2]))
        await expect(last(page, "Inzwischen")).to_be_visible()
        await expect(page.get_by_text("Die Demo ist nicht erreichbar.")).to_be_hidden()
    await second.stop()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_texts_are_legible_and_controls_have_names(
    opened: Opened, bot: Bot, scene: Scene, scheme: Literal["light", "dark"]
) -> None:
    """Every text has WCAG's contrast of 4.5, light and dark, and every control a name for a screen reader."""
    private, group, jule = scene.chats[0], titled(scene, "Lesekreis"), scene.players[0].person
    question = await scene.editor.sends(group, "Was meint @article_bot? /ask https://example.org")
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("Mehr", callback_data="1")]])
    await bot.send_message(group.id, HTML, parse_mode="HTML", reply_markup=keys, reply_to_message_id=question.id)
    await jule.sends(group, "Ich @article_bot auch /ask https://example.org")
    await jule.sends(private, "Hallo")
    await scene.players[1].person.leaves(group)
    async with opened(scheme=scheme) as page:
        await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for title in ("Article Bot", "Lesekreis"):
            await open_chat(page, title)
            await field(page).fill("/")
            assert await page.evaluate(CONTRASTS) == []
            assert await page.evaluate(NAMELESS) == []
        await page.get_by_role("radio", name="Owen").check(force=True)
        await expect(page.get_by_role("heading", level=3)).to_be_visible()
        assert await page.evaluate(CONTRASTS) == []


async def test_everything_is_reached_with_tab(opened: Opened, jule: Person, private: Chat) -> None:
    """Tab goes through the side, the messages and the field, in the order in which they are seen."""
    await jule.sends(private, "Hallo")
    order = [
        "English",
        "Darstellung: wie das System",
        "Article Bot",
        "Küstenbote",
        "Auf Deutsch",
        "Zu diesem Chat",
        "Nachrichten",
    ]
    order += ["Was mit dieser Nachricht geschehen soll", "Frage schreiben", "Senden"]
    async with opened() as page:
        names = []
        for _ in range(24):
            await page.keyboard.press("Tab")
            names.append(await page.evaluate(FOCUSED))
    places = [next(place for place, name in enumerate(names) if wanted in name) for wanted in order]
    assert places == sorted(places)


async def test_nothing_moves_for_whom_motion_is_reduced(opened: Opened, bot: Bot, jule: Person, private: Chat) -> None:
    """With prefers-reduced-motion no message slides in and no dot hops."""
    await jule.sends(private, "Hallo")
    async with opened() as page:
        await page.emulate_media(reduced_motion="reduce")
        await bot.send_chat_action(private.id, "typing")
        await expect(page.locator(".dots")).to_be_visible()
        assert await page.evaluate("document.getAnimations().length") == 0
        await page.emulate_media(reduced_motion="no-preference")
        await asyncio.wait_for(page.wait_for_function("document.getAnimations().length > 0"), 5)
