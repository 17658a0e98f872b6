"""Dates as precise as their source, and ranges of days. Nothing is made up."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

_PARTIAL_DATE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2})(?:[T ](?P<clock>\d{2}:\d{2}\S*))?)?)?",
)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date that is as precise as its source: a year, a month, a day, or a moment. Nothing is made up."""

    year: int
    month: int | None = None
    day: int | None = None
    clock: str | None = None
    """Time of day as ISO 8601 has it, with the offset where the source gives one (``09:30:00+01:00``)."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2024``, ``2024-06``, ``2024-06-06`` or a timestamp.

        Raises:
            ValueError: the text is none of these, or no such day exists.

        """
        match = _PARTIAL_DATE.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"'{text}' is not a date; write 2024, 2024-06, 2024-06-06 or a timestamp")
        year, month, day = (int(part) if part else None for part in match.group("year", "month", "day"))
        found = cls(year or 0, month, day, match["clock"])
        try:
            found.first_day()
            if found.clock is not None:
                datetime.fromisoformat(str(found))
        except ValueError as error:
            raise ValueError(f"'{text}' is not a date: {error}") from None
        return found

    def __str__(self) -> str:
        """Return the ISO form, exactly as precise as the date is."""
        text = f"{self.year:04d}"
        if self.month is not None:
            text += f"-{self.month:02d}"
        if self.day is not None:
            text += f"-{self.day:02d}"
        return text if self.clock is None else f"{text}T{self.clock}"

    def first_day(self) -> date:
        """Return the first day on which it may have been."""
        return date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    def last_day(self) -> date:
        """Return the last day on which it may have been."""
        month = 12 if self.month is None else self.month
        return date(self.year, month, calendar.monthrange(self.year, month)[1] if self.day is None else self.day)


@dataclass(frozen=True, slots=True)
class Days:
    """A half-open range of days; None leaves that side open."""

    first: date | None
    end: date | None
    """The first day that is not in it any more."""

    def overlaps(self, when: PartialDate | None) -> bool:
        """Tell whether a date may lie in it; an unknown one does not."""
        if when is None:
            return False
        return (self.end is None or when.first_day() < self.end) and (
            self.first is None or when.last_day() >= self.first
        )
