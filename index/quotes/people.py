"""The people of an article: whoever it gives a full name, to be looked up by the last word of it.

A short name gets its full form only from an earlier mention, and only if all earlier mentions agree on it; a pronoun
gets a name only where one person alone can be meant.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.first_names import gender_of
from index.quotes.language import listed
from index.quotes.phrases import is_role, is_von_der
from index.quotes.tokens import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.quotes.language import Language
    from index.quotes.tokens import Sentence, Token

_PLACES = frozenset({"in", "im", "aus", "nach", "bei", "from", "at", "near", "to", "zwischen", "über"})
MAX_NAME = 6
"""Words of a name; a longer run of capitals is none."""
_MAX_BEARERS = 16
"""Full names that end with the same word; where there are more, it is no surname."""
_MENTIONS = 200
"""Mentions before a pronoun that are looked at."""
_ROLE_REACH = 8
"""Tokens around a role within which its bearer's name may stand."""
_LED = 3
"""Tokens before a role among which its determiner is sought."""
NOBODY = listed(
    """
    mann frau rat head chief chair general prime foreign defence defense interior finance health education environment
    transport
    """
)
"""Words among the roles that mostly mean something else where they stand alone."""


@dataclass(frozen=True, slots=True)
class _Person:
    """A full name where it stands."""

    at: int
    paragraph: int
    name: str
    key: str
    gender: str | None
    role: str | None


@dataclass(slots=True)
class _Known:
    """What the article tells of somebody: where it first does, their gender and role."""

    at: int
    gender: str | None = None
    role: str | None = None
    role_at: int = 0


class People:
    """The full names of an article, to be looked up by the last word of them. Built once, in one pass."""

    def __init__(self, text: str, sentences: Sequence[Sentence], language: Language) -> None:
        self.text = text
        self.language = language
        self._by_key: dict[str, dict[str, _Known]] = {}
        """Last word of a name → the full names that end with it."""
        self.vocabulary = {one.text for sentence in sentences for one in sentence.tokens if one.kind is Kind.WORD}
        self.told: dict[str, str | None] = {}
        """Full name → the gender that a role has told in the sentences read so far."""
        self._places: list[int] = []
        self._mentions: list[tuple[int, str, str | None]] = []
        """Paragraph, full name and gender of who is mentioned at the place of the same number."""
        for sentence in sentences:
            for person in _persons(sentence, language):
                self._note(person)
        self._note_mentions(sentences)

    def full(self, word: str, before: int) -> str | None:
        """Return the one full name that ends with this word and is mentioned before this place, if there is one."""
        bearers = self._bearers(word) or (self._bearers(word[:-1]) if word.endswith("s") else {})
        names = [name for name, known in bearers.items() if known.at <= before]
        # "Eva Lund" and "Eva Maria Lund": the shorter one is contained in the longer one, and they are one person.
        longest = max(names, key=len, default=None)
        if longest is None or any(not is_within(name, longest) for name in names):
            return None
        return longest

    def knows(self, word: str) -> bool:
        """Tell whether a full name ends with exactly this word."""
        return word in self._by_key

    def gender(self, name: str) -> str | None:
        """Return what the article's roles and titles, or a common first name, tell of somebody's gender."""
        if " " in name and (listed_gender := gender_of(name)):
            return listed_gender
        known = {one.gender for one in self._bearers(name.rsplit(maxsplit=1)[-1]).values()} - {None}
        return known.pop() if len(known) == 1 else None

    def role(self, name: str, before: int) -> str | None:
        """Return the role that stands before somebody's full name where it first has one."""
        known = self._bearers(name.rsplit(maxsplit=1)[-1]).get(name)
        return known.role if known is not None and known.role_at <= before else None

    def _bearers(self, word: str) -> dict[str, _Known]:
        """Return the full names that end with a word; of too many, nobody can tell who is meant."""
        bearers = self._by_key.get(word, {})
        return bearers if len(bearers) <= _MAX_BEARERS else {}

    def _note(self, person: _Person) -> None:
        bearers = self._by_key.setdefault(person.key, {})
        known = bearers.setdefault(person.name, _Known(person.at))
        known.gender = known.gender or person.gender
        if known.role is None and person.role is not None:
            known.role, known.role_at = person.role, person.at

    def only_candidate(self, at: int, paragraph: int, gender: str) -> str | None:
        """Return the one person whom a pronoun at this place can mean; None if there are two, or somebody unnamed.

        Somebody of unknown gender will do in the same paragraph only, and if nobody else is mentioned before it.
        """
        last = bisect_left(self._places, at)
        before = [
            (where, name, its_gender or self.told.get(name))
            for where, name, its_gender in self._mentions[max(0, last - _MENTIONS) : last]
        ]
        everybody = {name for _, name, _ in before}
        for distance in (0, 1):
            near = {
                (name, its_gender)
                for where, name, its_gender in before
                if paragraph - distance <= where and its_gender in (None, gender)
            }
            if near:
                name, its_gender = near.pop()
                sure = its_gender is not None or (distance == 0 and len(everybody) == 1)
                return name if not near and name and sure else None
        return None

    def _note_mentions(self, sentences: Sequence[Sentence]) -> None:
        for sentence in sentences:
            names = {
                at: name for at, one in enumerate(sentence.tokens) if one.capital and (name := self._mentioned(one))
            }
            for at, token in enumerate(sentence.tokens):
                if at in names:
                    self._mention(token, sentence, names[at], self.gender(names[at]))
                elif self._is_somebody(sentence.tokens, at, names):
                    self._mention(token, sentence, "", "f" if token.lower.endswith("in") else None)

    def _mention(self, token: Token, sentence: Sentence, name: str, gender: str | None) -> None:
        self._places.append(token.start)
        self._mentions.append((sentence.paragraph, name, gender))

    def _is_somebody(self, tokens: Sequence[Token], at: int, names: dict[int, str]) -> bool:
        """Tell whether a word is a person without a name, whom a pronoun can mean: "the minister".

        A role beside a name ("the minister, Eva Lund", "Eva Lund is the minister") is that name's.
        """
        lower = tokens[at].lower
        if not is_role(lower, self.language) or lower in self.language.titles or lower in NOBODY:
            return False
        determined = any(one.lower in self.language.determiners for one in tokens[max(0, at - _LED) : at])
        return determined and not any(place in names for place in range(at - _ROLE_REACH, at + _ROLE_REACH + 1))

    def _mentioned(self, token: Token) -> str | None:
        word = token.text
        return self.full(word, token.start) if word in self._by_key or word[:-1] in self._by_key else None


def _gender_of(lead: Sequence[str], role: str | None) -> str | None:
    if any(one in ("mr", "herr", "herrn", "spokesman", "chairman", "king", "his") for one in lead):
        return "m"
    if any(one in ("mrs", "ms", "miss", "frau", "spokeswoman", "chairwoman", "queen") for one in lead):
        return "f"
    last = (role or " ").split()[-1:] if role else []
    if last and last[0].endswith("in") and len(last[0]) > len("innen"):
        return "f"
    return "m" if last and lead[:1] == ["der"] else None


def is_within(short: str, long: str) -> bool:
    """Tell whether one name's words all stand in the other's, in any form of it."""
    return set(short.split()) <= set(long.split())


def _persons(sentence: Sentence, language: Language) -> Iterator[_Person]:
    """Yield the full names in a sentence: two or more capitals in a row that are no role and no place."""
    tokens = sentence.tokens
    at = 0
    while at < len(tokens):
        if not _may_begin(tokens[at], language):
            at += 1
            continue
        last = _name_run(tokens, at, language)
        yield from _person(sentence, at, last, language)
        at = last


def _may_begin(token: Token, language: Language) -> bool:
    lower = token.lower
    return token.capital and not (
        lower in language.no_names
        or lower in language.determiners
        or lower in language.oblique
        or lower in language.prepositions
        or lower in language.fillers
        or lower in language.adverbs
        or lower in language.pronouns
    )


def _name_run(tokens: Sequence[Token], at: int, language: Language) -> int:
    first = at
    while at < len(tokens) and at - first < MAX_NAME + 2:
        token = tokens[at]
        capital = token.capital and (at == first or _may_begin(token, language))
        dot = (
            token.text == "."
            and at > first
            and (len(tokens[at - 1].text) == 1 or tokens[at - 1].lower in language.titles)
        )
        particle = (
            at > first
            and at + 1 < len(tokens)
            and token.lower in language.particles - {"der", "den", "dem", "und", "vom", "zum"}
        )
        if not (capital or dot or (particle and tokens[at + 1].capital) or _von_der(tokens, at, first)):
            break
        at += 1
    return max(at, first + 1)


def _von_der(tokens: Sequence[Token], at: int, first: int) -> bool:
    """Tell whether a token is the "von" or the "der" of "von der Moor", within a name."""
    return at > first and (is_von_der(tokens, at, len(tokens)) or is_von_der(tokens, at - 1, len(tokens)))


def _person(sentence: Sentence, first: int, last: int, language: Language) -> Iterator[_Person]:
    tokens = sentence.tokens
    start = first
    for index in range(first, last):
        if is_role(tokens[index].lower, language) or (tokens[index].text == "." and index == start):
            start = index + 1
    led = start > first
    before = tokens[first - 1].lower if first else ""
    adjective = (
        before.endswith(("e", "en", "er"))
        and language.code == "de"
        and first > 0
        and tokens[first - 1].kind is Kind.WORD
    )
    determined = (
        before in language.determiners or before in language.oblique or (adjective and before not in language.reporting)
    )
    if not led and (before in _PLACES or (determined and language.code == "en")):
        return
    if not led and determined:
        start += 1
    while start < last and not tokens[start].capital:
        start += 1
    words = [one for one in tokens[start:last] if one.kind is Kind.WORD]
    if len(words) < 2 or len(words) > MAX_NAME or words[-1].kind is not Kind.WORD or not words[-1].capital:  # noqa: PLR2004 -- a first name and a last one
        return
    name = _spelled(tokens, start, last)
    lead = [one.lower for one in tokens[max(0, first - 1) : start]]
    roles = [one for one in tokens[first:start] if one.kind is Kind.WORD and one.lower not in language.titles]
    # "auf Betreiben von Staatspräsident Lund": what stands before a particle is no part of the role.
    while any(not one.capital for one in roles) and language.code == "de":
        roles = roles[1:]
    role = " ".join(one.text for one in roles) if led and roles else None
    genitive = before in ("des", "eines", "seines", "ihres") and role is not None and role.endswith("s")
    gender = _gender_of(lead, role)
    yield _Person(
        tokens[start].start, sentence.paragraph, name, words[-1].text, gender, role[:-1] if genitive and role else role
    )


def _spelled(tokens: Sequence[Token], first: int, last: int) -> str:
    """Return a name as it stands in the article, white space between words made one space."""
    parts = [tokens[first].text]
    for before, token in zip(tokens[first : last - 1], tokens[first + 1 : last], strict=True):
        parts.append(token.text if before.end == token.start else f" {token.text}")
    return "".join(parts)
