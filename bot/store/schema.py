"""The tables, as small steps that are never changed once they have been in use: a new version adds one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable


def m001_updates(db: sqlite3.Connection) -> None:
    """Keep updates as they came in: what is not done when the process dies is handled after the next start."""
    db.execute(
        """CREATE TABLE received (
            update_id INTEGER PRIMARY KEY, at REAL NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
            body TEXT) WITHOUT ROWID"""  # body: JSON, NULL once it has been handled
    )
    db.execute("CREATE INDEX received_open ON received (update_id) WHERE body IS NOT NULL")


def m002_talks(db: sqlite3.Connection) -> None:
    """Keep the last questions of each talk."""
    db.execute(
        """CREATE TABLE turn (
            number INTEGER PRIMARY KEY AUTOINCREMENT, chat INTEGER NOT NULL, topic INTEGER NOT NULL,
            asker INTEGER NOT NULL, at REAL NOT NULL, question TEXT NOT NULL, cited TEXT NOT NULL, asked INTEGER)"""
    )
    db.execute("CREATE INDEX turn_talk ON turn (chat, topic, asker)")


def m003_listings(db: sqlite3.Connection) -> None:
    """Keep what lists with buttons are of."""
    db.execute("CREATE TABLE listing (id INTEGER PRIMARY KEY AUTOINCREMENT, query TEXT NOT NULL)")


def m004_chats(db: sqlite3.Connection) -> None:
    """Keep the chats that the bot has met: their settings, whether it can write there, and what they have become."""
    db.execute(
        """CREATE TABLE chat (
            id INTEGER PRIMARY KEY, title TEXT, closed INTEGER NOT NULL DEFAULT 0, moved_to INTEGER,
            language TEXT, passages INTEGER, askers TEXT)"""
    )


def m005_given(db: sqlite3.Connection) -> None:
    """Keep answers that were given: their buttons, edited questions, ratings and corrections go by these."""
    db.execute(
        """CREATE TABLE given (
            number INTEGER PRIMARY KEY AUTOINCREMENT, chat INTEGER, topic INTEGER NOT NULL DEFAULT 0,
            asked INTEGER, asker INTEGER NOT NULL, question TEXT NOT NULL, at REAL NOT NULL, language TEXT NOT NULL,
            answered INTEGER NOT NULL, confidence REAL NOT NULL, messages TEXT NOT NULL DEFAULT '[]', inline TEXT,
            shown INTEGER NOT NULL DEFAULT 0, heading TEXT NOT NULL DEFAULT '', unsure INTEGER NOT NULL DEFAULT 0,
            alert INTEGER)"""
    )
    db.execute("CREATE INDEX given_asked ON given (chat, asked)")
    db.execute("CREATE INDEX given_at ON given (at)")
    db.execute(
        """CREATE TABLE citation (
            given INTEGER NOT NULL REFERENCES given (number) ON DELETE CASCADE, rank INTEGER NOT NULL,
            source TEXT NOT NULL, article TEXT NOT NULL, digest TEXT NOT NULL, body TEXT NOT NULL,
            note TEXT NOT NULL DEFAULT '', PRIMARY KEY (given, rank)) WITHOUT ROWID"""
    )
    db.execute("CREATE INDEX citation_article ON citation (source, article)")
    db.execute(
        """CREATE TABLE rating (
            given INTEGER NOT NULL REFERENCES given (number) ON DELETE CASCADE, person INTEGER NOT NULL,
            good INTEGER NOT NULL, PRIMARY KEY (given, person)) WITHOUT ROWID"""
    )


def m006_alerts(db: sqlite3.Connection) -> None:
    """Keep questions that wait for an article that answers them, and what was sent for them."""
    db.execute(
        """CREATE TABLE alert (
            id INTEGER PRIMARY KEY AUTOINCREMENT, chat INTEGER NOT NULL, topic INTEGER NOT NULL DEFAULT 0,
            person INTEGER NOT NULL, question TEXT NOT NULL, language TEXT NOT NULL, at REAL NOT NULL,
            seen INTEGER NOT NULL DEFAULT 0)"""  # seen: up to which generation of the library it was looked through
    )
    db.execute("CREATE INDEX alert_chat ON alert (chat)")
    db.execute(
        """CREATE TABLE alerted (
            alert INTEGER NOT NULL REFERENCES alert (id) ON DELETE CASCADE, source TEXT NOT NULL,
            article TEXT NOT NULL, PRIMARY KEY (alert, source, article)) WITHOUT ROWID"""
    )


def m007_jobs(db: sqlite3.Connection) -> None:
    """Keep work that goes on in the background, and where it is told of: after a restart somebody has to finish it."""
    db.execute(
        """CREATE TABLE job (
            id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, chat INTEGER NOT NULL,
            topic INTEGER NOT NULL DEFAULT 0, message INTEGER, language TEXT NOT NULL, body TEXT NOT NULL,
            at REAL NOT NULL, attempts INTEGER NOT NULL DEFAULT 0)"""
    )


def m008_facts(db: sqlite3.Connection) -> None:
    """Keep single values, such as how far the alerts have been looked through."""
    db.execute("CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")


def m009_forwards(db: sqlite3.Connection) -> None:
    """Keep the posts of channels as they were forwarded into their discussion groups."""
    db.execute(
        """CREATE TABLE forward (
            chat INTEGER NOT NULL, number INTEGER NOT NULL, channel INTEGER NOT NULL, message INTEGER NOT NULL,
            body TEXT NOT NULL, addresses TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (chat, number)) WITHOUT ROWID"""
    )


def m010_settled(db: sqlite3.Connection) -> None:
    """Keep which questions without a good answer an admin has dealt with."""
    db.execute(
        "CREATE TABLE settled (given INTEGER PRIMARY KEY REFERENCES given (number) ON DELETE CASCADE) WITHOUT ROWID"
    )


def m011_listings_of_chats(db: sqlite3.Connection) -> None:
    """Keep whose lists are: a button's data may be made up, and name the words of another chat."""
    db.execute("ALTER TABLE listing ADD COLUMN chat INTEGER NOT NULL DEFAULT 0")  # earlier ones are nobody's: expired


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    m001_updates,
    m002_talks,
    m003_listings,
    m004_chats,
    m005_given,
    m006_alerts,
    m007_jobs,
    m008_facts,
    m009_forwards,
    m010_settled,
    m011_listings_of_chats,
)
