"""What a bot asks and says about itself: getMe, commands, descriptions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import telegram

from bot.simulator import wire
from bot.simulator.checks import check
from bot.simulator.errors import bad_request, not_simulated
from bot.simulator.methods.method import method, named_chat
from bot.simulator.model import Command
from bot.simulator.profile import DEFAULT_SCOPE

if TYPE_CHECKING:
    from bot.simulator.parameters import Parameters
    from bot.simulator.profile import Scope
    from bot.simulator.world import World

MOST_COMMANDS = 100
DESCRIPTION_LIMIT = 512
SHORT_DESCRIPTION_LIMIT = 120
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_COMMAND_DESCRIPTION_LIMIT = 256
_MENU_BUTTONS = frozenset({"default", "commands"})
_SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}
"""The scopes, and what each must name besides."""


async def get_me(world: World, _: Parameters) -> dict[str, Any]:
    """Return the bot."""
    return wire.me(world.bot, reads_all=world.reads_all, inline=world.inline.supported)


async def set_my_commands(world: World, parameters: Parameters) -> bool:
    """Set the command menu of one scope and language; an empty one deletes it."""
    key = (_scope(world, parameters), _language(parameters))
    commands = tuple(_command(command) for command in parameters.array("commands") or [])
    if len(commands) > MOST_COMMANDS:
        raise bad_request("there can be no more than 100 commands")
    world.profile.commands[key] = commands
    world.changes.tell()
    return True


async def get_my_commands(world: World, parameters: Parameters) -> list[dict[str, Any]]:
    """Return the command menu of exactly one scope and language."""
    commands = world.profile.commands.get((_scope(world, parameters), _language(parameters)), ())
    written = [{"command": each.command, "description": each.description} for each in commands]
    return [check(telegram.BotCommand, command) for command in written]


async def delete_my_commands(world: World, parameters: Parameters) -> bool:
    """Delete the command menu of one scope and language."""
    world.profile.commands.pop((_scope(world, parameters), _language(parameters)), None)
    world.changes.tell()
    return True


async def set_my_description(world: World, parameters: Parameters) -> bool:
    """Set what an empty chat with the bot shows."""
    text = _short_enough(parameters.text("description"), DESCRIPTION_LIMIT)
    world.profile.descriptions[_language(parameters)] = text
    return True


async def set_my_short_description(world: World, parameters: Parameters) -> bool:
    """Set what the bot's profile shows."""
    text = _short_enough(parameters.text("short_description"), SHORT_DESCRIPTION_LIMIT)
    world.profile.short_descriptions[_language(parameters)] = text
    return True


def _short_enough(text: str, limit: int) -> str:
    if len(text) > limit:
        # Telegram documents the limit, but no text for it.
        raise bad_request("description is too long")
    return text


def _language(parameters: Parameters) -> str:
    language = parameters.text("language_code")
    if not re.fullmatch(r"(?:[a-z]{2})?", language):
        raise bad_request("invalid language code specified")
    return language


def _scope(world: World, parameters: Parameters) -> Scope:
    asked = parameters.mapping("scope")
    if asked is None:
        return DEFAULT_SCOPE
    kind = asked.get("type")
    if kind not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    names = {name: asked.get(name) for name in _SCOPES[kind]}
    if None in names.values():
        raise bad_request(f"can't parse BotCommandScope: {kind} must name {' and '.join(names)}")
    if "chat_id" in names and names["chat_id"] not in world.chats:
        raise bad_request("chat not found")
    return (kind, names.get("chat_id"), names.get("user_id"))


def _command(written: object) -> Command:
    if not isinstance(written, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    # Telegram takes a leading slash, and leaves it out.
    name = str(written.get("command", "")).removeprefix("/")
    description = str(written.get("description", "")).strip()
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 0 < len(description) <= _COMMAND_DESCRIPTION_LIMIT:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return Command(name, description)


async def set_chat_menu_button(world: World, parameters: Parameters) -> bool:
    """Set what the button beside the text field opens, in one private chat or in all."""
    button = parameters.mapping("menu_button") or {"type": "default"}
    kind = str(button.get("type"))
    if kind not in _MENU_BUTTONS:
        raise not_simulated(f"menu buttons of the type {kind}")
    world.profile.menu_buttons[_menu_chat(world, parameters)] = kind
    world.changes.tell()
    return True


async def get_chat_menu_button(world: World, parameters: Parameters) -> dict[str, Any]:
    """Return the menu button of a private chat, or the one for all."""
    buttons = world.profile.menu_buttons
    kind = buttons.get(_menu_chat(world, parameters), buttons.get(None, "default"))
    return check(telegram.MenuButton, {"type": kind})


def _menu_chat(world: World, parameters: Parameters) -> int | None:
    if "chat_id" not in parameters.values:
        return None
    chat = named_chat(world, parameters)
    if chat.kind != "private":
        raise bad_request("chat not found")
    return chat.id


METHODS = (
    method("getMe", get_me),
    method("setChatMenuButton", set_chat_menu_button, "chat_id menu_button"),
    method("getChatMenuButton", get_chat_menu_button, "chat_id"),
    method("setMyCommands", set_my_commands, "commands scope language_code"),
    method("getMyCommands", get_my_commands, "scope language_code"),
    method("deleteMyCommands", delete_my_commands, "scope language_code"),
    method("setMyDescription", set_my_description, "description language_code"),
    method("setMyShortDescription", set_my_short_description, "short_description language_code"),
)
