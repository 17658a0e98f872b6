"""A folder of files, or one file, of the formats that stand in `FORMATS`."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from index.errors import ItemError, SourceError
from index.records import Notice, Unread
from index.sources import article_lines, markdown, plain_text
from index.sources.decoding import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from index.records import SourceItem

    Loader = Callable[[str, str, Path], Iterator[SourceItem]]

FORMATS: dict[str, Loader] = {
    ".txt": plain_text.load,
    ".md": markdown.load,
    ".jsonl": article_lines.load,
}
"""File name ending → what reads it: (source, file's name within the source, path) → articles."""

_KNOWN = ", ".join(FORMATS)


def load_path(source: str, path: Path) -> Iterator[SourceItem]:
    """Yield the articles of a file, or of all files below a folder in the order of their names.

    Raises:
        SourceError: there is no such path, or no file of a known format in it.

    """
    try:
        is_file, is_folder = path.is_file(), path.is_dir()
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {error.strerror}; correct its path in the config") from error
    if is_file:
        yield from _load_file(source, path.name, path)
        return
    if not is_folder:
        raise SourceError(f"{path} does not exist; correct its path in the config, or make it")
    ignored: Counter[str] = Counter()
    found = False
    closed: list[Unread] = []
    for name in _names(path, closed.append):
        ending = os.path.splitext(name)[1].lower()  # noqa: PTH122 -- a name within the source, not a path
        if ending in FORMATS:
            found = True
            yield from _load_file(source, name, path / name)
        else:
            ignored[ending or "no ending"] += 1
    yield from closed
    if not found and not closed:
        also = f" (only {_listed(ignored)})" if ignored else ""
        raise SourceError(f"{path} has no articles{also}; put {_KNOWN} files there, or correct the path")
    if ignored:
        yield Notice(f"{sum(ignored.values())} files were left out: {_listed(ignored)}; {_KNOWN} are read")


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


def _load_file(source: str, name: str, path: Path) -> Iterator[SourceItem]:
    loader = FORMATS.get(path.suffix.lower())
    if loader is None:
        raise SourceError(f"{path} is of no known format; {_KNOWN} are read")
    name = clean(name)
    try:
        yield from loader(source, name, path)
    except ItemError as error:
        yield Unread(name, f"{name} {error}")
    except OSError as error:
        yield Unread(name, f"{name} cannot be read: {error.strerror or error}; check its permissions")


def _listed(endings: Counter[str]) -> str:
    return ", ".join(f"{count} × {ending}" for ending, count in endings.most_common(5))
