"""Lists of articles and of sources, out of the catalogue's SQLite file.

Partial dates sort as their text does, at the beginning of the time that they name: an article of ``2024-06`` comes
after (is taken for older than) those of every known day of June 2024. Articles without a date come last.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from index import finding, tallies
from index.citation_records import Citation
from index.dates import PartialDate
from index.listing_records import Latest, Listed, SourceState
from index.records import LEAD, Span, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from index.database import Database

_LISTED = f"number, source, id, title, substr(text, 1, {4 * LEAD}), url, published, author, credit, outlet"
_OF_ORIGINS = """json_each(?) AS chosen JOIN article
                 ON source = json_extract(chosen.value, '$[0]') AND outlet IS json_extract(chosen.value, '$[1]')"""
"""Takes sources with an outlet, or none, each a pair in one list of JSON."""
_NEWEST_FIRST = "ORDER BY published DESC, number DESC"


def latest(db: Database, words: str, offset: int, limit: int) -> Latest:
    """Return the newest articles: all, or those of the sources and outlets that some words name.

    Args:
        db: the catalogue.
        words: beginnings of words of a name, all of them; empty: every article.
        offset: how many to leave out.
        limit: how many to return at most.

    """
    if not words.strip():
        page = f"SELECT number FROM article {_NEWEST_FIRST} LIMIT ? OFFSET ?"
        return Latest(_listed(db, page, limit, offset), tallies.articles(db))
    origins = {(source, outlet): count for source, outlet, count in tallies.by_outlet(db)}
    # The name of a source stands for all that is in it, whoever published it.
    named = [(origin, _meant(words, *origin)) for origin in origins]
    chosen = [(origin, name) for origin, name in named if name is not None]
    pairs = json.dumps([origin for origin, _ in chosen])
    total = sum(origins[origin] for origin, _ in chosen)
    page = f"SELECT number FROM {_OF_ORIGINS} {_NEWEST_FIRST} LIMIT ? OFFSET ?"
    return Latest(_listed(db, page, pairs, limit, offset), total, tuple(dict.fromkeys(name for _, name in chosen)))


def sources(db: Database, read: dict[str, int]) -> list[SourceState]:
    """Return what there is of each source, by name; of one that was read and gave nothing as well.

    Args:
        db: the catalogue.
        read: when each source was read last, in seconds since 1970.

    """
    found: dict[str, list[tuple[str | None, int, str | None]]] = {name: [] for name in read}
    newest = "SELECT max(published) FROM article WHERE source = ? AND outlet IS ?"  # a step in an index
    for source, outlet, count in tallies.by_outlet(db):
        found.setdefault(source, []).append((outlet, count, db.rows(newest, source, outlet)[0][0]))
    return [_state(name, found[name], read.get(name)) for name in sorted(found, key=str.casefold)]


def known_as(db: Database, name: str) -> tuple[Listed, ...]:
    """Return the articles that have an id or an address, in any source."""
    return _listed(db, finding.CALLED, name)


def citation(db: Database, passage: int, sentence: Span | None, confidence: float) -> Citation | None:
    """Return what cites a sentence of a passage, or the passage; None if there is no such passage any more."""
    rows = db.rows(
        """SELECT source, id, lower(hex(digest)), start, "end", text FROM passage
           JOIN article ON article.number = passage.article WHERE passage.number = ?""",
        passage,
    )
    if not rows:
        return None
    source, article_id, digest, start, end, text = rows[0]
    span = Span(start, end)
    return Citation(source, article_id, digest, span, sentence, (sentence or span).of(text), confidence)


def _listed(db: Database, numbers: str, *values: object) -> tuple[Listed, ...]:
    """Return the articles whose numbers a question gives, the newest first."""
    rows = db.rows(f"SELECT {_LISTED} FROM article WHERE number IN ({numbers}) {_NEWEST_FIRST}", *values)
    return tuple(_to_listed(row) for row in rows)


def _to_listed(row: Sequence[Any]) -> Listed:
    number, source, article_id, title, text, url, published, author, credit, outlet = row
    return Listed(
        number=number,
        source=source,
        article_id=article_id,
        title=title,
        lead=shorten(text, LEAD),
        url=url,
        published=_date(published),
        author=author,
        credit=credit,
        shown_source=outlet or source,
    )


def _meant(words: str, *names: str | None) -> str | None:
    """Return the first of the names that some words are the beginnings of; None if they are of none."""
    wanted = _words(words)
    for name in names:
        if wanted and name and all(any(one.startswith(word) for one in _words(name)) for word in wanted):
            return name
    return None


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _state(name: str, outlets: Iterable[tuple[str | None, int, str | None]], read: int | None) -> SourceState:
    found = [*outlets]
    named = sorted(((outlet, count) for outlet, count, _ in found if outlet), key=lambda one: (-one[1], one[0]))
    newest = max((date for *_, date in found if date), default=None)
    return SourceState(name, sum(count for _, count, _ in found), _date(newest), tuple(named), read)


def _date(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None
