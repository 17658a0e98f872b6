"""``.pdf``: its text, page by page, so that whoever is shown a passage finds it on its page."""

from __future__ import annotations

import logging
import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from index.errors import ItemError
from index.records import Article
from index.sources.fields import MAX_ARTICLE, read_text
from index.sources.hygiene import tidy
from index.sync_records import Loaded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from pypdf import PdfReader

    from index.config import SourceConfig
    from index.sources.opened import OpenFile

MAX_PAGES = 3_000
"""Pages of one document; a longer one is an archive in one file."""
MAX_HEADING = 90
"""Characters; what is shorter and open at the end of a page is a subheading, and no sentence that goes on overleaf."""

_PAGE_NUMBER = re.compile(r"^[-–—\s]*(?:(?:Seite|Page|S\.|p\.)\s*)?\d{1,4}(?:\s*(?:/|von|of)\s*\d{1,4})?[-–—\s]*$")
# A word parted at the end of a line; "Nord- und Südkai" is none.
_PARTED = re.compile(r"(?<=[a-zäöüß])-\n(?!(?:und|oder|bzw|sowie|and|or)\b)(?=[a-zäöüß])")
_ENDS = (".", "!", "?", "…", ":", "“", "”", '"', "«", "»")
_FULL = 0.75
"""Share of the longest line of a page from which on a line is full, and its sentence goes on in the next."""

_SHORT = 0.6
"""Share of the longest line of a page under which a line may be a subheading."""


def load(source: SourceConfig, file: OpenFile) -> Iterator[Loaded]:
    """Yield the one article of the document; its id is the file's name within the source.

    Raises:
        ItemError: it is no PDF, encrypted, too long, or has no text.

    """
    with file.seekable() as stream:
        try:
            reader = _opened(stream)
            pages = list(_pages(reader))
            title, author = _stated(reader)
        except (ItemError, OSError):
            raise
        except Exception as error:  # a damaged PDF raises whatever its parts raise
            reason = " ".join(str(error).split())[:200] or type(error).__name__
            raise ItemError(f"is no PDF that can be read ({reason}); save it anew") from error
    text, starts = _joined(pages)
    if not text.strip():
        raise ItemError("has no text, only pictures; let a text recognition (OCR) run over it")
    yield Loaded(
        Article(
            source=source.name,
            id=file.name,
            text=read_text(text),
            title=title,
            author=author,
            origin=file.name,
            pages=starts,
        )
    )


def _opened(stream: BinaryIO) -> PdfReader:
    from pypdf import PasswordType, PdfReader  # noqa: PLC0415 -- only where a .pdf file is read

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what cannot be read is told by this module's errors
    reader = PdfReader(stream)
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise ItemError("is encrypted; save it without a password")
    if len(reader.pages) > MAX_PAGES:
        raise ItemError(f"has {len(reader.pages):,} pages, too many for one article; split it")
    return reader


def _pages(reader: PdfReader) -> Iterator[str]:
    total = 0
    for page in reader.pages:
        text = _paragraphs(tidy(page.extract_text()))
        total += len(text)
        if total > MAX_ARTICLE:
            raise ItemError(f"has more than {MAX_ARTICLE:,} characters, too many for one article; split it")
        yield text


def _paragraphs(text: str) -> str:
    """Return the text of a page with its wrapped lines joined: what is left are paragraphs and subheadings."""
    lines = [line.strip() for line in _PARTED.sub("", text).split("\n")]
    lines = [line for line in lines if not _PAGE_NUMBER.match(line) or not line]
    longest = max(map(len, text.split("\n")), default=0)
    joined: list[str] = []
    goes_on = False
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        if line and goes_on:
            joined[-1] += f" {line}"
        elif line:
            joined.append(line)
        is_full = len(line) >= _FULL * longest
        is_over = line.endswith(_ENDS) and _is_heading(following, longest)
        goes_on = bool(line) and not is_over and (is_full or (goes_on and not line.endswith(_ENDS)))
    return "\n\n".join(joined)


def _is_heading(line: str, longest: int) -> bool:
    """Tell whether a line that follows the end of a sentence may be a subheading: short, and not the end of another."""
    return line[:1].isupper() and len(line) < _SHORT * longest and not line.endswith((*_ENDS, ","))


def _joined(pages: list[str]) -> tuple[str, tuple[int, ...]]:
    """Return the pages as one text, and where each begins; a sentence that goes on overleaf is not cut in two."""
    text = ""
    starts: list[int] = []
    for page in pages:
        if text and page:
            last = text.rpartition("\n\n")[2]
            text += " " if not last.endswith(_ENDS) and len(last) > MAX_HEADING else "\n\n"
        starts.append(len(text))
        text += page
    return text, tuple(starts)


def _stated(reader: PdfReader) -> tuple[str | None, str | None]:
    """Return title and author as the document's properties state them; without a title nobody looked after them."""
    about = reader.metadata
    title = " ".join(tidy(str(about.title or "")).split()) if about else ""
    if not title or re.search(r"^Microsoft \w+ - |\.\w{2,4}$|^untitled|^unbenannt", title, re.IGNORECASE):
        return None, None
    return title, " ".join(tidy(str((about and about.author) or "")).split()) or None
