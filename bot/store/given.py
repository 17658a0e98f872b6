"""Answers that were given, with what they cite: buttons, edited questions, ratings and corrections go by these."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.citation_records import Citation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.store.database import Database

KEPT = 30 * 24 * 3600.0
"""Seconds for which an answer is remembered: so long it is corrected, and its buttons work."""


@dataclass(frozen=True, slots=True)
class Given:
    """One answer to one question, as it stands in a chat."""

    chat: int | None
    """None for one that was posted by inline mode."""
    topic: int
    """0 outside of topics."""
    asked: int | None
    """The message with the question; None where there is none."""
    asker: int
    """A person's id, or that of the chat that a message is sent as."""
    question: str
    language: str
    """Of the texts around the answer."""
    answered: bool
    confidence: float
    citations: tuple[Citation, ...]
    messages: tuple[int, ...] = ()
    """The bot's messages with the answer, in order."""
    inline: str | None = None
    """The id of an inline message."""
    shown: int = 0
    """Which of the citations stands on top."""
    heading: str = ""
    """What stood over the answer: which days or source the question was understood to ask for."""
    unsure: bool = False
    """Whether the reader was told that it may not be the answer."""
    alert: int | None = None
    """The alert that it was sent for; None where somebody asked."""
    notes: tuple[str, ...] = ()
    """What stands over each citation since it was corrected; empty where it was not, and before it is kept."""
    number: int = 0
    """0 before it is kept."""
    at: float = 0.0
    """When it was given, in seconds since 1970; 0 before it is kept."""

    def over(self, rank: int) -> str:
        """Return what stands over one of the passages: what was corrected, and how the question was understood."""
        note = self.notes[rank] if rank < len(self.notes) else ""
        return "\n\n".join(part for part in (note, self.heading) if part)


class GivenAnswers:
    """The tables ``given``, ``citation`` and ``rating``."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def keep(self, given: Given) -> int:
        """Keep an answer and return its number; those older than `KEPT` are forgotten."""
        now = self._db.now()
        with self._db.whole():
            self._db.execute("DELETE FROM given WHERE at < ?", (now - KEPT,))
            number = self._db.execute(
                f"INSERT INTO given ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 -- ours
                (given.chat, given.topic, given.asked, given.asker, given.question, given.language, given.answered,
                 given.confidence, json.dumps(given.messages), given.inline, given.shown, given.heading,
                 given.unsure, given.alert, now),
            ).lastrowid or 0  # fmt: skip
            self._cite(number, given.citations)
        return number

    def replace(self, number: int, given: Given) -> None:
        """Let an answer say something else, in the same messages: its question was edited. Ratings are void."""
        with self._db.whole():
            self._db.execute("DELETE FROM rating WHERE given = ?", (number,))
            self._db.execute("DELETE FROM citation WHERE given = ?", (number,))
            self._db.execute(
                """UPDATE given SET question = ?, language = ?, answered = ?, confidence = ?, shown = ?, heading = ?,
                   unsure = ?, at = ? WHERE number = ?""",
                (given.question, given.language, given.answered, given.confidence, given.shown, given.heading,
                 given.unsure, self._db.now(), number),
            )  # fmt: skip
            self._cite(number, given.citations)

    def _cite(self, number: int, citations: Iterable[Citation]) -> None:
        for rank, one in enumerate(citations):
            self._db.execute(
                "INSERT INTO citation (given, rank, source, article, digest, body) VALUES (?, ?, ?, ?, ?, ?)",
                (number, rank, one.source, one.article_id, one.digest, json.dumps(one.to_json(), ensure_ascii=False)),
            )

    def recite(self, number: int, rank: int, citation: Citation, note: str = "") -> None:
        """Let one citation of an answer be of the article as it is now, with a note on what was corrected."""
        self._db.execute(
            "UPDATE citation SET source = ?, article = ?, digest = ?, body = ?, note = ? WHERE given = ? AND rank = ?",
            (citation.source, citation.article_id, citation.digest,
             json.dumps(citation.to_json(), ensure_ascii=False), note, number, rank),
        )  # fmt: skip

    def sent(self, number: int, messages: Sequence[int]) -> None:
        """Note which messages an answer stands in."""
        self._db.execute("UPDATE given SET messages = ? WHERE number = ?", (json.dumps(list(messages)), number))

    def show(self, number: int, rank: int) -> None:
        """Note which citation stands on top now."""
        self._db.execute("UPDATE given SET shown = ? WHERE number = ?", (rank, number))

    def get(self, number: int) -> Given | None:
        """Return an answer; None if it is not remembered (any more)."""
        return next(self._found("number = ?", (number,)), None)

    def of_question(self, chat: int, asked: int) -> Given | None:
        """Return the answer to the question in a message; None if there is none."""
        return next(self._found("chat = ? AND asked = ? ORDER BY number DESC", (chat, asked)), None)

    def of_message(self, chat: int, message: int) -> Given | None:
        """Return the answer that stands in one of the bot's messages; None if there is none."""
        where = "chat = ? AND EXISTS (SELECT 1 FROM json_each(messages) WHERE value = ?) ORDER BY number DESC"
        return next(self._found(where, (chat, message)), None)

    def citing(self, source: str, article_id: str) -> list[Given]:
        """Return the answers of the last `KEPT` seconds that cite an article."""
        where = "at >= ? AND number IN (SELECT given FROM citation WHERE source = ? AND article = ?) ORDER BY number"
        return list(self._found(where, (self._db.now() - KEPT, source, article_id)))

    def cited(self) -> Iterator[tuple[str, str, str]]:
        """Yield the source, id and digest of each article that an answer of the last `KEPT` seconds cites."""
        yield from self._db.execute(
            """SELECT DISTINCT source, article, digest FROM citation JOIN given ON number = given WHERE at >= ?
               ORDER BY source, article""",
            (self._db.now() - KEPT,),
        ).fetchall()

    def rate(self, number: int, person: int, *, good: bool) -> None:
        """Keep what somebody thinks of an answer; the last word of each person counts."""
        self._db.execute(
            "INSERT INTO rating VALUES (?, ?, ?) ON CONFLICT (given, person) DO UPDATE SET good = excluded.good",
            (number, person, good),
        )

    def ratings(self, number: int) -> tuple[int, int]:
        """Return how many like an answer, and how many do not."""
        good, bad = self._db.execute(
            "SELECT COALESCE(SUM(good), 0), COALESCE(SUM(NOT good), 0) FROM rating WHERE given = ?", (number,)
        ).fetchone()
        return good, bad

    def _found(self, where: str, values: Sequence[object]) -> Iterator[Given]:
        rows = self._db.execute(f"SELECT {_COLUMNS}, number FROM given WHERE {where}", values)  # noqa: S608 -- ours
        for row in rows.fetchall():
            yield self._read(row)

    def _read(self, row: tuple[Any, ...]) -> Given:
        """Return a row of `_COLUMNS` and the number, with its citations."""
        values = dict(zip(_FIELDS, row, strict=True))
        cited = self._db.execute("SELECT body, note FROM citation WHERE given = ? ORDER BY rank", (values["number"],))
        rows = cited.fetchall()
        values["citations"] = tuple(Citation.from_json(json.loads(body)) for body, _ in rows)
        values["notes"] = tuple(note for _, note in rows) if any(note for _, note in rows) else ()
        values["messages"] = tuple(json.loads(values["messages"]))
        values |= {name: bool(values[name]) for name in ("answered", "unsure")}
        return Given(**values)


_COLUMNS = (
    "chat, topic, asked, asker, question, language, answered, confidence, messages, inline, shown, heading, unsure, "
    "alert, at"
)
_FIELDS = (*_COLUMNS.split(", "), "number")
