"""txtai with its index of vectors alone, which is its default and its fastest."""

from __future__ import annotations

from typing import Any

from txtai import Embeddings  # type: ignore[import-not-found]  # only in the peer's environment

HYBRID = False


def load(model: str, *, hybrid: bool = HYBRID) -> Any:  # noqa: ANN401 -- txtai has no types
    """Load the model."""
    return Embeddings(path=model, content=True, hybrid=hybrid)


def index(loaded: Any, passages: list[tuple[str, str]], folder: str) -> None:  # noqa: ANN401 -- as above
    """Encode, index and save."""
    loaded.index(passages)
    loaded.save(folder)


def open_saved(_: str, folder: str) -> Any:  # noqa: ANN401 -- as above
    """Open what was saved; the model's name is in it."""
    opened = Embeddings()
    opened.load(folder)
    return opened


def search(opened: Any, question: str) -> list[str]:  # noqa: ANN401 -- as above
    """Return the ids of ten passages."""
    return [one["id"] for one in opened.search(question, 10)]
