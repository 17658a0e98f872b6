"""What the bot says, in German and in English. Words of articles never stand here."""

from __future__ import annotations

from bot.texts.de import GERMAN
from bot.texts.en import ENGLISH
from bot.texts.model import Texts

__all__ = ["ENGLISH", "GERMAN", "LANGUAGES", "Texts", "texts_for"]

LANGUAGES = {"de": GERMAN, "en": ENGLISH}


def texts_for(language_code: str | None) -> Texts:
    """Return the texts for a language tag as Telegram or a locale has it (``de``, ``de-AT``, ``de_DE.UTF-8``)."""
    code = (language_code or "").lower().replace("_", "-").partition("-")[0]
    return LANGUAGES.get(code, ENGLISH)
