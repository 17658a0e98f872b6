from __future__ import annotations

import gzip
import json
import tracemalloc
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import sources
from index.config import SourceConfig
from index.dates import PartialDate
from index.sources import article_lines
from index.sources.article_lines import MAX_LINE
from index.sources.decoding import clean
from index.sync_records import Loaded, Unread
from tests.index.examples import archive, article, opened_file, random_texts

if TYPE_CHECKING:
    from pathlib import Path

    from index.records import Article


def load(folder: Path, *lines: str | bytes) -> list[Loaded | Unread]:
    """Return what a file of these lines gives under the name "a/news.jsonl"."""
    file = folder / "news.jsonl"
    file.write_bytes(b"".join((one if isinstance(one, bytes) else one.encode()) + b"\n" for one in lines))
    return list(article_lines.load(archive(), opened_file("a/news.jsonl", file.read_bytes())))


def plain(text: str, **values: str | PartialDate | tuple[int, ...] | None) -> Article:
    """Return an article as the file gives it."""
    return article(text, origin="a/news.jsonl", **values)


def test_line_with_everything(tmp_path: Path) -> None:
    """Each key of a line has its field, and "source" is the outlet that a reader is told."""
    line = {
        "id": "1", "title": "Hafen", "text": "Der Hafen.", "url": "https://example.org", "published": "2024-06",
        "author": "R. Demel", "credit": "nap", "source": "Anzeiger", "language": "de-AT",
    }  # fmt: skip
    assert load(tmp_path, json.dumps(line)) == [
        Loaded(
            plain(
                "Der Hafen.", title="Hafen", url="https://example.org", published=PartialDate(2024, 6),
                author="R. Demel", credit="nap", outlet="Anzeiger", language="de",
            )
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('{"id": 1, "text": "Der Hafen."}', plain("Der Hafen.")),
        ('{"id": "1", "text": "Der Hafen.", "title": null, "url": "", "more": {}}', plain("Der Hafen.")),
        ('{"id": "1", "text": "Der Hafen.", "author": ["A", "B"]}', plain("Der Hafen.", author="A, B")),
        ('{"id": "1", "text": "Der Hafen.", "published": 2024}', plain("Der Hafen.", published=PartialDate(2024))),
        ('{"id": "1", "text": "Der\\u0000Hafen \\ud800."}', plain("Der�Hafen �.")),
        ('\ufeff{"id": "1", "text": "Der Hafen."}', plain("Der Hafen.")),
        ('{"id": "1", "text": "Der Hafen."}\r', plain("Der Hafen.")),
        ('{"id": "1", "text": "Der Hafen.", "pages": [0, 4]}', plain("Der Hafen.", pages=(0, 4))),
        ('{"id": "1", "text": "Der Ha\u00adfen\u00a0GrÃ¶"}', plain("Der Ha\u00adfen\u00a0GrÃ¶")),
    ],
)
def test_lines_that_other_programs_write(line: str, expected: Article, tmp_path: Path) -> None:
    """Numbers as ids, lists of authors, nulls, unknown keys and what cannot be stored do not stop a line."""
    assert load(tmp_path, line) == [Loaded(expected)]


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("{", "is no JSON ("),
        ("Der Hafen", "is no JSON ("),
        ("[]", 'is no JSON object; write {"id": …, "text": …}'),
        ('{"text": "x"}', 'has no "id"; every line needs an "id" and a "text", both of them strings'),
        ('{"id": " ", "text": "x"}', 'has no "id"; '),
        ('{"id": true, "text": "x"}', 'has no "id"; '),
        ('{"id": "2"}', 'has no "text"; every line needs an "id" and a "text", both of them strings'),
        ('{"id": "2", "text": 5}', 'has no "text"; '),
        ('{"id": "2", "text": " \\n"}', "is empty; write the article into it, or take it out"),
        ('{"id": "2", "text": "x", "title": 5}', 'has a "title" that is no string; write one, or leave it out'),
        ('{"id": "2", "text": "x", "pages": [4, 0]}', 'has "pages" that are no rising numbers; write where each page'),
        ('{"id": "2", "text": "x", "pages": "4"}', 'has "pages" that are no rising numbers; '),
        (b"\x00\x01\x02\xff" * 50, "is not text"),
        pytest.param("[" * 100_000, "is no JSON (", id="deep"),
        pytest.param(
            json.dumps({"id": "2", "text": "x" * 2_000_001}),
            "has 2,000,001 characters, too many for one",
            id="long text",
        ),
        pytest.param("x" * (MAX_LINE + 1), "is longer than 16 MB; split it", id="16 MB"),
        pytest.param("x" * (2 * MAX_LINE), "is longer than 16 MB; split it", id="32 MB"),
    ],
)
def test_broken_line_costs_only_itself(line: str | bytes, error: str, tmp_path: Path) -> None:
    """A line that is no article is reported with file and number, and the lines around it go in."""
    first, broken, last = load(tmp_path, '{"id": "1", "text": "a"}', line, '{"id": "3", "text": "c"}')
    assert [first, last] == [Loaded(plain("a")), Loaded(plain("c", id="3"))]
    assert isinstance(broken, Unread)
    assert broken.origin == "a/news.jsonl"
    assert broken.error.startswith(f"a/news.jsonl, line 2, {error}")
    assert "\n" not in broken.error


def test_empty_lines_are_passed_over_and_counted(tmp_path: Path) -> None:
    """Empty lines are no error, and the numbers of the others are those that an editor shows."""
    found = load(tmp_path, "", '{"id": "1", "text": "a"}', "  ", "{")
    assert found[0] == Loaded(plain("a"))
    assert [one.error[:22] for one in found[1:] if isinstance(one, Unread)] == ["a/news.jsonl, line 4, "]


def test_impossible_date_costs_only_the_date(tmp_path: Path) -> None:
    """A line with a date that cannot be read is kept without it, with a warning that names file and line."""
    assert load(tmp_path, '{"id": "1", "text": "a", "published": "2024-13"}') == [
        Loaded(
            plain("a"),
            "a/news.jsonl, line 1, has a date that cannot be read: '2024-13' is not a date: month must be in 1..12; "
            "the article is kept without one",
        )
    ]


def test_lines_are_read_one_at_a_time(tmp_path: Path) -> None:
    """A file of any number of lines is never in memory as a whole."""
    file = tmp_path / "a.jsonl.gz"
    with gzip.open(file, "wt", compresslevel=1) as lines:
        for number in range(20_000):
            lines.write(json.dumps({"id": str(number), "text": f"{number:x} Der Hafen. " * 50}) + "\n")
    tracemalloc.start()
    count = sum(isinstance(one, Loaded) for one in sources.load(SourceConfig(name="archive", path=file)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 20_000
    assert peak < 2_000_000  # of 18 MB


names = st.one_of(st.none(), st.text(min_size=1, max_size=20).map(lambda text: clean(text).strip() or "x"))


@random_texts
@given(
    st.builds(
        article,
        st.text(min_size=1, max_size=80).map(lambda text: clean(text) + "."),
        id=st.text(min_size=1, max_size=20).map(lambda text: clean(text) + "1"),
        title=names,
        url=names,
        published=st.sampled_from([None, PartialDate(2024, 6), PartialDate(2024, 6, 9, "08:30:00+02:00")]),
        author=names,
        credit=names,
        outlet=st.text(min_size=1, max_size=20).map(lambda text: clean(text).strip() or "x"),
        language=st.sampled_from([None, "de", "en"]),
    )
)
def test_exported_line_is_read_as_the_same_article(tmp_path_factory: pytest.TempPathFactory, written: Article) -> None:
    """What `export` writes is read again as the same article."""
    (found,) = load(tmp_path_factory.mktemp("lines"), json.dumps(article_lines.to_line(written)))
    assert found == Loaded(replace(written, origin="a/news.jsonl"))
