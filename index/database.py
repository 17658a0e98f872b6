"""The SQLite file of the catalogue as such: opened, migrated, and its errors turned into ours with their remedy."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index import schema
from index.errors import CatalogError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import Any, Self

_DAMAGED = "the file is damaged; move it away and run: article-bot sync"


class Database:
    """One open file. A context manager; not for several threads at once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, isolation_level=None, timeout=30, check_same_thread=False)
        except (OSError, sqlite3.Error) as error:
            raise CatalogError(f"{path}: {error}; set data_dir to a folder that can be written") from error
        try:
            with self.errors():
                self._db.execute("PRAGMA journal_mode = WAL")
                self._db.execute("PRAGMA synchronous = FULL")  # a snapshot must never be ahead of its catalogue
                self._db.execute("PRAGMA foreign_keys = ON")
                self._migrate()
        except BaseException:
            self._db.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def rows(self, statement: str, *values: object) -> list[Any]:
        """Return what a question finds; a damaged page is met while the rows are read."""
        with self.errors():
            return self._db.execute(statement, values).fetchall()

    def execute(self, statement: str, *values: object) -> sqlite3.Cursor:
        """Carry out one statement."""
        with self.errors():
            return self._db.execute(statement, values)

    def execute_many(self, statement: str, values: Iterable[tuple[object, ...]]) -> None:
        """Carry out one statement for each row of values."""
        with self.errors():
            self._db.executemany(statement, values)

    def count(self, table: str) -> int:
        """Return the number of rows of a table, or of a question in brackets."""
        return int(self.rows(f"SELECT count(*) FROM {table}")[0][0])

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Carry out all of the statements within, or none."""
        with self.errors():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    @contextmanager
    def scratch(self) -> Iterator[None]:
        """Fill the temporary tables in one go; a transaction of each row would take most of a sync's time."""
        self.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            if self._db.in_transaction:  # SQLite itself ends it where the disk is full
                self.execute("COMMIT")

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turn SQLite's errors into ours, with the remedy."""
        try:
            yield
        except sqlite3.Error as error:
            raise CatalogError(f"{self._path}: {error}; {_remedy(error)}") from error

    def _migrate(self) -> None:
        version = int(self._db.execute("PRAGMA user_version").fetchone()[0])
        if version > len(schema.MIGRATIONS):
            raise CatalogError(
                f"{self._path} was written by a newer article-bot; update it (pip install -U article-bot), "
                "or set data_dir to another folder"
            )
        for number, migration in enumerate(schema.MIGRATIONS[version:], start=version + 1):
            with self.transaction():
                migration(self._db)
                self._db.execute(f"PRAGMA user_version = {number}")


def _remedy(error: sqlite3.Error) -> str:
    if "Could not decode to UTF-8" in str(error):  # Python's own error, without SQLite's code
        return _DAMAGED
    match error.sqlite_errorcode & 0xFF if hasattr(error, "sqlite_errorcode") else 0:
        case sqlite3.SQLITE_FULL | sqlite3.SQLITE_IOERR:
            return "make room on the disk and run the same command again; nothing is lost"
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return "another program holds it; try again when that is done"
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return _DAMAGED
        case _:
            return "check that data_dir can be written"
