"""One open SQLite file, at the present version of its tables."""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.store.schema import MIGRATIONS
from index.errors import CatalogError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path


class Database:
    """A connection for one thread, the event loop's. Each statement is a transaction of its own, or part of `whole`."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        """Open the file, or make it.

        Raises:
            CatalogError: it cannot be opened, or a newer version of article-bot has written it.

        """
        self.now = clock
        """Return the seconds since 1970."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, isolation_level=None, timeout=10)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.execute("PRAGMA foreign_keys = ON")
            self._migrate(path)
        except (OSError, sqlite3.Error) as error:
            raise CatalogError(f"{path}: {error}; set data_dir to a folder that can be written") from error

    def _migrate(self, path: Path) -> None:
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version > len(MIGRATIONS):
            raise CatalogError(f"{path} was written by a newer version of article-bot; update this one")
        for number, migrate in enumerate(MIGRATIONS[version:], version + 1):
            with self.whole():
                migrate(self._db)
                self._db.execute(f"PRAGMA user_version = {number}")

    @contextmanager
    def whole(self) -> Iterator[None]:
        """Let all that is executed inside happen, or nothing of it."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def execute(self, sql: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        """Execute one statement.

        Raises:
            sqlite3.Error: it failed, because the disk is full for example.

        """
        return self._db.execute(sql, values)

    def close(self) -> None:
        """Close the file."""
        self._db.close()
