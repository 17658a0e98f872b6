"""``.txt``: an agency report as it comes. A date before the lead, subheading lines and a closing credit are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.credits import date_head
from index.records import Article
from index.sources.decoding import decode
from index.sources.fields import read_text
from index.sources.hygiene import tidy
from index.sync_records import Loaded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.config import SourceConfig
    from index.dates import PartialDate
    from index.sources.opened import OpenFile

_MAX_TITLE = 150
"""Characters; a longer first line is the lead, not a title."""


def load(source: SourceConfig, file: OpenFile) -> Iterator[Loaded]:
    """Yield the one article of the file; its id is the file's name within the source.

    Raises:
        ItemError: it is empty, too long, or no text.

    """
    text, warning = decode(file.read())
    text = tidy(text)
    published, start, date_warning = _date(text)
    title, body = _title(text[start:])
    article = Article(
        source=source.name, id=file.name, text=read_text(body), title=title, published=published, origin=file.name
    )
    warnings = [f"{file.name} {one}" for one in (warning, date_warning) if one]
    yield Loaded(article, "; ".join(warnings) or None)


def _date(text: str) -> tuple[PartialDate | None, int, str | None]:
    try:
        published, start = date_head(text)
    except ValueError as error:
        return None, 0, f"has a date that cannot be read: {error}; the article is kept without one"
    return published, start, None


def _title(text: str) -> tuple[str | None, str]:
    """Part a title line, where there is one: one line alone, without a full stop, over text that is longer."""
    first, blank, rest = text.partition("\n\n")
    line = first.strip()
    if not blank or "\n" in line or len(line) > _MAX_TITLE or line.endswith((".", ":", ";", "“", "”", '"', "…")):
        return None, text
    following = rest.strip().partition("\n\n")[0]
    if len(following) <= len(line):
        return None, text
    return line, rest.strip("\n")
