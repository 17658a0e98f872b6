"""What a sync remembers of the files of a folder, so that the next one need not open what is as it was.

The files of a source that has a ``folder`` are complete: each of its articles stands in one of them. So what goes is
looked for only in the files that were read, or are not there any more. All of it becomes the catalogue's in the same
transaction as the articles, so that "as it was" always means "as it is stored".
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from index.sync_records import KnownFile, Told

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from index.database import Database

_COLUMNS = "name, stamp, articles, dated, undated, told"
_NOTHING = Told()
_RESTORED = "SELECT source FROM withdrawal WHERE restored"
"""Sources that are read as a whole until their restored articles are back: nobody knows which file has them now."""
IN_FILE = """article.source = {0}.source AND article.origin = {0}.name"""
IN_ARCHIVE = """article.source = {0}.source AND article.origin > {0}.name || '/' AND article.origin < {0}.name || '0'"""
"""Whether an article stands in a file, or in one that is packed in it: "0" is the character behind "/"."""


def begin(db: Database, source: str, settings: str) -> None:
    """Note that a source is read, by settings without which its files may give other articles."""
    db.execute("INSERT INTO folder_read VALUES (?, ?)", source, settings)


def known(db: Database, source: str, stamps: Mapping[str, str]) -> dict[str, KnownFile]:
    """Return those files that had these stamps when they were last read, by their names."""
    rows = db.rows(
        f"""SELECT {_COLUMNS} FROM json_each(?2) AS now CROSS JOIN file ON file.source = ?1 AND name = now.key
            WHERE stamp = now.value AND source NOT IN ({_RESTORED})
            AND EXISTS (SELECT 1 FROM folder JOIN folder_read USING (source, settings) WHERE source = ?1)""",
        source,
        json.dumps(stamps),
    )
    found = {}
    for name, stamp, articles, dated, undated, told in rows:
        as_told = _NOTHING if told is None else Told.from_json(json.loads(told))
        found[name] = KnownFile(name, stamp, articles, dated, undated, as_told)
    return found


def pass_over(db: Database, source: str, names: Iterable[str]) -> set[str]:
    """Take it that files are as they were, but for those that have an article which another one has shown.

    Returns:
        The names of these: they are to be read, so that it is seen which of the two comes first.

    """
    listed = json.dumps(list(names))
    among = "source = ?1 AND name IN (SELECT value FROM json_each(?2))"
    disputed = {row[0] for row in db.rows(f"SELECT name FROM disputed WHERE {among}", source, listed)}
    db.execute(
        """INSERT INTO same SELECT ?1, value FROM json_each(?2)
           WHERE NOT EXISTS (SELECT 1 FROM disputed WHERE source = ?1 AND name = value)""",
        source,
        listed,
    )
    return disputed


def is_elsewhere(db: Database, source: str, number: int) -> bool:
    """Tell whether a stored article stands in a file that was passed over; if in another one, that is to be read."""
    ((origin,),) = db.rows("SELECT origin FROM article WHERE number = ?", number)
    parts = origin.split("/")
    prefixes = json.dumps(["/".join(parts[:count]) for count in range(1, len(parts) + 1)])
    among = "source = ? AND name IN (SELECT value FROM json_each(?))"
    if db.rows(f"SELECT 1 FROM same WHERE {among}", source, prefixes):
        return True
    db.execute(f"INSERT OR IGNORE INTO disputed SELECT source, name FROM file WHERE {among}", source, prefixes)
    return False


def put(db: Database, source: str, file: KnownFile) -> None:
    """Put down what is to be remembered of a file that was read; of two by the same name, that both are read again."""
    told = None if file.told == _NOTHING else json.dumps(asdict(file.told), ensure_ascii=False)
    db.execute(
        f"""INSERT INTO pending_file (source, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (source, name) DO UPDATE SET stamp = NULL""",
        source, file.name, file.stamp, file.articles, file.dated, file.undated, told,
    )  # fmt: skip


def doubt(db: Database, source: str, name: str) -> None:
    """Let a file that was read in this sync be read again by the next one."""
    db.execute("UPDATE pending_file SET stamp = NULL WHERE source = ? AND name = ?", source, name)


def complete(db: Database) -> set[str]:
    """Return the sources that are read in this sync and whose articles all stand in files that are known."""
    return {row[0] for row in db.rows("SELECT source FROM folder_read JOIN folder USING (source)")}


def find_candidates(db: Database, source: str) -> int:
    """Find the articles that may go, those in files that were not passed over; return how many there are."""
    others = """FROM file CROSS JOIN article ON {} WHERE file.source = ?1
                AND NOT EXISTS (SELECT 1 FROM same WHERE same.source = ?1 AND same.name = file.name)"""
    db.execute("DELETE FROM candidate")
    for place in (IN_FILE, IN_ARCHIVE):
        db.execute(f"INSERT INTO candidate SELECT article.number {others.format(place.format('file'))}", source)
    return db.count("candidate")


def apply(db: Database) -> None:
    """Take over what was put down, within the transaction of `Catalog.apply`, once the articles are stored."""
    failed = {row[0] for row in db.rows("SELECT source FROM kept WHERE origin IS NULL")}
    for table in ("folder", "file"):
        gone = "source NOT IN (SELECT value FROM json_each(?)) AND source NOT IN (SELECT source FROM folder_read)"
        db.execute(f"DELETE FROM {table} WHERE {gone}", json.dumps(list(failed)))
    before = complete(db)
    for source, settings in db.rows("SELECT source, settings FROM folder_read"):
        if source not in before and (source in failed or _is_closed(db, source)):
            continue  # what is kept stands in files that nobody has seen
        stamp = "NULL" if source in failed else "stamp"
        db.execute(
            f"""INSERT OR REPLACE INTO file (source, {_COLUMNS})
                SELECT source, {_COLUMNS.replace("stamp", stamp)} FROM pending_file WHERE source = ?""",
            source,
        )
        if source not in failed:
            db.execute("INSERT OR REPLACE INTO folder VALUES (?, ?)", source, settings)
            _forget(db, source)
    for table in ("folder", "file"):
        db.execute(f"DELETE FROM {table} WHERE source IN ({_RESTORED})")


def _is_closed(db: Database, source: str) -> bool:
    """Tell whether articles of a source are kept that stand in no file which was met: in a folder that is closed."""
    return bool(
        db.rows(
            """SELECT 1 FROM kept WHERE source = ?1 AND rtrim(origin, '/') NOT IN (
                   SELECT name FROM pending_file WHERE source = ?1)""",
            source,
        )
    )


def _forget(db: Database, source: str) -> None:
    """Forget the files that were not met; where articles of one are kept, it is read as soon as it is met again.

    An archive may have given way to a folder of its name, or a folder to an archive. Its articles then stand in files
    that were read now, and would else go with the next sync, as those of a file that is not there any more.
    """
    unmet = """source = ?1 AND NOT EXISTS (SELECT 1 FROM same WHERE same.source = ?1 AND same.name = file.name)
                AND NOT EXISTS (SELECT 1 FROM pending_file WHERE pending_file.source = ?1
                                AND pending_file.name = file.name)"""
    places = (IN_FILE.format("file"), IN_ARCHIVE.format("file"))
    none = " AND ".join(f"NOT EXISTS (SELECT 1 FROM article WHERE {one})" for one in places)
    below = "{0}.name > {1}.name || '/' AND {0}.name < {1}.name || '0'"
    is_folder = f"EXISTS (SELECT 1 FROM pending_file AS new WHERE new.source = ?1 AND {below.format('new', 'file')})"
    db.execute(f"DELETE FROM file WHERE {unmet} AND ({none} OR {is_folder})", source)
    db.execute(
        f"""DELETE FROM file WHERE source = ?1 AND name IN (
                SELECT old.name FROM pending_file AS new CROSS JOIN file AS old
                ON old.source = ?1 AND {below.format("old", "new")} WHERE new.source = ?1)""",
        source,
    )
    db.execute(f"UPDATE file SET stamp = NULL WHERE {unmet}", source)
