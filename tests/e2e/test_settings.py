"""/settings: seen, set by buttons, and in force at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.texts import ENGLISH, GERMAN

from .test_access import ANSWER, ASK, QUESTION, first_lines

if TYPE_CHECKING:
    from bot.simulator import Chat, Message, Person, Simulator

SETTINGS = "/settings@article_bot"


async def menu(telegram: Simulator, chat: Chat) -> Message:
    """Return the message with the buttons, once it is there."""
    return await telegram.wait_for(lambda: next((one for one in chat.from_bot if one.buttons), None))


@pytest.mark.usefixtures("bot")
async def test_everybody_sets_for_themselves(telegram: Simulator, private: Chat, reader: Person) -> None:
    """In a private chat the language and the length are set by a tap; the message shows it, and it holds at once."""
    await reader.sends(private, "/settings")
    shown = await menu(telegram, private)
    tapped = [await reader.taps(shown, label) for label in ("Deutsch", "1")]
    now = await telegram.wait_for(lambda: one if (one := private.last_from_bot) and "✓ 1" in one.labels else None)
    await reader.sends(private, "Who won the chess tournament in Eastmere?")
    await telegram.wait_for(lambda: len(private.from_bot) == 2)

    assert [one.text for one in tapped] == [GERMAN.settings_kept] * 2
    assert now.text == "Einstellungen\n\nSprache: Deutsch\nArtikel je Antwort: höchstens 1"
    assert [label for label in now.labels if label.startswith("✓")] == ["✓ Deutsch", "✓ 1"]
    answer = private.from_bot[-1].text
    assert answer.startswith(GERMAN.no_answer)
    assert answer.count("\n• ") == 1  # of two articles


@pytest.mark.usefixtures("bot")
async def test_tap_on_what_holds_already(telegram: Simulator, private: Chat, reader: Person) -> None:
    """A tap that changes nothing is answered, and nothing goes wrong."""
    await reader.sends(private, "/settings")
    shown = await menu(telegram, private)
    tapped = await reader.taps(shown, "✓ Automatic")
    await telegram.wait_for(lambda: telegram.calls.of("editMessageText"))

    assert tapped.text == ENGLISH.settings_kept
    assert len(private.from_bot) == 1


@pytest.mark.usefixtures("bot")
async def test_group_is_set_by_its_admins(telegram: Simulator, reader: Person) -> None:
    """In a group its admins set, anonymous ones too; others get an alert, and nothing changes."""
    lead, guest = telegram.user("Lea", language_code="en"), telegram.user("Gil", language_code="en")
    group = telegram.supergroup("Deichfreunde", members=[lead, reader, guest])
    await lead.promotes(group, reader, anonymous=True)
    await guest.sends(group, SETTINGS)
    await telegram.wait_for(lambda: group.last_from_bot)
    await reader.sends(group, SETTINGS, anonymous=True)
    shown = await menu(telegram, group)
    refused = await guest.taps(shown, "Deutsch")
    taken = [await one.taps(shown, label) for one, label in ((reader, "2"), (lead, "Admins only"))]
    await telegram.wait_for(lambda: "✓ Admins only" in (group.message(shown.id) or shown).labels)

    assert first_lines(group) == [ENGLISH.settings_not_allowed, "Settings of this group"]
    assert (refused.text, refused.show_alert) == (ENGLISH.settings_not_allowed, True)
    assert [one.text for one in taken] == [ENGLISH.settings_kept] * 2
    now = group.message(shown.id) or shown
    assert [label for label in now.labels if label.startswith("✓")] == ["✓ Automatic", "✓ 2", "✓ Admins only"]


@pytest.mark.usefixtures("bot")
async def test_admin_of_the_bot_sets_everywhere(telegram: Simulator, editor: Person, reader: Person) -> None:
    """An admin of the bot may set in groups that they do not lead."""
    group = telegram.group("Pumpenfreunde", members=[reader, editor])
    await editor.sends(group, SETTINGS)
    tapped = await editor.taps(await menu(telegram, group), "English")
    assert tapped.text == ENGLISH.settings_kept


@pytest.mark.usefixtures("bot")
async def test_only_admins_ask(telegram: Simulator, editor: Person, reader: Person) -> None:
    """Where only admins may ask, others are told once; admins, anonymous ones too, are answered, and /help is."""
    group = telegram.supergroup("Deichfreunde", members=[editor, reader])
    await editor.sends(group, SETTINGS)
    await editor.taps(await menu(telegram, group), "Nur Admins")
    told = await reader.sends(group, f"{ASK} {QUESTION}")
    await telegram.wait_for(lambda: len(group.from_bot) == 2)
    await reader.sends(group, f"{ASK} {QUESTION}")
    helped = await reader.sends(group, "/help@article_bot")
    answered = await editor.sends(group, f"{ASK} {QUESTION}", anonymous=True)
    await telegram.wait_for(lambda: len(group.from_bot) == 4, timeout=10)

    said = {one.reply_to: one.text.splitlines()[0] for one in group.from_bot[1:]}
    assert said == {
        told.id: ENGLISH.only_group_admins,
        helped.id: "How to ask here",
        answered.id: ANSWER,
    }
