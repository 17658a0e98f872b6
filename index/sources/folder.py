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

_NAMED = 3
"""Links to folders that are named."""


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
    linked: list[str] = []
    for name in [path.name] if is_file else _names(path, closed.append, linked.append):
        yield from _load_file(source, name, path if is_file else path / name, tally)
    yield from closed
    yield from _told_of(linked)
    if not tally.read and not closed:
        if is_file and ending(path.name) in tally.left_out:
            raise SourceError(f"{path} is of no known format; {KNOWN} are read")
        raise SourceError(f"{path} has no articles{_why(source, tally)}, or correct the path")
    if count := tally.left_out.total():
        files = "1 file was" if count == 1 else f"{count} files were"
        yield Notice(f"{files} left out: {_listed(tally.left_out)}; {KNOWN} are read")


def _why(source: SourceConfig, tally: Tally) -> str:
    also = f" (only {_listed(tally.left_out)})" if tally.left_out else ""
    if source.include or source.exclude:
        return f"{also} that its include and exclude let through; correct these"
    return f"{also}; put {KNOWN} files there"


def _told_of(linked: list[str]) -> Iterator[Notice]:
    """Yield what is told of links to folders: to follow one could lead round in a circle, or read articles twice."""
    if linked:
        names = ", ".join(sorted(linked)[:_NAMED]) + (", …" if len(linked) > _NAMED else "")
        links = "1 link to a folder is" if len(linked) == 1 else f"{len(linked)} links to folders are"
        yield Notice(f"{links} not followed: {names}; name what is behind in a source of its own")


def _names(folder: Path, on_closed: Callable[[Unread], None], on_linked: Callable[[str], None]) -> Iterator[str]:
    """Yield the files below a folder by their names within it, sorted, without hidden ones."""

    def within(root: str, name: str) -> str:
        return os.path.relpath(os.path.join(root, name), folder).replace(os.sep, "/")  # noqa: PTH118

    def report(error: OSError) -> None:
        name = os.path.relpath(error.filename, folder).replace(os.sep, "/")
        if name == ".":
            raise SourceError(f"{folder} cannot be read: {error.strerror}; check its permissions")
        on_closed(Unread(f"{name}/", f"{name} cannot be read: {error.strerror}; check its permissions"))

    for root, folders, files in os.walk(folder, onerror=report):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            if os.path.islink(os.path.join(root, name)):  # noqa: PTH114, PTH118
                on_linked(clean(within(root, name)))
        for name in sorted(files):
            if not name.startswith("."):
                yield within(root, name)


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
