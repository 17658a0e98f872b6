"""``.html``: a saved page of a news site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.records import Article
from index.sources.html import MAX_PAGE, read_page
from index.sync_records import Loaded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.config import SourceConfig
    from index.sources.opened import OpenFile


def load(source: SourceConfig, file: OpenFile) -> Iterator[Loaded]:
    """Yield the one article of the page; its id is the file's name within the source.

    Raises:
        ItemError: it is too large, no text, or has no article on it.

    """
    page = read_page(file.read(MAX_PAGE))
    article = Article(
        source=source.name,
        id=file.name,
        text=page.text,
        title=page.title,
        url=page.url,
        published=page.published,
        author=", ".join(page.authors) or None,
        language=page.language,
        outlet=page.outlet,
        origin=file.name,
    )
    yield Loaded(article, f"{file.name} {page.warning}" if page.warning else None)
