"""The entries of a feed, whatever kind of feed it is. The only import of feedparser."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from index.dates import PartialDate
from index.errors import ItemError
from index.sources.decoding import clean
from index.sources.fields import read_language
from index.sources.hygiene import tidy
from index.sources.markup import line_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_JSON_FEED = "https://jsonfeed.org/version/"

_AS_IT_IS = {"sanitize_html": False, "resolve_relative_uris": False}
"""Nothing of a body but its words is used, whatever markup is in it: feedparser need not clean it, which takes long."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed, its markup resolved."""

    id: str
    """The feed's own: guid, Atom id, else the link, else the title."""
    title: str | None
    link: str | None
    text: str
    published: PartialDate | None
    bad_date: str | None
    """A date that stands there and cannot be read."""
    author: str | None
    language: str | None
    outlet: str | None
    """The feed's title."""

    def digest(self) -> str:
        """Return what changes with any part of the entry."""
        values = (self.id, self.title, self.link, self.text, self.published, self.author, self.language, self.outlet)
        return hashlib.blake2b("\0".join(str(one) for one in values).encode(), digest_size=16).hexdigest()


def parse(data: bytes, url: str | None, charset: str | None) -> list[Entry]:
    """Return the entries of a feed in its order, each id once.

    Args:
        data: the feed as it was sent or stored.
        url: where it was read from; relative links are relative to it.
        charset: what the server says of its encoding.

    Raises:
        ItemError: it is no feed.

    """
    try:
        is_json = data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
        found = _of_json(data, url) if is_json else _of_xml(data, url, charset)
    except ItemError:
        raise
    except Exception as error:  # what a feed may hold is without end, and no feed is to end a sync
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise ItemError(f"cannot be read as a feed ({reason}); tell the site's owner") from error
    # A feed that names an entry twice has the newer state first.
    unique: dict[str, Entry] = {}
    for entry in found:
        unique.setdefault(entry.id, entry)
    return list(unique.values())


def read_moment(text: str) -> PartialDate:
    """Return a feed's date exactly as precise as it is: RFC 822, ISO 8601, or a part of either.

    Raises:
        ValueError: it is none of these.

    """
    text = text.strip()
    try:
        return PartialDate.parse(text)
    except ValueError:
        has_clock = ":" in text
        moment = parsedate_to_datetime(text if has_clock else f"{text} 00:00:00")
    if not has_clock:
        return PartialDate(moment.year, moment.month, moment.day)
    # An unknown zone ("MESZ") leaves the time without one, rather than in the wrong one.
    return PartialDate.parse(moment.isoformat())


def _of_xml(data: bytes, url: str | None, charset: str | None) -> list[Entry]:
    import feedparser  # noqa: PLC0415 -- only where a feed is read

    headers = {"content-type": f"application/xml; charset={charset}"} if charset else {}
    # A stream: a text would be tried as an address, and as the path of a file. Entities that a feed defines itself are
    # not expanded by feedparser.
    about_it = headers | ({"content-location": url} if url else {})
    parsed = feedparser.parse(BytesIO(data), response_headers=about_it, **_AS_IT_IS)
    if not parsed.get("version") and not parsed.entries:
        raise ItemError("is no feed; give the address of its RSS, Atom or JSON file")
    about = parsed.feed
    language, outlet = read_language(about.get("language")), line_of(tidy(about.get("title") or "")) or None
    return [one for one in (_entry(values, language, outlet) for values in parsed.entries) if one is not None]


def _entry(values: Mapping[str, Any], language: str | None, outlet: str | None) -> Entry | None:
    title = line_of(tidy(values.get("title") or "")) or None
    link = clean(values.get("link") or "").strip() or None
    key = clean(values.get("id") or "").strip() or link or title
    if key is None:
        return None
    raw = values.get("published") or values.get("updated") or values.get("created")
    published, bad_date = _moment(raw)
    return Entry(
        id=key,
        title=title,
        link=link,
        text=tidy(_longest(values)),
        published=published,
        bad_date=bad_date,
        author=_author(values),
        language=_content_language(values) or language,
        outlet=outlet,
    )


def _longest(values: Mapping[str, Any]) -> str:
    """Return the text of the body that says most: feeds have a teaser beside the article, in either field."""
    bodies = [one.get("value") or "" for one in values.get("content") or ()]
    texts = (text_of(one) for one in (*bodies, values.get("summary") or ""))
    return max(texts, key=len, default="")


def _moment(raw: str | None) -> tuple[PartialDate | None, str | None]:
    if not raw or not raw.strip():
        return None, None
    try:
        return read_moment(clean(raw)), None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None, clean(raw).strip()[:100]


def _author(values: Mapping[str, Any]) -> str | None:
    names: Iterable[str] = [one.get("name") or "" for one in values.get("authors") or ()] or [
        values.get("author") or ""
    ]
    return ", ".join(dict.fromkeys(line for name in names if (line := line_of(tidy(name))))) or None


def _content_language(values: Mapping[str, Any]) -> str | None:
    for one in (*(values.get("content") or ()), values.get("summary_detail") or {}, values.get("title_detail") or {}):
        if language := one.get("language"):
            return read_language(language)
    return None


def _of_json(data: bytes, url: str | None) -> list[Entry]:
    """Read a JSON Feed (jsonfeed.org, versions 1 and 1.1)."""
    try:
        feed = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ItemError(f"is no feed ({error}); give the address of its RSS, Atom or JSON file") from error
    if not isinstance(feed, dict) or not str(feed.get("version")).startswith(_JSON_FEED):
        raise ItemError("is no feed; give the address of its RSS, Atom or JSON file")
    items = _dicts(feed.get("items"))
    found = (
        _entry(_as_entry(one, url), read_language(_str(feed.get("language"))), _str(feed.get("title"))) for one in items
    )
    return [one for one in found if one is not None]


def _as_entry(item: Mapping[str, Any], url: str | None) -> dict[str, Any]:
    """Return an item in feedparser's words."""
    link = _str(item.get("url")) or _str(item.get("external_url"))
    authors = _dicts(item.get("authors")) or _dicts([item.get("author")])
    body = _str(item.get("content_html")) or (_str(item.get("content_text")) or "").replace("&", "&amp;").replace(
        "<", "&lt;"
    )
    return {
        "id": str(item.get("id") or ""),
        "title": _str(item.get("title")),
        "link": _joined(url, link),
        "content": [{"value": body, "language": _str(item.get("language"))}],
        "summary": _str(item.get("summary")),
        "published": _str(item.get("date_published")) or _str(item.get("date_modified")),
        "authors": [{"name": _str(one.get("name"))} for one in authors],
    }


def _joined(url: str | None, link: str | None) -> str | None:
    try:
        return urljoin(url, link) if url and link else link
    except ValueError:  # no address at all
        return None


def _dicts(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _str(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
