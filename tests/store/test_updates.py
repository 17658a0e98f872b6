"""Updates are kept until they have been handled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.store.updates import ATTEMPTS, MAX_AGE

if TYPE_CHECKING:
    from bot.store.store import Store

    from .conftest import Clock


def test_an_update_is_new_once(store: Store) -> None:
    """An update that comes twice is told from a new one, also after it was handled."""
    assert store.updates.receive(7, {"update_id": 7})
    assert not store.updates.receive(7, {"update_id": 7})
    store.updates.done(7)
    assert not store.updates.receive(7, {"update_id": 7})


def test_what_was_not_done_is_there_after_a_death(store: Store) -> None:
    """What was received and not done comes again in its order; what was done does not."""
    for number in (3, 1, 2):
        store.updates.receive(number, {"update_id": number})
    store.updates.begin(1)
    store.updates.done(2)
    assert store.updates.unfinished() == [{"update_id": 1}, {"update_id": 3}]


def test_an_update_that_kills_is_given_up(store: Store) -> None:
    """An update that was begun three times and never done is not begun again."""
    store.updates.receive(1, {"update_id": 1})
    for _ in range(ATTEMPTS):
        assert store.updates.unfinished() == [{"update_id": 1}]
        store.updates.begin(1)
    assert store.updates.unfinished() == []


def test_nobody_waits_for_a_day(store: Store, clock: Clock) -> None:
    """An update of more than a day ago is not handled any more."""
    store.updates.receive(1, {"update_id": 1})
    clock.now += MAX_AGE
    assert store.updates.unfinished() == [{"update_id": 1}]
    clock.now += 1
    assert store.updates.unfinished() == []


def test_the_file_does_not_grow_for_ever(store: Store) -> None:
    """Of what was handled, the last hundred thousand numbers are kept."""
    store.updates.receive(1, {"update_id": 1})
    store.updates.receive(2, {"update_id": 2})
    store.updates.done(1)
    store.updates.receive(200_000, {"update_id": 200_000})
    assert [row[0] for row in store.db.execute("SELECT update_id FROM received ORDER BY 1")] == [2, 200_000]
