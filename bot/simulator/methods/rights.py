"""Where a bot may write: its rights in a chat, and the threads that exist there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.simulator.errors import bad_request
from bot.simulator.model import ADMINISTRATORS

if TYPE_CHECKING:
    from bot.simulator.chats import Chat
    from bot.simulator.parameters import Parameters
    from bot.simulator.world import World


def check_may_send(world: World, chat: Chat, what: str) -> None:
    """Let through what the bot may send; `what` is Telegram's word for it, such as ``text messages``.

    Raises:
        ApiError: the bot is restricted, or an administrator of a channel without the right to post.

    """
    standing = chat.standing(world.bot)
    if chat.kind == "channel" and not (standing.status in ADMINISTRATORS and standing.can_post):
        raise bad_request("need administrator rights in the channel chat")
    if standing.status == "restricted":
        raise bad_request(f"not enough rights to send {what} to the chat")


def read_thread(world: World, chat: Chat, parameters: Parameters) -> int | None:
    """Return the topic or thread that ``message_thread_id`` names, None for none.

    The topic General is none: its messages carry no id, and Telegram does not take 1 for it.

    Raises:
        ApiError: there is no such thread, or it is closed.

    """
    thread = parameters.integer("message_thread_id")
    if not thread:
        return None
    topic = chat.topics.get(thread)
    if topic is None and (chat.is_forum or not _starts_thread(chat, thread)):
        raise bad_request("message thread not found")
    if topic and topic.closed and chat.status(world.bot) not in ADMINISTRATORS:
        raise bad_request("TOPIC_CLOSED")
    return thread


def _starts_thread(chat: Chat, message_id: int) -> bool:
    first = chat.message(message_id)
    return first is not None and (
        first.origin is not None or any(message.thread == message_id for message in chat.messages)
    )
