"""Work that goes on in the background, and the message that tells of it: after a restart it is gone on with."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.store.database import Database


@dataclass(frozen=True, slots=True)
class Job:
    """A sync that somebody has asked for."""

    kind: str
    chat: int
    topic: int
    """0 outside of topics."""
    language: str
    """Of the texts that tell of it."""
    body: dict[str, Any] = field(default_factory=dict)
    """What it is for, as plain values."""
    message: int | None = None
    """The message that tells of it; None before there is one."""
    attempts: int = 0
    """How often it was begun and neither ended nor stopped in good order."""
    number: int = 0
    """0 before it is kept."""


class Jobs:
    """The table ``job``: what is on it is not done yet."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def keep(self, job: Job) -> int:
        """Keep a job and return its number."""
        row = self._db.execute(
            "INSERT INTO job (kind, chat, topic, message, language, body, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (job.kind, job.chat, job.topic, job.message, job.language, json.dumps(job.body), self._db.now()),
        ).lastrowid
        return row or 0

    def tell_in(self, number: int, message: int) -> None:
        """Note the message that tells of a job."""
        self._db.execute("UPDATE job SET message = ? WHERE id = ?", (message, number))

    def begin(self, number: int) -> None:
        """Note that a job is begun; if nothing else is noted of it, the process has died."""
        self._db.execute("UPDATE job SET attempts = attempts + 1 WHERE id = ?", (number,))

    def pause(self, number: int) -> None:
        """Note that a job was stopped in good order, and is to go on after the next start."""
        self._db.execute("UPDATE job SET attempts = 0 WHERE id = ?", (number,))

    def done(self, number: int) -> None:
        """Forget a job: it has ended, well or not."""
        self._db.execute("DELETE FROM job WHERE id = ?", (number,))

    def open(self) -> list[Job]:
        """Return the jobs that have not ended, the oldest first."""
        rows = self._db.execute(
            "SELECT kind, chat, topic, language, body, message, attempts, id FROM job ORDER BY id"
        ).fetchall()
        return [
            Job(kind, chat, topic, language, json.loads(body), message, attempts, number)
            for kind, chat, topic, language, body, message, attempts, number in rows
        ]
