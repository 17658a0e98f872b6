from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from index.errors import CatalogError, EncoderError, SyncBusyError
from index.library import Library
from index.records import Failure, Phase, Progress
from index.sync import sync
from tests.hand_encoder import HandEncoder, HandEncoders
from tests.index.examples import FERRY, HAFEN, WOLF, config, library, line, quiet, write_lines

if TYPE_CHECKING:
    from pathlib import Path

    from index.records import SyncReport

HEADED = (
    "Der Hafen wird bald größer.\n\nStreit um Geld\n\nDer Rat will den neuen Kai nicht zahlen. Die Stadt auch nicht."
)
"""Two passages: one under a subheading."""


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Return the file that the source "archive" holds; it is not there yet."""
    return tmp_path / "articles" / "news.jsonl"


def counts(report: SyncReport) -> tuple[int, int, int, int, int]:
    """Return how many were added, changed, removed, unchanged and embedded."""
    return report.added, report.changed, report.removed, report.unchanged, report.embedded


def ids(folder: Path) -> list[str]:
    """Return the ids of all articles."""
    return sorted(one.id for one in library(folder).articles())


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
        (Phase.LOADING, 0, None), (Phase.LOADING, 2, 2), (Phase.EMBEDDING, 0, 3), (Phase.EMBEDDING, 3, 3),
        (Phase.INDEXING, 0, 3), (Phase.INDEXING, 3, 3),
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


def test_unreadable_file_keeps_its_article(tmp_path: Path) -> None:
    """A file that cannot be read this time keeps the article that it gave before; the others are brought up to date."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in (("a", HAFEN), ("b", WOLF), ("c", FERRY)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    library(tmp_path).sync(quiet)
    (folder / "a.txt").unlink()
    (folder / "a.txt").symlink_to(folder / "nowhere")
    (folder / "b.txt").write_text("Nachts schläft der Wolf.", encoding="utf-8")
    (folder / "c.txt").unlink()
    report = library(tmp_path).sync(quiet)
    assert counts(report) == (0, 1, 1, 0, 1)
    assert report.failed == (
        Failure("archive", "a.txt cannot be read: No such file or directory; check its permissions"),
    )
    assert {one.id: one.text for one in library(tmp_path).articles()} == {
        "a.txt": HAFEN, "b.txt": "Nachts schläft der Wolf.",
    }  # fmt: skip


def test_missing_folder_keeps_everything(tmp_path: Path, news: Path) -> None:
    """A source that is not there (a drive that is not mounted) loses no article."""
    write_lines(news, line("hafen", HAFEN), line("wolf", WOLF))
    library(tmp_path).sync(quiet)
    news.parent.rename(tmp_path / "elsewhere")
    report = library(tmp_path).sync(quiet)
    assert counts(report) == (0, 0, 0, 0, 0)
    assert report.failed == (
        Failure(
            "archive",
            f"{news.parent} does not exist; correct its path in the config, or make it; what it gave before is kept",
        ),
    )
    assert ids(tmp_path) == ["hafen", "wolf"]
    news.parent.mkdir()
    assert library(tmp_path).sync(quiet).articles == 2


@pytest.mark.parametrize("full", [False, True])
def test_missing_folder_keeps_everything_under_another_model(tmp_path: Path, news: Path, *, full: bool) -> None:
    """A change of the model embeds what is kept of a missing source too."""
    write_lines(news, line("hafen", HAFEN))
    library(tmp_path).sync(quiet)
    news.unlink()
    assert counts(library(tmp_path, model="b").sync(quiet, full=full)) == (0, 0, 0, 0, 1)
    assert library(tmp_path).ask("Wo liegt der Hafen?").hits[0].passage.article_id == "hafen"


def test_broken_line_keeps_the_others(tmp_path: Path, news: Path) -> None:
    """A broken line is reported with file and number, the others go in, and what stood there before is kept."""
    write_lines(news, line("hafen", HAFEN), line("wolf", WOLF))
    library(tmp_path).sync(quiet)
    write_lines(news, line("hafen", HAFEN), line("wolf", WOLF).rstrip("}"), line("ferry", FERRY))
    report = library(tmp_path).sync(quiet)
    assert counts(report) == (1, 0, 0, 1, 1)
    assert [(one.source, one.error[:32]) for one in report.failed] == [("archive", "news.jsonl, line 2, is no JSON (")]
    assert ids(tmp_path) == ["ferry", "hafen", "wolf"]


def test_first_of_two_articles_with_one_id_is_kept(tmp_path: Path, news: Path) -> None:
    """Of two articles with one id the first is kept, and the second is reported."""
    write_lines(news, line("hafen", HAFEN), line("hafen", WOLF))
    report = library(tmp_path).sync(quiet)
    assert counts(report) == (1, 0, 0, 0, 1)
    assert report.failed == (
        Failure("archive", "news.jsonl: the id 'hafen' stands twice; the first one is kept, give each its own"),
    )
    assert [one.text for one in library(tmp_path).articles()] == [HAFEN]


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
    report = library(tmp_path).sync(quiet, full=True)
    assert (counts(report), report.articles, report.passages) == ((0, 0, 0, 2, 0), 2, 3)


def test_two_syncs_at_once(tmp_path: Path, news: Path) -> None:
    """While one sync is at work, another one on the same folder says so and changes nothing."""
    write_lines(news, line("hafen", HAFEN))
    refused = []

    def again(_: Progress) -> None:
        with pytest.raises(SyncBusyError) as caught:
            library(tmp_path).sync(quiet)
        refused.append(str(caught.value))

    assert counts(library(tmp_path).sync(again)) == (1, 0, 0, 0, 1)
    assert set(refused) == {f"another sync is at work on {tmp_path / 'data'}; wait until it is done, or stop it"}
    assert counts(library(tmp_path).sync(quiet)) == (0, 0, 0, 1, 0)


@pytest.mark.parametrize(
    "lost", ["CURRENT", "0000000001/manifest.json", "0000000001/dense.faiss", "0000000001/lexical/meta.json"]
)
@pytest.mark.parametrize("full", [False, True])
def test_damaged_snapshot_is_built_anew(lost: str, tmp_path: Path, news: Path, *, full: bool) -> None:
    """A snapshot that is missing or damaged is built anew from the catalogue; nothing is embedded again."""
    write_lines(news, line("hafen", HAFEN), line("wolf", WOLF))
    library(tmp_path).sync(quiet)
    (tmp_path / "data" / "snapshots" / lost).unlink()
    if not full:
        write_lines(news, line("hafen", HAFEN), line("wolf", WOLF), line("ferry", FERRY))
    assert library(tmp_path).sync(quiet, full=full).embedded == (0 if full else 1)
    assert [hit.passage.text for hit in library(tmp_path).ask("Wo heult der Wolf?", hits=1).hits] == [WOLF]


def test_missing_snapshots_are_built_anew(tmp_path: Path, news: Path) -> None:
    """Snapshots can be thrown away: the next sync makes one of the catalogue, though nothing changed."""
    write_lines(news, line("hafen", HAFEN))
    library(tmp_path).sync(quiet)
    (tmp_path / "data" / "snapshots").rename(tmp_path / "gone")
    assert counts(library(tmp_path).sync(quiet)) == (0, 0, 0, 1, 0)
    assert library(tmp_path).ask("Wo liegt der Hafen?").hits[0].passage.text == HAFEN


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


def test_doubts_are_warnings(tmp_path: Path, news: Path) -> None:
    """What is kept with a doubt, and files that are left out, are warnings and no failures."""
    write_lines(news, line("1", HAFEN, published="2024-13"))
    (news.parent / "a.pdf").touch()
    report = library(tmp_path).sync(quiet)
    assert report.failed == ()
    dated, left_out = (one.error for one in report.warnings)
    assert dated.startswith("news.jsonl, line 1, has a date that cannot be read: '2024-13' is not a date")
    assert left_out == "1 files were left out: 1 × .pdf; .txt, .md, .jsonl are read"


class _NoEncoders(HandEncoders):
    """Has no model."""

    def load(self, model: str) -> HandEncoder:
        """Fail as a model does that is not there."""
        raise EncoderError(f"the model '{model}' cannot be loaded")


def test_model_that_cannot_be_loaded_changes_nothing(tmp_path: Path, news: Path) -> None:
    """Without its model a sync changes nothing, and the old snapshot goes on answering."""
    write_lines(news, line("hafen", HAFEN))
    library(tmp_path).sync(quiet)
    write_lines(news, line("wolf", WOLF))
    with pytest.raises(EncoderError, match="'b'"):
        library(tmp_path, encoders=_NoEncoders(), model="b").sync(quiet)
    assert ids(tmp_path) == ["hafen"]
    assert library(tmp_path).ask("Wo liegt der Hafen?").hits[0].passage.text == HAFEN


def test_library_without_articles(tmp_path: Path) -> None:
    """A sync of nothing is no error, and makes no snapshot."""
    (tmp_path / "articles").mkdir()
    report = sync(config(tmp_path), quiet, encoders=HandEncoders())
    assert (counts(report), report.articles, len(report.failed)) == ((0, 0, 0, 0, 0), 0, 1)
    assert Library(config(tmp_path), encoders=HandEncoders()).is_empty()


def test_data_dir_that_cannot_be_made_names_the_remedy(tmp_path: Path) -> None:
    """A data folder that cannot be is one line that names data_dir."""
    (tmp_path / "data").touch()
    with pytest.raises(CatalogError, match=r"make room, or set data_dir elsewhere$"):
        library(tmp_path).sync(quiet)


def test_error_of_the_caller_is_not_taken_for_one_of_the_disk(tmp_path: Path, news: Path) -> None:
    """What goes wrong where progress is drawn (a closed pipe) is not told as an error of the data folder."""
    write_lines(news, line("hafen", HAFEN))

    def closed(_: Progress) -> None:
        raise BrokenPipeError(32, "Broken pipe")

    with pytest.raises(BrokenPipeError):
        library(tmp_path).sync(closed)
    assert counts(library(tmp_path).sync(quiet)) == (1, 0, 0, 0, 1)
