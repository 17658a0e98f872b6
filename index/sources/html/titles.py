"""The title of a page, which it has up to four of: JSON-LD's, Open Graph's, ``<h1>`` and ``<title>``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from index.sources.html import lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.html import HtmlElement

# What parts the title from the site's name at its end ("… | Anzeiger", "… – NA – 30.01.2024").
_SITE = re.compile(r"\s+(?:[|·•»]|[-–—]|::)\s+")
_CUT = ("…", "...")
_MAX_HEADINGS = 10
"""Headings of level 1 among which the title is sought."""
# A topic in front of the headline ("Hafen in Lindmoor: …").
_TOPIC = re.compile(r"^.{3,60}?(?::|\s[-–—|/])\s+")
_WORD = re.compile(r"\w+")
_ALIKE = 0.6
"""Share of words in common from which on two titles are one and the same, worded anew."""


@dataclass(frozen=True, slots=True)
class Titles:
    """The title, and all that stand for it somewhere on the page."""

    title: str | None
    all: tuple[str, ...]


def read(root: HtmlElement, article: Mapping[str, Any], meta: Mapping[str, str]) -> Titles:
    """Return the title of a page."""
    first = islice(root.iter("h1"), _MAX_HEADINGS)
    headings = [found for h1 in first if (found := lines.one(lines.words(h1)))]
    window = lines.one(root.findtext(".//title"))
    told = [lines.one(lines.text(article.get(key))) for key in ("headline", "alternativeHeadline", "name")]
    shared = meta.get("og:title") or meta.get("twitter:title")
    everything = tuple(dict.fromkeys(one for one in (*told, shared, window, *headings) if one))
    others = [one for one in (*told, *headings) if one]
    shared = _without_site(shared, others) if shared else None
    window = _without_site(window, [*others, *([shared] if shared else [])]) if window else None
    return Titles(_chosen(told, shared, headings, window), everything)


def _chosen(told: list[str | None], shared: str | None, headings: list[str], window: str | None) -> str | None:
    """Decide between what is told to search engines, what is shared, and what stands over the text."""
    headline = told[0]
    if shared is None or shared.endswith(_CUT):
        return headline or shared or (headings[0] if headings else None) or window
    if headline is None or headline.endswith(_CUT):
        different = [one for one in headings if not _same(one, shared)]
        return next((tail for one in different if (tail := _common_tail(shared, one))), shared)
    if any(_same(headline, one) for one in headings):
        # Told and seen alike, it is often the long form, with a topic in front or for search engines; then the shared
        # one is the headline proper. But it may as well be shortened, or have got a topic in front itself.
        is_shortened = _likeness(headline, shared) > _ALIKE and not lines.bare(headline).endswith(lines.bare(shared))
        return headline if is_shortened or lines.bare(shared).endswith(lines.bare(headline)) else shared
    if any(_same(shared, one) for one in headings):
        twice, other = (sum(_same(title, one) for one in told) for title in (headline, shared))
        return headline if twice > 1 or (_same(headline, window) and not other) else shared
    return headline


def _common_tail(one: str, other: str) -> str | None:
    """Return the headline that two titles have in common behind different topics ("Hafen: …", "Lindmoor - …")."""
    tail = _TOPIC.sub("", one, count=1)
    return tail if tail != one and _same(tail, _TOPIC.sub("", other, count=1)) else None


def _likeness(one: str, other: str) -> float:
    """Return the share of the words of two titles that both have (Jaccard)."""
    first, second = (set(_WORD.findall(title.casefold())) for title in (one, other))
    return len(first & second) / max(len(first | second), 1)


def _without_site(title: str, others: list[str]) -> str:
    """Return a title without the site's name behind it: down to what another title is, or else the last part off."""
    parts = list(_SITE.finditer(title))
    for part in parts:
        if any(_same(title[: part.start()], one) for one in others):
            return title[: part.start()]
    return title


def _same(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and lines.bare(one) == lines.bare(other)
