"""Where articles come from. `load` gives what a source holds, one article at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.sources.folder import load_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.config import SourceConfig
    from index.records import SourceItem

__all__ = ["load"]


def load(source: SourceConfig) -> Iterator[SourceItem]:
    """Yield every article of a source, and for each file or line that cannot be read, why.

    Raises:
        SourceError: the source as a whole cannot be read.

    """
    return load_path(source)
