from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import stem, word_grams, words
from index.matching import Word, analysed, content, coverage, coverages, entry, order, read, sentences, with_context
from index.records import Text
from tests.index.examples import passage, random_texts, texts

FREQUENCIES = {"haf": 3, "kai": 0, "bruck": 1}


def frequency(stem: str) -> int:
    """Return in how many of four passages a stem stands."""
    return FREQUENCIES.get(stem, 0)


def test_text_is_kept_as_what_is_looked_for_in_it() -> None:
    """Words and stems stand in their order between boundaries, folded words once each."""
    found = read("Am Kai, am Übersee-Kai", "de")
    assert found.words == "_am_kai_am_überseekai_übersee_kai_"
    assert found.stems == "_am_kai_am_uberseekai_uberse_kai_"
    assert found.folded == "_am_kai_uberseekai_ubersee_"
    assert read("🙂", "de") == Text("_", "_", "_", "de")
    assert content(found) == [("kai", "kai"), ("überseekai", "uberseekai"), ("übersee", "uberse"), ("kai", "kai")]


def test_words_are_weighted_by_how_rare_they_are() -> None:
    """A word weighs ln(1 + N / (1 + n)); function words do not count."""
    question = analysed("Der Hafen am Ei", "de", frequency, 4)
    assert question.words == (
        Word("haf", frozenset({"_haf", "hafe", "afen", "fen_"}), math.log(1 + 4 / 4)),
        Word("ei", frozenset({"_ei_"}), math.log(1 + 4 / 1)),
    )
    assert (question.text, question.language) == ("Der Hafen am Ei", "de")


def test_forms_of_a_word_count_once() -> None:
    """A word that a question has in two forms counts once."""
    assert [word.stem for word in analysed("Hafen, Häfen, Hafens", "de", frequency, 4).words] == ["haf"]


def test_pairs_have_the_function_words() -> None:
    """Neighbouring words are taken as they stand, function words included."""
    assert analysed("In die Brücke", "de", frequency, 4).pairs == {"_in_die_", "_die_brücke_"}


def test_context_adds_its_words_at_a_share() -> None:
    """A follow-up also asks for the words before it, each at a share of its weight; a word of its own stays whole."""
    before = analysed("Wer baute die Brücke am Kai?", "de", frequency, 4)
    found = with_context(analysed("Und der Kai?", "de", frequency, 4), before, 0.5, 10.0)
    assert [(word.stem, word.weight, word.share) for word in found.words] == [
        ("kai", math.log(5), 1.0),
        ("baut", math.log(5) / 2, 0.5),
        ("bruck", math.log(3) / 2, 0.5),
    ]
    assert found.text == "Wer baute die Brücke am Kai? Und der Kai?"
    assert found.pairs == {"_und_der_", "_der_kai_"}
    assert coverage(found, [read("Brücke", "de")]) == pytest.approx(math.log(3) / (3 * math.log(5) + math.log(3)))


def test_context_does_not_outweigh_the_question() -> None:
    """However much was asked before, its words weigh no more together than so many times the question's own."""
    before = analysed("Brücke Kai Wald", "de", frequency, 4)
    asked = analysed("Hafen", "de", frequency, 4)
    found = with_context(asked, before, 1.0, 2.0)
    assert asked.weight == math.log(2)
    assert found.weight == pytest.approx(3 * math.log(2))
    assert len({word.share for word in found.words[1:]}) == 1
    nothing = analysed("Und der?", "de", frequency, 4)
    assert with_context(nothing, before, 0.5, 2.0).weight == pytest.approx(before.weight / 2)
    assert with_context(asked, nothing, 0.5, 2.0).words == asked.words


LN2, LN5 = math.log(2), math.log(5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Am Kai des Hafens", 1.0),
        ("Die Häfen", LN2 / (LN2 + LN5)),  # ä folds and the stem is the same
        ("Der Kai", LN5 / (LN2 + LN5)),
        ("Die Hafenkante", LN2 * 0.75**2 / (LN2 + LN5)),  # _haf, hafe, afen of four
        ("Der Hafeluk", LN2 * 0.5**2 / (LN2 + LN5)),  # _haf, hafe: half of them are enough
        ("Die Affen", 0.0),  # only fen_ of four
        ("", 0.0),
    ],
)
def test_coverage_is_the_share_of_the_weight(text: str, expected: float) -> None:
    """Coverage is the share of the question's weight in a text; a near form counts the square of its 4-grams."""
    question = analysed("Hafen Kai", "de", frequency, 4)
    assert coverage(question, [read(text, "de")]) == pytest.approx(expected)


def test_text_is_stemmed_by_both_languages() -> None:
    """A text in another language than the question's is covered by what the two have in common."""
    question = analysed("ferries", "en", frequency, 4)
    assert coverage(question, [read("Die Ferry fährt.", "de")]) == 1.0


def test_question_of_function_words_is_covered_by_nothing() -> None:
    """Without a content word there is nothing to cover."""
    assert coverage(analysed("Wo ist das?", "de", frequency, 4), [read("Wo ist das?", "de")]) == 0.0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Es ging in die Brücke.", 1.0),
        ("Die Brücke.", 0.5),
        ("Die alte Brücke, in der Stadt", 0.0),
        ("Brücke die in", 0.0),
    ],
)
def test_order_is_the_share_of_neighbours(text: str, expected: float) -> None:
    """Word order counts the question's neighbouring words that are neighbours, the same way round, in a text."""
    assert order(analysed("In die Brücke", "de", frequency, 4), read(text, "de")) == expected


def test_one_word_has_no_order() -> None:
    """A question of one word has no neighbours."""
    assert order(analysed("Hafen", "de", frequency, 4), read("Hafen", "de")) == 0.0


@random_texts
@given(texts, texts)
def test_shares_lie_between_nothing_and_all(asked: str, text: str) -> None:
    """Both measures are shares, and a question covers itself."""
    question = analysed(asked, "de", frequency, 4)
    assert 0.0 <= coverage(question, [read(text, "de")]) <= 1.0 + 1e-9
    assert 0.0 <= order(question, read(text, "de")) <= 1.0
    assert coverage(question, [read(asked, "de")]) == pytest.approx(1.0 if question.words else 0.0)
    assert order(question, read(asked, "de")) == (1.0 if question.pairs else 0.0)


@random_texts
@given(texts, st.lists(texts, max_size=3), st.sampled_from(["de", "en", None]))
def test_words_are_found_by_stem_or_by_4_grams(asked: str, found: list[str], language: str | None) -> None:
    """A word that none of some texts has a form of counts by the share of its 4-grams that their words have."""
    question = analysed(asked, language, frequency, 4)
    known = frozenset(word for text in found for word in words(text))
    grams = frozenset(gram for word in known for gram in word_grams(word))
    stems = {stem(word, code) for word in known for code in ("de", language)}
    expected = 0.0
    for word in question.words:
        share = 1.0 if word.stem in stems else len(word.grams & grams) / len(word.grams)
        expected += word.weight * (share**2 if share >= 0.5 else 0.0)
    covered = coverage(question, [read(text, "de") for text in found])
    assert covered == pytest.approx(expected / question.weight if question.words else 0.0)


@random_texts
@given(texts, texts)
def test_order_is_that_of_the_words(asked: str, text: str) -> None:
    """A pair of words stands in a text's string if, and only if, the two are neighbours in the text."""
    pairs = set(pairwise(words(asked)))
    expected = len(pairs & set(pairwise(words(text)))) / len(pairs) if pairs else 0.0
    assert order(analysed(asked, "de", frequency, 4), read(text, "de")) == expected


@random_texts
@given(texts)
def test_sentences_are_as_if_read_by_themselves(text: str) -> None:
    """The words of a passage's sentences are those that each would have alone, and the passage's those of its text."""
    found = entry(passage(1, text, title="Am Kai", heading="Ei"))
    assert (found.body, found.head) == (read(text, "de"), read("Am Kai Ei", "de"))
    alone = [read(span.of(text), "de") for span in found.sentences]
    together = sentences(found)
    assert [(one.words, one.stems) for one in together] == [(one.words, one.stems) for one in alone]
    assert [set(one.folded.split("_")) for one in together] == [set(one.folded.split("_")) for one in alone]


def test_word_across_the_end_of_a_sentence_is_none_of_its_words() -> None:
    """Where a passage has a word that lies in two sentences, each sentence is read by itself."""
    text = "wort" * 1_000
    found = entry(passage(1, text))
    assert [span.end - span.start for span in found.sentences] == [2_000, 2_000]
    assert found.counts == ()
    assert [one.words for one in sentences(found)] == [f"_{'wort' * 15}_"] * 2


@random_texts
@given(texts, texts, st.lists(texts, max_size=3))
def test_coverage_adds_up_text_by_text(asked: str, head: str, found: list[str]) -> None:
    """What a text covers is told of it alone, and together with those before it."""
    question, read_texts = analysed(asked, "de", frequency, 4), [read(text, "de") for text in found]
    both = list(coverages(question, read_texts, read(head, "de")))
    assert [alone for alone, _ in both] == [coverage(question, [text]) for text in read_texts]
    together = [[read(head, "de"), *read_texts[: number + 1]] for number in range(len(found))]
    assert [along for _, along in both] == [coverage(question, several) for several in together]
