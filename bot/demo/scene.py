"""The stage of the demo: who can be played, and the chats that there are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from bot.simulator.model import PRESENT

if TYPE_CHECKING:
    from bot.simulator import Chat, Person, Simulator

Role = Literal["reader_de", "reader_en", "editor"]
"""What somebody is here; the page has a line on each."""


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody whom the person at the browser can be."""

    person: Person
    role: Role


@dataclass(frozen=True, slots=True)
class Scene:
    """The simulated Telegram with the people and chats of the demo."""

    telegram: Simulator
    players: tuple[Player, ...]
    chats: tuple[Chat, ...]
    samples: bool
    """Whether the bot answers from the built-in articles, which the suggested questions are about."""
    reads: dict[tuple[int, int], int] = field(default_factory=dict)
    """By person and chat: the last message that was seen."""

    @property
    def editor(self) -> Person:
        """Return the bot's admin."""
        return next(player.person for player in self.players if player.role == "editor")

    def player(self, person_id: int) -> Player:
        """Return whom an id stands for.

        Raises:
            LookupError: nobody.

        """
        found = next((player for player in self.players if player.person.id == person_id), None)
        if found is None:
            raise LookupError(f"Nobody here has the id {person_id}")
        return found

    def first_player(self, language: str) -> Player:
        """Return whom a page begins with: somebody who speaks its language, else English."""
        spoken = {player.person.account.language_code: player for player in reversed(self.players)}
        return spoken.get(language) or spoken["en"]

    def chats_of(self, person: Person) -> tuple[Chat, ...]:
        """Return the chats that somebody is in."""
        return tuple(chat for chat in self.chats if chat.status(person.account) in PRESENT)

    def chat_of(self, person: Person, chat_id: int) -> Chat:
        """Return a chat that somebody is in.

        Raises:
            LookupError: there is none with this id.

        """
        found = next((chat for chat in self.chats_of(person) if chat.id == chat_id), None)
        if found is None:
            raise LookupError(f"{person} is in no chat {chat_id}")
        return found


def make(telegram: Simulator, *, samples: bool) -> Scene:
    """Make the people and the chats; nothing has been said yet."""
    jule = telegram.user("Jule", username="jule_liest", language_code="de")
    owen = telegram.user("Owen", username="owen_reads", language_code="en")
    hanna = telegram.user("Hanna", username="hanna_desk", language_code="de")
    players = (Player(jule, "reader_de"), Player(owen, "reader_en"), Player(hanna, "editor"))
    chats = (
        *(telegram.private_chat(player.person) for player in players),
        telegram.group("Lesecafé", [hanna, jule, owen]),
    )
    return Scene(telegram, players, chats, samples)
