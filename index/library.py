"""The façade: a library of articles that can be synced, asked and looked at."""

from __future__ import annotations

import json
import logging
import threading
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from index import analysis, encoder, reranker, snapshot, weights
from index.answer import answer
from index.catalog import Catalog
from index.errors import EncoderError, NotFoundError, SnapshotError
from index.facets import understood
from index.records import Answer
from index.search import Ready, search
from index.sources.decoding import clean
from index.sync import CATALOG, SNAPSHOTS, sync

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date
    from pathlib import Path
    from typing import Any

    from index.config import IndexConfig
    from index.encoder import Encoder, Encoders
    from index.records import Article, Passage, Progress, SyncReport, Turn
    from index.reranker import Reranker
    from index.search import Ranked
    from index.snapshot import Snapshot
    from index.weights import Tuning

_log = logging.getLogger(__name__)

MAX_QUESTION = 1_000
"""Characters of a question that are read; Telegram allows 4,096, and no question needs them."""
TUNING = "weights.json"
"""The file in the data folder that `article-bot tune` writes."""


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


@dataclass(frozen=True, slots=True)
class _Opened:
    """What questions are answered from, and of which state of the data folder it is."""

    ready: Ready
    state: tuple[str | None, int]


class Library:
    """Articles under one `data_dir`. Several threads may ask at once; every question sees one snapshot."""

    def __init__(self, config: IndexConfig, *, encoders: Encoders = encoder) -> None:
        self._config = config
        self._encoders = encoders
        self._snapshots = config.data_dir / SNAPSHOTS
        self._lock = threading.Lock()
        self._opened: _Opened | None = None

    # -- asking -----------------------------------------------------------------------------------------------------

    def ask(
        self, question: str, *, hits: int | None = None, turns: Sequence[Turn] = (), today: date | None = None
    ) -> Answer:
        """Find the passage that answers, or say that none does.

        Args:
            question: what was asked; see `MAX_QUESTION`.
            hits: how many articles to return at most; None: as the config says.
            turns: the questions before it in the same talk, oldest first.
            today: the day that "yesterday" is counted from; None: the clock's.

        Raises:
            SnapshotError: nothing has been synced yet, or the snapshot is damaged.

        """
        ranked = self.rank(question, turns=turns, today=today)
        if ranked is None:
            return Answer(clean(question), answered=False, confidence=0.0, hits=())
        found, facets = self.answer_from(ranked, hits=hits), ranked.understood
        if facets is None or not facets.said:
            return found
        asked = clean(question[:MAX_QUESTION])
        if found.answered or not facets.restricts:
            return replace(found, question=asked, understood=facets)
        wide = search(self._current(), ranked.question.text, turns)
        nearest = replace(self.answer_from(wide, hits=hits), answered=False, unsure=False)
        return replace(nearest, question=asked, understood=facets, unmet=True)

    def rank(self, question: str, *, turns: Sequence[Turn] = (), today: date | None = None) -> Ranked | None:
        """Return the ranked passages for a question; None if it has no word that could be looked up.

        Raises:
            SnapshotError: nothing has been synced yet, or the snapshot is damaged.

        """
        ready = self._current()
        text = clean(question[:MAX_QUESTION])
        if not turns and not analysis.has_topic(text, ready.snapshot.manifest.languages):
            return None
        manifest = ready.snapshot.manifest
        language = analysis.question_language(text, manifest.languages)
        facets = understood(text, today or _today(), manifest.origins, language)
        # "Was stand gestern in der Süddeutschen?" has no other words to look up than those.
        chosen = facets.question if analysis.has_topic(facets.question, manifest.languages) else text
        return search(ready, chosen, turns, facets)

    def answer_from(self, ranked: Ranked, *, hits: int | None = None) -> Answer:
        """Return the answer that ranked passages hold."""
        tuning, settings = self._current().tuning, self._config.search
        threshold = tuning.threshold if settings.threshold is None else settings.threshold
        return answer(ranked, tuning, hits=hits or settings.hits, threshold=threshold)

    def tuning(self) -> Tuning:
        """Return the weights that questions are ranked by.

        Raises:
            SnapshotError: nothing has been synced yet, or the snapshot is damaged.

        """
        return self._current().tuning

    def prepare(self) -> None:
        """Open the current snapshot and load its encoder, so that the next question need not wait for them.

        Raises:
            SnapshotError: nothing has been synced yet, or the snapshot is damaged.

        """
        self._current()
        for words, language in (("5. Mai", "de"), ("May 5", "en")):  # dateparser reads a language when it meets it
            understood(words, _today(), (), language)

    def is_empty(self) -> bool:
        """Tell whether nothing has been synced yet."""
        return snapshot.current_name(self._snapshots) is None

    # -- changing ---------------------------------------------------------------------------------------------------

    def sync(self, on_progress: Callable[[Progress], None], *, full: bool = False) -> SyncReport:
        """Bring the library up to date with its sources; see `index.sync.sync`."""
        return sync(self._config, on_progress, full=full, encoders=self._encoders)

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
            return Status(articles, passages, catalog.counts_by_source(), model, searchable, last)

    def show(self, article_id: str) -> list[tuple[Article, list[Passage]]]:
        """Return the articles that go by this id, one for each source that has one, with their passages.

        Raises:
            NotFoundError: there is none.

        """
        with self._catalog() as catalog:
            found = [(article, catalog.passages(article)) for article in catalog.find(article_id)]
        if not found:
            raise NotFoundError(
                f"no article has the id '{article_id}'; article-bot ask … --json gives the ids of its hits"
            )
        return found

    def articles(self) -> Iterator[Article]:
        """Yield every article."""
        with self._catalog() as catalog:
            yield from catalog.articles()

    # -- how --------------------------------------------------------------------------------------------------------

    def _catalog(self) -> Catalog:
        return Catalog(self._config.data_dir / CATALOG)

    @property
    def tuning_file(self) -> Path:
        """Where the weights are that were fitted to the user's own questions, if there are any."""
        return self._config.data_dir / TUNING

    def _current(self) -> Ready:
        """Return the current snapshot, opened; a new one is picked up as soon as it has been switched to.

        While one thread opens it (a new model takes seconds to load), the others go on with the last one.
        """
        opened = self._opened
        if opened is not None and (opened.state == self._state() or self._lock.locked()):
            return opened.ready
        with self._lock:
            state = self._state()
            if self._opened is None or self._opened.state != state:
                self._opened = _Opened(self._open(self._opened and self._opened.ready), state)
            return self._opened.ready

    def _state(self) -> tuple[str | None, int]:
        """Return what changes when there is something new to open."""
        try:
            tuned = self.tuning_file.stat().st_mtime_ns
        except OSError:
            tuned = 0
        return snapshot.current_name(self._snapshots), tuned

    def _open(self, last: Ready | None) -> Ready:
        try:
            opened = snapshot.open_current(self._snapshots)
        except SnapshotError:
            if last is None:
                raise
            _log.exception("the new snapshot cannot be opened; the last one goes on answering")
            return last
        if opened is None:
            raise SnapshotError("there are no articles yet; run: article-bot sync")
        same = last is not None and last.snapshot.manifest.fingerprint == opened.manifest.fingerprint
        loaded = last.encoder if last is not None and same else self._encoder_of(opened)
        second = self._reranker() if last is None else last.reranker
        tuning = self._tuning_for(loaded.fingerprint if loaded else None)
        return Ready(opened, loaded, tuning, second, self._config.search.rerank if second else 0)

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

    def _reranker(self) -> Reranker | None:
        if self._config.search.reranker is None:
            return None
        try:
            return reranker.load(self._config.search.reranker)
        except EncoderError as error:
            _log.warning("passages are not ranked anew: %s", error)
            return None

    def _tuning_for(self, fingerprint: str | None) -> Tuning:
        """Return the weights fitted to the user's own questions, or the shipped ones."""
        try:
            own = weights.read(self.tuning_file, fingerprint) if fingerprint else None
        except (OSError, ValueError) as error:
            _log.warning("%s cannot be read (%s); delete it, or run: article-bot tune", self.tuning_file, error)
            own = None
        return own or weights.shipped_for(fingerprint)


def _today() -> date:
    """Return the day that it is where the library is."""
    return datetime.now().astimezone().date()
