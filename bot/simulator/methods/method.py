"""What a method of the Bot API is here, and what many of them need: the chat that a call names."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.simulator.errors import ApiError, bad_request, forbidden, not_simulated
from bot.simulator.parameters import Parameters
from bot.simulator.world import World

if TYPE_CHECKING:
    from bot.simulator.chats import Chat

Run = Callable[[World, Parameters], Awaitable[Any]]
"""Returns the ``result`` of the answer, or raises `ApiError`."""


@dataclass(frozen=True, slots=True)
class Method:
    """A method, the parameters that it knows, and what it does."""

    name: str
    run: Run
    known: frozenset[str] = frozenset()

    async def __call__(self, world: World, parameters: Parameters) -> Any:  # noqa: ANN401 -- any JSON
        """Run the method.

        Raises:
            ApiError: Telegram's refusal; 501 for a parameter that this method does not know.

        """
        unknown = parameters.values.keys() - self.known
        if unknown:
            raise not_simulated(f"parameter {', '.join(sorted(unknown))} of {self.name}")
        return await self.run(world, parameters)


def method(name: str, run: Run, known: str = "") -> Method:
    """Return a method; `known` names its parameters, separated by spaces."""
    return Method(name, run, frozenset(known.split()))


def named_chat(world: World, parameters: Parameters) -> Chat:
    """Return the chat that ``chat_id`` names.

    Raises:
        ApiError: there is no such chat.

    """
    chat_id = parameters.values.get("chat_id")
    if chat_id is None or chat_id == "":
        raise bad_request("chat_id is empty")
    chat = _public_chat(world, chat_id) if isinstance(chat_id, str) else world.chats.get(chat_id)
    if chat is not None and not chat.between_people:
        return chat
    if chat_id in world.accounts:
        raise forbidden("bot can't initiate conversation with a user")
    raise bad_request("chat not found")


def _public_chat(world: World, name: str) -> Chat | None:
    """Return the supergroup or channel that an @name names; Telegram does not find people so."""
    public = (chat for chat in world.chats.values() if chat.username)
    return next((chat for chat in public if f"@{chat.username}".lower() == name.lower()), None)


def writable_chat(world: World, parameters: Parameters) -> Chat:
    """Return the chat that ``chat_id`` names, if the bot may write there.

    Raises:
        ApiError: there is no such chat, it has become a supergroup, or the bot is shut out of it.

    """
    chat = named_chat(world, parameters)
    if chat.migrated_to:
        raise ApiError(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            migrate_to_chat_id=chat.migrated_to,
        )
    shut_out = _shut_out(world, chat)
    if shut_out:
        raise shut_out
    return chat


def _shut_out(world: World, chat: Chat) -> ApiError | None:
    match (chat.kind, chat.status(world.bot)):
        case ("private", "left"):
            return forbidden("bot can't initiate conversation with a user")
        case ("private", "kicked"):
            return forbidden("bot was blocked by the user")
        case (kind, "left"):
            return forbidden(f"bot is not a member of the {kind} chat")
        case (kind, "kicked"):
            return forbidden(f"bot was kicked from the {kind} chat")
    return None
