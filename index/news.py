"""What a sync has brought that answers a question which somebody is waiting to have answered."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index import near_copies, wordings
from index.answer import UNSURE
from index.catalog import Catalog
from index.records import Answer
from index.sync import CATALOG

if TYPE_CHECKING:
    from pathlib import Path

    from index.library import Edition, Library
    from index.records import Hit, Scored

MOST = 5
"""Articles of one sync that a question is answered with at most."""
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


@dataclass(frozen=True, slots=True)
class Fresh:
    """What came after a generation."""

    since: int
    numbers: tuple[int, ...]
    """Of the passages of articles that are new or have changed; of a sync that only read all again there are none."""


def fresh(data_dir: Path, edition: Edition, since: int) -> Fresh | None:
    """Return what came after a generation, up to `edition`; None while a sync has written more than can be searched."""
    with Catalog(data_dir / CATALOG) as catalog:
        if catalog.identity != edition.catalog or catalog.generation() != edition.generation:
            return None
        return Fresh(since, wordings.passages_after(catalog, since))


def answer(library: Library, data_dir: Path, question: str, among: Fresh) -> Answer:
    """Return the answers that what is fresh has to a question, as the library would give them, if it has any.

    What answers may not be known already: neither may the article have said it before, nor another article that has
    the same report.

    Raises:
        SnapshotError: the snapshot is damaged.

    """
    nothing = Answer(question, answered=False, confidence=0.0, hits=())
    ranked = library.rank(question, among=among.numbers) if among.numbers else None
    if ranked is None:
        return nothing
    found, threshold = library.answer_from(ranked, hits=MOST), library.threshold()
    hits = [hit for hit in found.hits if found.answered and hit.confidence >= threshold]
    if hits:
        with Catalog(data_dir / CATALOG) as catalog:
            hits = [hit for hit in hits if not _was_said(catalog, hit, among.since)]
    if hits:
        wide = library.rank(question)
        known = [] if wide is None else [one for one in wide.passages if one.passage.number not in set(among.numbers)]
        hits = [hit for hit in hits if not any(_has(one, hit) for one in known)]
    if not hits:
        return nothing
    sure = hits[0].confidence
    unsure = found.unsure and threshold <= sure < threshold + UNSURE
    return replace(
        found, question=question, hits=tuple(hits), confidence=sure, unsure=unsure, understood=ranked.understood
    )


def _was_said(catalog: Catalog, hit: Hit, since: int) -> bool:
    """Tell whether an article had these words then, or had them before and lost them."""
    words = hit.answer_text() or hit.passage.text
    texts = wordings.said_until(catalog, hit.passage.source, hit.passage.article_id, since)
    return any(words in text for text in texts)


def _has(known: Scored, hit: Hit) -> bool:
    """Tell whether a passage of another article has the same report, and in it all the figures of the answer.

    A report that comes again with another figure is news.
    """
    passage = known.passage
    if (passage.source, passage.article_id) == (hit.passage.source, hit.passage.article_id):
        return False
    figures = set(_NUMBER.findall(hit.answer_text() or ""))
    return near_copies.same_report(passage, hit.passage) and figures <= set(_NUMBER.findall(passage.text))
