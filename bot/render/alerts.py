"""What is shown of alerts. Pure."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from index.records import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.texts import Texts
    from index.dates import PartialDate

PER_PAGE = 10
_IN_A_ROW = 5
_MAX_SHOWN = 200
"""Characters of a question in a list, and over an answer: ten of them fit into a message."""


def heading(question: str, texts: Texts) -> str:
    """Return what stands over a passage that was waited for, as plain text."""
    return texts.alert_heading.format(question=shorten(question, _MAX_SHOWN))


def made(question: str, number: int, texts: Texts, *, answered: bool) -> tuple[str, InlineKeyboardMarkup]:
    """Return what is said, as HTML, when an alert has been made, and the buttons under it."""
    html = texts.alert_made.format(question=escape(question)) + (texts.alert_answered if answered else texts.alert_open)
    row = [_end(number, texts)]
    if answered:
        row.insert(0, InlineKeyboardButton(texts.button_alert_show, callback_data=f"alert:show:{number}:0"))
    return html, InlineKeyboardMarkup([row])


def known(question: str, number: int, texts: Texts) -> tuple[str, InlineKeyboardMarkup]:
    """Return what is said of an alert that was there already, and the button to end it."""
    return texts.alert_known.format(question=escape(question)), InlineKeyboardMarkup([[_end(number, texts)]])


def page(
    alerts: Sequence[tuple[int, str, PartialDate]], number: int, texts: Texts
) -> tuple[str, InlineKeyboardMarkup | None]:
    """Return one page of a chat's alerts (id, question, day) as HTML, and its buttons; `number` counts from 0."""
    if not alerts:
        return texts.alerts_none, None
    last = (len(alerts) - 1) // PER_PAGE
    number = min(number, last)
    first = number * PER_PAGE
    shown = alerts[first : first + PER_PAGE]
    head = texts.alerts_head.format(count=len(alerts)) + (f" · {number + 1}/{last + 1}" if last else "")
    lines = [
        f"{place}. " + texts.alert_since.format(question=escape(shorten(question, _MAX_SHOWN)), date=texts.date(day))
        for place, (_, question, day) in enumerate(shown, first + 1)
    ]
    drops = [
        InlineKeyboardButton(texts.button_alert_drop.format(number=place), callback_data=f"alert:drop:{alert}:{number}")
        for place, (alert, _, _) in enumerate(shown, first + 1)
    ]
    rows = [drops[start : start + _IN_A_ROW] for start in range(0, len(drops), _IN_A_ROW)]
    turns = [
        InlineKeyboardButton(label, callback_data=f"alert:list:0:{other}")
        for label, other in (("‹", number - 1), ("›", number + 1))
        if 0 <= other <= last
    ]
    return "\n".join([head, "", *lines]), InlineKeyboardMarkup([*rows, turns] if turns else rows)


def _end(number: int, texts: Texts) -> InlineKeyboardButton:
    return InlineKeyboardButton(texts.button_alert_end, callback_data=f"alert:end:{number}:0")
