"""``.docx``: a Word document. Its headings are subheadings; its first heading, or its properties, give the title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import ItemError
from index.records import Article
from index.sources.archive import check, opened_zip
from index.sources.fields import read_text
from index.sources.hygiene import tidy
from index.sync_records import Loaded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from docx.document import Document

    from index.config import SourceConfig
    from index.sources.opened import OpenFile

_TITLES = ("Title", "Heading 1")


def load(source: SourceConfig, file: OpenFile) -> Iterator[Loaded]:
    """Yield the one article of the document; its id is the file's name within the source.

    Raises:
        ItemError: it is no document, encrypted, too large, or has no text.

    """
    with file.seekable() as stream:
        document = _opened(stream)
        title, text = _parts(document)
        properties = document.core_properties
        stated = tidy(properties.title or "").strip() or None
        article = Article(
            source=source.name,
            id=file.name,
            text=read_text(text),
            title=title or stated,
            # Word writes the name of whoever is logged in; where somebody gave a title, it was looked after.
            author=(tidy(properties.author or "").strip() or None) if stated else None,
            origin=file.name,
        )
    yield Loaded(article)


def _opened(stream: BinaryIO) -> Document:
    from docx import Document  # noqa: PLC0415 -- with lxml, only where a .docx file is read

    try:
        with opened_zip(stream) as archive:
            check(archive)
        stream.seek(0)
        return Document(stream)
    except (ItemError, OSError):
        raise
    except Exception as error:  # a damaged document raises whatever its parts raise
        reason = " ".join(str(error).split())[:200]
        raise ItemError(f"is no Word document that can be read ({reason}); save it anew as .docx") from error


def _parts(document: Document) -> tuple[str | None, str]:
    """Return the title that the document begins with, and its paragraphs, headings and table rows."""
    from docx.table import Table  # noqa: PLC0415 -- as above

    # A merged cell would be given once for each place that it reaches over, be these as many as the document says.
    for merging in list(document.element.iter("{*}gridSpan", "{*}vMerge")):
        merging.getparent().remove(merging)
    title: str | None = None
    blocks: list[str] = []
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            rows = ((" ".join(tidy(cell.text).split()) for cell in row.cells) for row in part.rows)
            blocks += [f"| {' | '.join(row)} |" for row in rows]
            continue
        text = tidy(part.text).strip()
        style = (part.style.name or "") if part.style is not None else ""
        if text and title is None and not blocks and style in _TITLES:
            title = " ".join(text.split())
        elif text:
            blocks.append(f"- {text}" if style.startswith("List") else text)
    return title, "\n\n".join(blocks)
