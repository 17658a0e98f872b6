"""What the bot registers about itself: commands, descriptions, a webhook."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.simulator.model import Command
    from bot.simulator.webhook import Failure, Webhook

Scope = tuple[str, int | None, int | None]
"""A command scope: its type, chat id and user id."""

DEFAULT_SCOPE: Scope = ("default", None, None)


@dataclass(slots=True)
class Profile:
    """The bot's own settings; a language of ``""`` is the one for all others."""

    commands: dict[tuple[Scope, str], tuple[Command, ...]] = field(default_factory=dict)
    """By scope and language."""
    descriptions: dict[str, str] = field(default_factory=dict)
    """By language."""
    short_descriptions: dict[str, str] = field(default_factory=dict)
    """By language."""
    menu_buttons: dict[int | None, str] = field(default_factory=dict)
    """The type of the menu button by chat; None is the one for all others."""
    webhook: Webhook | None = None
    webhook_failure: Failure | None = None
