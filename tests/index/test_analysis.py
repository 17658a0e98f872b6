from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from typing import TYPE_CHECKING

import pytest
import snowballstemmer
from hypothesis import given
from snowballstemmer.german_stemmer import GermanStemmer

from index import analysis
from index.analysis import (
    DETECTED,
    LANGUAGES,
    STOP_WORDS,
    content_words,
    detect_language,
    fold,
    question_language,
    stem,
    stems,
    word_grams,
    words,
)
from tests.index.examples import random_texts, texts

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die EU-Kommission", ["die", "eukommission", "eu", "kommission"]),
        ("zahlt 3,50 Euro, am 9.2.", ["zahlt", "3.50", "euro", "am", "9.2"]),
        ("X\u2011Y und _Z_-", ["xy", "x", "y", "und", "z"]),
        ("ein_wort_mit_strichen", ["ein", "wort", "mit", "strichen"]),
        ("um 12:30, z.B. 80-90", ["um", "12:30", "zb", "8090", "80", "90"]),
        ("1.2.3", ["1.2.3"]),
        ("<b>Hafen</b>", ["b", "hafen", "b"]),
        ("u\u0308ber", ["über"]),
        ("🙂 – … „“ \x00 _-_", []),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    """Words are in lower case; a hyphenated one is followed by its parts, and a number keeps what parts its digits."""
    assert words(text) == expected


@pytest.mark.parametrize(
    ("spellings", "meeting"),
    [
        (("EU-Kommission", "EU\u2010Kommission", "eu-kommission"), ["eukommission", "eu", "kommission"]),
        (("Eukommission", "EUKommission"), ["eukommission"]),
        (("§ 218", "§218", "Paragraf 218", "Paragraph 218"), ["§", "218"]),
        (("3,5 Prozent", "3.5 %", "3,5%", "3.5 percent"), ["3.5", "%"]),
        (("1.190", "1,190", "1190"), ["1190"]),
        (("1.234.567,8", "1,234,567.8", "1234567.8"), ["1234567.8"]),
        (("06.06.2024", "6.6.2024", "06.6.2024"), ["6.6.2024", "2024"]),
        (("U.S.", "U.S.A.", "US", "USA"), ["usa"]),
    ],
)
def test_spellings_of_one_thing_meet(spellings: tuple[str, ...], meeting: list[str]) -> None:
    """What newspapers write in several ways, with signs, marks or hyphens, is one word."""
    assert [words(spelling) for spelling in spellings] == [meeting] * len(spellings)


def test_hyphen_may_be_left_out() -> None:
    """A name is found with its hyphen and without it."""
    assert set(words("G7")) & set(words("G-7")) == {"g7"}


def test_us_is_no_country_in_lower_case() -> None:
    """The country is told from the pronoun by its capitals, and only the country is a topic."""
    assert (words("US"), words("us"), words("Us")) == (["usa"], ["us"], ["us"])
    assert content_words("The US told us", "en") == ["usa", "told"]


def test_run_of_letters_is_cut() -> None:
    """What is longer than any word is cut, so that a term has a longest length."""
    assert words("a" * 1000) == ["a" * 60]


@random_texts
@given(texts)
def test_term_is_never_parted_by_the_index(text: str) -> None:
    """No term is empty or holds white space, where the lexical index parts terms, and no word has a "_" in it."""
    found = [*words(text), *stems(text, "de")]
    for term in [*found, *chain.from_iterable(map(word_grams, words(text)))]:
        assert term.split() == [term]
    assert not any("_" in word for word in found)


@random_texts
@given(texts)
def test_words_may_be_folded_together(text: str) -> None:
    """What folds a word looks at that word alone, so many are folded at once."""
    assert fold("_".join(words(text))) == "_".join(fold(word) for word in words(text))


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("der", False),
        ("the", False),
        ("Wo ist das?", False),
        ("🙂", False),
        ("", False),
        ("der Hafen", True),
        ("of Lindmoor", True),
    ],
)
def test_question_has_a_topic(text: str, *, topic: bool) -> None:
    """What is function words in one language is no question in any."""
    assert analysis.has_topic(text, ["de", "en"]) is topic


def test_function_words_carry_no_topic() -> None:
    """Function words and question words are left out by the language, and without one none are."""
    assert content_words("Wo liegt der Hafen?", "de") == ["liegt", "hafen"]
    assert content_words("Where is the harbour?", "en") == ["harbour"]
    assert content_words("Where is the harbour?", "de") == ["where", "is", "the", "harbour"]
    assert content_words("der Hafen", None) == ["der", "hafen"]


@pytest.mark.parametrize("language", ["de", "en"])
def test_stop_words_are_as_words_come(language: str) -> None:
    """Each stop word is one that `words` can give; any other would never be met."""
    assert [word for word in STOP_WORDS[language] if words(word) != [word]] == []


@pytest.mark.parametrize(
    ("forms", "language", "expected"),
    [
        (("häfen", "hafen", "hafens"), "de", "haf"),
        (("brücke", "brücken"), "de", "bruck"),
        (("harbour", "harbours"), "en", "harbour"),
        (("hafens",), None, "hafens"),
        (("hafens",), "zz", "hafens"),
    ],
)
def test_forms_of_a_word_have_one_stem(forms: tuple[str, ...], language: str | None, expected: str) -> None:
    """The inflected forms of a word meet in one stem; without a stemmer the word is its own."""
    assert {stem(form, language) for form in forms} == {expected}


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_each_language_has_its_stemmer(language: str) -> None:
    """Every language in the table names a stemmer that exists."""
    assert stem("x1", language) == "x1"


def test_stems_leave_function_words_out() -> None:
    """What is sought by stems is the topic."""
    assert stems("Die Häfen der Stadt", "de") == ["haf", "stadt"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [("haus", ("_hau", "haus", "aus_")), ("ei", ("_ei_",)), ("o", ("_o_",)), ("maß", ("_mas", "mass", "ass_"))],
)  # fmt: skip
def test_word_grams(word: str, expected: tuple[str, ...]) -> None:
    """The 4-grams of a word run over its boundaries; a short word is one gram."""
    assert word_grams(word) == expected


@pytest.mark.parametrize(
    ("spellings", "expected"),
    [
        (("müller", "mueller", "muller", "mu\u0308ller"), "muller"),
        (("straße", "strasse"), "strasse"),
        (("café", "cafe"), "cafe"),
    ],
)
def test_spellings_fold_into_one(spellings: tuple[str, ...], expected: str) -> None:
    """The German spellings of a name are one, and so are accents and none."""
    assert {fold(spelling) for spelling in spellings} == {expected}


@pytest.mark.parametrize(
    ("text", "fallback", "expected"),
    [
        ("Der Hafen wächst um zwei Liegeplätze.", None, "de"),
        ("The harbour grows by two berths.", None, "en"),
        ("Der Hafen", "en", "en"),
        (" " * 50 + "Der Hafen", None, None),
    ],
)
def test_language_is_detected_where_there_is_enough_text(text: str, fallback: str | None, expected: str | None) -> None:
    """A language is told from a sentence on; a few letters are no evidence."""
    assert detect_language(text, fallback) == expected


def test_language_is_sought_among_those_given() -> None:
    """A language that cannot be meant is not found."""
    assert detect_language("The harbour grows by two berths.", None, ["de"]) == "de"


@pytest.mark.parametrize(
    ("question", "languages", "expected"),
    [
        ("Wer leitet den Hafen?", ["de", "en"], "de"),
        ("Who runs Lindmoor?", ["de"], "en"),  # the articles are in German, and the question is not
        ("Wer leitet Lindmoor?", ["en"], "de"),
        ("Wer leitet Lindmoor?", [], "de"),
        ("Was in Lindmoor?", ["en", "de"], "en"),  # "was" and "in" are words of both languages
        ("Was in Lindmoor?", ["de", "en"], "de"),
        ("war", ["en"], "en"),  # no article is in the language that it is a function word of
        ("war", ["en", "de"], "de"),
        ("Lindmoor", ["en"], "en"),
        ("Lindmoor", [], None),
        ("Wer ist das?", ["fr", "de"], "fr"),  # too short to tell, and most articles are in French
        ("Where is the old harbour of Lindmoor?", ["fr"], "en"),
        ("Où se trouve le vieux port de Lindmoor ?", ["fr"], "fr"),
        ("Où se trouve le vieux port de Lindmoor ?", ["zz"], "en"),
    ],
)
def test_language_of_a_question(question: str, languages: list[str], expected: str | None) -> None:
    """Function words that only one language has decide; without any, most articles' language does."""
    assert question_language(question, languages) == expected


def test_question_is_asked_while_the_detector_cannot_be_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the detector finds no room to unpack its model, a question is in the language of most articles."""

    def no_room(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(analysis, "_identifier", no_room)
    assert question_language("Où se trouve le vieux port de Lindmoor ?", ["fr"]) == "fr"


def test_every_stemmed_language_is_detected() -> None:
    """An article in a language that has a stemmer is told to be in it."""
    assert set(LANGUAGES) <= set(DETECTED)


@pytest.fixture
def _interruptible(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Stem in Python alone, as where PyStemmer is not installed, and let threads take turns as often as they can."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    monkeypatch.setattr(snowballstemmer, "stemmer", lambda _: GermanStemmer())
    analysis._stemmer.cache_clear()
    stem.cache_clear()
    yield
    sys.setswitchinterval(interval)
    analysis._stemmer.cache_clear()
    stem.cache_clear()


@pytest.mark.usefixtures("_interruptible")
def test_threads_share_a_stemmer() -> None:
    """Words that several threads stem at once come out as they do one after the other."""
    shares = [[f"hafen{thread}schiffen{number}en" for number in range(100)] for thread in "abcdefgh"]
    with ThreadPoolExecutor(len(shares)) as pool:
        found = list(pool.map(lambda share: [stem(word, "de") for word in share], shares))
    stem.cache_clear()
    assert found == [[stem(word, "de") for word in share] for share in shares]
