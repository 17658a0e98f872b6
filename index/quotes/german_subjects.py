"""The subject of a German verb: before it, after it, or parted from it by commas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.quotes.frames import clause_bounds, leading_subject, main_subject, skip, subject_after
from index.quotes.phrases import Phrase, is_role, phrase_at, with_apposition
from index.quotes.words_de import ADDRESSEES, GERMAN, KONJUNKTIV, NOT_REPORTED, SUBJUNCTIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.quotes.tokens import Token

_PARTING = (",", "–", "—", "-")
"""Marks around what stands between a subject and its verb."""
_MIN_IN_COMMAS = 4
"""Tokens that a name between commas needs at least, with what it belongs to."""


def subject(tokens: Sequence[Token], verb: int, first: int, end: int) -> Phrase | None:
    """Return the subject of a verb; `first` is where its clause begins, `end` where the sentence does."""
    if verb + 1 < end and tokens[verb + 1].lower == "er":
        # The one word that can be nothing but the subject.
        return phrase_at(tokens, verb + 1, end, GERMAN)
    start = skip(tokens, first, verb, GERMAN)
    if start < verb:
        return _subject_of_clause(tokens, verb, (first, start), end)
    if verb == first > 0 and tokens[first - 1].text in _PARTING:
        parted = _parted_subject(tokens, verb, end)
        if parted is not None:
            return parted
    found = subject_after(tokens, verb + 1, end, GERMAN) if verb + 1 < end else None
    return found or _in_commas(tokens, verb, first)


def _subject_of_clause(tokens: Sequence[Token], verb: int, clause: tuple[int, int], end: int) -> Phrase | None:
    """Return the subject of a verb that something goes before in its clause.

    `clause`: where it begins, and where it does after its adverbs.
    """
    first, start = clause
    if tokens[start].lower in SUBJUNCTIONS | NOT_REPORTED - {"als"} and start + 1 < verb:
        start = skip(tokens, start + 1, verb, GERMAN)
    if first > 0 and _shares_subject(tokens, verb) and has_konjunktiv(tokens, first, verb):
        # "Er sagte, Saltwick brauche Hilfe, und fügte hinzu": not Saltwick.
        return main_subject(tokens, 0, verb, GERMAN)
    lead = leading_subject(tokens, start, verb, GERMAN)
    if lead is not None and (lead[1] >= verb - 1 or _shares_subject(tokens, verb)):
        return _man_after(tokens, lead[0], verb, end) or lead[0]
    return subject_after(tokens, verb + 1, end, GERMAN) or _shared_subject(tokens, verb)


def _parted_subject(tokens: Sequence[Token], verb: int, end: int) -> Phrase | None:
    """Return the subject that commas or dashes part from its verb: "Lund, die im Mai kam, sagte"."""
    lead = leading_subject(tokens, 0, verb, GERMAN)
    if lead is None or tokens[lead[1]].text not in _PARTING:
        return None
    if tokens[lead[1]].text == "," and (aside := _aside(tokens, verb, end)) is not None:
        return aside
    if lead[0].last == lead[1]:
        return with_apposition(tokens, lead[0], verb, GERMAN)
    return _far_name(tokens, *lead, verb)


def _aside(tokens: Sequence[Token], verb: int, end: int) -> Phrase | None:
    """Return who speaks in "Der Kai, sagte Lund, sei alt": a subject right after the verb and before a comma."""
    start = verb + 1
    if (
        start >= end
        or tokens[verb].lower not in GERMAN.reporting
        or tokens[start].lower in GERMAN.oblique | ADDRESSEES
        or tokens[start].lower == "der"
    ):
        return None
    found = phrase_at(tokens, start, end, GERMAN)
    return found if found is not None and found.last < end and tokens[found.last].text == "," else None


def _man_after(tokens: Sequence[Token], lead: Phrase, verb: int, end: int) -> Phrase | None:
    """Return "der Minister" after a verb where what leads the sentence is a thing: only he can be the subject."""
    if (
        verb + 1 >= end
        or tokens[verb + 1].lower not in ("der", "ein")
        or tokens[lead.first].lower not in ("die", "das", "eine")
    ):
        return None
    found = phrase_at(tokens, verb + 1, end, GERMAN)
    if found is None or any(is_role(one.lower, GERMAN) for one in tokens[lead.core[0] : lead.core[1]]):
        return None
    head = tokens[found.core[0]].lower
    return with_apposition(tokens, found, end, GERMAN) if is_role(head, GERMAN) and not head.endswith("in") else None


def _in_commas(tokens: Sequence[Token], verb: int, first: int) -> Phrase | None:
    """Return "die Sprecherin der Partei, Eva Lund," before a verb, wherever in the sentence it begins."""
    if first != verb or verb < _MIN_IN_COMMAS or tokens[verb - 1].text != ",":
        return None
    inner_first, _ = clause_bounds(tokens, verb - 2, verb - 1)
    outer_first, _ = clause_bounds(tokens, max(0, inner_first - 2), max(0, inner_first - 1))
    for start in (outer_first, inner_first):
        found = phrase_at(tokens, skip(tokens, start, verb, GERMAN), verb, GERMAN)
        if found is not None and found.last < verb and tokens[found.last].text == ",":
            return with_apposition(tokens, found, verb, GERMAN)
    return None


def _shares_subject(tokens: Sequence[Token], verb: int) -> bool:
    """Tell whether a verb has its subject from the one before: "X erwartet … und kündigte an"."""
    return verb > 0 and tokens[verb - 1].lower in ("und", "aber", "sowie")


def _shared_subject(tokens: Sequence[Token], verb: int) -> Phrase | None:
    return main_subject(tokens, 0, verb, GERMAN) if _shares_subject(tokens, verb) else None


def _far_name(tokens: Sequence[Token], lead: Phrase, edge: int, verb: int) -> Phrase:
    """Return "die Leiterin beim Klimagipfel, Eva Lund," with its name, which stands after a place."""
    whole = Phrase(lead.first, edge, lead.core, determined=lead.determined)
    return with_apposition(tokens, whole, verb, GERMAN)


def has_konjunktiv(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Tell whether a range has a verb in the mood of reported speech."""
    return any(one.lower in KONJUNKTIV and not one.capital for one in tokens[first:last])
