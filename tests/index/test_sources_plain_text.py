from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.dates import PartialDate
from index.errors import ItemError
from index.sources import plain_text
from index.sync_records import Loaded
from tests.index.examples import archive, article, opened_file

if TYPE_CHECKING:
    from pathlib import Path

BODY = "Die Hafenstadt Lindmoor will ihren Hafen erweitern.\n\nDas kostet Geld. (nap/red)"


def load(folder: Path, data: str | bytes) -> Loaded:
    """Return what a file of the name "a/hafen.txt" gives."""
    file = folder / "hafen.txt"
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    (found,) = plain_text.load(archive(), opened_file("a/hafen.txt", file.read_bytes()))
    return found


@pytest.mark.parametrize(
    ("text", "title", "published", "body"),
    [
        (BODY, None, None, BODY),
        (f" date 2024-06 {BODY}", None, PartialDate(2024, 6), BODY),
        (f"Hafen wird größer\n\n{BODY}", "Hafen wird größer", None, BODY),
        (f"date 2024\nHafen wird größer\n\n{BODY}\n", "Hafen wird größer", PartialDate(2024), BODY),
        (f"Wird der Hafen größer?\n\n{BODY}", "Wird der Hafen größer?", None, BODY),
        (f"Der Hafen wird größer.\n\n{BODY}", None, None, f"Der Hafen wird größer.\n\n{BODY}"),
        (f"„Ein großer Hafen“\n\n{BODY}", None, None, f"„Ein großer Hafen“\n\n{BODY}"),
        (f"Der Hafen\nwird größer\n\n{BODY}", None, None, f"Der Hafen\nwird größer\n\n{BODY}"),
        ("Hafen wird größer\n\nAm Kai", None, None, "Hafen wird größer\n\nAm Kai"),
        (f"{'Hafen ' * 26}\n\n{'Kai ' * 50}", None, None, f"{'Hafen ' * 26}\n\n{'Kai ' * 50}"),
        ("Hafen\r\n\r\nDer Kai\r\nwird größer.", "Hafen", None, "Der Kai\nwird größer."),
    ],
)
def test_report_as_it_comes(
    text: str, title: str | None, published: PartialDate | None, body: str, tmp_path: Path
) -> None:
    """A date before the lead and a title line over a longer text are read off; all else is the text."""
    expected = article(body, id="a/hafen.txt", title=title, published=published, origin="a/hafen.txt")
    assert load(tmp_path, text) == Loaded(expected)


def test_date_that_does_not_exist_costs_only_the_date(tmp_path: Path) -> None:
    """A report with an impossible date is kept without one, and its editor is told."""
    found = load(tmp_path, f"date 2024-13 {BODY}")
    assert found.article.published is None
    assert found.article.text == f"date 2024-13 {BODY}"
    assert found.warning == (
        "a/hafen.txt has a date that cannot be read: '2024-13' is not a date: month must be in 1..12; "
        "the article is kept without one"
    )


def test_older_encoding_is_read_with_a_warning(tmp_path: Path) -> None:
    """A report that is not UTF-8 goes in, and the warning names the file."""
    body = f"Für die Bürger wird es größer. {BODY}" * 3
    found = load(tmp_path, body.encode("cp1252"))
    assert found.article.text == body
    assert (found.warning or "").startswith("a/hafen.txt is not UTF-8; it was read as ")


@pytest.mark.parametrize("text", ["", " \n\n", "date 2024-06", "\ufeff"])
def test_empty_article_is_refused(text: str, tmp_path: Path) -> None:
    """A file without text is no article."""
    with pytest.raises(ItemError, match=r"^is empty; write the article into it, or take it out$"):
        load(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        pytest.param("a" * 20_000_000, "has more than 8 MB, too much for one article", id="20 MB"),
        pytest.param("a" * 2_000_001, "has 2,000,001 characters, too many for one article", id="2 million"),
    ],
)
def test_archive_in_one_file_is_refused(text: str, error: str, tmp_path: Path) -> None:
    """What is too long for one article is refused with what to do instead, a very long file unread."""
    with pytest.raises(ItemError) as caught:
        load(tmp_path, text)
    assert (
        str(caught.value) == f"{error}; split it into several ones of up to 2,000,000 characters, or write it as .jsonl"
    )


def test_longest_article_is_read(tmp_path: Path) -> None:
    """The longest article that is one goes in whole."""
    assert len(load(tmp_path, "ä" * 2_000_000).article.text) == 2_000_000


def test_characters_that_cannot_be_stored_are_marked(tmp_path: Path) -> None:
    """A NUL character becomes "�" and shifts nothing."""
    assert load(tmp_path, "Der\0Hafen.").article.text == "Der�Hafen."
