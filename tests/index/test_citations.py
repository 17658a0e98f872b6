from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.citation_records import Citation, Standing
from index.library import Library
from index.records import QuoteKind, Span
from tests.hand_encoder import HandEncoders
from tests.index.examples import config, library, line, quiet, write_lines

if TYPE_CHECKING:
    from pathlib import Path

FIRST = "Der Hafen ist alt."
SAID = "„Der Hafen ist viel zu klein für alle diese Schiffe“, sagte Lena Bredow."
LAST = "Der Kai ist neu."
TEXT = f"{FIRST} {SAID} {LAST}"
QUESTION = "Für was ist der Hafen zu klein?"


@pytest.fixture
def asked(tmp_path: Path) -> tuple[Library, Citation]:
    """Return a library of one article, and what an answer has cited of it."""
    found = rewritten(tmp_path, TEXT)
    (hit,) = found.ask(QUESTION).hits
    assert hit.answer_text() == SAID
    (citation,) = found.cite([hit])
    return found, citation


def rewritten(folder: Path, text: str | None, **values: str) -> Library:
    """Return the library after its article was changed; None: it is gone, and another one is there."""
    file = folder / "articles" / "a.jsonl"
    write_lines(file, line("other", "Ein Wolf.") if text is None else line("hafen", text, **values))
    found = library(folder)
    found.sync(quiet)
    return found


def test_what_is_cited(asked: tuple[Library, Citation]) -> None:
    """A citation has the digest of the stored article, and where the passage, the sentence and the quotation are."""
    found, citation = asked
    (article,) = found.articles()
    start = TEXT.index(SAID)
    assert citation == Citation(
        source="archive",
        article_id="hafen",
        digest=article.digest().hex(),
        passage=Span(0, len(TEXT)),
        sentence=Span(start, start + len(SAID)),
        text=SAID,
        confidence=found.ask(QUESTION).hits[0].confidence,
        quote=Span(start, start + SAID.index("“") + 1),
    )
    assert Citation.from_json(citation.to_json()) == citation


def test_words_that_are_as_they_were(asked: tuple[Library, Citation]) -> None:
    """What is shown again is what was shown: passage, sentence, speaker and attribution."""
    found, citation = asked
    (shown,) = found.ask(QUESTION).hits
    recalled = found.recall(citation)
    assert (recalled.standing, recalled.citation) == (Standing.KEPT, citation)
    assert recalled.hit is not None
    assert recalled.hit.answer == shown.answer
    assert recalled.hit.quote == shown.quote
    assert recalled.hit.passage.text == shown.passage.text
    assert recalled.hit.passage.quotes == shown.passage.quotes


def test_words_that_moved(asked: tuple[Library, Citation], tmp_path: Path) -> None:
    """Words that stand elsewhere in the changed article are shown there, with the attribution of now."""
    _, citation = asked
    text = f"Ein neuer Anfang. {TEXT}"
    found = rewritten(tmp_path, text, title="Zu klein", credit="nap")
    recalled = found.recall(citation)
    start = text.index(SAID)
    assert recalled.standing is Standing.KEPT
    assert recalled.hit is not None
    assert recalled.hit.answer == Span(start, start + len(SAID))
    assert recalled.hit.passage.text == text
    assert (recalled.hit.passage.title, recalled.hit.passage.credit) == ("Zu klein", "nap")
    assert recalled.hit.quote is not None
    assert (recalled.hit.quote.said_by, recalled.hit.quote.kind) == ("Lena Bredow", QuoteKind.DIRECT)
    assert recalled.citation is not None
    assert recalled.citation.digest != citation.digest
    assert found.recall(recalled.citation).citation == recalled.citation


def test_words_that_are_no_more(asked: tuple[Library, Citation], tmp_path: Path) -> None:
    """An article without the words is told as changed, one that is not there as gone; neither has words to show."""
    _, citation = asked
    text = TEXT.replace("viel zu klein", "groß genug")
    changed = rewritten(tmp_path, text).recall(citation)
    assert (changed.standing, changed.hit, changed.citation) == (Standing.CHANGED, None, None)
    assert changed.article is not None
    assert changed.article.text == text
    gone = rewritten(tmp_path, None).recall(citation)
    assert (gone.standing, gone.article, gone.hit) == (Standing.GONE, None, None)


def test_of_several_places_the_nearest(asked: tuple[Library, Citation], tmp_path: Path) -> None:
    """Words that the changed article has twice are shown where they are nearest to where they were."""
    _, citation = asked
    text = f"{SAID} Nun ja. {SAID} {LAST} {LAST} {SAID}"
    recalled = rewritten(tmp_path, text).recall(citation)
    assert recalled.hit is not None
    assert recalled.hit.answer is not None
    assert recalled.hit.answer.start == 0  # it was at 19; the next one is at 81


def test_article_that_was_cut_anew(asked: tuple[Library, Citation], tmp_path: Path) -> None:
    """Where other passages have come, the words are shown in the one that they stand in now."""
    _, citation = asked
    longer = f"{TEXT} " + "Und noch ein Satz mit sieben Wörtern. " * 8
    found = rewritten(tmp_path, longer.strip())
    recalled = found.recall(citation)
    assert recalled.hit is not None
    assert recalled.hit.answer_text() == SAID
    assert len(recalled.hit.passage.text) < len(longer) / 2


def test_article_that_the_catalogue_has_changed_already(asked: tuple[Library, Citation], tmp_path: Path) -> None:
    """Where the snapshot that answers is older than the article, the digest is none, so that the change is seen."""
    old = Library(config(tmp_path), encoders=HandEncoders())
    (hit,) = old.ask(QUESTION).hits
    found = rewritten(tmp_path, TEXT.replace("viel zu klein", "groß genug"))
    (citation,) = found.cite([hit])
    assert (citation.digest, citation.text) == ("", asked[1].text)
    assert found.recall(citation).standing is Standing.CHANGED


def test_copies_are_named_again(tmp_path: Path) -> None:
    """Other articles with the report stand there again, but for those that have gone."""
    file = tmp_path / "articles" / "a.jsonl"
    longer = f"{TEXT} Die Arbeiten am Hafen dauern zwei Jahre, und das Geld dafür kommt vom Land und vom Bund."
    write_lines(file, *(line(name, longer, source=name) for name in ("eins", "zwei", "drei")))
    found = library(tmp_path)
    found.sync(quiet)
    (hit,) = found.ask(QUESTION).hits
    (citation,) = found.cite([hit])
    assert [copy.shown_source for copy in hit.also_in] == [name for _, name in citation.copies]
    names = [hit.passage.article_id, citation.copies[0][1]]
    write_lines(file, *(line(name, longer, source=name) for name in names))
    found.sync(quiet)
    recalled = found.recall(citation)
    assert recalled.hit is not None
    assert [copy.shown_source for copy in recalled.hit.also_in] == names[1:]
