"""Folders of sources with ``watch = true``: a change in one is noticed while the bot runs."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from index.config import SourceConfig

_log = logging.getLogger(__name__)

_LOOK = 30_000
"""Milliseconds after which it is looked whether a folder has come or gone (a drive that is mounted)."""


async def watch(
    sources: Iterable[SourceConfig], data_dir: Path, on_change: Callable[[set[str]], None], *, look: int = _LOOK
) -> None:
    """Call `on_change` with the names of the sources in which something has changed, until it is cancelled.

    Files that no source reads (hidden ones, and the library's own) change nothing.
    """
    from watchfiles import awatch  # noqa: PLC0415 -- only where something is watched

    watched = {source.name: source.path.resolve() for source in sources if source.watch and source.path is not None}
    while watched:
        roots = _roots(watched)
        if not roots:
            await asyncio.sleep(look / 1000)
            if there := _roots(watched):
                _log.info("now there: %s", ", ".join(str(one) for one in there))
                on_change(set(watched))
            continue
        async for changes in awatch(*roots, watch_filter=None, rust_timeout=look, yield_on_timeout=True):
            if names := {name for _, path in changes for name in changed_sources(watched, data_dir, path)}:
                on_change(names)
            if _roots(watched) != roots:
                on_change(set(watched))
                break


def changed_sources(watched: dict[str, Path], data_dir: Path, changed: str) -> list[str]:
    """Return the sources that read the file which has changed."""
    from pathlib import Path  # noqa: PLC0415 -- at run time here only

    path = Path(changed)
    if path.is_relative_to(data_dir.resolve()):
        return []
    return [
        name
        for name, root in watched.items()
        if path.is_relative_to(root) and not any(part.startswith(".") for part in path.relative_to(root).parts)
    ]


def _roots(watched: dict[str, Path]) -> set[Path]:
    """Return the folders to watch, of those that are there; a file is watched by its folder, as it may be replaced."""
    return {path if path.is_dir() else path.parent for path in watched.values() if path.exists()}
