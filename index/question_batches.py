"""Questions that come in while others are being encoded are encoded together.

A model's weights are read from memory once for a batch, whoever asks: 32 questions together take 2.5 ms each, a lone
one 7 ms (the bundled model in bfloat16, one core with AMX). No thread of its own does the work, and nobody waits for
others to come: whoever asks while nothing is encoded encodes at once, and takes along what has been waiting until then.
"""

from __future__ import annotations

import threading
from collections import deque
from concurrent.futures import Future
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]
    Waiting = tuple[str, Future[Vector]]

MOST = 32
"""Questions of one batch. More would not make any of them faster, and the first would wait for the last."""


class QuestionBatches:
    """Encodes questions of several threads, one batch at a time."""

    def __init__(self, encode: Callable[[Sequence[str]], Vector], most: int = MOST) -> None:
        """Take what encodes a batch: it returns one vector a text, shape (texts, dimension)."""
        self._encode_all = encode
        self._most = most
        self._waiting: deque[Waiting] = deque()
        self._busy = False
        self._freed = threading.Condition()

    def encode(self, text: str) -> Vector:
        """Return the vector of a question, shape (dimension,). What goes wrong reaches those of the same batch only."""
        vector: Future[Vector] = Future()
        with self._freed:
            self._waiting.append((text, vector))
        while batch := self._next(vector):
            self._encode(batch)
        return vector.result()

    def _next(self, wanted: Future[Vector]) -> list[Waiting]:
        """Return what this thread has to encode, the first come first; nothing once somebody has encoded `wanted`."""
        with self._freed:
            self._freed.wait_for(lambda: wanted.done() or not self._busy)
            if wanted.done():
                return []
            self._busy = True
            return [self._waiting.popleft() for _ in range(min(len(self._waiting), self._most))]

    def _encode(self, batch: Sequence[Waiting]) -> None:
        try:
            vectors = self._encode_all([text for text, _ in batch])
            for (_, waiting), vector in zip(batch, vectors, strict=True):
                waiting.set_result(vector)
        except BaseException as error:  # noqa: BLE001 -- each of them raises it; else they would wait for ever
            for _, waiting in batch:
                if not waiting.done():
                    waiting.set_exception(error)
        finally:
            with self._freed:
                self._busy = False
                self._freed.notify_all()
