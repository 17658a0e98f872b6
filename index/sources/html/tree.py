"""Bytes of a page → its tree: the encoding that it is in, and the bounds that keep any page cheap."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from lxml.etree import ParserError
from lxml.html import HTMLParser, document_fromstring

from index.errors import ItemError
from index.sources.decoding import decode

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_MARKS = 200_000
"""Characters "<" of a page, of which a news page has some 10,000: a bound of its elements before there is a tree."""
MAX_ELEMENTS = 60_000
"""Elements of a page; news pages have up to 10,000."""
MAX_TAG = 100_000
"""Characters from "<" to ">"; a longer tag may have few attributes only: libxml2 compares each with all others."""
MAX_ATTRIBUTES = 1_000

_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_HEAD = 4_096
"""Bytes among which a page states its encoding (HTML standard: 1,024)."""
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# As browsers do (WHATWG Encoding): who says Latin-1 means Windows.
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "latin_1": "cp1252"}
_VALUE = re.compile(r"\"[^\"]*\"|'[^']*'")
_LONG_TAG = re.compile(rf"<[a-zA-Z][^<>]{{{MAX_TAG},}}")


def parse(data: bytes, charset: str | None = None) -> tuple[HtmlElement, str | None]:
    """Return a page's tree and, where its encoding had to be guessed, a warning.

    Args:
        data: the page.
        charset: the encoding that its server states.

    Raises:
        ItemError: the page is empty, too large, or no HTML.

    """
    text, warning = _decoded(data, charset)
    if (count := text.count("<")) > MAX_MARKS:
        raise ItemError(f"has {count:,} marks, too many for one page; give the article alone")
    for tag in _LONG_TAG.finditer(text):
        if len(_VALUE.sub("", tag[0]).split()) > MAX_ATTRIBUTES:
            raise ItemError("has a tag of thousands of attributes; take it out, or get it anew")
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except (ParserError, ValueError):
        raise ItemError("is empty; take it out, or get it anew") from None
    if (count := sum(1 for _ in tree.iter())) > MAX_ELEMENTS:
        raise ItemError(f"has {count:,} elements, too many for one page; give the article alone")
    return tree, warning


def _decoded(data: bytes, charset: str | None) -> tuple[str, str | None]:
    """Decode as browsers do, but UTF-8 goes before what is stated: hardly any other text is valid UTF-8 by chance."""
    if data.startswith(_BOMS):
        return decode(data)
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError:
        stated = [charset, *(match.decode("ascii") for match in _META_CHARSET.findall(data[:_HEAD]))]
    for name in stated:
        encoding = _codec(name)
        text = data.decode(encoding, "replace") if encoding is not None else ""
        if text and not (encoding == "utf-8" and _is_not_utf8(text)):
            return text, None
    return decode(data)


def _is_not_utf8(text: str) -> bool:
    """Tell whether a page that says it is UTF-8 is not, from what came of it; a few broken letters are nothing."""
    broken = text.count("\ufffd")
    return broken > sum(character > "\x7f" for character in text) - broken


def _codec(name: str | None) -> str | None:
    """Return Python's name of a text encoding, None for one that it does not know."""
    try:
        found = codecs.lookup(name or "")
    except (LookupError, ValueError):
        return None
    return _MEANT.get(found.name, found.name) if found._is_text_encoding else None  # noqa: SLF001 -- else "hex" is one
