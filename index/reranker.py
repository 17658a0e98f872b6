"""A cross-encoder: it reads a question and a passage together. Better than two vectors, and much slower; optional.

It is imported and loaded when the first question comes to it.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from index.errors import EncoderError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sentence_transformers import CrossEncoder

_REMEDY = "correct reranker under [search], or take it out"


class Reranker(Protocol):
    """Says of each text how likely it answers a question."""

    def logits(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return a log-odds for each text."""


@functools.lru_cache(maxsize=1)
def load(model: str) -> Reranker:
    """Load a cross-encoder by the name or the folder that sentence-transformers knows.

    Raises:
        EncoderError: it cannot be loaded.

    """
    try:
        from sentence_transformers import CrossEncoder  # noqa: PLC0415 -- takes seconds, so only where one is wanted

        return _CrossEncoder(CrossEncoder(model, num_labels=1, local_files_only=Path(model).is_dir()))
    except Exception as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise EncoderError(f"the reranker '{model}' cannot be loaded ({reason[:200]}); {_REMEDY}") from error


class _CrossEncoder:
    """Any cross-encoder of sentence-transformers with one output."""

    def __init__(self, model: CrossEncoder) -> None:
        self._model = model

    def logits(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return the model's output for each text, before any activation."""
        from torch.nn import Identity  # noqa: PLC0415 -- loaded with the model already

        if not texts:
            return []
        pairs = [(question, text) for text in texts]
        found = self._model.predict(pairs, activation_fn=Identity(), show_progress_bar=False)
        return [float(value) for value in found]
