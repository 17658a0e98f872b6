"""Citations held against the library as it is now: which of them have changed, and what is shown in their place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index import citation_changes, citations, near_copies, wordings
from index.catalog import Catalog
from index.sync import CATALOG

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from index.citation_changes import Change
    from index.citation_records import Citation
    from index.library import Library
    from index.records import Article, Hit

GONE = wordings.GONE


@dataclass(frozen=True, slots=True)
class Corrected:
    """What has become of a citation."""

    change: Change
    citation: Citation
    """To be kept in its place, so that the same change is not met again."""
    hit: Hit | None
    """What can be shown; None where the words, and any like them, are not there any more."""
    article: Article | None
    """As it is now, or was last; None where not even that is kept."""


def differing(data_dir: Path, cited: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Return those of some articles (source, id, digest) that are not now what they were, or are gone."""
    with Catalog(data_dir / CATALOG) as catalog:
        return wordings.differing(catalog, cited)


def corrected(library: Library, data_dir: Path, citation: Citation) -> Corrected:
    """Return what is to be shown of a citation now.

    Raises:
        SnapshotError: the snapshot is damaged.

    """
    with Catalog(data_dir / CATALOG) as catalog:
        before = wordings.version_of(catalog, citation.source, citation.article_id, citation.digest)
        stored = catalog.stored(citation.source, citation.article_id)
        elsewhere = stored is None or _is_another(citation, before, stored[0])
        if elsewhere and before is not None and (moved := _moved_to(library, citation, before)) is not None:
            citation = replace(citation, article_id=moved)
            stored = catalog.stored(citation.source, moved)
        now, digest = stored or (None, GONE)
        change = citation_changes.compare(citation, before, now)
        if change.sentence is not None and now is not None:
            words = change.sentence.of(now.text)
            citation = replace(citation, passage=change.sentence, sentence=change.sentence, text=words, quote=None)
        recalled = citations.recall(catalog, citation)
        kept = recalled.citation or replace(citation, digest=digest)
        return Corrected(change, kept, recalled.hit, now or before or _last(catalog, citation))


def _is_another(citation: Citation, before: Article | None, now: Article) -> bool:
    """Tell whether an id seems to be that of another article now, as where lines are counted and one was put in."""
    if before is None or citation.text in now.text or _title(before) == _title(now):
        return False
    return near_copies.share(near_copies.sketch(before.text), near_copies.sketch(now.text)) < near_copies.SAME


def _title(article: Article) -> str:
    return article.title or article.lead()


def _moved_to(library: Library, citation: Citation, before: Article) -> str | None:
    """Return the id under which an article stands in its source now: a file that was renamed is not withdrawn."""
    ranked, sketch = library.rank(citation.text), near_copies.sketch(before.text)
    for one in ranked.passages if ranked is not None else ():
        passage = one.passage
        same = passage.text == before.text or near_copies.share(sketch, passage.sketch) >= near_copies.SAME
        another = (passage.source, passage.article_id) != (citation.source, citation.article_id)
        if another and passage.source == citation.source and citation.text in passage.text and same:
            return passage.article_id
    return None


def _last(catalog: Catalog, citation: Citation) -> Article | None:
    versions = catalog.versions(citation.source, citation.article_id)
    return versions[0].article if versions else None
