"""Sitemaps (sitemaps.org protocol, index files and gzip included) → the pages that they name.

A page whose ``lastmod`` is as it was is not asked for again. Many pages are read over several syncs, the latest first.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING
from xml.parsers import expat

from index.errors import GoneError, ItemError, SourceError
from index.sources.fetching import gunzipped
from index.sources.web_pages import MAX_PAGES, READER, load_page
from index.sync_records import Gone, Notice, Unchanged, Unforgotten, Unread, Visit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from index.sources.fetching import Web
    from index.sync_records import SourceItem

MAX_FILES = 500
"""Sitemap files that one index leads to."""
MAX_ADDRESSES = 1_000_000
"""Pages that one source knows of; 20 files of the protocol's 50,000 each."""
_MAX_ADDRESS = 2_048
"""Characters of an address, by the protocol."""
MAX_BYTES = 50_000_000
"""Of an unpacked sitemap, by the protocol."""


def load(source: str, url: str, web: Web, known: Mapping[str, Visit], *, prune: bool) -> Iterator[SourceItem]:
    """Yield the articles of the pages that a sitemap names; without `prune`, what it named before stays.

    Raises:
        SourceError: it cannot be read, is no sitemap, or names no page.

    """
    problems: list[Unread] = []
    pages = _pages(url, web, problems)
    yield from problems
    if not pages:
        raise SourceError(problems[0].error if problems else f"{url} names no page; correct the address")
    allowance, left = web.allowance(MAX_PAGES), 0
    for page, mark in sorted(pages.items(), key=lambda item: _turn(item[0], item[1], known), reverse=True):
        visit = known.get(page)
        if not _is_fresh(visit, mark) and not allowance.take():
            left += 1
            if visit is not None:
                yield Unchanged(page)
            continue
        try:
            for item in load_page(source, page, web, visit, mark):
                yield item
                if isinstance(item, Unread) and (visit is None or visit.article_id is None):
                    yield Visit(page, READER, mark=mark)  # others go before it the next time
        except GoneError as error:
            yield Gone(page, f"{page} {error}; its article is not kept")
    if left:
        yield Notice(f"{left:,} more pages are read by the next syncs, {MAX_PAGES:,} each time")
    if not prune or problems:
        yield Unforgotten()


def _is_fresh(visit: Visit | None, mark: str | None) -> bool:
    """Tell whether a page's article is stored as the page is."""
    return (
        visit is not None
        and visit.article_id is not None
        and visit.reader == READER
        and mark is not None
        and visit.mark == mark
    )


def _turn(page: str, mark: str | None, known: Mapping[str, Visit]) -> tuple[bool, str]:
    """Return what pages are sorted by: those that say nothing new since they were asked for come last."""
    visit = known.get(page)
    was_asked = visit is not None and visit.mark == mark and not _is_fresh(visit, mark)
    return not was_asked, mark or ""


def _pages(url: str, web: Web, problems: list[Unread]) -> dict[str, str | None]:
    """Return the addresses of all pages with their ``lastmod``, through index files."""
    waiting, seen = [url], {url}
    pages: dict[str, str | None] = {}
    while waiting:
        file = waiting.pop(0)
        try:
            document = web.get(file)
            is_index, entries = parse(gunzipped(document.body if document else b"", MAX_BYTES))
        except ItemError as error:
            problems.append(Unread(file, f"{file} {error}"))
            continue
        if not is_index:
            pages |= dict(islice(entries.items(), MAX_ADDRESSES - len(pages)))
            if len(pages) == MAX_ADDRESSES:
                problem = f"{file} names more than {MAX_ADDRESSES:,} pages; name its parts as sources of their own"
                problems.append(Unread(file, problem))
                break
            continue
        new = [one for one in entries if one not in seen]
        if len(seen) + len(new) > MAX_FILES:
            problems.append(
                Unread(file, f"{file} leads to more than {MAX_FILES} files; name them as sources of their own")
            )
        waiting += new[: MAX_FILES - len(seen)]
        seen.update(waiting)
    return pages


def parse(data: bytes) -> tuple[bool, dict[str, str | None]]:
    """Return whether a sitemap is an index file, and the addresses in it with their ``lastmod``.

    Raises:
        ItemError: it is no sitemap.

    """
    reader = _Reader()
    try:
        reader.read(data)
    except expat.ExpatError as error:
        raise ItemError(f"is no sitemap ({error}); correct the address") from error
    if reader.root not in ("urlset", "sitemapindex"):
        raise ItemError("is no sitemap; give the address of its XML file")
    return reader.root == "sitemapindex", reader.entries


class _Reader:
    """Collects ``<loc>`` and ``<lastmod>`` of each entry; whatever else an entry has (images, news) is passed over."""

    def __init__(self) -> None:
        self.root: str | None = None
        self.entries: dict[str, str | None] = {}
        self._path: list[str] = []
        self._entry: dict[str, str] = {}

    def read(self, data: bytes) -> None:
        """Read a whole file."""
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = self._refuse
        parser.Parse(data, True)  # noqa: FBT003 -- expat's own: it is the last piece

    def _start(self, name: str, _: object) -> None:
        local = name.rpartition("}")[2]
        if not self._path:
            self.root = local
        self._path.append(local)

    def _end(self, _: str) -> None:
        self._path.pop()
        if len(self._path) == 1:
            loc = self._entry.get("loc", "").strip()
            if loc and len(loc) <= _MAX_ADDRESS:
                self.entries[loc] = self._entry.get("lastmod", "").strip() or None
            self._entry = {}

    def _text(self, text: str) -> None:
        if len(self._path) == 3 and self._path[2] in ("loc", "lastmod"):  # noqa: PLR2004 -- root, entry, field
            before = self._entry.get(self._path[2], "")
            if len(before) <= _MAX_ADDRESS:
                self._entry[self._path[2]] = before + text

    @staticmethod
    def _refuse(*_: object) -> None:
        raise ItemError("defines entities of its own, which sitemaps do not; correct the address")
