"""What kind of file a file is. Its content decides; the name only tells texts apart, which look alike."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

TEXTS = {
    ".txt": ".txt", ".text": ".txt", ".md": ".md", ".markdown": ".md", ".jsonl": ".jsonl", ".ndjson": ".jsonl",
    ".csv": ".csv", ".tsv": ".csv", ".html": ".html", ".htm": ".html", ".xhtml": ".html",
    ".rss": ".rss", ".atom": ".rss", ".rdf": ".rss", ".xml": ".rss",
}  # fmt: skip
"""Ending of a text file → its kind."""
BINARIES = (".pdf", ".docx", ".zip", ".gz")

_HTML = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_PDF = b"%PDF-"
_PDF_START = 1_024
"""Bytes among which a PDF's mark may stand (as readers allow)."""


def ending(name: str) -> str:
    """Return the ending of a name in lower case, without that of its compression."""
    path = PurePosixPath(name)
    return PurePosixPath(path.stem if path.suffix.lower() == ".gz" else path.name).suffix.lower()


def kind_of(name: str, head: bytes) -> str | None:
    """Return the kind of a file by its first bytes and its name; None for one that is not read.

    A ``.zip`` may turn out to be a ``.docx``: `kind_of_zip`.
    """
    if head.startswith(b"\x1f\x8b"):
        return ".gz"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return ".zip"
    if _PDF in head[:_PDF_START]:
        return ".pdf"
    named = ending(name)
    if named in (".jsonl", ".ndjson", ".csv", ".tsv", ".md", ".markdown"):
        return TEXTS[named]
    if _HTML.match(head):
        return ".html"
    return TEXTS.get(named) or (named if named in BINARIES else None)


def kind_of_zip(names: Collection[str]) -> str | None:
    """Return which kind of zip has these files: a document, or an archive; None for a document that is not read."""
    if "word/document.xml" in names:
        return ".docx"
    others = {"[Content_Types].xml", "META-INF/container.xml", "META-INF/manifest.xml"}  # Office, EPUB, ODF and Java
    return ".zip" if others.isdisjoint(names) else None
