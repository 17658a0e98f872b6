"""What stands in an element or a value, as tidy lines."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from index.sources.html import json_ld
from index.sources.hygiene import tidy

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SPACE = re.compile(r"\s+")
_MARK = re.compile(r"[\W_]+")


def one(text: str | None) -> str | None:
    """Return text as one tidy line; None for nothing."""
    return _SPACE.sub(" ", tidy(text)).strip() or None if text else None


def told(text: str | None) -> str | None:
    """Return what a page says for machines as one tidy line: there, character references are often escaped twice."""
    return one(unescape(text)) if text else None


def text(value: object) -> str | None:
    """Return a value of JSON-LD as one tidy line."""
    return told(json_ld.text_of(value))


def words(element: HtmlElement) -> str:
    """Return the words of an element; what stands in elements of its own is parted by a space."""
    return " ".join(part for part in element.itertext() if part.strip())


def bare(line: str) -> str:
    """Return the letters and digits of a line, lower case: what is equal if two lines say the same."""
    return _MARK.sub("", line).casefold()
