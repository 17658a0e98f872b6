from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from bot.chats import Chats

if TYPE_CHECKING:
    from pathlib import Path


def test_listings_outlive_the_process(tmp_path: Path) -> None:
    """What a listing is of is remembered under a number of its own; one that nobody made is not known."""
    with closing(Chats(tmp_path / "chats.sqlite3")) as chats:
        first, second = chats.remember_listing("Lund"), chats.remember_listing("Brook' --")
    with closing(Chats(tmp_path / "chats.sqlite3")) as chats:
        assert [chats.listing(number) for number in (first, second, 99)] == ["Lund", "Brook' --", None]


def test_old_listings_are_forgotten(tmp_path: Path) -> None:
    """The file does not grow for ever: the last ten thousand listings are kept."""
    with closing(Chats(tmp_path / "chats.sqlite3")) as chats:
        first = chats.remember_listing("Lund")
        chats._db.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = 'listing'", (first + 9_999,))
        last = chats.remember_listing("Brook")
        assert (chats.listing(first), chats.listing(last)) == (None, "Brook")
