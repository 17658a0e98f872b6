"""What changed in the sources → one transaction → a new snapshot.

1. *Load*: the sources are read; articles whose digest is known are passed over, the others are put down as pending.
2. *Embed*: pending articles are cut into passages, their quotations are found, and texts without a vector are encoded.
   Vectors are kept at once, so that a sync that was stopped has not computed them in vain.
3. *Apply*: one transaction makes the catalogue what the sources are.
4. *Index*: a new snapshot is built beside the old one and switched to.

A stop at any moment, `kill -9` included, leaves the catalogue before or after its one transaction, and the old snapshot
or the new one; the next sync goes on from there.
"""

from __future__ import annotations

import hashlib
import json
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from index import additions, encoder, passages, quotes, snapshot, sources, withdrawals
from index.catalog import Catalog
from index.dense import LIMITS
from index.encoder import EncodesInParts
from index.errors import CatalogError, ConfigError, SnapshotError, SourceError, SyncBusyError
from index.facets import origin_names
from index.intake import Intake
from index.quote_finding import QuoteFinding
from index.snapshot import Manifest
from index.sources.gathering import gather
from index.sync_records import Phase, Progress, SyncReport

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from index.catalog import Changes
    from index.config import IndexConfig, SourceConfig
    from index.dense import Limits
    from index.encoder import Encoder, Encoders
    from index.sources.fetching import Web
    from index.sync_records import SourceItem

    OnProgress = Callable[[Progress], None]

CATALOG = "catalog.sqlite3"
SNAPSHOTS = "snapshots"
_LOCK = "sync.lock"
_BATCH = 64
"""Texts that an encoder is given at once, unless it says how many it wants; lost at most when a sync is killed."""
_TOLD_EACH = 100
"""Items loaded between two reports of progress; of the web, which is slow, each one is told."""


@dataclass(frozen=True, slots=True)
class Outside:
    """What a sync reaches out to, so that a test can put something else in its place."""

    encoders: Encoders = encoder
    web: Web | None = None
    """What reads web addresses; None: as the config says."""
    limits: Limits = LIMITS
    """From which size on a snapshot keeps its vectors otherwise."""


OUTSIDE = Outside()
_MAX_ORIGINS = 500
"""Names of sources and agencies that a question may choose by; where there are more, the rarest are left out."""


def sync(
    config: IndexConfig,
    on_progress: OnProgress,
    *,
    full: bool = False,
    only: Collection[str] | None = None,
    outside: Outside = OUTSIDE,
) -> SyncReport:
    """Bring the library up to date with its sources.

    Args:
        config: `config.sources` are read, and what is no longer there leaves the library.
        on_progress: called often; a caller that draws is to be quick.
        full: read, cut and index every article again, as if nothing were there; vectors of unchanged texts are reused.
        only: the names of the sources to read; the articles of all others stay as they are. None: all sources. Of
            the added pages (see `index.additions`), those are then read that never were.
        outside: where the model of the config comes from, and what reads the web.

    Raises:
        ConfigError: `only` names a source that the config does not have.
        SyncBusyError: another sync is at work on the same folder.
        CatalogError: the catalogue cannot be written; nothing has changed.
        EncoderError: the model cannot be loaded; nothing has changed.

    """
    started = time.monotonic()
    chosen = _chosen(config, only)
    with _locked(config.data_dir), Catalog(config.data_dir / CATALOG) as catalog:
        run = _Run(config, catalog, on_progress, outside)
        run.distrust()
        web = outside.web or sources.Web(config.web)
        try:
            run.load(chosen, web, full=full, only=only)
        finally:
            if web is not outside.web:
                web.close()
        run.embed(full=full)
        changes = run.apply()
        run.index(full=full)
        return run.report(changes, time.monotonic() - started)


class _Run:
    """One sync under way: what it works with, and what it has met so far."""

    def __init__(self, config: IndexConfig, catalog: Catalog, on_progress: OnProgress, outside: Outside) -> None:
        self._config = config
        self._catalog = catalog
        self._on_progress = on_progress
        self._encoders = outside.encoders
        self._limits = outside.limits
        self._now = int(time.time())
        self._intake = Intake(catalog, datetime.fromtimestamp(self._now, UTC).date())
        self._read: list[str] = []
        self._encoder: Encoder | None = None
        self._embedded = 0
        model = config.embedding.model
        # A model that is not on this machine yet has no fingerprint until it is loaded, which fetches it.
        self._fingerprint = self._encoders.fingerprint(model) or self._loaded().fingerprint
        self._recipe = f"{self._fingerprint} cut {passages.VERSION} quotes {quotes.VERSION}"

    def distrust(self) -> None:
        """Have a snapshot that is ahead of the catalogue built anew: the catalogue was put back from a copy.

        The generations that are yet to come would go by the same numbers as those that are in the snapshot.
        """
        current = snapshot.current_manifest(self._config.data_dir / SNAPSHOTS)
        if current and current.catalog == self._catalog.identity and current.generation > self._catalog.generation():
            self._catalog.become_another()

    def load(self, chosen: list[SourceConfig], web: Web, *, full: bool, only: Collection[str] | None) -> None:
        """Read sources and put down what is new or changed; whatever belongs to no chosen one stays as it is."""
        self._catalog.begin_sync()
        # One that is asked for and has nothing any more counts as read: its articles go.
        self._read = list(dict.fromkeys([*(source.name for source in chosen), *(only or ())]))
        # Asked for here, because threads read the sources, and the catalogue is for one thread only.
        visits = {one.name: {} if full else self._catalog.visits(one.name) for one in chosen if one.path is None}

        def read(source: SourceConfig) -> Iterator[SourceItem]:
            if source.path is not None:
                before = self._intake.folder(source.name, sources.settings_of(source), full=full)
                return sources.load(source, before=before)
            known = visits.get(source.name, {})
            if source.name != additions.PAGES:
                return sources.load(source, web, known)
            asked, unchanged = (source, []) if full or only is None else additions.unread(source, known)
            return chain(unchanged, additions.with_host(sources.load(asked, web, known) if asked.urls else ()))

        self._on_progress(Progress(Phase.LOADING, 0, None))
        disk = [source for source in chosen if source.path is not None]
        on_web = [source for source in chosen if source.path is None]
        with self._catalog.scratch(), closing(gather(disk, on_web, read)) as items:
            if only is not None:
                self._catalog.keep_others(self._read)
            for taken, (source, item) in enumerate(items, start=1):
                if isinstance(item, SourceError):
                    self._intake.fail(source.name, item)
                else:
                    self._intake.take(source.name, item)
                if taken % _TOLD_EACH == 0 or source.path is None:
                    self._tell_loaded(None)
            self._intake.flush()
            withdrawals.put_back(self._catalog)
        self._tell_loaded(self._intake.counts.total())

    def embed(self, *, full: bool) -> None:
        """Cut the pending articles into passages, and encode the texts that have no vector yet."""
        if full or self._catalog.fact("recipe") not in (None, self._recipe):
            self._catalog.put_pending_stored()
        if not self._catalog.count_pending():
            return
        self._cut()
        total = self._catalog.count_missing(self._fingerprint)
        self._on_progress(Progress(Phase.EMBEDDING, 0, total))
        for hashes, vectors in self._encoded():
            self._catalog.put_vectors(self._fingerprint, hashes, vectors)
            self._embedded += len(hashes)
            self._on_progress(Progress(Phase.EMBEDDING, self._embedded, total))

    def _encoded(self) -> Iterator[tuple[list[bytes], NDArray[np.float32]]]:
        """Encode the texts that have no vector yet; yield hashes of some of them, and their vectors, as they come."""
        encodes = self._loaded()
        in_parts = encodes if isinstance(encodes, EncodesInParts) else None
        for window in self._catalog.missing(self._fingerprint, in_parts.window if in_parts else _BATCH):
            hashes, texts = list(window), [passage.embedded_text() for passage in window.values()]
            if in_parts is None:
                yield hashes, encodes.encode_passages(texts)
            else:
                for positions, vectors in in_parts.encode_in_parts(texts):
                    yield [hashes[one] for one in positions], vectors

    def _cut(self) -> None:
        """Cut the pending articles into passages, and find who says what in them."""
        total = self._catalog.count_pending()
        with self._catalog.scratch(), QuoteFinding(total) as finding:
            articles = finding.read(self._catalog.pending())
            self._on_progress(Progress(Phase.CUTTING, 0, total))
            count_tokens, max_tokens = self._loaded().count_tokens, self._loaded().max_tokens
            for done, (number, article, said) in enumerate(articles):
                if done and done % _TOLD_EACH == 0:
                    self._on_progress(Progress(Phase.CUTTING, done, total))
                found = passages.cut(article, count_tokens, max_tokens)
                self._catalog.put_passages(number, [(one, _hash(one.embedded_text())) for one in found])
                self._catalog.put_quotes(number, said)
        self._on_progress(Progress(Phase.CUTTING, total, total))

    def apply(self) -> Changes:
        """Make the catalogue what the sources are, in one transaction."""
        return self._catalog.apply(self._recipe, self._now)

    def index(self, *, full: bool) -> None:
        """Build a snapshot of the catalogue, if the current one is not that already."""
        folder = self._config.data_dir / SNAPSHOTS
        snapshot.tidy(folder)
        current = snapshot.current_manifest(folder)
        if snapshot.current_name(folder) is None and self._catalog.counts() == (0, 0):
            return
        manifest = self._manifest(current)
        damaged = current == manifest and not _opens(folder)
        if current != manifest or damaged or full:
            try:
                anew = full or damaged
                snapshot.build(folder, self._catalog, manifest, self._on_progress, full=anew, limits=self._limits)
            except OSError as error:
                raise CatalogError(
                    f"the new snapshot cannot be written ({error}); the old one goes on answering: "
                    "make room on the disk and run: article-bot sync"
                ) from error
        elif self._catalog.is_pruned():
            return
        # A sync that was killed after its switch has not come to this: what it left is still noted.
        self._catalog.prune(self._fingerprint, manifest.generation)

    def report(self, changes: Changes, seconds: float) -> SyncReport:
        """Return what was done, and keep it for `status`."""
        articles, count = self._catalog.counts()
        report = SyncReport(
            added=changes.added,
            changed=changes.changed,
            removed=changes.removed,
            unchanged=changes.unchanged,
            failed=self._intake.failed(),
            warnings=self._intake.warnings(),
            articles=articles,
            passages=count,
            embedded=self._embedded,
            seconds=round(seconds, 3),
        )
        self._catalog.note_read(self._read, additions.known(self._config), self._now)
        self._catalog.remember("report", json.dumps(self._remembered(report)))
        return report

    def _remembered(self, report: SyncReport) -> dict[str, Any]:
        """Return the report for `status`, with what the sources that were not read now could not give last time."""
        plain = report.to_json() | {"at": int(time.time())}
        others = set(additions.known(self._config)) - set(self._read)
        last = json.loads(self._catalog.fact("report") or "{}") if others else {}
        for kind in ("failed", "warnings"):
            plain[kind] = [one for one in last.get(kind, ()) if one["source"] in others] + plain[kind]
        return plain

    def _tell_loaded(self, total: int | None) -> None:
        counts = self._intake.counts
        self._on_progress(Progress(Phase.LOADING, counts.total(), total, tuple(counts.items())))

    def _loaded(self) -> Encoder:
        """Return the encoder; it is loaded when the first text needs it, so that an idle sync never does."""
        if self._encoder is None:
            self._encoder = self._encoders.load(self._config.embedding.model)
        return self._encoder

    def _manifest(self, current: Manifest | None) -> Manifest:
        same = current is not None and current.fingerprint == self._fingerprint
        kept = (snapshot.FORMAT, self._catalog.identity, self._catalog.generation())
        if current and same and (current.format, current.catalog, current.generation) == kept:
            # What it holds has not changed since, and counting it again takes its time in a large archive.
            return replace(current, model=self._config.embedding.model)
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


def _chosen(config: IndexConfig, only: Collection[str] | None) -> list[SourceConfig]:
    known = [source.name for source in config.sources]
    if only is not None and (unknown := sorted(set(only) - set(known) - additions.NAMES)):
        raise ConfigError(f"there is no source named '{unknown[0]}'; the config has: {', '.join(known)}")
    return [source for source in (*config.sources, *additions.sources(config)) if only is None or source.name in only]


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
