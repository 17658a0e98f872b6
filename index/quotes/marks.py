"""Quotation marks → the ranges that they enclose. One pass, linear in the text whatever stands in it.

A mark closes what it can close, unless it stands where only an opening one can: after white space and before a letter.
Which marks form a pair is the union of what newsrooms use; „ and “ are never read as an English opening.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

_CLOSERS = {
    "„": '“”"', "“": '”“"', "”": "”", '"': '"”“', "»": "«»", "«": "»",
    "‚": "‘’'", "‘": "’'", "'": "'’", "›": "‹›", "‹": "›",
}  # fmt: skip
"""Opening mark → the marks that close it."""
_SINGLE = "‚‘’'"
_ALWAYS_OPENS = "„‚"
_OPENS_BEFORE_SPACE = "„»«"
"""These are set with a space inside where French habits are followed."""
_MARKS = re.compile("[„“”\"»«‚‘’'›‹]|\\n[^\\S\\n]*\\n\\s*|\\n")
MAX_LENGTH = 8_000
"""Characters; more than this between two marks is a mark that was forgotten."""
_APOSTROPHE_REACH = 400
"""Characters that are looked through for a later closing mark, where one may be an apostrophe (workers’)."""


@dataclass(frozen=True, slots=True)
class _Open:
    """An opening mark that waits for its closing one."""

    mark: str
    at: int
    paragraph: int


@dataclass(slots=True)
class _State:
    """The opening marks so far, the innermost last, and how many of each kind there are."""

    stack: list[_Open]
    counts: Counter[str]
    found: list[Span]
    paragraph: int = 0
    at_start: bool = True
    """Whether only white space stands between the last line break and here."""

    def push(self, one: _Open) -> None:
        self.stack.append(one)
        self.counts[one.mark] += 1

    def pop(self) -> _Open:
        one = self.stack.pop()
        self.counts[one.mark] -= 1
        return one

    def closable(self, mark: str) -> bool:
        """Tell whether an open mark is one that `mark` closes; constant in the depth of the stack."""
        return any(self.counts[opening] for opening, closers in _CLOSERS.items() if mark in closers)


def quoted(text: str) -> list[Span]:
    """Return the outermost ranges in quotation marks, the marks with them, in order."""
    return _outermost(_pairs(text))


def inner(text: str, span: Span) -> Span:
    """Return what stands between the marks of a quotation."""
    return Span(span.start + 1, max(span.start + 1, span.end - 1)) if text[span.start] in _CLOSERS else span


def _pairs(text: str) -> list[Span]:
    state = _State([], Counter(), [])
    for match in _MARKS.finditer(text):
        mark = match[0]
        if mark[0] == "\n":
            _new_line(state, blank=mark.count("\n") > 1)
            continue
        first = not text[text.rfind("\n", 0, match.start()) + 1 : match.start()].strip() if state.at_start else False
        _take(text, state, match.start(), first=first)
        state.at_start = False
    return state.found


def _new_line(state: _State, *, blank: bool) -> None:
    """Forget what cannot go on over a line break: single marks never do over a paragraph."""
    state.at_start = True
    state.paragraph += 1
    while blank and state.stack and state.stack[-1].mark in _SINGLE:
        state.pop()


def _take(text: str, state: _State, at: int, *, first: bool) -> None:
    mark = text[at]
    before, after = text[at - 1 : at] or " ", text[at + 1 : at + 2] or " "
    if mark in "'’" and ((before.isalnum() and after.isalnum()) or _is_apostrophe(text, at)):
        return
    starts = _opens_word(before) and not (after.isspace() or after in ".,;:!?)")
    if state.closable(mark) and not starts and mark not in _ALWAYS_OPENS:
        _close(state, mark, at)
    elif mark in _CLOSERS and (starts or mark in _ALWAYS_OPENS or (mark in _OPENS_BEFORE_SPACE and after.isspace())):
        _open(state, mark, at, first=first)


def _opens_word(before: str) -> bool:
    return before.isspace() or before in '([{–—-/:„“"»«‚‘›‹…'


def _is_apostrophe(text: str, at: int) -> bool:
    """Tell whether a mark is the apostrophe of a plural ("workers’ rights"), or of "'s" and "’90s"."""
    if text[at + 1 : at + 2].isdigit() or text[at + 1 : at + 3] in {"s ", "n "}:
        return True
    if text[at - 1 : at] not in ("s", "x", "z") or not text[at + 1 : at + 2].isspace():
        return False
    rest = text[at + 1 : at + _APOSTROPHE_REACH].split("\n", 1)[0]
    later = re.search(r"[‘‚]|(?<=[\w.,!?])[’'](?!\w)", rest)
    return later is not None and later[0] in "’'" and rest[1:2].islower()


def _open(state: _State, mark: str, at: int, *, first: bool) -> None:
    """Put an opening mark down, unless it repeats one at the head of a paragraph that goes on with a quotation."""
    if state.counts[mark]:
        older = next(one for one in reversed(state.stack) if one.mark == mark)
        if older.paragraph != state.paragraph:
            if first and at - older.at <= MAX_LENGTH:
                return
            while state.pop() is not older:
                pass
    state.push(_Open(mark, at, state.paragraph))


def _close(state: _State, mark: str, at: int) -> None:
    while mark not in _CLOSERS[state.stack[-1].mark]:
        state.pop()
    opened = state.pop()
    if at - opened.at <= MAX_LENGTH and at > opened.at + 1:
        state.found.append(Span(opened.at, at + 1))


def _outermost(spans: Iterable[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept
