"""Whether a quotation is by somebody: last names, full names, offices and bodies, as people ask for them. Pure.

Spelling, case and endings do not matter: "Mueller", "müller" and "Müllers" are one, and so are "das Ministerium" and
"des Ministeriums". A given name does: "Anna Lund" is not "Eva Lund".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.analysis import STOP_WORDS, fold
from index.quotes.phrases import is_role
from index.quotes.words_de import GERMAN
from index.quotes.words_en import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ENDING = re.compile(r"(?<=.{4})(?:en|em|er|es|e|n|s)$")
"""What an inflected word ends with; of "Lund" and "Lange" nothing is taken that tells them apart."""
_SILENT = STOP_WORDS["de"] | STOP_WORDS["en"] | {"herr", "herrn", "frau", "mr", "mrs", "ms", "dr", "prof", "s"}

_SHORTEST_BODY = 4
_BODIES = tuple(word for language in (GERMAN, ENGLISH) for word in language.bodies if len(word) >= _SHORTEST_BODY)
"""Bodies that speak, such as "ministerium"; German words end with them as well."""


def wanted(who: str) -> list[str]:
    """Return the words in lower case that somebody is asked for by; of "Nato-General" only what it ends with."""
    found = [word.lower().rpartition("-")[2] for word in _WORD.findall(who)]
    return [word for word in found if word not in _SILENT]


def looked_up_by(*texts: str | None) -> list[str]:
    """Return the words, folded and without endings, by which a speaker of this name, role and so on is found."""
    return sorted({_root(word) for text in texts if text for word in _parts(text)} - {""})


def keys(words: Iterable[str]) -> list[str]:
    """Return words of `wanted` in the form of `looked_up_by`."""
    return [_root(fold(word)) for word in words]


def is_by(words: Sequence[str], name: str | None, others: Iterable[str | None], *, whole: bool = False) -> bool:
    """Tell whether somebody who is asked for is the speaker of a quotation.

    Args:
        words: of `wanted`.
        name: the speaker's full name, as far as the article has it.
        others: the speaker's role, and the words that name the speaker where they stand.
        whole: whether each word has to be one of the speaker's.

    """
    names = set(_parts(name or ""))
    roots = {_root(word) for text in others if text for word in _parts(text)}
    if not words:
        return False
    unknown = [word for word in words if not _is_among(fold(word), names) and _root(fold(word)) not in roots]
    if not unknown or whole:
        return not unknown
    if not _is_among(fold(words[-1]), names):
        return False
    # "Präsident Lund", though the article has no office; "Eva Lund", where it has no given name.
    return len(names) == 1 or all(is_office(word) for word in unknown)


def is_office(word: str) -> bool:
    """Tell whether a word in lower case is an office, a profession or a body that speaks."""
    return any(is_role(word, language) or word.endswith(_BODIES) for language in (GERMAN, ENGLISH))


def _parts(text: str) -> list[str]:
    return [fold(part) for word in _WORD.findall(text) for part in word.lower().split("-")]


def _root(word: str) -> str:
    return _ENDING.sub("", word)


def _is_among(word: str, names: set[str]) -> bool:
    return word in names or word.removesuffix("s") in names or f"{word}s" in names
