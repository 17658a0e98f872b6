"""Texts with entities: offsets in UTF-16 units, and the entities that Telegram finds by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

ASCII_SPACE = " \t\r\n\v\f"
TEXT_LIMIT = 4096
"""Code points of a message, counted after parsing."""
CAPTION_LIMIT = 1024
"""The same for the caption of a document or photo."""

_ARGUMENTS = {"text_link": "url", "pre": "language", "custom_emoji": "custom_emoji_id"}

# Among entities of the same span the outer comes first: Telegram orders them by these ranks.
_RANKS = {"blockquote": 0, "expandable_blockquote": 0, "pre": 11, "code": 20, "text_link": 49, "bold": 90}
_RANKS |= {"italic": 91, "underline": 92, "strikethrough": 93, "spoiler": 94, "custom_emoji": 99}

_CLOSED = frozenset({"code", "pre", "text_link"})
"""Entities inside of which Telegram finds no others."""

# A URL goes first, so that nothing is found inside of it. Only URLs with a scheme: bare domains would need the
# list of top-level domains.
_FOUND = re.compile(
    r"""(?P<url>https?://[^\s<>"]*[^\s<>"'.,;:!?)\]])
      | (?<![\w/<>])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)(?![\w/@])
      | (?<![\w@.])(?P<mention>@[A-Za-z0-9_]{3,32})(?!\w)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Entity:
    """A formatted or special part of a text."""

    kind: str
    offset: int
    """In UTF-16 units."""
    length: int
    """In UTF-16 units."""
    argument: str | None = None
    """The URL of a ``text_link``, the language of a ``pre``, the id of a ``custom_emoji``."""

    @property
    def end(self) -> int:
        """Return where the entity ends, in UTF-16 units."""
        return self.offset + self.length

    def json(self) -> dict[str, Any]:
        """Return the Bot API's ``MessageEntity``."""
        written: dict[str, Any] = {"type": self.kind, "offset": self.offset, "length": self.length}
        return written | ({_ARGUMENTS[self.kind]: self.argument} if self.argument else {})


@dataclass(frozen=True, slots=True)
class FormattedText:
    """A plain text and its entities, in Telegram's order."""

    text: str
    entities: tuple[Entity, ...] = ()

    def trimmed(self) -> FormattedText:
        """Strip white space around the text, as Telegram does, and shift and clip the entities with it."""
        kept = self.text.strip(ASCII_SPACE)
        lead = len(self.text) - len(self.text.lstrip(ASCII_SPACE))
        return FormattedText(kept, clipped(self.entities, lead, lead + utf16_length(kept)))


def utf16_length(text: str) -> int:
    """Return the length in UTF-16 units: characters above U+FFFF count twice."""
    return len(text) + sum(char > "\uffff" for char in text)


def clipped(entities: tuple[Entity, ...], start: int, end: int) -> tuple[Entity, ...]:
    """Return the entities of the part from `start` to `end` (UTF-16 units), with offsets counted from `start`."""
    parts = (
        replace(
            entity,
            offset=max(entity.offset, start) - start,
            length=min(entity.end, end) - max(entity.offset, start),
        )
        for entity in entities
    )
    return tuple(part for part in parts if part.length > 0)


def in_order(entities: list[Entity]) -> tuple[Entity, ...]:
    """Return the entities in Telegram's order: by offset, the longer first, then by kind."""
    return tuple(sorted(entities, key=lambda e: (e.offset, -e.length, _RANKS.get(e.kind, 50))))


def with_found_entities(text: str, given: tuple[Entity, ...] = ()) -> FormattedText:
    """Add the commands, mentions and URLs that Telegram finds to the given entities; none inside code or links."""
    closed = [entity for entity in given if entity.kind in _CLOSED]
    found = [
        Entity(str(match.lastgroup), utf16_length(text[: match.start()]), utf16_length(match.group()))
        for match in _FOUND.finditer(text)
        if match.lastgroup
    ]
    free = [one for one in found if not any(one.offset < other.end and other.offset < one.end for other in closed)]
    return FormattedText(text, in_order([*given, *free]))
