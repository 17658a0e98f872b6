"""What a question asks for – a person, a time, a place, a number, a reason – and whether a sentence has one. Pure.

A sentence has what is asked for only if the question does not have it already: "Wann begann der Krieg von 1914?" is not
answered by another "1914".
"""

from __future__ import annotations

import functools
import re
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Kind(Enum):
    """What a question asks for."""

    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    HOW_MANY = "how many"
    WHY = "why"
    OTHER = "other"


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)


# In this order: "wie viele" before "wer", "in welchem Jahr" before "wo".
_ASKED = (
    (Kind.HOW_MANY, _words(
        r"wie\s?viele?[nrms]?|wie (?:hoch|lange?|alt|groß|weit|oft|schwer|breit|tief|teuer|stark|schnell|häufig)"
        r"|welche[mnrs]? (?:anteil|anzahl|summe|höhe|betrag|preis|einkommen|gehalt|alter|größe|gewicht)|prozentsatz"
        r"|how (?:many|much|long|old|large|big|tall|high|far|often|deep|wide|fast|heavy)"
        r"|what (?:percent(?:age)?|number|amount|share)",
    )),
    (Kind.WHEN, _words(
        r"wann|(?:in )?welche[mnrs] (?:jahr|monat|jahrhundert|jahrzehnt|tag|datum|woche)"
        r"|when|(?:what|which) (?:year|date|day|month|century|decade|week)",
    )),
    (Kind.WHO, _words(r"wer|wem|wen|wessen|who|whom|whose")),
    (Kind.WHERE, _words(
        r"wo|woher|wohin|welche[mnrs]? (?:stadt|land|ort|staat|region|insel|gemeinde)"
        r"|where|(?:what|which) (?:city|town|country|place|state|region|island)",
    )),
    (Kind.WHY, _words(r"warum|weshalb|wieso|weswegen|wodurch|aus welche[mn] gr[uü]nde?n?|why|what (?:caused|reason)")),
)  # fmt: skip

_NUMBER_WORDS = _listed(
    """
    zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn
    neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert hunderte tausend tausende million
    millionen milliarde milliarden dutzend dutzende hälfte drittel viertel doppelt beide beiden
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions
    billion billions dozen dozens half third quarter twice both
    """
)
_TIME_WORDS = _listed(
    """
    januar jänner februar märz april mai juni juli august september oktober november dezember
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag gestern heute morgen vorgestern
    january february march april may june july october december
    monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow century jahrhundert
    """
)
_REASON_WORDS = _listed(
    """
    weil da denn deshalb daher deswegen wegen aufgrund grund gründe gründen damit ursache anlass um
    because since due therefore thus so reason reasons cause caused
    """
)
_PLACE_BEFORE = _listed("in im nach aus bei beim von vom an am auf at near from to into on")
_BEGINNERS = _listed(
    """
    der die das dem den des ein eine einen einem einer kein keine in im am an auf bei nach vor seit für mit von aus zu
    zum zur über unter zwischen auch doch nun heute the a an in on at from for with after before this these that
    """
)
"""Words that stand before a noun where a sentence begins."""
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:[-'’][^\W\d_]+)*|[.,;:!?]")
_YEAR = re.compile(r"1\d{3}|20\d\d")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}")


@functools.lru_cache(maxsize=64)
def kind_of(question: str) -> Kind:
    """Return what a question asks for, by its German or English question word."""
    return next((kind for kind, pattern in _ASKED if pattern.search(question)), Kind.OTHER)


def has_answer(kind: Kind, sentence: str, question: str) -> bool:
    """Tell whether a sentence has what a kind of question asks for, beyond what the question itself says."""
    test = _TESTS.get(kind)
    if test is None:
        return False
    return test(_TOKEN.findall(sentence), _known(question))


@functools.lru_cache(maxsize=64)
def _known(question: str) -> frozenset[str]:
    """Return a question's own words; many sentences are looked at for one question."""
    return frozenset(token.lower() for token in _TOKEN.findall(question))


def _has_person(tokens: list[str], known: frozenset[str]) -> bool:
    """Two names in a row: a single capital letter begins any German noun, and an article at the beginning has one."""
    return any(
        _is_name(first, known) and _is_name(second, known) and first.lower() not in _BEGINNERS
        for first, second in pairwise(tokens)
    )


def _has_time(tokens: list[str], known: frozenset[str]) -> bool:
    return any(
        token.lower() not in known
        and (_YEAR.fullmatch(token) or _CLOCK.fullmatch(token) or token.lower() in _TIME_WORDS)
        for token in tokens
    )


def _has_place(tokens: list[str], known: frozenset[str]) -> bool:
    return any(first.lower() in _PLACE_BEFORE and _is_name(second, known) for first, second in pairwise(tokens))


def _has_number(tokens: list[str], known: frozenset[str]) -> bool:
    return any(
        token.lower() not in known
        and ((token[0].isdigit() and _YEAR.fullmatch(token) is None) or token.lower() in _NUMBER_WORDS)
        for token in tokens
    )


def _has_reason(tokens: list[str], known: frozenset[str]) -> bool:
    return any(token.lower() in _REASON_WORDS and token.lower() not in known for token in tokens)


def _is_name(token: str, known: frozenset[str]) -> bool:
    return token[0].isupper() and token.lower() not in known


_TESTS: dict[Kind, Callable[[list[str], frozenset[str]], bool]] = {
    Kind.WHO: _has_person,
    Kind.WHEN: _has_time,
    Kind.WHERE: _has_place,
    Kind.HOW_MANY: _has_number,
    Kind.WHY: _has_reason,
}
