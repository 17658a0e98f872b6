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

    def turns(self, talk: Talk, asked: int | None = None) -> list[Turn]:
        """Return what was asked last in a talk, oldest first; nothing after a long silence.

        Args:
            talk: who asks where.
            asked: the message with the question that goes on from them; if it is asked anew, what came after it is none
                of them.

        """
        rows = self._db.execute(
            """SELECT question, cited FROM turn WHERE chat = ?1 AND topic = ?2 AND asker = ?3 AND at > ?4
               AND number < COALESCE((SELECT number FROM turn AS edited WHERE chat = ?1 AND topic = ?2
                                      AND asker = ?3 AND asked = ?5), 9223372036854775807)
               ORDER BY number DESC LIMIT ?6""",
            (talk.chat, talk.topic, talk.asker, self._db.now() - _TALK_SECONDS, asked, _TURNS),
        ).fetchall()
        return [
            Turn(question, tuple((source, article_id) for source, article_id in json.loads(cited)))
            for question, cited in reversed(rows)
        ]

    def remember(self, talk: Talk, turn: Turn, asked: int | None = None) -> None:
        """Add a question to a talk; what no question can go on from any more is forgotten.

        Args:
            talk: who asks where.
            turn: the question, and what answered it.
            asked: the message with the question; one that was edited takes the place of what it was.

        """
        now, cited = self._db.now(), json.dumps(turn.cited)
        self._db.execute("DELETE FROM turn WHERE at <= ?", (now - _TALK_SECONDS,))
        edited = self._db.execute(
            "UPDATE turn SET question = ?, cited = ? WHERE chat = ? AND topic = ? AND asker = ? AND asked = ?",
            (turn.question, cited, talk.chat, talk.topic, talk.asker, asked),
        )
        if edited.rowcount == 0:
            self._db.execute(
                "INSERT INTO turn (chat, topic, asker, at, question, cited, asked) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (talk.chat, talk.topic, talk.asker, now, turn.question, cited, asked),
            )
