"""The stage of the demo: who can be played, and the chats that there are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from bot.simulator.model import PRESENT

if TYPE_CHECKING:
    from bot.simulator import Chat, InlinePage, Person, Simulator

Role = Literal["reader_de", "reader_en", "editor"]
"""What somebody is here; the page has a line on each."""

_POSTS = (
    "Hellersiel führt Steuer auf Übernachtungen ein\nhttps://example.org/hellersiel/uebernachtungssteuer",
    "Dunmarrow trams to stop for two days\nhttps://example.org/dunmarrow/tram-strike",
)
"""Titles and addresses of built-in articles: what a channel posts of its own."""
_PAGES_KEPT = 200
"""Pages of inline results that can still be chosen from."""


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
    chats: list[Chat]
    samples: bool
    """Whether the bot answers from the built-in articles, which the suggested questions are about."""
    reads: dict[tuple[int, int, int], int] = field(default_factory=dict)
    """By person, chat and topic (0 outside of any): the last message that was seen."""
    pages: dict[str, InlinePage] = field(default_factory=dict)
    """Inline results that were shown, by a name that the page knows."""

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
        """Return the chats that somebody is in; a group that has become a supergroup is none any more."""
        return tuple(chat for chat in self.chats if chat.status(person.account) in PRESENT and not chat.migrated_to)

    def chat_of(self, person: Person, chat_id: int) -> Chat:
        """Return a chat that somebody is in.

        Raises:
            LookupError: there is none with this id.

        """
        found = next((chat for chat in self.chats_of(person) if chat.id == chat_id), None)
        if found is None:
            raise LookupError(f"{person} is in no chat {chat_id}")
        return found

    def keep_page(self, page: InlinePage) -> str:
        """Return a name for inline results, by which one of them can be chosen later."""
        name = str(int(next(reversed(self.pages), "0")) + 1)
        self.pages[name] = page
        for old in list(self.pages)[:-_PAGES_KEPT]:
            del self.pages[old]
        return name


async def make(telegram: Simulator, *, samples: bool) -> Scene:
    """Make the people and the chats; with the samples, the channel has posts on some of their articles."""
    jule = telegram.user("Jule", username="jule_liest", language_code="de")
    owen = telegram.user("Owen", username="owen_reads", language_code="en")
    hanna = telegram.user("Hanna", username="hanna_desk", language_code="de")
    players = (Player(jule, "reader_de"), Player(owen, "reader_en"), Player(hanna, "editor"))
    everybody = [hanna, jule, owen]
    forum = telegram.supergroup("Lesecafé", everybody, forum=True)
    await hanna.opens_topic(forum, "Auf Deutsch")
    await hanna.opens_topic(forum, "In English")
    channel = telegram.channel("Küstenbote", everybody, username="kuestenbote", signed=True)
    discussion = telegram.supergroup("Küstenbote – Gespräch", everybody, username="kuestenbote_talk")
    telegram.link(channel, discussion)
    chats = [
        *(telegram.private_chat(player.person) for player in players),
        forum,
        channel,
        discussion,
        telegram.group("Lesekreis", everybody),
        telegram.chat_between(jule, owen),
    ]
    for post in _POSTS if samples else ():
        await hanna.posts(channel, post)
    scene = Scene(telegram, players, chats, samples)
    for message in discussion.messages:  # the posts are new in the channel, once is enough
        for player in players:
            scene.reads[player.person.id, discussion.id, 0] = message.id
    return scene
