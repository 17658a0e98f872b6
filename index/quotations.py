"""The quotations of the stored articles, in the catalogue's SQLite file: put down, taken over, looked up."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from index import schema
from index.records import Quote, QuoteKind, Span, StoredQuote

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from index.database import Database

_COLUMNS = schema.QUOTE_COLUMNS
_STORED = """quote.start, substr(text, quote.start + 1, quote."end" - quote.start), kind, speaker_start,
             substr(text, speaker_start + 1, speaker_end - speaker_start), quote.name, role"""
"""What a `StoredQuote` is made of."""


def put(db: Database, pending: int, quotes: Iterable[tuple[Quote, Iterable[str]]]) -> None:
    """Put down the quotations of a pending article, each with the words that its speaker is looked up by."""
    marks = ", ".join("?" * (_COLUMNS.count(",") + 2))
    rows = [(pending, *_to_row(quote), f" {' '.join(words)} ") for quote, words in quotes]
    db.execute_many(f"INSERT INTO pending_quote (article, {_COLUMNS}) VALUES ({marks})", rows)


def apply(db: Database) -> None:
    """Take over the quotations of the pending articles, which are stored by now.

    Those of articles that were replaced have gone with them.
    """
    db.execute(
        f"""INSERT INTO quote (article, {_COLUMNS})
            SELECT article.number, {", ".join(f"new.{name}" for name in _COLUMNS.split(", "))}
            FROM pending_quote AS new JOIN pending ON pending.number = new.article
            JOIN article ON article.source = pending.source AND article.id = pending.id
            ORDER BY article.number, new.rowid"""
    )


def of_article(db: Database, source: str, article_id: str) -> list[Quote]:
    """Return the quotations of a stored article, in its order."""
    statement = f"""SELECT {_COLUMNS} FROM quote WHERE article =
                    (SELECT number FROM article WHERE source = ? AND id = ?) ORDER BY number"""
    return [_to_quote(row) for row in db.rows(statement, source, article_id)]


def of_passages(db: Database, generation: int, first: int, last: int) -> dict[int, tuple[StoredQuote, ...]]:
    """Return the quotations that overlap passages, by the number of the passage.

    Args:
        db: the catalogue.
        generation: only passages that came after this generation.
        first: the lowest number of a passage.
        last: the highest one.

    """
    statement = f"""SELECT passage.number, {_STORED} FROM passage JOIN article ON article.number = passage.article
                    JOIN quote ON quote.article = passage.article
                    AND quote.start < passage."end" AND quote."end" > passage.start
                    WHERE passage.generation > ? AND passage.number BETWEEN ? AND ? ORDER BY quote.number"""
    found = defaultdict(list)
    for number, *values in db.rows(statement, generation, first, last):
        found[number].append(_to_stored(values))
    return {number: tuple(quotes) for number, quotes in found.items()}


def by_speaker(db: Database, words: Sequence[str], columns: str) -> list[tuple[int, StoredQuote, list[Any]]]:
    """Return the quotations whose speaker is looked up by all of these words, those of the newest article first.

    Each comes with its number and with the columns of its article that are asked for.
    """
    named = " AND ".join("instr(quote.words, ?)" for _ in words)
    statement = f"""SELECT quote.number, {_STORED}, {columns} FROM quote JOIN article ON article.number = quote.article
                    WHERE {named} ORDER BY published IS NULL, published DESC, article.number DESC, quote.number"""
    end = 1 + _STORED_COUNT
    rows = db.rows(statement, *(f" {word} " for word in words))
    return [(row[0], _to_stored(row[1:end]), list(row[end:])) for row in rows]


_STORED_COUNT = 7


def _to_row(quote: Quote) -> tuple[object, ...]:
    speaker = (None, None) if quote.speaker is None else (quote.speaker.start, quote.speaker.end)
    parts = " ".join(f"{part.start}-{part.end}" for part in quote.parts)
    return (quote.span.start, quote.span.end, quote.kind.value, *speaker, quote.name, quote.role, quote.cue, parts)


def _to_quote(row: Sequence[Any]) -> Quote:
    start, end, kind, speaker_start, speaker_end, name, role, cue, parts, _ = row
    speaker = None if speaker_start is None else Span(speaker_start, speaker_end)
    pieces = (part.partition("-") for part in parts.split())
    spans = tuple(Span(int(first), int(last)) for first, _, last in pieces)
    return Quote(Span(start, end), QuoteKind(kind), speaker, name, role, cue, spans)


def _to_stored(row: Sequence[Any]) -> StoredQuote:
    start, text, kind, speaker_start, speaker_text, name, role = row
    speaker = None if speaker_start is None else Span(speaker_start, speaker_start + len(speaker_text))
    return StoredQuote(Span(start, start + len(text)), text, QuoteKind(kind), speaker, speaker_text, name, role)
