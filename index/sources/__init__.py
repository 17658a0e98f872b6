"""Where articles come from. `load` gives what a source holds, one article at a time."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from index.sources import feed, sitemap, web_pages
from index.sources.fetching import Web
from index.sources.folder import load_path
from index.sources.reading import settings_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from index.config import SourceConfig
    from index.sync_records import Before, SourceItem, Visit

__all__ = ["Web", "load", "settings_of"]


_NOTHING: Mapping[str, Visit] = MappingProxyType({})


def load(
    source: SourceConfig, web: Web | None = None, known: Mapping[str, Visit] = _NOTHING, before: Before | None = None
) -> Iterator[SourceItem]:
    """Yield every article of a source, and for each file, line or page that cannot be read, why.

    A source on the disk needs no `web`. `known` holds what was remembered of its addresses the last time, `before` of
    its files; what has not changed since is not read again.

    Raises:
        SourceError: the source as a whole cannot be read.

    """
    if source.path is not None:
        return load_path(source, before)
    assert web is not None  # noqa: S101 -- whoever loads sources of the web has one
    if source.feed is not None:
        return feed.load(source, web, known)
    if source.sitemap is not None:
        return sitemap.load(source.name, source.sitemap, web, known, prune=source.prune)
    return web_pages.load_urls(source.name, source.urls, web, known)
