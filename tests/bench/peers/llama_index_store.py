"""LlamaIndex with its own vector store: vectors alone, exact, in Python."""

from __future__ import annotations

from typing import Any

from llama_index.core import (  # type: ignore[import-not-found]  # only in the peer's environment
    StorageContext,
    VectorStoreIndex,
    load_index_from_storage,
)
from llama_index.core.schema import TextNode  # type: ignore[import-not-found]  # as above
from llama_index.embeddings.huggingface import HuggingFaceEmbedding  # type: ignore[import-not-found]  # as above


def load(model: str) -> Any:  # noqa: ANN401 -- types of an environment that this one does not have
    """Load the model; a batch of 32 texts, as the others have it, in place of its 10."""
    return HuggingFaceEmbedding(model_name=model, embed_batch_size=32)


def index(loaded: Any, passages: list[tuple[str, str]], folder: str) -> None:  # noqa: ANN401 -- as above
    """Encode, index and save."""
    nodes = [TextNode(id_=one, text=text) for one, text in passages]
    VectorStoreIndex(nodes, embed_model=loaded).storage_context.persist(folder)


def open_saved(model: str, folder: str) -> Any:  # noqa: ANN401 -- as above
    """Open what was saved."""
    storage = StorageContext.from_defaults(persist_dir=folder)
    return load_index_from_storage(storage, embed_model=load(model)).as_retriever(similarity_top_k=10)


def search(opened: Any, question: str) -> list[str]:  # noqa: ANN401 -- as above
    """Return the ids of ten passages."""
    return [one.node_id for one in opened.retrieve(question)]
