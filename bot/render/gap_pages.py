"""Questions without a good answer → groups of similar ones → pages of a message. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from index import analysis
from index.records import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.store.gaps import Gap
    from bot.texts import Texts

PER_PAGE = 5
_ALIKE = 0.5
"""Share of the stems of two questions together that both have, from which on they are one group."""
_MAX_QUESTION = 300


@dataclass(slots=True)
class Group:
    """Questions that ask for the same."""

    stems: frozenset[str]
    """Of the latest question, which stands for all."""
    gaps: list[Gap] = field(default_factory=list)


def grouped(gaps: Iterable[Gap]) -> list[Group]:
    """Return the groups, those of most questions first; what has no word asks for nothing, and is in none."""
    groups: list[Group] = []
    for gap in gaps:
        if not analysis.words(gap.question):
            continue
        stems = frozenset(analysis.stems(gap.question, gap.language)) or frozenset({gap.question.casefold()})
        near = max(groups, key=lambda one: _alike(one.stems, stems), default=None)
        if near is None or _alike(near.stems, stems) < _ALIKE:
            groups.append(near := Group(stems))
        near.gaps.append(gap)
    return sorted(groups, key=lambda one: -len(one.gaps))


def page(groups: Sequence[Group], number: int, texts: Texts) -> str:
    """Return one page as HTML; `number` counts from 0."""
    questions = sum(len(one.gaps) for one in groups)
    pages = -(-len(groups) // PER_PAGE)
    head = texts.admin.gaps_head.format(groups=texts.number(len(groups)), questions=texts.number(questions))
    if pages > 1:
        head += f" · {number + 1}/{pages}"
    first = number * PER_PAGE
    shown = groups[first : first + PER_PAGE]
    return "\n\n".join([head, *(_listed(one, place, texts) for place, one in enumerate(shown, first + 1))])


def _listed(group: Group, place: int, texts: Texts) -> str:
    counts = Counter(gap.answered for gap in group.gaps)
    why = [
        text.format(count=texts.number(counts[answered]))
        for answered, text in ((False, texts.admin.gap_unanswered), (True, texts.admin.gap_disliked))
        if counts[answered]
    ]
    return f"<b>{place}.</b> {escape(shorten(group.gaps[0].question, _MAX_QUESTION))}\n{' · '.join(why)}"


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the stems that both have, 0 to 1."""
    return len(one & other) / len(one | other)
