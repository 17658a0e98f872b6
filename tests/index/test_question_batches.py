from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.question_batches import QuestionBatches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class Lengths:
    """Encodes a text as its length; the first batch goes on when it is let go, and "?" cannot be encoded."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.begun = Event()
        self.go = Event()

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the lengths, shape (texts, 1)."""
        self.batches.append(list(texts))
        if not self.begun.is_set():
            self.begun.set()
            assert self.go.wait(30)
        if "?" in texts:
            raise ValueError("no words")
        return np.array([[len(text)] for text in texts], np.float32)


def ask(encode: Lengths, texts: Sequence[str], most: int = 32) -> list[float | str]:
    """Ask the first text, the others in their order while it is being encoded; return the vectors or the errors."""
    batches = QuestionBatches(encode, most)
    with ThreadPoolExecutor(len(texts)) as threads:
        asked = [threads.submit(batches.encode, texts[0])]
        assert encode.begun.wait(30)
        for count, text in enumerate(texts[1:], 1):
            asked.append(threads.submit(batches.encode, text))
            while len(batches._waiting) < count:
                os.sched_yield()
        encode.go.set()
        errors = [one.exception(30) for one in asked]
        return [
            float(one.result()[0]) if error is None else str(error) for one, error in zip(asked, errors, strict=True)
        ]


def test_lone_question_is_encoded_at_once() -> None:
    """Who asks alone waits for nobody, and is encoded in the thread that asks."""
    encode = Lengths()
    encode.go.set()
    batches = QuestionBatches(encode)
    assert batches.encode("aaa").tolist() == [3.0]
    assert batches.encode("b").tolist() == [1.0]
    assert encode.batches == [["aaa"], ["b"]]


def test_waiting_questions_are_encoded_together() -> None:
    """What comes in while a question is encoded is one batch, and each gets its own vector."""
    encode = Lengths()
    assert ask(encode, ["a", "bb", "ccc", "dddd"]) == [1.0, 2.0, 3.0, 4.0]
    assert encode.batches == [["a"], ["bb", "ccc", "dddd"]]


def test_batch_has_a_most() -> None:
    """More than a batch holds are encoded in several, the first come first."""
    encode = Lengths()
    assert ask(encode, ["a", "bb", "ccc", "dddd", "eeeee", "ffffff"], most=2) == [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
    assert encode.batches == [["a"], ["bb", "ccc"], ["dddd", "eeeee"], ["ffffff"]]


def test_error_reaches_its_own_batch_only() -> None:
    """What cannot be encoded is an error for those who were encoded with it; whoever comes after is answered."""
    encode = Lengths()
    assert ask(encode, ["a", "bb", "?", "dddd"], most=2) == [1.0, "no words", "no words", 4.0]
    assert encode.batches == [["a"], ["bb", "?"], ["dddd"]]


def test_too_few_vectors_leave_nobody_waiting() -> None:
    """An encoder that forgets a question is an error, not somebody who waits for ever."""
    batches = QuestionBatches(lambda _: np.empty((0, 1), np.float32))
    with pytest.raises(ValueError, match="zip"):
        batches.encode("a")
