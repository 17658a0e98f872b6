"""The texts of one language, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.records import PartialDate


@dataclass(frozen=True, slots=True)
class Texts:
    """Every text of the bot in one language. Those with braces are filled by `str.format`."""

    language: str
    months: tuple[str, ...]
    day_format: str
    """How a day is written: ``{day}``, ``{month}`` (its name), ``{year}``."""

    start: str
    """For /start; {bot} is the bot's user name."""
    help: str
    help_admin: str
    """Follows `help` for an admin."""
    ask_usage: str
    quotes_usage: str
    quotes_head: str
    """{query} {count}; stands over a list of quotations."""
    quotes_none: str
    """{query}: who, and on what."""
    quotes_expired: str
    """In a small window: a page of a list that is not remembered any more."""
    newer: str
    """On the button to quotations of newer articles."""
    older: str
    no_words: str
    """The question has no words in it."""
    no_answer: str
    unsure: str
    """Stands over an answer whose confidence is only just enough."""
    nearest: str
    """Stands over the titles of the nearest articles."""
    also: str
    """Stands over the titles of further articles."""
    said_direct: str
    """{speaker}: who says the answer, word for word."""
    said_indirect: str
    """{speaker}: who says the answer, in other words."""
    said_by_nobody: str
    """The answer is what somebody says, and the text does not tell who."""
    under_heading: str
    """{heading}: the subheading that a passage stands under."""
    page: str
    """{page}: the page of its document that the answer is on."""
    no_library: str
    error: str
    """{number}: under which the log has the details."""

    reindex_not_allowed: str
    """{user}: the id to put into the config."""
    reindex_running: str
    reindex_running_elsewhere: str
    """As `reindex_running`, in another chat than the one that it was started from."""
    reindex_started: str
    reindex_loading: str
    """{done}"""
    reindex_cutting: str
    """{bar} {percent} {done} {total}"""
    reindex_embedding: str
    """{bar} {percent} {done} {total}"""
    reindex_indexing: str
    reindex_done: str
    """{added} {changed} {removed} {unchanged} {articles} {passages} {seconds}"""
    reindex_failed: str
    """{error}"""
    reindex_interrupted: str
    """Goes into `reindex_failed` when the bot stops."""
    reindex_problems: str
    """{count}; stands over the list of what failed."""
    reindex_more_problems: str
    """{count}"""
    schedule_failed: str
    """{error}: why a sync that nobody asked for failed."""
    schedule_problems: str
    """{count}; as `reindex_problems`, of a sync that nobody asked for."""
    command_ask: str
    command_quotes: str
    command_help: str
    command_reindex: str

    def date(self, when: PartialDate) -> str:
        """Write a date out, exactly as precise as it is: ``Juni 2024``."""
        if when.month is None:
            return str(when.year)
        month = self.months[when.month - 1]
        if when.day is None:
            return f"{month} {when.year}"
        return self.day_format.format(day=when.day, month=month, year=when.year)

    def number(self, value: int) -> str:
        """Write a number with the separators of the language."""
        return f"{value:,}" if self.language == "en" else f"{value:,}".replace(",", ".")
