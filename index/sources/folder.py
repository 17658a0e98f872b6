"""A folder of files, or one file: where they are, and what is left out of them. `reading` reads each."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from index.errors import SourceError
from index.sources.decoding import clean
from index.sources.kinds import BINARIES, TEXTS, ending
from index.sources.opened import opened
from index.sources.reading import KNOWN, Tally, load_file, unread
from index.sync_records import Notice, Unread

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from index.config import SourceConfig
    from index.sync_records import SourceItem


def load_path(source: SourceConfig) -> Iterator[SourceItem]:
    """Yield the articles of a source's file, or of all files below its folder in the order of their names.

    Raises:
        SourceError: there is no such path, or no file of a known format in it.

    """
    path = source.path
    assert path is not None  # noqa: S101 -- other kinds of sources do not come here
    try:
        is_file, is_folder = path.is_file(), path.is_dir()
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {error.strerror}; correct its path in the config") from error
    if not is_file and not is_folder:
        raise SourceError(f"{path} does not exist; correct its path in the config, or make it")
    tally = Tally()
    closed: list[Unread] = []
    for name in [path.name] if is_file else _names(path, closed.append):
        yield from _load_file(source, name, path if is_file else path / name, tally)
    yield from closed
    if not tally.read and not closed:
        if is_file and ending(path.name) in tally.left_out:
            raise SourceError(f"{path} is of no known format; {KNOWN} are read")
        raise SourceError(f"{path} has no articles{_why(source, tally)}, or correct the path")
    if tally.left_out:
        count = tally.left_out.total()
        yield Notice(f"{count} files were left out: {_listed(tally.left_out)}; {KNOWN} are read")


def _why(source: SourceConfig, tally: Tally) -> str:
    also = f" (only {_listed(tally.left_out)})" if tally.left_out else ""
    if source.include or source.exclude:
        return f"{also} that its include and exclude let through; correct these"
    return f"{also}; put {KNOWN} files there"


def _names(folder: Path, on_closed: Callable[[Unread], None]) -> Iterator[str]:
    """Yield the files below a folder by their names within it, sorted, without hidden ones."""

    def report(error: OSError) -> None:
        name = os.path.relpath(error.filename, folder).replace(os.sep, "/")
        if name == ".":
            raise SourceError(f"{folder} cannot be read: {error.strerror}; check its permissions")
        on_closed(Unread(f"{name}/", f"{name} cannot be read: {error.strerror}; check its permissions"))

    for root, folders, files in os.walk(folder, onerror=report):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                yield os.path.relpath(os.path.join(root, name), folder).replace(os.sep, "/")  # noqa: PTH118


def _load_file(source: SourceConfig, name: str, path: Path, tally: Tally) -> Iterator[SourceItem]:
    name = clean(name)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            tally.left_out["no file"] += 1  # a pipe would keep the sync waiting for somebody to write into it
            return
        stream = path.open("rb")
    except OSError as error:
        if ending(name) in (*TEXTS, *BINARIES):
            tally.read += 1
            yield unread(name, error)
        else:
            tally.left_out[ending(name) or "no ending"] += 1
        return
    with stream:
        yield from load_file(source, opened(name, stream), tally)


def _listed(endings: Counter[str]) -> str:
    return ", ".join(f"{count} × {one}" for one, count in endings.most_common(5))
