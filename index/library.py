"""The façade: a library of articles that can be synced, asked and looked at."""

from __future__ import annotations

import json
import logging
import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from index import analysis, encoder, ranking, snapshot
from index.answer import answer
from index.catalog import Catalog
from index.errors import EncoderError, NotFoundError, SnapshotError
from index.matching import analysed, order
from index.records import Answer, Scored
from index.sources.decoding import clean
from index.sync import CATALOG, SNAPSHOTS, Outside, sync

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from typing import Any

    from index.config import IndexConfig
    from index.encoder import Encoder, Encoders
    from index.ranking import Candidate
    from index.records import Article, Passage, Progress, SyncReport, Version
    from index.snapshot import Snapshot
    from index.sources.fetching import Web

_log = logging.getLogger(__name__)

_CANDIDATES = 100
"""Passages taken from each of the two indexes before they are ranked together."""
_RERANKED = 25
"""Of the ranked passages, those that are read and looked at word by word."""
MAX_QUESTION = 1_000
"""Characters of a question that are read; Telegram allows 4,096, and no question needs them."""
_NO_ARTICLE = "no article has the id '{}'; article-bot ask … --json gives the ids of its hits"


@dataclass(frozen=True, slots=True)
class Status:
    """What there is, and how the last sync went."""

    articles: int
    passages: int
    by_source: dict[str, int]
    model: str | None
    """The encoder of the current snapshot; None before the first sync."""
    searchable_passages: int
    last_sync: dict[str, Any] | None
    """The last sync's report as its JSON has it, with ``at`` in seconds since 1970."""
    last_read: dict[str, int] = field(default_factory=dict)
    """When each source was read last, with or without success, in seconds since 1970."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """An opened snapshot and the encoder that belongs to it; None where that cannot be loaded."""

    snapshot: Snapshot
    encoder: Encoder | None


class Library:
    """Articles under one `data_dir`. Several threads may ask at once; every question sees one snapshot."""

    def __init__(self, config: IndexConfig, *, encoders: Encoders = encoder, web: Web | None = None) -> None:
        self._config = config
        self._encoders = encoders
        self._web = web
        self._snapshots = config.data_dir / SNAPSHOTS
        self._lock = threading.Lock()
        self._ready: _Ready | None = None

    # -- asking -----------------------------------------------------------------------------------------------------

    def ask(self, question: str, *, hits: int | None = None) -> Answer:
        """Find the passage that answers, or say that none does.

        Raises:
            SnapshotError: nothing has been synced yet, or the snapshot is damaged.

        """
        ready = self._current()
        text = clean(question[:MAX_QUESTION])
        if not analysis.has_topic(text, ready.snapshot.manifest.languages):
            return Answer(clean(question), answered=False, confidence=0.0, hits=())
        language = self._language_of(text, ready.snapshot)
        lexical = ready.snapshot.lexical
        asked = analysed(text, language, lambda stem: lexical.document_frequency("stems", stem), len(lexical))
        candidates = self._candidates(ready, text, language)[:_RERANKED]
        stored = lexical.passages([one.number for one in candidates])
        scored = [Scored(stored[one.number], one.lexical, one.cosine, one.score) for one in candidates]
        scored = ranking.by_order(scored, [order(asked, one.passage.text) for one in scored])
        asked = replace(asked, text=clean(question))
        settings = self._config.search
        fingerprint = ready.snapshot.manifest.fingerprint
        return answer(asked, scored, fingerprint, hits=hits or settings.hits, threshold=settings.threshold)

    def prepare(self) -> None:
        """Open the current snapshot and load its encoder, so that the next question need not wait for them.

        Raises:
            SnapshotError: nothing has been synced yet, or the snapshot is damaged.

        """
        self._current()

    def is_empty(self) -> bool:
        """Tell whether nothing has been synced yet."""
        return snapshot.current_name(self._snapshots) is None

    def languages(self) -> tuple[str, ...]:
        """Return the languages that articles are in, the one of most articles first; none before the first sync."""
        manifest = snapshot.current_manifest(self._snapshots)
        return manifest.languages if manifest else ()

    # -- changing ---------------------------------------------------------------------------------------------------

    def sync(
        self, on_progress: Callable[[Progress], None], *, full: bool = False, only: Collection[str] | None = None
    ) -> SyncReport:
        """Bring the library up to date with its sources, or with some of them; see `index.sync.sync`."""
        return sync(self._config, on_progress, full=full, only=only, outside=Outside(self._encoders, self._web))

    # -- looking ----------------------------------------------------------------------------------------------------

    def status(self) -> Status:
        """Return what there is; nothing heavy is loaded."""
        manifest = snapshot.current_manifest(self._snapshots)
        searchable = manifest.passages if manifest else 0
        model = manifest.model if manifest else None
        if not (self._config.data_dir / CATALOG).exists():
            return Status(0, 0, {}, model, searchable, None)
        with self._catalog() as catalog:
            articles, passages = catalog.counts()
            report = catalog.fact("report")
            last = json.loads(report) if report else None
            counts, last_read = catalog.counts_by_source(), catalog.last_read()
            return Status(articles, passages, counts, model, searchable, last, last_read)

    def show(self, article_id: str) -> list[tuple[Article, list[Passage]]]:
        """Return the articles that go by this id, one for each source that has one, with their passages.

        Raises:
            NotFoundError: there is none.

        """
        with self._catalog() as catalog:
            found = [(article, catalog.passages(article)) for article in catalog.find(article_id)]
        if not found:
            raise NotFoundError(_NO_ARTICLE.format(article_id))
        return found

    def versions(self, source: str, article_id: str) -> list[Version]:
        """Return what an article said before, the latest first; of one that is gone, the first is its last word."""
        with self._catalog() as catalog:
            return catalog.versions(source, article_id)

    def versions_by_id(self, article_id: str) -> list[Version]:
        """Return what the articles that go by this id said before, in any source, the latest first.

        Raises:
            NotFoundError: there is no such article, and never was.

        """
        with self._catalog() as catalog:
            found = [one for source in catalog.sources_of(article_id) for one in catalog.versions(source, article_id)]
            if not found and not catalog.find(article_id):
                raise NotFoundError(_NO_ARTICLE.format(article_id))
        return found

    def articles(self) -> Iterator[Article]:
        """Yield every article."""
        with self._catalog() as catalog:
            yield from catalog.articles()

    # -- how --------------------------------------------------------------------------------------------------------

    def _catalog(self) -> Catalog:
        return Catalog(self._config.data_dir / CATALOG)

    def _current(self) -> _Ready:
        """Return the current snapshot, opened; a new one is picked up as soon as it has been switched to.

        While one thread opens it (a new model takes seconds to load), the others go on with the last one.
        """
        ready = self._ready
        if ready is not None and ready.snapshot.name == snapshot.current_name(self._snapshots):
            return ready
        if ready is not None and self._lock.locked():
            return ready
        with self._lock:
            self._ready = self._opened(self._ready)
            return self._ready

    def _opened(self, last: _Ready | None) -> _Ready:
        if last is not None and last.snapshot.name == snapshot.current_name(self._snapshots):
            return last
        try:
            opened = snapshot.open_current(self._snapshots)
        except SnapshotError:
            if last is None:
                raise
            _log.exception("the new snapshot cannot be opened; the last one goes on answering")
            return last
        if opened is None:
            raise SnapshotError("there are no articles yet; run: article-bot sync")
        if last is not None and last.snapshot.manifest.fingerprint == opened.manifest.fingerprint:
            return _Ready(opened, last.encoder)
        return _Ready(opened, self._encoder_of(opened))

    def _encoder_of(self, opened: Snapshot) -> Encoder | None:
        """Return the encoder that the snapshot's vectors were made with; without it the search is lexical only."""
        try:
            loaded = self._encoders.load(opened.manifest.model)
        except EncoderError as error:
            _log.warning("questions are looked up by words only: %s", error)
            return None
        if loaded.fingerprint != opened.manifest.fingerprint:
            _log.warning("questions are looked up by words only: the model has changed; run: article-bot sync")
            return None
        return loaded

    @staticmethod
    def _language_of(text: str, opened: Snapshot) -> str | None:
        """Return the language of a question: German, English, or the one that most articles are in."""
        main = next(iter(opened.manifest.languages), None)
        among = {"de", "en", *opened.manifest.languages[:1]} & set(analysis.DETECTED)
        try:
            return analysis.detect_language(text, main, among)
        except OSError:  # the detector unpacks its model in the folder for temporary files, which may be full
            return main

    @staticmethod
    def _candidates(ready: _Ready, text: str, language: str | None) -> list[Candidate]:
        """Return the best passages of both indexes, ranked."""
        stems, grams = analysis.stems(text, language), analysis.grams(text, language)
        terms = {"stems": stems, "grams": grams, "title_stems": stems, "title_grams": grams}
        lexical = ready.snapshot.lexical.search(terms, ranking.BOOSTS, _CANDIDATES)
        cosines: dict[int, float] = {}
        if ready.encoder is not None:
            vector = ready.encoder.encode_question(text)
            nearest = ready.snapshot.dense.nearest(vector, _CANDIDATES)
            cosines = nearest | ready.snapshot.dense.cosines(vector, list(lexical))
        return ranking.rank(lexical, cosines, ranking.dense_weight(ready.snapshot.manifest.fingerprint, language))
