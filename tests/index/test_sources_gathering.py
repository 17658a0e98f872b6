from __future__ import annotations

import threading
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.config import SourceConfig
from index.errors import SourceError
from index.sources.gathering import gather
from index.sync_records import Loaded, Notice
from tests.index.examples import article

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping

    from index.sources.gathering import Gathered
    from index.sync_records import SourceItem

DISK = [SourceConfig(name=name, path=Path(name)) for name in ("disk one", "disk two")]
WEB = [SourceConfig(name=f"web {number}", feed=f"https://{number}.example/") for number in range(20)]


def gathering(
    disk: list[SourceConfig], web: list[SourceConfig], read: Mapping[str, Iterator[SourceItem]]
) -> Generator[Gathered]:
    """Gather what is to be read of each source by its name."""
    yield from gather(disk, web, lambda source: read[source.name])


def test_everything_comes_in_the_order_of_its_source() -> None:
    """Of many sources at once, every item comes, and those of one source in its order."""
    everything = [*DISK, *WEB]
    read = {one.name: iter([Notice(f"{one.name} {number}") for number in range(50)]) for one in everything}
    found: dict[str, list[str]] = {}
    for source, item in gathering(DISK, WEB, read):
        assert isinstance(item, Notice)
        found.setdefault(source.name, []).append(item.text)
    assert found == {one.name: [f"{one.name} {number}" for number in range(50)] for one in everything}


def failing() -> Iterator[SourceItem]:
    """Give one item and fail."""
    yield Notice("first")
    raise SourceError("broken")


def test_failing_source_ends_only_itself() -> None:
    """The error of a source is its last item; the others go on."""
    read = {DISK[0].name: failing(), DISK[1].name: iter([Notice("a")]), WEB[0].name: failing(), WEB[1].name: iter([])}
    found = [(source.name, str(item)) for source, item in gathering(DISK, WEB[:2], read)]
    assert [text for name, text in found if name == "web 0"] == ["Notice(text='first')", "broken"]
    assert [(name, text) for name, text in found if name != "web 0"] == [
        ("disk one", "Notice(text='first')"), ("disk one", "broken"), ("disk two", "Notice(text='a')"),
    ]  # fmt: skip


def test_error_that_no_source_may_raise_is_raised_here() -> None:
    """A mistake in the reading of a source is not lost in its thread."""

    def broken() -> Iterator[SourceItem]:
        yield Notice("first")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(gathering([], WEB[:1], {"web 0": broken()}))


def test_fast_source_waits_for_its_turn() -> None:
    """A source is read only a few items ahead of what is taken of it, and no further once nobody takes any more."""
    given: list[int] = []
    ended = threading.Event()

    def endless() -> Iterator[SourceItem]:
        try:
            while True:
                given.append(1)
                yield Loaded(article("x"))
        finally:
            ended.set()

    with closing(gathering([], WEB[:1], {"web 0": endless()})) as items:
        for taken in range(1, 101):
            next(items)
            assert len(given) <= taken + 20
    assert ended.wait(10)
