"""What the bot tells Telegram of itself when it starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.commands import COMMANDS
from bot.texts import ENGLISH, GERMAN

from .conftest import running

if TYPE_CHECKING:
    import pytest

    from bot.simulator import Person, Simulator

    from .conftest import Newsroom


async def test_commands_and_profile_are_announced(
    telegram: Simulator, newsroom: Newsroom, editor: Person, caplog: pytest.LogCaptureFixture
) -> None:
    """Each menu and the profile in both languages, the admin's in the admin's chat; what stands so is not set again."""
    telegram.private_chat(editor)
    async with running(newsroom, telegram):
        pass
    assert [one.command for one in telegram.commands(language="de")][:3] == ["ask", "quotes", "latest"]
    assert telegram.commands()[0].description == ENGLISH.command_ask
    assert telegram.commands(language="de")[0].description == GERMAN.command_ask
    assert [one.command for one in telegram.commands(scope=("chat", editor.id, None))] == [one.name for one in COMMANDS]
    assert [one.command for one in telegram.commands(scope=("all_chat_administrators", None, None))][-2:] == [
        "settings",
        "help",
    ]
    for texts, language in ((ENGLISH, ""), (GERMAN, "de")):
        assert telegram.description(language) == texts.profile
        assert telegram.short_description(language) == texts.profile_short
    assert "send /setinline to @BotFather" in caplog.text

    count = len(telegram.calls.of("setMyCommands"))
    assert count == 10
    async with running(newsroom, telegram):
        pass
    assert len(telegram.calls.of("setMyCommands")) == count
    assert len(telegram.calls.of("setMyDescription")) == len(telegram.calls.of("setMyShortDescription")) == 2
