"""What questions are answered from: the current snapshot with its encoder, its weights and a reranker."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index import reranker, snapshot, weights
from index.errors import EncoderError, SnapshotError
from index.search import Ready

if TYPE_CHECKING:
    from pathlib import Path

    from index.config import IndexConfig
    from index.encoder import Encoder, Encoders
    from index.reranker import Reranker
    from index.snapshot import Snapshot
    from index.weights import Tuning

_log = logging.getLogger(__name__)

TUNING = "weights.json"
"""The file in the data folder that `article-bot tune` writes."""


@dataclass(frozen=True, slots=True)
class _Opened:
    """What questions are answered from, and of which state of the data folder it is."""

    ready: Ready
    state: tuple[object, int]


class Serving:
    """Opens what is current. Several threads may ask for it at once."""

    def __init__(self, config: IndexConfig, snapshots: Path, encoders: Encoders) -> None:
        self._config = config
        self._snapshots = snapshots
        self._encoders = encoders
        self._lock = threading.Lock()
        self._opened: _Opened | None = None
        self.tuning_file = config.data_dir / TUNING
        """Where the weights are that were fitted to the user's own questions, if there are any."""

    def current(self) -> Ready:
        """Return the current snapshot, opened; a new one is picked up as soon as it has been switched to.

        While one thread opens it (a new model takes seconds to load), the others go on with the last one.

        Raises:
            SnapshotError: nothing has been synced yet, or the snapshot is damaged.

        """
        opened = self._opened
        if opened is not None and (opened.state == self._state() or self._lock.locked()):
            return opened.ready
        with self._lock:
            state = self._state()
            if self._opened is None or self._opened.state != state:
                last = None if self._opened is None else self._opened.ready
                self._opened = _Opened(self._open(last), state)
            return self._opened.ready

    def _state(self) -> tuple[object, int]:
        """Return what changes when there is something new to open."""
        try:
            tuned = self.tuning_file.stat().st_mtime_ns
        except OSError:
            tuned = 0
        return snapshot.current_mark(self._snapshots), tuned

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
