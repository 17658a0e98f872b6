"""Who a noun phrase is: its full name and role, all of them words of the article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.quotes.people import MAX_NAME, NOBODY, is_within
from index.quotes.phrases import is_role
from index.quotes.tokens import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.quotes.language import Language
    from index.quotes.people import People
    from index.quotes.phrases import Phrase
    from index.quotes.tokens import Sentence, Token
    from index.records import Span


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, as far as the article says it."""

    span: Span
    name: str | None
    role: str | None


def describe(sentence: Sentence, phrase: Phrase, people: People, *, plural: bool) -> Speaker:
    """Return who a noun phrase is."""
    tokens = sentence.tokens
    span = sentence.span(phrase.first, phrase.last)
    if phrase.pronoun:
        return _pronoun(tokens[phrase.first], span, sentence, people, plural=plural)
    name, role = _name_and_role(sentence, phrase, people, plural=plural)
    if name is not None and role is not None and people.language.code == "de":
        people.told[name] = _gender_by_role(tokens[phrase.first].lower, role.split()[0])
    return Speaker(span, name, role)


def _gender_by_role(article: str, role: str) -> str | None:
    """Return what "der Kommandeur", "die Ministerin" tell; "der Vorsitzenden" can be either."""
    if role.endswith("in"):
        return "f"
    return "m" if article in ("der", "des", "dem", "ein") and not role.endswith("en") else None


def _pronoun(token: Token, span: Span, sentence: Sentence, people: People, *, plural: bool) -> Speaker:
    gender = {"er": "m", "he": "m", "sie": "f", "she": "f"}.get(token.lower)
    if gender is None or plural:
        return Speaker(span, None, None)
    return Speaker(span, people.only_candidate(token.start, sentence.paragraph, gender), None)


def _name_and_role(
    sentence: Sentence, phrase: Phrase, people: People, *, plural: bool
) -> tuple[str | None, str | None]:
    tokens, language = sentence.tokens, people.language
    first, last = phrase.core
    name_at = _after_roles(tokens, first, last, language)
    role = _words(people.text, sentence, first, name_at) if name_at > first else None
    if role is not None and all(one.lower in language.titles or one.text == "." for one in tokens[first:name_at]):
        role = None
    name: str | None = None
    if name_at < last and not plural and not _is_owner(sentence, phrase, name_at, people):
        name = _full(sentence, (name_at, last), people, led=name_at > first, determined=phrase.determined)
    if phrase.genitive and name is not None and name.endswith("s") and name in tokens[last - 1].text:
        name = name[:-1] if name[:-1] in people.vocabulary else None
    if phrase.apposition is not None:
        return _with_apposition(sentence, phrase, people, (name, role))
    if name is None or role is None:
        return name, None
    genitive = tokens[phrase.first].lower in ("des", "eines", "seines", "ihres") and " " not in role
    return name, role.removesuffix("s") if genitive else role


def _with_apposition(
    sentence: Sentence, phrase: Phrase, people: People, known: tuple[str | None, str | None]
) -> tuple[str | None, str | None]:
    name, role = known
    first, last = phrase.apposition or phrase.core
    if name is not None:
        return name, role or _words(people.text, sentence, first, last)
    tokens, language = sentence.tokens, people.language
    start = _after_roles(tokens, first, last, language)
    stop = last
    while stop > start and not tokens[stop - 1].capital:
        stop -= 1
    if start < stop and all(
        one.capital or one.lower in language.particles or one.text == "." for one in tokens[start:stop]
    ):
        found = _full(sentence, (start, stop), people, led=True, determined=False)
        return found, _words(
            people.text, sentence, phrase.first + _skips(tokens, phrase, language), _head_end(tokens, phrase)
        )
    return None, None


def _head_end(tokens: Sequence[Token], phrase: Phrase) -> int:
    at = phrase.core[1]
    while at < phrase.last and tokens[at].text != ",":
        at += 1
    return at


def _skips(tokens: Sequence[Token], phrase: Phrase, language: Language) -> int:
    lower = tokens[phrase.first].lower
    return int(lower in language.determiners or lower in language.oblique)


def _after_roles(tokens: Sequence[Token], first: int, last: int, language: Language) -> int:
    """Return where a name begins in a run of nouns: after the last word that is a role or a title."""
    at = first
    for index in range(first, last):
        token = tokens[index]
        lower_case = language.code == "en" and not token.capital and token.kind is Kind.WORD
        abbreviated = token.text == "." and index == at and index > first
        followed = index + 1 < last and is_role(tokens[index + 1].lower, language)
        sure = token.lower in language.titles or token.lower not in NOBODY or followed
        role = sure and is_role(token.lower, language)
        if role or (lower_case and token.lower not in language.particles) or abbreviated:
            at = index + 1
    return at


def _full(sentence: Sentence, run: tuple[int, int], people: People, *, led: bool, determined: bool) -> str | None:
    first, last = run
    tokens = sentence.tokens
    if last - first > MAX_NAME:
        return None
    if last - first == 1:
        known = people.full(tokens[first].text, tokens[first].start)
        if known is not None and (led or not determined):
            return known
        nameless = tokens[first].kind is not Kind.WORD or _is_common(tokens[first], people)
        return tokens[first].text if (led or not determined) and not nameless else None
    words = _words(people.text, sentence, first, last)
    if determined and not led:
        # "die Süddeutsche Zeitung", "der Brite Max Lund": only what stands elsewhere by itself is a name.
        return people.full(tokens[last - 1].text, tokens[first].start - 1)
    known = people.full(tokens[last - 1].text, tokens[first].start)
    return known if known is not None and is_within(words, known) else words


def _is_owner(sentence: Sentence, phrase: Phrase, name_at: int, people: People) -> bool:
    """Tell whether a name after a role is whose that person is: "ein Sprecher Lunds" is not Lund."""
    tokens, last = sentence.tokens, phrase.core[1]
    if people.language.code != "de" or name_at == phrase.core[0] or last - name_at != 1:
        return False
    word = tokens[name_at].text
    genitive = word.endswith("s") and not people.knows(word) and word[:-1] in people.vocabulary
    indefinite = tokens[phrase.first].lower in ("ein", "eine", "einer", "eines", "einem")
    return genitive or indefinite


def _is_common(token: Token, people: People) -> bool:
    """Tell whether a word is a group or an office rather than a name, though it has a capital and no article."""
    language = people.language
    return (
        token.lower in language.bodies | language.no_names
        or is_role(token.lower, language)
        or token.lower in people.vocabulary
    )


def _words(text: str, sentence: Sentence, first: int, last: int) -> str:
    return " ".join(sentence.span(first, last).of(text).split())
