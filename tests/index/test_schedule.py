from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from index.config import SourceConfig
from index.schedule import due, next_due

SOURCES = [
    SourceConfig(name="feed", feed="https://a.example/", every=timedelta(minutes=15)),
    SourceConfig(name="pages", urls=("https://a.example/",), every=timedelta(hours=2)),
    SourceConfig(name="archive", path=Path("archive")),
]
NOW = 1_000_000.0


@pytest.mark.parametrize(
    ("minutes_ago", "expected"),
    [
        ({}, (["feed", "pages"], 0.0)),
        ({"feed": 0, "pages": 0}, ([], 900.0)),
        ({"feed": 14, "pages": 119}, ([], 60.0)),
        ({"feed": 15, "pages": 119}, (["feed"], 0.0)),
        ({"feed": 0, "pages": 500}, (["pages"], 0.0)),
        ({"feed": -30, "pages": 0}, (["feed"], 0.0)),
    ],
)
def test_source_is_due_when_its_time_has_passed(minutes_ago: dict[str, int], expected: tuple[list[str], float]) -> None:
    """A source is due so long after its last reading, or if it was never read, or read in the future."""
    read = {name: NOW - 60 * minutes for name, minutes in minutes_ago.items()}
    assert (due(SOURCES, read, NOW), next_due(SOURCES, read, NOW)) == expected


def test_source_without_a_time_is_never_due() -> None:
    """What has no `every` is read only when somebody says so."""
    assert (due(SOURCES[2:], {}, NOW), next_due(SOURCES[2:], {}, NOW)) == ([], None)
