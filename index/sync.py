"""What changed in the sources → one transaction → a new snapshot.

1. *Load*: every source is read; articles whose digest is known are passed over, the others are put down as pending.
2. *Embed*: pending articles are cut into passages, and texts without a vector are encoded. Vectors are kept at once, so
   that a sync that was stopped has not computed them in vain.
3. *Apply*: one transaction makes the catalogue what the sources are.
4. *Index*: a new snapshot is built beside the old one and switched to.

A stop at any moment, `kill -9` included, leaves the catalogue before or after its one transaction, and the old snapshot
or the new one; the next sync goes on from there.
"""

from __future__ import annotations

import hashlib
import json
import time
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from filelock import FileLock, Timeout

from index import analysis, encoder, passages, snapshot, sources
from index.catalog import Catalog
from index.credits import closing_credit
from index.errors import CatalogError, SnapshotError, SourceError, SyncBusyError
from index.facets import origin_names
from index.records import Failure, Loaded, Notice, Phase, Progress, SyncReport, Unread
from index.snapshot import Manifest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from index.catalog import Changes
    from index.config import IndexConfig, SourceConfig
    from index.encoder import Encoder, Encoders
    from index.records import Article

    OnProgress = Callable[[Progress], None]

_Item = TypeVar("_Item")

CATALOG = "catalog.sqlite3"
SNAPSHOTS = "snapshots"
_LOCK = "sync.lock"
_BATCH = 64
"""Texts encoded between two reports of progress, and lost at most when a sync is killed."""
_MAX_ORIGINS = 500
"""Names of sources and agencies that a question may choose by; where there are more, the rarest are left out."""


def sync(
    config: IndexConfig, on_progress: OnProgress, *, full: bool = False, encoders: Encoders = encoder
) -> SyncReport:
    """Bring the library up to date with its sources.

    Args:
        config: `config.sources` are read, and what is no longer there leaves the library.
        on_progress: called often; a caller that draws is to be quick.
        full: cut and index every article again, as if nothing were there; vectors of unchanged texts are reused.
        encoders: where the model of the config comes from.

    Raises:
        SyncBusyError: another sync is at work on the same folder.
        CatalogError: the catalogue cannot be written; nothing has changed.
        EncoderError: the model cannot be loaded; nothing has changed.

    """
    started = time.monotonic()
    with _locked(config.data_dir), Catalog(config.data_dir / CATALOG) as catalog:
        run = _Run(config, catalog, on_progress, encoders)
        run.load()
        run.embed(full=full)
        changes = run.apply()
        run.index(full=full)
        return run.report(changes, time.monotonic() - started)


class _Run:
    """One sync under way: what it works with, and what it has met so far."""

    def __init__(self, config: IndexConfig, catalog: Catalog, on_progress: OnProgress, encoders: Encoders) -> None:
        self._config = config
        self._catalog = catalog
        self._on_progress = on_progress
        self._encoders = encoders
        self._failed: list[Failure] = []
        self._warnings: list[Failure] = []
        self._encoder: Encoder | None = None
        self._embedded = 0
        model = config.embedding.model
        # A model that is not on this machine yet has no fingerprint until it is loaded, which fetches it.
        self._fingerprint = encoders.fingerprint(model) or self._loaded().fingerprint
        self._recipe = f"{self._fingerprint} cut {passages.VERSION}"

    def load(self) -> None:
        """Read every source and put down what is new or changed."""
        self._catalog.begin_sync()
        loaded = 0
        self._on_progress(Progress(Phase.LOADING, 0, None))
        with self._catalog.scratch():
            for source in self._config.sources:
                for _ in self._load_source(source):
                    loaded += 1
                    if loaded % 100 == 0:
                        self._on_progress(Progress(Phase.LOADING, loaded, None))
        self._on_progress(Progress(Phase.LOADING, loaded, loaded))

    def embed(self, *, full: bool) -> None:
        """Cut the pending articles into passages, and encode the texts that have no vector yet."""
        if full or self._catalog.fact("recipe") not in (None, self._recipe):
            self._catalog.put_pending_stored()
        if not self._catalog.count_pending():
            return
        with self._catalog.scratch():
            for number, article in self._catalog.pending():
                found = passages.cut(article, self._loaded().count_tokens, self._loaded().max_tokens)
                self._catalog.put_passages(number, [(one, _hash(one.embedded_text())) for one in found])
        total = self._catalog.count_missing(self._fingerprint)
        for batch in _batches(self._catalog.missing(self._fingerprint), _BATCH):
            self._on_progress(Progress(Phase.EMBEDDING, self._embedded, total))
            vectors = self._loaded().encode_passages([passage.embedded_text() for _, passage in batch])
            self._catalog.put_vectors(self._fingerprint, [text_hash for text_hash, _ in batch], vectors)
            self._embedded += len(batch)
        self._on_progress(Progress(Phase.EMBEDDING, self._embedded, total))

    def apply(self) -> Changes:
        """Make the catalogue what the sources are, in one transaction."""
        return self._catalog.apply(self._recipe)

    def index(self, *, full: bool) -> None:
        """Build a snapshot of the catalogue, if the current one is not that already."""
        folder = self._config.data_dir / SNAPSHOTS
        snapshot.tidy(folder)
        current = snapshot.current_manifest(folder)
        if current is None and self._catalog.counts() == (0, 0):
            return
        manifest = self._manifest(current)
        damaged = current == manifest and not _opens(folder)
        if current != manifest or damaged or full:
            try:
                snapshot.build(folder, self._catalog, manifest, self._on_progress, full=full or damaged)
            except OSError as error:
                raise CatalogError(
                    f"the new snapshot cannot be written ({error}); the old one goes on answering: "
                    "make room on the disk and run: article-bot sync"
                ) from error
        elif not self._catalog.retired_since(0):
            return
        # A sync that was killed after its switch has not come to this: its retired passages are still noted.
        self._catalog.prune(self._fingerprint, manifest.generation)

    def report(self, changes: Changes, seconds: float) -> SyncReport:
        """Return what was done, and keep it for `status`."""
        articles, count = self._catalog.counts()
        report = SyncReport(
            added=changes.added,
            changed=changes.changed,
            removed=changes.removed,
            unchanged=changes.unchanged,
            failed=tuple(self._failed),
            warnings=tuple(self._warnings),
            articles=articles,
            passages=count,
            embedded=self._embedded,
            seconds=round(seconds, 3),
        )
        self._catalog.remember("report", json.dumps(report.to_json() | {"at": int(time.time())}))
        return report

    def _load_source(self, source: SourceConfig) -> Iterator[None]:
        """Read one source; yield after each article."""
        try:
            for item in sources.load(source):
                match item:
                    case Loaded():
                        self._take(source, item)
                    case Unread():
                        self._catalog.keep(source.name, item.origin)
                        self._failed.append(Failure(source.name, item.error))
                    case Notice():
                        self._warnings.append(Failure(source.name, item.text))
                yield
        except SourceError as error:
            self._catalog.keep(source.name)
            self._failed.append(Failure(source.name, f"{error}; what it gave before is kept"))

    def _take(self, source: SourceConfig, loaded: Loaded) -> None:
        article = loaded.article
        if not self._catalog.saw(source.name, article.id):
            error = f"{article.origin}: the id '{article.id}' stands twice; the first one is kept, give each its own"
            self._failed.append(Failure(source.name, error))
            return
        if loaded.warning:
            self._warnings.append(Failure(source.name, loaded.warning))
        digest = article.digest()
        if self._catalog.digest(source.name, article.id) != digest:
            self._catalog.put_pending(_completed(article), digest)

    def _loaded(self) -> Encoder:
        """Return the encoder; it is loaded when the first text needs it, so that an idle sync never does."""
        if self._encoder is None:
            self._encoder = self._encoders.load(self._config.embedding.model)
        return self._encoder

    def _manifest(self, current: Manifest | None) -> Manifest:
        same = current is not None and current.fingerprint == self._fingerprint
        return Manifest(
            format=snapshot.FORMAT,
            catalog=self._catalog.identity,
            generation=self._catalog.generation(),
            model=self._config.embedding.model,
            fingerprint=self._fingerprint,
            dimension=current.dimension if same and current else self._loaded().dimension,
            passages=self._catalog.counts()[1],
            languages=self._catalog.languages(),
            origins=_names(self._catalog.origins()),
        )


def _completed(article: Article) -> Article:
    """Return the article with what can be read off its text: the agency credit and the language."""
    credit = article.credit
    if credit is None and (closing := closing_credit(article.text)):
        credit = closing[0]
    return replace(article, credit=credit, language=article.language or analysis.detect_language(article.text))


def _names(origins: Iterable[tuple[str, str | None, str | None]]) -> tuple[str, ...]:
    """Return the names that the articles' origins go by: as many as a question is looked through for in no time."""
    return tuple(dict.fromkeys(name for origin in origins for name in origin_names(*origin)))[:_MAX_ORIGINS]


def _opens(folder: Path) -> bool:
    """Tell whether the current snapshot can be searched; one that cannot is built anew, though nothing has changed."""
    try:
        return snapshot.open_current(folder) is not None
    except SnapshotError:
        return False


def _hash(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=16).digest()


def _batches(items: Iterator[_Item], size: int) -> Iterator[list[_Item]]:
    batch: list[_Item] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


@contextmanager
def _locked(data_dir: Path) -> Iterator[None]:
    """Hold the folder against other syncs; the operating system lets go of it when this process ends, however."""
    lock = FileLock(data_dir / _LOCK, timeout=0)
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise SyncBusyError(f"another sync is at work on {data_dir}; wait until it is done, or stop it") from None
    except OSError as error:
        raise CatalogError(f"{data_dir} cannot be written ({error}); make room, or set data_dir elsewhere") from error
    try:
        yield
    finally:
        lock.release()
