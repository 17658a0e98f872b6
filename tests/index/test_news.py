"""What a sync has brought that answers a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index import news, wordings
from index.catalog import Catalog
from index.news import Fresh
from index.sync import CATALOG

from .examples import FERRY, HAFEN, WOLF, ids, library, line, quiet, synced, write_lines

if TYPE_CHECKING:
    from pathlib import Path

    from index.library import Library

QUESTION = "Wo liegt der Hafen?"
REPORT = (
    "In Grauwerth beginnt im Mai der Bau einer Mauer am Fluss, die den alten Ort vor Wasser schützen soll. "
    "Der neue Hafen liegt 3 Kilometer weiter südlich. "
    "Die Arbeiten dauern nach dem Plan der Stadt zwei Jahre, so steht es im Entwurf für den Haushalt."
)


def changed(folder: Path, *lines: str, full: bool = False) -> None:
    """Let the archive be these lines."""
    write_lines(folder / "articles" / "a.jsonl", *lines)
    library(folder).sync(quiet, full=full)


def told(one: Library, folder: Path, since: int, question: str = QUESTION) -> list[tuple[str, str | None]]:
    """Return the id and the sentence of each news since a generation."""
    edition = one.edition()
    assert edition is not None
    among = news.fresh(folder / "data", edition, since)
    assert among is not None
    return [
        (hit.passage.article_id, hit.answer_text()) for hit in news.answer(one, folder / "data", question, among).hits
    ]


def test_a_new_article_is_news(tmp_path: Path) -> None:
    """What came after a generation answers, and what was there before does not, though it answers better."""
    one = synced(tmp_path, line("alt", HAFEN), line("wolf", WOLF))
    assert one.ask(QUESTION).answered
    assert told(one, tmp_path, 1) == []
    changed(tmp_path, line("alt", HAFEN), line("wolf", WOLF), line("neu", "Der alte Hafen liegt am Fluss."))
    assert told(one, tmp_path, 1) == [("neu", "Der alte Hafen liegt am Fluss.")]
    assert told(one, tmp_path, 2) == []


def test_what_does_not_answer_is_no_news(tmp_path: Path) -> None:
    """A new article on something else is below the threshold, and a question without words has no answer."""
    one = synced(tmp_path, line("alt", WOLF))
    changed(tmp_path, line("alt", WOLF), line("neu", FERRY, language="en"), line("hafen", HAFEN))
    assert told(one, tmp_path, 1, "Was kostet Milch?") == []
    assert told(one, tmp_path, 1, "der") == []


def test_an_article_that_is_only_read_again_is_no_news(tmp_path: Path) -> None:
    """A full sync numbers all passages anew, and a withdrawn article may come back: what they say is known."""
    one = synced(tmp_path, line("alt", HAFEN), line("wolf", WOLF))
    changed(tmp_path, line("alt", HAFEN), line("wolf", WOLF), full=True)
    assert told(one, tmp_path, 1) == []
    changed(tmp_path, line("wolf", WOLF))
    changed(tmp_path, line("alt", HAFEN), line("wolf", WOLF))
    assert ids(tmp_path) == ["alt", "wolf"]
    assert told(one, tmp_path, 1) == []


def test_of_a_changed_article_only_new_words_are_news(tmp_path: Path) -> None:
    """A new title, or new words elsewhere, do not make an old sentence news; a new wording is."""
    one = synced(tmp_path, line("alt", HAFEN), line("wolf", WOLF))
    changed(tmp_path, line("alt", f"{HAFEN} Er ist alt.", title="Neuer Titel"), line("wolf", WOLF))
    assert told(one, tmp_path, 1) == []
    changed(tmp_path, line("alt", "Der Hafen liegt am Fluss.", title="Neuer Titel"), line("wolf", WOLF))
    assert told(one, tmp_path, 1) == told(one, tmp_path, 2) == [("alt", "Der Hafen liegt am Fluss.")]


def test_what_came_and_changed_meanwhile_is_news(tmp_path: Path) -> None:
    """An article that came and was changed since one has looked is news, though an earlier version had the words."""
    one = synced(tmp_path, line("wolf", WOLF))
    changed(tmp_path, line("wolf", WOLF), line("neu", HAFEN))
    changed(tmp_path, line("wolf", WOLF), line("neu", HAFEN, title="Neuer Titel"))
    assert told(one, tmp_path, 1) == [("neu", HAFEN)]
    assert told(one, tmp_path, 2) == []


def test_a_copy_of_what_is_known_is_no_news(tmp_path: Path) -> None:
    """The same report under another name is known; with another figure in the answer it is news."""
    one = synced(tmp_path, line("alt", REPORT))
    changed(tmp_path, line("alt", REPORT), line("kopie", f"{REPORT} Das gab die Stadt bekannt."))
    assert told(one, tmp_path, 1) == []
    changed(tmp_path, line("alt", REPORT), line("neu", REPORT.replace("3 Kilometer", "5 Kilometer")))
    assert told(one, tmp_path, 1) == [("neu", "Der neue Hafen liegt 5 Kilometer weiter südlich.")]


def test_nothing_is_looked_at_between_two_states(tmp_path: Path) -> None:
    """While a sync has written the catalogue and not yet what is searched, it is looked later."""
    one = synced(tmp_path, line("alt", HAFEN))
    edition = one.edition()
    assert edition is not None
    assert news.fresh(tmp_path / "data", edition, 0) == Fresh(0, (1,))
    with Catalog(tmp_path / "data" / CATALOG) as catalog:
        catalog.remember("generation", "2")
    assert news.fresh(tmp_path / "data", edition, 0) is None


def test_differing_articles_are_found_at_once(tmp_path: Path) -> None:
    """Named is what has changed or is gone; what is known to be gone is not, until it comes."""
    synced(tmp_path, line("alt", HAFEN), line("wolf", WOLF))
    with Catalog(tmp_path / "data" / CATALOG) as catalog:
        rows = catalog.rows("SELECT id, lower(hex(digest)) FROM article ORDER BY id")
        same = [("archive", article_id, digest) for article_id, digest in rows]
        changed_and_gone = [("archive", "wolf", "00ff"), ("archive", "fort", "00ff"), ("fort", "alt", same[0][2])]
        known = [("archive", "nie", wordings.GONE)]
        assert wordings.differing(catalog, [*same, *changed_and_gone, *known]) == changed_and_gone
        assert wordings.differing(catalog, [("archive", "alt", wordings.GONE)]) == [("archive", "alt", wordings.GONE)]


@pytest.mark.parametrize("text", [HAFEN, "Der Hafen liegt woanders."])
def test_a_version_is_found_by_its_digest(tmp_path: Path, text: str) -> None:
    """What was cited is there as it was, though the article has been changed twice, or is gone."""
    synced(tmp_path, line("alt", text), line("wolf", WOLF))
    with Catalog(tmp_path / "data" / CATALOG) as catalog:
        (digest,) = catalog.rows("SELECT lower(hex(digest)) FROM article WHERE id = 'alt'")[0]
    changed(tmp_path, line("alt", "Anders."), line("wolf", WOLF))
    changed(tmp_path, line("wolf", WOLF))
    with Catalog(tmp_path / "data" / CATALOG) as catalog:
        version = wordings.version_of(catalog, "archive", "alt", digest)
        assert version is not None
        assert version.text == text
        assert wordings.version_of(catalog, "archive", "alt", "00ff") is None
