"""What a snapshot does on the disk: files are taken over from the last one by hard link, and flushed."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def link(source: Path, target: Path) -> None:
    """Let `target` be the same file as `source`, or a copy where the file system has no hard links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def flush(folder: Path) -> None:
    """Wait until every file of a folder has reached the disk, and every name.

    A file that has other names was linked from a folder that was flushed before.
    """
    for root, _, names in os.walk(folder):
        paths = [os.path.join(root, name) for name in names]  # noqa: PTH118 -- os.walk speaks strings
        for path in [path for path in paths if os.stat(path).st_nlink == 1]:  # noqa: PTH116 -- the same
            flush_file(path)
        flush_folder(root)


def flush_file(path: Path | str) -> None:
    """Wait until a file has reached the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_folder(path: Path | str) -> None:
    """Wait until the names in a folder have reached the disk."""
    if os.name != "nt":  # Windows cannot open a folder
        flush_file(path)
