"""An `Article` as a row of SQLite, and back; the columns stand in `schema.ARTICLE_COLUMNS`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.dates import PartialDate
from index.records import Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any


def to_row(article: Article) -> Iterable[str | None]:
    """Return the values of the columns."""
    published = None if article.published is None else str(article.published)
    return (
        article.source, article.id, article.text, article.title, article.url, published,
        article.author, article.credit, article.language, article.outlet, article.origin,
        " ".join(map(str, article.pages)),
    )  # fmt: skip


def to_article(row: Sequence[Any]) -> Article:
    """Return the article that the values of the columns stand for."""
    source, article_id, text, title, url, published, author, credit, language, outlet, origin, pages = row
    return Article(
        source=source,
        id=article_id,
        text=text,
        title=title,
        url=url,
        published=PartialDate.parse(published) if published else None,
        author=author,
        credit=credit,
        language=language,
        outlet=outlet,
        origin=origin,
        pages=tuple(map(int, pages.split())),
    )
