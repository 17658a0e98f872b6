"""``.jsonl``: one article a line, the same lines that ``article-bot export`` writes.

``{"id","title","text","url","published","author","credit","source","language"}``; all but ``id`` and ``text`` optional.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from index.errors import ItemError
from index.records import Article
from index.sources.decoding import clean, decode
from index.sources.fields import read_date, read_language, read_text
from index.sync_records import Loaded, Unread

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from index.config import SourceConfig
    from index.sources.opened import OpenFile

MAX_LINE = 16_000_000
"""Bytes; a longer line is not read into memory but passed over."""

_TEXTS = ("title", "url", "author", "credit", "source", "language")
"""Keys of a line that are optional and plain text."""


def load(source: SourceConfig, file: OpenFile) -> Iterator[Loaded | Unread]:
    """Yield an article for each line that is one, and for each other line what is wrong with it.

    Raises:
        ItemError: the file is empty, as one is that is just being written.

    """
    if not file.head():
        raise ItemError("is empty; write articles into it, or take it out")
    for number, line in _lines(file.stream):
        place = f"{file.name}, line {number},"
        try:
            if line is None:
                raise ItemError(f"is longer than {MAX_LINE / 1e6:.0f} MB; split it")  # noqa: TRY301
            if line.strip():
                yield _article(source.name, file.name, place, line)
        except ItemError as error:
            yield Unread(file.name, f"{place} {error}")


def to_line(article: Article) -> dict[str, str | list[int] | None]:
    """Return an article as the values of its line; what the article does not have is null.

    ``pages``, where each page begins in the text, is there only for what has pages.
    """
    line: dict[str, str | list[int] | None] = {
        "id": article.id,
        "title": article.title,
        "text": article.text,
        "url": article.url,
        "published": None if article.published is None else str(article.published),
        "author": article.author,
        "credit": article.credit,
        "source": article.shown_source,
        "language": article.language,
    }
    return line | {"pages": list(article.pages)} if article.pages else line


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Yield the lines with their numbers from 1; None for one that is too long."""
    number = 0
    while line := file.readline(MAX_LINE + 1):
        number += 1
        if len(line) <= MAX_LINE:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(MAX_LINE)
        yield number, None


def _article(source: str, name: str, place: str, line: bytes) -> Loaded:
    text, warning = decode(line)
    values = _values(text)
    published, date_warning = read_date(str(values.get("published") or ""))
    found = {key: _text(values, key) for key in _TEXTS}
    article = Article(
        source=source,
        id=_id(values),
        text=read_text(clean(_required(values, "text"))),
        title=found["title"],
        url=found["url"],
        published=published,
        author=found["author"],
        credit=found["credit"],
        language=read_language(found["language"]),
        outlet=found["source"],
        origin=name,
        pages=_pages(values),
    )
    warnings = [f"{place} {one}" for one in (warning, date_warning) if one]
    return Loaded(article, "; ".join(warnings) or None)


def _values(text: str) -> dict[str, Any]:
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ItemError(f"is no JSON ({error}); correct the line") from None
    if not isinstance(values, dict):
        raise ItemError('is no JSON object; write {"id": …, "text": …}')
    return values


def _id(values: dict[str, Any]) -> str:
    found = values.get("id")
    if isinstance(found, int) and not isinstance(found, bool):
        return str(found)
    return clean(_required(values, "id"))


def _pages(values: dict[str, Any]) -> tuple[int, ...]:
    found = values.get("pages") or []
    if not isinstance(found, list) or not all(type(one) is int and one >= 0 for one in found) or sorted(found) != found:
        raise ItemError('has "pages" that are no rising numbers; write where each page begins, or leave them out')
    return tuple(found)


def _required(values: dict[str, Any], key: str) -> str:
    found = values.get(key)
    if not isinstance(found, str) or (key == "id" and not found.strip()):
        raise ItemError(f'has no "{key}"; every line needs an "id" and a "text", both of them strings')
    return found


def _text(values: dict[str, Any], key: str) -> str | None:
    found = values.get(key)
    if isinstance(found, list) and all(isinstance(one, str) for one in found):
        found = ", ".join(found)
    if found is not None and not isinstance(found, str):
        raise ItemError(f'has a "{key}" that is no string; write one, or leave it out')
    return clean(found).strip() or None if found else None
