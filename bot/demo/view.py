"""The world as one person sees it, as JSON for the page. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.demo.commands import menu
from bot.simulator.model import PRESENT

if TYPE_CHECKING:
    from bot.demo.scene import Player, Scene
    from bot.simulator import Button, Chat, Entity, Message, Person
    from bot.simulator.model import Account

Json = dict[str, Any]

_SNIPPET = 120
"""Characters of a message that the list of chats and a reply show."""


def scene(where: Scene, who: Person) -> Json:
    """Return what does not change: the bot, everybody who can be played, and who the page is now."""
    return {
        "bot": account(where.telegram.bot),
        "me": account(who.account),
        "people": [player(one) for one in where.players],
        "samples": where.samples,
    }


def player(which: Player) -> Json:
    """Return somebody whom the page can be."""
    return account(which.person.account) | {"role": which.role}


def account(who: Account) -> Json:
    """Return a person or a bot."""
    return {
        "id": who.id,
        "name": who.first_name,
        "username": who.username,
        "language": who.language_code,
        "bot": who.is_bot,
    }


def chat(where: Scene, which: Chat, who: Person) -> Json:
    """Return a line of the list of chats, and what the head of the chat shows."""
    bot = where.telegram.bot
    last = which.last
    return {
        "id": which.id,
        "kind": which.kind,
        "title": bot.first_name if which.kind == "private" else which.title,
        "members": [account(member.account) for member in which.members if member.status in PRESENT],
        "started": which.kind != "private" or which.status(bot) == "member",
        "blocked": which.kind == "private" and which.status(bot) == "kicked",
        "commands": [
            {"command": command.command, "description": command.description}
            for command in menu(where.telegram.commands, which, who.account)
        ],
        "last": message(which, last, who) if last else None,
        "unread": unread(where, which, who),
    }


def unread(where: Scene, which: Chat, who: Person) -> int:
    """Return how many messages of others came since somebody looked."""
    seen = where.reads.get((who.id, which.id), 0)
    return sum(one.id > seen and one.sender.id != who.id and not one.service for one in which.messages)


def message(where: Chat, which: Message, who: Person) -> Json:
    """Return a bubble, or the line of a service message."""
    written: Json = {
        "id": which.id,
        "from": account(which.sender),
        "mine": which.sender.id == who.id,
        "date": which.date,
        "edited": which.edit_date is not None,
        "text": which.text,
        "entities": [entity(one) for one in which.entities],
        "buttons": [[button(one) for one in row] for row in which.content.keyboard],
    }
    if which.service:
        written["service"] = {"kind": which.service.kind, "who": account(which.service.account)}
    if which.reply_to:
        written["reply"] = _reply(where, which)
    return written


def entity(which: Entity) -> Json:
    """Return a formatted part; offsets in UTF-16 units, which are JavaScript's."""
    return {"kind": which.kind, "offset": which.offset, "length": which.length, "argument": which.argument}


def button(which: Button) -> Json:
    """Return a button; what a callback button tells the bot is nobody's business."""
    value = None if which.kind == "callback_data" else which.value
    return {"label": which.label, "kind": which.kind, "value": value}


def _reply(where: Chat, which: Message) -> Json:
    replied = where.message(which.reply_to) if which.reply_to else None
    if replied is None:
        return {"id": which.reply_to, "from": None, "text": "", "quoted": False}
    text = which.quote.text if which.quote else replied.text
    return {
        "id": replied.id,
        "from": account(replied.sender),
        "text": text[:_SNIPPET],
        "quoted": which.quote is not None,
    }
