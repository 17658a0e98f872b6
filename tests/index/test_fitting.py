from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index import fitting
from index.fitting import Choice, fit_choice, fit_yes
from tests.index.examples import near

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Loss = Callable[[NDArray[np.float64]], tuple[float, NDArray[np.float64]]]

UP = Choice(np.array([[1.0], [0.0]]), np.array([True, False]))
DOWN = Choice(np.array([[1.0], [0.0]]), np.array([False, True]))


def logistic(value: float) -> float:
    """Return the probability with these log-odds."""
    return 1 / (1 + math.exp(-value))


@pytest.mark.parametrize("count", [1, 3, 30, 300])
def test_choice_is_where_data_and_prior_balance(count: int) -> None:
    """Of two options the one with the sign is right each time: the data's pull equals that of the prior, N(1, 1/2)."""
    (weight,) = fit_choice([UP] * count, [1.0])
    assert weight > 1.0
    assert (weight - 1.0) / 0.5**2 == pytest.approx(count * logistic(-weight), rel=1e-3)


def test_choice_goes_to_the_other_side() -> None:
    """Where the sign speaks against an option, its weight falls below 0, whatever it started from."""
    (weight,) = fit_choice([DOWN] * 300, [1.0])
    assert weight < 0.0


def test_choices_that_contradict_each_other_say_nothing() -> None:
    """A sign that is right as often as wrong is drawn to 0."""
    (weight,) = fit_choice([UP, DOWN] * 500, [1.0])
    assert abs(weight) < 0.02


def test_more_data_moves_farther() -> None:
    """A few examples move a weight a little, many as far as they say."""
    found = [fit_choice([DOWN] * count, [1.0])[0] for count in (0, 3, 30, 300)]
    assert found == sorted(found, reverse=True)
    assert len(set(found)) == 4


def test_several_options_may_be_right() -> None:
    """Options of different number, and several right ones: what counts is that one of them is taken."""
    both = Choice(np.array([[1.0, 0.0], [1.0, 5.0], [0.0, 0.0]]), np.array([True, True, False]))
    first, second = fit_choice([both, Choice(np.array([[1.0, 0.0], [0.0, 0.0]]), UP.right)] * 50, [1.0, 0.0])
    assert first > 1.0
    assert second == pytest.approx(0.0, abs=0.01)  # the prior is as narrow as its mean is small


def test_yes_is_where_data_and_prior_balance() -> None:
    """With the bias alone a logistic regression gives the share of yeses, but for the prior."""
    (bias,) = fit_yes(np.ones((4000, 1)), np.arange(4000) < 3000, [1.0])
    assert bias == pytest.approx(math.log(3), abs=0.01)
    assert (bias - 1.0) / 0.5**2 == pytest.approx(3000 - 4000 * logistic(bias), abs=0.5)


def test_yes_and_no_are_told_apart() -> None:
    """Where a sign parts the yeses from the noes, the fitted weights do so on the right side of one half."""
    signs = np.array([[1.0, value] for value in (0.0, 0.1, 0.2, 0.8, 0.9, 1.0)] * 20)
    yes = signs[:, 1] > 0.5
    bias, weight = fit_yes(signs, yes, [-2.0, 2.0])
    assert [logistic(bias + weight * value) > 0.5 for value in (0.0, 0.2, 0.8, 1.0)] == [False, False, True, True]


def test_without_data_the_start_stays() -> None:
    """No examples change nothing."""
    assert fit_choice([], [1.0, -2.0]) == [1.0, -2.0]
    assert fit_yes(np.empty((0, 2)), np.empty(0, bool), [1.0, -2.0]) == [near(1.0), near(-2.0)]


def test_hopeless_examples_are_no_error() -> None:
    """A right option that is as good as excluded, or a margin that overflows, still gives numbers."""
    far = Choice(np.array([[1e5], [0.0]]), np.array([False, True]))
    assert all(map(math.isfinite, fit_choice([far], [1.0])))
    assert all(map(math.isfinite, fit_yes(np.array([[1e6], [-1e6]]), np.array([False, True]), [1.0])))


def _losses(monkeypatch: pytest.MonkeyPatch) -> list[Loss]:
    """Return a list that the losses come into which a fit would make least."""
    found: list[Loss] = []

    def keep(loss: Loss, start: Sequence[float]) -> list[float]:
        found.append(loss)
        return list(start)

    monkeypatch.setattr(fitting, "_minimum", keep)
    return found


def test_gradients_are_those_of_the_losses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each gradient is what the loss changes by when a weight changes a little."""
    losses = _losses(monkeypatch)
    chance = np.random.default_rng(7)
    choices = [Choice(chance.normal(size=(size, 3)), np.arange(size) < size // 2) for size in (2, 3, 5, 8)]
    fit_choice(choices, [0.0] * 3)
    fit_yes(chance.normal(size=(20, 3)), chance.random(20) < 0.5, [0.0] * 3)
    assert len(losses) == 2
    for loss in losses:
        weights = chance.normal(size=3)
        _, gradient = loss(weights)
        steps = 1e-6 * np.eye(3)
        differences = [(loss(weights + step)[0] - loss(weights - step)[0]) / 2e-6 for step in steps]
        assert gradient == pytest.approx(differences, rel=1e-5, abs=1e-7)
