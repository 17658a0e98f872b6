"""Text → terms: word stems and character 4-grams. The one place that knows languages.

Stems find inflected forms, 4-grams find compounds, spelling variants and misspellings. Both are folded the same
way for articles and for questions, so what matters is only that two forms meet, not that a form is a word.
"""

from __future__ import annotations

import functools
import re
import threading
import unicodedata
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from py3langid.langid import LanguageIdentifier

LANGUAGES = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish",
    "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish",
    "ta": "tamil", "tr": "turkish",
}  # fmt: skip
"""ISO 639-1 code → Snowball's name of the stemmer. Other languages go without stems."""

DETECTED = (
    *LANGUAGES,
    "bg",
    "bn",
    "cs",
    "fa",
    "he",
    "hr",
    "ja",
    "ko",
    "sk",
    "sl",
    "th",
    "uk",
    "ur",
    "vi",
    "zh",
)
"""The languages that an article's language is sought among; small neighbours of German and English are left out,
because they are mistaken for them far more often than they are met."""


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


STOP_WORDS = {
    "de": _listed(
        """
        aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes auch auf
        aus bei beim bin bis bist bzw da damit dann das dass dazu daß dein deine deinem deinen deiner dem den
        denn der deren des dessen dich die dies diese diesem diesen dieser dieses dir doch dort du durch ein
        eine einem einen einer eines er es etwa etwas euch euer eure für gegen gibt hab habe haben hat hatte
        hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im in ins ist ja je jede
        jedem jeden jeder jedes jener kann kein keine keinem keinen keiner können könnte man mehr mein meine
        mich mir mit muss müssen nach nicht nichts noch nun nur ob oder ohne sehr sein seine seinem seinen
        seiner seines seit selbst sich sie sind so soll sollen sollte sowie um und uns unser unsere unter viel
        viele vom von vor war waren warum was weil welche welchem welchen welcher welches wem wen wenn wer
        werde werden weshalb wessen wie wieder wieso wieviel will wir wird wo wobei woher wohin womit worden
        wurde wurden während würde würden wann wodurch wofür worüber wovon wozu zu zum zur zwar zwischen über
        """
    ),
    "en": _listed(
        """
        a about after again against all also am an and any are as at be because been before being between both
        but by can could did do does doing down during each for from further get gets had has have having he
        her here hers him his how i if in into is it its itself just many me more most much must my no nor not
        of off on once only or other our ours out over own same she should so some such than that the their
        theirs them then there these they this those through to too under until up upon us very was we were
        what when where which while who whom whose why will with would you your yours
        """
    ),
}
"""Function words and question words: they carry no topic, and every passage has them."""

_ONE_MEANING = {
    code: listed - frozenset().union(*(other for name, other in STOP_WORDS.items() if name != code))
    for code, listed in STOP_WORDS.items()
}
"""Function words that only one of the languages has: "wer" and "die" are German; "was" and "in" say nothing."""

_MIN_DETECTED = 20
"""Characters under which a detected language is a guess rather than a finding."""
_MAX_DETECTED = 2000
"""Characters that are enough to detect a language by."""
_MAX_WORD = 60
"""Longer runs of letters are not words (encoded data, hostile input) and are cut."""

_identifiers: dict[tuple[str, ...], LanguageIdentifier] = {}
_identifiers_lock = threading.Lock()

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,:]\d+)+|[^\W_]+(?:[-‐‑][^\W_]+)*|[§%]")
"""Abbreviations with full stops, numbers with their marks, words with their hyphens, and the two signs of the trade."""
_HYPHEN = re.compile(r"[-‐‑]")
_THOUSANDS = re.compile(r"(\d{1,3}(?:\.\d{3})+)(?:,(\d+))?|(\d{1,3}(?:,\d{3})+)(?:\.(\d+))?")
_DAY = re.compile(r"0?(\d{1,2})\.0?(\d{1,2})\.(\d{4})")
_CASED = {"US": "usa", "U.S.": "usa", "U.S.A.": "usa"}
"""What means something else in lower case: "us" is a function word."""
_SIGNS = {
    "prozent": "%", "prozents": "%", "percent": "%",
    "paragraf": "§", "paragrafen": "§", "paragraph": "§", "paragraphen": "§", "paragraphs": "§",
}  # fmt: skip
"""Words for which a sign is written as often."""
_FOLDS = (("ß", "ss"), ("ä", "a"), ("ö", "o"), ("ü", "u"), ("ae", "a"), ("oe", "o"), ("ue", "u"))
_FOREIGN = re.compile(r"[^\x00-\x7f]+")


def words(text: str) -> list[str]:
    """Return the words of `text` in lower case, each in the form in which all its spellings meet.

    A hyphenated word is followed by its parts, numbers lose the marks between thousands, abbreviations their full
    stops: ``"Die EU-Kommission, 1.190 Euro, 3,5 Prozent, U.S."`` →
    ``["die", "eukommission", "eu", "kommission", "1190", "euro", "3.5", "%", "usa"]``
    """
    tokens = _TOKEN.findall(unicodedata.normalize("NFC", text))
    if max(map(len, tokens), default=0) > _MAX_WORD:
        tokens = [token[:_MAX_WORD] for token in tokens]
    return list(chain.from_iterable(map(_normal, tokens)))


def content_words(text: str, language: str | None) -> list[str]:
    """Return the words that carry the topic: all but the function words of `language`."""
    stop_words = STOP_WORDS.get(language or "", frozenset())
    return [word for word in words(text) if word not in stop_words]


def has_topic(text: str, languages: Iterable[str]) -> bool:
    """Tell whether a text has a word that carries a topic, whichever of `languages` it is in.

    "the" is none where an article is in English, and "war" is one where none is in German.
    """
    found = words(text)
    lists = [STOP_WORDS[code] for code in languages if code in STOP_WORDS]
    return bool(found) and not any(all(word in stop_words for word in found) for stop_words in lists)


def stems(text: str, language: str | None) -> list[str]:
    """Return the Snowball stems of the content words; without a stemmer, the words themselves."""
    return [stem(word, language) for word in content_words(text, language)]


@functools.lru_cache(maxsize=65_536)
def _normal(token: str) -> tuple[str, ...]:
    """Return the words that one token stands for."""
    if token in _CASED:
        return (_CASED[token],)
    word = token.lower()
    if word[0].isdigit() and not word.isalnum():
        return _number(word)
    parts = [part for part in _HYPHEN.split(word.replace(".", "")) if part]
    if len(parts) > 1:
        return ("".join(parts), *parts)
    return tuple(_SIGNS.get(part, part) for part in parts)


def _number(word: str) -> tuple[str, ...]:
    """Return a number with marks in it in one spelling, German or English: ``1.190,5`` and ``1,190.5`` → ``1190.5``."""
    if day := _DAY.fullmatch(word):
        return ".".join(day.groups()), day[3]
    if match := _THOUSANDS.fullmatch(word):
        whole, fraction = (match[1], match[2]) if match[1] else (match[3], match[4])
        digits = whole.replace(".", "").replace(",", "")
        return (f"{digits}.{fraction}" if fraction else digits,)
    parts = [part for part in _HYPHEN.split(word) if part]
    if len(parts) > 1:
        return ("".join(parts), *parts)
    return (word.replace(",", ".") if word.count(",") == 1 else word,)


@functools.lru_cache(maxsize=65_536)
def stem(word: str, language: str | None) -> str:
    """Return the stem of one lower-case word."""
    algorithm = LANGUAGES.get(language or "")
    if algorithm is None:
        return word
    return str(_stemmer(algorithm).stemWord(word))


@functools.lru_cache(maxsize=65_536)
def word_grams(word: str) -> tuple[str, ...]:
    """Return the 4-grams of one lower-case word: ``"haus"`` → ``("_hau", "haus", "aus_")``; a short word is one gram.

    Umlauts and ß are folded, see `fold`.
    """
    folded = f"_{fold(word)}_"
    return tuple(folded[start : start + 4] for start in range(max(1, len(folded) - 3)))


def fold(word: str) -> str:
    """Return `word` without the differences of German spelling: ``Müller``, ``Mueller``, ``Muller`` are one."""
    for before, after in _FOLDS:
        word = word.replace(before, after)
    return word if word.isascii() else _FOREIGN.sub(_unmarked, word)


def _unmarked(match: re.Match[str]) -> str:
    """Return letters without their accents."""
    return "".join(one for one in unicodedata.normalize("NFD", match[0]) if not unicodedata.combining(one))


def detect_language(text: str, fallback: str | None = None, among: Iterable[str] = DETECTED) -> str | None:
    """Return the ISO 639-1 code of the language of `text`, or `fallback` where the text is too short to tell."""
    sample = text[:_MAX_DETECTED].strip()
    if len(sample) < _MIN_DETECTED:
        return fallback
    code, _ = _identifier(tuple(sorted(among))).classify(sample)
    return str(code)


def question_language(text: str, languages: Sequence[str]) -> str | None:
    """Return the language that a question is in: German, English, or the one that most articles are in.

    A question is short: the function words that only one language has tell it better than letters do, and where it
    has none, it is taken to be in the language of the archive.

    Args:
        text: the question.
        languages: those of the articles, the one of most articles first.

    """
    main = next(iter(languages), None)
    if main is None or main in STOP_WORDS:
        found = words(text)
        votes = {code: sum(word in listed for word in found) for code, listed in _ONE_MEANING.items()}
        first, second = sorted(votes, key=lambda code: -votes[code])[:2]
        # "war" by itself is a topic where no article is in German.
        if votes[first] > votes[second] and (first in languages or content_words(text, first)):
            return first
    try:
        return detect_language(text, main, {*STOP_WORDS, *languages[:1]} & set(DETECTED))
    except OSError:  # the detector unpacks its model in the folder for temporary files, which may be full
        return main


# A stemmer object keeps the word that it works on, so each thread would need one of its own; under CPython's lock
# `stemWord` of the pure Python package can still be interrupted. `stem` caches by word, so a lock costs nothing.
@functools.lru_cache
def _stemmer(algorithm: str) -> _LockedStemmer:
    return _LockedStemmer(algorithm)


class _LockedStemmer:
    """A Snowball stemmer that threads may share."""

    def __init__(self, algorithm: str) -> None:
        import snowballstemmer  # noqa: PLC0415 -- 30 algorithms take time to import; `--help` needs none

        self._lock = threading.Lock()
        self._stemmer = snowballstemmer.stemmer(algorithm)

    def stemWord(self, word: str) -> str:  # noqa: N802 -- Snowball's own name
        with self._lock:
            return str(self._stemmer.stemWord(word))


def _identifier(among: tuple[str, ...]) -> LanguageIdentifier:
    # `lru_cache` would let every thread that asks at once load the model.
    with _identifiers_lock:
        if among not in _identifiers:
            _identifiers[among] = _new_identifier(among)
        return _identifiers[among]


def _new_identifier(among: tuple[str, ...]) -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 -- loads a model

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(among))
    return identifier
