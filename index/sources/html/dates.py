"""When a page was published. Only what it states: no day is taken from a month, none from when it was changed."""

from __future__ import annotations

import re
from copy import deepcopy
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from index.dates import PartialDate
from index.sources.html import lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

_META = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date.issued", "dcterms.issued",
    "dc.date", "dcterms.date", "dcterms.created", "date.available", "date.created", "parsely-pub-date", "publishdate",
    "publish-date", "pubdate", "publication_date", "last-published", "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime", "sailthru.date", "article.published", "article:published", "og:published_time",
)  # fmt: skip
"""Names of meta tags that state it, the most reliable first."""
_STAMP = re.compile(
    r"(?<!\d)(?P<day>\d{4}-\d{2}-\d{2})"
    r"(?:[T ]\s?(?P<clock>\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s?(?P<zone>Z|[+-]\d{2}:?\d{2})?)?(?!\d)"
)
_MARKED = "//*[@itemprop='datePublished']"
# The first time under the title that is not in a list of other articles.
_UNDER_TITLE = "((//h1)[1]/following::time | //article//time)[not(ancestor::aside or ancestor::li or ancestor::nav)]"


def read(root: HtmlElement, article: Mapping[str, Any], meta: Mapping[str, str]) -> PartialDate | None:
    """Return when the page was published, as precisely as it states that; None if it does not."""
    for stated in _stated(root, article, meta):
        if found := stamp(stated):
            return found
    return _searched(root)


def stamp(text: str | None) -> PartialDate | None:
    """Return the timestamp or day that a text begins or ends with, in the forms that machines write."""
    match = _STAMP.search(text or "")
    if match is None:
        return _mail_date(text) if text else None
    for candidate in (f"{match['day']}T{match['clock']}{match['zone'] or ''}", match["day"]):
        try:
            return PartialDate.parse(candidate)
        except ValueError:
            continue
    return None


def _stated(root: HtmlElement, article: Mapping[str, Any], meta: Mapping[str, str]) -> Iterator[str | None]:
    yield lines.text(article.get("datePublished"))
    yield lines.text(article.get("dateCreated"))
    for name in _META:
        yield meta.get(name)
    for element in (*root.xpath(_MARKED), *root.xpath(_UNDER_TITLE)[:3]):
        yield element.get("content") or element.get("datetime")


def _mail_date(text: str) -> PartialDate | None:
    """Read "Fri, 03 May 2024 13:42:11 GMT"."""
    try:
        found = parsedate_to_datetime(text)
        return PartialDate.parse(found.isoformat())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _searched(root: HtmlElement) -> PartialDate | None:
    """Search for a written date where one usually stands ("3. Mai 2024" in a byline)."""
    from htmldate import find_date  # noqa: PLC0415 -- with dateparser: only where a page has no date for machines

    found = find_date(deepcopy(root), original_date=True, extensive_search=False)
    return stamp(found)
