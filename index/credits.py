"""The marks of provenance that a news text carries in itself: a date before the lead, an agency credit at the end."""

from __future__ import annotations

import re

from index.records import PartialDate, Span

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
