"""Which sources are to be read again, and when the next ones will be. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from index.config import SourceConfig


def due(sources: Iterable[SourceConfig], last_read: Mapping[str, float], now: float) -> list[str]:
    """Return the names of the sources whose time has come; one that was never read is due at once.

    Args:
        sources: those without `every` are never due.
        last_read: when each was read, in seconds since 1970.
        now: likewise.

    """
    return [name for name, at in _moments(sources, last_read, now) if at <= now]


def next_due(sources: Iterable[SourceConfig], last_read: Mapping[str, float], now: float) -> float | None:
    """Return the seconds until a source is due, 0 if one is; None if none ever will be."""
    return min((max(0.0, at - now) for _, at in _moments(sources, last_read, now)), default=None)


def _moments(
    sources: Iterable[SourceConfig], last_read: Mapping[str, float], now: float
) -> Iterator[tuple[str, float]]:
    for source in sources:
        if source.every is not None:
            # A reading in the future is one by a clock that has been set back since.
            read = last_read.get(source.name, 0.0)
            yield source.name, read + source.every.total_seconds() if read <= now else now
