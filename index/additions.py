"""Articles that were added by hand, while the bot runs: sources of the bot's own, in ``added`` in the data folder.

Every sync reads them, also the command line's, though no config names them:

- *files*, as they came, under safe names. Other parts of the bot may write files of their own there; a ``.jsonl`` has
  articles as any other does. One without articles is to be deleted: an empty file is taken for one half written, and
  what it held before is kept.
- *pages*, whose addresses stand in ``urls.txt``, one a line.

A file is complete when it has its name: whoever writes one uses another name that begins with a dot, and renames it.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from index.config import SourceConfig
from index.errors import CatalogError, ConfigError
from index.sync_records import Loaded, Unchanged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from index.config import IndexConfig
    from index.sync_records import SourceItem, Visit

FOLDER = "added"
ADDRESSES = "urls.txt"
FILES = "Upload"
"""The source of the files. Readers see it where an article does not say its source: a word of both languages."""
PAGES = "Upload (web)"
"""The source of the pages. Where a page does not say its source, readers see its host."""
NAMES = frozenset({FILES, PAGES})
_NAME_LENGTH = 80
"""Characters of a file's name; file systems take 255 bytes."""
_ENDING = 8
"""Characters of a file's ending; what is longer is none."""
_RESERVED = re.compile(r"urls\.txt|posts-.*", re.IGNORECASE)
"""Names that the bot itself gives."""


def folder_of(data_dir: Path) -> Path:
    """Return where added articles are; the folder need not be there."""
    return data_dir / FOLDER


def sources(config: IndexConfig) -> tuple[SourceConfig, ...]:
    """Return the sources that have something; the articles of one that has nothing (any more) go.

    Raises:
        ConfigError: a source of the config has the name of one of these.

    """
    if taken := sorted(NAMES & {source.name for source in config.sources}):
        raise ConfigError(f"'{taken[0]}' is what added articles are called; give the source of the config another name")
    folder = folder_of(config.data_dir)
    found = []
    if _has_files(folder):
        found.append(SourceConfig(name=FILES, path=folder, exclude=(ADDRESSES,)))
    if addresses := read_addresses(folder):
        # Each was checked when it was added; a line that somebody has broken fails when it is read, and says so.
        found.append(SourceConfig.model_construct(name=PAGES, urls=addresses))
    return tuple(found)


def known(config: IndexConfig) -> list[str]:
    """Return the names of all sources that there are: the config's, and those that have added articles."""
    return [source.name for source in (*config.sources, *sources(config))]


def read_addresses(folder: Path) -> tuple[str, ...]:
    """Return the addresses of the added pages.

    Raises:
        CatalogError: they cannot be read, so it is not known what belongs to the library.

    """
    file = folder / ADDRESSES
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        raise CatalogError(f"{file} cannot be read ({error.strerror}); check its permissions") from error
    return tuple(dict.fromkeys(line.strip() for line in lines if line.strip()))


def unread(source: SourceConfig, visits: Mapping[str, Visit]) -> tuple[SourceConfig, list[Unchanged]]:
    """Return the pages that were never read, and the others as they are.

    Who adds one page does not wait until all the others are asked whether they have changed.
    """
    read = [url for url in source.urls if (visit := visits.get(url)) is not None and visit.article_id is not None]
    left = tuple(url for url in source.urls if url not in read)
    return source.model_copy(update={"urls": left}), [Unchanged(url) for url in read]


def with_host(items: Iterable[SourceItem]) -> Iterator[SourceItem]:
    """Yield the same, but let articles whose page does not say its source have that of its host."""
    for item in items:
        if isinstance(item, Loaded) and item.article.outlet is None:
            host = urlsplit(item.article.id).hostname or ""
            yield replace(item, article=replace(item.article, outlet=host.removeprefix("www.") or None))
        else:
            yield item


def safe_name(name: str) -> str:
    """Return a file's name as it may be written on any system; its ending stays."""
    kept = re.sub(r"[^\w.-]+", "-", os.path.basename(name.replace("\\", "/")))  # noqa: PTH119 -- a name, not a path
    kept = kept.strip(".-_")
    stem, dot, end = kept.rpartition(".")
    if dot and len(end) <= _ENDING:
        short = f"{stem[: _NAME_LENGTH - len(end) - 1].rstrip('.-_')}.{end.lower()}"
    else:
        short = kept[:_NAME_LENGTH] or "article"
    return f"file-{short}" if _RESERVED.fullmatch(short) else short


def _has_files(folder: Path) -> bool:
    """Tell whether there are files; a folder that cannot be read has some, so that its articles are kept."""
    try:
        with os.scandir(folder) as entries:
            return any(not entry.name.startswith(".") and entry.name != ADDRESSES for entry in entries)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
