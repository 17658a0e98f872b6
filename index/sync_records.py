"""The values of a sync: what a source yields, how far it has come, and what it did."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol, Self

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from index.records import Article


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a source gives: an article, perhaps with a doubt about it."""

    article: Article
    warning: str | None = None


@dataclass(frozen=True, slots=True)
class Unchanged:
    """An article that a source still has, known to be as it was without having been read."""

    article_id: str


@dataclass(frozen=True, slots=True)
class Gone:
    """An article that a source says it has no more, and what its editor should know about that."""

    article_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Unread:
    """What a source could not give: one file or line, and why."""

    origin: str
    """The file within the source; what it gave before is kept."""
    error: str


@dataclass(frozen=True, slots=True)
class Unforgotten:
    """The last that a source gives: what it gave before and did not show now is still valid, but for what is gone."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about a source that its editor should know, though nothing failed."""

    text: str


@dataclass(frozen=True, slots=True)
class Visit:
    """What is remembered of a web address that a source has read, so that it need not be read again in vain."""

    url: str
    reader: int
    """The version of what made an article of it; what another version made is read again."""
    etag: str | None = None
    modified: str | None = None
    """The server's ``Last-Modified``, as it was sent."""
    mark: str | None = None
    """What tells a change before the address is read: a sitemap's ``lastmod``, the digest of a feed's entry."""
    article_id: str | None = None
    """The article that came from it; None for a feed or a sitemap."""


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file of a folder that was read to its end: what it gave came before."""

    name: str
    stamp: str | None
    """What changes whenever the file does; None where it is to be read again in any case."""
    read: bool
    """Whether it is of a kind that is read, and wanted."""
    left_out: dict[str, int]
    """Ending → files that were left out; an archive may have several."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a file each time, also when it is not read again."""

    read: bool = True
    left_out: dict[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    future: tuple[tuple[str, str], ...] = ()
    """Articles that were dated in the future, and when."""
    ancient: tuple[str, ...] = ()
    """The first articles that are dated as if by default, as they are told."""
    ancients: int = 0

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> Self:
        """Return what `dataclasses.asdict` made the plain values of."""
        future = tuple((one, when) for one, when in plain["future"])
        lists = {name: tuple(plain[name]) for name in ("warnings", "ancient")}
        return cls(**plain | lists | {"future": future})


@dataclass(frozen=True, slots=True)
class KnownFile:
    """What is remembered of a file."""

    name: str
    stamp: str | None
    articles: int
    dated: int
    """Articles of it that have a date; withdrawn ones are not counted here."""
    undated: int
    told: Told


class Before(Protocol):
    """What is known of the files of one source from the last sync."""

    def known(self, stamps: Mapping[str, str]) -> dict[str, KnownFile]:
        """Return those files that had these stamps when they were last read, by their names."""
        ...

    def pass_over(self, files: Sequence[KnownFile]) -> Collection[str]:
        """Take it that files are as they were; return the names of those that must be read nevertheless."""
        ...


SourceItem = Loaded | Unchanged | Gone | Unread | Unforgotten | Notice | Visit | FileRead
"""What a source yields."""


class Phase(StrEnum):
    """What a sync is doing."""

    LOADING = "loading"
    CUTTING = "cutting"
    EMBEDDING = "embedding"
    INDEXING = "indexing"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sync has come. `total` is None while nobody knows it."""

    phase: Phase
    done: int
    total: int | None
    sources: tuple[tuple[str, int], ...] = ()
    """While articles are loaded: the name of each source that has given something, and how many articles."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be read, or that is kept with a doubt."""

    source: str
    error: str


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync did. Its JSON form is a contract: fields may be added, never renamed."""

    added: int
    changed: int
    removed: int
    unchanged: int
    failed: tuple[Failure, ...]
    warnings: tuple[Failure, ...]
    articles: int
    passages: int
    embedded: int
    seconds: float

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> Self:
        """Return the report that `to_json` made the plain values of."""
        failed = tuple(Failure(one["source"], one["error"]) for one in plain["failed"])
        warnings = tuple(Failure(one["source"], one["warning"]) for one in plain["warnings"])
        known = {one.name: plain[one.name] for one in fields(cls)}
        return cls(**known | {"failed": failed, "warnings": warnings})

    def to_json(self) -> dict[str, Any]:
        """Return the report as plain values."""
        plain = {one.name: getattr(self, one.name) for one in fields(self)}
        plain["failed"] = [{"source": one.source, "error": one.error} for one in self.failed]
        plain["warnings"] = [{"source": one.source, "warning": one.error} for one in self.warnings]
        return plain
