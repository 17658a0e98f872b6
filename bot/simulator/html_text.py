"""Telegram's HTML: ``parse_mode=HTML`` to a plain text with entities, as strict as Telegram.

The rules and the error texts are those of TDLib's parser (``td/telegram/MessageEntity.cpp``), and of "HTML style" in
the Bot API's documentation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.simulator.links import LinkError, checked
from bot.simulator.text import Entity, FormattedText, in_order, utf16_length

_KINDS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("tg-spoiler", "span"), "spoiler"),
    "a": "text_link",
    "blockquote": "blockquote",
    "code": "code",
    "pre": "pre",
    "tg-emoji": "custom_emoji",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_LAST_CODE_POINT = 0x10FFFF
_LONGEST_REFERENCE = 9

_REFERENCE = re.compile(r"&(?:#x(?P<hex>[0-9A-Fa-f]+)|#(?P<decimal>[0-9]+)|(?P<name>[A-Za-z]+))(?P<end>;?)")
_START_TAG = re.compile(r"<([^\s>]*)(?=[\s>])", re.ASCII)
_END_TAG = re.compile(r"</([^\s>]*)\s*(>?)", re.ASCII)
_SPACE = re.compile(r"\s*", re.ASCII)
_ATTRIBUTE_NAME = re.compile(r"[^\s=>]*", re.ASCII)
_STRING = re.compile(r"""(["'])(.*?)\1""", re.DOTALL)
_TOKEN = re.compile(r"([A-Za-z0-9.-]*)([\s>]?)", re.ASCII)
_SURROGATE = re.compile("[\ud800-\udfff]")


class HtmlError(ValueError):
    """Telegram cannot parse the HTML; the message is Telegram's, with the byte offset in UTF-8."""


def parse(html: str) -> FormattedText:
    """Return the plain text, trimmed, and the entities of a text in Telegram's HTML.

    Raises:
        HtmlError: a tag that is unknown, unclosed, unmatched or wrongly nested, or a malformed attribute.

    """
    return _Parser(html).parse()


@dataclass(frozen=True, slots=True)
class _OpenTag:
    name: str
    attributes: dict[str, str]
    offset: int
    """Where its text starts, in UTF-16 units."""
    piece: int
    """Where its text starts, in the pieces of plain text."""


class _Parser:
    def __init__(self, html: str) -> None:
        self._html = html
        self._at = 0
        self._pieces: list[str] = []
        self._units = 0
        self._open: list[_OpenTag] = []
        self._entities: list[Entity] = []

    def parse(self) -> FormattedText:
        while self._at < len(self._html):
            if self._html.startswith("</", self._at):
                self._end_tag()
            elif self._html[self._at] == "<":
                self._start_tag()
            else:
                self._character()
        if self._open:
            raise HtmlError(f'Can\'t find end tag corresponding to start tag "{self._open[-1].name}"')
        text = "".join(self._pieces)
        if _SURROGATE.search(text):
            raise HtmlError(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            )
        # The language of a <code> counts only where a <pre> took it over.
        entities = [replace(e, argument=None) if e.kind == "code" else e for e in self._entities]
        return FormattedText(text, in_order(entities)).trimmed()

    def _character(self) -> None:
        piece, self._at = _decoded(self._html, self._at)
        self._pieces.append(piece)
        self._units += utf16_length(piece)

    def _start_tag(self) -> None:
        begin = self._at
        match = _START_TAG.match(self._html, begin)
        if match is None:
            raise self._error("Unclosed start tag", begin)
        name = match.group(1).lower()
        if name not in _KINDS:
            raise self._error(f'Unsupported start tag "{name}"', begin)
        self._at = match.end()
        attributes = self._attributes(name, begin)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise self._error('Tag "span" must have class "tg-spoiler"', begin)
        if name == "blockquote" and any(tag.name == name for tag in self._open):
            # Telegram documents the rule, but no text for it.
            raise self._error("Blockquotes can't be nested", begin)
        self._open.append(_OpenTag(name, attributes, self._units, len(self._pieces)))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while True:
            self._skip_space()
            if self._next() == ">":
                self._at += 1
                return found
            name, value = self._attribute(tag, begin)
            found[name] = value

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self._take(_ATTRIBUTE_NAME).group()
        if not name:
            if not self._next():
                raise self._error("Unclosed start tag", begin)
            raise self._error(f'Empty attribute name in the tag "{tag}"', begin)
        self._skip_space()
        if self._next() != "=":
            if (tag, name) == ("blockquote", "expandable"):
                return name, ""
            raise self._error(f'Expected equal sign in declaration of an attribute of the tag "{tag}"', begin)
        self._at += 1
        self._skip_space()
        if not self._next():
            raise self._error(f'Unclosed start tag "{tag}"', begin)
        return name, self._attribute_value(begin)

    def _attribute_value(self, begin: int) -> str:
        string = _STRING.match(self._html, self._at)
        if string:
            self._at = string.end()
            return _decoded_all(string.group(2))
        if self._next() in {'"', "'"}:
            raise self._error("Unclosed start tag", begin)
        start = self._at
        token = self._take(_TOKEN)
        if not token.group(2):
            raise self._error("Unexpected end of name token", start)
        self._at = token.end(1)
        return token.group(1).lower()

    def _end_tag(self) -> None:
        begin = self._at
        if not self._open:
            raise self._error("Unexpected end tag", begin)
        match = self._take(_END_TAG)
        if not match.group(2):
            raise self._error("Unclosed end tag", begin)
        tag = self._open.pop()
        name = match.group(1).lower()
        if name not in {"", tag.name}:
            found = f'Unmatched end tag at byte offset {self._byte(begin)}, expected "</{tag.name}>", found "</{name}>"'
            raise HtmlError(found)
        if self._units > tag.offset:
            self._add(tag)

    def _add(self, tag: _OpenTag) -> None:
        kind, argument = _KINDS[tag.name], None
        span = (tag.offset, self._units - tag.offset)
        match tag.name:
            case "a":
                argument = _link(tag.attributes.get("href") or "".join(self._pieces[tag.piece :]))
                if argument is None:
                    return
            case "tg-emoji":
                argument = tag.attributes.get("emoji-id", "")
                if not argument.isdecimal():
                    raise HtmlError("Invalid custom emoji identifier specified")
            case "blockquote" if "expandable" in tag.attributes:
                kind = "expandable_blockquote"
            case "code":
                argument = tag.attributes.get("class", "").partition("language-")[2] or None
            case "pre" if self._entities and self._entities[-1] == Entity("code", *span, self._entities[-1].argument):
                # <pre><code class="language-…"> is one block with a language.
                argument = self._entities[-1].argument
                if argument:
                    self._entities.pop()
        self._entities.append(Entity(kind, *span, argument))

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str]:
        match = pattern.match(self._html, self._at)
        if match is None:
            raise AssertionError(f"{pattern.pattern} matches anything")
        self._at = match.end()
        return match

    def _skip_space(self) -> None:
        self._take(_SPACE)

    def _next(self) -> str:
        return self._html[self._at : self._at + 1]

    def _byte(self, at: int) -> int:
        return len(self._html[:at].encode("utf-8", "surrogatepass"))

    def _error(self, text: str, at: int) -> HtmlError:
        return HtmlError(f"{text} at byte offset {self._byte(at)}")


def _decoded(html: str, at: int) -> tuple[str, int]:
    """Return the character at `at`, a character reference decoded, and where the next one starts."""
    match = _REFERENCE.match(html, at)
    decoded = _character_of(match) if match else None
    if match is None or decoded is None:
        return html[at], at + 1
    return decoded, match.end()


def _character_of(match: re.Match[str]) -> str | None:
    """Return what a reference stands for; None where Telegram leaves it as it is."""
    if match["name"]:
        return _NAMED.get(match["name"])
    if len(match.group()) - len(match["end"]) > _LONGEST_REFERENCE:
        return None
    code = int(match["hex"], 16) if match["hex"] else int(match["decimal"])
    return chr(code) if 0 < code < _LAST_CODE_POINT else None


def _decoded_all(html: str) -> str:
    pieces, at = [], 0
    while at < len(html):
        piece, at = _decoded(html, at)
        pieces.append(piece)
    return "".join(pieces)


def _link(url: str) -> str | None:
    """Return the URL as Telegram writes it; None for one that it drops without an error."""
    if url.startswith("tg://user"):
        # A mention, which stays plain text where Telegram does not know the person.
        return None
    try:
        return checked(url)
    except LinkError:
        return None
