from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfWriter

from index.errors import ItemError
from index.sources import pdf
from index.sync_records import Loaded
from tests.index import documents
from tests.index.examples import archive, article, opened_file

if TYPE_CHECKING:
    from index.records import Article

FIRST = (
    "Hafen wird größer",
    "Die Stadt Lindmoor will ihren Hafen erweitern und dafür Geld aus-",
    "geben. Nord- und Südkai bekommen neue Kräne, die Bauzeit ist noch",
    "offen.",
    "Am Dienstag sagte die Hafenmeisterin dem Stadtrat, der neue Kai auf",
    "der Südseite werde noch in diesem",
    "3",
)
SECOND = ("Jahr fertig.", "Bürger sind dagegen", "Viele Bürger halten das für zu teuer, wie eine Umfrage ergab.")


def load(data: bytes) -> Article:
    """Return the article of a file "hafen.pdf"."""
    (found,) = pdf.load(archive(), opened_file("hafen.pdf", data))
    assert found == Loaded(found.article)
    return found.article


def test_pages_are_one_text_whose_lines_are_joined() -> None:
    """Wrapped lines and words are whole again, page numbers are gone, and where a page begins is known."""
    text = (
        "Hafen wird größer\n\nDie Stadt Lindmoor will ihren Hafen erweitern und dafür Geld ausgeben. Nord- und Südkai "
        "bekommen neue Kräne, die Bauzeit ist noch offen.\n\nAm Dienstag sagte die Hafenmeisterin dem Stadtrat, der "
        "neue Kai auf der Südseite werde noch in diesem"
    )
    more = "Jahr fertig.\n\nBürger sind dagegen\n\nViele Bürger halten das für zu teuer, wie eine Umfrage ergab."
    assert load(documents.pdf(FIRST, SECOND)) == article(
        f"{text} {more}", id="hafen.pdf", origin="hafen.pdf", pages=(0, len(text) + 1)
    )


def test_subheading_at_the_foot_of_a_page_stays_one() -> None:
    """What is short and open at the end of a page does not run into the next page's text."""
    found = load(documents.pdf(["Der Hafen von Lindmoor wächst.", "Was das kostet"], ["Er wird teuer."]))
    assert found.text == "Der Hafen von Lindmoor wächst.\n\nWas das kostet\n\nEr wird teuer."


def test_properties_that_were_looked_after_are_the_attribution() -> None:
    """Title and author come from the document's properties; an author alone is whoever was logged in."""
    found = load(documents.pdf(["Der Hafen wächst."], title="Hafen wächst", author="Runa Demel"))
    assert (found.title, found.author) == ("Hafen wächst", "Runa Demel")
    for title in ("", "Microsoft Word - hafen.doc", "hafen.indd"):
        found = load(documents.pdf(["Der Hafen wächst."], title=title, author="admin"))
        assert (found.title, found.author) == (None, None)


def test_page_without_text_counts() -> None:
    """A picture on a page of its own does not shift the numbers of the pages after it."""
    found = load(documents.pdf(["Der Hafen."], [], ["Der Kai."]))
    assert (found.text, found.pages) == ("Der Hafen.\n\nDer Kai.", (0, 10, 12))


def test_encrypted_document_names_the_remedy() -> None:
    """Without its password a document cannot be read; one that opens with the empty one can."""
    for password, opens in (("", True), ("geheim", False)):
        writer = PdfWriter(clone_from=io.BytesIO(documents.pdf(["Der Hafen."])))
        writer.encrypt(password, "of the owner", algorithm="RC4-128")
        target = io.BytesIO()
        writer.write(target)
        if opens:
            assert load(target.getvalue()).text == "Der Hafen."
        else:
            with pytest.raises(ItemError, match=r"^is encrypted; save it without a password$"):
                load(target.getvalue())


def test_document_of_pictures_names_the_remedy() -> None:
    """A scan has no text: the error says what makes one of it."""
    with pytest.raises(ItemError, match=r"^has no text, only pictures; let a text recognition \(OCR\) run over it$"):
        load(documents.pdf([], []))
