"""One file, however it is packed → its articles. Bytes → what kind they are → the loader of that kind."""

from __future__ import annotations

import functools
import hashlib
import os
from collections import Counter
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from importlib import metadata
from typing import TYPE_CHECKING, Protocol

from index.errors import ItemError
from index.sources import archive, article_lines, docx, feed, markdown, pages, pdf, plain_text, tables
from index.sources.decoding import clean
from index.sources.kinds import BINARIES, ending, kind_of, kind_of_zip
from index.sources.opened import Budget, OpenFile, opened, unpacked
from index.sync_records import Unread

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from index.config import SourceConfig
    from index.sync_records import SourceItem


VERSION = 1
"""Raised whenever a file may give other articles, or other warnings, than before: all files are then read again."""
_READERS = (
    "article-bot", "charset-normalizer", "feedparser", "ftfy", "htmldate", "lxml", "markdown-it-py", "pypdf",
    "python-docx", "python-frontmatter", "trafilatura",
)  # fmt: skip
"""Packages that have a part in what a file gives: what another version of them makes is read again."""


class Loader(Protocol):
    """What reads the files of one kind."""

    def __call__(self, source: SourceConfig, file: OpenFile) -> Iterator[SourceItem]:
        """Yield the articles of a file; an `ItemError` ends it, and what came before stays."""


LOADERS: Mapping[str, Loader] = {
    ".txt": plain_text.load,
    ".md": markdown.load,
    ".html": pages.load,
    ".jsonl": article_lines.load,
    ".csv": tables.load,
    ".pdf": pdf.load,
    ".docx": docx.load,
    ".rss": feed.load_file,
}
"""Kind of a file → what reads it."""
KNOWN = ", ".join([*LOADERS, ".zip"])


@dataclass(slots=True)
class Tally:
    """What a source was seen to have."""

    read: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    """Ending → files of a kind that is not read."""


def load_file(source: SourceConfig, file: OpenFile, tally: Tally, depth: int = 0) -> Iterator[SourceItem]:
    """Yield the articles of a file, of one packed in it, or of all files of an archive."""
    try:
        kind = kind_of(file.name, file.head())
        if kind == ".gz":
            _check_depth(depth)
            yield from load_file(source, unpacked(file), tally, depth + 1)
        elif kind == ".zip":
            _check_depth(depth)
            with file.seekable() as stream:
                budget = file.budget or Budget.of(stream.seek(0, os.SEEK_END))
                yield from _load_zip(source, opened(file.name, stream, budget), tally, depth)
        else:
            yield from _load_as(kind, source, file, tally)
    except Exception as error:  # noqa: BLE001 -- what a damaged file makes zipfile and others raise is without end
        tally.read += 1
        yield unread(file.name, error)


def settings_of(source: SourceConfig) -> str:
    """Return what the articles of a source's files depend on, but for the files: 32 hexadecimal digits."""
    settings = source.model_dump_json(include={"path", "include", "exclude", "columns"})
    known = [str(VERSION), *(_version(one) for one in _READERS), settings]
    return hashlib.blake2b("\0".join(known).encode(), digest_size=16).hexdigest()


@functools.cache
def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:  # it runs from its folder, or an optional part is not installed
        return ""


def is_wanted(source: SourceConfig, name: str) -> bool:
    """Tell whether a file is to be read by the source's patterns, which its name or its path may match."""
    return (not source.include or _matches(name, source.include)) and not _matches(name, source.exclude)


def unread(name: str, error: Exception) -> Unread:
    """Return what is told of a file that could not be read; of an archive, all articles are kept."""
    origin = f"{name}/" if ending(name) == ".zip" else name
    match error:
        case ItemError():
            return Unread(origin, f"{name} {error}")
        case OSError() if error.strerror:
            return Unread(origin, f"{name} cannot be read: {error.strerror}; check its permissions")
        case _:
            reason = " ".join(str(error).split()) or type(error).__name__
            return Unread(origin, f"{name} is damaged or cut off ({reason}); copy it anew, or take it out")


def _load_as(kind: str | None, source: SourceConfig, file: OpenFile, tally: Tally) -> Iterator[SourceItem]:
    if kind is None:
        tally.left_out[ending(file.name) or "no ending"] += 1
    elif is_wanted(source, file.name):
        tally.read += 1
        if kind in BINARIES and not file.head():
            raise ItemError("is empty; copy it anew, or take it out")
        yield from LOADERS[kind](source, file)


def _load_zip(source: SourceConfig, file: OpenFile, tally: Tally, depth: int) -> Iterator[SourceItem]:
    name, stream, budget = file.name, file.stream, file.budget
    with archive.opened_zip(stream) as packed:
        kind = kind_of_zip(set(packed.namelist()))
    stream.seek(0)
    if kind != ".zip":
        yield from _load_as(kind, source, file, tally)
        return
    if _matches(name, source.exclude):
        return
    for inner, packed, entry in archive.members(stream):
        whole = clean(f"{name}/{inner}")
        try:
            with archive.open_member(packed, entry) as member:
                if budget is not None:
                    budget.take(entry.file_size)
                yield from load_file(source, opened(whole, member, budget), tally, depth + 1)
        except Exception as error:  # noqa: BLE001 -- what a damaged file makes zipfile and others raise is without end
            tally.read += 1
            yield unread(whole, error)


def _check_depth(depth: int) -> None:
    if depth >= archive.MAX_DEPTH:
        raise ItemError(f"is packed more than {archive.MAX_DEPTH} times over; unpack it")


def _matches(name: str, patterns: tuple[str, ...]) -> bool:
    """Tell whether a name, its last part, or either without the ending of its compression matches a pattern."""
    whole = name.casefold()
    names = {whole, whole.removesuffix(".gz")}
    names |= {one.rpartition("/")[2] for one in names}
    return any(fnmatchcase(one, pattern.casefold()) for one in names for pattern in patterns)
