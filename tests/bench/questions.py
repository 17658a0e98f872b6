"""Real questions to ask: those beside the articles, or, where there are none, beginnings of their sentences."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.bench.recombined import Material

COUNT = 240
"""Questions of one measurement."""
_WORDS = 9


def questions(files: Sequence[Path], of: Sequence[Material], count: int = COUNT) -> list[str]:
    """Return questions, as many of each ``questions.jsonl`` beside the articles, a line ``{"question"}`` each."""
    beside = [file.with_name("questions.jsonl") for file in files]
    found = [_read(file) for file in dict.fromkeys(beside) if file.exists()]
    if not found:
        found = [[" ".join(one.text.split()[:_WORDS]) for one in material.sentences] for material in of]
    share = -(-count // len(found))
    return [question for one in found for question in evenly(one, share)][:count]


def evenly(items: Sequence[str], count: int) -> list[str]:
    """Return as many items as asked for, at even distances; all, if there are no more."""
    if len(items) <= count:
        return list(items)
    return [items[number * len(items) // count] for number in range(count)]


def _read(file: Path) -> list[str]:
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line)["question"] for line in lines if line.strip()]
