"""The topics of a forum: made, closed and deleted by people. General is always there and has no id."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.simulator.model import ServiceEvent, Topic

if TYPE_CHECKING:
    from bot.simulator.chats import Chat
    from bot.simulator.model import Account
    from bot.simulator.world import World


def open_topic(world: World, forum: Chat, by: Account, name: str) -> Topic:
    """Make a topic; its id is that of the message that tells of it.

    Raises:
        ValueError: the chat is no forum.

    """
    if not forum.is_forum:
        raise ValueError(f"{forum} is no forum")
    topic = Topic(forum.next_id(), name)
    forum.topics[topic.id] = topic
    world.announce(forum, by, ServiceEvent("forum_topic_created", name=name), thread=topic.id)
    return topic


def close_topic(world: World, forum: Chat, by: Account, topic: Topic) -> Topic:
    """Close a topic for all but administrators."""
    return _change(world, forum, by, replace(present_topic(forum, topic), closed=True))


def reopen_topic(world: World, forum: Chat, by: Account, topic: Topic) -> Topic:
    """Open a closed topic again."""
    return _change(world, forum, by, replace(present_topic(forum, topic), closed=False))


def delete_topic(world: World, forum: Chat, topic: Topic) -> None:
    """Delete a topic with all that was said in it; Telegram tells the bot nothing."""
    del forum.topics[present_topic(forum, topic).id]
    for message in forum.messages:
        if message.thread == topic.id:
            world.delete(forum, message)


def present_topic(forum: Chat, topic: Topic) -> Topic:
    """Return a topic in its present state.

    Raises:
        LookupError: there is no such topic.

    """
    if topic.id not in forum.topics:
        raise LookupError(f"There is no topic {topic.name!r} in {forum}")
    return forum.topics[topic.id]


def _change(world: World, forum: Chat, by: Account, topic: Topic) -> Topic:
    forum.topics[topic.id] = topic
    event = ServiceEvent("forum_topic_closed" if topic.closed else "forum_topic_reopened")
    world.announce(forum, by, event, thread=topic.id)
    return topic
