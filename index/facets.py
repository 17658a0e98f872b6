"""What a question says of the articles that are to answer it: "seit gestern", "im Juni 2024", "laut afp". Pure.

A date in a question is more often what the text is about than when the article was published. So it *restricts* only
where the words leave no other reading: days, weeks and months counted from today ("letzte Woche"), and dates that
belong to a word for an article ("Meldungen vom 5. Mai"). Every other date is a *preference*, and its words go on being
searched for. A source or an agency counts only if the archive has one of that name: "laut Polizei" names none.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index import analysis, time_expressions
from index.records import Facets, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

_SHORTEST_BEGINNING = 5
"""Letters of a name's first word that may stand for the name: "laut Süddeutscher"."""
_GENERIC = frozenset(
    {"red", "eigener", "bericht", "mit", "und", "der", "die", "das", "the", "from", "staff", "agencies"}
)
"""What credits hold beside the names of agencies."""
_ARTICLE = re.compile(r"^(?:der|die|das|the)\s+", re.IGNORECASE)
_NAME = r"(?P<name>[^\W_][^\s,;:?!()„“\"]*(?:\s+[^\W_][^\s,;:?!()„“\"]*){0,3})"
_DETERMINER = r"(?:(?:der|die|das|dem|den|the|agentur|nachrichtenagentur|zeitung|agency|newspaper)\s+)*"
_SAYING = re.compile(
    rf"\b(?:laut|gemäß|quelle:|according\s+to|source:|as\s+reported\s+by)\s+{_DETERMINER}{_NAME}"
    rf"|\b(?:artikeln?|berichte?n?|meldung(?:en)?|articles?|reports?|stories)\s+(?:von|der|bei|by|from|of)\s+"
    rf"{_DETERMINER}{_NAME.replace('name', 'writer')}",
    re.IGNORECASE,
)
_SAID_BY = re.compile(r"(?P<name>[^\W_][\w.-]*)\s+zufolge\b", re.IGNORECASE)
_STANDING = re.compile(rf"\b(?:(?:in|bei|aus|von)\s+(?:der|dem|the)|im|beim|vom)\s+{_NAME}", re.IGNORECASE)
_ADJECTIVE = re.compile(r"(?:en|er|es|em|e)$")


def understood(question: str, today: date, names: tuple[str, ...], language: str | None = None) -> Facets:
    """Return what a question says of the articles that are to answer it.

    Args:
        question: as it was asked.
        today: the day that "gestern" is counted from.
        names: the sources and agencies that the archive has; see `origin_names`.
        language: ISO 639-1, which of two readings of a date goes first.

    """
    when = time_expressions.find(question, today, language)
    origin, words = _origin(question, names)
    chosen = [] if words is None else [words]
    if when is not None and when.restricts:
        chosen.append(when.words)
    said = [] if words is None else [words]
    if when is not None:
        said.append(when.words)
    return Facets(
        question=_without(question, chosen),
        days=None if when is None else when.days,
        strict=when is not None and when.restricts,
        origin=origin,
        said=tuple(sorted(said, key=lambda span: span.start)),
    )


def origin_names(source: str, outlet: str | None, credit: str | None) -> tuple[str, ...]:
    """Return the names that an article's origin goes by: its source's, its outlet's, and those in its agency line."""
    agencies = [part.strip() for part in re.split(r"[/,]", credit or "")]
    known = [name for name in agencies if len(name) > 1 and name.lower() not in _GENERIC]
    return tuple(dict.fromkeys([*(name for name in (outlet or source, source) if name), *known]))


@functools.lru_cache(maxsize=4096)
def origin_term(name: str) -> str:
    """Return what a name is found by, without a space: ``Süddeutsche Zeitung`` → ``suddeutsche_zeitung``."""
    return "_".join(analysis.fold(_ARTICLE.sub("", name).lower()).split())


def _origin(question: str, names: tuple[str, ...]) -> tuple[str | None, Span | None]:
    """Return the known name that the question gives as an origin, and the words that do."""
    for match, name, start in _mentions(question):
        words = name.split()
        for count in range(len(words), 0, -1):
            mentioned = " ".join(words[:count]).rstrip(".")
            # "in der Süddeutschen Landschaft" is no newspaper.
            ends = count == len(words) or not words[count][0].isupper()
            known = _known(mentioned, names, standing=match.re is _STANDING, beginning=ends)
            if known is not None:
                end = match.end() if match.re is _SAID_BY else start + len(_first(name, count))
                return known, Span(match.start(), end)
    return None, None


def _mentions(question: str) -> Iterator[tuple[re.Match[str], str, int]]:
    """Yield what stands where a source is named, the words with their place."""
    for pattern in (_SAYING, _SAID_BY, _STANDING):
        for match in pattern.finditer(question):
            group = "writer" if "writer" in match.re.groupindex and match["writer"] else "name"
            yield match, match[group], match.start(group)


def _first(words: str, count: int) -> str:
    """Return the first `count` words as they stand."""
    return "".join(re.findall(r"\S+\s*", words)[:count]).rstrip()


def _known(mentioned: str, names: tuple[str, ...], *, standing: bool, beginning: bool) -> str | None:
    """Return the known name that is meant, if there is one; with `beginning`, its first word may stand for it.

    "in der Welt" and "in der Zeit" are no newspapers: where a name only *stands* behind a preposition, it must have
    two words or be the inflected first of two ("in der Süddeutschen").
    """
    known = _lookup(names)
    wanted = _uninflected(origin_term(mentioned))
    if wanted in known.whole and ("_" in wanted or not standing):
        return known.whole[wanted]
    if not beginning:
        return None
    meant = known.inflected if standing else known.beginnings
    return meant.get(_ADJECTIVE.sub("", wanted))


@dataclass(frozen=True, slots=True)
class _Lookup:
    """The names that an archive has, by what a question may call them; the endings of words are left out."""

    whole: dict[str, str]
    beginnings: dict[str, str]
    """By the first of several words, where no other name has it."""
    inflected: dict[str, str]
    """Those of `beginnings` whose first word is inflected, as an adjective is."""


@functools.lru_cache(maxsize=8)
def _lookup(names: tuple[str, ...]) -> _Lookup:
    whole: dict[str, str] = {}
    beginnings: dict[str, list[str]] = {}
    for name in names:
        term = _uninflected(origin_term(name))
        if term and whole.setdefault(term, name) == name and "_" in term:
            beginnings.setdefault(term.partition("_")[0], []).append(name)
    alone = {first: found[0] for first, found in beginnings.items() if len(found) == 1}
    long = {
        first: name for first, name in alone.items() if len(origin_term(name).partition("_")[0]) >= _SHORTEST_BEGINNING
    }
    return _Lookup(
        whole,
        long,
        {first: name for first, name in long.items() if origin_term(name).partition("_")[0] != first},
    )


def _uninflected(term: str) -> str:
    """Return a term of several words without the endings that change with the case: "Boten" is "Bote"."""
    words = term.split("_")
    return "_".join(_ADJECTIVE.sub("", word) for word in words) if len(words) > 1 else term


def _without(question: str, spans: Iterable[Span]) -> str:
    """Return a question without some of its words, and without the commas and spaces that they leave."""
    for span in sorted(spans, key=lambda one: -one.start):
        question = f"{question[: span.start].rstrip(' ,')} {question[span.end :].lstrip(' ,')}"
    return re.sub(r"\s+(?=[?!.,;:])", "", question).strip()
