"""Texts → batches of about equal work. Pure.

A batch costs what its longest text costs, times the number of its texts: the shorter ones are padded. So texts of like
length go together, and a batch is as many of them as a budget of tokens allows: few long ones, many short ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def by_length(lengths: Sequence[int], budget: int, multiple: int = 1) -> list[list[int]]:
    """Return batches of texts, each text by its position in `lengths`; the longest come first.

    Those that take long begin early, so that what several threads do at the end is short and they end together.

    Args:
        lengths: tokens of each text.
        budget: tokens of a batch with its padding; a text that is longer makes a batch of its own.
        multiple: texts are padded to a multiple of this many tokens.

    """
    batches: list[list[int]] = []
    most = 0
    for position in sorted(range(len(lengths)), key=lambda one: -lengths[one]):
        if not batches or len(batches[-1]) >= most:
            batches.append([])
            most = budget // max(1, padded(lengths[position], multiple))
        batches[-1].append(position)
    return batches


def padded(length: int, multiple: int) -> int:
    """Return how many tokens a text takes once it is padded."""
    return -(-length // multiple) * multiple
