from __future__ import annotations

import pytest

from bot.access import Doer, Rates, Refusal, Told, allows
from bot.config import TelegramConfig

ANNA, BEN, EDITOR = 11, 12, 13
GROUP, OTHER_GROUP, CHANNEL = -21, -22, -23


class Hands:
    """A clock that the test turns."""

    time = 1000.0

    def now(self) -> float:
        """Return the time that it shows."""
        return self.time


def in_private(person: int) -> Doer:
    """Return somebody in their own chat with the bot."""
    return Doer(person, None, person, private=True)


def in_group(person: int | None, group: int = GROUP, *, shown_as: int | None = None) -> Doer:
    """Return somebody in a group."""
    return Doer(person, shown_as, group, private=False)


def test_without_lists_everybody_may() -> None:
    """Empty lists shut nobody out, also none who show as a chat."""
    doers = [in_private(ANNA), in_group(None, shown_as=CHANNEL), Doer(BEN, None, None, private=True)]
    assert [allows(TelegramConfig(), doer) for doer in doers] == [True, True, True]


@pytest.mark.parametrize(
    ("doer", "allowed"),
    [
        (in_private(ANNA), True),
        (in_group(ANNA, OTHER_GROUP), True),
        (Doer(ANNA, None, None, private=True), True),
        (in_private(EDITOR), True),
        (in_private(BEN), False),
        (in_group(BEN), True),
        (in_group(BEN, OTHER_GROUP), False),
        (Doer(BEN, None, None, private=True), False),
        (in_group(None, shown_as=GROUP), True),
        (in_group(None, OTHER_GROUP, shown_as=OTHER_GROUP), False),
        (in_group(None, OTHER_GROUP, shown_as=CHANNEL), True),
        (Doer(None, CHANNEL, CHANNEL, private=False), True),
        (Doer(None, None, OTHER_GROUP, private=False), False),
    ],
)
def test_person_or_chat(doer: Doer, allowed: bool) -> None:  # noqa: FBT001 -- the expected outcome
    """Allowed are people of the list and admins anywhere, and everybody in the chats of the list."""
    config = TelegramConfig(admins=(EDITOR,), allow_users=(ANNA,), allow_chats=(GROUP, CHANNEL))
    assert allows(config, doer) is allowed


def test_group_that_moved_keeps_its_allowance() -> None:
    """A supergroup may do what the group may that it was."""
    config = TelegramConfig(allow_chats=(GROUP,))
    assert [allows(config, in_group(BEN, OTHER_GROUP), former) for former in ((), (GROUP,))] == [False, True]


def test_rate_of_a_person() -> None:
    """As many questions at once as a minute has, then one for each that has been given back; others are not meant."""
    hands = Hands()
    rates = Rates(per_user=2, per_chat=0, now=hands.now)
    assert [rates.take(in_private(ANNA)) for _ in range(3)] == [None, None, Refusal(("user", ANNA), 30.0)]
    assert rates.take(in_group(ANNA)) == Refusal(("user", ANNA), 30.0)
    assert rates.take(in_private(BEN)) is None
    hands.time += 30
    assert [rates.take(in_private(ANNA)) for _ in range(2)] == [None, Refusal(("user", ANNA), 30.0)]


def test_rate_of_a_group() -> None:
    """All people of a group share its rate, those who show as a chat too; a private chat has none."""
    hands = Hands()
    rates = Rates(per_user=0, per_chat=2, now=hands.now)
    assert [rates.take(one) for one in (in_group(ANNA), in_group(None, shown_as=GROUP))] == [None, None]
    assert rates.take(in_group(BEN)) == Refusal(("chat", GROUP), 30.0)
    assert [rates.take(in_private(ANNA)) for _ in range(3)] == [None, None, None]


def test_refused_question_counts_nowhere() -> None:
    """What the group's rate refuses is not taken from the person's."""
    hands = Hands()
    rates = Rates(per_user=1, per_chat=1, now=hands.now)
    assert rates.take(in_group(ANNA)) is None
    assert rates.take(in_group(BEN)) == Refusal(("chat", GROUP), 60.0)
    assert rates.take(in_private(BEN)) is None


def test_told_once_until_it_is_quiet() -> None:
    """Who goes on is not told again, however long; after the quiet they are."""
    hands = Hands()
    told = Told(60.0, hands.now)
    heard = []
    for pause in (0.0, 59.0, 59.0, 60.0):
        hands.time += pause
        heard.append(told.first(ANNA))
    assert heard == [True, False, False, True]
    assert told.first(BEN)
