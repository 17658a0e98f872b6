from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from index.errors import SnapshotError
from index.records import Answer
from index.sources.article_lines import to_line
from tests.hand_encoder import HandEncoder, HandEncoders
from tests.index import documents
from tests.index.examples import FERRY, HAFEN, WOLF, library, line, quiet, write_lines

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

QUESTION = "Wo liegt der Hafen?"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Return a file with an article on a harbour and one on a wolf, synced."""
    file = tmp_path / "articles" / "news.jsonl"
    write_lines(file, line("hafen", HAFEN), line("wolf", WOLF))
    library(tmp_path).sync(quiet)
    return file


@pytest.mark.usefixtures("news")
@pytest.mark.parametrize("question", ["", " \n", "🙂🙂", "?!", "„“", "-", "\x00", "der", "Wo ist das?", "_-_"])
def test_question_without_a_word_is_refused(question: str, tmp_path: Path) -> None:
    """A question without a word that carries a topic has no answer and no hits."""
    expected = Answer(question.replace("\x00", "�"), answered=False, confidence=0.0, hits=())
    assert library(tmp_path).ask(question) == expected


def test_answer_of_a_document_has_its_page(tmp_path: Path) -> None:
    """From the file to the answer: it names the page of the document, and that survives an export."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.pdf").write_bytes(documents.pdf([WOLF], [HAFEN]))
    library(tmp_path).sync(quiet)
    (found,) = library(tmp_path).ask(QUESTION).hits
    assert (found.answer_text(), found.page) == (HAFEN, 2)
    written = [json.dumps(to_line(one)) for one in library(tmp_path).articles()]
    (tmp_path / "articles" / "a.pdf").unlink()
    write_lines(tmp_path / "articles" / "a.jsonl", *written)
    assert library(tmp_path).sync(quiet).changed == 1
    assert library(tmp_path).ask(QUESTION).hits[0].page == 2


def test_stop_word_of_another_language_is_no_answer(tmp_path: Path) -> None:
    """One function word is no question in whatever language the articles are."""
    write_lines(tmp_path / "articles" / "a.jsonl", line("1", FERRY, language="en"), line("2", WOLF), line("3", HAFEN))
    one = library(tmp_path)
    one.sync(quiet)
    assert (one.ask("the").answered, one.ask("der").answered) == (False, False)


def test_function_word_of_a_language_that_no_article_is_in_is_a_question(tmp_path: Path) -> None:
    """In an English archive "war" is a topic, though it is a function word in German."""
    text = "The war between the two islands ended in spring."
    write_lines(tmp_path / "articles" / "a.jsonl", line("1", FERRY, language="en"), line("2", text, language="en"))
    one = library(tmp_path)
    one.sync(quiet)
    answer = one.ask("war")
    assert (answer.answered, [hit.passage.article_id for hit in answer.hits][:1]) == (True, ["2"])


@pytest.mark.usefixtures("news")
@pytest.mark.parametrize(
    "question",
    [
        f"<b>{QUESTION}</b>",
        f"<script>alert('x')</script> {QUESTION}",
        f"🙂 {QUESTION} 🙂",
        f"{QUESTION}\x00\x1b[31m",
        f"{QUESTION} \ud83d",
        f'"{QUESTION}" AND (NOT wolf OR +x:*~2)',
        (QUESTION + " ") * 200,
        f"{QUESTION} {'x' * 4000}",
    ],
)
def test_odd_question_is_answered(question: str, tmp_path: Path) -> None:
    """Tags, signs, half characters, query syntax and 4,000 characters do not keep the article from being found."""
    assert library(tmp_path).ask(question).hits[0].passage.article_id == "hafen"


@pytest.mark.usefixtures("news")
@pytest.mark.parametrize("question", [(QUESTION + " ") * 200, "🙂" * 4000])
def test_answer_names_the_question_as_it_was_asked(question: str, tmp_path: Path) -> None:
    """An answer names the whole question, though only its beginning is read."""
    assert library(tmp_path).ask(question).question == question


@dataclass
class _Strict(HandEncoder):
    """Refuses what a tokenizer refuses."""

    def encode_question(self, text: str) -> NDArray[np.float32]:
        """Encode what can be written as UTF-8."""
        return super().encode_question(text.encode().decode())


class _StrictEncoders(HandEncoders):
    """Gives encoders that refuse what a tokenizer refuses."""

    def load(self, model: str) -> HandEncoder:
        """Return the encoder."""
        return _Strict(f"hand:{model}")


@pytest.mark.usefixtures("news")
def test_half_a_character_does_not_reach_the_encoder(tmp_path: Path) -> None:
    """A question with half a character (a terminal of another encoding) is encoded without it."""
    answer = library(tmp_path, encoders=_StrictEncoders()).ask(f"{QUESTION} \udcfc")
    assert answer.hits[0].passage.article_id == "hafen"


@pytest.mark.usefixtures("news")
def test_end_of_a_very_long_question_is_not_read(tmp_path: Path) -> None:
    """The first 1,000 characters of a question are read."""
    answer = library(tmp_path).ask("Wo heult nachts der Wolf? " + " " * 1000 + "Hafen Kai liegt " * 10)
    assert answer.hits[0].passage.article_id == "wolf"


def test_question_before_the_first_sync(tmp_path: Path) -> None:
    """Before the first sync the error says what to run."""
    for act in (lambda: library(tmp_path).ask(QUESTION), library(tmp_path).prepare):
        with pytest.raises(SnapshotError, match=r"^there are no articles yet; run: article-bot sync$"):
            act()


@pytest.mark.usefixtures("news")
def test_what_is_found_has_a_word_in_it(tmp_path: Path) -> None:
    """Words find the passages that have one of them, however little those answer; what only lies near is not found."""
    looking = library(tmp_path)
    assert [hit.passage.article_id for hit in looking.found("Hafen Mondgestein Quasar")] == ["hafen"]
    assert looking.found("Quasar") == looking.found("?!") == ()
