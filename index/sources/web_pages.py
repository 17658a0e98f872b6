"""Web pages → articles: the ones that the config names, and whatever a sitemap or a feed points to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import GoneError, ItemError, SourceError
from index.records import Article
from index.sync_records import Gone, Loaded, Unchanged, Unread, Visit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from index.sources.fetching import Document, Web
    from index.sources.html import Page
    from index.sync_records import SourceItem

READER = 1
"""Raised whenever the same page becomes another article: all pages are then read again."""
MAX_PAGES = 1_000
"""Pages of a feed or a sitemap that one sync asks for. At one a second it lasts 17 minutes, and they are then safe."""
_HTML = ("", "text/html", "application/xhtml+xml")


def load_urls(source: str, urls: Sequence[str], web: Web, known: Mapping[str, Visit]) -> Iterator[SourceItem]:
    """Yield an article for each address; one whose page is gone from the web goes.

    Raises:
        SourceError: all of them are gone.

    """
    gone: list[Gone] = []
    for url in dict.fromkeys(urls):
        try:
            yield from load_page(source, url, web, known.get(url))
        except GoneError as error:
            gone.append(Gone(url, f"{url} {error}; its article is not kept"))
    if gone and len(gone) == len(set(urls)):
        # A whole site that is "not found" is rather a site that is being rebuilt.
        raise SourceError(f"{urls[0]} is not there, nor is any other of the source's pages; correct the addresses")
    yield from gone


def load_page(source: str, url: str, web: Web, visit: Visit | None, mark: str | None = None) -> Iterator[SourceItem]:
    """Yield the article of a page, and what to remember of it; its id is the address.

    `mark` stands for the state in which the page is said to be: it is not asked for again while that is the same.

    Raises:
        GoneError: there is no such page.

    """
    if visit is not None and (visit.reader != READER or visit.article_id is None):
        visit = None
    if visit is not None and mark is not None and visit.mark == mark:
        yield Unchanged(url)
        return
    try:
        document = web.get(url, visit, robots=True)
        if document is None:
            yield Unchanged(url)
            if visit is not None and visit.mark != mark:
                yield Visit(url, READER, visit.etag, visit.modified, mark, url)
            return
        page = read_document(document)
    except GoneError:
        raise
    except ItemError as error:
        yield Unread(url, f"{url} {error}")
        return
    yield Loaded(_article(source, url, page), f"{url} {page.warning}" if page.warning else None)
    yield Visit(url, READER, document.etag, document.modified, mark, url)


def read_document(document: Document) -> Page:
    """Return what a page holds.

    Raises:
        ItemError: it is no page, or has no article on it.

    """
    from index.sources.html import read_page  # noqa: PLC0415 -- an HTML parser, only where a page is read

    if document.content_type not in _HTML:
        raise ItemError(f"is no page but {document.content_type}; name the address of the page that it belongs to")
    return read_page(document.body, document.url, charset=document.charset)


def _article(source: str, url: str, page: Page) -> Article:
    return Article(
        source=source,
        id=url,
        text=page.text,
        title=page.title,
        url=page.url or url,
        published=page.published,
        author=", ".join(page.authors) or None,
        language=page.language,
        outlet=page.outlet,
        origin=url,
    )
