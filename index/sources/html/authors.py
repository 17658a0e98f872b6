"""Who wrote a page: JSON-LD's authors, meta tags, or the byline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from index.sources.html import json_ld, lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

_META = ("author", "article:author", "parsely-author", "sailthru.author", "cxenseparse:author", "dc.creator", "byl")
_BY = re.compile(
    r"^(?:(?:ein[e]?\s+)?(?:\w+\s+)?von|by|text|autor(?:en|in|innen|:in)?|authors?|words|written by|reporting by)"
    r"(?:\s*:\s*|\s+)",
    re.IGNORECASE,
)
"""What stands before the names: "Von …", "Ein Kommentar von …", "Text: …"."""
_BETWEEN = re.compile(r"\s*[,;|]\s*|\s+(?:und|and|&|sowie|mit|with|in)\s+", re.IGNORECASE)
_INITIALS = re.compile(r"\s*\([^()]{1,12}\)\s*$")
_NO_NAME = re.compile(r"https?:|www\.|@|\d{2}|^$")
_PERSON = re.compile(
    r"(?:[A-ZÄÖÜ][\w.’'-]*\.?\s+)(?:(?:von|van|de|der|den|zu|di|da|del|al|el|la|le|bin)\s+)*[A-ZÄÖÜ][\w’'-]+"
)
_MAX_NAME = 60
_MAX_BYLINE = 200
_BYLINE = (
    "//*[@rel='author' or @itemprop='author' or contains(translate(@class, 'ABLNORTUWYI', 'ablnortuwyi'), 'author')"
    " or contains(translate(@class, 'BYLINE', 'byline'), 'byline')"
    " or contains(translate(@class, 'ABLNORTUWYI', 'ablnortuwyi'), 'autor')]"
    "[not(ancestor::aside or ancestor::nav or ancestor::footer or ancestor::figure or ancestor::blockquote)]"
)


def read(root: HtmlElement, article: Mapping[str, Any], meta: Mapping[str, str], outlet: str | None) -> tuple[str, ...]:
    """Return the names of the authors. An organisation is one only where no person is named."""
    told = tuple(_told(article.get("author")))
    if any(is_person and not _same(name, outlet) for name, is_person in told):
        return _unique(name for name, _ in told)
    organisations = _unique(name for name, _ in told)
    in_meta = _unique(name for key in _META for name in names(meta.get(key)))
    persons = tuple(name for name in in_meta if _PERSON.fullmatch(name) and not _same(name, outlet))
    return persons or _byline(root, outlet) or organisations or in_meta


def names(text: str | None) -> list[str]:
    """Return the names in a byline: "Von Anna Berg und Bo Lind, nap" → Anna Berg, Bo Lind, nap."""
    whole = _BY.sub("", lines.one(text) or "", count=1)
    parts = (_INITIALS.sub("", part).strip(" .:·–-") for part in _BETWEEN.split(whole))
    return [part for part in parts if len(part) <= _MAX_NAME and not _NO_NAME.search(part)]


def _told(value: object) -> Iterator[tuple[str, bool]]:
    """Yield the names of JSON-LD's authors, and whether each may be a person's."""
    match value:
        case list():
            for one in value:
                yield from _told(one)
        case dict():
            name = lines.text(value.get("name")) or " ".join(
                part for key in ("givenName", "familyName") if (part := lines.text(value.get(key)))
            )
            is_person = not any("Organization" in kind for kind in json_ld.types(value))
            if is_person:
                yield from ((one, True) for one in names(name))
            elif name:
                yield name, False
        case str():
            yield from ((one, _PERSON.fullmatch(one) is not None) for one in names(value))
        case _:
            return


def _byline(root: HtmlElement, outlet: str | None) -> tuple[str, ...]:
    """Return the persons that the first byline of the page names."""
    for element in root.xpath(_BYLINE)[:50]:
        line = lines.one(lines.words(element)) or ""
        if len(line) > _MAX_BYLINE:
            continue
        found = _unique(one for one in names(line) if _PERSON.fullmatch(one) and not _same(one, outlet))
        if found:
            return found
    return ()


def _unique(found: Iterator[str]) -> tuple[str, ...]:
    return tuple({name.casefold(): name for name in found}.values())


def _same(name: str, outlet: str | None) -> bool:
    return outlet is not None and name.casefold() == outlet.casefold()
