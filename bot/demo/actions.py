"""What the page can do: JSON in, a person's deed in the simulator, JSON out."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from bot.demo.scene import Scene
    from bot.simulator import Chat, Message, Person

Json = dict[str, Any]

_TAP_TIMEOUT = 30.0
"""Seconds in which the bot answers a tap; a page of a list may have to wait for a sync."""


class Action(BaseModel):
    """What every action names: who acts, and in which chat."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    person: int
    chat: int


class Send(Action):
    """A new message."""

    text: str
    reply_to: int | None = None


class Edit(Action):
    """Another text for an own message."""

    message: int
    text: str


class Named(Action):
    """A message that something is done with."""

    message: int


class Tap(Named):
    """A tap on a button, which is known by its label."""

    label: str


async def _send(scene: Scene, who: Person, chat: Chat, action: Send) -> Json:
    replied = _message(chat, action.reply_to) if action.reply_to is not None else None
    sent = await who.sends(chat, action.text, reply_to=replied)
    scene.reads[who.id, chat.id] = sent.id
    return {"message": sent.id}


async def _edit(_: Scene, who: Person, chat: Chat, action: Edit) -> Json:
    await who.edits(_message(chat, action.message), action.text)
    return {}


async def _delete(_: Scene, who: Person, chat: Chat, action: Named) -> Json:
    message = _message(chat, action.message)
    if message.sender.id != who.id and chat.kind != "private":
        raise ValueError(f"{who} can delete only own messages in a group")
    await who.deletes(message)
    return {}


async def _tap(_: Scene, who: Person, chat: Chat, action: Tap) -> Json:
    answer = await who.taps(_message(chat, action.message), action.label, timeout=_TAP_TIMEOUT)
    return asdict(answer)


async def _read(scene: Scene, who: Person, chat: Chat, action: Named) -> Json:
    """Note what somebody has seen; it never goes back."""
    seen = scene.reads.get((who.id, chat.id), 0)
    scene.reads[who.id, chat.id] = max(seen, action.message)
    return {}


async def _block(_: Scene, who: Person, chat: Chat, __: Action) -> Json:
    _private(chat)
    await who.blocks_bot()
    return {}


async def _unblock(_: Scene, who: Person, chat: Chat, __: Action) -> Json:
    _private(chat)
    await who.unblocks_bot()
    return {}


ACTIONS: Mapping[str, tuple[type[Action], Callable[[Scene, Person, Chat, Any], Awaitable[Json]]]] = {
    "send": (Send, _send),
    "edit": (Edit, _edit),
    "delete": (Named, _delete),
    "tap": (Tap, _tap),
    "read": (Named, _read),
    "block": (Action, _block),
    "unblock": (Action, _unblock),
}
"""By name: the shape of an action, and what it does."""


async def act(scene: Scene, name: str, given: str | bytes) -> Json:
    """Carry an action out, and return what the page is told of it.

    Raises:
        pydantic.ValidationError: the JSON is not of the action's shape.
        LookupError: there is no such action, person, chat, message or button.
        ValueError: an app of Telegram would not let the person do that.
        TimeoutError: the bot did not answer a tap.

    """
    if name not in ACTIONS:
        raise LookupError(f"There is no action {name!r}")
    shape, do = ACTIONS[name]
    action = shape.model_validate_json(given)
    who = scene.player(action.person).person
    return await do(scene, who, scene.chat_of(who, action.chat), action)


def _message(chat: Chat, message_id: int) -> Message:
    message = chat.message(message_id)
    if message is None:
        raise LookupError(f"Message {message_id} is deleted")
    return message


def _private(chat: Chat) -> None:
    if chat.kind != "private":
        raise ValueError("The bot can be blocked in a private chat only")
