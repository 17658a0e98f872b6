"""``.zip``: an archive's files, each read where it lies; nothing is unpacked onto the disk by its own name."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from index.errors import ItemError
from index.sources.opened import MAX_DOCUMENT, MAX_RATIO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

MAX_MEMBERS = 200_000
"""Files of one archive."""
MAX_DEPTH = 3
"""Archives within archives."""
_SMALL = 10_000_000
"""Bytes that a file may unpack to whatever the ratio."""
_ENCRYPTED = 0x1


def members(stream: BinaryIO) -> Iterator[tuple[str, zipfile.ZipFile, zipfile.ZipInfo]]:
    """Yield the files of an archive by their names within it, sorted, hidden ones left out.

    Raises:
        BadZipFile: it is damaged.
        ItemError: it has too many files.

    """
    with zipfile.ZipFile(stream) as archive:
        entries = archive.infolist()
        if len(entries) > MAX_MEMBERS:
            raise ItemError(f"has {len(entries):,} files, too many for one archive; split it")
        for entry in sorted(entries, key=lambda one: one.filename):
            name = plain_name(entry.filename)
            if name and not entry.is_dir() and not any(part.startswith((".", "__MACOSX")) for part in name.split("/")):
                yield name, archive, entry


def open_member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> BinaryIO:
    """Return a file of an archive as a stream.

    Raises:
        ItemError: it is encrypted, or a bomb.

    """
    _check_entry(entry)
    return archive.open(entry)  # type: ignore[return-value]  # a stream of bytes in all but name


def check(archive: zipfile.ZipFile) -> None:
    """Check the parts of a document that lies in a zip.

    Raises:
        ItemError: one is encrypted or a bomb, or all of them are too long.

    """
    entries = archive.infolist()
    for entry in entries:
        _check_entry(entry)
    if (size := sum(entry.file_size for entry in entries)) > MAX_DOCUMENT:
        raise ItemError(f"unpacks to {size / 1e6:,.0f} MB, too much for one document; split it")


def _check_entry(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & _ENCRYPTED:
        raise ItemError("is encrypted; pack it without a password")
    # zipfile gives no more than the size that is written here, be it true or not.
    if entry.file_size > _SMALL and entry.file_size > MAX_RATIO * entry.compress_size:
        raise ItemError("unpacks to far more than a text can; pack it anew, or take it out")


def plain_name(name: str) -> str:
    """Return a name within an archive as one that leads nowhere else: ``../../etc/passwd`` → ``etc/passwd``."""
    return "/".join(part for part in name.replace("\\", "/").split("/") if part not in ("", ".", ".."))
