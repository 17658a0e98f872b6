from __future__ import annotations

import codecs

import pytest

from index.dates import PartialDate
from index.errors import ItemError
from index.sources import tables
from index.sync_records import Loaded, Unread
from tests.index.examples import archive, article, opened_file


def load(data: str | bytes, **columns: str) -> list[Loaded | Unread]:
    """Return what a file "news.csv" gives; `columns` are what the config says of them."""
    content = data if isinstance(data, bytes) else data.encode()
    return list(tables.load(archive(columns=columns), opened_file("news.csv", content)))


GERMAN = """ID;Titel;Inhalt;Link;Datum;Autor;Agentur;Quelle;Sprache
7;Hafen;"Der Hafen;
wächst.";https://e.org;6.2024;R. Demel;nap;Anzeiger;de-AT
"""
ENGLISH = """id,headline,text,url,published,byline,credit,publisher,lang
7,Hafen,"Der Hafen;
wächst.",https://e.org,2024-06,R. Demel,nap,Anzeiger,DE
"""
TABS = """nr	überschrift	volltext	url	erschienen	verfasser	kürzel	zeitung	sprache
7	Hafen	"Der Hafen;
wächst."	https://e.org	06.2024	R. Demel	nap	Anzeiger	de
"""


@pytest.mark.parametrize("data", [GERMAN, ENGLISH, TABS, ENGLISH.replace("\n", "\r\n")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_columns_are_known_by_their_names(data: str, encoding: str) -> None:
    """A table as spreadsheets write it, in German or English, needs no config."""
    assert load(data.encode(encoding)) == [
        Loaded(
            article(
                "Der Hafen;\nwächst.", id="7", title="Hafen", url="https://e.org", published=PartialDate(2024, 6),
                author="R. Demel", credit="nap", outlet="Anzeiger", language="de", origin="news.csv",
            )
        )
    ]  # fmt: skip


def test_columns_of_other_names_stand_in_the_config() -> None:
    """What the config says of a column goes before what its name says, and a wrong name is told with the right ones."""
    data = "text,Meldung,Sendezeit\nx,Der Hafen.,24.6.2024\n"
    assert load(data, text="Meldung", published="Sendezeit") == [
        Loaded(article("Der Hafen.", id="news.csv#2", published=PartialDate(2024, 6, 24), origin="news.csv"))
    ]
    with pytest.raises(ItemError) as caught:
        load(data, text="Meldungen")
    assert str(caught.value) == (
        "has no column 'Meldungen'; correct columns.text in the config (text, Meldung, Sendezeit)"
    )


def test_table_without_a_text_names_the_remedy() -> None:
    """Where no column is the text, the error says where to name it, and which there are."""
    with pytest.raises(ItemError) as caught:
        load("a;b\n1;2\n")
    assert str(caught.value) == "has no column for the text; name it in the config, columns.text (a, b)"


@pytest.mark.parametrize(
    ("row", "error"),
    [
        ("2;Hafen;mehr", "news.csv, row 3, has 3 columns and not 2; put quotation marks around its text"),
        ("2", "news.csv, row 3, has 1 columns and not 2; put quotation marks around its text"),
        ("2; ", "news.csv, row 3, is empty; write the article into it, or take it out"),
    ],
)
def test_broken_row_costs_only_itself(row: str, error: str) -> None:
    """A row that is no article is reported by its number, and those around it go in."""
    first, broken, last = load(f"id;text\n1;Kai\n{row}\n;;\n\n3;Hafen\n".replace("\n;;", ""))
    assert [first, last] == [
        Loaded(article("Kai", id="1", origin="news.csv")),
        Loaded(article("Hafen", id="3", origin="news.csv")),
    ]
    assert broken == Unread("news.csv", error)


def test_older_encoding_is_read_and_told() -> None:
    """A table that a German Excel has written has its letters, and its editor is told of the guess."""
    first, second = load("id;text\n1;Größe\n2;Übergröße € 5\n".encode("cp1252"))
    assert isinstance(first, Loaded)
    assert isinstance(second, Loaded)
    assert (first.article.text, second.article.text) == ("Größe", "Übergröße € 5")
    assert first.warning is not None
    assert first.warning.startswith("news.csv is not UTF-8; it was read as ")
    assert second.warning is None


def test_nul_and_marks_of_the_encoding_are_no_text() -> None:
    """NULs become the mark of what cannot be read; the mark of the encoding is no part of the first name."""
    assert load(codecs.BOM_UTF8 + b"text;id\nDer\0Hafen;1\n") == [
        Loaded(article("Der�Hafen", id="1", origin="news.csv"))
    ]


@pytest.mark.parametrize("mark", ["sep=;", '"sep=;"', "SEP=;"])
def test_line_for_the_spreadsheet_is_no_header(mark: str) -> None:
    """A first line that tells Excel the separator is passed over; rows are numbered as the spreadsheet shows them."""
    rows = load(f"{mark}\r\nTitel;Text\r\nHafen;Der Hafen wächst.\r\n")
    assert rows == [Loaded(article("Der Hafen wächst.", id="news.csv#2", title="Hafen", origin="news.csv"))]
