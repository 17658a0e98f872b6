"""Several sources at once: those on the web wait for their servers in threads, and the disk is read meanwhile.

What threads have read waits in a queue of few items, so that a source that is faster than the sync does not fill the
memory; it is then read no further until its turn has come.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, Full, Queue
from typing import TYPE_CHECKING

from index.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from index.config import SourceConfig
    from index.sync_records import SourceItem

    Read = Callable[[SourceConfig], Iterator[SourceItem]]
    Gathered = tuple[SourceConfig, SourceItem | SourceError]

_WAITING = 16
"""Items that threads have read and nobody has taken yet."""
_WORKERS = 8
"""Sources read at once. Most of the time each waits for its server."""
_PAUSE = 0.1
"""Seconds after which a thread whose items nobody takes looks whether anybody still wants them."""


def gather(disk: Sequence[SourceConfig], web: Sequence[SourceConfig], read: Read) -> Generator[Gathered]:
    """Yield what all the sources give, each item with its source; for one that cannot be read, its error, last.

    The items of one source come in its order. `read` is called for each source on the web in a thread.
    """
    crew = _Crew(web, read)
    try:
        for source in disk:
            for item in _read(source, read):
                yield source, item
                yield from crew.ready()
        yield from crew.rest()
    finally:
        crew.stop()


def _read(source: SourceConfig, read: Read) -> Iterator[SourceItem | SourceError]:
    try:
        yield from read(source)
    except SourceError as error:
        yield error


class _StoppedError(Exception):
    """Nobody wants what a thread reads any more."""


@dataclass(frozen=True, slots=True)
class _Died:
    """A thread met an error that no source may raise; it is raised again where the sync runs."""

    error: BaseException


class _Crew:
    """The threads, and the queue in which they put what they have read."""

    def __init__(self, sources: Sequence[SourceConfig], read: Read) -> None:
        self._read = read
        self._queue: Queue[Gathered | _Died | None] = Queue(_WAITING)
        self._left = list(reversed(sources))
        self._stopped = threading.Event()
        self._running = min(_WORKERS, len(sources))
        # Daemons: a sync that is stopped does not wait for a server.
        for _ in range(self._running):
            threading.Thread(target=self._work, name="source", daemon=True).start()

    def ready(self) -> Iterator[Gathered]:
        """Yield what has been read so far."""
        while self._running:
            try:
                yield from self._taken(self._queue.get_nowait())
            except Empty:
                return

    def rest(self) -> Iterator[Gathered]:
        """Yield everything up to the end of the last source."""
        while self._running:
            yield from self._taken(self._queue.get())

    def stop(self) -> None:
        """Let the threads end; they do so when they have the next item."""
        self._stopped.set()

    def _taken(self, item: Gathered | _Died | None) -> Iterator[Gathered]:
        match item:
            case None:
                self._running -= 1
            case _Died():
                raise item.error
            case _:
                yield item

    def _work(self) -> None:
        try:
            while self._left:
                try:
                    source = self._left.pop()
                except IndexError:  # another thread took the last one
                    break
                for item in _read(source, self._read):
                    self._put((source, item))
            self._put(None)
        except _StoppedError:
            return
        except BaseException as error:  # noqa: BLE001 -- raised again in the thread of the sync
            with suppress(_StoppedError):
                self._put(_Died(error))

    def _put(self, item: Gathered | _Died | None) -> None:
        while not self._stopped.is_set():
            try:
                self._queue.put(item, timeout=_PAUSE)
            except Full:
                continue
            return
        raise _StoppedError
