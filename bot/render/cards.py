"""A passage, or an article, that somebody posts into a chat of theirs → a citation card. Pure.

A card never says that it answers anything: it shows what stands in an article, which is true whatever was asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from telegram import CopyTextButton, InlineKeyboardButton

from bot.render.answers import attribution_line, speaker_line
from bot.render.citation_text import citation_text
from bot.render.origin import origin
from bot.render.parts import MAX_MESSAGE, linked, pieces
from bot.render.text_fragment import text_link
from index.records import shorten

if TYPE_CHECKING:
    from bot.texts import Texts
    from index.listing_records import Listed
    from index.records import Hit

_MAX_RESULT_TITLE = 150
_MAX_DESCRIPTION = 150
_MAX_SENTENCE = 1_200
"""Code points of a sentence that stands over the passage; a longer one stands in the passage only."""
_MAX_HEADLINE = 200
_MAX_ORIGIN = 200
_ROOM = MAX_MESSAGE - _MAX_SENTENCE - _MAX_HEADLINE - 400 - 500
"""Code points of the passage: what attribution (400) and speaker (two names of 150) leave."""
_MAX_URL = 2_000


@dataclass(frozen=True, slots=True)
class Card:
    """One result of inline mode, and what choosing it posts."""

    title: str
    description: str
    html: str
    copied: str | None
    """What a button copies: the citation on one line; None where there is nothing to cite but the article."""
    address: str | None
    """Where a button opens the article, a browser at the sentence; None where it has no address."""


def passage_card(hit: Hit, texts: Texts) -> Card:
    """Return the card of a passage: its sentence as a quotation, who says it, and where all of it stands."""
    passage, sentence = hit.passage, hit.answer_text() or ""
    date = texts.date(passage.published) if passage.published else None
    said_by = hit.quote.said_by if hit.quote else None
    known = [said_by, passage.shown_source, date]
    return Card(
        title=_visible(sentence or passage.headline),
        description=shorten(" · ".join(part for part in known if part), _MAX_DESCRIPTION),
        html=_passage_html(hit, sentence, texts),
        copied=citation_text(hit, texts),
        address=openable(text_link(passage.url, sentence) or passage.url),
    )


def article_card(article: Listed, texts: Texts) -> Card:
    """Return the card of an article: its title, where it is from, and its first words."""
    title = linked(article, shorten(article.headline, _MAX_HEADLINE)).html
    lead = f"\n<blockquote>{escape(article.lead)}</blockquote>" if article.title and article.lead else ""
    return Card(
        title=_visible(article.headline),
        description=origin(article, texts, _MAX_DESCRIPTION),
        html=f"<b>{title}</b>\n{escape(origin(article, texts, _MAX_ORIGIN))}{lead}",
        copied=None,
        address=openable(article.url),
    )


def buttons(card: Card, texts: Texts) -> list[InlineKeyboardButton]:
    """Return the buttons under a card: one that copies, and one that opens the article in a browser."""
    row = [InlineKeyboardButton(texts.button_copy, copy_text=CopyTextButton(card.copied))] if card.copied else []
    return [*row, *([InlineKeyboardButton(texts.button_article, url=card.address)] if card.address else [])]


def _visible(words: str) -> str:
    """Return a result's title; for one in which nothing can be seen, Telegram refuses all results."""
    title = shorten(words, _MAX_RESULT_TITLE)
    return title if any(one.isprintable() and not one.isspace() for one in title) else "…"


def openable(url: str | None) -> str | None:
    """Return an address if a button may lead to it: for one that Telegram does not take, it refuses all results."""
    if not url or len(url) > _MAX_URL or any(character.isspace() for character in url):
        return None
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and "." in host.strip(".") else None


def _passage_html(hit: Hit, sentence: str, texts: Texts) -> str:
    over = f"<blockquote>{escape(sentence)}</blockquote>\n" if 0 < len(sentence) <= _MAX_SENTENCE else ""
    said = f"{escape(speaker_line(hit.quote, texts))}\n" if hit.quote else ""
    title = linked(hit.passage, shorten(hit.passage.headline, _MAX_HEADLINE), sentence).html
    around = "" if over and sentence == hit.passage.text else _around(hit)
    gap = "\n" if over or said else ""
    return f"{over}{said}{gap}{title}\n{escape(attribution_line(hit, texts))}{around}"


def _around(hit: Hit) -> str:
    """Return the passage with the sentence in bold; of one that no message holds, the part that the sentence is in."""
    text, offset = hit.passage.text, hit.passage.start
    first, last = (hit.answer.start - offset, hit.answer.end - offset) if hit.answer else (0, 0)
    start, end = next((start, end) for start, end in pieces(text, _ROOM) if end > first)
    first, last = max(first, start), min(last, end)
    bold = f"<b>{escape(text[first:last])}</b>" if first < last else ""
    shown = f"{escape(text[start:first])}{bold}{escape(text[max(first, last) : end])}"
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return f"\n<blockquote expandable>{before}{shown}{after}</blockquote>"
