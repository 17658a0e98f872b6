"""What admins put into the archive and take out of it. Each change holds at once, and shows with the next sync."""

from __future__ import annotations

import io
import os
import secrets
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from filelock import FileLock

from index import additions, finding, withdrawals
from index.catalog import Catalog
from index.config import SourceConfig, web_address
from index.errors import CatalogError, ItemError, SourceError
from index.sources import Web, load
from index.sources.opened import opened
from index.sources.reading import KNOWN, Tally, load_file
from index.sync import CATALOG
from index.sync_records import Loaded, Unread

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.config import IndexConfig
    from index.records import Article
    from index.sync_records import SourceItem
    from index.withdrawals import Withdrawal

_LOCK = "added.lock"


@dataclass(frozen=True, slots=True)
class Added:
    """What was added: where its articles come from."""

    source: str
    origin: str
    """The name of its file in the folder, or its address."""


class Shelf:
    """The added articles and the withdrawn ones of one data folder. Several threads may use it at once."""

    def __init__(self, config: IndexConfig, *, web: Web | None = None) -> None:
        self._config = config
        self._web = web
        self._folder = additions.folder_of(config.data_dir)

    # -- adding -----------------------------------------------------------------------------------------------------

    def add_file(self, name: str, data: bytes) -> Added:
        """Keep a file under a safe name, if there is an article in it. One that is there already is not kept twice.

        Raises:
            ItemError: there is none; nothing is kept.
            CatalogError: the folder cannot be written.

        """
        safe = additions.safe_name(name)
        source, tally = SourceConfig(name=additions.FILES, path=self._folder), Tally()
        found = _articles(load_file(source, opened(safe, io.BytesIO(data)), tally))
        if tally.left_out and not found:
            raise ItemError(f"{safe} is of no known format; {KNOWN} are read")
        with self._locked():
            return Added(additions.FILES, self._keep(safe, data))

    def add_page(self, address: str) -> Added:
        """Keep an address, if there is an article on its page.

        Raises:
            ItemError: there is none, or it cannot be read; nothing is kept.
            CatalogError: the folder cannot be written.

        """
        url = address if "://" in address else f"https://{address}"
        url = url.partition("#")[0]
        try:
            web_address(url)
        except ValueError as error:
            raise ItemError(f"{address} is no address that can be read; {error}") from None
        web = self._web or Web(self._config.web)
        try:
            _articles(load(SourceConfig(name=additions.PAGES, urls=(url,)), web))
        except SourceError as error:
            raise ItemError(str(error)) from error
        finally:
            if web is not self._web:
                web.close()
        with self._locked():
            there = additions.read_addresses(self._folder)
            if url not in there:
                self._write_addresses((*there, url))
        return Added(additions.PAGES, url)

    def articles(self, added: Added) -> list[Article]:
        """Return the articles that came from what was added, once a sync has read it."""
        with self._catalog() as catalog:
            return finding.come_from(catalog, added.source, added.origin)

    # -- removing ---------------------------------------------------------------------------------------------------

    def called(self, name: str) -> list[Article]:
        """Return the articles that go by an id or a web address."""
        with self._catalog() as catalog:
            return finding.called(catalog, name)

    def identified(self, source: str, article_id: str) -> Article | None:
        """Return the article of this identity; None if there is none."""
        with self._catalog() as catalog:
            stored = catalog.stored(source, article_id)
        return None if stored is None else stored[0]

    def is_deleted_with(self, article: Article) -> bool:
        """Tell whether removing an article deletes what was added; if not, it is withdrawn and can be restored."""
        if article.source == additions.PAGES:
            return article.id in additions.read_addresses(self._folder)
        whole = article.source == additions.FILES and article.id == article.origin
        return whole and (self._folder / article.id).is_file()

    def remove(self, article: Article) -> None:
        """Delete what was added, or put the article of another source on the list of those that are withdrawn.

        Raises:
            CatalogError: that cannot be written.

        """
        if not self.is_deleted_with(article):
            with self._catalog() as catalog:
                withdrawals.withdraw(catalog, article.source, article.id, int(time.time()))
            return
        with self._locked():
            if article.source == additions.PAGES:
                there = additions.read_addresses(self._folder)
                self._write_addresses(url for url in there if url != article.id)
            else:
                (self._folder / article.id).unlink(missing_ok=True)

    def restore(self, source: str, article_id: str) -> bool:
        """Take an article off the list; False if it is not on it."""
        with self._catalog() as catalog:
            return withdrawals.restore(catalog, source, article_id)

    def withdrawn(self) -> list[Withdrawal]:
        """Return the withdrawn articles, the latest first."""
        with self._catalog() as catalog:
            return withdrawals.listed(catalog)

    # -- how --------------------------------------------------------------------------------------------------------

    def _keep(self, name: str, data: bytes) -> str:
        """Write a file under its name, or under one with a number where that is taken; return which."""
        stem, dot, end = name.rpartition(".")
        for number in range(1, 10_000):
            chosen = name if number == 1 else f"{stem}-{number}.{end}" if dot else f"{name}-{number}"
            file = self._folder / chosen
            if not file.exists():
                break
            if file.read_bytes() == data:
                return chosen
        self._write(chosen, data)
        return chosen

    def _write_addresses(self, urls: Iterable[str]) -> None:
        self._write(additions.ADDRESSES, "".join(f"{url}\n" for url in urls).encode())

    def _write(self, name: str, data: bytes) -> None:
        """Write a whole file or nothing: what begins with a dot is read by nobody."""
        beside = self._folder / f".{secrets.token_hex(4)}.new"
        try:
            with beside.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            beside.replace(self._folder / name)
        finally:
            beside.unlink(missing_ok=True)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the folder against others who add or remove, and make it where it is not there."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self._config.data_dir / _LOCK):
                yield
        except OSError as error:
            raise CatalogError(f"{self._folder} cannot be written ({error}); make room on the disk") from error

    def _catalog(self) -> Catalog:
        return Catalog(self._config.data_dir / CATALOG)


def _articles(items: Iterable[SourceItem]) -> list[Article]:
    """Return the articles among what was read.

    Raises:
        ItemError: something could not be read, and there is none.

    """
    found, errors = [], []
    for item in items:
        if isinstance(item, Loaded):
            found.append(item.article)
        elif isinstance(item, Unread):
            errors.append(item.error)
    if errors and not found:
        raise ItemError(errors[0])
    return found
