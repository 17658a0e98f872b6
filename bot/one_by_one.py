"""What belongs together happens one after the other, though updates are handled side by side."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Hashable


@dataclass(slots=True)
class _Line:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    newest: int = 0
    inside: int = 0


class OneByOne:
    """Keeps the order in which turns are asked for, for each key of its own."""

    def __init__(self) -> None:
        self._lines: dict[Hashable, _Line] = {}

    @asynccontextmanager
    async def turn(self, key: Hashable, *, undoes: bool = True) -> AsyncIterator[Callable[[], bool]]:
        """Wait for those before; what comes back tells whether somebody came after, whose turn will undo this one.

        A turn that only adds to what others did `undoes` nothing.
        """
        line = self._lines.setdefault(key, _Line())
        line.newest += undoes
        line.inside += 1
        number = line.newest
        try:
            async with line.lock:
                yield lambda: line.newest != number
        finally:
            line.inside -= 1
            if not line.inside:
                del self._lines[key]
