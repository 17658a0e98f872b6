"""What is remembered of one person, across the tables; it is theirs to have deleted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.store.database import Database


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much was deleted."""

    turns: int
    answers: int
    """Those in the person's own chat, and those in groups and inline that are nobody's any more."""
    ratings: int
    alerts: int


class People:
    """Every table with a person's id in it."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def forget(self, person: int) -> Forgotten:
        """Delete what is remembered of a person, all of it or nothing.

        Their own chat with the bot has their id. Answers in groups stay, for those who read them there to see them
        corrected, but without whose question it was.
        """
        with self._db.whole():
            turns = self._count("DELETE FROM turn WHERE asker = ?1 OR chat = ?1", person)
            ratings = self._count("DELETE FROM rating WHERE person = ?", person)
            answers = self._count("DELETE FROM given WHERE chat = ?1 OR (chat IS NULL AND asker = ?1)", person)
            answers += self._count("UPDATE given SET asker = 0 WHERE asker = ?", person)
            alerts = self._count("DELETE FROM alert WHERE person = ?1 OR chat = ?1", person)
            self._db.execute("DELETE FROM listing WHERE chat = ?", (person,))
            self._db.execute("DELETE FROM chat WHERE id = ?", (person,))
        return Forgotten(turns, answers, ratings, alerts)

    def _count(self, sql: str, person: int) -> int:
        return self._db.execute(sql, (person,)).rowcount
