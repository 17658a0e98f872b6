"""The marks of provenance that a news text carries in itself: dates, datelines, bylines and agency credits.

Only what stands where newsrooms put it is one: before the lead, on a line of its own, or after the last sentence. And
but for the brackets at the end, only agencies that are known are: "Lund (SPD) – …" is no dateline.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.dates import PartialDate
from index.first_names import gender_of
from index.records import Found, Provenance, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_DATE_HEAD = re.compile(
    r"\s*(?:date|datum)\s*:?[ \t]+(?P<date>\d{4}(?:-\d{2}(?:-\d{2}(?:[T ]\d{2}:\d{2}\S*)?)?)?)(?![\w-]):?\s*",
    re.IGNORECASE,
)
# "(afp/red)", "(dpa)", "(AP, eigener Bericht)" would be a sentence, so: short tokens, joined by slashes or commas.
_CLOSING_CREDIT = re.compile(
    r"\((?P<credit>[a-zA-ZäöüÄÖÜ][\w.-]{1,14}(?:\s?[/,]\s?[\w.-]{2,14}){0,4})\)\s*\Z",
)
_TAIL = 120
"""Characters at the end of a text among which a closing credit is sought."""


_AGENCY = (
    r"(?:dpa|afp|apa|ap|reuters|sda|keystone-sda|kna|epd|sid|dapd|ddp|dts|ots|efe|ansa|tass|ntb|tt|pap|pa|upi|belga|anp|"
    r"ritzau|xinhua|bloomberg|(?:the\s)?associated\spress|agence\sfrance-presse|press\sassociation|pa\smedia|"
    r"deutsche\spresse-agentur|austria\spresse\sagentur)"
)
_CREDIT = rf"{_AGENCY}(?:-[a-z]{{2,8}})?(?:\s?[/,]\s?[\w.-]{{2,14}}){{0,4}}"
_PLACE = r"(?!(?:Der|Die|Das|Ein|Eine|Im|In|Am|The|A|An)\b)[A-ZÄÖÜ][\w.'’-]{1,30}(?:[ /][A-ZÄÖÜ][\w.'’-]{1,30}){0,3}"
_DAY = r"(?:\d{1,2}\.\s?[A-Za-zäöü]{3,9}\.?|[A-Za-z]{3,9}\.?\s\d{1,2})(?:,?\s\d{4})?"
_DATELINE = re.compile(
    rf"(?:(?P<place>{_PLACE})(?:,\s(?P<day>{_DAY}))?\s)?\((?i:(?P<credit>{_CREDIT}))\)\s?[-–—:]{{1,2}}\s",
)
_NAME = r"[A-ZÄÖÜ][\w.'’-]*(?:\s(?:von|van|de|der|den|zu|da|al|[A-ZÄÖÜ][\w.'’-]*)){0,3}\s[A-ZÄÖÜ][\w'’-]+"
_BYLINE = re.compile(
    rf"(?:Von|VON|By|BY)[ \t]+(?P<author>{_NAME}(?:(?:,| und| and| &)[ \t](?!(?i:{_CREDIT})\b){_NAME}){{0,3}})"
    rf"(?:(?:,|[ \t]\|)[ \t](?i:(?P<credit>{_CREDIT})))?",
)
_CREDIT_LINE = re.compile(
    rf"(?:(?:©|\(c\)|quelle:|source:|mit material von|with material from)[ \t]*)?/?(?P<credit>{_CREDIT})/?"
    r"(?:,[ \t]dpa:[\d-]+/\d+)?",
    re.IGNORECASE,
)
_DATE_WORDS = re.compile(
    r"(?:(?P<d1>\d{1,2})\.\s?(?P<m1>[^\W\d]+)|(?P<m2>[^\W\d]+)\.?\s(?P<d2>\d{1,2}))\.?,?\s(?P<y>\d{4})"
)
_MONTHS = ("jan", "feb", "mar mär", "apr", "may mai", "jun", "jul", "aug", "sep", "oct okt", "nov", "dec dez")
_MAX_LINE = 160
"""Characters of a line that may be a byline or a credit."""


def date_head(text: str) -> tuple[PartialDate | None, int]:
    """Return the date that stands before the lead (``date 2024-06 Die Nato …``) and where the lead begins.

    Without such a head: None, and the first character that is not white space.

    Raises:
        ValueError: there is a head, but no such day exists.

    """
    match = _DATE_HEAD.match(text)
    if match is None:
        return None, len(text) - len(text.lstrip())
    return PartialDate.parse(match["date"]), match.end()


def closing_credit(text: str) -> tuple[str, Span] | None:
    """Return the agency credit that closes a text, without its brackets, and the range of it with them.

    Only a credit that follows the end of a sentence is one: in "the alliance (nap)" the brackets explain a word.
    """
    tail_start = max(0, len(text) - _TAIL)
    match = _CLOSING_CREDIT.search(text, tail_start)
    if match is None:
        return None
    before = text[: match.start()].rstrip()
    if not before or before[-1] not in ".!?…“”\"«»’‘'":
        return None
    return match["credit"], Span(match.start(), match.start() + len(match[0].rstrip()))


def body_of(text: str) -> Span:
    """Return the range of a text between a date before the lead and a closing credit, white space cut off."""
    try:
        start = date_head(text)[1]
    except ValueError:
        start = len(text) - len(text.lstrip())
    closing = closing_credit(text)
    end = len(text[: closing[1].start].rstrip()) if closing else len(text.rstrip())
    return Span(min(start, end), end)


def provenance(text: str) -> Provenance:
    """Return where a text says of itself that it comes from: agency, author, place and date, as far as it does."""
    try:
        published, start = date_head(text)
    except ValueError:
        published, start = None, len(text) - len(text.lstrip())
    byline = _byline(text, start)
    dateline = _DATELINE.match(text, _after_line(text, byline, start))
    closing = closing_credit(text)
    credit_lines = [
        Found(closing[0], Span(closing[1].start + 1, closing[1].start + 1 + len(closing[0]))) if closing else None,
        _found(dateline, "credit"),
        _found(byline, "credit"),
        _credit_line(text),
    ]
    return Provenance(
        credit=next((one for one in credit_lines if one is not None), None),
        author=_found(byline, "author"),
        place=_found(dateline, "place"),
        published=published or _dateline_date(dateline),
    )


def _byline(text: str, start: int) -> re.Match[str] | None:
    """Return a byline that is the first line or the last one; without an agency, the name must be one."""
    for first, last in _edge_lines(text, start):
        match = _BYLINE.fullmatch(text, first, last)
        if match is not None and (match["credit"] or gender_of(match["author"])):
            return match
    return None


def _credit_line(text: str) -> Found | None:
    """Return a credit that is the last line of a text, with "©" or "Quelle:" or by itself."""
    *_, (first, last) = _edge_lines(text, 0)
    match = _CREDIT_LINE.fullmatch(text, first, last)
    return _found(match, "credit") if first > 0 else None


def _edge_lines(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the first and the last line, white space at their ends cut off; long ones cut short."""
    first_end = text.find("\n", start)
    first_end = len(text) if first_end < 0 else first_end
    yield start, start + len(text[start : min(first_end, start + _MAX_LINE)].rstrip())
    end = len(text.rstrip())
    last = max(text.rfind("\n", 0, end) + 1, end - _MAX_LINE, 0)
    yield last + len(text[last:end]) - len(text[last:end].lstrip()), end


def _after_line(text: str, byline: re.Match[str] | None, start: int) -> int:
    """Return where the lead begins: after a byline that stands before it."""
    at = byline.end() if byline is not None and byline.start() == start else start
    return at + len(text[at : at + _MAX_LINE]) - len(text[at : at + _MAX_LINE].lstrip())


def _found(match: re.Match[str] | None, group: str) -> Found | None:
    if match is None or match[group] is None:
        return None
    return Found(match[group], Span(*match.span(group)))


def _dateline_date(dateline: re.Match[str] | None) -> PartialDate | None:
    """Return the date of a dateline that names a year; "6. Juni" alone is no date that could be kept."""
    match = _DATE_WORDS.fullmatch(dateline["day"]) if dateline is not None and dateline["day"] else None
    if match is None:
        return None
    name = (match["m1"] or match["m2"]).lower()[:3]
    month = next((number for number, names in enumerate(_MONTHS, 1) if name in names.split()), None)
    if month is None:
        return None
    try:
        return PartialDate.parse(f"{match['y']}-{month:02d}-{int(match['d1'] or match['d2']):02d}")
    except ValueError:
        return None
