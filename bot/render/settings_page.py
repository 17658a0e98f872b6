"""The settings of a chat → a message with buttons. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.store.chats import Settings
    from bot.texts import Texts

MOST_PASSAGES = 5
_CHOSEN = "✓ "


@dataclass(frozen=True, slots=True)
class Page:
    """What is shown."""

    html: str
    rows: tuple[tuple[tuple[str, str], ...], ...]
    """Rows of buttons: label, and what is sent when it is tapped, ``set:KEY:VALUE``."""


def page(settings: Settings, hits: int, texts: Texts, *, group: bool) -> Page:
    """Show the settings of a chat; `hits` is the number of passages of the config."""
    languages = {"auto": texts.settings_automatic, "de": "Deutsch", "en": "English"}
    askers = {"all": texts.settings_all, "admins": texts.settings_admins}
    language, asker = settings.language or "auto", settings.askers or "all"
    passages = settings.passages or hits
    counts = {str(count): str(count) for count in range(1, MOST_PASSAGES + 1)}
    lines = [
        f"<b>{texts.settings_group if group else texts.settings_private}</b>\n",
        texts.settings_language.format(value=languages[language]),
        texts.settings_passages.format(value=passages),
    ]
    rows = [_row("lang", languages, language), _row("n", counts, str(passages))]
    if group:
        lines.append(texts.settings_askers.format(value=askers[asker]))
        rows.append(_row("ask", askers, asker))
    return Page("\n".join(lines), tuple(rows))


def _row(key: str, values: dict[str, str], chosen: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (f"{_CHOSEN if value == chosen else ''}{label}", f"set:{key}:{value}") for value, label in values.items()
    )


def changed(settings: Settings, key: str, value: str) -> Settings:
    """Return the settings after a tap on a button of a page."""
    match key:
        case "lang":
            return replace(settings, language=None if value == "auto" else value)
        case "n":
            return replace(settings, passages=int(value))
        case _:
            return replace(settings, askers=None if value == "all" else value)
