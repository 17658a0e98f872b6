"""The texts of one language, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from index.dates import PartialDate

if TYPE_CHECKING:
    from datetime import date

    from bot.texts.admin import AdminTexts
    from index.dates import Days


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
    """For /help in a private chat; {bot}."""
    help_group: str
    """For /help in a group; {bot}."""
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

    latest_head: str
    """Stands over the newest articles."""
    latest_head_of: str
    """{sources}: the names that the list is restricted to."""
    latest_none: str
    latest_none_of: str
    """{words}: no source is called so."""
    list_expired: str
    """In a small window: what a button leads to is not there any more."""
    sources_head: str
    sources_none: str
    sources_more: str
    """{count}: of sources that are not listed."""
    source_articles: str
    """{count}"""
    source_latest: str
    """{date}: of a source's newest article."""
    source_outlets: str
    """{names}: who published its articles."""
    source_read: str
    """{date} {time}: when a source was read last."""
    article_usage: str
    article_none: str
    """{words}: what no article was found by."""
    article_several: str
    """{name}: an id that several articles have; stands over their list."""
    article_page: str
    """{number} {count}"""
    previous_page: str
    next_page: str

    inline_hint: str
    """On the button over the newest articles; 64 characters at most, as the next one."""
    inline_nothing: str
    inline_read: str
    """On the button that shows an article without an address in the private chat."""

    privacy: str
    privacy_private_only: str
    """Follows `privacy` in a group: where data can be deleted."""
    privacy_delete: str
    """On the button."""
    privacy_sure: str
    """What will be deleted, asked before it is."""
    privacy_yes: str
    privacy_no: str
    privacy_kept: str
    privacy_deleted: str
    """{turns} {answers} {ratings} {alerts}: how many of each were deleted."""
    privacy_failed: str
    privacy_open: str
    """On the button that leads to the private chat."""

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
    also_in: str
    """{sources}: other articles with the same report."""
    from_source: str
    """{source}: that the question asks for."""
    since: str
    """{date}: the first day of those that the question asks for, where there is no last one."""
    until: str
    """{date}: the last day, where there is no first one."""
    nearest_beyond: str
    """Stands over the titles of the nearest articles where none of the time or source that was asked for answers."""
    quotation_marks: tuple[tuple[str, str], ...]
    """Pairs of them, the usual one first; the next ones are for words that have it themselves."""
    page_shown: str
    """{page} {pages}: in a small window, which of the passages is shown."""
    button_article: str
    button_copy: str
    button_refine: str
    refine: str
    """How a question is made narrower."""
    refine_reply: str
    """Follows `refine` in a group."""
    refine_found: str
    """Follows `refine`, over the buttons with narrower questions that the archive answers."""
    according_to: str
    """{who} {question}: a narrower question, as the index understands it."""
    from_year: str
    """{year} {question}: a narrower question, as the index understands it."""
    rated_good: str
    rated_bad: str
    answer_expired: str
    """In a small window: the answer is not remembered any more."""
    article_gone: str
    """In a small window."""
    article_changed: str
    """In a small window: the words that were shown are not in the article any more."""
    article_id: str
    """{id}: as a command takes it."""
    answer_above: str
    """What is left of a message with the rest of an answer that has become shorter and cannot be deleted."""
    alert_usage: str
    alert_made: str
    """{question}"""
    alert_open: str
    """Follows `alert_made` where nothing answers yet."""
    alert_answered: str
    """Follows `alert_made` where something answers already; a button shows it."""
    alert_known: str
    """{question}: it waits here already."""
    alert_too_many: str
    """{most}: alerts that one person may have in a chat."""
    alert_too_long: str
    """{most}: characters."""
    alert_heading: str
    """{question}; stands over a passage that was waited for."""
    alert_ended: str
    """In a small window."""
    alert_gone: str
    """In a small window: the alert of a button has been ended before."""
    alert_of_others: str
    """In a small window: who may end an alert."""
    alerts_none: str
    alerts_head: str
    """{count}"""
    alert_since: str
    """{question} {date}; a line of the list."""
    button_alert_show: str
    button_alert_end: str
    button_alert_drop: str
    """{number}: of the line in the list."""

    corrected_words: str
    """{date}; stands over the new wording of a sentence."""
    corrected_origin: str
    """{date}; stands over the same words, of which who wrote or said them, or when, was told wrongly."""
    corrected_dropped: str
    """{date}; stands over the title of an article that does not have the words any more."""
    corrected_withdrawn: str
    """{date}; stands over the title of an article that is gone."""
    corrected_restored: str
    """{date}; stands over words that were not shown any more, and are in their article again."""

    no_library: str
    error: str
    """{number}: under which the log has the details."""

    not_allowed: str
    """{user}: the id to put into the config; for somebody who writes in private and may not use the bot."""
    not_allowed_tap: str
    """{user}; the same in a small window, without HTML."""
    too_many: str
    """{seconds}: after which the next question is taken."""
    too_many_taps: str
    """{seconds}; in a small window."""
    queued: str
    queue_full: str
    """{count}: questions that wait."""
    only_group_admins: str
    hello_group: str
    """{bot}; when the bot is added to a group. One of the next two follows."""
    mentions_seen: str
    """{bot}; in a group where the bot sees all messages."""
    mentions_unseen: str
    """{bot}; in a group where the privacy mode hides mentions."""
    hello_not_allowed: str
    """{chat}: the id to put into the config; follows where only some people may use the bot."""
    privacy_on: str
    """{bot}; to the admins of the bot when it starts."""
    settings_private: str
    settings_group: str
    settings_language: str
    """{value}"""
    settings_passages: str
    """{value}"""
    settings_askers: str
    """{value}: one of `settings_all` and `settings_admins`."""
    settings_automatic: str
    """On a button: the language that each reader's Telegram has."""
    settings_all: str
    """On a button."""
    settings_admins: str
    settings_kept: str
    settings_not_kept: str
    settings_not_allowed: str
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
    admin: AdminTexts
    """What admins read."""
    command_ask: str
    command_quotes: str
    command_latest: str
    command_sources: str
    command_article: str
    command_alert: str
    command_alerts: str
    command_settings: str
    command_help: str
    command_privacy: str
    command_reindex: str
    command_status: str
    command_add: str
    command_remove: str
    command_gaps: str

    profile: str
    """What an empty chat with the bot shows; 512 characters at most."""
    profile_short: str
    """What its profile shows; 120 characters at most."""

    def date(self, when: PartialDate) -> str:
        """Write a date out, exactly as precise as it is: ``Juni 2024``."""
        if when.month is None:
            return str(when.year)
        month = self.months[when.month - 1]
        if when.day is None:
            return f"{month} {when.year}"
        return self.day_format.format(day=when.day, month=month, year=when.year)

    def days(self, days: Days) -> str:
        """Write a range of days out: as a month or a year where it is one, else from its first to its last day."""
        first, last = days.first, None if days.end is None else days.end - timedelta(days=1)
        if first is None or last is None:
            if (day := first or last) is None:
                return ""
            return (self.until if first is None else self.since).format(date=self.date(_partial(day)))
        wholes = (PartialDate(first.year), PartialDate(first.year, first.month), _partial(first))
        whole = next((one for one in wholes if (one.first_day(), one.last_day()) == (first, last)), None)
        if whole is not None:
            return self.date(whole)
        return f"{self.date(_partial(first))} – {self.date(_partial(last))}"

    def number(self, value: int) -> str:
        """Write a number with the separators of the language."""
        return f"{value:,}" if self.language == "en" else f"{value:,}".replace(",", ".")


def _partial(day: date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)
