"""Text → sentences of tokens, in which a quotation is one token: what stands around it is what says who speaks."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from index.quotes.marks import inner, quoted
from index.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.quotes.language import Language

MAX_SENTENCE = 240
"""Tokens; what is longer is a list or a table, and is cut: the work on one sentence stays bounded."""
MIN_WORDS = 4
"""Words from which on a quoted range is taken for what somebody said, and not for a title or a doubtful word."""
MIN_DOTTED = 6
"""Characters from which on a word with a full stop in it is no abbreviation."""

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)+|\w+(?:[-‐‑/&]\w+|['’]\w+|\.[a-zäöü]\w*|(?<=\b\w)\.\w+)*|[^\w\s]")
_WORD = re.compile(r"\w+")
_NEXT_WORD = re.compile(r",?\s+(\w{1,40})")
_BREAK = re.compile(r"\n\s*\n|\n")
_FINAL = ".!?…"
_EDGES = ",:;–—-"


class Kind(Enum):
    """What a token is."""

    WORD = auto()
    MARK = auto()
    QUOTE = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a punctuation mark, or a whole quotation with its marks."""

    start: int
    end: int
    text: str
    lower: str
    kind: Kind
    speech: bool = False
    """Whether it is a quotation that somebody says, rather than a quoted word or two."""

    capital: bool = False
    """Whether it begins like a name: with a capital somewhere, or as a dotted name such as of a web site."""
    edge: bool = False
    """Whether it parts clauses: a comma, a colon, a dash, or quoted speech."""

    @property
    def noun(self) -> bool:
        """Whether it may stand for a noun or a name: capitals, and short words in quotation marks do."""
        return self.capital or (self.kind is Kind.QUOTE and not self.speech)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence outside of quotation marks, with the quotations that it holds."""

    tokens: tuple[Token, ...]
    paragraph: int

    @property
    def start(self) -> int:
        """Where its first token begins."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where its last token ends."""
        return self.tokens[-1].end

    @property
    def body(self) -> int:
        """How many tokens there are before the final stop."""
        count = len(self.tokens)
        while count > 1 and self.tokens[count - 1].text in _FINAL:
            count -= 1
        return count

    def span(self, first: int, last: int) -> Span:
        """Return the range of the tokens ``first:last`` in the article."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)


def _is_dotted(word: str) -> bool:
    """Tell whether a word is a name with a full stop in it, as of a web site."""
    return len(word) >= MIN_DOTTED and "." in word and not word[0].isdigit()


def count_words(text: str) -> int:
    """Return how many words a text has."""
    return len(_WORD.findall(text))


def sentences(text: str, language: Language, body: Span) -> list[Sentence]:
    """Return the sentences of a text in order; what stands outside of `body`, a date or a credit, is none."""
    found: list[Sentence] = []
    for paragraph, tokens in enumerate(_paragraphs(text, language, body)):
        first = 0
        for index in range(len(tokens)):
            if index + 1 == len(tokens) or index - first >= MAX_SENTENCE or _ends(tokens, index, first, language):
                found.append(Sentence(tuple(tokens[first : index + 1]), paragraph))
                first = index + 1
    return found


def _paragraphs(text: str, language: Language, body: Span) -> Iterator[list[Token]]:
    """Yield the tokens of each paragraph; a quotation that runs over several belongs to the one it begins in."""
    quotations = [span for span in quoted(text) if body.start <= span.start and span.end <= body.end]
    wrapped = _is_wrapped(text)
    breaks = [match.start() for match in _BREAK.finditer(text) if not wrapped or match[0].count("\n") > 1]
    current: list[Token] = []
    number = 0
    for token in _tokens(text, quotations, language, body):
        here = bisect_left(breaks, token.start)
        # "X sagte:" may stand on a line of its own before what X said.
        introduced = bool(current) and current[-1].text == ":" and token.kind is Kind.QUOTE
        if here != number and current and not introduced:
            yield current
            current = []
        number = bisect_left(breaks, token.end)
        current.append(token)
    if current:
        yield current


def _is_wrapped(text: str) -> bool:
    """Tell whether line breaks were put in to fit a width: then most lines do not end as sentences do."""
    lines = [line.rstrip().rstrip("\"'“”‘’«»›‹)") for line in text.splitlines() if line.strip()]
    return sum(line[-1:] in ".!?…:" for line in lines) * 2 < len(lines) and len(lines) > 3  # noqa: PLR2004 -- a few lines tell nothing


def _tokens(text: str, quotations: Sequence[Span], language: Language, body: Span) -> Iterator[Token]:
    edge = body.start
    for span in quotations:
        yield from _plain(text, edge, span.start)
        words = span.of(text)
        speech = _is_speech(text, span, language)
        yield Token(span.start, span.end, words, words.lower(), Kind.QUOTE, speech=speech, edge=speech)
        edge = span.end
    yield from _plain(text, edge, body.end)


def _plain(text: str, start: int, end: int) -> Iterator[Token]:
    for match in _TOKEN.finditer(text, start, end):
        word = match[0]
        kind = Kind.WORD if word[0].isalnum() or word[0] == "_" else Kind.MARK
        lower = word.lower()
        capital = kind is Kind.WORD and (lower != word or _is_dotted(word))
        edge = kind is Kind.MARK and word in _EDGES
        yield Token(match.start(), match.end(), word, lower, kind, capital=capital, edge=edge)


def _is_speech(text: str, span: Span, language: Language) -> bool:
    """Tell whether quotation marks hold what somebody says; a few words only if they are set as speech is."""
    within = inner(text, span).of(text).strip()
    if count_words(within) >= MIN_WORDS or within[-1:] in (",", "!", "?"):
        return True
    if within[-1:] == "." and text[max(0, span.start - 3) : span.start].rstrip()[-1:] == ":":
        return True
    following = _NEXT_WORD.match(text, span.end)
    return following is not None and following[1].lower() in language.reporting


def _ends(tokens: Sequence[Token], index: int, first: int, language: Language) -> bool:
    """Tell whether a sentence ends with this token; the next one exists."""
    token, following = tokens[index], tokens[index + 1]
    if token.kind is Kind.QUOTE:
        return _ends_in_quotation(tokens, index, language)
    if token.text not in _FINAL:
        return False
    if following.kind is Kind.MARK:
        return False
    if not (following.kind is Kind.QUOTE or following.text[0].isupper() or following.text[0].isdigit()):
        return False
    return token.text != "." or index == first or not _is_abbreviation(tokens, index, language)


def _ends_in_quotation(tokens: Sequence[Token], index: int, language: Language) -> bool:
    """Tell whether a full stop within the marks ends the sentence: not where a reporting verb follows."""
    token, following = tokens[index], tokens[index + 1]
    last = inner(token.text, Span(0, len(token.text))).of(token.text).rstrip()[-1:]
    if last not in _FINAL or not last or following.kind is Kind.MARK:
        return False
    if following.kind is Kind.QUOTE:
        return True
    if not (following.text[0].isupper() or following.text[0].isdigit()):
        return False
    return (
        last == "."
        or language.ordinals
        or not any(one.lower in language.reporting for one in tokens[index + 1 : index + 6])
    )


def _is_abbreviation(tokens: Sequence[Token], index: int, language: Language) -> bool:
    word = tokens[index - 1]
    if word.end != tokens[index].start or word.kind is not Kind.WORD:
        return False
    if word.text[0].isdigit():
        return language.ordinals and len(word.text) <= 2 and _before_ordinal(tokens, index - 1, language)  # noqa: PLR2004 -- days and jubilees
    initial = len(word.text) == 1 and word.text.isalpha() and word.capital
    return initial or word.lower in language.abbreviations


def _before_ordinal(tokens: Sequence[Token], index: int, language: Language) -> bool:
    return tokens[index + 2].lower in language.months or (
        index > 0 and tokens[index - 1].lower in language.before_ordinal
    )
