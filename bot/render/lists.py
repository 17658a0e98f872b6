"""Lists of articles and of sources → Telegram messages. Pure."""

from __future__ import annotations

from datetime import datetime
from html import escape
from typing import TYPE_CHECKING

from bot.render.origin import origin
from bot.render.parts import MAX_MESSAGE, Part, joined, linked, plain
from index.dates import PartialDate
from index.records import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from bot.texts import Texts
    from index.listing_records import Latest, Listed, SourceState

PER_PAGE = 6
"""Articles on a page: as many buttons with their numbers fit beside each other on a phone."""
MAX_WORDS = 100
"""Characters of the words behind /latest and /article that are read and shown."""
_MAX_HEAD = 400
_MAX_WHERE = 200
_MAX_TITLE = (MAX_MESSAGE - _MAX_HEAD) // PER_PAGE - _MAX_WHERE - 20
"""So that a page always fits into one message."""
_MAX_NAMES = 200
_OUTLETS = 5
"""Outlets of a source that are named."""
_SOURCES = 60
"""Sources that are listed."""


def latest_page(latest: Latest, number: int, texts: Texts) -> str:
    """Return one page of the newest articles, as HTML; `number` counts from 0, and `latest` holds that page."""
    over = texts.latest_head
    if latest.sources:
        over = texts.latest_head_of.format(sources=shorten(", ".join(latest.sources), _MAX_NAMES))
    pages = -(-latest.total // PER_PAGE)
    head = f"<b>{escape(over)}</b> ({texts.number(latest.total)})"
    if pages > 1:
        head += f" · {texts.number(number + 1)}/{texts.number(pages)}"
    return f"{head}\n\n{_entries(latest.articles, number * PER_PAGE + 1, texts)}"


def several(name: str, articles: Sequence[Listed], texts: Texts) -> str:
    """Return the articles that go by one id, as HTML: as many as a page has."""
    return f"<b>{escape(texts.article_several.format(name=name))}</b>\n\n{_entries(articles[:PER_PAGE], 1, texts)}"


def sources_messages(sources: Sequence[SourceState], texts: Texts, zone: tzinfo | None = None) -> list[str]:
    """Return what there is of each source, as HTML; times are those of `zone`, None: of this machine."""
    if not sources:
        return [texts.sources_none]
    parts = [Part(f"<b>{texts.sources_head}</b> ({texts.number(len(sources))})", len(texts.sources_head) + 20)]
    parts += [_source(one, texts, zone) for one in sources[:_SOURCES]]
    if len(sources) > _SOURCES:
        parts.append(plain(f"\n\n{texts.sources_more.format(count=texts.number(len(sources) - _SOURCES))}"))
    return joined(parts)


def _entries(articles: Sequence[Listed], first: int, texts: Texts) -> str:
    return "\n\n".join(
        f"{number}. {linked(one, shorten(one.headline, _MAX_TITLE)).html}\n{escape(origin(one, texts, _MAX_WHERE))}"
        for number, one in enumerate(articles, first)
    )


def _source(one: SourceState, texts: Texts, zone: tzinfo | None) -> Part:
    name = shorten(one.name, _MAX_NAMES)
    known = [texts.source_articles.format(count=texts.number(one.articles))]
    if one.latest:
        known.append(texts.source_latest.format(date=texts.date(one.latest)))
    if one.outlets:
        names = [f"{shorten(outlet, _MAX_NAMES)} ({texts.number(count)})" for outlet, count in one.outlets[:_OUTLETS]]
        more = " …" if len(one.outlets) > _OUTLETS else ""
        known.append(texts.source_outlets.format(names=", ".join(names) + more))
    if one.read is not None:
        at = datetime.fromtimestamp(one.read, zone).astimezone(zone)
        day = texts.date(PartialDate(at.year, at.month, at.day))
        known.append(texts.source_read.format(date=day, time=f"{at:%H:%M}"))
    return Part(f"\n\n<b>{escape(name)}</b>", len(name) + 2) + plain("".join(f"\n{line}" for line in known))
