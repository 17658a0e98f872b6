from __future__ import annotations

from bot.render.gap_pages import grouped
from bot.store.gaps import Gap


def gap(number: int, question: str, language: str = "de") -> Gap:
    """Return a question that was not answered."""
    return Gap(number, question, language, answered=False)


def test_similar_questions_are_one_group() -> None:
    """Questions that share half of their words, whatever their forms, are one group, and the largest is first."""
    groups = grouped(
        [gap(5, "Wie hoch ist der Turm?"), gap(4, "How high is the wall?", "en"), gap(3, "wer baute die Häuser"),
         gap(2, "Wer baut das Haus?"), gap(1, "wer baut das Haus am Fluss")]
    )  # fmt: skip
    assert [[one.number for one in group.gaps] for group in groups] == [[3, 2, 1], [5], [4]]


def test_questions_without_words_are_no_gaps() -> None:
    """Who sends a command alone, or nothing but signs, has asked for nothing that could be missing."""
    groups = grouped([gap(4, "???"), gap(3, ""), gap(2, "\u200b😀"), gap(1, "Wer?")])
    assert [[one.number for one in group.gaps] for group in groups] == [[1]]
