"""The values that everything else passes on. Frozen, slotted, and independent of every other module.

Spans are half-open ranges of code points: ``article.text[span.start:span.end]``.
"""

from __future__ import annotations

import calendar
import hashlib
import re
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from itertools import islice
from typing import Any, Self

_PARTIAL_DATE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2})(?:[T ](?P<clock>\d{2}:\d{2}\S*))?)?)?",
)


LEAD = 90
"""Characters of an article's first words that stand for a missing title."""


def shorten(text: str, limit: int) -> str:
    """Return `text` on one line, cut between words and marked with "…" where it is longer than `limit`."""
    # As many words as characters are more than enough, and a text can be two million characters long.
    flat = " ".join(match[0] for match in islice(re.finditer(r"\S+", text), limit + 1))
    if len(flat) <= limit:
        return flat
    return (
        flat[: limit - 1].rpartition(" ")[0].rstrip(" ,;:–-") + "…"
        if " " in flat[: limit - 1]
        else flat[: limit - 1] + "…"
    )


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words that this span covers in `text`."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date that is as precise as its source: a year, a month, a day, or a moment. Nothing is made up."""

    year: int
    month: int | None = None
    day: int | None = None
    clock: str | None = None
    """Time of day as ISO 8601 has it, with the offset where the source gives one (``09:30:00+01:00``)."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2024``, ``2024-06``, ``2024-06-06`` or a timestamp.

        Raises:
            ValueError: the text is none of these, or no such day exists.

        """
        match = _PARTIAL_DATE.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"'{text}' is not a date; write 2024, 2024-06, 2024-06-06 or a timestamp")
        year, month, day = (int(part) if part else None for part in match.group("year", "month", "day"))
        found = cls(year or 0, month, day, match["clock"])
        try:
            found.first_day()
            if found.clock is not None:
                datetime.fromisoformat(str(found))
        except ValueError as error:
            raise ValueError(f"'{text}' is not a date: {error}") from None
        return found

    def __str__(self) -> str:
        """Return the ISO form, exactly as precise as the date is."""
        text = f"{self.year:04d}"
        if self.month is not None:
            text += f"-{self.month:02d}"
        if self.day is not None:
            text += f"-{self.day:02d}"
        return text if self.clock is None else f"{text}T{self.clock}"

    def first_day(self) -> date:
        """Return the first day on which it may have been."""
        return date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    def last_day(self) -> date:
        """Return the last day on which it may have been."""
        month = 12 if self.month is None else self.month
        return date(self.year, month, calendar.monthrange(self.year, month)[1] if self.day is None else self.day)


@dataclass(frozen=True, slots=True)
class Days:
    """A half-open range of days; None leaves that side open."""

    first: date | None
    end: date | None
    """The first day that is not in it any more."""

    def overlaps(self, when: PartialDate | None) -> bool:
        """Tell whether a date may lie in it; an unknown one does not."""
        if when is None:
            return False
        return (self.end is None or when.first_day() < self.end) and (
            self.first is None or when.last_day() >= self.first
        )


@dataclass(frozen=True, slots=True)
class Facets:
    """What a question says of the articles that are to answer it: when they were published, and by whom."""

    question: str
    """The question without the words that only choose among articles."""
    days: Days | None = None
    strict: bool = False
    """Whether only articles of these days may answer; else they are preferred: a date may be what a text is about."""
    origin: str | None = None
    """The source or the agency that the articles are to be from, as the archive writes it."""
    said: tuple[Span, ...] = ()
    """The words of the asked question that said so, in code points, in its order."""

    @property
    def only(self) -> Days | None:
        """The days outside which no article may answer."""
        return self.days if self.strict else None

    @property
    def restricts(self) -> bool:
        """Whether articles are left out."""
        return self.only is not None or self.origin is not None


@dataclass(frozen=True, slots=True)
class Article:
    """One article, as its source has it. `source` and `id` together are its identity, never its text."""

    source: str
    id: str
    text: str
    title: str | None = None
    url: str | None = None
    published: PartialDate | None = None
    author: str | None = None
    credit: str | None = None
    """The agency line, such as ``afp/red``."""
    language: str | None = None
    """ISO 639-1, as the source states it or as it was detected."""
    outlet: str | None = None
    """Who published it, where the archive says so; else the source's name stands for it."""
    origin: str = ""
    """The file that it stands in, within its source: while that cannot be read, its articles are kept."""

    @property
    def shown_source(self) -> str:
        """What a reader is told of where it comes from."""
        return self.outlet or self.source

    def lead(self) -> str:
        """Return the first words of the text, on one line: what an article without a title goes by."""
        return shorten(self.text, LEAD)

    def digest(self) -> bytes:
        """Return 16 bytes that change with the text and with every piece of metadata."""
        values = (getattr(self, field.name) for field in fields(self))
        joined = "\0".join("" if value is None else f"={value}" for value in values)
        return hashlib.blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=16).digest()


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences of one article, short enough for the encoder to read all of it."""

    span: Span
    text: str
    heading: str | None = None
    """The subheading that it stands under."""

    def embedded_text(self) -> str:
        """Return what the encoder reads: the subheading, where there is one, and the passage."""
        return self.text if self.heading is None else f"{self.heading}\n{self.text}"


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with its article's attribution, as a snapshot holds it: all that an answer shows."""

    number: int
    """The passage's number in the catalogue; it is never used again for another one."""
    article_id: str
    source: str
    """The source's name in the config: with `article_id`, the article's identity."""
    title: str | None
    url: str | None
    published: PartialDate | None
    author: str | None
    credit: str | None
    language: str | None
    shown_source: str
    lead: str
    """The first words of the article: what an article without a title goes by."""
    heading: str | None
    start: int
    text: str
    sketch: str = ""
    """What its article is compared by, to find the same report in others; see `index.near_copies`."""

    @property
    def end(self) -> int:
        """Where the passage ends in its article."""
        return self.start + len(self.text)

    @property
    def headline(self) -> str:
        """The title, or the lead in its place."""
        return self.title or self.lead


@dataclass(frozen=True, slots=True)
class Scored:
    """A passage with the signs that it answers, and the score that they add up to."""

    passage: StoredPassage
    lexical: float
    """BM25 over stems and 4-grams, 0 where no term matches."""
    cosine: float
    """Cosine between question and passage, -1 to 1; 0 without an encoder."""
    coverage: float
    """The share of the question that stands in the passage, its title or its heading, 0 to 1; rare words count more."""
    order: float
    """The share of the question's word order that the passage keeps, 0 to 1."""
    score: float
    """What the ranking goes by, a log-odds against the other passages; see `index.ranking`."""
    evidence: float
    """The log-odds that the passage answers at all."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question that was asked before in the same talk, and what it was answered from."""

    question: str
    cited: tuple[tuple[str, str], ...] = ()
    """Source and id of the articles that were shown."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One article that may answer: its best passage, and the sentence in it that fits best."""

    passage: StoredPassage
    score: float
    """What the ranking goes by; comparable within one question only."""
    confidence: float
    """How likely this passage answers, 0 to 1."""
    answer: Span | None
    """The answering sentence, or two adjoining ones, in code points of the *article*."""
    also_in: tuple[StoredPassage, ...] = ()
    """Other articles that have the same report, each by its best passage."""

    def answer_text(self) -> str | None:
        """Return the answering sentence word for word."""
        if self.answer is None:
            return None
        offset = self.passage.start
        return self.passage.text[self.answer.start - offset : self.answer.end - offset]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the library found for a question."""

    question: str
    answered: bool
    """Whether the first hit is taken for an answer; if not, the hits are only the nearest articles."""
    confidence: float
    """How likely the first hit answers, 0 to 1."""
    hits: tuple[Hit, ...]
    unsure: bool = False
    """Whether it is an answer, but only just: the reader is to be told."""
    understood: Facets | None = None
    """What the question says of the articles that are to answer it."""
    unmet: bool = False
    """Whether no such article answers: the hits are then the nearest of all articles."""

    def further(self, share: float = 0.5) -> tuple[Hit, ...]:
        """Return the hits after the first that may answer as well: of at least a share of its confidence."""
        return tuple(hit for hit in self.hits[1:] if hit.confidence >= share * self.confidence)

    def turn(self) -> Turn:
        """Return what a follow-up question has to know of this one."""
        cited = self.hits[:1] if self.answered else ()
        return Turn(self.question, tuple((hit.passage.source, hit.passage.article_id) for hit in cited))


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a source gives: an article, perhaps with a doubt about it."""

    article: Article
    warning: str | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """What a source could not give: one file or line, and why."""

    origin: str
    """The file within the source; what it gave before is kept."""
    error: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about a source that its editor should know, though nothing failed."""

    text: str


SourceItem = Loaded | Unread | Notice
"""What a source yields."""


class Phase(StrEnum):
    """What a sync is doing."""

    LOADING = "loading"
    EMBEDDING = "embedding"
    INDEXING = "indexing"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sync has come. `total` is None while nobody knows it."""

    phase: Phase
    done: int
    total: int | None


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
        known = {field.name: plain[field.name] for field in fields(cls)}
        return cls(**known | {"failed": failed, "warnings": warnings})

    def to_json(self) -> dict[str, Any]:
        """Return the report as plain values."""
        plain = {field.name: getattr(self, field.name) for field in fields(self)}
        plain["failed"] = [{"source": one.source, "error": one.error} for one in self.failed]
        plain["warnings"] = [{"source": one.source, "warning": one.error} for one in self.warnings]
        return plain
