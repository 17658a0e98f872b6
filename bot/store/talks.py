"""The last questions of each talk: a follow-up is understood by them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.records import Turn

if TYPE_CHECKING:
    from bot.store.database import Database

_TURNS = 3
"""Questions of a talk that are remembered."""
_TALK_SECONDS = 30 * 60
"""After a longer silence a question begins a new talk."""


@dataclass(frozen=True, slots=True)
class Talk:
    """Who asks where: a question goes on from the same person's last ones in the same chat and topic."""

    chat: int
    topic: int
    """0 outside of topics."""
    asker: int
    """A person's id, or that of the chat that a message is sent as."""


class Talks:
    """The table ``turn``."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def turns(self, talk: Talk) -> list[Turn]:
        """Return what was asked last in a talk, oldest first; nothing after a long silence."""
        rows = self._db.execute(
            """SELECT question, cited FROM turn WHERE chat = ? AND topic = ? AND asker = ? AND at > ?
               ORDER BY number DESC LIMIT ?""",
            (talk.chat, talk.topic, talk.asker, self._db.now() - _TALK_SECONDS, _TURNS),
        ).fetchall()
        return [
            Turn(question, tuple((source, article_id) for source, article_id in json.loads(cited)))
            for question, cited in reversed(rows)
        ]

    def remember(self, talk: Talk, turn: Turn) -> None:
        """Add a question to a talk; what no question can go on from any more is forgotten."""
        now = self._db.now()
        self._db.execute("DELETE FROM turn WHERE at <= ?", (now - _TALK_SECONDS,))
        self._db.execute(
            "INSERT INTO turn (chat, topic, asker, at, question, cited) VALUES (?, ?, ?, ?, ?, ?)",
            (talk.chat, talk.topic, talk.asker, now, turn.question, json.dumps(turn.cited)),
        )
