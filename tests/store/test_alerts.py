"""Questions that wait for an article."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.store.alerts import Alert
from bot.store.given import Given

if TYPE_CHECKING:
    from bot.store.store import Store

    from .conftest import Clock

ALERT = Alert(0, -100, 3, 7, "Wann öffnet die Brücke?", "de", 0.0, seen=4)


def test_an_alert_is_kept_until_it_is_ended(store: Store, clock: Clock) -> None:
    """An alert is found by its id, its chat, and its question in the same topic; ended, by none of them."""
    number = store.alerts.add(ALERT)
    kept = replace(ALERT, id=number, at=clock.now)
    same = (replace(ALERT, question="Wann öffnet die brücke?"), replace(ALERT, topic=0), replace(ALERT, chat=-5))

    assert (store.alerts.get(number), store.alerts.of_chat(-100)) == (kept, [kept])
    assert [store.alerts.same(one) for one in same] == [kept, None, None]
    store.alerts.end(number)
    assert (store.alerts.get(number), store.alerts.of_chat(-100), store.alerts.same(ALERT)) == (None, [], None)


def test_what_is_behind_is_looked_through_once(store: Store) -> None:
    """An alert is behind until it has been looked through, also after its message could not be sent."""
    first, second = store.alerts.add(ALERT), store.alerts.add(replace(ALERT, seen=3))
    assert [one.id for one in store.alerts.behind("a", 5)] == [second, first]
    store.alerts.look(second, 5)
    store.alerts.look(first, 5, [("archive", "1"), ("archive", "2")])
    assert (store.alerts.behind("a", 5), store.alerts.sent(first)) == ([], {("archive", "1"), ("archive", "2")})
    store.alerts.take_back(replace(ALERT, id=first), [("archive", "2")])
    assert [one.id for one in store.alerts.behind("a", 5)] == [first]
    assert store.alerts.sent(first) == {("archive", "1")}


def test_in_another_catalogue_nothing_is_behind(store: Store) -> None:
    """Generations of an archive that was begun anew are not those that were looked through."""
    store.alerts.add(ALERT)
    assert len(store.alerts.behind("a", 5)) == 1
    assert store.alerts.behind("b", 6) == []
    assert [one.seen for one in store.alerts.behind("b", 7)] == [6]


def test_what_was_sent_for_an_alert_forgets_it(store: Store) -> None:
    """With an alert goes what it has sent, and the button to end it."""
    number = store.alerts.add(ALERT)
    store.alerts.look(number, 5, [("archive", "1")])
    given = store.given.keep(
        Given(-100, 3, None, 7, "?", "de", answered=True, confidence=0.9, citations=(), alert=number)
    )
    store.alerts.end(number)
    found = store.given.get(given)
    assert found is not None
    assert (found.alert, store.alerts.sent(number)) == (None, set())


def test_a_group_that_moves_takes_its_alerts_along(store: Store) -> None:
    """What a group waits for, its supergroup waits for."""
    number = store.alerts.add(ALERT)
    store.chats.move(-100, -1001)
    assert [one.id for one in store.alerts.of_chat(-1001)] == [number]
