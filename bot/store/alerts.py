"""Questions that wait for an article which answers them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.store.database import Database

_CATALOG = "alerts.catalog"
_COLUMNS = "id, chat, topic, person, question, language, at, seen"


@dataclass(frozen=True, slots=True)
class Alert:
    """One question that waits in one chat."""

    id: int
    chat: int
    topic: int
    """0 outside of topics."""
    person: int
    """Who made it: a person's id, or that of the chat that they wrote as."""
    question: str
    language: str
    at: float
    """When it was made, in seconds since 1970."""
    seen: int
    """The generation of the library up to which it has been looked through."""


class Alerts:
    """The tables ``alert`` and ``alerted``."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, alert: Alert) -> int:
        """Keep an alert, and return its id; that of the value does not count."""
        row = self._db.execute(
            "INSERT INTO alert (chat, topic, person, question, language, at, seen) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (alert.chat, alert.topic, alert.person, alert.question, alert.language, self._db.now(), alert.seen),
        )
        return row.lastrowid or 0

    def get(self, number: int) -> Alert | None:
        """Return an alert; None if it has been ended."""
        return next(iter(self._found("id = ?", number)), None)

    def of_chat(self, chat: int) -> list[Alert]:
        """Return the alerts of a chat, the oldest first."""
        return self._found("chat = ?", chat)

    def same(self, alert: Alert) -> Alert | None:
        """Return the alert with the same question in the same place, whoever made it."""
        where = "chat = ? AND topic = ? AND lower(question) = lower(?)"
        return next(iter(self._found(where, alert.chat, alert.topic, alert.question)), None)

    def end(self, number: int) -> None:
        """Forget an alert; what was sent for it has no button to end it any more."""
        with self._db.whole():
            self._db.execute("DELETE FROM alert WHERE id = ?", (number,))
            self._db.execute("UPDATE given SET alert = NULL WHERE alert = ?", (number,))

    def behind(self, catalog: str, generation: int) -> list[Alert]:
        """Return the alerts that have not been looked through up to a generation, those farthest behind first.

        Of another catalogue than last time all is new, and nothing is news: they begin with this generation.
        """
        row = self._db.execute("SELECT value FROM fact WHERE name = ?", (_CATALOG,)).fetchone()
        with self._db.whole():
            if row is not None and row[0] != catalog:
                self._db.execute("UPDATE alert SET seen = ?", (generation,))
            self._db.execute(
                "INSERT INTO fact VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2", (_CATALOG, catalog)
            )
        return self._found("seen < ? ORDER BY seen", generation)

    def look(self, number: int, generation: int, sent: Iterable[tuple[str, str]] = ()) -> None:
        """Note that an alert has been looked through, and which articles (source, id) are sent for it."""
        with self._db.whole():
            self._db.execute("UPDATE alert SET seen = ? WHERE id = ?", (generation, number))
            for source, article_id in sent:
                self._db.execute("INSERT OR IGNORE INTO alerted VALUES (?, ?, ?)", (number, source, article_id))

    def take_back(self, alert: Alert, sent: Iterable[tuple[str, str]]) -> None:
        """Let an alert be as it was: what was to be sent for it has certainly not been sent."""
        with self._db.whole():
            self._db.execute("UPDATE alert SET seen = ? WHERE id = ?", (alert.seen, alert.id))
            for source, article_id in sent:
                self._db.execute(
                    "DELETE FROM alerted WHERE alert = ? AND source = ? AND article = ?", (alert.id, source, article_id)
                )

    def sent(self, number: int) -> set[tuple[str, str]]:
        """Return source and id of the articles that were sent for an alert."""
        rows = self._db.execute("SELECT source, article FROM alerted WHERE alert = ?", (number,))
        return {(source, article_id) for source, article_id in rows.fetchall()}

    def _found(self, where: str, *values: object) -> list[Alert]:
        order = "" if "ORDER" in where else " ORDER BY id"
        rows = self._db.execute(f"SELECT {_COLUMNS} FROM alert WHERE {where}{order}", values)  # noqa: S608 -- ours
        return [Alert(*row) for row in rows.fetchall()]
