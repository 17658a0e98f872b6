from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from index.sync_records import Phase, Progress
from tests.hand_encoder import HandEncoders
from tests.index.examples import FERRY, HAFEN, WOLF, counts, ids, library, line, quiet, write_lines

if TYPE_CHECKING:
    from pathlib import Path


HEADED = (
    "Der Hafen wird bald größer.\n\nStreit um Geld\n\nDer Rat will den neuen Kai nicht zahlen. Die Stadt auch nicht."
)
"""Two passages: one under a subheading."""


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Return the file that the source "archive" holds; it is not there yet."""
    return tmp_path / "articles" / "news.jsonl"


def test_first_sync(tmp_path: Path, news: Path) -> None:
    """The first sync takes in every article, and its report says what there is."""
    write_lines(news, line("hafen", HEADED), line("wolf", WOLF))
    report = library(tmp_path).sync(quiet)
    assert replace(report, seconds=0.0).to_json() == {
        "added": 2, "changed": 0, "removed": 0, "unchanged": 0, "failed": [], "warnings": [],
        "articles": 2, "passages": 3, "embedded": 3, "seconds": 0.0,
    }  # fmt: skip
    status = library(tmp_path).status()
    assert status.last_sync is not None
    assert status.last_sync | {"at": 0} == json.loads(json.dumps(report.to_json())) | {"at": 0}


def test_progress(tmp_path: Path, news: Path) -> None:
    """A sync says what it is doing and how far it has come."""
    write_lines(news, line("hafen", HEADED), line("wolf", WOLF))
    told: list[Progress] = []
    library(tmp_path).sync(told.append)
    assert [(one.phase, one.done, one.total) for one in told] == [
        (Phase.LOADING, 0, None), (Phase.LOADING, 2, 2), (Phase.CUTTING, 0, 2), (Phase.CUTTING, 2, 2),
        (Phase.EMBEDDING, 0, 3), (Phase.EMBEDDING, 3, 3), (Phase.INDEXING, 0, 3), (Phase.INDEXING, 3, 3),
    ]  # fmt: skip


def test_second_sync_does_nothing(tmp_path: Path, news: Path) -> None:
    """A sync of unchanged articles embeds nothing, loads no encoder and builds no snapshot."""
    write_lines(news, line("hafen", HEADED), line("wolf", WOLF))
    library(tmp_path).sync(quiet)
    encoders = HandEncoders()
    report = library(tmp_path, encoders=encoders).sync(quiet)
    assert (counts(report), report.articles, report.passages) == ((0, 0, 0, 2, 0), 2, 3)
    assert encoders.loaded == []
    assert (tmp_path / "data" / "snapshots" / "CURRENT").read_text(encoding="ascii") == "0000000001"


def test_changed_title_embeds_nothing(tmp_path: Path, news: Path) -> None:
    """A new title is a new attribution; the text's vectors stay."""
    write_lines(news, line("hafen", HEADED, title="Alt"), line("wolf", WOLF))
    library(tmp_path).sync(quiet)
    write_lines(news, line("hafen", HEADED, title="Neu"), line("wolf", WOLF))
    assert counts(library(tmp_path).sync(quiet)) == (0, 1, 0, 1, 0)
    assert library(tmp_path).ask("Wer will den Kai nicht zahlen?").hits[0].passage.title == "Neu"


def test_changed_text_embeds_only_what_changed(tmp_path: Path, news: Path) -> None:
    """Of a changed text, the passages that are as they were are not embedded again."""
    write_lines(news, line("hafen", HEADED), line("wolf", WOLF))
    library(tmp_path).sync(quiet)
    write_lines(news, line("hafen", HEADED.replace("bald", "nie")), line("wolf", WOLF))
    encoders = HandEncoders()
    assert counts(library(tmp_path, encoders=encoders).sync(quiet)) == (0, 1, 0, 1, 1)
    assert [one.encoded for one in encoders.loaded] == [["Der Hafen wird nie größer."]]


def test_removed_line_leaves_the_index(tmp_path: Path, news: Path) -> None:
    """An article that its source does not have any more is not found any more."""
    write_lines(news, line("hafen", HAFEN), line("wolf", WOLF))
    library(tmp_path).sync(quiet)
    write_lines(news, line("hafen", HAFEN))
    assert counts(library(tmp_path).sync(quiet)) == (0, 0, 1, 1, 0)
    assert ids(tmp_path) == ["hafen"]
    assert [hit.passage.article_id for hit in library(tmp_path).ask("Wo heult der Wolf?").hits] == ["hafen"]


@pytest.mark.parametrize("model", ["a", "b"])
def test_removed_line_leaves_the_index_in_a_full_sync_too(model: str, tmp_path: Path, news: Path) -> None:
    """A sync that cuts every article again, or changes the model, brings no removed one back."""
    write_lines(news, line("hafen", HAFEN), line("wolf", WOLF))
    library(tmp_path).sync(quiet)
    write_lines(news, line("hafen", HAFEN))
    report = library(tmp_path, model=model).sync(quiet, full=True)
    assert counts(report) == (0, 0, 1, 1, 0 if model == "a" else 1)
    assert (report.articles, ids(tmp_path)) == (1, ["hafen"])


def test_source_taken_out_of_the_config_leaves_the_index(tmp_path: Path, news: Path) -> None:
    """The articles of a source that the config does not name any more go."""
    write_lines(news, line("hafen", HAFEN))
    write_lines(tmp_path / "other.jsonl", line("wolf", WOLF))
    library(tmp_path, archive=news, agency=tmp_path / "other.jsonl").sync(quiet)
    assert counts(library(tmp_path, archive=news).sync(quiet)) == (0, 0, 1, 1, 0)
    assert ids(tmp_path) == ["hafen"]


def test_same_text_under_two_ids_is_embedded_once(tmp_path: Path, news: Path) -> None:
    """Two articles of one text are both kept, and the text is embedded once."""
    write_lines(news, line("1", HAFEN), line("2", HAFEN))
    report = library(tmp_path).sync(quiet)
    assert (counts(report), report.passages) == ((2, 0, 0, 0, 1), 2)


def test_switched_model_embeds_all_again(tmp_path: Path, news: Path) -> None:
    """Another model embeds every text again, and searches go on with the old one meanwhile."""
    write_lines(news, line("hafen", HAFEN), line("wolf", WOLF))
    old = library(tmp_path)
    old.sync(quiet)
    meanwhile = []

    def ask(progress: Progress) -> None:
        meanwhile.append((progress.phase, old.ask("Wo liegt der Hafen?").hits[0].passage.text, old.status().model))

    assert counts(library(tmp_path, model="b").sync(ask)) == (0, 0, 0, 2, 2)
    assert set(meanwhile) == {(phase, HAFEN, "a") for phase in Phase}
    assert old.status().model == "b"
    assert old.ask("Wo liegt der Hafen?").hits[0].passage.text == HAFEN
    assert counts(library(tmp_path, model="b").sync(quiet)) == (0, 0, 0, 2, 0)


def test_full_sync_embeds_nothing_again(tmp_path: Path, news: Path) -> None:
    """A full sync cuts and indexes all articles again; the vectors of unchanged texts are used again."""
    write_lines(news, line("hafen", HEADED), line("wolf", WOLF))
    library(tmp_path).sync(quiet)
    encoders = HandEncoders()
    report = library(tmp_path, encoders=encoders).sync(quiet, full=True)
    assert (counts(report), report.articles, report.passages) == ((0, 0, 0, 2, 0), 2, 3)
    assert [one.encoded for one in encoders.loaded] == [[]]


def test_what_the_text_says_of_itself_is_read(tmp_path: Path, news: Path) -> None:
    """The closing credit and the language are read off the text, where the source does not state them."""
    write_lines(
        news,
        json.dumps({"id": "1", "text": f"{FERRY} (hpa/red)"}),
        line("2", f"{HAFEN} (hpa/red)", credit="nap", language="nl"),
    )
    library(tmp_path).sync(quiet)
    assert [(one.credit, one.language) for one in library(tmp_path).articles()] == [("hpa/red", "en"), ("nap", "nl")]
    assert counts(library(tmp_path).sync(quiet)) == (0, 0, 0, 2, 0)


def test_provenance_fills_what_the_source_leaves_empty(tmp_path: Path, news: Path) -> None:
    """Credit, author and date are read off the text; what the source states is never replaced."""
    text = f"Von Eva Lund, dpa\n\nLindmoor, 6. Juni 2024 (dpa) - {HAFEN}"
    write_lines(
        news,
        line("1", text),
        line("2", text, credit="nap", author="Ole Berg", published="2023"),
    )
    library(tmp_path).sync(quiet)
    found = [(one.credit, one.author, str(one.published)) for one in library(tmp_path).articles()]
    assert found == [("dpa", "Eva Lund", "2024-06-06"), ("nap", "Ole Berg", "2023")]
