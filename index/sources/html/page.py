"""HTML → what an article is made of. Bytes in, a `Page` out: the same for a file and for what a server sends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import ItemError
from index.sources.fields import read_text

if TYPE_CHECKING:
    from index.dates import PartialDate

MAX_PAGE = 16_000_000
"""Bytes of a page, decompressed. Large pages are scripts; news pages have up to 2 MB."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says, and what it says of itself."""

    text: str
    """Paragraphs parted by blank lines; a subheading is one of its own."""
    title: str | None
    authors: tuple[str, ...]
    published: PartialDate | None
    language: str | None
    """ISO 639-1, as the page states it."""
    url: str | None
    """The address that the page itself gives as its own, else the one that it was read from."""
    outlet: str | None
    """The site's name."""
    warning: str | None = None
    """A doubt about how it was read."""


def read_page(data: bytes, url: str | None = None, *, charset: str | None = None) -> Page:
    """Return what a page holds.

    Args:
        data: the page as it was stored or sent, decompressed.
        url: where it was read from: relative addresses in it are relative to this one.
        charset: the encoding that a server states in its ``Content-Type``; it goes before the page's own.

    Raises:
        ItemError: it is too large, no text, or has no article on it; the text names the remedy.

    """
    from index.sources.html import main_text, metadata, tree  # noqa: PLC0415 -- lxml, only where a page is read

    if len(data) > MAX_PAGE:
        raise ItemError(f"has {len(data) / 1e6:.0f} MB, too much for one page; give the article alone")
    try:
        root, warning = tree.parse(data, charset)
        about = metadata.read(root, url)
        text = main_text.read(root, about)
    except ItemError:
        raise
    except Exception as error:  # what a page may hold is without end, and no page is to end a sync
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise ItemError(f"cannot be read as a page ({reason}); take it out, or get it anew") from error
    return Page(
        text=read_text(text),
        title=about.title,
        authors=about.authors,
        published=about.published,
        language=about.language,
        url=about.url,
        outlet=about.outlet,
        warning=warning,
    )
