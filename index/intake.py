"""What the sources give → the catalogue's temporary tables: what is new or changed, what is kept, what is in doubt.

Articles are compared with the stored ones in batches, bounded in number and in length, so that neither a million short
articles nor a few long ones fill the memory.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from index import analysis, withdrawals
from index.credits import provenance
from index.dates import PartialDate
from index.file_notes import NAMED as _NAMED
from index.file_notes import FileNotes, named_with
from index.staging import Found
from index.sync_records import Failure, FileRead, Gone, Loaded, Notice, Unchanged, Unforgotten, Unread, Visit

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from index.catalog import Catalog
    from index.errors import SourceError
    from index.file_notes import DateDoubt
    from index.records import Article
    from index.sync_records import Before, KnownFile, SourceItem

MAX_LISTED = 1_000
"""Failures, and warnings, listed of one source; the rest is counted."""
_BATCH = 200
_BATCH_LENGTH = 500_000
"""Characters of the articles of a batch, from which on it is compared."""
_EARLIEST = 1901
"""Years before it are what programs write where they know none (1900, 0001)."""
_EPOCH = (1970, 1, 1)


class Intake:
    """Takes in what the sources give, one item after another, in any order of the sources."""

    def __init__(self, catalog: Catalog, today: date) -> None:
        self._catalog = catalog
        # A source may be ahead of this machine's clock by its time zone.
        self._tomorrow = today + timedelta(days=1)
        self._withdrawn = {(one.source, one.article_id) for one in withdrawals.listed(catalog)}
        self._waiting: dict[str, list[tuple[Article, FileNotes | None]]] = {}
        self._length = 0
        self._failed: dict[str, list[Failure]] = {}
        self._warnings: dict[str, list[Failure]] = {}
        self._left_out: Counter[tuple[str, str]] = Counter()
        self._dates: dict[str, _Dates] = {}
        self._open: dict[str, FileNotes] = {}
        """The file that each folder is reading."""
        self.counts: Counter[str] = Counter()
        """How many articles each source has given."""

    def folder(self, source: str, settings: str, *, full: bool) -> Before:
        """Return what is known of the files of a folder that is read now: nothing in a full sync; see `index.files`."""
        self._catalog.begin_folder(source, settings)
        self._open[source] = FileNotes()
        return _Folder(self, self._catalog, source, full)

    def take(self, source: str, item: SourceItem) -> None:
        """Take in one item."""
        match item:
            case Loaded():
                self._take(source, item)
            case Unchanged():
                self.counts[source] += 1
                self._catalog.see(source, item.article_id)
            case Gone():
                self._catalog.withdraw(source, item.article_id)
                self._note("warnings", source, item.text)
            case Unread():
                self._catalog.keep(source, item.origin)
                self._note("failed", source, item.error)
                if source in self._open:
                    self._open[source].is_doubtful = True
            case FileRead():
                self._close(source, item)
            case Unforgotten():
                self.flush()
                self._catalog.see_all(source)
            case Notice():
                self._note("warnings", source, item.text)
            case Visit():
                self._catalog.put_visit(source, item)

    def fail(self, source: str, error: SourceError) -> None:
        """Take it that a source as a whole cannot be read, or not to its end."""
        self._catalog.keep(source)
        self._note("failed", source, f"{error}; what it gave before is kept")

    def flush(self) -> None:
        """Compare the articles that wait for it."""
        waiting, self._waiting, self._length = self._waiting, {}, 0
        for source, articles in waiting.items():
            digests = [article.digest() for article, _ in articles]
            compared = self._catalog.compare(
                source, [(one.id, digest) for (one, _), digest in zip(articles, digests, strict=True)]
            )
            for (article, notes), digest, found in zip(articles, digests, compared, strict=True):
                if found is Found.SAME:
                    continue
                if found is Found.TWICE or not self._catalog.put_pending(_completed(article), digest):
                    twice = f"the id '{article.id}' stands twice; the first one is kept, give each its own"
                    self._note("failed", source, f"{article.origin}: {twice}")
                    if notes is not None:
                        notes.is_doubtful = True
                        self._catalog.doubt_file(source, notes.name)

    def pass_over(self, source: str, known: Sequence[KnownFile]) -> Collection[str]:
        """Take it that files are as they were, and tell again what there is to tell of them.

        Returns:
            The names of those that must be read, because another file before them has an article of theirs.

        """
        self.flush()
        disputed = self._catalog.pass_over(source, [file.name for file in known])
        dates = self._dates.setdefault(source, _Dates(self._tomorrow))
        for file in known:
            if file.name not in disputed:
                if file.articles:
                    self.counts[source] += file.articles
                dates.add(file)
                for warning in file.told.warnings:
                    self._note("warnings", source, warning)
        return disputed

    def failed(self) -> tuple[Failure, ...]:
        """Return what could not be read, source by source."""
        return self._listed("failed", self._failed)

    def warnings(self) -> tuple[Failure, ...]:
        """Return what is kept with a doubt, source by source."""
        for source, dates in self._dates.items():
            for doubt in dates.doubts():
                self._note("warnings", source, doubt)
        self._dates = {}
        return self._listed("warnings", self._warnings)

    def _take(self, source: str, loaded: Loaded) -> None:
        article, notes = loaded.article, self._open.get(source)
        self.counts[source] += 1
        if notes is not None:
            notes.articles += 1
        if (source, article.id) in self._withdrawn:
            return
        if loaded.warning:
            self._note("warnings", source, loaded.warning)
        doubt = self._dates.setdefault(source, _Dates(self._tomorrow)).look_at(article)
        if notes is not None:
            notes.look_at(article, loaded.warning, doubt)
        self._waiting.setdefault(source, []).append((article, notes))
        self._length += len(article.text)
        if self._length > _BATCH_LENGTH or len(self._waiting[source]) == _BATCH:
            self.flush()

    def _close(self, source: str, read: FileRead) -> None:
        """Put down what the next sync is to know of a file that has been read."""
        notes, self._open[source] = self._open[source], FileNotes()
        notes.name = read.name
        self._catalog.put_file(source, notes.known(read))

    def _note(self, kind: str, source: str, text: str) -> None:
        notes = (self._failed if kind == "failed" else self._warnings).setdefault(source, [])
        if len(notes) < MAX_LISTED:
            notes.append(Failure(source, text))
        else:
            self._left_out[kind, source] += 1

    def _listed(self, kind: str, notes: dict[str, list[Failure]]) -> tuple[Failure, ...]:
        found: list[Failure] = []
        for source, of_source in notes.items():
            found += of_source
            if more := self._left_out[kind, source]:
                found.append(Failure(source, f"and {more:,} more of the same source; correct these first"))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class _Folder:
    """What is known of the files of one source; a `Before`."""

    intake: Intake
    catalog: Catalog
    source: str
    full: bool

    def known(self, stamps: Mapping[str, str]) -> dict[str, KnownFile]:
        return {} if self.full else self.catalog.known_files(self.source, stamps)

    def pass_over(self, files: Sequence[KnownFile]) -> Collection[str]:
        return self.intake.pass_over(self.source, files)


@dataclass(slots=True)
class _Dates:
    """The dates of one source's articles that an editor would want to see. They are kept, and never guessed."""

    tomorrow: date
    given: int = 0
    missing: int = 0
    future: list[str] = field(default_factory=list)
    ancient: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def look_at(self, article: Article) -> DateDoubt | None:
        """Take in an article, and return what is doubtful about its date."""
        published = article.published
        if published is None:
            self.missing += 1
            return None
        self.given += 1
        if published.first_day() > self.tomorrow:
            self._name("future", self.future, article.id, published)
            return "future"
        if published.year < _EARLIEST or (published.year, published.month, published.day) == _EPOCH:
            self._name("ancient", self.ancient, article.id, published)
            return "ancient"
        return None

    def add(self, file: KnownFile) -> None:
        """Take in the articles of a file that is not read again; what was in the future may have come."""
        self.missing += file.undated
        self.given += file.dated
        for article_id, text in file.told.future:
            if (published := PartialDate.parse(text)).first_day() > self.tomorrow:
                self._name("future", self.future, article_id, published)
        self.counts["ancient"] += file.told.ancients
        self.ancient += file.told.ancient[: _NAMED - len(self.ancient)]

    def doubts(self) -> list[str]:
        """Return a line for each kind of doubt; articles of a source that never gives a date are none."""
        found = []
        if self.future:
            found.append(self._told("future", self.future, "dated in the future", "correct the date, if it is wrong"))
        if self.ancient:
            remedy = "where the date is not known, leave it out"
            found.append(self._told("ancient", self.ancient, "dated as if by default", remedy))
        if self.missing and self.given:
            found.append(
                f"{self.missing:,} of {self.missing + self.given:,} articles have no date; they are kept without one"
            )
        return found

    def _name(self, kind: DateDoubt, named: list[str], article_id: str, published: PartialDate) -> None:
        self.counts[kind] += 1
        if len(named) < _NAMED:
            named.append(named_with(article_id, published))

    def _told(self, kind: DateDoubt, named: list[str], what: str, remedy: str) -> str:
        count = self.counts[kind]
        articles = "1 article is" if count == 1 else f"{count:,} articles are"
        more = ", …" if count > len(named) else ""
        return f"{articles} {what}: {', '.join(named)}{more}; {remedy}"


def _completed(article: Article) -> Article:
    """Return the article with what its source left empty and its text tells: credit, author, date and language."""
    read = provenance(article.text)
    return replace(
        article,
        credit=article.credit or (read.credit.text if read.credit else None),
        author=article.author or (read.author.text if read.author else None),
        published=article.published or read.published,
        language=article.language or analysis.detect_language(article.text),
    )
