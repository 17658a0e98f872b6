"""The file that all of it stands in."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bot.store.chats import Settings
from bot.store.schema import MIGRATIONS
from bot.store.store import Store
from bot.store.talks import Talk
from index.errors import CatalogError
from index.records import Turn

from .conftest import BOT

if TYPE_CHECKING:
    from pathlib import Path


def test_each_bot_has_a_file(tmp_path: Path) -> None:
    """Two bots on one data folder know nothing of each other's updates, which are numbered for each anew."""
    with closing(Store(tmp_path, 1)) as first, closing(Store(tmp_path, 2)) as second:
        first.updates.receive(7, {"update_id": 7})
        assert second.updates.receive(7, {"update_id": 7})


def test_a_newer_file_is_refused(tmp_path: Path) -> None:
    """A file that a newer version has written is left as it is, and the error says what to do."""
    with closing(Store(tmp_path, BOT)) as store:
        store.db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    with pytest.raises(CatalogError, match="newer version of article-bot; update this one"):
        Store(tmp_path, BOT)


def test_a_group_that_moves_keeps_what_it_has(store: Store) -> None:
    """A supergroup has the settings and the talks of the group that it was, and the old id leads to it."""
    store.chats.change(-5, Settings("de", 2, "admins"))
    store.talks.remember(Talk(-5, 0, 7), Turn("Frage"))
    store.chats.move(-5, -1005)
    store.chats.move(-5, -1005)  # both service messages and an error may tell of it

    assert store.chats.settings(-1005) == Settings("de", 2, "admins")
    assert store.talks.turns(Talk(-1005, 0, 7)) == [Turn("Frage")]
    assert (store.chats.moved_to(-5), store.chats.moved_to(-1005)) == (-1005, None)


def test_a_closed_chat_opens_again(store: Store) -> None:
    """A chat that could not be written to counts as closed until something comes from it."""
    store.chats.close(9)
    assert store.chats.is_closed(9)
    store.chats.open(9)
    assert not store.chats.is_closed(9)
