"""``.csv`` and ``.tsv``: one article a row, under a header that says what is in the columns."""

from __future__ import annotations

import codecs
import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import ItemError
from index.records import Article
from index.sources.decoding import WESTERN, not_utf8
from index.sources.fields import read_date, read_language, read_text
from index.sources.hygiene import tidy
from index.sources.opened import MAX_TEXT
from index.sync_records import Loaded, Unread

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from index.config import ColumnsConfig, SourceConfig
    from index.sources.opened import OpenFile

KNOWN_NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "article_id", "artikel_id", "artikelnummer", "nummer", "nr", "key", "guid", "uuid"),
    "title": ("title", "headline", "titel", "überschrift", "ueberschrift", "schlagzeile"),
    "text": (
        "text", "body", "content", "article", "fulltext", "full_text", "inhalt", "artikel", "volltext", "artikeltext",
    ),
    "url": ("url", "link", "address", "permalink", "adresse", "webadresse"),
    "published": (
        "published", "date", "published_at", "publication_date", "pubdate", "datum", "veröffentlicht", "erschienen",
        "veröffentlichungsdatum", "erscheinungsdatum",
    ),
    "author": ("author", "authors", "byline", "writer", "autor", "autoren", "autorin", "verfasser", "von"),
    "credit": ("credit", "agency", "agentur", "kürzel", "nachrichtenagentur"),
    "source": ("source", "outlet", "publisher", "newspaper", "quelle", "zeitung", "medium", "verlag"),
    "language": ("language", "lang", "sprache"),
}  # fmt: skip
"""What a row has → the names of its column that are known, in lower case; the first found counts."""

_LONG = f"has a line of more than {MAX_TEXT / 1e6:.0f} MB; split it"
_DELIMITERS = ";,\t|"
_FOR_EXCEL = re.compile(r"\"?sep=.\"?", re.IGNORECASE)
"""A line over the header that tells the separator, which the header shows as well."""


@dataclass(slots=True)
class _Table:
    """A table under way: what its rows have in common."""

    source: str
    name: str
    width: int
    columns: dict[str, int]
    """What a row has → in which of its cells."""
    warnings: list[str]
    """Doubts about the file that have not been told yet."""


def load(source: SourceConfig, file: OpenFile) -> Iterator[Loaded | Unread]:
    """Yield an article for each row that is one, and for each other row what is wrong with it.

    An article is known by its id, else by its address, else by the number of its row.

    Raises:
        ItemError: the file is empty, has no column for the text, or cannot be read as a table.

    """
    csv.field_size_limit(MAX_TEXT)
    warnings: list[str] = []
    try:
        lines = _lines(file, warnings)
        header = next(lines, "").strip("\r\n")
        if _FOR_EXCEL.fullmatch(header):
            header = next(lines, "").strip("\r\n")
        names = [tidy(name).strip() for name in next(csv.reader([header], delimiter=_delimiter(header)), [])]
        if not any(names):
            raise ItemError("is empty; write a header and articles into it, or take it out")
        table = _Table(source.name, file.name, len(names), _columns(names, source.columns), warnings)
        for number, row in enumerate(csv.reader(lines, delimiter=_delimiter(header)), start=2):
            if any(cell.strip() for cell in row):
                yield _item(table, number, row)
    except csv.Error as error:
        raise ItemError(f"is no table ({error}); save it as CSV with quotation marks around the text") from error


def _item(table: _Table, number: int, row: list[str]) -> Loaded | Unread:
    place = f"{table.name}, row {number},"
    try:
        if len(row) != table.width:
            raise ItemError(f"has {len(row)} columns and not {table.width}; put quotation marks around its text")  # noqa: TRY301
        article, warning = _article(table, number, row)
    except ItemError as error:
        return Unread(table.name, f"{place} {error}")
    told = [*(f"{table.name} {one}" for one in table.warnings), *([f"{place} {warning}"] if warning else [])]
    table.warnings.clear()
    return Loaded(article, "; ".join(told) or None)


def _article(table: _Table, number: int, row: list[str]) -> tuple[Article, str | None]:
    text = read_text(tidy(row[table.columns["text"]]))
    values = {key: tidy(row[column]).strip() or None for key, column in table.columns.items() if key != "text"}
    published, warning = read_date(_date(values.get("published") or ""))
    article = Article(
        source=table.source,
        id=values.get("id") or values.get("url") or f"{table.name}#{number}",
        text=text,
        title=values.get("title"),
        url=values.get("url"),
        published=published,
        author=values.get("author"),
        credit=values.get("credit"),
        language=read_language(values.get("language")),
        outlet=values.get("source"),
        origin=table.name,
    )
    return article, warning


def _date(text: str) -> str:
    """Return a German date (``6.6.2024``, ``06.2024``) as ISO has it, any other as it is."""
    parts = text.split(".")
    if len(parts) in (2, 3) and all(part.isdecimal() for part in parts) and len(parts[-1]) == len("2024"):
        return "-".join([parts[-1], *(part.zfill(2) for part in reversed(parts[:-1]))])
    return text


def _columns(names: Sequence[str], stated: ColumnsConfig) -> dict[str, int]:
    """Return what is in which column: as the config states it, else by the names that are known."""
    lowered = [name.casefold().replace(" ", "_").replace("-", "_") for name in names]
    listed = " ".join(", ".join(names).split())[:200]
    found: dict[str, int] = {}
    for key, known in KNOWN_NAMES.items():
        name = getattr(stated, key)
        if name is not None:
            if name not in names:
                raise ItemError(f"has no column '{name}'; correct columns.{key} in the config ({listed})")
            found[key] = names.index(name)
        elif place := next((lowered.index(one) + 1 for one in known if one in lowered), 0):
            found[key] = place - 1
    if "text" not in found:
        raise ItemError(f"has no column for the text; name it in the config, columns.text ({listed})")
    return found


def _delimiter(header: str) -> str:
    return max(_DELIMITERS, key=header.count)


def _lines(file: OpenFile, warnings: list[str]) -> Iterator[str]:
    """Yield the decoded lines; where one is not UTF-8, it and the rest are read as cp1252."""
    if file.head().startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        wide = io.TextIOWrapper(file.stream, "utf-16", errors="replace", newline="")
        try:
            while text := wide.readline(MAX_TEXT + 1):
                if len(text) > MAX_TEXT:
                    raise ItemError(_LONG)
                yield text
        finally:
            wide.detach()  # whoever opened the stream closes it
        return
    encoding = "utf-8-sig"
    while line := file.stream.readline(MAX_TEXT + 1):
        if len(line) > MAX_TEXT:
            raise ItemError(_LONG)
        try:
            text = line.decode(encoding, "strict" if encoding != WESTERN else "replace")
        except UnicodeDecodeError:
            # What else spreadsheets write; a line is too short to guess by.
            warnings.append(not_utf8(WESTERN))
            encoding = WESTERN
            text = line.decode(encoding, "replace")
        yield text
        if encoding == "utf-8-sig":
            encoding = "utf-8"
