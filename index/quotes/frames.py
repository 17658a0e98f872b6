"""What the two languages' finders of frames share: the frame itself, and how to look around in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.quotes.phrases import Phrase, is_one_of, is_von_der, phrase_at, with_apposition
from index.quotes.tokens import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.quotes.language import Language
    from index.quotes.tokens import Token


@dataclass(frozen=True, slots=True)
class Frame:
    """Words that say that somebody speaks: "laut X", "sagte X", "X told reporters"."""

    cue: tuple[int, int]
    """Tokens, from the first word of the cue to its last one: the verb and what completes it may stand apart."""
    cue_words: tuple[int, ...]
    speaker: Phrase | None
    content: tuple[int, int] | None
    """Tokens of what is said in indirect speech."""
    plural: bool = False
    about_previous: bool = False
    """What is said is the sentence before: "Das teilte die Polizei mit.\""""
    weak: bool = False
    """Goes with quoted words only: "nannte das „…“"."""
    verbal: bool = False
    """Whether the cue is a verb, and not a preposition."""


def clause_bounds(tokens: Sequence[Token], at: int, end: int) -> tuple[int, int]:
    """Return the clause that token `at` stands in: from after the last comma, colon or dash to the next one."""
    first = at
    while first > max(0, at - _MAX_CLAUSE) and not tokens[first - 1].edge:
        first -= 1
    last = at
    while last < min(end, at + _MAX_CLAUSE) and not tokens[last].edge:
        last += 1
    return first, last


def is_edge(token: Token) -> bool:
    """Tell whether a token parts clauses: a mark between them, or quoted speech."""
    return token.edge


def long_quote(token: Token) -> bool:
    """Tell whether a token is quoted speech rather than a quoted word."""
    return token.speech


def leading_subject(tokens: Sequence[Token], first: int, end: int, language: Language) -> tuple[Phrase, int] | None:
    """Return the noun phrase that a clause begins with, and where what belongs to it ends, places and adverbs."""
    while first < end and tokens[first].lower in language.fillers:
        first += 1
    if first >= end or tokens[first].lower in language.prepositions:
        return None
    if tokens[first].lower in language.oblique and not is_one_of(tokens, first, end):
        return None
    found = phrase_at(tokens, first, end, language)
    if found is None or is_time(tokens, found, language):
        return None
    at = found.last
    while at < end:
        if tokens[at].lower in language.fillers:
            at += 1
        elif tokens[at].lower in language.prepositions and (place := phrase_at(tokens, at + 1, end, language)):
            at = place.last
        else:
            break
    return found, at


def main_subject(tokens: Sequence[Token], first: int, end: int, language: Language) -> Phrase | None:
    """Return the subject of a main clause, whatever its verb is: what it begins with, or what follows the verb."""
    begun = first
    while first < end and tokens[first].lower in language.fillers:
        first += 1
    if first >= end:
        return None
    if language.code == "de" and is_verb_first(tokens, first, begun, language):
        return subject_after(tokens, first + 1, end, language) if first + 1 < end else None
    if tokens[first].lower in language.subordinating:
        comma = clause_bounds(tokens, first, end)[1]
        if language.code == "en":
            lead = leading_subject(tokens, comma + 1, end, language) if comma < end else None
            return lead[0] if lead else None
        return subject_after(tokens, comma + 2, end, language) if comma + 2 < end else None
    if tokens[first].lower in language.prepositions | language.adverbs | language.oblique:
        return _behind_adverbial(tokens, first, end, language)
    lead = leading_subject(tokens, first, end, language)
    return with_apposition(tokens, lead[0], end, language) if lead else None


def is_verb_first(tokens: Sequence[Token], at: int, begun: int, language: Language) -> bool:
    """Tell whether a German clause goes on with its verb here: after an adverb, or after the clause before it."""
    token = tokens[at]
    if token.kind is not Kind.WORD or token.capital or (at == begun and at == 0):
        return False
    known = language.determiners | language.oblique | language.prepositions | language.pronouns | language.subordinating
    return token.lower not in known and token.lower.endswith(("t", "te", "ten", "n", "e"))


def _behind_adverbial(tokens: Sequence[Token], at: int, end: int, language: Language) -> Phrase | None:
    while (
        at < end and tokens[at].lower in language.prepositions | language.adverbs | language.oblique | language.fillers
    ):
        place = phrase_at(tokens, at + 1, end, language) if tokens[at].lower in language.prepositions else None
        at = place.last if place else at + 1
    if language.code == "en":
        at += at < end and tokens[at].text == ","
        lead = leading_subject(tokens, at, end, language)
        return lead[0] if lead else None
    return subject_after(tokens, at + 1, end, language) if at + 1 < end and not tokens[at].capital else None


def subject_after(tokens: Sequence[Token], at: int, end: int, language: Language) -> Phrase | None:
    """Return the first noun phrase after a verb that can be a subject; those of prepositions and objects are not."""
    seen = 0
    while at < end and seen < _REACH:
        token = tokens[at]
        if token.kind is Kind.MARK or long_quote(token):
            return None
        if tokens[at - 1].lower in language.says_who and is_von_der(tokens, at, end):
            return Phrase(at, at + 3, (at, at + 3), determined=False)
        if token.lower in language.prepositions:
            skipped = phrase_at(tokens, at + 1, end, language)
            at = skipped.last if skipped else at + 2
        elif token.lower in language.oblique:
            skipped = phrase_at(tokens, at, end, language)
            at = skipped.last if skipped else at + 1
        elif token.lower in language.fillers:
            at += 1
        else:
            found = phrase_at(tokens, at, end, language)
            if found is not None and not is_time(tokens, found, language):
                return with_apposition(tokens, found, end, language)
            at = found.last if found else at + 1
        seen += 1
    return None


_MAX_CLAUSE = 60
"""Tokens to each side that are looked through for the ends of a clause."""
_REACH = 10
"""Phrases after a verb among which its subject is sought."""


def is_time(tokens: Sequence[Token], phrase: Phrase, language: Language) -> bool:
    """Tell whether a phrase is a day or a month."""
    return any(one.lower in language.months for one in tokens[phrase.core[0] : phrase.core[1]])


def says_something(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Tell whether a range holds more than quoted speech."""
    return sum(one.kind is Kind.WORD for one in tokens[first:last]) >= 2  # noqa: PLR2004 -- a subject and a verb


def around(
    tokens: Sequence[Token], frame: tuple[int, int], end: int, openers: frozenset[str]
) -> tuple[int, int] | None:
    """Return what a prepositional frame is about: the sentence without it, or the subordinate clause that it is in."""
    first, last = frame
    start, stop = clause_bounds(tokens, first, end)
    if start > 0 and start < first and tokens[start].lower in openers:
        return trim(tokens, start, stop)
    if first == 0 or (start == first and last < end and not tokens[last].edge):
        return trim(tokens, last, end)
    return trim(tokens, 0, first if last >= end else end)


def trim(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int] | None:
    """Return a range without the marks at its ends, or None if it says nothing."""
    while first < last and tokens[first].kind is Kind.MARK and tokens[first].text not in "([":
        first += 1
    while last > first and tokens[last - 1].kind is Kind.MARK and tokens[last - 1].text not in ")]%":
        last -= 1
    return (first, last) if says_something(tokens, first, last) else None


def skip(tokens: Sequence[Token], at: int, end: int, language: Language) -> int:
    """Return where the adverbs end that stand before a subject."""
    while at < end and tokens[at].lower in language.fillers:
        at += 1
    return at
