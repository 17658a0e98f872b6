"""A file that is being read, wherever it lies: in a folder, in an archive, compressed. What every loader gets."""

from __future__ import annotations

import gzip
import io
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import ItemError
from index.sources.fields import MAX_ARTICLE, SPLIT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO, Self

BOMB = "unpacks to far more than a text can; pack it anew, or take it out"
HEAD = 4_096
"""Bytes by which the type of a file is told."""
MAX_TEXT = 4 * MAX_ARTICLE
"""Bytes of one article that is text: no character takes more than four."""
MAX_DOCUMENT = 200_000_000
"""Bytes of a packed document or archive, which must lie somewhere to be read."""
MAX_RATIO = 100
"""Times that unpacked data may be longer than packed. Text comes to 3 to 20; a bomb to 1,000."""
_CHUNK = 65_536
"""Bytes that are unpacked at a time."""
_FREE = 10_000_000
"""Bytes that may come out whatever the ratio."""
_IN_MEMORY = 8_000_000
"""Bytes of a document beyond which it lies on the disk while it is read."""


@dataclass(slots=True)
class Budget:
    """How much may come out of one file, all archives within archives in it taken together."""

    left: int
    """Bytes."""

    @classmethod
    def of(cls, packed: int) -> Self:
        """Return what may come out of so many bytes."""
        return cls(_FREE + MAX_RATIO * packed)

    def take(self, count: int) -> None:
        """Take some of it.

        Raises:
            ItemError: there is less left.

        """
        self.left -= count
        if self.left < 0:
            raise ItemError(BOMB)


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A stream with the name that it has within its source."""

    name: str
    stream: io.BufferedReader
    budget: Budget | None = None
    """What may come out of the archive that it lies in; None for what lies in none."""

    def head(self) -> bytes:
        """Return the first bytes, without reading on."""
        return self.stream.peek(HEAD)[:HEAD]

    def read(self, limit: int = MAX_TEXT) -> bytes:
        """Return all bytes.

        Raises:
            ItemError: there are more than `limit`.

        """
        data = self.stream.read(limit + 1)
        if len(data) > limit:
            raise ItemError(f"has more than {limit / 1e6:.0f} MB, too much for one article; {SPLIT}")
        return data

    @contextmanager
    def seekable(self) -> Iterator[BinaryIO]:
        """Give the bytes as a stream to go back and forth in: the file itself, or a copy of what is packed.

        Raises:
            ItemError: what is packed is longer than `MAX_DOCUMENT`.

        """
        if isinstance(self.stream.raw, io.FileIO):
            self.stream.seek(0)
            yield self.stream
            return
        with tempfile.SpooledTemporaryFile(_IN_MEMORY) as copy:
            total = 0
            while chunk := self.stream.read(1 << 20):
                total += len(chunk)
                if total > MAX_DOCUMENT:
                    raise ItemError(f"has more than {MAX_DOCUMENT / 1e6:.0f} MB; split it, or unpack it")
                copy.write(chunk)
            copy.seek(0)
            yield copy  # type: ignore[misc]  # a stream of bytes in all but name


def opened(name: str, stream: BinaryIO, budget: Budget | None = None) -> OpenFile:
    """Return a stream as an `OpenFile`."""
    return OpenFile(
        name,
        stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream, _CHUNK),  # type: ignore[arg-type]  # it asks for readinto only
        budget,
    )


def unpacked(file: OpenFile) -> OpenFile:
    """Return a gzip file's content under the same name; it is unpacked while it is read."""
    return opened(file.name, _Bounded(file.stream, file.budget), file.budget)  # type: ignore[arg-type]  # as above


class _Bounded(io.RawIOBase):
    """Unpacks a gzip stream, and stops where far more comes out than went in."""

    def __init__(self, packed: io.BufferedReader, budget: Budget | None) -> None:
        self._packed = packed
        self._budget = budget
        self._unpacking = gzip.GzipFile(fileobj=packed)
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # Buffer, in the stubs of some versions
        data = self._unpacking.read1(len(buffer))
        self._count += len(data)
        if self._count > _FREE and self._count > MAX_RATIO * self._packed.tell():
            raise ItemError(BOMB)
        if self._budget is not None:
            self._budget.take(len(data))
        buffer[: len(data)] = data
        return len(data)
