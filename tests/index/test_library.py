from __future__ import annotations

import math
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest

from index import weights
from index.config import SearchConfig
from index.errors import CatalogError, EncoderError, NotFoundError
from index.library import Library
from index.listing_records import Status
from index.records import Passage, Span
from tests.hand_encoder import HandEncoder, HandEncoders
from tests.index.examples import FERRY, HAFEN, TUNING, WOLF, article, config, library, line, near, quiet, write_lines

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

WEIGHTS = weights.shipped_for(None).of("de")
QUESTION = "Wo liegt der Hafen?"
"""Its content words are "liegt" and "Hafen"; its pairs of neighbours are three."""


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Return a file with an article on a harbour and one on a wolf, synced."""
    file = tmp_path / "articles" / "news.jsonl"
    write_lines(file, line("hafen", HAFEN), line("wolf", WOLF))
    library(tmp_path).sync(quiet)
    return file


def sure(lexical: float, cosine: float, coverage: float, order: float) -> float:
    """Return the confidence of a passage with these signs."""
    return 1 / (1 + math.exp(-WEIGHTS.bias - WEIGHTS.answering.sum(lexical, cosine, coverage, order)))


@pytest.mark.usefixtures("news")
def test_question_is_answered(tmp_path: Path) -> None:
    """The best passage answers, with its sentence, and the other article is shown as the nearest of the others."""
    asking = library(tmp_path)
    answer, ranked = asking.ask(QUESTION), asking.rank(QUESTION)
    assert ranked is not None
    first, second = ranked.passages
    assert (answer.question, answer.answered) == (QUESTION, True)
    hafen, wolf = answer.hits
    # All of its words, and of the three pairs "der Hafen"; the cosine is half of 1/√2 above the level of both.
    assert hafen.confidence == answer.confidence == near(sure(first.lexical, math.sqrt(2) / 4, 1.0, 1 / 3))
    assert hafen.score == near(WEIGHTS.ranking.sum(first.lexical, math.sqrt(2) / 4, 1.0, 1 / 3))
    assert (hafen.passage.article_id, hafen.answer, hafen.answer_text()) == ("hafen", Span(0, 23), HAFEN)
    assert (wolf.passage.article_id, second.lexical) == ("wolf", 0.0)
    assert wolf.confidence == near(sure(0.0, -math.sqrt(2) / 4, 0.0, 0.0))


@pytest.mark.usefixtures("news")
def test_question_that_nothing_answers(tmp_path: Path) -> None:
    """A question on something else is not answered, and its confidence is that of nothing found."""
    answer = library(tmp_path).ask("Was kostet Milch?")
    assert (answer.answered, answer.confidence) == (False, near(sure(0.0, 0.0, 0.0, 0.0)))
    assert {hit.score for hit in answer.hits} == {0.0}


def test_word_in_a_title_finds_its_article(tmp_path: Path) -> None:
    """An article is found by its title, by a part of a compound in it too."""
    write_lines(
        tmp_path / "articles" / "a.jsonl", line("1", WOLF), line("2", "Die Fähre ist neu.", title="Der Stadtausbau")
    )
    one = library(tmp_path)
    one.sync(quiet)
    assert one.ask("Wann beginnt der Ausbau?").hits[0].passage.article_id == "2"


@dataclass
class OtherFingerprint(HandEncoders):
    """Loads another encoder than the snapshot was made with."""

    def load(self, model: str) -> HandEncoder:
        """Return an encoder of another fingerprint."""
        self.loaded.append(HandEncoder(f"other:{model}"))
        return self.loaded[-1]


class NoEncoders(HandEncoders):
    """Has no model."""

    def load(self, model: str) -> HandEncoder:
        """Fail as a model does that is not there."""
        raise EncoderError(f"the model '{model}' cannot be loaded")


@pytest.mark.usefixtures("news")
@pytest.mark.parametrize("encoders", [NoEncoders(), OtherFingerprint()])
def test_search_goes_on_without_the_encoder(encoders: HandEncoders, tmp_path: Path) -> None:
    """Without the encoder of its vectors a search is lexical only; vectors of two encoders are never compared."""
    found = library(tmp_path, encoders=encoders).rank(QUESTION)
    assert found is not None
    (one,) = found.passages
    assert (one.passage.article_id, one.cosine, one.coverage, one.order) == ("hafen", 0.0, 1.0, near(1 / 3))
    assert one.lexical > 0
    assert one.score == near(WEIGHTS.ranking.sum(one.lexical, 0.0, 1.0, 1 / 3))


def test_settings_of_the_search(tmp_path: Path) -> None:
    """The config says how many articles are shown and from when on one is an answer; a caller may ask for more."""
    write_lines(tmp_path / "articles" / "a.jsonl", *(line(str(n), f"Der {n}. Hafen liegt hier.") for n in range(5)))
    strict = Library(config(tmp_path, search=SearchConfig(hits=2, threshold=0.99)), encoders=HandEncoders())
    strict.sync(quiet)
    answer = strict.ask(QUESTION)
    assert (answer.answered, len(answer.hits)) == (False, 2)
    assert len(strict.ask(QUESTION, hits=4).hits) == 4
    lenient = Library(config(tmp_path, search=SearchConfig(threshold=0)), encoders=HandEncoders())
    assert lenient.ask("Was kostet Milch?").answered


@pytest.mark.usefixtures("news")
@pytest.mark.parametrize(("beside", "answered"), [(-0.01, True), (0.01, False)])
def test_threshold_is_that_of_the_weights(beside: float, tmp_path: Path, *, answered: bool) -> None:
    """Where the config sets no threshold, the one that was fitted with the weights decides."""
    asking = library(tmp_path)
    confidence = asking.ask(QUESTION).confidence
    asking.keep_tuning(replace(asking.tuning(), encoder="hand:a", threshold=confidence + beside))
    assert asking.ask(QUESTION).answered is answered


@pytest.mark.usefixtures("news")
def test_own_weights_are_taken_up(tmp_path: Path) -> None:
    """Weights that are kept rank the next question, in a library that is open elsewhere too, and after a restart."""
    one, other = library(tmp_path), library(tmp_path)
    assert (one.tuning(), other.tuning()) == (weights.shipped_for(None),) * 2
    one.keep_tuning(TUNING)
    assert [found.tuning() for found in (one, other, library(tmp_path))] == [TUNING] * 3
    assert one.tuning_file == tmp_path / "data" / "weights.json"
    assert [path.name for path in (tmp_path / "data").glob("weights*")] == ["weights.json"]


@pytest.mark.usefixtures("news")
def test_own_weights_of_another_encoder_are_left_alone(tmp_path: Path) -> None:
    """Weights fitted with another encoder, or none at all, are the shipped ones again."""
    asking = library(tmp_path)
    asking.keep_tuning(replace(TUNING, encoder="hand:b"))
    assert asking.tuning() == weights.shipped_for(None)
    asking.keep_tuning(TUNING)
    assert library(tmp_path, encoders=NoEncoders()).tuning() == weights.shipped_for(None)


@pytest.mark.usefixtures("news")
def test_damaged_weights_only_warn(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A damaged file of weights is named with its remedy, and the shipped weights rank."""
    asking = library(tmp_path)
    asking.tuning_file.write_text("{", encoding="utf-8")
    assert asking.ask(QUESTION).answered
    (message,) = [record.getMessage() for record in caplog.records]
    assert message.startswith(f"{asking.tuning_file} cannot be read (")
    assert message.endswith("); delete it, or run: article-bot tune")


@pytest.mark.usefixtures("news")
def test_weights_that_cannot_be_written_name_the_remedy(tmp_path: Path) -> None:
    """Where the weights cannot be written, the error is one line that says what to do."""
    asking = library(tmp_path)
    asking.tuning_file.with_suffix(".new").mkdir()
    with pytest.raises(CatalogError, match=r"weights\.json cannot be written \(.*\); make room on the disk$"):
        asking.keep_tuning(TUNING)


def test_same_text_under_two_ids_is_shown_once(tmp_path: Path) -> None:
    """Of articles with the same text one is shown."""
    write_lines(tmp_path / "articles" / "a.jsonl", line("1", HAFEN), line("2", HAFEN), line("3", WOLF))
    one = library(tmp_path)
    one.sync(quiet)
    assert [hit.passage.article_id for hit in one.ask(QUESTION).hits] == ["1", "3"]


def test_long_article_is_answered_from_its_best_passage(tmp_path: Path) -> None:
    """Of a long article the passage that fits is shown, with its place in the article and its subheading."""
    text = f"{'Der Wald ist groß und still. ' * 20}\n\nAm Wasser\n\n{HAFEN} {'Die Stadt ist klein. ' * 8}"
    write_lines(tmp_path / "articles" / "a.jsonl", line("1", text))
    one = library(tmp_path)
    one.sync(quiet)
    (hit,) = one.ask(QUESTION).hits
    assert hit.answer is not None
    assert (hit.passage.heading, hit.answer_text(), hit.answer.of(text)) == ("Am Wasser", HAFEN, HAFEN)
    assert hit.passage.text == text[hit.passage.start : hit.passage.end]


def test_question_is_asked_in_its_own_language(tmp_path: Path) -> None:
    """A question in another language than most articles are in is analysed in its own."""
    write_lines(tmp_path / "articles" / "a.jsonl", line("1", HAFEN), line("2", WOLF), line("3", FERRY, language="en"))
    one = library(tmp_path)
    one.sync(quiet)
    answer = one.ask("When do the ferries leave the harbours?")
    assert (answer.hits[0].passage.article_id, answer.answered) == ("3", True)


# -- one snapshot a search --------------------------------------------------------------------------------------------


@dataclass
class _Interrupted(HandEncoder):
    """Does something else while it encodes a question."""

    meanwhile: list[Callable[[], object]] = field(default_factory=list)

    def encode_question(self, text: str) -> NDArray[np.float32]:
        """Do what is to be done, once, and encode."""
        while self.meanwhile:
            self.meanwhile.pop()()
        return super().encode_question(text)


@dataclass
class _Interrupting(HandEncoders):
    """Gives an encoder that does something else meanwhile."""

    meanwhile: list[Callable[[], object]] = field(default_factory=list)

    def load(self, model: str) -> HandEncoder:
        """Return the encoder."""
        return _Interrupted(f"hand:{model}", meanwhile=self.meanwhile)


def test_search_holds_one_snapshot(tmp_path: Path, news: Path) -> None:
    """A search sees one state of the library from start to end, though newer ones replace it and remove its files."""
    encoders = _Interrupting()
    asking = library(tmp_path, encoders=encoders)
    asking.prepare()

    def replace_twice() -> None:
        for word in ("alte", "neue"):
            write_lines(news, line("hafen", f"Der {word} Hafen liegt am See."))
            library(tmp_path).sync(quiet)

    encoders.meanwhile.append(replace_twice)
    assert [hit.passage.text for hit in asking.ask(QUESTION).hits] == [HAFEN, WOLF]
    assert not (tmp_path / "data" / "snapshots" / "0000000001").exists()
    assert [hit.passage.text for hit in asking.ask(QUESTION).hits] == ["Der neue Hafen liegt am See."]


def test_new_snapshot_is_picked_up(tmp_path: Path, news: Path) -> None:
    """A question after a sync of another process sees the new state, and the encoder is not loaded again."""
    encoders = HandEncoders()
    asking = library(tmp_path, encoders=encoders)
    assert asking.ask("Wo heult der Wolf?").hits[0].passage.text == WOLF
    write_lines(news, line("wolf", "Der Wolf heult im Tal."))
    library(tmp_path).sync(quiet)
    assert asking.ask("Wo heult der Wolf?").hits[0].passage.text == "Der Wolf heult im Tal."
    assert len(encoders.loaded) == 1


@pytest.mark.usefixtures("news")
def test_threads_ask_at_once(tmp_path: Path) -> None:
    """Several threads may ask one library, and each gets the answer to its own question."""
    asking = library(tmp_path)
    questions = [QUESTION, "Wo heult nachts der Wolf?"] * 20
    with ThreadPoolExecutor(8) as pool:
        found = [answer.hits[0].passage.article_id for answer in pool.map(asking.ask, questions)]
    assert found == ["hafen", "wolf"] * 20


@dataclass
class _SlowEncoders(HandEncoders):
    """Does something else in another thread while a model is loaded, and waits for it a while."""

    meanwhile: list[Callable[[], object]] = field(default_factory=list)

    def load(self, model: str) -> HandEncoder:
        """Return an encoder."""
        loaded = super().load(model)
        while self.meanwhile:
            other = threading.Thread(target=self.meanwhile.pop())
            other.start()
            other.join(0.3)
        return loaded


@pytest.mark.usefixtures("news")
def test_threads_load_the_encoder_once(tmp_path: Path) -> None:
    """While one thread loads the encoder, the others wait for it and load none of their own."""
    encoders = _SlowEncoders()
    asking = library(tmp_path, encoders=encoders)
    answered = threading.Event()

    def ask_too() -> None:
        asking.ask(QUESTION)
        answered.set()

    encoders.meanwhile.append(ask_too)
    asking.prepare()
    assert answered.wait(10)
    assert len(encoders.loaded) == 1


# -- looking ----------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("news")
def test_status(tmp_path: Path) -> None:
    """The status counts articles and passages and names the model; no encoder is loaded for it."""
    encoders = HandEncoders()
    status = library(tmp_path, encoders=encoders).status()
    assert status.last_sync is not None
    assert status == Status(2, 2, {"archive": 2}, "a", 2, status.last_sync, status.last_read)
    assert list(status.last_read) == ["archive"]
    assert encoders.loaded == []
    assert not library(tmp_path).is_empty()


def test_status_before_the_first_sync(tmp_path: Path) -> None:
    """Looking at a library that is not there yet makes none."""
    assert library(tmp_path).status() == Status(0, 0, {}, None, 0, None)
    assert library(tmp_path).is_empty()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("news")
def test_article_is_shown_by_its_id(tmp_path: Path) -> None:
    """An article is shown with its passages; an id that nobody has is an error that says where ids are."""
    shown = article(HAFEN, id="hafen", language="de", origin="news.jsonl")
    assert library(tmp_path).show("hafen") == [(shown, [Passage(Span(0, 23), HAFEN)])]
    assert [one.id for one in library(tmp_path).articles()] == ["hafen", "wolf"]
    with pytest.raises(
        NotFoundError, match=r"^no article has the id 'x'; article-bot ask … --json gives the ids of its"
    ):
        library(tmp_path).show("x")
