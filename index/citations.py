"""What an answer has shown of an article, kept as a `Citation`, and looked up again in the article as it is now.

Words are shown again only where the article still has them, word for word; whatever else has become of it is told.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index import speech
from index.catalog import store
from index.citation_records import Citation, Recalled, Standing
from index.records import Hit, Passage, Span, StoredQuote

if TYPE_CHECKING:
    from index.catalog import Catalog
    from index.records import Article, Quote, StoredPassage


def cite(catalog: Catalog, hit: Hit) -> Citation:
    """Return what shows a hit again later.

    Where the catalogue is ahead of the snapshot that answered, the article may not have these words any more: the
    digest is then empty, which none is, so that whoever compares it sees a change.
    """
    passage = hit.passage
    stored = catalog.stored(passage.source, passage.article_id)
    span = Span(passage.start, passage.end)
    same = stored is not None and span.of(stored[0].text) == passage.text
    return Citation(
        source=passage.source,
        article_id=passage.article_id,
        digest=stored[1] if stored is not None and same else "",
        passage=span,
        sentence=hit.answer,
        text=hit.answer_text() or passage.text,
        confidence=hit.confidence,
        quote=hit.quote.span if hit.quote else None,
        copies=tuple((copy.source, copy.article_id) for copy in hit.also_in),
    )


def recall(catalog: Catalog, citation: Citation) -> Recalled:
    """Return what has become of the words that were cited."""
    stored = catalog.stored(citation.source, citation.article_id)
    if stored is None:
        return Recalled(Standing.GONE)
    article, digest = stored
    shift = _shift(citation, article.text)
    if shift is None:
        return Recalled(Standing.CHANGED, article)
    now = replace(
        citation,
        passage=_moved(citation.passage, shift, article.text),
        sentence=citation.sentence and _moved(citation.sentence, shift, article.text),
        quote=citation.quote and _moved(citation.quote, shift, article.text),
        digest=digest,
    )
    hit = _hit(catalog, article, now)
    return Recalled(Standing.KEPT, article, hit, replace(now, passage=Span(hit.passage.start, hit.passage.end)))


def _shift(citation: Citation, text: str) -> int | None:
    """Return by how much the cited words have moved; None where the text does not have them.

    Of several places, the nearest one.
    """
    place = (citation.sentence or citation.passage).start
    if text.startswith(citation.text, place):
        return 0
    before, after = text.rfind(citation.text, 0, place + len(citation.text)), text.find(citation.text, place)
    places = [found for found in (before, after) if found >= 0]
    return min((found - place for found in places), key=abs, default=None)


def _moved(span: Span, shift: int, text: str) -> Span:
    """Return a span that has moved, as far as the text reaches."""
    start = min(max(0, span.start + shift), len(text))
    return Span(start, min(max(start, span.end + shift), len(text)))


def _hit(catalog: Catalog, article: Article, citation: Citation) -> Hit:
    shown = citation.sentence or citation.passage
    quotes = catalog.quotes(article)
    passage = _around(catalog.passages(article), shown, article)
    overlapping = tuple(
        _stored(quote, article.text)
        for quote in quotes
        if quote.span.start < passage.span.end and quote.span.end > passage.span.start
    )
    found = store(0, passage, article, overlapping)  # the number belongs to a snapshot, and no search follows
    same = next((quote for quote in found.quotes if quote.span == citation.quote), None)
    return Hit(
        found,
        score=0.0,
        confidence=citation.confidence,
        answer=citation.sentence,
        quote=same or speech.quote_of(found, citation.sentence),
        also_in=tuple(_copies(catalog, citation)),
    )


def _around(passages: list[Passage], shown: Span, article: Article) -> Passage:
    """Return the passage that the words stand in; several as one where the article has been cut anew."""
    over = [one for one in passages if one.span.start < shown.end and one.span.end > shown.start]
    holding = next((one for one in over if one.span.start <= shown.start and shown.end <= one.span.end), None)
    if holding is not None:
        return holding
    start = min([shown.start, *(one.span.start for one in over)])
    end = max([shown.end, *(one.span.end for one in over)])
    return Passage(Span(start, end), article.text[start:end], over[0].heading if over else None)


def _stored(quote: Quote, text: str) -> StoredQuote:
    words = None if quote.speaker is None else quote.speaker.of(text)
    return StoredQuote(quote.span, quote.span.of(text), quote.kind, quote.speaker, words, quote.name, quote.role)


def _copies(catalog: Catalog, citation: Citation) -> list[StoredPassage]:
    """Return the other articles with the report that are still there, each by nothing but its attribution."""
    found = (catalog.stored(source, article_id) for source, article_id in citation.copies)
    return [store(0, Passage(Span(0, 0), ""), one[0]) for one in found if one is not None]
