"""Bytes → text, for files of any age."""

from __future__ import annotations

import codecs
import re

from index.errors import ItemError

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
WESTERN = "cp1252"
"""What German and English files of age are in, if not UTF-8."""
_SAMPLE = 200_000
"""Bytes that are enough to tell an encoding by."""
_STRAY = 10
"""Control characters that a text may have, however short it is; binary data has them in every line."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_REMEDY = "save it as UTF-8"


def decode(data: bytes) -> tuple[str, str | None]:
    """Return the text and, if it was not UTF-8, a warning that names the encoding that it was read in.

    Raises:
        ItemError: the bytes are no text in any encoding that is known.

    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decode(data, encoding), None
    try:
        return _not_binary(data.decode("utf-8")), None
    except UnicodeDecodeError:
        return _guess(data)


def clean(text: str) -> str:
    """Return `text` without what SQLite and Telegram cannot hold; nothing shifts: one character for one."""
    return _SURROGATE.sub("�", text.replace("\0", "�"))


def not_utf8(encoding: str) -> str:
    """Return the warning that a file was read in another encoding."""
    return f"is not UTF-8; it was read as {encoding}, {_REMEDY} if its letters are wrong"


def _guess(data: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes  # noqa: PLC0415 -- only where a file is not UTF-8

    matches = from_bytes(data[:_SAMPLE])
    best = matches.best()
    if best is None:
        raise ItemError(f"is not text in any known encoding; {_REMEDY}")
    # Where several fit equally well, it is the one that German and English files of that age are in.
    western = next((one for one in matches if one.encoding == WESTERN and one.chaos <= best.chaos), None)
    encoding = (western or best).encoding
    text = _not_binary(_decode(data, encoding))
    return text, not_utf8(encoding)


def _not_binary(text: str) -> str:
    if len(_CONTROL.findall(text)) > max(_STRAY, len(text) // 100):
        raise ItemError(f"is not text but binary data; {_REMEDY}, or take it out of the folder")
    return text


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise ItemError(f"cannot be read as {encoding} ({error}); {_REMEDY}") from error
