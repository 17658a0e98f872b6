"""How the archive and the bot are → one Telegram message. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from index.records import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.texts import Texts
    from index.listing_records import Status

_LISTED = 15
_MAX_NAME = 60
_MAX_ERROR = 120
_MINUTE, _HOUR, _DAY = 60.0, 3600.0, 86400.0


@dataclass(frozen=True, slots=True)
class BotState:
    """How the bot itself is."""

    uptime: float
    """Seconds."""
    questions: int
    """Of the last 24 hours."""
    alerts: int
    size: int
    """Bytes of the data folder."""
    syncing: bool


def page(status: Status, sources: Sequence[str], state: BotState, now: float, texts: Texts) -> str:
    """Return the message as HTML; `sources` are those of the config, `now` in seconds since 1970."""
    admin, number = texts.admin, texts.number
    archive = admin.status_archive.format(articles=number(status.articles), passages=number(status.passages))
    if status.withdrawn:
        archive += admin.status_withdrawn.format(count=number(status.withdrawn))
    model = admin.status_model.format(model=escape(status.model or "–"), size=size(state.size, texts))
    bot = admin.status_bot.format(
        uptime=span(state.uptime, texts), questions=number(state.questions), alerts=number(state.alerts)
    )
    return "\n\n".join(
        [
            f"{archive}\n{_last(status, now, texts)}",
            "\n".join([admin.status_sources, *_sources(status, sources, now, texts)]),
            f"{model}\n{bot}\n{admin.status_running if state.syncing else admin.status_idle}",
        ]
    )


def span(seconds: float, texts: Texts) -> str:
    """Return a length of time in the one unit that says most."""
    admin = texts.admin
    unit, text = (_MINUTE, admin.minutes) if seconds < 2 * _HOUR else (_HOUR, admin.hours)
    if seconds >= 2 * _DAY:
        unit, text = _DAY, admin.days
    return text.format(count=texts.number(int(max(0.0, seconds) // unit)))


def size(count: int, texts: Texts) -> str:
    """Return a number of bytes in MB or GB."""
    large = count >= 1e9  # noqa: PLR2004 -- a GB
    figure = f"{count / (1e9 if large else 1e6):.1f}"
    return f"{figure if texts.language == 'en' else figure.replace('.', ',')} {'GB' if large else 'MB'}"


def _last(status: Status, now: float, texts: Texts) -> str:
    last = status.last_sync
    if last is None:
        return texts.admin.status_no_sync
    numbers = {name: texts.number(last[name]) for name in ("added", "changed", "removed")}
    ago = texts.admin.ago.format(span=span(now - last["at"], texts))
    return texts.admin.status_last.format(ago=ago, failed=texts.number(len(last["failed"])), **numbers)


def _sources(status: Status, sources: Sequence[str], now: float, texts: Texts) -> list[str]:
    names = list(dict.fromkeys([*sources, *status.by_source]))
    errors: dict[str, list[str]] = {}
    for failure in (status.last_sync or {}).get("failed", ()):
        errors.setdefault(failure["source"], []).append(failure["error"])
    # Those with a failure first: they are what somebody has to look at.
    names.sort(key=lambda name: name not in errors)
    lines = []
    for name in names[:_LISTED]:
        at = status.last_read.get(name)
        read = texts.admin.status_never if at is None else texts.admin.ago.format(span=span(now - at, texts))
        line = texts.admin.status_source.format(
            name=escape(shorten(name, _MAX_NAME)), articles=texts.number(status.by_source.get(name, 0)), read=read
        )
        if found := errors.get(name):
            more = f" (+{texts.number(len(found) - 1)})" if len(found) > 1 else ""
            line += f"\n  ⚠️ {escape(shorten(found[0], _MAX_ERROR))}{more}"
        lines.append(line)
    if len(names) > _LISTED:
        lines.append(texts.admin.status_more.format(count=texts.number(len(names) - _LISTED)))
    return lines
