"""The world as one person sees it, as JSON for the page. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.simulator.model import ADMINISTRATORS, PRESENT

if TYPE_CHECKING:
    from bot.demo.scene import Player, Scene
    from bot.simulator import Attachment, Button, Chat, Entity, InlinePage, Message, Person
    from bot.simulator.model import Account, ServiceEvent

Json = dict[str, Any]

_SNIPPET = 120
"""Characters of a message that the list of chats and a reply show."""
_ON_THE_WEB = frozenset({"supergroup", "channel"})
"""Kinds of chats whose messages have links."""


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
    bot, status = where.telegram.bot, which.status(who.account)
    with_bot = which.kind == "private" and not which.between_people
    leads = status in ADMINISTRATORS
    return {
        "id": which.id,
        "kind": "people" if which.between_people else which.kind,
        "title": _title(where, which, who),
        "members": [account(member.account) for member in which.members if member.status in PRESENT],
        "leads": leads,
        "owns": status == "creator",
        "writes": which.kind != "channel" or leads,
        "started": not with_bot or which.status(bot) == "member",
        "blocked": with_bot and which.status(bot) == "kicked",
        "commands": _commands(where, which, who),
        "forum": which.is_forum,
        "topics": [
            _topic(where, which, topic.id, who) | {"name": topic.name, "closed": topic.closed}
            for topic in which.topics.values()
        ],
        "linked": which.linked.id if which.linked else None,
        "link": _links(which),
    } | _topic(where, which, 0, who)


def _title(where: Scene, which: Chat, who: Person) -> str:
    if which.between_people:
        return next(member.account.first_name for member in which.members if member.account.id != who.id)
    return which.title or where.telegram.bot.first_name


def _commands(where: Scene, which: Chat, who: Person) -> list[Json]:
    if which.between_people or which.kind == "channel":
        return []
    found = where.telegram.commands_for(who, which)
    return [{"command": command.command, "description": command.description} for command in found]


def _links(which: Chat) -> str | None:
    """Return what the links to a chat's messages begin with."""
    last = which.last
    return which.link(last).rpartition("/")[0] if last and which.kind in _ON_THE_WEB and not which.is_forum else None


def _topic(where: Scene, which: Chat, topic: int, who: Person) -> Json:
    """Return what is new in a topic; 0 is General, or all of a chat that has none."""
    here = [one for one in which.messages if topic_of(one) == topic]
    seen = where.reads.get((who.id, which.id, topic), 0)
    unread = sum(one.id > seen and one.sender.id != who.id and not one.service for one in here)
    last = message(which, here[-1], who) if here else None
    return {"last": last, "unread": unread} | ({"id": topic} if topic else {})


def topic_of(which: Message) -> int:
    """Return the topic that a message is in, 0 for none."""
    return which.thread if which.in_topic and which.thread else 0


def message(where: Chat, which: Message, who: Person) -> Json:
    """Return a bubble, or the line of a service message."""
    written: Json = {
        "id": which.id,
        "from": sender(where, which),
        "mine": which.sender.id == who.id,
        "date": which.date,
        "edited": which.edit_date is not None,
        "text": which.text,
        "entities": [entity(one) for one in which.entities],
        "buttons": [[button(one) for one in row] for row in which.content.keyboard],
        "topic": topic_of(which),
        "thread": which.thread,
    }
    optional = {
        "service": service(which.service) if which.service else None,
        "reply": _reply(where, which) if which.reply_to else None,
        "file": attachment(which.content.attachment) if which.content.attachment else None,
        "via": which.via_bot.username if which.via_bot else None,
        "forwarded": which.origin.channel.title if which.origin else None,
        "signature": which.signature if which.sender_chat or where.kind == "channel" else None,
        "reaction": which.reaction,
        "comments": comments(where, which),
    }
    return written | {key: value for key, value in optional.items() if value is not None}


def sender(where: Chat, which: Message) -> Json:
    """Return who shows as the sender: a person, or the chat that an administrator or a post shows as."""
    shown = where if where.kind == "channel" else which.sender_chat
    if shown is None:
        return account(which.sender)
    return {"id": shown.id, "name": shown.title, "username": shown.username, "language": None, "bot": False}


def comments(where: Chat, which: Message) -> Json | None:
    """Return where a post of a channel is discussed, and how many comments it has."""
    forward = where.linked.forward_of(which) if where.kind == "channel" and where.linked else None
    if where.linked is None or forward is None:
        return None
    count = sum(one.thread == forward.id for one in where.linked.messages)
    return {"chat": where.linked.id, "thread": forward.id, "count": count}


def service(event: ServiceEvent) -> Json:
    """Return what a service message tells."""
    return {"kind": event.kind, "who": account(event.account) if event.account else None, "name": event.name}


def attachment(which: Attachment) -> Json:
    """Return a file, without what is in it."""
    return {"name": which.name, "kind": which.kind, "size": len(which.data)}


def entity(which: Entity) -> Json:
    """Return a formatted part; offsets in UTF-16 units, which are JavaScript's."""
    return {"kind": which.kind, "offset": which.offset, "length": which.length, "argument": which.argument}


def button(which: Button) -> Json:
    """Return a button; what a callback button tells the bot is nobody's business."""
    value = None if which.kind == "callback_data" else which.value
    return {"label": which.label, "kind": which.kind, "value": value}


def inline(page: InlinePage, name: str) -> Json:
    """Return a page of inline results; `name` is what they are chosen by."""
    above = page.button
    return {
        "page": name,
        "results": [{"title": one.title, "description": one.description} for one in page.results],
        "more": page.next_offset or None,
        "button": {"text": above.text, "start": above.start_parameter} if above else None,
    }


def _reply(where: Chat, which: Message) -> Json:
    replied = where.message(which.reply_to) if which.reply_to else None
    if replied is None:
        return {"id": which.reply_to, "from": None, "text": "", "quoted": False}
    text = which.quote.text if which.quote else replied.text or _name(replied.content.attachment)
    return {
        "id": replied.id,
        "from": sender(where, replied),
        "text": text[:_SNIPPET],
        "quoted": which.quote is not None,
    }


def _name(file: Attachment | None) -> str:
    return file.name if file else ""
