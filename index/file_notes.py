"""What is noted of a file while it is read, so that the next sync can tell it again without reading the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeVar

from index.records import shorten
from index.sync_records import KnownFile, Told

if TYPE_CHECKING:
    from index.dates import PartialDate
    from index.records import Article
    from index.sync_records import FileRead

    DateDoubt = Literal["future", "ancient"]

_Note = TypeVar("_Note")

NAMED = 3
"""Articles of doubtful dates that are named."""
_MAX_NOTES = 1_000
"""Warnings, and articles dated in the future, that are noted of one file; with more, it is read each time."""


@dataclass(slots=True)
class FileNotes:
    """The notes of one file."""

    name: str = ""
    articles: int = 0
    is_doubtful: bool = False
    """Whether something in it could not be read, or not be taken: it is read again, and tells so itself."""
    _dated: int = 0
    _undated: int = 0
    _warnings: list[str] = field(default_factory=list)
    _future: list[tuple[str, str]] = field(default_factory=list)
    _ancient: list[str] = field(default_factory=list)
    _ancients: int = 0

    def look_at(self, article: Article, warning: str | None, doubt: DateDoubt | None) -> None:
        """Note an article of it, with what is told of that."""
        if warning:
            self._add(self._warnings, warning)
        published = article.published
        if published is None:
            self._undated += 1
            return
        self._dated += 1
        if doubt == "future":
            self._add(self._future, (article.id, str(published)))
        elif doubt == "ancient":
            self._ancients += 1
            if len(self._ancient) < NAMED:
                self._ancient.append(named_with(article.id, published))

    def known(self, read: FileRead) -> KnownFile:
        """Return what is to be remembered of the file."""
        told = Told(
            read.read, read.left_out, tuple(self._warnings), tuple(self._future), tuple(self._ancient), self._ancients
        )
        stamp = None if self.is_doubtful else read.stamp
        return KnownFile(read.name, stamp, self.articles, self._dated, self._undated, told)

    def _add(self, notes: list[_Note], note: _Note) -> None:
        if len(notes) < _MAX_NOTES:
            notes.append(note)
        else:
            self.is_doubtful = True


def named_with(article_id: str, published: PartialDate) -> str:
    """Return how an article is named whose date is doubtful."""
    return f"{shorten(article_id, 100)} ({published})"
