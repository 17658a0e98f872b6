"""Answers and articles as JSON: the contract with other programs. Fields may be added, never renamed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.render.text_fragment import text_link
from index.dates import Days
from index.sources.article_lines import to_line

if TYPE_CHECKING:
    from index.records import Answer, Article, Facets, Hit, Passage, StoredQuote, Version


def answer_to_json(answer: Answer) -> dict[str, Any]:
    """Return an answer as plain values."""
    return {
        "question": answer.question,
        "answered": answer.answered,
        "unsure": answer.unsure,
        "confidence": round(answer.confidence, 4),
        "filter": answer.understood and _filter(answer.understood, met=not answer.unmet),
        "hits": [_hit(hit) for hit in answer.hits],
    }


def version_to_json(version: Version) -> dict[str, Any]:
    """Return what an article said before: its article line, with the time (UTC) until which it held, and why."""
    until = datetime.fromtimestamp(version.until, UTC).isoformat().replace("+00:00", "Z")
    return {**to_line(version.article), "until": until, "removed": version.removed}


def article_to_json(article: Article, passages: list[Passage], quotes: list[dict[str, Any]]) -> dict[str, Any]:
    """Return an article as plain values, with its passages, and its quotations as `quote_json` has them."""
    shown = [{"start": passage.span.start, "end": passage.span.end, "heading": passage.heading} for passage in passages]
    return {**to_line(article), "passages": shown, "quotes": quotes}


def _filter(facets: Facets, *, met: bool) -> dict[str, Any]:
    days = facets.days or Days(None, None)
    return {
        "first_day": days.first and days.first.isoformat(),
        "last_day": days.end and (days.end - timedelta(days=1)).isoformat(),
        "strict": facets.strict,
        "source": facets.origin,
        "met": met,
    }


def _hit(hit: Hit) -> dict[str, Any]:
    passage = hit.passage
    answer = hit.answer and {"start": hit.answer.start, "end": hit.answer.end, "text": hit.answer_text()}
    return {
        "article_id": passage.article_id,
        "title": passage.title,
        "url": passage.url,
        "published": passage.published and str(passage.published),
        "credit": passage.credit,
        "author": passage.author,
        "source": passage.shown_source,
        "language": passage.language,
        "heading": passage.heading,
        "page": hit.page,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "score": round(hit.score, 4),
        "confidence": round(hit.confidence, 4),
        "answer": answer,
        "deep_link": text_link(passage.url, hit.answer_text()),
        "quote": hit.quote and _quote(hit.quote),
        "also_in": [
            {"article_id": copy.article_id, "title": copy.title, "url": copy.url, "source": copy.shown_source}
            for copy in hit.also_in
        ],
    }


def _quote(quote: StoredQuote) -> dict[str, Any]:
    span = quote.speaker
    return {
        "start": quote.span.start,
        "end": quote.span.end,
        "text": quote.text,
        "kind": quote.kind.value,
        "speaker": quote.said_by,
        "role": quote.role,
        "name": quote.name,
        "speaker_span": span and {"start": span.start, "end": span.end, "text": quote.speaker_text},
    }
