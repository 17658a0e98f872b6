"""An encoder whose passages cost nothing: real passages' vectors, perturbed. Random ones would mislead.

A text's base is the real passage that its first sentence stands in. What is added to its vector is a sum of three
other real vectors, about their mean, with signs of its own: noise that lies where real vectors differ from each other.
The share of it is such that a vector and its neighbour have the cosine that real passages have with theirs.

It reports the bundled model's fingerprint, so that a library made with it is asked with the real model.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from index import encoder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.encoder import Encoder
    from tests.bench.recombined import Material

_CHARACTERS_PER_TOKEN = 3
"""Of the bundled model in German; 4.8 in English. A recombined section fits either way."""
_KEY = 40
"""Characters that a real sentence is recognised by."""


class Perturbed:
    """Finds each text a vector: that of the real passage which its first sentence is from, with noise."""

    dimension = 384
    max_tokens = 254

    def __init__(self, vectors: NDArray[np.float32], of: tuple[Material, ...], fingerprint: str) -> None:
        self.fingerprint = fingerprint
        self._vectors = vectors
        self._apart = vectors - vectors.mean(axis=0)
        self._share = noise_share(vectors)
        self._bases = {one.text[:_KEY]: one.passage for material in of for one in material.sentences}

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return about as many as the tokenizer would."""
        return [len(text) // _CHARACTERS_PER_TOKEN + 1 for text in texts]

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector a text, shape (texts, 384); always the same one for the same text."""
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        count = len(self._vectors)
        digests = b"".join(hashlib.blake2b(text.encode(), digest_size=32).digest() for text in texts)
        chance = np.frombuffer(digests, np.uint64).reshape(len(texts), 4)
        bases = np.array([self._base(text, int(own[0]) % count) for text, own in zip(texts, chance, strict=True)])
        signs = np.where(chance[:, 1:] >> np.uint64(63), 1.0, -1.0).astype(np.float32)
        noise = np.einsum("tn,tnd->td", signs, self._apart[chance[:, 1:] % np.uint64(count)])
        return _units(self._vectors[bases] + self._share * _units(noise))

    def encode_question(self, text: str) -> NDArray[np.float32]:
        """Return the vector of one text."""
        vector: NDArray[np.float32] = self.encode_passages([text])[0]
        return vector

    def _base(self, text: str, otherwise: int) -> int:
        """Return the number of the real passage that a text's first sentence stands in."""
        return self._bases.get(text.rpartition("\n")[2][:_KEY], otherwise)


class PerturbedEncoders:
    """Gives the one encoder for every model's name."""

    def __init__(self, made: Perturbed) -> None:
        self._made = made

    def fingerprint(self, _: str) -> str:
        """Return the bundled model's."""
        return self._made.fingerprint

    def load(self, _: str) -> Encoder:
        """Return the encoder."""
        return self._made


def bundled_fingerprint() -> str:
    """Return what the real model's vectors go by."""
    return encoder.fingerprint(encoder.BUNDLED) or ""


def noise_share(vectors: NDArray[np.float32]) -> float:
    """Return the length of the noise by which two vectors from one base have the cosine of real neighbours.

    For a base of length 1 and noise of length s in two directions that have nothing to do with each other, it is
    1 / (1 + s²).
    """
    cosine = float(np.median(neighbour_cosines(vectors)))
    return float(np.sqrt(max(0.0, 1 / min(cosine, 1.0) - 1)))


def neighbour_cosines(vectors: NDArray[np.float32], sample: int = 1_000) -> NDArray[np.float32]:
    """Return each vector's cosine with its nearest neighbour, of a sample evenly taken."""
    chosen = np.unique(np.linspace(0, len(vectors) - 1, min(sample, len(vectors))).astype(int))
    cosines = vectors[chosen] @ vectors.T
    cosines[np.arange(len(chosen)), chosen] = -1
    found: NDArray[np.float32] = cosines.max(axis=1)
    return found


def _units(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    units: NDArray[np.float32] = (vectors / np.where(lengths == 0, 1, lengths)).astype(np.float32)
    return units
