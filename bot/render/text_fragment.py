"""Links into an article: ``URL#:~:text=…`` makes a browser scroll to the words and mark them. Pure.

The syntax is the WICG draft "URL Fragment Text Directives": ``text=start`` or ``text=start,end``. The words are matched
regardless of case, each of the two within one block of the page; ``-``, ``,`` and ``&`` have a meaning and are encoded.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_WHOLE = 12
"""Words up to which a sentence stands in the link as a whole."""
_EDGE = 5
"""Words that say where a longer one begins, and as many where it ends."""
_DIRECTIVE = ":~:"
_MARKS = re.compile(r"^[\W_]+|[\W_]+$")
"""What pages set in other signs than a feed does: quotation marks, mostly. The words are found without them."""


def text_link(url: str | None, text: str | None) -> str | None:
    """Return the address of these words in the page at `url`; None where no browser could go there.

    Args:
        url: the article's address; a fragment that it has stays in front.
        text: the words as they stand in the article, over several lines perhaps.

    """
    if not url or not text or not url.startswith(("https://", "http://")):
        return None
    try:
        path = urlsplit(url).path
    except ValueError:  # a port or a bracket that is none
        return None
    if path.lower().endswith(".pdf"):  # viewers of PDFs know no text directive, and some show it in their title
        return None
    parts = _parts(text)
    if not parts:
        return None
    address, _, fragment = url.partition("#")
    kept = fragment.partition(_DIRECTIVE)[0]
    return f"{address}#{kept}{_DIRECTIVE}text={','.join(map(_encoded, parts))}"


def _parts(text: str) -> list[str]:
    """Return the words to look for: all of them, or the first and the last few, neither across a line break."""
    lines = [line.split() for line in text.splitlines()]
    lines = [words for words in lines if _bare(words)]
    if not lines:
        return []
    first, last = lines[0], lines[-1]
    if len(lines) == 1 and len(first) <= _WHOLE:
        return [_bare(first)]
    edges = [_bare(first[:_EDGE]), _bare(last[-_EDGE:])]
    return edges if all(edges) else []


def _bare(words: list[str]) -> str:
    return _MARKS.sub("", " ".join(words))


def _encoded(words: str) -> str:
    """Return words in percent-encoding; `quote` leaves the hyphen, which has a meaning here."""
    return quote(words, safe="").replace("-", "%2D")
