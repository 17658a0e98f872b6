"""What the page can do: JSON in, a person's deed in the simulator, JSON out."""

from __future__ import annotations

import base64
import binascii
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from bot.demo import view

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from bot.demo.scene import Scene
    from bot.simulator import Chat, Message, Person
    from bot.simulator.writing import Manner

Json = dict[str, Any]

_TAP_TIMEOUT = 30.0
"""Seconds in which the bot answers a tap."""
_INLINE_TIMEOUT = 10.0
"""Seconds in which the bot answers what is typed after its name; the next letter asks again anyway."""


class Action(BaseModel):
    """What every action names: who acts, and in which chat."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    person: int
    chat: int


class Manners(Action):
    """Where in a chat a message goes, and whether an administrator shows as the group."""

    topic: int = 0
    reply_to: int | None = None
    anonymous: bool = False


class Send(Manners):
    """A new message."""

    text: str


class Attach(Manners):
    """A file, with a caption."""

    name: str
    data: str
    """In Base64."""
    caption: str = ""


class Choose(Manners):
    """An inline result, by the page that it is on and its place there."""

    page: str
    result: int


class Inline(Action):
    """What is typed after the bot's name."""

    query: str
    offset: str = ""


class Named(Action):
    """A message that something is done with."""

    message: int


class Edit(Named):
    """Another text for an own message."""

    text: str


class Tap(Named):
    """A tap on a button, which is known by its label."""

    label: str


class Read(Named):
    """The last message that was seen, in a topic or outside of any."""

    topic: int = 0


async def _send(scene: Scene, who: Person, chat: Chat, action: Send) -> Json:
    return _sent(scene, who, await who.sends(chat, action.text, **_manner(chat, action)))


async def _attach(scene: Scene, who: Person, chat: Chat, action: Attach) -> Json:
    try:
        data = base64.b64decode(action.data, validate=True)
    except binascii.Error as error:
        raise ValueError("The file is not in Base64") from error
    manner = _manner(chat, action)
    return _sent(scene, who, await who.sends_document(chat, action.name, data, caption=action.caption, **manner))


async def _inline(scene: Scene, who: Person, chat: Chat, action: Inline) -> Json:
    page = await who.asks_inline(chat, action.query, offset=action.offset, timeout=_INLINE_TIMEOUT)
    return view.inline(page, scene.keep_page(page))


async def _choose(scene: Scene, who: Person, chat: Chat, action: Choose) -> Json:
    page = scene.pages.get(action.page)
    if page is None or page.chat is not chat:
        raise LookupError(f"There is no page {action.page!r} of results for this chat")
    return _sent(scene, who, await who.chooses(page, action.result, **_manner(chat, action)))


async def _edit(_: Scene, who: Person, chat: Chat, action: Edit) -> Json:
    await who.edits(_message(chat, action.message), action.text)
    return {}


async def _delete(_: Scene, who: Person, chat: Chat, action: Named) -> Json:
    await who.deletes(_message(chat, action.message))
    return {}


async def _tap(_: Scene, who: Person, chat: Chat, action: Tap) -> Json:
    answer = await who.taps(_message(chat, action.message), action.label, timeout=_TAP_TIMEOUT)
    return asdict(answer)


async def _read(scene: Scene, who: Person, chat: Chat, action: Read) -> Json:
    """Note what somebody has seen; it never goes back."""
    place = (who.id, chat.id, action.topic)
    scene.reads[place] = max(scene.reads.get(place, 0), action.message)
    return {}


async def _block(_: Scene, who: Person, chat: Chat, __: Action) -> Json:
    _private(chat)
    await who.blocks_bot()
    return {}


async def _unblock(_: Scene, who: Person, chat: Chat, __: Action) -> Json:
    _private(chat)
    await who.unblocks_bot()
    return {}


async def _migrate(scene: Scene, who: Person, chat: Chat, _: Action) -> Json:
    """Make a supergroup of a group; it takes the group's place."""
    new = await who.migrates(chat)
    scene.chats.append(new)
    return {"chat": new.id}


ACTIONS: Mapping[str, tuple[type[Action], Callable[[Scene, Person, Chat, Any], Awaitable[Json]]]] = {
    "send": (Send, _send),
    "attach": (Attach, _attach),
    "inline": (Inline, _inline),
    "choose": (Choose, _choose),
    "edit": (Edit, _edit),
    "delete": (Named, _delete),
    "tap": (Tap, _tap),
    "read": (Read, _read),
    "block": (Action, _block),
    "unblock": (Action, _unblock),
    "migrate": (Action, _migrate),
}
"""By name: the shape of an action, and what it does."""


async def act(scene: Scene, name: str, given: str | bytes) -> Json:
    """Carry an action out, and return what the page is told of it.

    Raises:
        pydantic.ValidationError: the JSON is not of the action's shape.
        LookupError: there is no such action, person, chat, topic, message, result or button.
        ValueError: an app of Telegram would not let the person do that.
        TimeoutError: the bot did not answer a tap or an inline query.

    """
    if name not in ACTIONS:
        raise LookupError(f"There is no action {name!r}")
    shape, do = ACTIONS[name]
    action = shape.model_validate_json(given)
    who = scene.player(action.person).person
    return await do(scene, who, scene.chat_of(who, action.chat), action)


def _manner(chat: Chat, action: Manners) -> Manner:
    manner: Manner = {"anonymous": action.anonymous}
    if action.reply_to is not None:
        manner["reply_to"] = _message(chat, action.reply_to)
    if action.topic:
        if action.topic not in chat.topics:
            raise LookupError(f"There is no topic {action.topic}")
        manner["topic"] = chat.topics[action.topic]
    return manner


def _sent(scene: Scene, who: Person, message: Message) -> Json:
    scene.reads[who.id, message.chat_id, view.topic_of(message)] = message.id
    return {"message": message.id}


def _message(chat: Chat, message_id: int) -> Message:
    message = chat.message(message_id)
    if message is None:
        raise LookupError(f"Message {message_id} is deleted")
    return message


def _private(chat: Chat) -> None:
    if chat.kind != "private" or chat.between_people:
        raise ValueError("The bot can be blocked in its own chat only")
