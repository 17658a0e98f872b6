"""A model for questions: few and short texts, of which what a library looks up at each call takes longer than the sums.

Of the 5.6 ms that `encode_query` takes for one question with the bundled model (bfloat16, one core with AMX), 2 are
sums. So where a model is a BERT, its sums are done here, one after the other: 3.1 ms with all that is around them.
Tokens, pooling and whatever else the model has stay the library's. It has to give the library's vectors for some
questions, alone and together; else, and for all other models, the library is asked.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from index import precision

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer
    from torch import Tensor

    Encode = Callable[[Sequence[str]], NDArray[np.float32]]
    """Questions → one unit vector each, shape (questions, dimension)."""
    Sums = Callable[[Tensor], Tensor]
    """Values, shape (texts, tokens, width) → values of the same shape; within a layer the width may be another."""
    Parts = Callable[[Tensor], Sequence[Tensor]]
    """Values, shape (texts, tokens, width) → query, key and value, each of the same shape."""

_NARROW = 512
"""Numbers of a token's vector up to which a layer is narrow: with 6 layers of 384, .5 ms of a question for 5 MB."""


def of(model: SentenceTransformer) -> Encode:
    """Return what encodes questions with this model, by its own prompt for them."""
    by_library = partial(_by_library, model)
    if model.device.type != "cpu":
        return by_library
    try:
        directly = partial(_directly, model, _bert(model))
        alone = [directly([question]) for question in precision.QUESTIONS]
        found = np.concatenate([*alone, directly(precision.QUESTIONS)])
    except Exception:  # noqa: BLE001 -- what a model of the hub is made of is open: it is no BERT as it is known here
        return by_library
    exact = np.tile(by_library(precision.QUESTIONS), (2, 1))
    if exact.shape != found.shape:  # a model whose vectors are to be cut off, which the library does at their end
        return by_library
    return directly if bool(np.all(np.sum(exact * found, axis=1) >= precision.ALIKE)) else by_library


def _by_library(model: SentenceTransformer, texts: Sequence[str]) -> NDArray[np.float32]:
    return precision.unit(model.encode_query(list(texts), show_progress_bar=False, convert_to_tensor=True))


def _directly(
    model: SentenceTransformer, bert: Callable[[Tensor, Tensor], Tensor], texts: Sequence[str]
) -> NDArray[np.float32]:
    import torch  # noqa: PLC0415 -- loaded with the model already

    prompt = model.prompts.get("query") or ""
    with torch.inference_mode():
        features: dict[str, Any] = model.preprocess([prompt + text for text in texts])
        features["token_embeddings"] = bert(features["input_ids"], features["attention_mask"])
        for module in list(model)[1:]:
            features = module(features)
        return precision.unit(features["sentence_embedding"])


def _bert(model: SentenceTransformer) -> Callable[[Tensor, Tensor], Tensor]:
    """Return BERT's forward pass (Devlin et al. 2019) with this model's layers: tokens and mask → last hidden states.

    Shapes: (texts, tokens) each → (texts, tokens, width).

    Raises:
        ValueError: it is another kind of model.
        AttributeError: as above.

    """
    from torch.nn.functional import embedding, scaled_dot_product_attention  # noqa: PLC0415 -- as above
    from transformers import BertModel  # noqa: PLC0415 -- as above

    inner: Any = model[0].auto_model
    config = inner.config
    if type(inner) is not BertModel or config.is_decoder or config.add_cross_attention:
        raise ValueError("not a plain BERT")
    words, heads = inner.embeddings, config.num_attention_heads
    weight, first = words.word_embeddings.weight, _normal(words.LayerNorm)
    # A question is one sentence: each of its tokens is of the first type.
    places = words.position_embeddings.weight + words.token_type_embeddings.weight[0]
    of_model: list[Any] = list(inner.encoder.layer)
    layers = [(_parts(one.attention.self), *_after_attention(one)) for one in of_model]

    def forward(tokens: Tensor, mask: Tensor) -> Tensor:
        (texts, longest), attends = tokens.shape, None if len(tokens) == 1 else mask.bool()[:, None, None, :]
        values = first(embedding(tokens, weight) + places[:longest])
        for parts, joined, then, between, out, last in layers:
            query, key, value = (part.view(texts, longest, heads, -1).transpose(1, 2) for part in parts(values))
            found = scaled_dot_product_attention(query, key, value, attn_mask=attends)
            values = then(joined(found.transpose(1, 2).reshape(values.shape)) + values)
            values = last(out(between(values)) + values)
        return values

    return forward


def _after_attention(layer: Any) -> tuple[Sums, Sums, Sums, Sums, Sums]:  # noqa: ANN401 -- a module of transformers
    """Return what a layer computes after its attention; found once, because each look at a module takes a while."""
    joined, between, out = layer.attention.output, layer.intermediate, layer.output
    inner, activation = between.dense.forward, between.intermediate_act_fn
    return (
        joined.dense.forward,
        _normal(joined.LayerNorm),
        lambda values: activation(inner(values)),
        out.dense.forward,
        _normal(out.LayerNorm),
    )


def _normal(by: Any) -> Sums:  # noqa: ANN401 -- torch's LayerNorm; its own call looks for hooks
    from torch.nn.functional import layer_norm  # noqa: PLC0415 -- loaded with the model already

    shape, weight, bias, least = by.normalized_shape, by.weight, by.bias, by.eps
    return lambda values: layer_norm(values, shape, weight, bias, least)


def _parts(attention: Any) -> Parts:  # noqa: ANN401 -- a module of transformers
    """Return what computes query, key and value of a layer's attention: at once where the layer is a narrow one.

    Of a narrow layer the call takes longer than the sums; the weights of a wide one are too many to be held twice.
    """
    apart = [attention.query, attention.key, attention.value]
    if attention.all_head_size > _NARROW:
        return lambda values: [one.forward(values) for one in apart]
    together = precision.joined(apart)
    return lambda values: together(values).chunk(len(apart), dim=-1)
