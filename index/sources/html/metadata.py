"""What a page says of itself: title, authors, date, language, address, site.

JSON-LD is read first, then meta tags, then what stands on the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from index.sources.fields import read_language
from index.sources.html import authors, dates, json_ld, lines, titles

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from index.dates import PartialDate


@dataclass(frozen=True, slots=True)
class About:
    """A page's own account of itself."""

    title: str | None
    authors: tuple[str, ...]
    published: PartialDate | None
    language: str | None
    url: str | None
    outlet: str | None
    headings: tuple[str, ...]
    """All that may stand over the text as its title, on one line each."""
    description: str | None
    """What search engines are told of it: on many pages the teaser over the text."""
    body: str | None
    """The text as JSON-LD has it, where it has."""


def read(root: HtmlElement, url: str | None) -> About:
    """Return what the page says of itself; `url` is where it was read from."""
    article = json_ld.read_article(root)
    meta = _meta(root)
    found = titles.read(root, article, meta)
    outlet = lines.text(article.get("publisher")) or meta.get("og:site_name") or meta.get("application-name")
    return About(
        title=found.title,
        authors=authors.read(root, article, meta, outlet),
        published=dates.read(root, article, meta),
        language=read_language(root.get("lang") or json_ld.text_of(article.get("inLanguage")) or meta.get("og:locale")),
        url=_address(root, meta, url),
        outlet=outlet,
        headings=found.all,
        description=lines.text(article.get("description")) or meta.get("description"),
        body=json_ld.text_of(article.get("articleBody")),
    )


def _meta(root: HtmlElement) -> dict[str, str]:
    """Return the content of the meta tags by their names in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    for tag in root.iter("meta"):
        content = lines.told(tag.get("content"))
        for key in ("property", "name", "itemprop"):
            name = (tag.get(key) or "").strip().lower()
            if name and content:
                found.setdefault(name, content)
    return found


def _address(root: HtmlElement, meta: dict[str, str], url: str | None) -> str | None:
    """Return the page's canonical address: an absolute one that a browser may open."""
    links = [link.get("href") for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    for candidate in [*links, meta.get("og:url")]:
        if candidate:
            try:
                address = urljoin(url or "", candidate.strip())
                parts = urlsplit(address)
            except ValueError:
                continue
            if parts.scheme in ("http", "https") and parts.netloc:
                return address
    return url
