"""A folder of files, or one file: where they are, and what is left out of them. `reading` reads each."""

from __future__ import annotations

import os
import stat
import time
from itertools import groupby, islice
from typing import TYPE_CHECKING

from index.errors import SourceError
from index.sources.decoding import clean
from index.sources.kinds import BINARIES, TEXTS, ending
from index.sources.opened import opened
from index.sources.reading import KNOWN, Tally, load_file, unread
from index.sync_records import FileRead, Notice, Unread

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from index.config import SourceConfig
    from index.sync_records import Before, SourceItem

_BATCH = 500
"""Files that are looked up at once."""
_JUST_NOW = 2_000_000_000
"""Nanoseconds for which a file is not trusted to be what was read of it; FAT counts in steps of two seconds."""
_NAMED = 3
"""Links to folders that are named."""


def load_path(source: SourceConfig, before: Before | None = None) -> Iterator[SourceItem]:
    """Yield the articles of a source's file, or of all files below its folder in the order of their names.

    Files that are what they were `before` are not opened.

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
    names = iter([path.name]) if is_file else _names(path, closed.append, linked.append)
    folder = path.parent if is_file else path
    if before is None:
        for name in names:
            yield from _load_file(source, folder, name, tally)
    else:
        yield from _load_changed(source, folder, names, tally, before)
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

    def report(error: OSError) -> None:
        name = os.path.relpath(error.filename, folder).replace(os.sep, "/")
        if name == ".":
            raise SourceError(f"{folder} cannot be read: {error.strerror}; check its permissions")
        on_closed(Unread(f"{name}/", f"{name} cannot be read: {error.strerror}; check its permissions"))

    for root, folders, files in os.walk(folder, onerror=report):
        place = os.path.relpath(root, folder).replace(os.sep, "/")  # once for all of its files: it takes its time
        prefix = "" if place == "." else f"{place}/"
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            if os.path.islink(os.path.join(root, name)):  # noqa: PTH114, PTH118
                on_linked(clean(prefix + name))
        for name in sorted(files):
            if not name.startswith("."):
                yield prefix + name


def _load_changed(
    source: SourceConfig, folder: Path, names: Iterator[str], tally: Tally, before: Before
) -> Iterator[SourceItem]:
    """Yield what files give, one by one in their order, but for those that are what they were before."""
    while batch := list(islice(names, _BATCH)):
        known = before.known({name: stamp for name in batch if (stamp := _stamp_of(folder, name)) is not None})
        for is_known, group in groupby(batch, key=known.__contains__):
            run = list(group)
            # What lies between two files that are read is passed over in one go.
            again = set(before.pass_over([known[name] for name in run])) if is_known else run
            for name in run:
                if name in again:
                    yield from _load_told(source, folder, name, tally)
                else:
                    tally.read += known[name].told.read
                    tally.left_out.update(known[name].told.left_out)


def _load_told(source: SourceConfig, folder: Path, name: str, tally: Tally) -> Iterator[SourceItem]:
    """Yield what a file gives, and at its end how it was when it was opened."""
    of_file, stamps = Tally(), list[str | None]()
    yield from _load_file(source, folder, name, of_file, stamps.append)
    tally.read += of_file.read
    tally.left_out.update(of_file.left_out)
    yield FileRead(clean(name), stamps[0] if stamps else None, bool(of_file.read), dict(of_file.left_out))


def _stamp_of(folder: Path, name: str) -> str | None:
    """Return the stamp of a file by its name; None for one that is to be read in any case."""
    if "\ufffd" in clean(name):
        return None  # several names that cannot be written down are written so
    try:
        return _stamp(os.stat(os.path.join(folder, name)))  # noqa: PTH116, PTH118 -- a million times
    except OSError:
        return None


def _stamp(state: os.stat_result) -> str:
    """Return what changes whenever a file does, be it written anew, written into, replaced or moved."""
    return f"{state.st_size} {state.st_mtime_ns} {state.st_ctime_ns} {state.st_ino}"


def _load_file(
    source: SourceConfig,
    folder: Path,
    name: str,
    tally: Tally,
    on_stamp: Callable[[str | None], None] = lambda _: None,
) -> Iterator[SourceItem]:
    path, name = folder / name, clean(name)
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
        state = os.fstat(stream.fileno())
        # Who writes it while it is read, or just after, may leave the time of a clock with coarse ticks as it is.
        safe = state.st_mtime_ns < time.time_ns() - _JUST_NOW and "\ufffd" not in name
        on_stamp(_stamp(state) if safe else None)
        yield from load_file(source, opened(name, stream), tally)


def _listed(endings: Counter[str]) -> str:
    return ", ".join(f"{count} × {one}" for one, count in endings.most_common(5))
