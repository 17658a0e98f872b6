"""Frames of German reported speech: sagte X; laut X; nach Angaben von X; X zufolge; so X; wie X mitteilte."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.quotes.frames import (
    Frame,
    clause_bounds,
    is_edge,
    long_quote,
    says_something,
    skip,
    subject_after,
    trim,
)
from index.quotes.german_sources import according, for_whom, nach, so, zufolge
from index.quotes.german_subjects import has_konjunktiv, subject
from index.quotes.phrases import Phrase, phrase_at, with_apposition
from index.quotes.tokens import Kind
from index.quotes.words_de import (
    ANAPHORS,
    GERMAN,
    HALF_PARTICIPLES,
    KONJUNKTIV,
    KONJUNKTIV_2,
    MADE_KNOWN,
    NOT_REPORTED,
    RELATIVE,
    SUBJUNCTIONS,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.quotes.tokens import Sentence, Token

_AFTER_PARTICLE = frozenset({"und", "oder", "sowie", "aber", "dass", "wie", "ob", "als", "worden"})
"""What goes on after a particle without a comma."""
_REACH = 40
"""Tokens after a verb among which its particle or participle is sought."""


def frames(sentence: Sentence) -> list[Frame]:
    """Return the frames of a sentence in order."""
    tokens, end = sentence.tokens, sentence.body
    found: list[Frame] = []
    taken: set[int] = set()
    for at in range(end):
        if tokens[at].kind is not Kind.WORD or at in taken:
            continue
        frame = _frame_at(tokens, at, end)
        if frame is not None:
            found.append(frame)
            taken.update(range(*frame.cue) if frame.cue[1] - frame.cue[0] < 3 else frame.cue_words)  # noqa: PLR2004
    return found


def continues(sentence: Sentence) -> bool:
    """Tell whether a sentence without a frame goes on with what somebody said."""
    tokens, end = sentence.tokens, sentence.body
    if any(one.lower in ("ich", "wir") for one in tokens[:end]):
        return False
    first_clause = clause_bounds(tokens, 0, end)[1]
    reach = end if tokens[0].lower in GERMAN.subordinating | GERMAN.prepositions else first_clause
    if any(one.lower in KONJUNKTIV and (not one.capital or at == 0) for at, one in enumerate(tokens[:reach])):
        return True
    return any(one.lower in KONJUNKTIV_2 for one in tokens[:first_clause])


def _frame_at(tokens: Sequence[Token], at: int, end: int) -> Frame | None:
    reader = _READERS.get(tokens[at].lower)
    if reader is not None:
        return reader(tokens, at, end)
    return _verb(tokens, at, end) or _after_quote(tokens, at, end)


def _after_quote(tokens: Sequence[Token], at: int, end: int) -> Frame | None:
    """Read any verb right after a quotation as one of saying: „…“, strich Lund heraus."""
    before = at - 1 if at > 0 and tokens[at - 1].text != "," else at - 2
    if (
        before < 0
        or not long_quote(tokens[before])
        or tokens[at].capital
        or not tokens[at].lower.endswith(("t", "te", "ten", "en"))
    ):
        return None
    lower = tokens[at].lower
    if (
        lower
        in GERMAN.prepositions
        | GERMAN.fillers
        | GERMAN.auxiliaries
        | GERMAN.passives
        | GERMAN.oblique
        | SUBJUNCTIONS
        | NOT_REPORTED
    ):
        return None
    if tokens[at - 1].text != "," and lower not in GERMAN.evaluating:
        return None
    speaker = subject_after(tokens, at + 1, end, GERMAN) if at + 1 < end else None
    return Frame((at, at + 1), (at,), speaker, None, _plural(tokens[at]), weak=True, verbal=True) if speaker else None


def _wie(tokens: Sequence[Token], at: int, end: int) -> Frame | None:
    """Read "wie X mitteilte", "wie aus X hervorgeht", "wie es in X heißt"."""
    if at > 0 and not is_edge(tokens[at - 1]) and tokens[at - 1].lower not in ("und", "aber"):
        return None
    start = skip(tokens, at + 1, end, GERMAN)
    if start < end and tokens[start].lower in ("aus", "in", "bei"):
        start += 1
    speaker = phrase_at(tokens, start, end, GERMAN)
    verb = _final_verb(tokens, (speaker.last if speaker else start), end)
    if verb is None:
        return None
    if tokens[verb].lower in GERMAN.passives and tokens[verb - 1].lower != "zitiert":
        speaker = _agent(tokens, at, verb)
    elif speaker is not None:
        speaker = with_apposition(tokens, speaker, end, GERMAN)
    first, last = at, verb + 1
    if last < end and tokens[last].text == "," and first == 0:
        last += 1
    content = (last, end) if at == 0 else (0, at - 1)
    return Frame((at, verb + 1), (at, verb), speaker, trim(tokens, *content), plural=_plural(tokens[verb]))


_READERS: dict[str, Callable[[Sequence[Token], int, int], Frame | None]] = {
    "laut": according,
    "gemäß": according,
    "zufolge": zufolge,
    "nach": nach,
    "so": so,
    "für": for_whom,
    "wie": _wie,
}
"""Words that are no verbs → how the frame is read that they begin or end."""


def _final_verb(tokens: Sequence[Token], start: int, end: int) -> int | None:
    """Return the reporting verb that ends a subordinate clause."""
    for at in range(start, min(end, start + _REACH // 2)):
        lower = tokens[at].lower
        closes = at + 1 >= end or is_edge(tokens[at + 1])
        if closes and (lower in GERMAN.reporting or lower in GERMAN.auxiliaries | GERMAN.passives):
            before = tokens[at - 1].lower
            needed = GERMAN.reporting.get(lower, ())
            known = () in needed or (before,) in needed or _is_participle(tokens, at - 1)
            return at if known else None
        if long_quote(tokens[at]):
            return None
    return None


def _verb(tokens: Sequence[Token], at: int, end: int) -> Frame | None:
    lower = tokens[at].lower
    if at > 0 and (tokens[at].capital or tokens[at - 1].lower == "zu"):
        return None
    if lower in GERMAN.auxiliaries or lower in GERMAN.passives:
        closing = _participle(tokens, at, end)
        if closing is not None and (not lower.startswith("soll") or _is_said_to_have(tokens, closing, end)):
            # "war befürchtet worden", "wurde erklärt": nobody says who; but who "wird zitiert" has said it.
            worden = closing + 1 < end and tokens[closing + 1].lower == "worden"
            passive = (
                (lower in GERMAN.passives or worden)
                and tokens[closing].lower != "zitiert"
                and not lower.startswith("soll")
            )
            return _verb_frame(tokens, at, (at, closing), end, passive=passive)
    if lower in GERMAN.reporting:
        particle = _particle(tokens, at, end)
        if particle is not None:
            return _verb_frame(tokens, at, (at, *particle), end, passive=False)
    if lower in GERMAN.evaluating and any(long_quote(one) for one in tokens[:end]):
        first, _ = clause_bounds(tokens, at, end)
        speaker = subject(tokens, at, first, end)
        return Frame((at, at + 1), (at,), speaker, None, plural=_plural(tokens[at]), weak=True) if speaker else None
    return None


def _is_said_to_have(tokens: Sequence[Token], participle: int, end: int) -> bool:
    return participle + 1 < end and tokens[participle + 1].lower == "haben"


def _participle(tokens: Sequence[Token], at: int, end: int) -> int | None:
    for index in range(at + 1, min(end, at + _REACH)):
        if _is_participle(tokens, index) and (index + 1 >= end or not tokens[index + 1].noun):
            return index
        if tokens[index].text in (":", ";") or long_quote(tokens[index]):
            return None
    return None


def _is_participle(tokens: Sequence[Token], at: int) -> bool:
    lower = tokens[at].lower
    return lower in GERMAN.participles or (lower in HALF_PARTICIPLES and tokens[at - 1].lower in MADE_KNOWN)


def _particle(tokens: Sequence[Token], at: int, end: int) -> tuple[int, ...] | None:
    """Return where the words stand that complete a verb; () if it needs none, None if they are missing."""
    for words in GERMAN.reporting[tokens[at].lower]:
        if not words:
            return ()
        for index in range(at + 1, min(end, at + _REACH)):
            if tokens[index].text in (":", ";"):
                break
            found = tuple(one.lower for one in tokens[index : index + len(words)])
            stop = index + len(words)
            closes = stop >= end or is_edge(tokens[stop]) or tokens[stop].lower in _AFTER_PARTICLE
            if found == words and closes and (not tokens[index].capital or words == ("stellung",)):
                return tuple(range(index, stop))
    return None


def _verb_frame(tokens: Sequence[Token], at: int, cue: tuple[int, ...], end: int, *, passive: bool) -> Frame | None:
    first, _ = clause_bounds(tokens, at, end)
    previous = first == 0 and at == 1 and tokens[0].lower in ANAPHORS
    speaker = None if passive else subject(tokens, at, first, end)
    if passive:
        speaker = _agent(tokens, at, cue[-1])
    if (tokens[at].lower in ("heißt", "hieß", "hießen") or tokens[cue[-1]].lower == "geheißen") and not passive:
        if not (at + 1 < end and tokens[at + 1].lower == "es") and not (at > 0 and tokens[at - 1].lower == "es"):
            return None
        speaker = _place(tokens, end)
    after = max(cue[-1] + 1, speaker.last if speaker else 0)
    content = _content(tokens, at, (first, after), end, follows=speaker is not None and speaker.first < at)
    if content is None and speaker is None:
        return None
    return Frame((at, cue[-1] + 1), cue, speaker, content, _plural(tokens[at]), previous, verbal=True)


def _agent(tokens: Sequence[Token], at: int, last: int) -> Phrase | None:
    for index in range(at + 1, last):
        if tokens[index].lower in ("von", "vom"):
            return phrase_at(tokens, index + 1, last, GERMAN)
    return None


def _place(tokens: Sequence[Token], end: int) -> Phrase | None:
    """Return what "heißt es" is read in: the statement, the report, or whose it is."""
    for index in range(end - 1):
        if tokens[index].lower in ("in", "im", "aus", "von", "vom", "bei", "beim", "auf"):
            found = phrase_at(tokens, index + 1, end, GERMAN)
            if found is not None and not found.pronoun:
                return found
    return None


def _content(
    tokens: Sequence[Token], verb: int, frame: tuple[int, int], end: int, *, follows: bool
) -> tuple[int, int] | None:
    """Return the clauses that are said: those after the frame, or, where it follows them, those before.

    `follows`: whether the verb follows its subject, so that nothing said can stand between the two.
    """
    first, after = frame
    comma = next((at for at in range(after, end) if is_edge(tokens[at]) and not long_quote(tokens[at])), None)
    later = None
    if comma is not None and comma + 1 < end and _is_reported(tokens, comma, end):
        later = trim(tokens, comma + 1, end)
    if not follows and first == verb and verb > 1 and tokens[verb - 1].text in (",", "–"):
        start = 0
        if says_something(tokens, start, verb - 1):
            return (start, later[1]) if later and tokens[later[0]].lower not in SUBJUNCTIONS else (start, verb - 1)
    return later


def _is_reported(tokens: Sequence[Token], comma: int, end: int) -> bool:
    """Tell whether what follows a comma is what somebody said."""
    following = tokens[comma + 1]
    if long_quote(following) and comma + 2 >= end:
        return False
    if tokens[comma].text == ":" or following.lower in SUBJUNCTIONS:
        return True
    if following.lower in NOT_REPORTED:
        return False
    last = clause_bounds(tokens, comma + 1, end)[1]
    if any(one.lower in KONJUNKTIV_2 for one in tokens[comma + 1 : last]):
        return True
    return has_konjunktiv(tokens, comma + 1, end) or _has_infinitive(tokens, comma + 1, end, last)


def _has_infinitive(tokens: Sequence[Token], first: int, end: int, last: int) -> bool:
    if tokens[first].lower in RELATIVE and any(
        one.lower in GERMAN.auxiliaries | GERMAN.passives for one in tokens[first:last]
    ):
        return False
    for at in range(first, end - 1):
        if tokens[at].lower == "zu" and tokens[at + 1].lower.endswith("n") and not tokens[at + 1].capital:
            return True
    return any("zu" in one.lower[2:-3] and one.lower.endswith("en") and not one.capital for one in tokens[first:end])


def _plural(verb: Token) -> bool:
    return verb.lower.endswith("en") or verb.lower == "sind"
