"""The tables of the catalogue: the lasting ones as small ordered migrations, and those that live for one sync."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

ARTICLE_COLUMNS = "source, id, text, title, url, published, author, credit, language, outlet, origin, pages"
"""The fields of an `Article`, as columns, in the order in which they are read and written."""

QUOTE_COLUMNS = 'start, "end", kind, speaker_start, speaker_end, name, role, cue, parts, words'
"""The fields of a `Quote`, as columns; `words` are those that its speaker is looked up by, see `index.speakers`."""
_QUOTE = """start INTEGER NOT NULL, "end" INTEGER NOT NULL, kind TEXT NOT NULL,
            speaker_start INTEGER, speaker_end INTEGER, name TEXT, role TEXT, cue TEXT,
            parts TEXT NOT NULL, words TEXT NOT NULL"""
_FILE = """source TEXT NOT NULL, name TEXT NOT NULL, stamp TEXT, articles INTEGER NOT NULL, dated INTEGER NOT NULL,
           undated INTEGER NOT NULL, told TEXT, PRIMARY KEY (source, name)"""


def m001_articles(db: sqlite3.Connection) -> None:
    """Create articles, passages, vectors and what a sync remembers."""
    db.execute(
        """CREATE TABLE article (
            number INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, id TEXT NOT NULL, text TEXT NOT NULL,
            title TEXT, url TEXT, published TEXT, author TEXT, credit TEXT, language TEXT, outlet TEXT,
            origin TEXT NOT NULL, digest BLOB NOT NULL, UNIQUE (source, id))"""
    )
    db.execute(
        """CREATE TABLE passage (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            article INTEGER NOT NULL REFERENCES article (number) ON DELETE CASCADE,
            start INTEGER NOT NULL, "end" INTEGER NOT NULL, heading TEXT,
            text_hash BLOB NOT NULL, generation INTEGER NOT NULL)"""
    )
    db.execute("CREATE INDEX passage_article ON passage (article)")
    db.execute("CREATE INDEX passage_generation ON passage (generation)")
    db.execute("CREATE INDEX passage_text ON passage (text_hash)")
    db.execute("CREATE TABLE retired (passage INTEGER PRIMARY KEY, generation INTEGER NOT NULL)")
    db.execute(
        """CREATE TABLE vector (
            fingerprint TEXT NOT NULL, text_hash BLOB NOT NULL, vector BLOB NOT NULL,
            PRIMARY KEY (fingerprint, text_hash)) WITHOUT ROWID"""
    )
    db.execute("CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL)")


def m002_pages(db: sqlite3.Connection) -> None:
    """Add where the pages of a document begin: offsets into its text, parted by spaces."""
    db.execute("ALTER TABLE article ADD COLUMN pages TEXT NOT NULL DEFAULT ''")


def m003_versions_and_visits(db: sqlite3.Connection) -> None:
    """Create what articles said before, what is remembered of sources, and the index that a sync compares by."""
    db.execute(
        """CREATE TABLE version (
            number INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, id TEXT NOT NULL, text TEXT NOT NULL,
            title TEXT, url TEXT, published TEXT, author TEXT, credit TEXT, language TEXT, outlet TEXT,
            origin TEXT NOT NULL, pages TEXT NOT NULL, until INTEGER NOT NULL, removed INTEGER NOT NULL)"""
    )
    db.execute("CREATE INDEX version_article ON version (id, source)")
    db.execute("CREATE INDEX version_until ON version (until)")
    db.execute(
        """CREATE TABLE visit (
            source TEXT NOT NULL, url TEXT NOT NULL, reader INTEGER NOT NULL, etag TEXT, modified TEXT, mark TEXT,
            article TEXT, PRIMARY KEY (source, url)) WITHOUT ROWID"""
    )
    db.execute("CREATE TABLE reading (source TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID")
    db.execute("CREATE INDEX article_digest ON article (source, id, digest)")


def m004_quotations(db: sqlite3.Connection) -> None:
    """Create the quotations of each article; those that are stored already get theirs at the next sync."""
    db.execute(
        f"""CREATE TABLE quote (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            article INTEGER NOT NULL REFERENCES article (number) ON DELETE CASCADE, {_QUOTE})"""
    )
    db.execute("CREATE INDEX quote_article ON quote (article)")


def m005_listing(db: sqlite3.Connection) -> None:
    """Add what lists are read from: the newest articles, those of a source or an outlet, and articles by address."""
    db.execute("CREATE INDEX article_published ON article (published)")
    db.execute("CREATE INDEX article_outlet ON article (source, outlet, published)")
    db.execute("CREATE INDEX article_url ON article (url) WHERE url IS NOT NULL")


def m006_wordings(db: sqlite3.Connection) -> None:
    """Add in which generation each wording of an article came: by that, news is told from what was read again."""
    db.execute("ALTER TABLE article ADD COLUMN since INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE version ADD COLUMN since INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE version ADD COLUMN digest BLOB")


def m007_withdrawals(db: sqlite3.Connection) -> None:
    """Create the list of articles that an admin has withdrawn; a restored one is on it until it is back."""
    db.execute(
        """CREATE TABLE withdrawal (
            source TEXT NOT NULL, id TEXT NOT NULL, digest BLOB NOT NULL, headline TEXT NOT NULL, at INTEGER NOT NULL,
            restored INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (source, id)) WITHOUT ROWID"""
    )
    db.execute("CREATE INDEX article_id ON article (id)")


_COUNTED = "source, outlet, credit, language"


def m008_tallies(db: sqlite3.Connection) -> None:
    """Add numbers that are kept and not counted, and the texts whose vectors may be of no use any more."""
    db.execute(
        """CREATE TABLE tally (
            source TEXT NOT NULL, outlet TEXT, credit TEXT, language TEXT, articles INTEGER NOT NULL)"""
    )
    db.execute(f"CREATE INDEX tally_of ON tally ({_COUNTED})")
    db.execute(f"INSERT INTO tally SELECT {_COUNTED}, count(*) FROM article GROUP BY {_COUNTED}")
    for event, row, step in (("INSERT", "new", "+ 1"), ("DELETE", "old", "- 1")):
        same = " AND ".join(f"{name} IS {row}.{name}" for name in _COUNTED.split(", "))
        values = ", ".join(f"{row}.{name}" for name in _COUNTED.split(", "))
        db.execute(
            f"""CREATE TRIGGER article_{event.lower()} AFTER {event} ON article BEGIN
                INSERT INTO tally SELECT {values}, 0 WHERE NOT EXISTS (SELECT 1 FROM tally WHERE {same});
                UPDATE tally SET articles = articles {step} WHERE {same};
                DELETE FROM tally WHERE {same} AND articles = 0;
            END"""
        )
    db.execute("CREATE TABLE total (name TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID")
    for table in ("passage", "quote"):
        db.execute(f"INSERT INTO total SELECT '{table}', count(*) FROM {table}")
        for event, step in (("INSERT", "+ 1"), ("DELETE", "- 1")):
            db.execute(
                f"""CREATE TRIGGER {table}_{event.lower()} AFTER {event} ON {table} BEGIN
                    UPDATE total SET count = count {step} WHERE name = '{table}';
                END"""
            )
    db.execute("CREATE INDEX visit_article ON visit (source, article)")
    db.execute("CREATE TABLE loose (text_hash BLOB NOT NULL)")
    db.execute(
        """INSERT INTO loose SELECT text_hash FROM vector
           WHERE NOT EXISTS (SELECT 1 FROM passage WHERE passage.text_hash = vector.text_hash)"""
    )


def m009_files(db: sqlite3.Connection) -> None:
    """Add what is remembered of the files of folders, and the index that tells which articles stand in one."""
    db.execute("CREATE TABLE folder (source TEXT PRIMARY KEY, settings TEXT NOT NULL) WITHOUT ROWID")
    db.execute(f"CREATE TABLE file ({_FILE}) WITHOUT ROWID")
    db.execute("CREATE INDEX article_origin ON article (source, origin)")


MIGRATIONS = (
    m001_articles,
    m002_pages,
    m003_versions_and_visits,
    m004_quotations,
    m005_listing,
    m006_wordings,
    m007_withdrawals,
    m008_tallies,
    m009_files,
)
"""In order; the number of those that were applied stands in SQLite's ``user_version``."""

STAGING = (
    "CREATE TEMP TABLE seen (article INTEGER PRIMARY KEY)",
    f"""CREATE TEMP TABLE pending (
        number INTEGER PRIMARY KEY, {ARTICLE_COLUMNS}, digest BLOB, since INTEGER, UNIQUE (source, id))""",
    """CREATE TEMP TABLE pending_passage (
        article INTEGER, start INTEGER, "end" INTEGER, heading TEXT, text_hash BLOB)""",
    f"CREATE TEMP TABLE pending_quote (article INTEGER, {_QUOTE})",
    "CREATE TEMP TABLE kept (source TEXT, origin TEXT, UNIQUE (source, origin))",
    "CREATE TEMP TABLE withdrawn (source TEXT, id TEXT)",
    "CREATE TEMP TABLE spared (source TEXT PRIMARY KEY)",
    "CREATE TEMP TABLE folder_read (source TEXT PRIMARY KEY, settings TEXT)",
    f"CREATE TEMP TABLE pending_file ({_FILE}) WITHOUT ROWID",
    "CREATE TEMP TABLE same (source TEXT, name TEXT, PRIMARY KEY (source, name)) WITHOUT ROWID",
    "CREATE TEMP TABLE disputed (source TEXT, name TEXT, PRIMARY KEY (source, name)) WITHOUT ROWID",
    "CREATE TEMP TABLE candidate (number INTEGER PRIMARY KEY)",
    "CREATE TEMP TABLE gone (number INTEGER PRIMARY KEY, source TEXT, id TEXT)",
    """CREATE TEMP TABLE pending_visit (
        source TEXT, url TEXT, reader INTEGER, etag TEXT, modified TEXT, mark TEXT, article TEXT,
        PRIMARY KEY (source, url)) WITHOUT ROWID""",
)
