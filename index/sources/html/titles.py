"""The title of a page, which it has up to four of: JSON-LD's, Open Graph's, ``<h1>`` and ``<title>``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.sources.html import lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.html import HtmlElement

# What parts the title from the site's name at its end ("… | Anzeiger", "… – NA – 30.01.2024").
_SITE = re.compile(r"\s+(?:[|·•»]|[-–—]|::)\s+")
_CUT = ("…", "...")


@dataclass(frozen=True, slots=True)
class Titles:
    """The title, and all that stand for it somewhere on the page."""

    title: str | None
    all: tuple[str, ...]


def read(root: HtmlElement, article: Mapping[str, Any], meta: Mapping[str, str]) -> Titles:
    """Return the title of a page."""
    headings = [found for h1 in root.iter("h1") if (found := lines.one(lines.words(h1)))]
    window = lines.one(root.findtext(".//title"))
    told = [lines.one(lines.text(article.get(key))) for key in ("headline", "alternativeHeadline", "name")]
    shared = meta.get("og:title") or meta.get("twitter:title")
    everything = tuple(dict.fromkeys(one for one in (*told, shared, window, *headings) if one))
    others = [one for one in (*told, *headings) if one]
    shared = _without_site(shared, others) if shared else None
    window = _without_site(window, [*others, *([shared] if shared else [])]) if window else None
    return Titles(_chosen(told[0], shared, headings, window), everything)


def _chosen(told: str | None, shared: str | None, headings: list[str], window: str | None) -> str | None:
    """Decide between what is told to search engines, what is shared, and what stands over the text."""
    if told is None or told.endswith(_CUT):
        return shared or told or (headings[0] if headings else None) or window
    if shared is None or shared.endswith(_CUT) or _same(told, shared):
        return told
    if any(_same(told, one) for one in headings):
        # The same twice is the longer form, with its topic or for search engines; the shared one is the headline
        # proper, unless it has got a topic in front.
        return told if lines.bare(shared).endswith(lines.bare(told)) else shared
    return told if _same(told, window) or not any(_same(shared, one) for one in headings) else shared


def _without_site(title: str, others: list[str]) -> str:
    """Return a title without the site's name behind it: down to what another title is, or else the last part off."""
    parts = list(_SITE.finditer(title))
    for part in parts:
        if any(_same(title[: part.start()], one) for one in others):
            return title[: part.start()]
    return title


def _same(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and lines.bare(one) == lines.bare(other)
