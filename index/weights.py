"""What each sign of a good passage counts: weights that are fitted on questions, not guessed.

The shipped ones stand in `weights.json`; ``article-bot tune`` fits others to a user's own questions and puts them into
the data folder. They belong to an encoder, by its fingerprint, and to the language of a question.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

SHIPPED = Path(__file__).with_name("weights.json")
ANY = "*"
"""The language, or the encoder, that stands for all that have no weights of their own."""


@dataclass(frozen=True, slots=True)
class PassageWeights:
    """Log-odds that a unit of each sign adds to a passage."""

    lexical: float
    """BM25 in multiples of what a rare word weighs; see `ranking.lexical_level`."""
    cosine: float
    coverage: float
    """All of the question's words, rare ones counting more."""
    order: float
    """All of the question's pairs of neighbouring words."""

    def sum(self, lexical: float, cosine: float, coverage: float, order: float) -> float:
        """Return what the signs of a passage add up to."""
        return self.lexical * lexical + self.cosine * cosine + self.coverage * coverage + self.order * order


@dataclass(frozen=True, slots=True)
class Weights:
    """How passages are ranked, and how sure the first of them is."""

    ranking: PassageWeights
    """Of two passages, the one with the larger sum is likelier to answer."""
    answering: PassageWeights
    """What the signs of the first passage say about whether it answers at all."""
    bias: float
    """The log-odds of a passage without any sign that it answers."""


@dataclass(frozen=True, slots=True)
class SentenceWeights:
    """Log-odds that a unit of each sign adds to a sentence of a passage."""

    coverage: float
    carried: float
    """What the title, the heading and the sentences before add to the coverage."""
    order: float
    kind: float
    """That it has what the question's kind asks for: a number, a date, a name."""
    speech: float
    """That somebody speaks in it in words of their own."""

    def sum(self, coverage: float, carried: float, order: float, kind: float, speech: float) -> float:
        """Return what the signs of a sentence add up to."""
        return (
            self.coverage * coverage
            + self.carried * carried
            + self.order * order
            + self.kind * kind
            + self.speech * speech
        )


@dataclass(frozen=True, slots=True)
class Tuning:
    """Weights for one encoder."""

    encoder: str
    """Its fingerprint, or the beginning of it; `ANY` for every other one."""
    threshold: float
    """The confidence from which on a passage is given as an answer."""
    sentence: SentenceWeights
    languages: Mapping[str, Weights]
    """ISO 639-1 code of a question's language, or `ANY`, → weights."""

    def of(self, language: str | None) -> Weights:
        """Return the weights for questions in a language."""
        return self.languages.get(language or ANY) or self.languages[ANY]

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """Return what `to_json` made the plain values of.

        Raises:
            ValueError: they are not such values.

        """
        try:
            languages = {str(code): _weights(values) for code, values in plain["languages"].items()}
            tuning = cls(
                encoder=str(plain["encoder"]),
                threshold=_number(plain["threshold"]),
                sentence=SentenceWeights(**_numbers(plain["sentence"])),
                languages=languages,
            )
        except (AttributeError, KeyError, TypeError) as error:
            raise ValueError(f"no weights: {error}") from error
        if ANY not in languages:
            raise ValueError(f"no weights for the language '{ANY}'")
        return tuning

    def to_json(self) -> dict[str, Any]:
        """Return the tuning as plain values."""
        return {
            "encoder": self.encoder,
            "threshold": self.threshold,
            "sentence": asdict(self.sentence),
            "languages": {code: asdict(weights) for code, weights in self.languages.items()},
        }


@lru_cache(maxsize=1)
def shipped() -> tuple[Tuning, ...]:
    """Return the tunings that come with the program; the last one is for every encoder."""
    return tuple(Tuning.from_json(plain) for plain in json.loads(SHIPPED.read_text(encoding="utf-8")))


def shipped_for(encoder: str | None) -> Tuning:
    """Return the shipped tuning for an encoder by its fingerprint; None: the search goes without one."""
    known = encoder or ""
    return next(one for one in shipped() if one.encoder == ANY or (known and known.startswith(one.encoder)))


def read(file: Path, encoder: str) -> Tuning | None:
    """Return the tuning that a user's questions gave; None if there is none, or it is for another encoder.

    Raises:
        ValueError: the file is damaged.

    """
    try:
        tuning = Tuning.from_json(json.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    return tuning if tuning.encoder == encoder else None


def _weights(plain: Mapping[str, Any]) -> Weights:
    ranking, answering = (PassageWeights(**_numbers(plain[name])) for name in ("ranking", "answering"))
    return Weights(ranking, answering, _number(plain["bias"]))


def _numbers(values: Mapping[str, Any]) -> dict[str, float]:
    return {str(name): _number(value) for name, value in values.items()}


def _number(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        raise TypeError(f"{value!r} is no number")
    return float(value)
