from __future__ import annotations

from index.sources import docx
from index.sync_records import Loaded
from tests.index import documents
from tests.index.documents import word_paragraph as paragraph
from tests.index.examples import archive, article, opened_file

TABLE = (
    "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr>"
    f"<w:tc>{paragraph('Kai')}</w:tc><w:tc>{paragraph('620 Meter')}</w:tc></w:tr></w:tbl>"
)


def load(data: bytes) -> Loaded:
    """Return what a file "a/hafen.docx" gives."""
    (found,) = docx.load(archive(), opened_file("a/hafen.docx", data))
    return found


def test_paragraphs_headings_and_tables_are_read_in_order() -> None:
    """The first heading is the title, the others are lines of their own, a table is a line for each row."""
    body = (
        paragraph("Hafen wächst", "Heading1")
        + paragraph("Der Hafen von Lind\u00admoor wächst.")
        + paragraph("Was das kostet", "Heading2")
        + paragraph("")
        + TABLE
        + paragraph("Es wird teuer.")
    )
    assert load(documents.docx(body, author="admin")) == Loaded(
        article(
            "Der Hafen von Lindmoor wächst.\n\nWas das kostet\n\n| Kai | 620 Meter |\n\nEs wird teuer.",
            id="a/hafen.docx", origin="a/hafen.docx", title="Hafen wächst",
        )
    )  # fmt: skip


def test_properties_are_the_attribution() -> None:
    """Where the text has no title, that of the properties counts, and so does the author beside it."""
    found = load(documents.docx(paragraph("Der Hafen wächst."), title="Hafen", author="Runa Demel")).article
    assert (found.title, found.author, found.text) == ("Hafen", "Runa Demel", "Der Hafen wächst.")


def test_merged_cell_is_read_once() -> None:
    """A cell that reaches over several columns or rows says its text once, however many it claims to reach over."""
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="900000000"/></w:tcPr>{paragraph("Kai")}</w:tc>'
    high = f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{paragraph("Mole")}</w:tc>'
    under = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph('')}</w:tc>"
    rows = f"<w:tr>{wide}</w:tr><w:tr>{high}</w:tr><w:tr>{under}<w:tc>{paragraph('frei')}</w:tc></w:tr>"
    table = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>{rows}</w:tbl>"
    assert load(documents.docx(paragraph("Hafen") + table)).article.text == (
        "Hafen\n\n| Kai |\n\n| Mole |\n\n|  | frei |"
    )
