"""Two models fitted by penalised maximum likelihood: a choice between options, and a yes or no. Pure.

The penalty is a normal prior around the weights that a fit starts from: thirty examples move them a little, three
thousand as far as they say.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

_SPREAD = 0.5
"""How far, as a share of itself, a weight is expected to lie from the one that it starts from (standard deviation)."""
_FARTHEST = 700.0
"""``exp`` of more overflows."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Options, of which at least one is right and at least one is not."""

    signs: Vector
    """Shape (options, signs)."""
    right: NDArray[np.bool_]
    """Shape (options,)."""


def fit_choice(choices: Sequence[Choice], start: Sequence[float]) -> list[float]:
    """Return the weights under which the right options are likeliest: a conditional logit (McFadden 1974)."""
    if not choices:
        return list(start)
    longest = max(len(one.right) for one in choices)
    signs = np.zeros((len(choices), longest, len(start)))
    closed = np.full((len(choices), longest), -np.inf)
    right = np.zeros((len(choices), longest), bool)
    for row, one in enumerate(choices):
        count = len(one.right)
        signs[row, :count], closed[row, :count], right[row, :count] = one.signs, 0.0, one.right

    def loss(weights: Vector) -> tuple[float, Vector]:
        scores = signs @ weights + closed
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        chosen = np.maximum(odds * right, np.finfo(float).tiny * right)
        shares = chosen.sum(axis=1) / odds.sum(axis=1)
        pull = chosen / chosen.sum(axis=1, keepdims=True) - odds / odds.sum(axis=1, keepdims=True)
        return float(-np.log(shares).sum()), -np.einsum("co,cos->s", pull, signs)

    return _minimum(loss, start)


def fit_yes(signs: Vector, yes: NDArray[np.bool_], start: Sequence[float]) -> list[float]:
    """Return the weights of a logistic regression.

    Args:
        signs: shape (examples, signs); a column of ones gives the bias.
        yes: shape (examples,).
        start: what the weights are drawn to.

    """
    if not len(yes):
        return list(start)
    sides = np.where(yes, 1.0, -1.0)

    def loss(weights: Vector) -> tuple[float, Vector]:
        margins = sides * (signs @ weights)
        pull = -sides / (1 + np.exp(np.clip(margins, -_FARTHEST, _FARTHEST)))
        return float(np.logaddexp(0, -margins).sum()), pull @ signs

    return _minimum(loss, start)


def _minimum(loss: Callable[[Vector], tuple[float, Vector]], start: Sequence[float]) -> list[float]:
    """Return where a loss and the prior together are least."""
    from scipy.optimize import minimize  # noqa: PLC0415 -- only where something is fitted

    center = np.asarray(start, float)
    spread = _SPREAD * np.maximum(np.abs(center), 1e-3)

    def penalised(scaled: Vector) -> tuple[float, Vector]:
        value, gradient = loss(center + scaled * spread)
        return value + float(scaled @ scaled) / 2, gradient * spread + scaled

    found = minimize(penalised, np.zeros(len(center)), jac=True, method="L-BFGS-B")
    return [float(value) for value in center + found.x * spread]
