"""Who can use the demo's page: by keyboard and screen reader, on a phone, in both languages, light and dark."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Literal

import pytest
from playwright.async_api import expect
from telegram import BotCommand, InlineKeyboardButton, InlineKeyboardMarkup

from bot.demo.server import Server

from .client import titled
from .pages import CONTRASTS, FOCUSED, HTML, NAMELESS, bubbles, field, last, open_chat, write

if TYPE_CHECKING:
    from telegram import Bot

    from bot.demo.scene import Scene
    from bot.simulator import Chat, Person, Simulator

    from .conftest import Opened

pytestmark = pytest.mark.asyncio(loop_scope="session")  # one Chromium for all of them


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


async def test_new_messages_are_announced(opened: Opened, bot: Bot, jule: Person, private: Chat) -> None:
    """A screen reader is told each message of others in the open chat, once, and no own ones."""
    await jule.sends(private, "Hallo")
    async with opened() as page:
        await write(page, "Und?")
        await bot.send_message(private.id, "Eine Antwort")
        announced = page.get_by_role("log")
        await expect(announced.locator("p")).to_have_text(["Article Bot: Eine Antwort"])
        await expect(announced).to_have_attribute("aria-live", "polite")


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
