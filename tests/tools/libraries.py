"""Libraries made of evaluation data: article files side by side, in a folder that goes when the work is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.config import IndexConfig, SourceConfig
from index.library import Library

if TYPE_CHECKING:
    from pathlib import Path

    from index.sync_records import Progress


def library(folder: Path, *files: Path) -> Library:
    """Return a library of these article files, kept in `folder`; embeddings that are there already are used again."""
    sources = tuple(SourceConfig(name=file.parent.name, path=file) for file in files)
    made = Library(IndexConfig(data_dir=folder, sources=sources))
    report = made.sync(_quiet)
    if report.failed:
        raise SystemExit("; ".join(failure.error for failure in report.failed))
    return made


def _quiet(_: Progress) -> None:
    """Tell nobody."""
