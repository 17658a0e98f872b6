"""Chats that the bot has met: whether it can write there, what they have become, and their settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.store.database import Database

_FOLLOWS = ("turn", "given", "alert", "job", "listing")
"""Tables with a column ``chat`` that goes along when a group becomes a supergroup."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a chat has set; None: as the config or the person's app has it."""

    language: str | None = None
    """``de`` or ``en``."""
    passages: int | None = None
    """How many passages an answer has at most."""
    askers: str | None = None
    """Who may ask in a group: ``all`` or ``admins``."""


class Chats:
    """The table ``chat``."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def settings(self, chat: int) -> Settings:
        """Return what a chat has set."""
        row = self._db.execute("SELECT language, passages, askers FROM chat WHERE id = ?", (chat,)).fetchone()
        return Settings() if row is None else Settings(*row)

    def change(self, chat: int, settings: Settings) -> None:
        """Keep what a chat sets."""
        self._db.execute(
            """INSERT INTO chat (id, language, passages, askers) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE
               SET language = excluded.language, passages = excluded.passages, askers = excluded.askers""",
            (chat, settings.language, settings.passages, settings.askers),
        )

    def close(self, chat: int) -> None:
        """Note that the bot cannot write into a chat any more: it was blocked, put out, or the chat is gone."""
        self._db.execute(
            "INSERT INTO chat (id, closed) VALUES (?, 1) ON CONFLICT (id) DO UPDATE SET closed = 1", (chat,)
        )

    def open(self, chat: int) -> None:
        """Note that a chat is there (again): something has come from it. A group that has moved stays closed."""
        self._db.execute("UPDATE chat SET closed = 0 WHERE id = ? AND closed AND moved_to IS NULL", (chat,))

    def is_closed(self, chat: int) -> bool:
        """Tell whether the bot cannot write into a chat."""
        row = self._db.execute("SELECT closed FROM chat WHERE id = ?", (chat,)).fetchone()
        return bool(row and row[0])

    def move(self, old: int, new: int) -> None:
        """Let everything of a group belong to the supergroup that it has become."""
        if old == new or self.moved_to(old) == new:
            return
        with self._db.whole():
            settings = self.settings(old)
            if settings != Settings():
                self.change(new, settings)
            # A supergroup counts its messages anew: the old numbers would be those of other messages.
            self._db.execute("UPDATE given SET asked = NULL, messages = '[]' WHERE chat = ?", (old,))
            self._db.execute("UPDATE turn SET asked = NULL WHERE chat = ?", (old,))
            self._db.execute("UPDATE job SET message = NULL WHERE chat = ?", (old,))
            for table in _FOLLOWS:
                self._db.execute(f"UPDATE {table} SET chat = ? WHERE chat = ?", (new, old))  # noqa: S608 -- our names
            self._db.execute(
                """INSERT INTO chat (id, closed, moved_to) VALUES (?, 1, ?) ON CONFLICT (id) DO UPDATE
                   SET closed = 1, moved_to = excluded.moved_to""",
                (old, new),
            )

    def moved_to(self, chat: int) -> int | None:
        """Return the supergroup that a group has become; None if it has not."""
        row = self._db.execute("SELECT moved_to FROM chat WHERE id = ?", (chat,)).fetchone()
        return None if row is None or row[0] is None else int(row[0])

    def moved_from(self, chat: int) -> tuple[int, ...]:
        """Return what a supergroup was called as a group; several ids only if Telegram is very confused."""
        return tuple(old for (old,) in self._db.execute("SELECT id FROM chat WHERE moved_to = ?", (chat,)).fetchall())
