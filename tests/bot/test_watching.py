from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.upkeep.watching import changed_sources, watch
from index.config import SourceConfig

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

LONG = 30.0
"""Seconds; the system tells of a change within a few."""


def test_file_belongs_to_the_sources_that_read_it(tmp_path: Path) -> None:
    """A change is of each source whose folder or file it is in; hidden files and the library's own are of none."""
    watched = {"all": tmp_path, "news": tmp_path / "news", "file": tmp_path / "news" / "a.txt"}

    def of(name: str) -> list[str]:
        return changed_sources(watched, tmp_path / "data", str(tmp_path / name))

    assert of("news/a.txt") == ["all", "news", "file"]
    assert of("news/b.txt") == ["all", "news"]
    assert of("b.txt") == ["all"]
    assert of("news/.b.swp") == of(".git/x") == of("data/catalog.sqlite3") == []


@asynccontextmanager
async def watching(tmp_path: Path, *sources: SourceConfig) -> AsyncIterator[asyncio.Queue[set[str]]]:
    """Watch, and return what is told."""
    told: asyncio.Queue[set[str]] = asyncio.Queue()
    task = asyncio.create_task(watch(sources, tmp_path / "data", told.put_nowait, look=50))
    try:
        yield told
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_change_is_noticed(tmp_path: Path) -> None:
    """A new file in a watched folder is noticed; one in a folder that is not watched is not."""
    for name in ("news", "other"):
        (tmp_path / name).mkdir()
    sources = [
        SourceConfig(name="news", path=tmp_path / "news", watch=True),
        SourceConfig(name="other", path=tmp_path / "other"),
    ]
    async with watching(tmp_path, *sources) as told:
        writing = asyncio.create_task(_write(tmp_path / "other", tmp_path / "news"))
        assert await asyncio.wait_for(told.get(), LONG) == {"news"}
        writing.cancel()


async def test_folder_that_comes_later_is_noticed(tmp_path: Path) -> None:
    """A folder that is not there yet (a drive that is not mounted) is watched as soon as it is."""
    async with watching(tmp_path, SourceConfig(name="news", path=tmp_path / "news", watch=True)) as told:
        await asyncio.sleep(0)
        (tmp_path / "news").mkdir()
        assert await asyncio.wait_for(told.get(), LONG) == {"news"}


async def _write(*folders: Path) -> None:
    """Write into each folder again and again: when the watch begins is the system's to say."""
    for number in range(1000):
        for folder in folders:
            (folder / f"{number}.txt").write_text("Der Hafen.", encoding="utf-8")
        await asyncio.sleep(0.05)
