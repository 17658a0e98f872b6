"""What lists with buttons are of."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from bot.store.store import Store

from .conftest import BOT

if TYPE_CHECKING:
    from pathlib import Path

CHAT, OTHER = -11, -12


def test_listings_outlive_the_process(tmp_path: Path) -> None:
    """What a listing is of is remembered under a number of its own; one that nobody made is not known."""
    with closing(Store(tmp_path, BOT)) as store:
        first, second = store.listings.remember(CHAT, "Lund"), store.listings.remember(CHAT, "Brook' --")
    with closing(Store(tmp_path, BOT)) as store:
        assert [store.listings.query(CHAT, number) for number in (first, second, 99)] == ["Lund", "Brook' --", None]


def test_a_listing_is_of_its_chat(tmp_path: Path) -> None:
    """Its number leads to nothing in another chat, and goes along to the supergroup that its own has become."""
    with closing(Store(tmp_path, BOT)) as store:
        number = store.listings.remember(CHAT, "Lund")
        assert store.listings.query(OTHER, number) is None
        store.chats.move(CHAT, OTHER)
        assert (store.listings.query(CHAT, number), store.listings.query(OTHER, number)) == (None, "Lund")


def test_old_listings_are_forgotten(tmp_path: Path) -> None:
    """The file does not grow for ever: the last ten thousand listings are kept."""
    with closing(Store(tmp_path, BOT)) as store:
        first = store.listings.remember(CHAT, "Lund")
        store.db.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = 'listing'", (first + 9_999,))
        last = store.listings.remember(CHAT, "Brook")
        assert (store.listings.query(CHAT, first), store.listings.query(CHAT, last)) == (None, "Brook")
