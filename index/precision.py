"""The fast copy of a sentence-transformers model: the same vectors, computed in bfloat16 where the processor has it.

The copy takes the model's place, for passages and for questions, where it is faster on this machine and its vectors of
some texts have a cosine of .999 at least with the model's own; else the model stays what it is. So the vectors of both
are the same ones as far as anybody can tell, go by the same fingerprint, and may lie in one index.

What each step brings for passages (the bundled model, 2 cores with AMX, passages a second): float32 47; weights laid
out once for the processor, and the activation computed as the layer before it is written, 52; bfloat16 168, and with
both of these 184.
"""

from __future__ import annotations

import copy
import math
import time
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import torch
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer
    from torch import Tensor, nn

    Way = Callable[[SentenceTransformer], SentenceTransformer]

ALIKE = 0.999
"""The cosine of a text's vectors in bfloat16 and in float32 from which on the two are the same. For the bundled model
the least of 200 passages is .99984."""
QUESTIONS = (
    "Wer sagte, dass der neue Hafen 620 Meter lang wird?",
    "Wann beginnen die Bauarbeiten?",
    "What did the minister say about the budget for schools?",
    "Where was the comet seen first?",
)
PASSAGES = (
    """\
Der Hafen von Lindmoor bekommt einen neuen Kai. Er wird 620 Meter lang und soll in drei Jahren fertig sein, sagte die
Leiterin der Hafenbehörde am Montag. Bisher legen hier an einem Tag höchstens vier Schiffe an; künftig sollen es neun
sein. Die Anwohner fürchten den Lärm, und der Stadtrat will vor der Abstimmung noch ein Gutachten lesen.""",
    """\
The old bridge was closed to traffic last week after divers had found cracks in two of its five piers. Repairs will
take until the spring, the county said, and cost 3.4 million; buses go round by the ferry landing meanwhile.""",
    "Keine weiteren Angaben.",
)
"""Texts of the kind that a news archive has, which the copy is tried on."""
_TRIED = (512, 384, 1536)
"""Tokens, width and inner width of the layer that is timed: one of a small encoder."""
_AS_FAST = 1.1
"""How much longer a layer with its weights laid out may take: what the joined activation gains is not timed."""
_PACKED_FOR = 4096
"""Tokens that the layout of the weights is chosen for; it serves any other number as well."""


def fast(model: SentenceTransformer) -> SentenceTransformer:
    """Return the fast copy of a model, or the model itself where there is none or it would not do.

    Tokenizers are shared with the copy. Takes as long as encoding a dozen texts.
    """
    ways = _ways() if model.device.type == "cpu" else ()
    if not ways:
        return model
    exact = _vectors(model)
    for make in ways:
        try:
            one = make(model)
            found = _vectors(one)
        except Exception:  # noqa: BLE001, S112 -- what a model of the hub does with such layers, or PyTorch has, is open
            continue
        if bool(np.all(np.sum(exact * found, axis=1) >= ALIKE)):
            return one
    return model


def twin(model: SentenceTransformer) -> SentenceTransformer:
    """Return a copy for another thread: of the modules, which may keep what they are computing, not of the weights."""
    return _copy(model, *_weights(model))


def apart(model: SentenceTransformer) -> SentenceTransformer:
    """Return a copy of a model, weights excepted, that has a tokenizer of its own; the model itself if it has no copy.

    How texts are padded and cut is the tokenizer's state, which each call sets before it begins: another thread that
    sets it in between would have this one's texts padded, or not padded, as it wants its own.
    """
    try:
        return copy.deepcopy(model, _shared(*_weights(model)))
    except Exception:  # noqa: BLE001 -- what a model of the hub is made of is open; not all can be copied
        return model


def joined(layers: Sequence[Any]) -> Callable[[Tensor], Tensor]:
    """Return what gives, side by side in the last dimension, what linear layers give for the same values."""
    import torch  # noqa: PLC0415 -- loaded with the model already

    packed = [layer.packed for layer in layers if hasattr(layer, "packed")]
    weights = [one.to_dense() for one in packed] or [layer.weight for layer in layers]
    one = torch.nn.Linear(1, 1)
    with torch.inference_mode():
        one.weight = torch.nn.Parameter(torch.cat(weights), requires_grad=False)
        one.bias = torch.nn.Parameter(torch.cat([layer.bias for layer in layers]), requires_grad=False)
        room = torch.nn.Sequential(one)
        if packed:
            _pack(room)
    return room[0].forward


def unit(vectors: Any) -> NDArray[np.float32]:  # noqa: ANN401 -- a Tensor; torch is loaded where one is made
    """Return vectors of any precision in float32 and with the length 1, as far as they have one."""
    found = np.asarray(vectors.float().cpu().numpy(), np.float32)
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    return np.asarray(found / np.maximum(lengths, 1e-12), np.float32)


def _ways() -> tuple[Way, ...]:
    """Return how to make copies that this machine computes faster, the fastest first.

    A layer is timed in each way, 30 ms in all: some processors have bfloat16 in name only.
    """
    import torch  # noqa: PLC0415 -- loaded with the model already

    plain = _takes(torch.float32, packed=False)
    # No public name tells it.
    has_bfloat16 = torch.ops.mkldnn._is_mkldnn_bf16_supported()  # noqa: SLF001
    coarse = (_packed_bfloat16, _bfloat16) if has_bfloat16 and _takes(torch.bfloat16, packed=False) < plain else ()
    return (*coarse, *((_packed,) if _takes(torch.float32, packed=True) < _AS_FAST * plain else ()))


def _takes(kind: torch.dtype, *, packed: bool) -> float:
    """Return how long a layer takes, the least of several times, in seconds; for ever, where it cannot be computed."""
    import torch  # noqa: PLC0415 -- loaded with the model already

    tokens, width, inner = _TRIED
    times = []
    try:
        with torch.inference_mode():
            room = torch.nn.Sequential(torch.nn.Linear(width, inner, dtype=kind))
            if packed:
                _pack(room)
            values = torch.ones(tokens, width, dtype=kind)
            for _ in range(5):
                started = time.perf_counter()
                room(values)
                times.append(time.perf_counter() - started)
    except (RuntimeError, AttributeError, NotImplementedError):  # what PyTorch is built with depends on the processor
        return math.inf
    return min(times)


def _vectors(model: SentenceTransformer) -> NDArray[np.float32]:
    """Return the vectors of the texts that the copy is tried on."""
    questions = model.encode_query(list(QUESTIONS), show_progress_bar=False, convert_to_tensor=True)
    passages = model.encode_document(list(PASSAGES), show_progress_bar=False, convert_to_tensor=True)
    return np.concatenate([unit(questions), unit(passages)])


def _bfloat16(model: SentenceTransformer) -> SentenceTransformer:
    """Return a copy in bfloat16, for models that look into their layers."""
    return _copy(model).bfloat16()


def _packed_bfloat16(model: SentenceTransformer) -> SentenceTransformer:
    """Return a copy in bfloat16 whose weights lie as the processor wants them."""
    return _with_packed(_bfloat16(model))


def _packed(model: SentenceTransformer) -> SentenceTransformer:
    """Return a copy whose weights lie as the processor wants them."""
    return _with_packed(_copy(model))


def _with_packed(one: SentenceTransformer) -> SentenceTransformer:
    import torch  # noqa: PLC0415 -- loaded with the model already

    with torch.inference_mode():
        _pack(one)
    return one


def _copy(model: SentenceTransformer, *shared: object) -> SentenceTransformer:
    """Return a copy that shares the tokenizer and these tensors: deepcopy leaves alone what it takes for copied."""
    return copy.deepcopy(model, _shared(model.tokenizer, *shared))


def _shared(*shared: object) -> dict[int, object]:
    return {id(one): one for one in shared}


def _pack(model: nn.Module) -> None:
    """Replace the linear layers, and join to them the activation that follows, where a module is known to do just that.

    PyTorch brings the weights of a `Linear` into the processor's layout at each call, and adds the bias before.
    """
    import torch  # noqa: PLC0415 -- loaded with the model already
    from transformers.activations import GELUActivation  # noqa: PLC0415 -- as above

    class Packed(torch.nn.Module):
        """A linear layer whose weights lie as oneDNN wants them."""

        def __init__(self, linear: nn.Linear) -> None:
            super().__init__()
            self.bias = linear.bias
            self.packed = torch.ops.mkldnn._reorder_linear_weight(linear.weight.detach(), _PACKED_FOR)  # noqa: SLF001
            self.then = "none"

        def forward(self, values: Tensor) -> Tensor:
            # `then` of GELU is computed exactly ("none"), and not by its approximation with tanh.
            found: Tensor = torch.ops.mkldnn._linear_pointwise(  # noqa: SLF001
                values, self.packed, self.bias, self.then, [], "none"
            )
            return found

    for module in list(model.modules()):
        for name, child in list(module.named_children()):
            if type(child) is torch.nn.Linear:
                setattr(module, name, Packed(child))
    for module in model.modules():
        # BERT, RoBERTa, MPNet, ELECTRA and their kin: an activation on what `dense` gives, and nothing else.
        dense, then = getattr(module, "dense", None), getattr(module, "intermediate_act_fn", None)
        if isinstance(dense, Packed) and type(then) is GELUActivation:
            dense.then = "gelu"
            module.intermediate_act_fn = torch.nn.Identity()


def _weights(model: nn.Module) -> list[Any]:
    return [*model.parameters(), *model.buffers(), *_packed_weights(model)]


def _packed_weights(model: nn.Module) -> list[Any]:
    return [module.packed for module in model.modules() if hasattr(module, "packed")]
