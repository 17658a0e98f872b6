"""Noun phrases: from where one begins to where it ends, without a grammar of the language.

German nouns are capitals; English ones are whatever stands between a determiner and the next verb, preposition or mark.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.quotes.tokens import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.quotes.language import Language
    from index.quotes.tokens import Token

_MAX_MODIFIERS = 5
"""Adjectives and adverbs between a determiner and its noun."""
_MAX_RUN = 8
"""Words of a name or of nouns in a row."""
_MAX_LINKS = 4
"""Times that a phrase goes on with "of …"."""
_MAX_BRACKET = 6
"""Tokens in brackets within a phrase: a party, an age, an abbreviation."""
_ADJECTIVE = ("e", "en", "er", "es", "em", "e.")
_MIN_ADVERB = 7
"""Letters; shorter words with these endings are nouns: Tisch, Abend."""
_ONE_OF = frozenset(
    {("einer", "der"), ("eine", "der"), ("eines", "der"), ("one", "of"), ("some", "of"), ("many", "of"), ("two", "of")}
)
_BEFORE_SURNAME = frozenset({"van", "de", "di", "da", "del", "della", "bin", "ibn", "al", "el", "ter"})
"""What a surname may begin with; "von" is mostly a preposition."""
_COORDINATES = frozenset({"und", "sowie", "and", "&"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase as ranges of token numbers, half-open."""

    first: int
    last: int
    core: tuple[int, int]
    """The nouns and names without determiner, adjectives and what follows."""
    determined: bool
    """Whether a determiner or an adjective leads it."""
    apposition: tuple[int, int] | None = None
    """"…, the mayor of Lindmoor,": without its determiner."""
    pronoun: bool = False
    genitive: bool = False
    """Whether it is a name with the s of a genitive: "Lunds Angaben"."""


def phrase_at(tokens: Sequence[Token], first: int, end: int, language: Language) -> Phrase | None:
    """Return the noun phrase that begins with token `first`, or None. Nothing from token `end` on belongs to it."""
    if first >= end:
        return None
    if tokens[first].lower in language.pronouns:
        return Phrase(first, first + 1, (first, first + 1), determined=False, pronoun=True)
    if is_one_of(tokens, first, end):
        last = _link(tokens, first + 1, end, language, determined=True)
        return Phrase(first, last, (first, first + 1), determined=True) if last > first + 1 else None
    if tokens[first].lower in _BEFORE_SURNAME and first + 1 < end:
        return _surname(tokens, first, end, language)
    start = first
    determined = tokens[start].lower in language.determiners or tokens[start].lower in language.oblique
    start += determined
    core = _core(tokens, start, end, language, determined=determined)
    if core is None:
        return None
    last = _linked(tokens, core, end, language, determined=determined or core[0] > first)
    return Phrase(first, last, core, determined=determined or core[0] > first)


def is_von_der(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Tell whether a surname such as "von der Moor" may begin here."""
    return (
        at + 2 < end
        and tokens[at].lower in ("von", "van")
        and tokens[at + 1].lower in ("der", "den", "dem")
        and tokens[at + 2].capital
    )


def _surname(tokens: Sequence[Token], first: int, end: int, language: Language) -> Phrase | None:
    """Return "van der Marel", "de Luca": a surname that begins in a lower-case word."""
    at = first + 1 + (tokens[first + 1].lower in ("der", "den", "la", "los"))
    if at >= end or not tokens[at].capital:
        return None
    last = _run(tokens, at, end, language) if language.code == "de" else at + 1
    return Phrase(first, last, (first, last), determined=False)


def is_one_of(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Tell whether "einer der Helfer", "one of the rescuers" begins here."""
    return first + 1 < end and (tokens[first].lower, tokens[first + 1].lower) in _ONE_OF


def with_apposition(tokens: Sequence[Token], phrase: Phrase, end: int, language: Language) -> Phrase:
    """Return the phrase with the apposition that follows it between commas, if one does."""
    at = phrase.last
    if phrase.pronoun or at + 1 >= end or tokens[at].text != ",":
        return phrase
    if tokens[at + 1].text.isdigit() and at + 2 < end and tokens[at + 2].text == ",":
        at += 2
        if at + 1 >= end:
            return phrase
    second = phrase_at(tokens, at + 1, end, language)
    if second is None or second.pronoun or not (second.last >= end or tokens[second.last].text in (",", ".", "–")):
        return phrase
    if second.last >= end and end == len(tokens) and tokens[end - 1].kind is Kind.QUOTE:
        return phrase
    inside = (second.first + (tokens[second.first].lower in language.determiners), second.last)
    return replace(phrase, last=second.last, apposition=inside)


def _core(
    tokens: Sequence[Token], start: int, end: int, language: Language, *, determined: bool
) -> tuple[int, int] | None:
    if language.code == "en":
        return _english_core(tokens, start, end, language, determined=determined)
    at = start
    while (
        at < min(end, start + _MAX_MODIFIERS)
        and not tokens[at].noun
        and (tokens[at].text.isdigit() or _is_adjective(tokens, at, language, determined=determined))
    ):
        at += 1
    last = _run(tokens, at, end, language)
    return (at, last) if last > at else None


def _is_adjective(tokens: Sequence[Token], at: int, language: Language, *, determined: bool) -> bool:
    token = tokens[at]
    if token.kind is not Kind.WORD or token.lower in language.prepositions:
        return False
    if token.lower in language.determiners or token.lower in language.oblique:
        return determined and token.lower in ("beiden", "drei", "zwei", "vier", "fünf", "anderen")
    known = token.lower in language.reporting or token.lower in language.auxiliaries or token.lower in language.passives
    if known:
        return False
    return token.lower.endswith(_ADJECTIVE) or determined


def _run(tokens: Sequence[Token], at: int, end: int, language: Language) -> int:
    """Return where a run of nouns and names ends: capitals, initials, and particles between them."""
    first = at
    while at < min(end, first + _MAX_RUN):
        token = tokens[at]
        if at > first and token.lower in language.months:
            break
        dot = at > first and token.text == "." and at + 1 < end and _abbreviates(tokens, at, language)
        if dot or (
            token.noun
            and (at <= first + 1 or token.text != token.lower)
            and not _begins_anew(token, language, first=at == first)
        ):
            at += 1
        elif at > first and at + 1 < end and token.lower in language.particles and tokens[at + 1].capital:
            if not _in_name(tokens, first, at, language):
                break
            at += 2
        elif at > first and _is_von_der(tokens, at, end):
            at += 3
        else:
            break
    return at


def _is_von_der(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Tell whether a first name goes on with "von der Moor", "van der Moor"."""
    return len(tokens[at - 1].text) > 1 and is_von_der(tokens, at, end)


def _begins_anew(token: Token, language: Language, *, first: bool) -> bool:
    """Tell whether a word in a capital is no noun: it has its capital from the start of the sentence."""
    lower = token.lower
    if lower in language.determiners or lower in language.pronouns or lower in language.prepositions:
        return True
    if not first:
        return False
    return lower in language.adverbs or lower in language.fillers or _is_adverb(lower, language)


def _is_adverb(lower: str, language: Language) -> bool:
    """Tell whether a German word is an adverb by its ending: "passend", "höhnisch", "sinngemäß"."""
    if language.code != "de" or len(lower) < _MIN_ADVERB:
        return False
    return lower.endswith(("isch", "lich", "weise", "maßen", "gemäß", "artig", "elang")) or (
        lower.endswith("end") and lower not in ("jugend", "gegend", "tugend")
    )


def _abbreviates(tokens: Sequence[Token], at: int, language: Language) -> bool:
    before = tokens[at - 1]
    return before.end == tokens[at].start and (len(before.text) == 1 or before.lower in language.abbreviations)


def _in_name(tokens: Sequence[Token], first: int, at: int, language: Language) -> bool:
    """Tell whether "von" or "der" goes on with a name: it does after a first name, not after a role or a noun."""
    if tokens[at].lower in ("der", "den", "dem", "und", "vom", "zum"):
        return False
    before = tokens[at - 1].lower
    return not is_role(before, language) and not (first > 0 and tokens[first - 1].lower in language.determiners)


def is_role(lower: str, language: Language) -> bool:
    """Tell whether a word names an office, a profession or a relation."""
    bare = lower.removesuffix("s") if lower.endswith(("rs", "fs", "ts")) else lower
    bare = bare.rsplit("-", 1)[-1]
    return bare in language.role_words or bare.endswith(language.role_suffixes) or bare in language.titles


def _english_core(
    tokens: Sequence[Token], start: int, end: int, language: Language, *, determined: bool
) -> tuple[int, int] | None:
    at = start
    while at < min(end, start + _MAX_RUN) and (at == start or at + 1 < end or tokens[at].text != "."):
        token = tokens[at]
        dot = token.text == "." and at > start and _abbreviates(tokens, at, language)
        particle = token.lower in language.particles and at > start and at + 1 < end and tokens[at + 1].capital
        mark = token.kind is Kind.MARK or (token.kind is Kind.QUOTE and not token.noun)
        # "the report", "a claim": after a determiner such a word is a noun.
        noun = determined and at == start and token.lower in language.reporting
        verb = at > start and tokens[at - 1].capital and not token.capital and token.lower.endswith("ed")
        if verb or (not (dot or particle or noun) and (mark or _stops(token, language))):
            break
        at += 1
    return (start, at) if at > start and tokens[at - 1].kind is not Kind.MARK else None


def _stops(token: Token, language: Language) -> bool:
    """Tell whether an English word cannot belong to the nouns of a phrase."""
    lower = token.lower
    if lower in language.prepositions or lower in language.oblique or lower in language.pronouns:
        return True
    if token.capital:
        return lower in language.months
    return (
        lower in language.reporting
        or lower in language.auxiliaries
        or lower in language.passives
        or lower in language.determiners
        or lower in language.fillers
        or lower in ("who", "that", "which", "as", "if", "would", "could", "will", "may", "might", "should", "not")
        or (lower.endswith("ly") and lower not in ("family", "assembly"))
    )


def _linked(tokens: Sequence[Token], core: tuple[int, int], end: int, language: Language, *, determined: bool) -> int:
    """Return where a phrase ends with its brackets, its genitives and its "of …"."""
    last = core[1]
    for _ in range(_MAX_LINKS):
        last = _bracketed(tokens, last, end)
        if last + 1 >= end:
            break
        longer = _link(tokens, last, end, language, determined=determined or is_role(tokens[last - 1].lower, language))
        if longer == last:
            break
        last = longer
    return last


def _bracketed(tokens: Sequence[Token], last: int, end: int) -> int:
    if last >= end or tokens[last].text not in ("(", "["):
        return last
    for at in range(last + 1, min(end, last + _MAX_BRACKET + 2)):
        if tokens[at].text in (")", "]"):
            return at + 1
    return last


def _link(tokens: Sequence[Token], last: int, end: int, language: Language, *, determined: bool) -> int:
    word = tokens[last].lower
    linking = word in language.linking and (determined or word in ("von", "vom", "of"))
    if not linking and word not in _COORDINATES:
        return last
    start = last + 1
    if start < end and linking and (tokens[start].lower in language.determiners | language.oblique):
        start += 1
    if start >= end or tokens[start].lower in language.months:
        return last
    if word in _COORDINATES and not (tokens[start].noun or tokens[start].lower in language.determiners):
        return last
    if word in _COORDINATES and tokens[start].lower in language.determiners:
        start += 1
    core = _core(tokens, start, end, language, determined=True)
    return core[1] if core is not None else last
