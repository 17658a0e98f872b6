from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from bot.upkeep.sync_process import SyncProcess
from index.errors import ArticleBotError, SyncBusyError
from tests.bot.test_cli import LINE, configure

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.sync_records import Phase


async def phases(process: SyncProcess, folder: Path, only: Sequence[str] = ()) -> list[Phase]:
    """Run a sync to its end and return what it was doing."""
    async with aclosing(process.run(folder / "config.toml", only)) as steps:
        return [progress.phase async for progress in steps]


async def test_somebody_else_is_at_work(tmp_path: Path) -> None:
    """A sync that finds another one at work is told apart from one that fails."""
    configure(tmp_path, LINE)
    (tmp_path / "article-bot-data").mkdir()
    with (
        FileLock(tmp_path / "article-bot-data" / "sync.lock"),
        pytest.raises(SyncBusyError, match="another sync is at"),
    ):
        await phases(SyncProcess(asyncio.Lock()), tmp_path)


async def test_one_after_another(tmp_path: Path) -> None:
    """Those who share their turn wait for each other, and each has the report of its own sync."""
    # Nothing is there to be read, so that no model is loaded.
    configure(tmp_path, more='[[sources]]\nname = "other"\npath = "other.jsonl"\n')
    turn = asyncio.Lock()
    one, other = SyncProcess(turn), SyncProcess(turn)
    await asyncio.gather(phases(one, tmp_path, ["archive"]), phases(other, tmp_path, ["other"]))
    assert [[failure.source for failure in each.report().failed] for each in (one, other)] == [["archive"], ["other"]]
    with pytest.raises(ArticleBotError, match="there is no source named 'x'"):
        await phases(one, tmp_path, ["x"])
    assert not turn.locked()
