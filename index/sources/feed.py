"""Feeds → articles: RSS 0.9x to 2.0, Atom and JSON Feed, from the web or from a file.

A feed forgets, an archive does not: an entry that is in the feed no more stays, unless the config says ``prune``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from index.errors import ItemError, SourceError
from index.records import Article
from index.sources import entries, web_pages
from index.sources.fields import read_text
from index.sources.web_pages import MAX_PAGES
from index.sync_records import Loaded, Notice, Unchanged, Unforgotten, Unread, Visit

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping

    from index.config import SourceConfig
    from index.sources.entries import Entry
    from index.sources.fetching import Document, Web
    from index.sources.opened import OpenFile
    from index.sync_records import SourceItem

READER = 1
"""Raised whenever the same entry becomes another article: all are then read again."""
_WHOLE = 1_500
"""Characters from which on an entry's text is taken for the whole article, if its end does not say otherwise."""
_MAX_FILE = 64_000_000
"""Bytes of a feed in a file."""
_CUT = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|\(…\)|>>|→)\s*$|(?:weiterlesen|read more|mehr lesen|continue reading)\W*$",
    re.IGNORECASE,
)


def load(source: SourceConfig, web: Web, known: Mapping[str, Visit]) -> Iterator[SourceItem]:
    """Yield the articles of a feed on the web.

    Raises:
        SourceError: it cannot be read, is no feed, or has no entries.

    """
    url = source.feed or ""
    visit = known.get(url)
    try:
        # Read otherwise than the last time, it is another feed, though it is "not modified".
        document = web.get(url, visit if visit and (visit.reader, visit.mark) == (READER, _way(source)) else None)
        if document is None:
            yield Unforgotten()
            return
        found = entries.parse(document.body, document.url, document.charset)
    except ItemError as error:
        raise SourceError(f"{url} {error}") from error
    if not found:
        raise SourceError(f"{url} has no entries; open it in a browser, and correct the address")
    if (yield from _load_entries(source, found, web, known)):
        # Not before everything has been read: a feed that is "not modified" would hide what is still missing.
        yield Visit(url, READER, document.etag, document.modified, _way(source))
    if not source.prune:
        yield Unforgotten()


def load_file(source: SourceConfig, file: OpenFile) -> Iterator[SourceItem]:
    """Yield the articles of a feed that lies in a file; one that is no feed is left out.

    Raises:
        ItemError: it is too long.

    """
    data, name = file.read(_MAX_FILE), file.name
    try:
        found = entries.parse(data, None, None)
    except ItemError as error:
        yield Notice(f"{name} {error}; it is left out")
        return
    for entry in found:
        try:
            yield Loaded(_article(source.name, entry, origin=name), _doubt(entry))
        except ItemError as error:
            yield Unread(name, f"{name}, entry {entry.id}, {error}")


def _load_entries(
    source: SourceConfig, found: Iterable[Entry], web: Web, known: Mapping[str, Visit]
) -> Generator[SourceItem, None, bool]:
    """Yield the articles of the entries; return whether all of them were read, with their pages."""
    whole, allowance, left = True, web.allowance(MAX_PAGES), 0
    for entry in found:
        before = known.get(_key(entry))
        if before is not None and (before.reader, before.mark) == (READER, _mark(entry, source)):
            yield Unchanged(entry.id)
            continue
        if _needs_page(entry, source) and not allowance.take():
            left += 1
            if before is not None:
                yield Unchanged(entry.id)
            continue
        for item in _load_entry(source, entry, web, had_page=before is not None and before.mark is not None):
            whole = whole and not isinstance(item, Unread) and not (isinstance(item, Visit) and item.mark is None)
            yield item
    if left:
        yield Notice(f"the pages of {left:,} more entries are read by the next syncs, {MAX_PAGES:,} each time")
    return whole and not left


def _load_entry(source: SourceConfig, entry: Entry, web: Web, *, had_page: bool) -> Iterator[SourceItem]:
    """Yield the article of one entry, with the text of the page that it links to, where it gives only a teaser."""
    whole, warning = entry, _doubt(entry)
    mark: str | None = _mark(entry, source)
    if entry.link and _needs_page(entry, source):
        try:
            whole = _completed(entry, web.get(entry.link, robots=True))
        except ItemError as error:
            # What was read of the page is not replaced by a teaser.
            if had_page or not entry.text:
                yield Unread(entry.id, f"{entry.link} {error}")
                return
            warning = f"{entry.link} {error}; the feed's own text is taken"
            mark = None  # the next sync tries again
    try:
        article = _article(source.name, whole, origin=entry.id)
    except ItemError as error:
        yield Unread(entry.id, f"the entry {entry.id} {error}")
        return
    yield Loaded(article, warning)
    yield Visit(_key(entry), READER, mark=mark, article_id=entry.id)


def _needs_page(entry: Entry, source: SourceConfig) -> bool:
    return source.full_text and entry.link is not None and is_teaser(entry.text)


def is_teaser(text: str) -> bool:
    """Tell whether a text is only the beginning of an article."""
    return len(text) < _WHOLE or _CUT.search(text[-100:]) is not None


def _completed(entry: Entry, document: Document | None) -> Entry:
    """Return the entry with the page's text, if it has more, and with what only the page says of itself."""
    if document is None:
        return entry
    page = web_pages.read_document(document)
    return replace(
        entry,
        text=max(page.text, entry.text, key=len),
        title=entry.title or page.title,
        published=entry.published or page.published,
        author=entry.author or ", ".join(page.authors) or None,
        language=entry.language or page.language,
    )


def _article(source: str, entry: Entry, *, origin: str) -> Article:
    return Article(
        source=source,
        id=entry.id,
        text=read_text(entry.text),
        title=entry.title,
        url=entry.link,
        published=entry.published,
        author=entry.author,
        language=entry.language,
        outlet=entry.outlet,
        origin=origin,
    )


def _doubt(entry: Entry) -> str | None:
    if entry.bad_date is None:
        return None
    return f"the entry {entry.id} has a date that cannot be read ('{entry.bad_date}'); it is kept without one"


def _key(entry: Entry) -> str:
    """Return what an entry's visit goes by; the space keeps it apart from every address."""
    return f"entry {entry.id}"


def _mark(entry: Entry, source: SourceConfig) -> str:
    """Return what changes with the entry, or with how it is to be read."""
    return f"{entry.digest()} {_way(source)}"


def _way(source: SourceConfig) -> str:
    return "with pages" if source.full_text else "feed only"
