"""An immutable, searchable generation of the library on disk.

```
snapshots/CURRENT          the name of the generation that searches use; replaced by one atomic rename
snapshots/0000000012/      manifest.json, dense/, lexical/
snapshots/building/        the next one, until it is whole and flushed to disk
```

A new snapshot takes the files of the last one by hard link and changes only what changed. Whoever has a snapshot open
goes on searching it: its files are there until they are closed.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from index import analysis, dense_writer, facets, matching, near_copies, speakers
from index.dense import LIMITS, DenseIndex
from index.disk import flush, flush_file, flush_folder, link
from index.errors import SnapshotError
from index.lexical import LexicalIndex, LexicalWriter
from index.sync_records import Phase, Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from index.catalog import Catalog
    from index.dense import Limits
    from index.dense_writer import DenseWriter
    from index.records import Entry, StoredPassage

FORMAT = 5
"""Raised whenever older snapshots cannot be searched or brought up to date any more: they are then built anew."""

_CURRENT = "CURRENT"
_NEXT = "CURRENT.new"
_BUILDING = "building"
_DENSE = "dense"
_LEXICAL = "lexical"
_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot holds."""

    format: int
    catalog: str
    """The identity of the catalogue that it was made from."""
    generation: int
    """The catalogue's generation that it holds."""
    model: str
    """The encoder as the config named it: questions are embedded by the same one."""
    fingerprint: str
    dimension: int
    passages: int
    languages: tuple[str, ...]
    """Those that articles are in, the one of most articles first."""
    origins: tuple[str, ...] = ()
    """The sources and agencies that articles are from, the one of most articles first."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One opened generation. A search holds one from its start to its end."""

    name: str
    manifest: Manifest
    lexical: LexicalIndex
    dense: DenseIndex


def terms_of(entry: Entry) -> dict[str, list[str]]:
    """Return what a passage is found by."""
    passage = entry.passage
    body, head = matching.content(entry.body), matching.content(entry.head)
    names = facets.origin_names(passage.source, passage.shown_source, passage.credit)
    return {
        "stems": [stem for _, stem in body],
        "grams": [gram for word, _ in body for gram in analysis.word_grams(word)],
        "title_stems": [stem for _, stem in head],
        "title_grams": [gram for word, _ in head for gram in analysis.word_grams(word)],
        "speakers": speakers.looked_up_by(
            *(words for one in passage.quotes for words in (one.name, one.role, one.speaker_text))
        ),
        "origins": [facets.origin_term(name) for name in names],
    }


def open_current(folder: Path) -> Snapshot | None:
    """Open the generation that searches use; None if there is none yet.

    Raises:
        SnapshotError: it is damaged, or written by another version.

    """
    for attempt in range(_ATTEMPTS):
        generation = _current(folder)
        if generation is None:
            return None
        try:
            return _open(generation)
        except (SnapshotError, OSError) as error:
            # A sync may have replaced and removed it between the two reads; then CURRENT names another one now.
            if _current(folder) == generation or attempt + 1 == _ATTEMPTS:
                raise SnapshotError(f"{generation} cannot be opened ({error}); run: article-bot sync --full") from error
    return None


def current_mark(folder: Path) -> object:
    """Return what is another one as soon as there is a new current generation; nothing is read for it."""
    try:
        pointer = (folder / _CURRENT).stat()
    except OSError:
        return None
    return pointer.st_mtime_ns, pointer.st_ino


def current_name(folder: Path) -> str | None:
    """Return the name of the current generation; None if there is none."""
    generation = _current(folder)
    return None if generation is None else generation.name


def current_manifest(folder: Path) -> Manifest | None:
    """Return what the current snapshot holds; None if there is none, or none that this version can use."""
    generation = _current(folder)
    if generation is None:
        return None
    try:
        return _manifest(generation)
    except SnapshotError:
        return None


def build(  # noqa: PLR0913 -- what it is made of, and two choices with defaults that hold in production
    folder: Path,
    catalog: Catalog,
    manifest: Manifest,
    progress: Callable[[Progress], None],
    *,
    full: bool = False,
    limits: Limits = LIMITS,
) -> None:
    """Build the snapshot that `manifest` describes from the catalogue, and make it the current one.

    With `full`, or where the last snapshot is of no use, it is built from nothing instead of brought up to date.
    `limits` say from which size on vectors are kept otherwise.

    Raises:
        OSError: it cannot be written; the current snapshot stays as it is.

    """
    tidy(folder)
    base = None if full else _base(folder, manifest)
    plan = _Plan(folder / _BUILDING, catalog, manifest, progress, limits)
    try:
        try:
            _build(plan, base)
        except SnapshotError:
            # The last one is damaged or too old, and of no use: all of it is in the catalogue.
            tidy(folder)
            _build(plan, None)
        _switch(folder, plan.folder)
    finally:
        tidy(folder)


def tidy(folder: Path) -> None:
    """Remove what builds left, whole, failed or killed: all but the current generation and the one before it.

    The one before stays for whoever has read its name in CURRENT and not opened it yet.
    """
    if not folder.is_dir():
        return
    current = current_name(folder)
    names = sorted(path.name for path in folder.iterdir() if path.name.isdigit())
    before = [name for name in names if current is not None and name < current][-1:]
    for name in (*names, _BUILDING):
        if name not in (current, *before):
            shutil.rmtree(folder / name, ignore_errors=True)
    (folder / _NEXT).unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a snapshot is made of, and where."""

    folder: Path
    catalog: Catalog
    manifest: Manifest
    progress: Callable[[Progress], None]
    limits: Limits


def _build(plan: _Plan, base: Path | None) -> None:
    """Write a snapshot, starting from the generation `base` where there is one, and flush it to disk."""
    since = 0 if base is None else _manifest(base).generation
    gone = plan.catalog.retired_since(since) if since else []
    (plan.folder / _LEXICAL).mkdir(parents=True)
    if base is not None:
        _link_lexical(base / _LEXICAL, plan.folder / _LEXICAL)
    writer = LexicalWriter(plan.folder / _LEXICAL)
    for number in gone:
        writer.remove(number)
    with _dense(plan, base, gone) as dense:
        _add(writer, dense, _with_sketches(plan.catalog, since, plan.manifest.fingerprint), plan)
        if base is not None and len(dense) != plan.manifest.passages:
            # It was put back from a copy, and the catalogue knows no more what has gone since.
            raise SnapshotError(f"{base} is older than what the catalogue remembers; run: article-bot sync --full")
    writer.commit()
    _write_manifest(plan.folder, plan.manifest)
    flush(plan.folder)


def _dense(plan: _Plan, base: Path | None, gone: Sequence[int]) -> AbstractContextManager[DenseWriter]:
    folder, manifest = plan.folder / _DENSE, plan.manifest
    if base is None:
        return dense_writer.begun(folder, manifest.dimension, manifest.passages, plan.limits)
    return dense_writer.carried_on(folder, base / _DENSE, gone, manifest.passages, plan.limits)


def _with_sketches(
    catalog: Catalog, since: int, fingerprint: str
) -> Iterator[tuple[list[StoredPassage], NDArray[np.float32]]]:
    """Yield the passages that came since, each with what its article is compared by."""
    for batch, vectors in catalog.passages_since(since, fingerprint):
        sketches = {
            (source, article_id): near_copies.sketch(text)
            for source, article_id, text in catalog.texts(batch[0].number, batch[-1].number)
        }
        yield [replace(one, sketch=sketches[one.source, one.article_id]) for one in batch], vectors


def _add(
    writer: LexicalWriter,
    dense: DenseWriter,
    batches: Iterator[tuple[list[StoredPassage], NDArray[np.float32]]],
    plan: _Plan,
) -> None:
    """Add what came since."""
    total = plan.manifest.passages
    plan.progress(Progress(Phase.INDEXING, len(dense), total))
    for passages, vectors in batches:
        dense.add([passage.number for passage in passages], vectors)
        for passage in passages:
            entry = matching.entry(passage)
            writer.add(entry, terms_of(entry))
        plan.progress(Progress(Phase.INDEXING, len(dense), total))


def _base(folder: Path, manifest: Manifest) -> Path | None:
    """Return the current generation if the next one can be made from it."""
    generation = _current(folder)
    if generation is None:
        return None
    try:
        last = _manifest(generation)
    except SnapshotError:
        return None
    same = ("format", "catalog", "fingerprint", "dimension")
    if any(getattr(last, name) != getattr(manifest, name) for name in same) or last.generation > manifest.generation:
        return None
    return generation


def _link_lexical(base: Path, building: Path) -> None:
    """Take over tantivy's files: segments never change and are linked, what tantivy rewrites is copied."""
    for file in base.iterdir():
        if file.name.endswith(".lock"):
            continue
        if file.suffix == ".json":
            shutil.copy2(file, building / file.name)
        else:
            link(file, building / file.name)


def _switch(folder: Path, building: Path) -> None:
    """Give the built generation its name and let CURRENT name it, by one rename each."""
    numbers = [int(path.name) for path in folder.iterdir() if path.name.isdigit()]
    target = folder / f"{max(numbers, default=0) + 1:010d}"
    building.rename(target)
    flush_folder(folder)
    pointer = folder / _NEXT
    pointer.write_text(target.name, encoding="ascii")
    flush_file(pointer)
    pointer.replace(folder / _CURRENT)
    flush_folder(folder)


def _current(folder: Path) -> Path | None:
    try:
        name = (folder / _CURRENT).read_bytes().decode("ascii", "replace").strip()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SnapshotError(
            f"{folder} cannot be read ({error.strerror}); set data_dir to a folder of your own"
        ) from error
    return folder / name


def _open(generation: Path) -> Snapshot:
    manifest = _manifest(generation)
    return Snapshot(
        generation.name, manifest, LexicalIndex(generation / _LEXICAL), DenseIndex.read(generation / _DENSE)
    )


def _manifest(generation: Path) -> Manifest:
    try:
        values = json.loads((generation / "manifest.json").read_text(encoding="utf-8"))
        if not isinstance(values, dict) or values.get("format") != FORMAT:
            raise SnapshotError("it was written by another version of article-bot")
        return Manifest(**values | {name: tuple(values[name]) for name in ("languages", "origins")})
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise SnapshotError(f"its manifest cannot be read: {error}") from error


def _write_manifest(generation: Path, manifest: Manifest) -> None:
    (generation / "manifest.json").write_text(json.dumps(asdict(manifest), indent=2), encoding="utf-8")
