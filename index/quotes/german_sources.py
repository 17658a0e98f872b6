"""German sources that are named by a preposition: laut X; nach Angaben von X; X zufolge; so X."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index.quotes.frames import (
    Frame,
    around,
    clause_bounds,
    is_edge,
    long_quote,
    main_subject,
    skip,
    subject_after,
    trim,
)
from index.quotes.phrases import Phrase, phrase_at, with_apposition
from index.quotes.words_de import AFTER_NACH, GERMAN, KONJUNKTIV, OF_WHOM, OPENERS, OWN, ROOM_FOR_ADJECTIVES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.quotes.tokens import Token


def according(tokens: Sequence[Token], at: int, end: int) -> Frame | None:
    """Read "laut X" and "gemäß X"."""
    speaker = phrase_at(tokens, at + 1, end, GERMAN)
    if speaker is None or speaker.pronoun:
        return None
    if speaker.core[1] - speaker.core[0] == 1 and tokens[speaker.core[0]].lower in AFTER_NACH:
        speaker = whose(tokens, speaker.core[0], end) or speaker
    speaker = with_apposition(tokens, speaker, end, GERMAN)
    return Frame((at, speaker.last), (at,), speaker, around(tokens, (at, speaker.last), end, OPENERS))


def nach(tokens: Sequence[Token], at: int, end: int) -> Frame | None:
    """Read "nach Angaben von X", "nach Lunds Angaben", "nach eigenen Angaben", "seiner Ansicht nach"."""
    if at > 1 and tokens[at - 1].lower in AFTER_NACH and tokens[at - 2].lower in OWN:
        # "seiner Ansicht nach": who he is, his sentence does not say.
        return Frame(
            (at - 2, at + 1),
            (at - 1, at),
            _described_noun(at - 2, at - 1),
            around(tokens, (at - 2, at + 1), end, OPENERS),
        )
    noun = at + 1
    while noun < min(end, at + 5) and tokens[noun].lower in ROOM_FOR_ADJECTIVES | OWN:
        noun += 1
    own = any(one.lower in OWN for one in tokens[at + 1 : noun])
    owner: Phrase | None = None
    if noun + 1 < end and tokens[noun + 1].lower in AFTER_NACH and _is_genitive_name(tokens[noun]):
        owner = Phrase(noun, noun + 1, (noun, noun + 1), determined=False, genitive=True)
        noun += 1
    if noun >= end or tokens[noun].lower not in AFTER_NACH:
        return None
    owner = whose(tokens, noun, end) if owner is None else owner
    last = noun + 1 if owner is None else max(noun + 1, owner.last)
    if owner is None and own:
        owner = _own_subject(tokens, at, noun, end)
    if owner is None:
        owner = _named_noun(tokens, noun) or (None if own else _described_noun(at + 1, noun))
    if last < end and tokens[last].lower == "zufolge":
        last += 1
    return Frame((at, last), (at, noun), owner, around(tokens, (at, last), end, OPENERS))


def _is_genitive_name(token: Token) -> bool:
    """Tell whether a word may be a name in the genitive: "Lunds", "Lars’"."""
    return token.capital and token.lower.endswith(("s", "’", "'"))


def whose(tokens: Sequence[Token], noun: int, end: int) -> Phrase | None:
    """Return whose words a noun is about: the genitive after it, or what "von" or "aus" leads to."""
    at = noun + 1
    if at >= end:
        return None
    genitive = tokens[at].lower.endswith("er") and not tokens[at].capital and at + 1 < end and tokens[at + 1].capital
    if genitive:
        return phrase_at(tokens, at, end, GERMAN)
    if _is_genitive_name(tokens[at]):
        found = phrase_at(tokens, at, end, GERMAN)
        return found and replace(found, genitive=True)
    if tokens[at].lower in OF_WHOM:
        start = at + 1 if tokens[at].lower in ("von", "vom", "aus") else at
        owner = phrase_at(tokens, start, end, GERMAN)
        return with_apposition(tokens, owner, end, GERMAN) if owner and not owner.pronoun else None
    return None


def _described_noun(first: int, noun: int) -> Phrase | None:
    """Return "behördlichen Angaben", "ersten Berichten": all that the text says of its source."""
    return Phrase(first, noun + 1, (noun, noun + 1), determined=True) if first < noun else None


def _named_noun(tokens: Sequence[Token], noun: int) -> Phrase | None:
    """Return "Polizeiangaben" and the like, which name who says it within the word."""
    return Phrase(noun, noun + 1, (noun, noun + 1), determined=True) if _is_compound(tokens[noun].lower) else None


def _is_compound(lower: str) -> bool:
    return lower.endswith(("angaben", "berichten", "studien")) and len(lower) > len("berichten")


def _own_subject(tokens: Sequence[Token], at: int, noun: int, end: int) -> Phrase | None:
    """Return who speaks of itself: the subject of the sentence that "nach eigenen Angaben" stands in."""
    first = clause_bounds(tokens, at, end)[0]
    if first < at:
        start = skip(tokens, first, at, GERMAN)
        subject = phrase_at(tokens, start, at, GERMAN)
        if subject is not None and tokens[start].lower not in GERMAN.oblique | GERMAN.prepositions:
            return subject
    return main_subject(tokens, 0, at, GERMAN) or (
        subject_after(tokens, noun + 2, end, GERMAN) if first == at else None
    )


def zufolge(tokens: Sequence[Token], at: int, end: int) -> Frame | None:
    """Read backwards from "zufolge": the longest phrase that ends before it."""
    for first in range(max(0, at - 12), at):
        before = tokens[first - 1] if first else None
        if before is not None and not (is_edge(before) or not before.noun):
            continue
        if tokens[first].lower in AFTER_NACH and (owner := whose(tokens, first, at)) is not None and owner.last == at:
            return Frame((first, at + 1), (first, at), owner, around(tokens, (first, at + 1), end, OPENERS))
        found = phrase_at(tokens, first, at, GERMAN)
        if found is not None and found.last == at and not found.pronoun:
            core = tokens[found.core[0]]
            speaker: Phrase | None = found
            if core.lower in AFTER_NACH and found.core[1] - found.core[0] == 1:
                noun = found.core[0]
                speaker = whose(tokens, noun, at) or _named_noun(tokens, noun) or _described_noun(found.first, noun)
            return Frame((found.first, at + 1), (at,), speaker, around(tokens, (found.first, at + 1), end, OPENERS))
    return None


def so(tokens: Sequence[Token], at: int, end: int) -> Frame | None:
    """Read ", so X." and ", so X weiter, …"; a sentence that is nothing else closes the one before it."""
    if at + 1 >= end or (at > 0 and not is_edge(tokens[at - 1])):
        return None
    start = skip(tokens, at + 1, end, GERMAN)
    speaker = phrase_at(tokens, start, end, GERMAN)
    if speaker is None or tokens[start].lower in GERMAN.oblique:
        return None
    speaker = with_apposition(tokens, speaker, end, GERMAN)
    stop = speaker.last
    closed = stop >= end or tokens[stop].text in (",", ".", "–", ":", ")") or long_quote(tokens[stop])
    if not closed and (at == 0 or tokens[stop].lower not in GERMAN.fillers | GERMAN.prepositions):
        return None
    if at == 0:
        # "So der Minister weiter." closes what stands before it.
        return Frame((at, stop), (at,), speaker, None, about_previous=True) if stop >= end else None
    return Frame((at, stop), (at,), speaker, around(tokens, (at, stop if closed else end), end, OPENERS))


def for_whom(tokens: Sequence[Token], at: int, end: int) -> Frame | None:
    """Read "Für die Ministerin sei das …": the Konjunktiv makes an opinion of it."""
    if at > 0:
        return None
    speaker = phrase_at(tokens, 1, end, GERMAN)
    if speaker is None or speaker.last >= end or tokens[speaker.last].lower not in KONJUNKTIV:
        return None
    return Frame((0, speaker.last), (0,), speaker, trim(tokens, speaker.last, end))
