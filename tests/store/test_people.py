"""What is remembered of one person can be deleted, and nothing of anybody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.store.chats import Settings
from bot.store.given import Given
from bot.store.people import Forgotten
from bot.store.talks import Talk
from index.records import Turn

if TYPE_CHECKING:
    from bot.store.store import Store

PERSON, OTHER, GROUP = 11, 12, -100


def given(chat: int | None, asker: int) -> Given:
    """Return an answer in a chat."""
    return Given(chat, 0, 1, asker, "Wer?", "de", answered=True, confidence=0.9, citations=())


def test_person_is_forgotten(store: Store) -> None:
    """Questions, ratings, alerts and settings go; answers in groups are nobody's; everybody else's stay."""
    for person in (PERSON, OTHER):
        store.talks.remember(Talk(person, 0, person), Turn("Wer?"))
        store.talks.remember(Talk(GROUP, 0, person), Turn("Was?"))
        store.chats.change(person, Settings(language="de"))
        store.db.execute(
            "INSERT INTO alert (chat, person, question, language, at) VALUES (?, ?, 'Wer?', 'de', 0)", (GROUP, person)
        )
    alone, together, inline = (store.given.keep(given(chat, PERSON)) for chat in (PERSON, GROUP, None))
    others = store.given.keep(given(GROUP, OTHER))
    for person in (PERSON, OTHER):
        store.given.rate(others, person, good=False)

    assert store.people.forget(PERSON) == Forgotten(turns=2, answers=3, ratings=1, alerts=1)
    assert store.people.forget(PERSON) == Forgotten(turns=0, answers=0, ratings=0, alerts=0)

    assert store.talks.turns(Talk(PERSON, 0, PERSON)) == store.talks.turns(Talk(GROUP, 0, PERSON)) == []
    assert store.talks.turns(Talk(GROUP, 0, OTHER)) == [Turn("Was?")]
    assert (store.given.get(alone), store.given.get(inline)) == (None, None)
    kept, other = store.given.get(together), store.given.get(others)
    assert kept is not None
    assert other is not None
    assert (kept.asker, other.asker) == (0, OTHER)
    assert store.given.ratings(others) == (0, 1)
    assert (store.chats.settings(PERSON), store.chats.settings(OTHER)) == (Settings(), Settings(language="de"))
    assert store.db.execute("SELECT person FROM alert").fetchall() == [(OTHER,)]


def test_no_table_is_overlooked(store: Store) -> None:
    """Every column that may hold a person's number is one that forgetting knows, or is named as none."""
    tables = [name for (name,) in store.db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
    found = {
        f"{table}.{column[1]}"
        for table in tables
        for column in store.db.execute(f"PRAGMA table_info({table})").fetchall()
        if column[1] in {"asker", "person", "chat", "body", "question", "query"}
    }
    forgotten = {"turn.asker", "turn.chat", "given.chat", "given.asker", "rating.person", "alert.person", "alert.chat"}
    with_them = {"turn.question", "given.question", "alert.question"}
    # A forward is a channel's post, and the group that it stands in.
    nobodys = {
        "listing.query",
        "citation.body",
        "received.body",
        "job.chat",
        "job.body",
        "forward.chat",
        "forward.body",
    }
    assert found == forgotten | with_them | nobodys
