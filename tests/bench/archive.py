"""A library of any size to measure on: ``python -m tests.bench.archive FOLDER --passages N ARTICLES.jsonl…``.

Makes ``FOLDER/articles`` (files of article lines, see `recombined`), ``FOLDER/config.toml`` and the synced data folder,
with vectors that cost nothing (see `perturbed`). Afterwards ``article-bot --config FOLDER/config.toml`` asks it, and
syncs it, with the real model. The real passages' vectors are computed once and kept in the cache folder.
"""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np
import platformdirs

from index import encoder, passages
from index.config import IndexConfig, read
from index.library import Library
from index.records import Article
from tests.bench import recombined
from tests.bench.perturbed import Perturbed, PerturbedEncoders, bundled_fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from index.records import Passage
    from index.sync_records import Progress, SyncReport
    from tests.bench.recombined import Material

CACHE = platformdirs.user_cache_path("article-bot-bench")
"""Where the peers' environments and the real vectors are kept between two runs."""
_CONFIG = """\
data_dir = "data"

[[sources]]
name = "archive"
path = "articles"
"""
_BATCH = 500
"""Texts encoded between two lines of progress."""


@dataclass(frozen=True, slots=True)
class Real:
    """Real passages, what archives are made of them, and their vectors."""

    found: list[tuple[Article, Passage]]
    material: tuple[Material, ...]
    vectors: NDArray[np.float32]

    def encoders(self) -> PerturbedEncoders:
        """Return the encoders whose passages cost nothing."""
        return PerturbedEncoders(Perturbed(self.vectors, self.material, bundled_fingerprint()))


def real(files: Sequence[Path], cache: Path = CACHE) -> Real:
    """Read real articles, and encode their passages with the bundled model unless that was done before."""
    model = encoder.load(encoder.BUNDLED)
    found = recombined.real_passages(read_lines(files), model)
    texts = [passage.embedded_text() for _, passage in found]
    digest = hashlib.sha256("\0".join([model.fingerprint, str(passages.VERSION), *texts]).encode()).hexdigest()
    kept = cache / f"vectors-{digest[:16]}.npy"
    if not kept.exists():
        cache.mkdir(parents=True, exist_ok=True)
        parts = []
        for start in range(0, len(texts), _BATCH):
            click.echo(f"encoding real passages: {start} of {len(texts)}", err=True)
            parts.append(model.encode_passages(texts[start : start + _BATCH]))
        with kept.with_suffix(".new").open("wb") as file:
            np.save(file, np.concatenate(parts))
        kept.with_suffix(".new").replace(kept)
    return Real(found, recombined.material(found), np.load(kept))


def read_lines(files: Sequence[Path]) -> Iterator[Article]:
    """Yield the articles of files of article lines, without their metadata; ids are told apart by their file."""
    for file in files:
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                values: dict[str, Any] = json.loads(line)
                yield Article(
                    source=str(file),
                    id=f"{file}/{values['id']}",
                    text=values["text"],
                    title=values.get("title"),
                    language=values.get("language"),
                )


def make(folder: Path, count: int, of: Real, *, seed: int = 1) -> SyncReport:
    """Make a library of `count` passages (a multiple of `recombined.SECTIONS`), synced; one that is there is synced."""
    file = folder / "config.toml"
    if not file.exists():
        recombined.write(folder / "articles", recombined.articles(of.material, count // recombined.SECTIONS, seed=seed))
        file.write_text(_CONFIG, encoding="utf-8")
    return Library(read(file, IndexConfig), encoders=of.encoders()).sync(_Told())


class _Told:
    """Prints a line for each phase as it begins."""

    def __init__(self) -> None:
        self._phase: object = None
        self._started = time.monotonic()

    def __call__(self, progress: Progress) -> None:
        """Print the phase, if it is another one."""
        if progress.phase is not self._phase:
            self._phase = progress.phase
            click.echo(f"{time.monotonic() - self._started:7.1f} s  {progress.phase}", err=True)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.argument("articles", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--passages", "count", type=click.IntRange(recombined.SECTIONS), default=10_000, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--cache", type=click.Path(path_type=Path, file_okay=False), default=CACHE, show_default=True)
def main(*, folder: Path, articles: tuple[Path, ...], count: int, seed: int, cache: Path) -> None:
    """Make a library of recombined ARTICLES in FOLDER."""
    report = make(folder, count, real(articles, cache), seed=seed)
    click.echo(json.dumps(report.to_json()))


if __name__ == "__main__":
    main()
