"""Vectors that cost nothing: near the real ones, as far from them as real neighbours are, always the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.bench import perturbed
from tests.bench.recombined import Material, Sentence

if TYPE_CHECKING:
    from numpy.typing import NDArray

SENTENCES = ("Der neue Kai in Lindmoor wird im Herbst fertig sein.", "Die Fähre nach Sandholm fährt seit Mai wieder.")


@pytest.fixture
def vectors() -> NDArray[np.float32]:
    """Return 400 unit vectors in pairs of neighbours whose cosine is .8 or so."""
    chance = np.random.default_rng(1)
    bases = np.repeat(chance.standard_normal((200, 384)), 2, axis=0)
    found = bases + 0.5 * chance.standard_normal((400, 384))
    return perturbed._units(found.astype(np.float32))


def test_vector_is_near_the_real_one_of_its_first_sentence(vectors: NDArray[np.float32]) -> None:
    """A text's nearest real vector is that of the passage its first sentence is from, at a neighbour's distance."""
    of = Material("de", tuple(Sentence(text, 10 * number) for number, text in enumerate(SENTENCES)), ("Ein Titel",), 1)
    made = perturbed.Perturbed(vectors, (of,), "bundled:0")
    texts = [f"Titel\n{SENTENCES[1]} {ending}" for ending in ("Eins.", "Zwei.", "Drei.")]
    found = made.encode_passages(texts)
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-6)
    assert (found @ vectors.T).argmax(axis=1).tolist() == [10, 10, 10]
    apart = (found @ found.T)[np.triu_indices(3, 1)]
    assert np.abs(apart - np.median(perturbed.neighbour_cosines(vectors))).max() < 0.1
    assert np.array_equal(found, made.encode_passages(texts))


def test_noise_gives_two_of_one_base_the_cosine_of_neighbours() -> None:
    """For neighbours with the cosine c, the noise has the length at which 1 / (1 + s²) = c."""
    pairs = np.array([[1, 0, 0], [0.8, 0.6, 0], [0, 0, 1], [0, 0.6, 0.8]], np.float32)
    assert perturbed.noise_share(pairs) == pytest.approx(0.5)
