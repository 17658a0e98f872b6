"""txtai with BM25 beside its vectors (``hybrid=True``): what finds as ours does."""

from __future__ import annotations

from typing import Any

import txtai_dense  # type: ignore[import-not-found]  # the file beside this one, where the peer's interpreter runs it

index, open_saved, search = txtai_dense.index, txtai_dense.open_saved, txtai_dense.search


def load(model: str) -> Any:  # noqa: ANN401 -- txtai has no types
    """Load the model."""
    return txtai_dense.load(model, hybrid=True)
