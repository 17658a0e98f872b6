"""Frames of English reported speech: X said that …; "…," said X; X told reporters; according to X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.quotes.frames import (
    Frame,
    around,
    clause_bounds,
    is_edge,
    leading_subject,
    long_quote,
    says_something,
    subject_after,
    trim,
)
from index.quotes.phrases import Phrase, phrase_at, with_apposition
from index.quotes.tokens import Kind
from index.quotes.words_en import (
    ENGLISH,
    NOT_REPORTED,
    NOUNS_TOO,
    PARTICIPIAL,
    REPORTED_NOUNS,
    SAYING,
    SUBJUNCTIONS,
    WITH_ADDRESSEE,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.quotes.tokens import Sentence, Token

_MIN_IN_COMMAS = 4
"""Tokens that a name between commas needs at least, with what it belongs to."""
_THAT_REACH = 14
"""Tokens after a verb among which "that" is sought: "said in a statement on Monday that"."""


def frames(sentence: Sentence) -> list[Frame]:
    """Return the frames of a sentence in order."""
    tokens, end = sentence.tokens, sentence.body
    found: list[Frame] = []
    after = 0
    for at in range(end):
        if tokens[at].kind is not Kind.WORD or at < after:
            continue
        frame = _frame_at(tokens, at, end, found)
        if frame is not None:
            found.append(frame)
            after = frame.cue[1]
    return found


def _frame_at(tokens: Sequence[Token], at: int, end: int, found: list[Frame]) -> Frame | None:
    lower = tokens[at].lower
    if lower == "according" and at + 1 < end and tokens[at + 1].lower == "to":
        return _according(tokens, at, end)
    if tuple(one.lower for one in tokens[at : at + 4]) == ("in", "the", "words", "of"):
        return _in_the_words(tokens, at, end)
    if lower in PARTICIPIAL:
        return _participial(tokens, at, end, found)
    return None if tokens[at].capital and at > 0 else _by_verb(tokens, at, end)


def _by_verb(tokens: Sequence[Token], at: int, end: int) -> Frame | None:
    lower = tokens[at].lower
    if lower in ENGLISH.reporting:
        return _verb(tokens, at, end)
    if lower in ENGLISH.evaluating and any(long_quote(one) for one in tokens[:end]):
        speaker = _subject(tokens, at, end)
        return Frame((at, at + 1), (at,), speaker, None, weak=True, verbal=True) if speaker else None
    return None


def _according(tokens: Sequence[Token], at: int, end: int) -> Frame | None:
    speaker = phrase_at(tokens, at + 2, end, ENGLISH)
    if speaker is None:
        return None
    noun = tokens[speaker.core[1] - 1].lower
    if noun in REPORTED_NOUNS and speaker.last + 1 < end and tokens[speaker.last].lower in ("from", "by"):
        speaker = phrase_at(tokens, speaker.last + 1, end, ENGLISH) or speaker
    speaker = with_apposition(tokens, speaker, end, ENGLISH)
    # "according to a memo seen by the paper": the rest of the clause still tells of the source, but not at its head.
    last = speaker.last if at == 0 else max(speaker.last, clause_bounds(tokens, speaker.last - 1, end)[1])
    return Frame((at, last), (at, at + 1), speaker, around(tokens, (at, last), end, NOT_REPORTED))


def _in_the_words(tokens: Sequence[Token], at: int, end: int) -> Frame | None:
    speaker = phrase_at(tokens, at + 4, end, ENGLISH)
    return Frame((at, speaker.last), (at, at + 1, at + 2, at + 3), speaker, None) if speaker else None


def _participial(tokens: Sequence[Token], at: int, end: int, found: list[Frame]) -> Frame | None:
    """Read ", saying …" and ", adding that …": whoever speaks before goes on, or the subject of the sentence does."""
    if at == 0:
        return None
    quoted_as = tokens[at - 1].lower == "as"
    if not quoted_as and tokens[at - 1].text != ",":
        return None
    earlier = next((one.speaker for one in reversed(found) if one.speaker), None)
    lead = leading_subject(tokens, 0, at, ENGLISH)
    speaker = earlier or (lead[0] if lead else None) or _after_first_comma(tokens, at)
    if speaker is None:
        return None
    return Frame((at, at + 1), (at,), speaker, _after(tokens, at, at + 1, end), verbal=True)


def _after_first_comma(tokens: Sequence[Token], end: int) -> Phrase | None:
    """Return the subject after an adverbial: "In a statement, the ministry …"."""
    first = clause_bounds(tokens, 0, end)[1] + 1
    lead = leading_subject(tokens, first, end, ENGLISH) if first < end else None
    return lead[0] if lead else None


def _verb(tokens: Sequence[Token], at: int, end: int) -> Frame | None:
    if at > 0 and tokens[at - 1].lower in ENGLISH.determiners | ENGLISH.prepositions | ENGLISH.passives:
        # "the reports", "of claims", "was said": nouns, and nobody's words.
        return None
    if tokens[at].lower in NOUNS_TOO and not _is_surely_verb(tokens, at, end):
        return None
    speaker = _subject(tokens, at, end)
    if speaker is None:
        return None
    inverted = speaker.first > at
    after = speaker.last if inverted else at + 1
    content = _before(tokens, at, speaker, end) or (None if inverted else _after(tokens, at, after, end))
    if inverted and content is None:
        content = _rest(tokens, after, end)
    if content is None and not _near_quote(tokens, end):
        return None
    return Frame((min(at, at), at + 1), (at,), speaker, content, plural=_plural(tokens, at), verbal=True)


def _is_surely_verb(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Tell whether "claims", "pointed" is a verb: "that" or "out" follows, or a name or a pronoun goes before."""
    following = tokens[at + 1].lower if at + 1 < end else ""
    if tokens[at].lower == "pointed":
        return following == "out"
    led = at > 0 and (tokens[at - 1].capital or tokens[at - 1].lower in ENGLISH.pronouns)
    return following == "that" or led


def _subject(tokens: Sequence[Token], at: int, end: int) -> Phrase | None:
    first, _ = clause_bounds(tokens, at, end)
    verb = at
    while verb > first and tokens[verb - 1].lower in ENGLISH.auxiliaries | ENGLISH.fillers:
        verb -= 1
    while verb > first and tokens[verb - 1].lower.endswith("ly"):
        verb -= 1
    if verb == first:
        found = None
        if at > 0 and at + 1 < end and (tokens[at - 1].text == "," or long_quote(tokens[at - 1])):
            found = _far_subject(tokens, first, verb) or _inverted(tokens, at, end)
        return found or _far_subject(tokens, first, verb)
    start = first
    while start < verb and tokens[start].lower in ENGLISH.fillers | NOT_REPORTED | {"that", "as"}:
        start += 1
    start = _past_places(tokens, start, verb)
    if tokens[start].lower in SUBJUNCTIONS:
        return None
    lead = leading_subject(tokens, start, verb, ENGLISH)
    if lead is not None and lead[1] >= verb:
        return lead[0]
    return _before_and(tokens, at, start)


def _inverted(tokens: Sequence[Token], at: int, end: int) -> Phrase | None:
    """Return who follows the verb in "…," said X."""
    if tokens[at].lower in WITH_ADDRESSEE - {"asked"}:
        return None
    found = subject_after(tokens, at + 1, end, ENGLISH)
    if found is None or found.first > at + 1:
        return None
    # ", said the cause was unknown": what is said, and no speaker.
    verbs = ENGLISH.auxiliaries | ENGLISH.passives | _MODALS
    return None if found.last < end and tokens[found.last].lower in verbs else found


def _far_subject(tokens: Sequence[Token], first: int, verb: int) -> Phrase | None:
    """Return the subject that an apposition or a relative clause parts from its verb: "Lund, who …, said"."""
    if first == 0 or tokens[first - 1].text not in (",", "–", "—"):
        return None
    start = 0
    for at in range(first - 1):
        if long_quote(tokens[at]):
            start = at + 1 + (tokens[at + 1].text == ",")
    start = _past_places(tokens, start, verb)
    lead = leading_subject(tokens, start, verb, ENGLISH)
    if lead is None or lead[1] >= verb or not is_edge(tokens[lead[1]]):
        return _in_commas(tokens, verb)
    return with_apposition(tokens, lead[0], verb, ENGLISH)


def _in_commas(tokens: Sequence[Token], verb: int) -> Phrase | None:
    """Return "the town's mayor, Eva Lund," before a verb, wherever in the sentence it begins."""
    if tokens[verb - 1].text != "," or verb < _MIN_IN_COMMAS:
        return None
    name_first = clause_bounds(tokens, verb - 2, verb - 1)[0]
    if name_first < 2:  # noqa: PLR2004 -- a word and a comma
        return None
    first = clause_bounds(tokens, name_first - 2, name_first - 1)[0]
    while first < verb and tokens[first].lower in ENGLISH.fillers | NOT_REPORTED:
        first += 1
    lead = leading_subject(tokens, first, name_first - 1, ENGLISH)
    if lead is None or lead[1] != name_first - 1:
        return None
    whole = Phrase(lead[0].first, lead[1], lead[0].core, determined=lead[0].determined)
    return with_apposition(tokens, whole, verb, ENGLISH)


def _past_places(tokens: Sequence[Token], start: int, end: int) -> int:
    """Return where an adverbial ends that begins a clause: "On Monday the mayor …"."""
    while start < end and tokens[start].lower in ENGLISH.prepositions:
        place = phrase_at(tokens, start + 1, end, ENGLISH)
        month = start + 1 < end and tokens[start + 1].lower in ENGLISH.months
        start = start + 2 if month or place is None else place.last
        if start < end and tokens[start].text == ",":
            start += 1
    return start


def _before_and(tokens: Sequence[Token], verb: int, start: int) -> Phrase | None:
    """Return the subject that a verb shares with the one before: "Lund rejected the plan and said"."""
    if tokens[verb - 1].lower not in ("and", "but"):
        return None
    lead = leading_subject(tokens, start, verb, ENGLISH)
    return lead[0] if lead else None


def _before(tokens: Sequence[Token], at: int, speaker: Phrase, end: int) -> tuple[int, int] | None:
    """Return what is said before its frame: "The bridge will close, the mayor said", and what goes on after it."""
    first = min(at, speaker.first)
    if first < 2 or tokens[first - 1].text != "," or not says_something(tokens, 0, first - 1):  # noqa: PLR2004 -- a word and a comma
        return None
    opening = clause_bounds(tokens, 0, end)[1]
    adverbial = tokens[0].lower in ENGLISH.prepositions | NOT_REPORTED or tokens[0].lower.endswith(("ed", "ing"))
    if adverbial and opening >= first - 1:
        return None
    last = max(at + 1, speaker.last)
    resumed = last < end and tokens[last].text == "," and says_something(tokens, last + 1, end)
    return trim(tokens, 0, end if resumed and not long_quote(tokens[last + 1]) else first - 1)


def _after(tokens: Sequence[Token], at: int, after: int, end: int) -> tuple[int, int] | None:
    """Return what is said after its verb, with "that" or without."""
    lower = tokens[at].lower
    if lower in WITH_ADDRESSEE and after < end:
        addressee = phrase_at(tokens, after, end, ENGLISH) if tokens[after].lower not in SUBJUNCTIONS else None
        if addressee is not None:
            after = addressee.last
        elif tokens[after].lower in ENGLISH.oblique:
            after += 1
    for that in range(after, min(end, after + _THAT_REACH)):
        added = tokens[that - 1].lower in ("and", "or")
        if tokens[that].lower in SUBJUNCTIONS and (that == after or (tokens[that].lower == "that" and not added)):
            return trim(tokens, that, _until_participial(tokens, that, end))
        if is_edge(tokens[that]):
            return _rest(tokens, that, end) if tokens[that].text == ":" else None
    if lower not in SAYING:
        return None
    start = _past_places(tokens, after, end)
    if start >= end or is_edge(tokens[start]) or tokens[start].lower in NOT_REPORTED:
        return None
    last = _until_participial(tokens, start, end)
    return trim(tokens, start, last) if _has_verb(tokens, start, last) else None


def _until_participial(tokens: Sequence[Token], first: int, end: int) -> int:
    """Return where a clause ends before ", adding that …" and ", but …"."""
    for at in range(first + 1, end):
        if tokens[at - 1].text == "," and (tokens[at].lower in PARTICIPIAL or tokens[at].lower == "but"):
            return at
    return end


def _rest(tokens: Sequence[Token], first: int, end: int) -> tuple[int, int] | None:
    if first + 1 >= end or tokens[first].text != ":" or long_quote(tokens[first + 1]):
        return None
    return trim(tokens, first + 1, end)


def _has_verb(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Tell whether a range may be a clause: "said the bridge was closed", not "said a prayer"."""
    return (
        any(
            one.lower in ENGLISH.auxiliaries
            or one.lower in ENGLISH.passives
            or one.lower in ENGLISH.reporting
            or one.lower in _MODALS
            or (one.kind is Kind.WORD and not one.capital and one.lower.endswith("ed"))
            for one in tokens[first:end]
        )
        or sum(one.kind is Kind.WORD for one in tokens[first:end]) >= _CLAUSE
    )


_MODALS = frozenset({"would", "will", "could", "can", "may", "might", "should", "must", "did", "does", "do", "cannot"})
_CLAUSE = 5
"""Words after "said" that are taken for a clause even without a verb that is known."""


def _near_quote(tokens: Sequence[Token], end: int) -> bool:
    return any(one.kind is Kind.QUOTE for one in tokens[:end])


def _plural(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].lower in ("say", "have", "believe", "claim", "argue", "warn", "add", "tell")
