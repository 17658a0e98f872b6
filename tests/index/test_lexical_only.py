from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from index.dates import Days, PartialDate
from index.lexical import LexicalIndex, LexicalWriter, Only
from index.matching import entry
from tests.index.examples import passage

if TYPE_CHECKING:
    from pathlib import Path

DATES = (None, "2024", "2024-06", "2024-06-10", "2024-07-01T09:30:00+01:00")


@pytest.fixture
def index(tmp_path: Path) -> LexicalIndex:
    """Return passages 0 to 4 with the dates of `DATES`, the even ones from "nap"."""
    writer = LexicalWriter(tmp_path)
    for number, when in enumerate(DATES):
        published = None if when is None else PartialDate.parse(when)
        writer.add(
            entry(passage(number, "Kai", published=published)),
            {"stems": ["kai"], "origins": ["archive", ("nap", "orbis")[number % 2]]},
        )
    writer.commit()
    return LexicalIndex(tmp_path)


@pytest.mark.parametrize(
    ("only", "found"),
    [
        (Only(Days(date(2024, 6, 1), date(2024, 7, 1))), {1, 2, 3}),
        (Only(Days(date(2024, 6, 11), date(2024, 6, 12))), {1, 2}),
        (Only(Days(date(2024, 7, 1), None)), {1, 4}),
        (Only(Days(None, date(2024, 6, 10))), {1, 2}),
        (Only(Days(date(2025, 1, 1), None)), set()),
        (Only(origin="nap"), {0, 2, 4}),
        (Only(Days(date(2024, 6, 30), None), "nap"), {2, 4}),
        (Only(origin="unknown"), set()),
    ],
)
def test_only_these_are_found(index: LexicalIndex, only: Only, found: set[int]) -> None:
    """A partial date is found where it may lie in the days, no date nowhere; the scores stay what they are."""
    scores = index.search({"stems": {"kai": 1.0}}, {"stems": 1.0}, 10)
    assert set(scores) == {0, 1, 2, 3, 4}
    assert index.search({"stems": {"kai": 1.0}}, {"stems": 1.0}, 10, only) == {
        number: scores[number] for number in found
    }
    numbers = index.numbers(only)
    assert numbers is not None
    assert sorted(numbers.tolist()) == sorted(found)


def test_all_are_found(index: LexicalIndex) -> None:
    """Where no passage is left out, none is listed."""
    assert index.numbers(Only()) is None
    assert index.numbers(Only(origin="archive")) is None


def test_one_is_found_among_many_better_ones(index: LexicalIndex) -> None:
    """The limit holds while it is searched and not after: one place is enough for the one that may be found."""
    assert list(
        index.search({"stems": {"kai": 1.0}}, {"stems": 1.0}, 1, Only(Days(date(2024, 7, 1), None), "nap"))
    ) == [4]
