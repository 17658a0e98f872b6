"""Quotations as JSON: the contract with other programs. Fields may be added, never renamed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.records import Article, Quote, Span


def quotes_to_json(article: Article, quotes: Iterable[Quote]) -> dict[str, Any]:
    """Return an article's quotations as plain values; offsets are code points of its text."""
    return {"article_id": article.id, "quotes": [_quote(article.text, quote) for quote in quotes]}


def _quote(text: str, quote: Quote) -> dict[str, Any]:
    return {
        **_words(text, quote.span),
        "kind": quote.kind.value,
        "speaker": None if quote.speaker is None else _words(text, quote.speaker),
        "name": quote.name,
        "role": quote.role,
        "cue": quote.cue,
        "parts": [_words(text, part) for part in quote.parts],
    }


def _words(text: str, span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.of(text)}
