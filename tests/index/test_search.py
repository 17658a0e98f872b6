from __future__ import annotations

from threading import current_thread
from typing import TYPE_CHECKING, Any

import pytest

from index import search
from index.lexical import LexicalIndex
from index.records import Turn
from index.weights import shipped_for
from tests.index.examples import FERRY, HAFEN, WOLF, line, near, synced

if TYPE_CHECKING:
    from pathlib import Path

    from index.library import Library
    from index.records import Scored

QUESTION = "Wo liegt der Hafen?"
DEMEL = "Rita Demel leitet den Hafen. Sie begann im Mai 2019 in Lindmoor."
ORTH = "Paul Orth erforscht den Wolf. Er begann im Juni 2015 in Ostwald."
OTHERS = ("Die Bäckerei am Markt hat montags zu.", "Im Museum hängen Bilder von Schiffen.")
HARBOUR = (("archive", "hafen"),)
HARBOUR_TALK = (Turn("Wer leitet den Hafen?", HARBOUR),)
WOLF_TALK = (Turn("Wer erforscht den Wolf?", (("archive", "wolf"),)),)


@pytest.fixture
def people(tmp_path: Path) -> Library:
    """Return a library with an article on a harbour, one on a wolf, and two on other things."""
    others = [line(f"other{number}", text) for number, text in enumerate(OTHERS)]
    return synced(tmp_path, line("hafen", DEMEL), line("wolf", ORTH), *others)


def found(library: Library, question: str, *turns: Turn) -> tuple[Scored, ...]:
    """Return the ranked passages for a question."""
    ranked = library.rank(question, turns=turns)
    assert ranked is not None
    return ranked.passages


def first(library: Library, question: str, *turns: Turn) -> str:
    """Return the id of the first article."""
    return found(library, question, *turns)[0].passage.article_id


def test_score_is_the_sum_of_the_signs(people: Library) -> None:
    """Score and evidence are the signs times the weights for the encoder and the question's language."""
    weights = shipped_for("hand:a").of("de")
    passages = found(people, "Wer leitet den Hafen?")
    assert [one.passage.article_id for one in passages[:1]] == ["hafen"]
    assert (passages[0].coverage, passages[0].order) == (1.0, near(2 / 3))
    for one in passages:
        signs = (one.lexical, one.cosine, one.coverage, one.order)
        assert one.score == near(weights.ranking.sum(*signs))
        assert one.evidence == near(weights.bias + weights.answering.sum(*signs))
    assert [one.score for one in passages] == sorted((one.score for one in passages), reverse=True)


def test_words_of_a_large_library_are_looked_up_beside_the_encoding(
    people: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From some size on the words are looked up in another thread, and what is found stays the same."""
    alone = found(people, "Wer leitet den Hafen?")
    threads: list[str] = []
    look_up = LexicalIndex.search

    def watched(index: LexicalIndex, *values: Any) -> dict[int, float]:  # noqa: ANN401 -- handed on
        threads.append(current_thread().name)
        return look_up(index, *values)

    monkeypatch.setattr(LexicalIndex, "search", watched)
    monkeypatch.setattr(search, "_ASIDE_FROM", 4)
    assert found(people, "Wer leitet den Hafen?") == alone
    monkeypatch.setattr(search, "_ASIDE_FROM", 5)
    assert found(people, "Wer leitet den Hafen?") == alone
    assert [name.partition("_")[0] for name in threads] == ["lexical", current_thread().name]


def test_lexical_score_by_hand(tmp_path: Path) -> None:
    """BM25 counts in words that a single passage has: one stem, and four 4-grams at .4; nothing is in the title."""
    (one,) = found(synced(tmp_path, line("1", "Hafen")), "Hafen")
    assert one.lexical == pytest.approx(1.0 + 4 * 0.4, rel=1e-5)


def test_title_counts(tmp_path: Path) -> None:
    """What the title says need not be said again by the passage."""
    library = synced(tmp_path, line("1", "Er wächst weiter.", title="Der Hafen"), line("2", "Er wächst weiter doch."))
    plain, titled = sorted(found(library, "Wächst der Hafen?"), key=lambda one: one.coverage)
    assert (titled.passage.article_id, titled.coverage) == ("1", 1.0)
    assert plain.coverage < 1.0
    assert first(library, "Wächst der Hafen?") == "1"


def test_heading_counts(tmp_path: Path) -> None:
    """What the subheading of a passage says counts for the passage under it, and for no other."""
    text = f"{'Der Wald ist groß und still. ' * 20}\n\nAm Wasser\n\n{'Die Stadt ist klein und alt. ' * 4}"
    library = synced(tmp_path, line("1", text))
    best = found(library, "Was ist am Wasser?")[0]
    assert (best.passage.heading, best.coverage) == ("Am Wasser", 1.0)


@pytest.mark.parametrize("question", ["Und wann begann das?", "Wann begann sie damit?", "Wann?", "Und in Zahlen?"])
def test_follow_up_finds_the_article_of_the_talk(question: str, people: Library) -> None:
    """A question that leans on the one before it is answered from what that one was about."""
    assert first(people, question, *HARBOUR_TALK) == "hafen"
    assert first(people, question, *WOLF_TALK) == "wolf"


def test_follow_up_finds_it_though_nothing_was_shown(people: Library) -> None:
    """The words of the question before are enough: it need not have been answered."""
    assert first(people, "Und wann begann das?", Turn("Wer leitet den Hafen?")) == "hafen"
    assert first(people, "Und wann begann das?", Turn("Wer erforscht den Wolf?")) == "wolf"


def test_words_of_the_talk_count(people: Library) -> None:
    """A passage of a follow-up is covered by what it has of the questions before."""
    talk = Turn("Wer leitet den Hafen?")
    assert {one.coverage for one in found(people, "Milch?")} == {0.0}
    assert [one.passage.article_id for one in found(people, "Milch?", talk) if one.coverage > 0] == ["hafen"]


def test_article_that_was_shown_gains(people: Library) -> None:
    """The article that was shown gains half of its log-odds in a follow-up's score, and no other one does."""
    question = "Wer leitet den Hafen?"
    plain, cited = found(people, "Und wer?", Turn(question)), found(people, "Und wer?", Turn(question, HARBOUR))
    before = {one.passage.article_id: one.score for one in plain}
    gained = {one.passage.article_id: one.score - before[one.passage.article_id] for one in cited}
    assert gained.pop("hafen") == near(0.5)
    assert set(gained.values()) == {0.0}


def test_talk_is_remembered_for_three_questions(people: Library) -> None:
    """What lies farther back than three questions is not looked up."""
    between = [Turn("Milch?")] * 3
    assert found(people, "Und wann?", *WOLF_TALK, *between) == found(people, "Und wann?", *between)
    assert first(people, "Und wann?", *WOLF_TALK, *between[:2]) == "wolf"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Und wer erforscht den Wolf?", "wolf"),
        ("Und die Bäckerei am Markt?", "other0"),
        ("Hängen dort Bilder von Schiffen?", "other1"),
    ],
)
def test_change_of_topic_is_not_dragged_back(question: str, expected: str, people: Library) -> None:
    """A question that its own words find has the same first hit as without a talk, though it seems to lean on it."""
    assert first(people, question) == expected
    assert first(people, question, *HARBOUR_TALK) == expected


def test_talk_is_looked_at_only_by_what_leans_on_it(people: Library) -> None:
    """A question that stands on its own is ranked as if nothing had been asked before."""
    question = "Wer erforscht den Wolf im Wald?"
    assert found(people, question, *HARBOUR_TALK) == found(people, question)
    assert found(people, "Und wer erforscht ihn?", *HARBOUR_TALK) != found(people, "Und wer erforscht ihn?")


@pytest.mark.parametrize("question", ["Und wer?", "Und seit wann?", f"Und wer? {' ' * 1000}"])
def test_follow_up_is_named_as_it_was_asked(question: str, people: Library) -> None:
    """An answer and the next turn name the question alone, though it was looked up with those before it."""
    answer = people.ask(question, turns=HARBOUR_TALK)
    assert (answer.hits[0].passage.article_id, answer.question, answer.turn().question) == ("hafen", question, question)


def test_kind_of_a_follow_up_is_its_own(people: Library) -> None:
    """What kind of answer is wanted is said by the follow-up, not by the question before it."""
    ranked = people.rank("Und wer?", turns=(Turn("Wie viele Boote hat der Hafen?"),))
    assert ranked is not None
    assert ranked.question.text == "Und wer?"
    assert [word.stem for word in ranked.question.words] == ["boot", "haf"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Was geschah in Lindmohr?", "town"),
        ("Was geschah in Lindmor?", "town"),
        ("Was geschah in Linndmoor?", "town"),
        ("Wer ist Frau Steltenberg?", "minister"),
        ("Wo tagt die Rathausleitung?", "town"),  # "Rathaus"
        ("Wer plant den Wiederaufbau?", "minister"),  # "Aufbau"
    ],
)
def test_other_spelling_finds_its_article(question: str, expected: str, tmp_path: Path) -> None:
    """A name with a slip in it, and a compound of which an article has a part, find the article."""
    town, minister = "Im Rathaus von Lindmoor brennt Licht.", "Ministerin Stoltenberg sprach gestern zum Aufbau."
    others = [line(f"other{number}", text) for number, text in enumerate(OTHERS)]
    library = synced(tmp_path, *others, line("town", town), line("minister", minister))
    assert first(library, question) == expected


def test_passage_that_words_find_has_its_cosine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A passage that the lexical index found is ranked by its cosine too, though others are nearer."""
    library = synced(tmp_path, line("words", HAFEN), line("near", "Hafen, Hafen!"))
    monkeypatch.setattr("index.search._FOUND", 1)
    # By their words "words" is found, by its vector "near" is: (1, 0)·(1, 0) against (1, 0)·(1, 1)/√2. Both cosines are
    # counted from the median, which is half-way between them.
    cosines = {one.passage.article_id: one.cosine for one in found(library, QUESTION)}
    assert cosines == {"words": near((2**-0.5 - 1) / 2), "near": near((1 - 2**-0.5) / 2)}


def test_only_the_best_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No more passages are ranked than are read."""
    library = synced(tmp_path, line("1", HAFEN), line("2", WOLF), line("3", FERRY, language="en"))
    assert len(found(library, QUESTION)) == 3
    monkeypatch.setattr("index.search._READ", 2)
    assert [one.passage.article_id for one in found(library, QUESTION)][:1] == ["1"]
    assert len(found(library, QUESTION)) == 2
