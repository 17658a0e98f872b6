"""What is missing: questions that were not answered, or not to the reader's content. Nobody's name is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.store.database import Database


MOST = 1_000
"""Gaps that are looked at; each is compared with the groups that there are."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A question, and why it is a gap."""

    number: int
    """Of the answer."""
    question: str
    language: str
    answered: bool
    """Whether there was an answer; then somebody did not like it."""


class Gaps:
    """Reads ``given`` and ``rating``; the table ``settled`` has what an admin has dealt with."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def open(self, since: float) -> list[Gap]:
        """Return the gaps since a time, in seconds since 1970, that nobody has dealt with: the latest `MOST`, in order.

        What has no word in it ("???", "👍") asked for nothing.
        """
        rows = self._db.execute(
            """SELECT number, question, language, answered FROM given
               WHERE at >= ? AND number NOT IN (SELECT given FROM settled)
                 AND (NOT answered OR EXISTS (SELECT 1 FROM rating WHERE given = number AND NOT good))
               ORDER BY number DESC LIMIT ?""",
            (since, MOST),
        ).fetchall()
        return [
            Gap(number, question, language, bool(answered))
            for number, question, language, answered in rows
            if any(letter.isalnum() for letter in question)
        ]

    def settle(self, numbers: Iterable[int]) -> None:
        """Take gaps off the list for good."""
        with self._db.whole():
            for number in numbers:
                self._db.execute("INSERT OR IGNORE INTO settled SELECT number FROM given WHERE number = ?", (number,))

    def questions_since(self, at: float) -> int:
        """Return how many questions were asked since a time; an alert's answer and a posted card are none."""
        asked = "SELECT count(*) FROM given WHERE at >= ? AND alert IS NULL AND inline IS NULL"
        return int(self._db.execute(asked, (at,)).fetchone()[0])

    def alerts(self) -> int:
        """Return how many alerts are set."""
        return int(self._db.execute("SELECT count(*) FROM alert").fetchone()[0])
