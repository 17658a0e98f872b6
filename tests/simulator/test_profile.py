from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from telegram import (
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatAdministrators,
    BotCommandScopeChatMember,
    BotCommandScopeDefault,
    MenuButtonCommands,
    MenuButtonDefault,
)

from bot.simulator import Command

if TYPE_CHECKING:
    from telegram import Bot

    from bot.simulator import Chat, Person, Simulator

    from .api import Api


async def test_commands_by_scope_and_language(bot: Bot, anna: Person, group: Chat, telegram: Simulator) -> None:
    """Each scope and language has a menu of its own, which can be deleted."""
    member = BotCommandScopeChatMember(group.id, anna.id)
    await bot.set_my_commands([BotCommand("ask", "Ask a question")])
    await bot.set_my_commands([BotCommand("ask", "Frage stellen")], language_code="de")
    await bot.set_my_commands([BotCommand("reindex", "Load again")], scope=member)

    assert telegram.commands() == (Command("ask", "Ask a question"),)
    assert telegram.commands(language="de") == (Command("ask", "Frage stellen"),)
    assert telegram.commands(("chat_member", group.id, anna.id)) == (Command("reindex", "Load again"),)
    assert await bot.get_my_commands(language_code="de") == (BotCommand("ask", "Frage stellen"),)
    assert await bot.get_my_commands(scope=BotCommandScopeChat(group.id)) == ()
    await bot.delete_my_commands(language_code="de")
    assert await bot.get_my_commands(language_code="de") == ()


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        ({"commands": [{"command": "Ask", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "a" * 33, "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "ask", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [{"command": "ask", "description": "x" * 257}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        (
            {"commands": [{"command": "ask", "description": "x"}] * 101},
            "there can be no more than 100 commands",
        ),
        ({"commands": ["ask"]}, "can't parse BotCommand: expected an Object"),
        ({"commands": [], "language_code": "deu"}, "invalid language code specified"),
        (
            {"commands": [], "scope": {"type": "all"}},
            "can't parse BotCommandScope: Unsupported type specified",
        ),
        ({"commands": [], "scope": {"type": "chat", "chat_id": -17}}, "chat not found"),
        (
            {"commands": [], "scope": {"type": "chat_member", "chat_id": -17}},
            "can't parse BotCommandScope: chat_member must name chat_id and user_id",
        ),
    ],
)
async def test_refused_commands(api: Api, parameters: dict[str, object], description: str) -> None:
    """Commands outside of Telegram's limits, languages and scopes are refused."""
    assert await api.refusal("setMyCommands", **parameters) == (400, f"Bad Request: {description}")


async def test_descriptions(bot: Bot, api: Api, telegram: Simulator) -> None:
    """The descriptions are kept by language, up to 512 and 120 characters."""
    await bot.set_my_description("x" * 512)
    await bot.set_my_short_description("Fragen zu Artikeln", language_code="de")
    too_long = (400, "Bad Request: description is too long")

    assert telegram.description() == "x" * 512
    assert telegram.short_description("de") == "Fragen zu Artikeln"
    assert await api.refusal("setMyDescription", description="x" * 513) == too_long
    assert await api.refusal("setMyShortDescription", short_description="x" * 121) == too_long


async def test_menu_that_a_person_sees(bot: Bot, anna: Person, ben: Person, group: Chat, telegram: Simulator) -> None:
    """The narrowest scope that has commands counts; within a scope the person's language goes first."""
    scopes = [
        (BotCommandScopeDefault(), ""),
        (BotCommandScopeDefault(), "de"),
        (BotCommandScopeAllPrivateChats(), ""),
        (BotCommandScopeAllGroupChats(), ""),
        (BotCommandScopeAllChatAdministrators(), ""),
        (BotCommandScopeChat(group.id), "de"),
        (BotCommandScopeChatAdministrators(group.id), ""),
        (BotCommandScopeChatMember(group.id, ben.id), ""),
    ]
    private = telegram.private_chat(anna)
    seen = []
    for number, (scope, language) in enumerate(scopes):
        await bot.set_my_commands([BotCommand(f"c{number}", "x")], scope=scope, language_code=language)
        pairs = ((anna, private), (anna, group), (ben, group))
        seen.append([telegram.commands_for(person, chat)[0].command for person, chat in pairs])

    assert seen == [
        ["c0", "c0", "c0"],
        ["c1", "c1", "c0"],
        ["c2", "c1", "c0"],
        ["c2", "c3", "c3"],
        ["c2", "c4", "c3"],
        ["c2", "c5", "c3"],
        ["c2", "c6", "c3"],
        ["c2", "c6", "c7"],
    ]


async def test_menu_button(bot: Bot, api: Api, private: Chat, group: Chat) -> None:
    """The menu button of a private chat goes before the one for all; groups have none."""
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    await bot.set_chat_menu_button(private.id, MenuButtonDefault())

    assert await bot.get_chat_menu_button() == MenuButtonCommands()
    assert await bot.get_chat_menu_button(private.id) == MenuButtonDefault()
    assert await api.refusal("setChatMenuButton", chat_id=group.id) == (400, "Bad Request: chat not found")
