"""The values that everything else passes on. Frozen, slotted, and independent of every other module but dates.

Spans are half-open ranges of code points: ``article.text[span.start:span.end]``.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, fields
from enum import StrEnum
from itertools import islice
from operator import attrgetter

from index.dates import Days, PartialDate  # noqa: TC001 -- msgspec reads the types of what is stored

LEAD = 90
"""Characters of an article's first words that stand for a missing title."""


_COMMAND = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Control characters but for tab and line feed. Escape sequences of terminals begin with one of them."""


def harmless(text: str) -> str:
    """Return `text` with "�" for each character that a terminal would take for a command; nothing shifts."""
    return _COMMAND.sub("�", text)


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
    pages: tuple[int, ...] = ()
    """Where each page of its document begins in the text; empty for what has no pages."""

    @property
    def shown_source(self) -> str:
        """What a reader is told of where it comes from."""
        return self.outlet or self.source

    def lead(self) -> str:
        """Return the first words of the text, on one line: what an article without a title goes by."""
        return shorten(self.text, LEAD)

    def digest(self) -> bytes:
        """Return 16 bytes that change with the text and with every piece of metadata."""
        joined = "\0".join("" if value is None else f"={value}" for value in _values(self))
        return hashlib.blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=16).digest()


_values = attrgetter(*(field.name for field in fields(Article)))
"""All fields of an article. A sync asks for those of each article, so their names are looked up once."""


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
class Found:
    """Words of a text, and where they stand in it."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a text says of itself that it comes from; None for what it does not say."""

    credit: Found | None = None
    """The agency line without brackets: ``afp/red``."""
    author: Found | None = None
    place: Found | None = None
    """The place of the dateline: ``HELSINKI``."""
    published: PartialDate | None = None
    """As precise as the text has it."""


class QuoteKind(StrEnum):
    """How somebody's words are given."""

    DIRECT = "direct"
    INDIRECT = "indirect"


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said, and who: all of it ranges of the article, so that nothing can be made up."""

    span: Span
    """Direct: with the quotation marks. Indirect: what is said, without "laut X" or "X said" at its edges."""
    kind: QuoteKind
    speaker: Span | None = None
    """The words that name the speaker, where they stand; None where the text does not say who speaks."""
    name: str | None = None
    """The full name, as the article has it; None where it has none, as for "a spokesman" or "the police"."""
    role: str | None = None
    """Office, profession or relation, as the article has it."""
    cue: str | None = None
    """The words that say that somebody speaks: "sagte", "teilte mit", "according to"."""
    parts: tuple[Span, ...] = ()
    """The pieces of a quotation that is interrupted ("…", said X, "…"); empty for one that is whole."""


_PRONOUNS = frozenset({"er", "sie", "es", "ihm", "ihr", "ihnen", "he", "she", "it", "they", "him", "her", "them"})


@dataclass(frozen=True, slots=True)
class StoredQuote:
    """A quotation with the words that it is made of, as a snapshot holds it: all that is shown of it."""

    span: Span
    """In code points of the article; it may reach beyond the passage that it is stored with."""
    text: str
    kind: QuoteKind
    speaker: Span | None = None
    """The words that name the speaker; None where the text does not say who speaks."""
    speaker_text: str | None = None
    name: str | None = None
    """The full name, as the article has it, also where the speaker stands as a pronoun or a last name."""
    role: str | None = None

    @property
    def said_by(self) -> str | None:
        """Who speaks: the name, or the words that the text has in its place; None where it does not say.

        A pronoun that could not be resolved says nothing to whoever has not read the whole article.
        """
        words = self.speaker_text
        return self.name or (None if words is None or words.lower() in _PRONOUNS else words)


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
    page: int | None = None
    """The page of its document that it begins on, from 1; None for what has no pages."""
    turns: tuple[int, ...] = ()
    """Where within the article further pages begin, as far as this passage reaches."""
    quotes: tuple[StoredQuote, ...] = ()
    """The quotations that overlap it, in the order of the article."""
    sketch: str = ""
    """What its article is compared by, to find the same report in others; see `index.near_copies`."""

    @property
    def end(self) -> int:
        """Where the passage ends in its article."""
        return self.start + len(self.text)

    def page_at(self, place: int) -> int | None:
        """Return the page that a place of the article is on, one within this passage."""
        return None if self.page is None else self.page + sum(turn <= place for turn in self.turns)

    @property
    def headline(self) -> str:
        """The title, or the lead in its place."""
        return self.title or self.lead


@dataclass(frozen=True, slots=True)
class Text:
    """A text, as a question is compared with it: by what stands in a string.

    "_" stands before, between and behind the words, and in none of them: ``_der_hafen_``; without any word it is "_".
    """

    words: str
    """Its `analysis.words`, in order."""
    stems: str
    """Their stems in its own language, in the same order."""
    folded: str
    """Its different words, folded as 4-grams are; each of these stands in here if, and only if, a word has it."""
    language: str | None
    """ISO 639-1."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage in the lexical index, with what a question is compared with: made once, when it is indexed."""

    passage: StoredPassage
    body: Text
    """Its own text."""
    head: Text
    """The title and the subheading that it stands under."""
    sentences: tuple[Span, ...]
    """In code points of the passage."""
    counts: tuple[int, ...]
    """How many of the body's words are in each sentence; empty where a word lies across the end of one."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A passage with the signs that it answers, and the score that they add up to."""

    entry: Entry
    """The passage, with what the question was compared with."""
    lexical: float
    """BM25 over stems and 4-grams, in multiples of what a rare word weighs; 0 where no term matches."""
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

    @property
    def passage(self) -> StoredPassage:
        """The passage itself."""
        return self.entry.passage


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
    quote: StoredQuote | None = None
    """The quotation that the answer is, or stands in; None where nobody is quoted there."""

    also_in: tuple[StoredPassage, ...] = ()
    """Other articles that have the same report, each by its best passage."""

    @property
    def page(self) -> int | None:
        """The page that the answer is on, or its passage where there is none; None for what has no pages."""
        return self.passage.page_at(self.passage.start if self.answer is None else self.answer.start)

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
class Version:
    """What an article said before: as it stood until it was changed, or until its source had it no more."""

    article: Article
    until: int
    """When a sync found it changed or gone, in seconds since 1970."""
    removed: bool
    """Whether it was gone then; if not, it was changed."""
