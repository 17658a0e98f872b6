"""A group becomes a supergroup: a new chat with a new id, and a service message on either side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.simulator.model import ServiceEvent

if TYPE_CHECKING:
    from bot.simulator.chats import Chat
    from bot.simulator.model import Account
    from bot.simulator.world import World


def migrate(world: World, group: Chat, by: Account) -> Chat:
    """Return the supergroup that a group becomes, with the same members; the group is closed for good."""
    supergroup = world.found("supergroup", group.title, group.members)
    world.announce(group, by, ServiceEvent("migrate_to_chat_id", chat_id=supergroup.id))
    group.migrated_to = supergroup.id
    # In a supergroup the group itself is the one who says so.
    world.announce(supergroup, by, ServiceEvent("migrate_from_chat_id", chat_id=group.id), sender_chat=supergroup)
    return supergroup
