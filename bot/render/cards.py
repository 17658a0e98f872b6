"""A passage, or an article, that somebody posts into a chat of theirs → a citation card. Pure.

A card never says that it answers anything: it shows what stands in an article, which is true whatever was asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.render.answers import attribution_line, speaker_line
from bot.render.lists import where
from bot.render.parts import MAX_MESSAGE, linked, pieces
from bot.render.text_fragment import text_link
from index.records import shorten

if TYPE_CHECKING:
    from bot.texts import Texts
    from index.listed import Listed
    from index.records import Hit

MAX_COPIED = 256
"""Characters that a button copies (Bot API, CopyTextButton)."""
_MAX_RESULT_TITLE = 150
_MAX_DESCRIPTION = 150
_MAX_SENTENCE = 1_200
"""Code points of a sentence that stands over the passage; a longer one stands in the passage only."""
_MAX_HEADLINE = 200
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
    """What a button copies: the words and where they are from; None where that is too long."""
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
        copied=_copied(sentence, known),
        address=openable(text_link(passage.url, sentence) or passage.url),
    )


def article_card(article: Listed, texts: Texts) -> Card:
    """Return the card of an article: its title, where it is from, and its first words."""
    title = linked(article, shorten(article.headline, _MAX_HEADLINE)).html
    lead = f"\n<blockquote>{escape(article.lead)}</blockquote>" if article.title and article.lead else ""
    return Card(
        title=_visible(article.headline),
        description=shorten(where(article, texts), _MAX_DESCRIPTION),
        html=f"<b>{title}</b>\n{escape(where(article, texts))}{lead}",
        copied=None,
        address=openable(article.url),
    )


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


def _copied(sentence: str, known: list[str | None]) -> str | None:
    words = " ".join(sentence.split())
    text = f"{words} ({', '.join(part for part in known if part)})"
    # Counted in UTF-16 units: never fewer than Telegram counts.
    return text if words and len(text.encode("utf-16-le", "surrogatepass")) // 2 <= MAX_COPIED else None
