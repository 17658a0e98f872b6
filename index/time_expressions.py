"""The time that a question names, as days: "letzte Woche", "zwischen März und Mai 2024", "since Monday". Pure.

Which words are a time is told by patterns of our own, for a search for dates in running text takes "May" for a month
wherever it stands. What the words mean is told by dateparser, which takes 80 ms to import and half a millisecond a
question: it is called only where there are such words.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from index.dates import Days, PartialDate
from index.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_MONTH = (
    r"(?:januar|january|jänner|februar|february|märz|march|april|mai|may|juni|june|juli|july|august|september"
    r"|oktober|october|november|dezember|december)"
)
_SHORT_MONTH = rf"(?:{_MONTH}|(?:jan|feb|mar|apr|jun|jul|aug|sept?|okt|oct|nov|dez|dec)\b\.?)"
_WEEKDAY = (
    r"(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
)
_LAST = r"(?:letzte|vergangene|vorige)[nrsm]?|last|past|previous"
_NUMBER = (
    r"(?:\d{1,3}|eine[mnr]?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf"
    r"|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
)
_UNIT = r"(?:tag|woche|monat|jahr|day|week|month|year)(?:e|en|n|s)?"
_LONG_UNIT = r"(?:woche|monat|jahr|week|month|year)(?:e|en|n|s)?"
"""Without the day: "to this day" and "the last days" are counted from no day."""
_OF_ANOTHER = r"(?!\s+(?:of|des|vor|before)\b)"
"""The last week *of the war* is not counted from today."""
_POINT = re.compile(
    rf"""\b(?:
    (?P<iso>\d{{4}}-\d{{2}}(?:-\d{{2}})?)(?![\w-])
    | (?P<dotted>\d{{1,2}}\.\s?\d{{1,2}}\.\s?\d{{4}})(?!\d)
    | (?P<written>\d{{1,2}}(?:\.|st|nd|rd|th)?\s+(?:of\s+)?{_SHORT_MONTH}(?:,?\s+\d{{4}})?
        | {_SHORT_MONTH}\s+\d{{4}}
        | {_SHORT_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?)(?![\w])
    | (?P<count>(?:{_LAST})\s+(?P<many>{_NUMBER})\s+(?P<units>{_UNIT}))\b{_OF_ANOTHER}
    | (?P<ago>vor\s+{_NUMBER}\s+{_UNIT}|{_NUMBER}\s+{_UNIT}\s+ago)\b
    | (?P<last>(?:{_LAST})\s+(?P<unit>{_LONG_UNIT}))\b{_OF_ANOTHER}
    | (?P<this>(?:diese[nrsm]?|this)\s+(?P<running>{_LONG_UNIT}))\b{_OF_ANOTHER}
    | (?P<day>vorgestern|gestern|(?:the\s+)?day\s+before\s+yesterday|yesterday)\b
    | (?P<now>heute|today)\b
    | (?:(?:{_LAST})\s+)?(?P<weekday>{_WEEKDAY})\b
    | (?P<month>{_MONTH})\b
    | (?P<year>(?:19|20)\d\d)(?![\w%]|[.,:]\d|\s*(?:%|€|\$|euro|dollar|prozent|percent|meter|metres|kilomet))
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_MAY_HOLD = re.compile(
    rf"\d{{4}}|\b(?:{_MONTH}|{_WEEKDAY}|gestern|vorgestern|heute|yesterday|today|{_LAST}|this|diese[nrsm]?|ago)\b"
    rf"|\bvor\s+{_NUMBER}\s|\d\s+{_SHORT_MONTH}|\d\.\s*{_SHORT_MONTH}",
    re.IGNORECASE,
)
_OPERATOR = re.compile(
    r"\b(?:(?P<since>seit|ab|since)|(?P<after>nach|after)|(?P<before>vor|before)|(?P<until>bis|until|till))"
    r"(?:\s+(?:dem|der|den|zum|zur|the|einschließlich))*\s+$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:\b(?:in|im|am|on|vom|von|aus|of|from|during|während|der|den|dem|des|the|innerhalb|within|over)\s+)+"
    r"(?:jahre?s?\s+|year\s+)?$",
    re.IGNORECASE,
)
_YEAR_LEAD = re.compile(r"\b(?:im\s+jahre?|in\s+the\s+year)\s+$", re.IGNORECASE)
_RANGE_LEAD = re.compile(r"\b(?:zwischen|between|von|vom|from)(?:\s+(?:dem|der|the))?\s+$", re.IGNORECASE)
_RANGE_LINK = re.compile(r"\s*(?:und|and|bis|to|until|till|–|-)(?:\s+(?:zum|dem|der|the))?\s*", re.IGNORECASE)
_MONTH_LEAD = re.compile(
    r"\b(?:im|in|seit|ab|since|bis|until|till|vor|before|nach|after|vom|von|from|zwischen|between|und|and|to|of|last)\s+$",
    re.IGNORECASE,
)
_PUBLISHED_BEFORE = re.compile(
    r"\b(?:artikeln?|berichten?|berichte|meldung(?:en)?|nachrichten|beiträgen?|beitrag"
    r"|(?:news\s+)?(?:articles?|reports?|stories|story)|news)(?:\s+(?:published|reported))?\s+$"
    r"|\b(?:what|was)\s+(?:was|has\s+been|wurde|ist)\s+(?:reported|published|written)\s+$",
    re.IGNORECASE,
)
_PUBLISHED_AFTER = re.compile(
    r"\s+(?:berichtet(?:en?)?|veröffentlicht|gemeldet|publiziert|erschienen)\b", re.IGNORECASE
)
_VERBS = frozenset({"may", "march"})
"""Words that are no month unless they are capitalised: "to march", "as they may"."""
_BARE_YEAR = re.compile(r"^(?:im\s+jahre?\s+|in\s+(?:the\s+year\s+)?)?\d{4}$", re.IGNORECASE)
_YEARS = re.compile(r"jahr|year", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """The time that a question names."""

    days: Days
    words: Span
    """In code points of the question, its preposition included."""
    restricts: bool
    """Whether it can only be when an article was published."""


def find(question: str, today: date, language: str | None = None) -> TimeExpression | None:
    """Return the time that a question names; None where it names none, or several that do not belong together."""
    if _MAY_HOLD.search(question) is None:
        return None
    points = [match for match in _POINT.finditer(question) if _is_time(match)]
    found = []
    while points:
        first, second = points[0], points[1] if len(points) > 1 else None
        if second is not None and _is_range(first, second):
            one, used = _range(first, second, today, language), 2
        else:
            one, used = _single(first, today, language), 1
        found += [one] if one is not None else []
        points = points[used:]
    restricting = [one for one in found if one.restricts]
    if restricting:
        return restricting[0]
    return found[0] if len(found) == 1 else None


def _is_time(match: re.Match[str]) -> bool:
    """Tell whether a lone month's name is one: "May" and "August" are names as well, "march" is a verb."""
    if not match["month"]:
        return True
    if match["month"] in _VERBS:
        return False
    return _MONTH_LEAD.search(match.string[: match.start()]) is not None


def _is_range(first: re.Match[str], second: re.Match[str]) -> bool:
    between = first.string[first.end() : second.start()]
    return _RANGE_LINK.fullmatch(between) is not None and _RANGE_LEAD.search(first.string[: first.start()]) is not None


def _range(first: re.Match[str], second: re.Match[str], today: date, language: str | None) -> TimeExpression | None:
    text = first.string
    year = re.search(r"\b\d{4}$", second[0])
    begins = first[0] if re.search(r"\d{4}", first[0]) or year is None else f"{first[0]} {year[0]}"
    start, end = _resolved(begins, today, language), _resolved(second[0], today, language)
    if start is None or end is None or start.first is None or end.end is None or start.first >= end.end:
        return None
    lead = _RANGE_LEAD.search(text[: first.start()])
    begin = lead.start() if lead else first.start()
    return _placed(text, begin, second.end(), Days(start.first, end.end), restricts=False)


def _single(match: re.Match[str], today: date, language: str | None) -> TimeExpression | None:
    days = _days(match, today, language)
    if days is None:
        return None
    before = match.string[: match.start()]
    year_lead = _YEAR_LEAD.search(before)
    begin = year_lead.start() if year_lead else match.start()
    operator = _OPERATOR.search(before[:begin])
    begin = operator.start() if operator else begin
    lead = None if operator or year_lead else _LEAD.search(before)
    begin = lead.start() if lead else begin
    if operator:
        days = _opened(operator, days)
    return _placed(match.string, begin, match.end(), days, restricts=_from_today(match, operator))


def _from_today(match: re.Match[str], operator: re.Match[str] | None) -> bool:
    """Tell whether a time is counted from today, in days, weeks or months: no text has it in these words."""
    if match["weekday"] or match["now"]:
        return operator is not None and operator["since"] is not None
    if not (match["count"] or match["ago"] or match["last"] or match["this"] or match["day"]):
        return False
    return _YEARS.search(match[0]) is None


def _placed(text: str, begin: int, end: int, days: Days, *, restricts: bool) -> TimeExpression:
    """Return the expression, with the word for an article that it belongs to, if it does."""
    before, after = _PUBLISHED_BEFORE.search(text[:begin]), _PUBLISHED_AFTER.match(text, end)
    if _BARE_YEAR.search(text[begin:end]):  # "Welches Buch wurde 1937 veröffentlicht?" is about the book
        after = None
    if before or after:
        restricts = True
        begin = before.start() if before else begin
        end = after.end() if after else end
    return TimeExpression(days, Span(begin, end), restricts)


def _opened(operator: re.Match[str], days: Days) -> Days:
    if operator["since"]:
        return Days(days.first, None)
    if operator["after"]:
        return Days(days.end, None)
    return Days(None, days.first if operator["before"] else days.end)


def _days(match: re.Match[str], today: date, language: str | None) -> Days | None:
    if match["count"]:
        since = _point(f"vor {match['many']} {match['units']}", today, ["de"]) or _point(
            f"{match['many']} {match['units']} ago", today, ["en"]
        )
        return None if since is None else Days(since[0], today + timedelta(days=1))
    if match["this"]:
        return _period(today, _unit(match["running"]))
    if match["last"]:
        since = _point(f"1 {_unit(match['unit'])} ago", today, ["en"])
        return None if since is None else _period(since[0], _unit(match["unit"]))
    return _resolved(match["weekday"] or match["written"] or match[0], today, language)


def _unit(word: str) -> str:
    """Return the English name of a unit of time."""
    for unit, beginnings in (("day", ("tag", "day")), ("week", ("woche", "week")), ("month", ("monat", "month"))):
        if word.lower().startswith(beginnings):
            return unit
    return "year"


def _resolved(words: str, today: date, language: str | None) -> Days | None:
    """Return the days that the words of one point in time mean."""
    if re.fullmatch(r"\d{4}(?:-\d{2}){0,2}", words):
        try:
            when = PartialDate.parse(words)
        except ValueError:
            return None
        return Days(when.first_day(), when.last_day() + timedelta(days=1))
    point = _point(words, today, ["en", "de"] if language == "en" else ["de", "en"])
    return None if point is None else _period(*point)


def _period(day: date, unit: str) -> Days | None:
    """Return the day, week, month or year that a day lies in."""
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return Days(monday, monday + timedelta(days=7))
    when = PartialDate(day.year, None if unit == "year" else day.month, day.day if unit == "day" else None)
    return Days(when.first_day(), when.last_day() + timedelta(days=1))


_parser_lock = threading.Lock()
"""dateparser keeps what it has read of a language in caches, and nowhere says that threads may share them."""


def _point(words: str, today: date, languages: Sequence[str]) -> tuple[date, str] | None:
    """Return a day and how precise it is (day, week, month, year), as dateparser reads the words."""
    from dateparser.date import DateDataParser  # noqa: PLC0415 -- takes 80 ms, and most questions name no time

    settings = {
        "RELATIVE_BASE": datetime(today.year, today.month, today.day),  # noqa: DTZ001 -- a day, in no time zone
        "PREFER_DATES_FROM": "past",
        "PARSERS": ["relative-time", "absolute-time"],
    }
    with _parser_lock:
        parser = DateDataParser(languages=list(languages), use_given_order=True, settings=settings)
        data = parser.get_date_data(words)
    if data.date_obj is None:
        return None
    return data.date_obj.date(), data.period if data.period in ("week", "month", "year") else "day"
