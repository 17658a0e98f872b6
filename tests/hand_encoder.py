"""An encoder whose vectors can be worked out by hand: one dimension a word, nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

VOCABULARY = ("hafen", "kai", "brücke", "wolf", "fähre", "ferry", "harbour", "bridge")
"""A text's vector counts these words; the last dimension counts as 1 in a text that has none of them."""


@dataclass
class HandEncoder:
    """Counts the words of `VOCABULARY`: "Hafen, Hafen, Kai" is (2, 1, 0, …) / √5."""

    fingerprint: str = "hand:1"
    max_tokens: int = 40
    """A token is a word here."""
    encoded: list[str] = field(default_factory=list)
    """Every passage text that was encoded, in order."""

    @property
    def dimension(self) -> int:
        """One for each word, and one for a text without any."""
        return len(VOCABULARY) + 1

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of words of each text."""
        return [len(text.split()) for text in texts]

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the word counts of each text at length 1."""
        self.encoded.extend(texts)
        return np.stack([self.encode_question(text) for text in texts]) if texts else np.empty((0, 9), np.float32)

    def encode_question(self, text: str) -> NDArray[np.float32]:
        """Return the word counts at length 1."""
        words = re.findall(r"\w+", text.lower())
        counts = [words.count(word) for word in VOCABULARY]
        vector = np.array([*counts, 0 if any(counts) else 1], np.float32)
        return vector / np.linalg.norm(vector)


@dataclass
class HandEncoders:
    """Gives `HandEncoder` for every model name; the name stands in the fingerprint."""

    loaded: list[HandEncoder] = field(default_factory=list)
    """Every encoder that was loaded, in order."""

    def fingerprint(self, model: str) -> str | None:
        """Return ``hand:`` and the model's name."""
        return f"hand:{model}"

    def load(self, model: str) -> HandEncoder:
        """Return a new encoder."""
        self.loaded.append(HandEncoder(f"hand:{model}"))
        return self.loaded[-1]
