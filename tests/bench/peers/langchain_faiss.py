"""LangChain's FAISS store: vectors alone, exact."""

from __future__ import annotations

from typing import Any

from langchain_community.vectorstores import FAISS  # type: ignore[import-not-found]  # only in the peer's environment
from langchain_huggingface import HuggingFaceEmbeddings  # type: ignore[import-not-found]  # as above


def load(model: str) -> Any:  # noqa: ANN401 -- types of an environment that this one does not have
    """Load the model."""
    return HuggingFaceEmbeddings(model_name=model, encode_kwargs={"normalize_embeddings": True})


def index(loaded: Any, passages: list[tuple[str, str]], folder: str) -> None:  # noqa: ANN401 -- as above
    """Encode, index and save."""
    ids, texts = zip(*passages, strict=True)
    FAISS.from_texts(list(texts), loaded, ids=list(ids)).save_local(folder)


def open_saved(model: str, folder: str) -> Any:  # noqa: ANN401 -- as above
    """Open what was saved."""
    return FAISS.load_local(folder, load(model), allow_dangerous_deserialization=True)


def search(opened: Any, question: str) -> list[str]:  # noqa: ANN401 -- as above
    """Return the ids of ten passages."""
    return [one.id for one in opened.similarity_search(question, k=10)]
