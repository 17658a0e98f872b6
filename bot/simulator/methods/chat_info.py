"""What a bot may ask about a chat, and how it leaves one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.simulator import wire
from bot.simulator.errors import bad_request
from bot.simulator.methods.method import method, named_chat, writable_chat
from bot.simulator.model import ADMINISTRATORS

if TYPE_CHECKING:
    from bot.simulator.parameters import Parameters
    from bot.simulator.world import World


async def get_chat(world: World, parameters: Parameters) -> dict[str, Any]:
    """Return the chat; one that blocked the bot as well, but no group that it is not in."""
    chat = named_chat(world, parameters)
    return wire.chat_full(chat if chat.kind == "private" else writable_chat(world, parameters))


async def get_chat_member(world: World, parameters: Parameters) -> dict[str, Any]:
    """Return somebody's standing."""
    chat = writable_chat(world, parameters)
    account = world.accounts.get(parameters.integer("user_id"))
    if account is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return wire.member(chat.standing(account), chat)


async def get_chat_administrators(world: World, parameters: Parameters) -> list[dict[str, Any]]:
    """Return the creator and the administrators, without other bots, as Telegram does."""
    chat = writable_chat(world, parameters)
    if chat.kind == "private":
        raise bad_request("there are no administrators in the private chat")
    leading = (member for member in chat.members if member.status in ADMINISTRATORS)
    return [wire.member(member, chat) for member in leading if not member.account.is_bot or member.account == world.bot]


async def leave_chat(world: World, parameters: Parameters) -> bool:
    """Leave a group."""
    chat = writable_chat(world, parameters)
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    world.seat_bot(chat, world.bot, "left")
    return True


METHODS = (
    method("getChat", get_chat, "chat_id"),
    method("getChatMember", get_chat_member, "chat_id user_id"),
    method("getChatAdministrators", get_chat_administrators, "chat_id"),
    method("leaveChat", leave_chat, "chat_id"),
)
