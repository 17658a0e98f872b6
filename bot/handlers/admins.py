"""Who may use the admins' commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.render.parts import without_tags

if TYPE_CHECKING:
    from telegram import Message, Update

    from bot.handlers.desk import Desk


async def admitted(desk: Desk, update: Update) -> Message | None:
    """Return the message of an admin; somebody else is told so, with the id that the config would need."""
    message, user = update.effective_message, update.effective_user
    if message is None or desk.is_admin(update):
        return message
    number = user.id if user is not None and message.sender_chat is None else "–"
    await desk.reply(message, desk.texts(update).reindex_not_allowed.format(user=number))
    return None


async def admitted_tap(desk: Desk, update: Update) -> bool:
    """Tell whether an admin has tapped; somebody else is told in a small window."""
    tap = update.callback_query
    if tap is None or desk.is_admin(update):
        return tap is not None
    text = desk.texts(update).reindex_not_allowed.format(user=tap.from_user.id)
    await desk.delivery.answer(tap, without_tags(text), alert=True)
    return False
