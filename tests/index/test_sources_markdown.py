from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.dates import PartialDate
from index.errors import ItemError
from index.sources import markdown
from index.sync_records import Loaded
from tests.index.examples import archive, article, opened_file

if TYPE_CHECKING:
    from pathlib import Path

    from index.records import Article


def load(folder: Path, text: str) -> Loaded:
    """Return what a file of the name "a/hafen.md" gives."""
    file = folder / "hafen.md"
    file.write_text(text, encoding="utf-8")
    (found,) = markdown.load(archive(), opened_file("a/hafen.md", file.read_bytes()))
    return found


def plain(text: str, **values: str | PartialDate | None) -> Article:
    """Return an article as the file gives it."""
    return article(text, id="a/hafen.md", origin="a/hafen.md", **values)


def test_front_matter_is_the_attribution(tmp_path: Path) -> None:
    """What stands in the front matter is attribution, and none of it is text."""
    head = (
        "title: 'Hafen: größer'\nauthor: R. Demel\npublished: 2024-06-09\ncredit: nap/red\n"
        "url: https://example.org/hafen\nlanguage: de-AT\nsource: Anzeiger"
    )
    assert load(tmp_path, f"---\n{head}\n---\n\nDer Hafen wächst.") == Loaded(
        plain(
            "Der Hafen wächst.",
            title="Hafen: größer",
            author="R. Demel",
            published=PartialDate(2024, 6, 9),
            credit="nap/red",
            url="https://example.org/hafen",
            language="de",
            outlet="Anzeiger",
        )
    )


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("2024", PartialDate(2024)),
        ("2024-06", PartialDate(2024, 6)),
        ("2024-06-09", PartialDate(2024, 6, 9)),
        ("'2024-06-09'", PartialDate(2024, 6, 9)),
        ("2024-06-09 08:30:00", PartialDate(2024, 6, 9, "08:30:00")),
    ],
)
def test_date_is_as_precise_as_the_front_matter(written: str, published: PartialDate, tmp_path: Path) -> None:
    """YAML's own dates and years are read as precisely as they are written."""
    assert load(tmp_path, f"---\ndate: {written}\n---\nDer Hafen.") == Loaded(plain("Der Hafen.", published=published))


def test_other_names_of_fields(tmp_path: Path) -> None:
    """Common names of a field are known, and several authors are named one after the other."""
    head = "headline: Hafen\nauthors: [R. Demel, T. Holt]\nagency: nap\nlink: https://example.org\nlang: EN_gb"
    head += "\npublisher: X"
    assert load(tmp_path, f"---\n{head}\n---\nDer Hafen.").article == plain(
        "Der Hafen.", title="Hafen", author="R. Demel, T. Holt", credit="nap", url="https://example.org", language="en",
        outlet="X",
    )  # fmt: skip


@pytest.mark.parametrize("written", ["null", "~", "", "''", "[]"])
def test_field_that_says_nothing_is_none(written: str, tmp_path: Path) -> None:
    """A field that is empty, or YAML's null, is not there."""
    head = f"title: {written}\nauthor: {written}\ndate: {written}\nurl: {written}"
    assert load(tmp_path, f"---\n{head}\n---\nDer Hafen.") == Loaded(plain("Der Hafen."))


@pytest.mark.parametrize("written", ["gestern", "2024-02-30", "2024-13-01"])
def test_date_that_does_not_exist_costs_only_the_date(written: str, tmp_path: Path) -> None:
    """An article with an impossible date is kept without one, and its editor is told."""
    found = load(tmp_path, f"---\ndate: {written}\n---\nDer Hafen.")
    assert found.article == plain("Der Hafen.")
    assert (found.warning or "").startswith("a/hafen.md has a date that cannot be read: ")
    assert (found.warning or "").endswith("; the article is kept without one")


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("# Hafen\n\nDer *Hafen* **wächst**.", "Hafen", "Der Hafen wächst."),
        ("Der Hafen.\n\n# Streit\n\nEs gibt Streit.", None, "Der Hafen.\n\nStreit\n\nEs gibt Streit."),
        ("## Streit\n\nEs gibt Streit.", None, "Streit\n\nEs gibt Streit."),
        ("[Kai](https://example.org) ![Bild](a.png) `code`", None, "Kai  code"),
        ("Zwei\nZeilen  \nund drei", None, "Zwei Zeilen\nund drei"),
        ("- eins\n- zwei\n\n1. drei", None, "- eins\n\n- zwei\n\n1. drei"),
        ("> „Nein“", None, "„Nein“"),
        ("| a | b |\n|---|---|\n| c | d |", None, "| a | b |\n\n| c | d |"),
        ("```\nx = 1\n\ny = 2\n```", None, "x = 1\n\ny = 2"),
        ("Der <b>Hafen</b>.\n\n<div>Werbung</div>\n\nEnde &amp; aus.", None, "Der Hafen.\n\nEnde & aus."),
        ("Hafen\n\n---\n\nKai", None, "Hafen\n\nKai"),
        ("---\nkein Ende", None, "kein Ende"),
    ],
)
def test_markdown_becomes_what_a_reader_sees(text: str, title: str | None, body: str, tmp_path: Path) -> None:
    """No marks, addresses or tags are left; paragraphs stay apart, and the first heading on top is the title."""
    assert load(tmp_path, text).article == plain(body, title=title)


def test_title_of_the_front_matter_goes_before_the_heading(tmp_path: Path) -> None:
    """Where both name a title, the front matter's is taken, and the heading is no text."""
    assert load(tmp_path, "---\ntitle: Hafen\n---\n# Kai\n\nDer Hafen.").article == plain("Der Hafen.", title="Hafen")


@pytest.mark.parametrize("head", ["a: [1", "a: b: c"])
def test_front_matter_that_is_no_yaml_is_refused(head: str, tmp_path: Path) -> None:
    """Front matter that cannot be read is one line that says where to look."""
    with pytest.raises(ItemError) as caught:
        load(tmp_path, f"---\n{head}\n---\nDer Hafen.")
    assert str(caught.value).startswith("has front matter that is no YAML (")
    assert str(caught.value).endswith("); correct what stands between the ---")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("head", ["- a\n- b", "nur Text", "5", "", "!!python/object:os.system x"])
def test_front_matter_without_keys_says_nothing(head: str, tmp_path: Path) -> None:
    """Front matter that names no fields leaves an article without attribution."""
    assert load(tmp_path, f"---\n{head}\n---\nDer Hafen.").article.title is None


def test_attribution_can_be_stored(tmp_path: Path) -> None:
    """A character that cannot be stored does not come in by a YAML escape either."""
    assert load(tmp_path, '---\ntitle: "Ha\\0fen"\nauthor: "\\uD800"\n---\nDer Hafen.').article == plain(
        "Der Hafen.", title="Ha�fen", author="�"
    )


@pytest.mark.parametrize("text", ["", "---\ntitle: Hafen\n---\n", "# Hafen", "<!-- nichts -->"])
def test_empty_article_is_refused(text: str, tmp_path: Path) -> None:
    """A file with attribution and no text is no article."""
    with pytest.raises(ItemError, match=r"^is empty; write the article into it, or take it out$"):
        load(tmp_path, text)
