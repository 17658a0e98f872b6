"""A sync that nothing disturbs, and what a disturbed one has to leave by comparison."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import SnapshotError
from index.library import Library
from index.sync import SNAPSHOTS, _hash
from tests.hand_encoder import HandEncoders
from tests.survival import child
from tests.survival.archive import QUESTIONS, Archive, Searchable, Stored, files, searchable, stored, synced

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence

    from tests.survival.archive import LimitedConfig

EVERYTHING = "sync.sync"
"""The function that is under way from the first event to the last."""


@dataclass(frozen=True)
class Undisturbed:
    """Where a sync begins, what it does, and what it leaves."""

    archive: Archive
    edition: str
    before: Path | None
    """The data folder that it finds; None where there is none."""
    events: Sequence[str]
    """What happens in it, see `child`."""
    embedded: Sequence[str]
    """The texts that it gives to the encoder, in order."""
    old: tuple[Searchable | None, Stored]
    new: tuple[Searchable, Stored]
    files: Counter[str]

    @classmethod
    def watched(cls, archive: Archive, edition: str, before: Path | None) -> Undisturbed:
        """Sync twice from the same beginning: once in a child to list the events, and once here."""
        watched, config = (archive.config(edition, _folder(archive.folder) / "data") for _ in range(2))
        listing = archive.folder / f"{edition}-events"
        _copy(before, watched.data_dir)
        assert child.run(child.sync_and_list, watched, listing) == 0
        _copy(before, config.data_dir)
        encoders = HandEncoders()
        synced(config, encoders)
        return cls(
            archive=archive,
            edition=edition,
            before=before,
            events=listing.read_text(encoding="utf-8").splitlines(),
            embedded=encoded(encoders),
            old=(None, Stored()) if before is None else (searchable(archive.config(edition, before)), stored(before)),
            new=(searchable(config), stored(config.data_dir)),
            files=files(config.data_dir),
        )

    def moments(self, function: str, count: int) -> list[int]:
        """Return the numbers of `count` events, evenly spread over the time in which a function is under way."""
        began = 0 if function == EVERYTHING else self._first(f"call index.{function}:", 0)
        ended = len(self.events) - 1 if function == EVERYTHING else self._first(f"return index.{function}:", began)
        return [began + (ended - began) * step // (count - 1) for step in range(count)]

    def beginning(self, tmp_path: Path) -> LimitedConfig:
        """Return the config of a fresh copy of the library, in a folder of its own, where the sync begins.

        Never in a folder that was used before: tantivy looks into a folder that it has opened for a moment longer, and
        makes a lock file there, which may come after the folder's other files have been removed.
        """
        config = self.archive.config(self.edition, _folder(tmp_path) / "data")
        _copy(self.before, config.data_dir)
        return config

    def holds_one_edition(self, config: LimitedConfig, at: str) -> bool:
        """Check that a reader sees one edition, and that the catalogue holds the same one or already the new one.

        Returns:
            Whether the reader sees the new one.

        """
        seen = None if self.old[0] is None and _has_no_articles(config) else searchable(config)
        assert seen in (self.old[0], self.new[0]), f"neither the old articles nor the new ones are found: {at}"
        kept, old, new = (_articles(one) for one in (stored(config.data_dir), self.old[1], self.new[1]))
        assert kept in (old, new), f"the catalogue holds neither the old articles nor the new ones: {at}"
        switched = seen == self.new[0]
        assert kept == new or not switched, f"the snapshot is ahead of its catalogue: {at}"
        return switched

    def goes_on(self, config: LimitedConfig, at: str) -> None:
        """Check that the next sync leaves what this one left, and embeds only what has not been stored yet."""
        vectors = stored(config.data_dir).vectors
        encoders = HandEncoders()
        synced(config, encoders)
        expected = [text for text in self.embedded if _hash(text) not in vectors]
        assert encoded(encoders) == expected, f"the next sync embeds other texts than those without a vector: {at}"
        assert searchable(config) == self.new[0], f"other articles are found after the next sync: {at}"
        assert stored(config.data_dir) == self.new[1], f"the next sync leaves other rows: {at}"
        assert files(config.data_dir) == self.files, f"the next sync leaves other files: {at}"

    def _first(self, start: str, after: int) -> int:
        return next(at for at, event in enumerate(self.events) if at >= after and event.startswith(start))


def encoded(encoders: HandEncoders) -> list[str]:
    """Return every passage text that was encoded, in order."""
    return [text for encoder in encoders.loaded for text in encoder.encoded]


def _folder(tmp_path: Path) -> Path:
    return Path(tempfile.mkdtemp(dir=tmp_path))


def _copy(before: Path | None, data_dir: Path) -> None:
    if before is not None:
        shutil.copytree(before, data_dir)


def _has_no_articles(config: LimitedConfig) -> bool:
    """Tell whether the library says that there are no articles, and that it has no snapshot that it might show."""
    try:
        Library(config, encoders=HandEncoders()).ask(QUESTIONS[0])
    except SnapshotError as error:
        assert str(error) == "there are no articles yet; run: article-bot sync"  # noqa: PT017 -- it may as well answer
        return not (config.data_dir / SNAPSHOTS / "CURRENT").exists()
    return False


def _articles(found: Stored) -> tuple[object, object]:
    return found.articles, (found.passages, found.versions)
