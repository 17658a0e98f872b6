from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

from index import weights
from index.weights import ANY, PassageWeights, SentenceWeights, Tuning
from tests.index.examples import TUNING

if TYPE_CHECKING:
    from pathlib import Path


def test_signs_add_up() -> None:
    """Each sign of a passage or a sentence counts its weight times."""
    assert PassageWeights(lexical=1.0, cosine=10.0, coverage=100.0, order=1000.0).sum(2.0, -0.5, 0.25, 1.0) == 1022.0
    sentence = SentenceWeights(coverage=1.0, carried=10.0, order=100.0, kind=1000.0, speech=10000.0)
    assert sentence.sum(1.0, 0.5, 0.25, 2.0, 1.0) == 12031.0


def test_language_without_weights_of_its_own() -> None:
    """A question in a language without weights, or in none, is ranked by those that stand for all."""
    assert TUNING.of("en") is TUNING.languages["en"]
    assert [TUNING.of("fr"), TUNING.of("de"), TUNING.of(None)] == [TUNING.languages[ANY]] * 3


def test_weights_come_back_as_they_were() -> None:
    """What is written down is what is read, to the last digit."""
    assert Tuning.from_json(json.loads(json.dumps(TUNING.to_json()))) == TUNING


def damaged(*place: str, value: object) -> Any:  # noqa: ANN401 -- plain values of JSON
    """Return plain weights with another value at a place; None: there is none."""
    plain = deepcopy(TUNING.to_json())
    inner: Any = plain
    for key in place[:-1]:
        inner = inner[key]
    inner.pop(place[-1], None)
    if value is not None:
        inner[place[-1]] = value
    return plain


@pytest.mark.parametrize(
    ("plain", "reason"),
    [
        ([], "no weights: list indices must be integers"),
        (None, "no weights: 'NoneType'"),
        (damaged("encoder", value=None), "no weights: 'encoder'"),
        (damaged("threshold", value="0.6"), "no weights: '0.6' is no number"),
        (damaged("threshold", value=True), "no weights: True is no number"),
        (damaged("threshold", value=float("nan")), "no weights: nan is no number"),
        (damaged("sentence", "speech", value=None), "no weights: .*missing 1 required.*'speech'"),
        (damaged("sentence", "length", value=1.0), "no weights: .*unexpected keyword argument 'length'"),
        (damaged("languages", value=[]), "no weights: 'list' object has no attribute 'items'"),
        (damaged("languages", "en", "bias", value=None), "no weights: 'bias'"),
        (damaged("languages", ANY, value=None), r"no weights for the language '\*'"),
    ],
)
def test_what_is_no_weights_is_refused(plain: Any, reason: str) -> None:  # noqa: ANN401 -- plain values of JSON
    """Weights that lack something, or have something else in a number's place, are one kind of error."""
    with pytest.raises(ValueError, match=f"^{reason}"):
        Tuning.from_json(plain)


def test_own_weights_are_for_one_encoder(tmp_path: Path) -> None:
    """Weights fitted to one encoder are not taken for another, and where there is no file there are none."""
    file = tmp_path / "weights.json"
    assert weights.read(file, "hand:a") is None
    file.write_text(json.dumps(TUNING.to_json()), encoding="utf-8")
    assert weights.read(file, "hand:a") == TUNING
    assert [weights.read(file, other) for other in ("hand:b", "hand:", "hand:ab")] == [None, None, None]


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]", b'{"encoder": "hand:a"}'])
def test_damaged_file_is_an_error(content: bytes, tmp_path: Path) -> None:
    """A file that holds no weights is told from one that is not there."""
    file = tmp_path / "weights.json"
    file.write_bytes(content)
    with pytest.raises(ValueError, match=r"."):
        weights.read(file, "hand:a")


def test_shipped_weights_are_for_every_encoder() -> None:
    """The shipped weights load, and the last ones stand for every encoder, and for a search without one."""
    assert [one.encoder for one in weights.shipped()] == ["bundled:", ANY]
    assert all({ANY, "de", "en"} <= one.languages.keys() for one in weights.shipped())
    bundled, other = weights.shipped()
    assert weights.shipped_for("bundled:53aa") is bundled
    assert [weights.shipped_for(name) for name in ("hand:a", "/models/bundled:1", "", None)] == [other] * 4


def test_shipped_thresholds_are_probabilities() -> None:
    """A threshold is a confidence, neither always nor never reached."""
    assert all(0.2 <= one.threshold <= 0.95 for one in weights.shipped())
