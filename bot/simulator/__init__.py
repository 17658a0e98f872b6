"""A Telegram of one's own: a loopback Bot API for tests and demos, strict where Telegram is strict.

The bot talks real HTTP to it; the people around the bot are Python objects. Nothing leaves the machine.
"""

from bot.simulator.calls import Call, Calls
from bot.simulator.chats import Chat
from bot.simulator.errors import DriftError
from bot.simulator.faults import BlackHole, Drop, Fault, Faults, Garbage, Refuse, Slow
from bot.simulator.files import Attachment
from bot.simulator.inline import InlineAnswer, InlineButton, InlinePage, InlineResult
from bot.simulator.model import Account, Button, CallbackAnswer, Command, Content, Member, Message, Origin, Quote, Topic
from bot.simulator.people import Person
from bot.simulator.simulator import Simulator
from bot.simulator.text import Entity
from bot.simulator.updates import Updates

__all__ = [
    "Account",
    "Attachment",
    "BlackHole",
    "Button",
    "Call",
    "CallbackAnswer",
    "Calls",
    "Chat",
    "Command",
    "Content",
    "DriftError",
    "Drop",
    "Entity",
    "Fault",
    "Faults",
    "Garbage",
    "InlineAnswer",
    "InlineButton",
    "InlinePage",
    "InlineResult",
    "Member",
    "Message",
    "Origin",
    "Person",
    "Quote",
    "Refuse",
    "Simulator",
    "Slow",
    "Topic",
    "Updates",
]
