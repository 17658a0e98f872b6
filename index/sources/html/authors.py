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
    r"(?:[A-ZÄÖÜ][\w.’'-]*\.?\s+){1,3}(?:(?:von|van|de|der|den|zu|di|da|del|al|el|la|le|bin)\s+)*[A-ZÄÖÜ][\w’'-]+"
)
_ROLE = re.compile(r"redakt|report|korrespond|correspond|editor|volont|chef|leiter", re.IGNORECASE)
"""Parts of what stands behind a name and looks like one: "Leitende Redakteurin"."""
_MAX_NAME = 60
_MAX_BYLINE = 200
_MARKED = re.compile(r"author|byline|autor|verfasser", re.IGNORECASE)
_NEAR = 1_500
"""Characters after the title among which its byline stands; further on, there are those of other articles."""
_AWAY = ("aside", "nav", "footer", "figure", "blockquote", "li")


def read(root: HtmlElement, article: Mapping[str, Any], meta: Mapping[str, str], outlet: str | None) -> tuple[str, ...]:
    """Return the names of the authors. An organisation is one only where no person is named."""
    told = tuple(_told(article.get("author")))
    if any(is_person and not _same(name, outlet) for name, is_person in told):
        return _unique(name for name, _ in told)
    organisations = _unique(name for name, _ in told)
    in_meta = _unique(name for key in _META for name in names(meta.get(key)))
    persons = tuple(name for name in in_meta if _is_person(name, outlet))
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
    """Return the persons that the byline under the title names."""
    passed = 0
    for element in root.xpath("(//h1)[1]/following::*[position() <= 300]"):
        marks = " ".join(element.get(key) or "" for key in ("class", "rel", "itemprop"))
        if _MARKED.search(marks) and next(element.iterancestors(*_AWAY), None) is None:
            parts = [part.strip() for part in map(str, element.itertext()) if part.strip()]
            # Names that stand in elements of their own may have nothing else between them.
            for line in ("; ".join(parts), " ".join(parts)):
                known = names(line) if len(line) <= _MAX_BYLINE else []
                if found := _unique(one for one in known if _is_person(one, outlet)):
                    return found
        if element.tag in ("script", "style"):
            continue
        passed += len((element.text or "").strip()) + len((element.tail or "").strip())
        if passed > _NEAR:
            break
    return ()


def _is_person(name: str, outlet: str | None) -> bool:
    """Tell whether these may be given name and surname, and not a role, a station or the site."""
    return not (_PERSON.fullmatch(name) is None or name.isupper() or _ROLE.search(name) or _same(name, outlet))


def _unique(found: Iterator[str]) -> tuple[str, ...]:
    return tuple({name.casefold(): name for name in found}.values())


def _same(name: str, outlet: str | None) -> bool:
    return outlet is not None and name.casefold() == outlet.casefold()
