"""A model for questions: few and short texts, of which what a library looks up at each call takes longer than the sums.

Of the 5.8 ms that `encode_query` takes for one question with the bundled model (bfloat16, one core with AMX), 1.4 go to
its own loop, and 1.6 to what transformers' BERT looks up before each of its sums; the sums take 2.6. So where a model
is a BERT, its sums are done here, one after the other; tokens, pooling and whatever else it has stay the library's. It
has to give the library's vectors for some questions, alone and together; else, and for all other models, the library
is asked.
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
    from torch.nn.functional import embedding, layer_norm, scaled_dot_product_attention  # noqa: PLC0415 -- as above
    from transformers import BertModel  # noqa: PLC0415 -- as above

    inner: Any = model[0].auto_model
    config = inner.config
    if type(inner) is not BertModel or config.is_decoder or config.add_cross_attention:
        raise ValueError("not a plain BERT")
    words, heads = inner.embeddings, config.num_attention_heads
    # A question is one sentence: each of its tokens is of the first type.
    places = words.position_embeddings.weight + words.token_type_embeddings.weight[0]

    def normal(values: Tensor, by: Any) -> Tensor:  # noqa: ANN401 -- torch's LayerNorm; its own call looks for hooks
        return layer_norm(values, by.normalized_shape, by.weight, by.bias, by.eps)

    def attended(layer: Any, values: Tensor, mask: Tensor | None) -> Tensor:  # noqa: ANN401 -- a module of transformers
        texts, tokens, width = values.shape
        own = layer.attention.self
        parts = (one.forward(values).view(texts, tokens, heads, -1) for one in (own.query, own.key, own.value))
        query, key, value = (part.transpose(1, 2) for part in parts)
        found = scaled_dot_product_attention(query, key, value, attn_mask=mask)
        return found.transpose(1, 2).reshape(texts, tokens, width)

    def forward(tokens: Tensor, mask: Tensor) -> Tensor:
        attends = None if len(tokens) == 1 else mask.bool()[:, None, None, :]
        values = normal(embedding(tokens, words.word_embeddings.weight) + places[: tokens.shape[1]], words.LayerNorm)
        layer: Any
        for layer in inner.encoder.layer:
            joined = layer.attention.output
            values = normal(joined.dense.forward(attended(layer, values, attends)) + values, joined.LayerNorm)
            between = layer.intermediate.intermediate_act_fn(layer.intermediate.dense.forward(values))
            values = normal(layer.output.dense.forward(between) + values, layer.output.LayerNorm)
        return values

    return forward
