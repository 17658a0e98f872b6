"""How people use inline mode: they type a query, see results, and choose one."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.simulator import wire, writing
from bot.simulator.inline import QUERY_LIMIT, InlinePage

if TYPE_CHECKING:
    from bot.simulator.chats import Chat
    from bot.simulator.inline import InlineResult
    from bot.simulator.model import Account, Message
    from bot.simulator.world import World
    from bot.simulator.writing import Manner


@dataclass(frozen=True, slots=True)
class Typed:
    """What follows the bot's name, and the page that is asked for."""

    query: str
    offset: str = ""


async def ask(world: World, who: Account, chat: Chat, typed: Typed, timeout: float) -> InlinePage:  # noqa: ASYNC109 -- the error names what was waited for
    """Return the results for a query: Telegram's cached ones, or what the bot answers.

    Raises:
        ValueError: the bot has no inline mode, the query is too long, or the person may not write there.
        TimeoutError: the bot did not answer within `timeout` seconds.

    """
    inline = world.inline
    if not inline.supported:
        raise ValueError(f"@{world.bot.username} has no inline mode: use Simulator(inline_mode=True)")
    if len(typed.query) > QUERY_LIMIT:
        raise ValueError(f"An inline query has at most {QUERY_LIMIT} characters, not {len(typed.query)}")
    writing.check_may_write(world, who, chat)
    cached = inline.cached(who, typed.query, typed.offset, world.clock.now())
    if cached:
        return InlinePage(chat, typed.query, typed.offset, cached, from_cache=True)
    asked = inline.ask(who, chat, typed.query, typed.offset, world.clock.now())
    world.updates.push("inline_query", wire.inline_query(asked))
    try:
        async with asyncio.timeout(timeout):
            while asked.id not in inline.answers:
                await world.changes.wait()
    except TimeoutError:
        raise TimeoutError(f"The bot did not answer the inline query {typed.query!r} within {timeout} s") from None
    return InlinePage(chat, typed.query, typed.offset, inline.answers[asked.id], from_cache=False)


def found(page: InlinePage, wanted: str | int) -> InlineResult:
    """Return the result with a title, or at a place (from 0).

    Raises:
        LookupError: there is none.

    """
    matching = [each for place, each in enumerate(page.results) if wanted in (place, each.title)]
    if not matching:
        raise LookupError(f"There is no result {wanted!r}, only {', '.join(map(repr, page.titles)) or 'none'}")
    return matching[0]


def choose(world: World, who: Account, page: InlinePage, result: InlineResult, manner: Manner) -> Message:
    """Post a result into the chat that it was asked for in, and tell the bot if it has feedback."""
    writing.check_may_write(world, who, page.chat)
    has_buttons = bool(result.content.keyboard)
    inline_id = world.inline.posted(page.chat.id, page.chat.next_id()) if has_buttons else None
    draft = writing.Draft(result.content, result.raw, world.bot, inline_id)
    message = writing.write(world, who, page.chat, draft, manner)
    if world.inline.feedback:
        world.updates.push("chosen_inline_result", wire.chosen(result, who, page.query, inline_id))
    return message
