"""What syncs did and could not do → Telegram messages, and how far one is. Pure."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from index.records import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.texts import Texts
    from index.sync_records import Failure, SyncReport

_MAX_PROBLEM = 250
_LISTED_PROBLEMS = 10


def report_message(report: SyncReport, texts: Texts) -> str:
    """Return what a sync did, as HTML: the numbers, and the first of what failed."""
    numbers = {
        name: texts.number(getattr(report, name))
        for name in ("added", "changed", "removed", "unchanged", "articles", "passages")
    }
    message = texts.reindex_done.format(**numbers, seconds=texts.number(round(report.seconds)))
    if report.failed:
        message += f"\n\n{texts.reindex_problems.format(count=texts.number(len(report.failed)))}"
        message += _problems(report.failed, texts)
    return message


def problems_message(failed: Sequence[Failure] | str, texts: Texts) -> str:
    """Return what a sync that nobody asked for could not read, as HTML, or why the whole of it failed."""
    if isinstance(failed, str):
        return texts.schedule_failed.format(error=escape(shorten(failed, _MAX_PROBLEM)))
    return texts.schedule_problems.format(count=texts.number(len(failed))) + _problems(failed, texts)


def _problems(failed: Sequence[Failure], texts: Texts) -> str:
    told = "".join(
        f"\n• {escape(shorten(f'{failure.source}: {failure.error}', _MAX_PROBLEM))}"
        for failure in failed[:_LISTED_PROBLEMS]
    )
    if len(failed) > _LISTED_PROBLEMS:
        told += f"\n{texts.reindex_more_problems.format(count=len(failed) - _LISTED_PROBLEMS)}"
    return told


def bar(done: int, total: int, width: int = 16) -> str:
    """Return a bar of `width` characters, filled as far as `done` of `total`."""
    filled = width if total <= 0 else min(width, done * width // total)
    return "▓" * filled + "░" * (width - filled)
