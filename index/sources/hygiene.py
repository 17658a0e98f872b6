"""What is typed or encoded wrongly in a text, mended before it is stored: every quotation is of the mended text.

Not for ``.jsonl``: its lines are other programs' work, with offsets of their own, and what `export` writes must come in
as it went out. There `decoding.clean` changes one character for one, and nothing shifts.
"""

from __future__ import annotations

import re
import unicodedata

from index.sources.decoding import clean

# Soft hyphens, and what has no width at all; joiners stay where they join (below).
_INVISIBLE = re.compile(r"[\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# A zero-width (non-)joiner is part of an emoji, or of a script that is joined; between Latin letters it is a leftover.
_LATIN_JOINER = re.compile(r"(?<![^\x00-\u024f])[\u200c\u200d](?![^\x00-\u024f])")
_SPACES = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
# What UTF-8 looks like when it was read as Latin-1 or cp1252: "Ã¼", "â€ž", "Â«".
_MOJIBAKE = re.compile(r"[ÂÃÄÅÎÐâïð][\x80-\xbf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€]")


def tidy(text: str) -> str:
    """Return `text` as it was meant: whole letters, plain spaces and line breaks, nothing that cannot be seen."""
    # Again, until nothing is left: what was decoded wrongly twice shows it when it is mended once, or when what stands
    # beside it is a plain space, and a letter is a Latin one when it is joined with its accent.
    while (found := _tidied(text)) != text:
        text = found
    return text


def _tidied(text: str) -> str:
    text = _BREAKS.sub("\n", text)
    if _MOJIBAKE.search(text):
        text = _demojibaked(text)
    text = _LATIN_JOINER.sub("", _INVISIBLE.sub("", text))
    return unicodedata.normalize("NFC", _CONTROL.sub("�", clean(_SPACES.sub(" ", text))))


def _demojibaked(text: str) -> str:
    """Mend each line by itself: an article may quote one that was read wrongly."""
    from ftfy import fix_encoding  # noqa: PLC0415 -- only where a text looks like it

    return "\n".join(fix_encoding(line) if _MOJIBAKE.search(line) else line for line in text.split("\n"))
