"""``.zip``: an archive's files, each read where it lies; nothing is unpacked onto the disk by its own name."""

from __future__ import annotations

import os
import struct
import zipfile
from typing import TYPE_CHECKING

from index.errors import ItemError
from index.sources.opened import BOMB, MAX_RATIO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

MAX_MEMBERS = 200_000
"""Files of one archive."""
MAX_DEPTH = 3
"""Archives within archives."""
MAX_DIRECTORY = 40_000_000
"""Bytes of an archive's list of its files, which is read as a whole; 100 to 200 for each."""
MAX_XML = 40_000_000
"""Bytes of a document's XML, unpacked: its tree takes ten times as many."""
_SMALL = 10_000_000
"""Bytes that a file may unpack to whatever the ratio."""
_ENCRYPTED = 0x1
_TAIL = 66_000
"""Bytes at the end of a zip among which the record of its end begins (a comment of 64 KiB behind it)."""
_ELSEWHERE = 0xFFFFFFFF
"""A size that stands in the other record (ZIP64)."""


def members(stream: BinaryIO) -> Iterator[tuple[str, zipfile.ZipFile, zipfile.ZipInfo]]:
    """Yield the files of an archive by their names within it, sorted, hidden ones left out.

    Raises:
        BadZipFile: it is damaged.
        ItemError: it has too many files.

    """
    with opened_zip(stream) as archive:
        entries = archive.infolist()
        if len(entries) > MAX_MEMBERS:
            raise ItemError(f"has {len(entries):,} files, too many for one archive; split it")
        for entry in sorted(entries, key=lambda one: one.filename):
            name = plain_name(entry.filename)
            if name and not entry.is_dir() and not any(part.startswith((".", "__MACOSX")) for part in name.split("/")):
                yield name, archive, entry


def opened_zip(stream: BinaryIO) -> zipfile.ZipFile:
    """Return a zip whose list of files is short enough to be read.

    Raises:
        BadZipFile: it is none.
        ItemError: its list is too long.

    """
    stream.seek(0, os.SEEK_END)
    stream.seek(max(0, stream.tell() - _TAIL))
    tail = stream.read()
    size = 0
    # The list's size as the end of the archive states it, and, where that has too few digits, the record before it.
    for mark, layout, place in ((b"PK\x05\x06", "<L", 12), (b"PK\x06\x06", "<Q", 40)):
        start = tail.rfind(mark)
        if start >= 0 and len(tail) >= start + place + struct.calcsize(layout):
            stated = struct.unpack_from(layout, tail, start + place)[0]
            size = stated if stated != _ELSEWHERE else size
    if size > MAX_DIRECTORY:
        raise ItemError("has too many files for one archive; split it")
    stream.seek(0)
    return zipfile.ZipFile(stream)


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
        ItemError: one is encrypted or a bomb, or their text is too long.

    """
    entries = archive.infolist()
    for entry in entries:
        _check_entry(entry)
    if (size := sum(entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels")))) > MAX_XML:
        raise ItemError(f"unpacks to {size / 1e6:,.0f} MB of text, too much for one document; split it")


def _check_entry(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & _ENCRYPTED:
        raise ItemError("is encrypted; pack it without a password")
    # zipfile gives no more than the size that is written here, be it true or not.
    if entry.file_size > _SMALL and entry.file_size > MAX_RATIO * entry.compress_size:
        raise ItemError(BOMB)


def plain_name(name: str) -> str:
    """Return a name within an archive as one that leads nowhere else: ``../../etc/passwd`` → ``etc/passwd``."""
    return "/".join(part for part in name.replace("\\", "/").split("/") if part not in ("", ".", ".."))
