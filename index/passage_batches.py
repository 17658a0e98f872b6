"""Many passages → their vectors, by all processors at once.

Batches of about equal work (see `batches`) are encoded by as many threads as there are processors, each with one
processor of its own. The alternative, all processors at each layer of one batch, has them wait for one another some
hundred times a batch: 145 passages a second instead of 158 (the bundled model in bfloat16, 2 cores). Other processes
would be no faster: PyTorch holds Python's lock for a twentieth of the time, and each would load the model again.
"""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from functools import partial
from queue import SimpleQueue
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from index import batches, precision, processors

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

    Vectors = NDArray[np.float32]

MULTIPLE = 16
"""Texts are padded to a multiple of this many tokens: the processor's attention takes 4.1 ms for 224, 6.6 for 220."""
_TOKENS = {2: 4096, 4: 2048}
"""Bytes of a number → tokens of a batch on a CPU. What a layer passes on to the next stays near the processor's caches,
and below the 32 MB from which on the C library fetches memory from the system each time; half as many or twice as many
are no faster. In float32: 52 passages a second, 43 in batches of 32 texts."""
_TOKENS_OF_A_GPU = 65_536
_WINDOW = 1024
"""Texts for each thread that are sorted by length together: at its end the threads wait for the last batch, which is
one of a hundred."""


class PassageBatches:
    """Encodes passages with a model, and with copies of it that share its weights."""

    def __init__(self, model: SentenceTransformer, *, pads: bool, threads: int) -> None:
        """Get ready.

        Args:
            model: what encodes.
            pads: whether it can read texts that are padded to a multiple of `MULTIPLE`.
            threads: how many may compute at once, if there are as many processors.

        """
        on_cpu = model.device.type == "cpu"
        width = next((one.element_size() for one in model.parameters() if one.is_floating_point()), 4)
        self._model = model
        self._threads = min(processors.usable(), threads) if on_cpu else 1
        self._budget = _TOKENS.get(width, _TOKENS[4]) if on_cpu else _TOKENS_OF_A_GPU
        self._multiple = MULTIPLE if pads and on_cpu else 1
        self._free: SimpleQueue[SentenceTransformer] = SimpleQueue()
        self._copies = 0
        self._turn = Lock()

    @property
    def window(self) -> int:
        """How many texts are best given at once."""
        return _WINDOW * self._threads

    def encode(self, texts: Sequence[str], lengths: Sequence[int]) -> Generator[tuple[list[int], Vectors]]:
        """Yield the vectors of texts as they come: positions in `texts`, and a unit vector for each.

        Whoever stops in between waits for the batches under way, a fraction of a second.
        """
        found = batches.by_length(lengths, self._budget, self._multiple)
        if len(found) <= 1 or self._threads == 1 or not self._copied(min(self._threads, len(found))):
            for batch in found:
                yield batch, self._of(self._model, [texts[one] for one in batch])
            return
        threads = ThreadPoolExecutor(self._threads, "encoder", initializer=_alone)
        try:
            waiting = {threads.submit(self._in_thread, [texts[one] for one in batch]): batch for batch in found}
            while waiting:
                done = wait(waiting, return_when=FIRST_COMPLETED).done
                vectors = np.concatenate([one.result() for one in done])
                yield [position for one in done for position in waiting[one]], vectors
                waiting = {one: batch for one, batch in waiting.items() if one not in done}
        finally:
            threads.shutdown(cancel_futures=True)
            _as_here()

    def _in_thread(self, texts: list[str]) -> Vectors:
        model = self._free.get()
        try:
            return self._of(model, texts)
        finally:
            self._free.put(model)

    def _of(self, model: SentenceTransformer, texts: list[str]) -> Vectors:
        more: dict[str, Any] = {}
        if self._multiple > 1:
            more["processing_kwargs"] = {"text": {"pad_to_multiple_of": self._multiple}}
        found = model.encode_document(
            texts, batch_size=len(texts), show_progress_bar=False, convert_to_tensor=True, **more
        )
        return precision.unit(found)

    def _copied(self, count: int) -> bool:
        """See to it that there are models for so many threads; they take turns at the tokenizer, which they share."""
        while self._copies < count:
            try:
                one = precision.twin(self._model)
            except Exception:  # noqa: BLE001 -- what a model of the hub is made of is open; not all can be copied
                self._threads = 1
                return False
            one.preprocess = partial(_in_turn, self._turn, one.preprocess)  # type: ignore[method-assign]
            self._free.put(one)
            self._copies += 1
        return True


def _in_turn(turn: Lock, preprocess: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 -- handed on
    with turn:
        return preprocess(*args, **kwargs)


def _alone() -> None:
    """Compute in this thread alone."""
    import torch  # noqa: PLC0415 -- loaded with the model already

    torch.set_num_threads(1)


def _as_here() -> None:
    """Have threads that are yet to come compute as this one does: what a thread sets is what the next begin with."""
    import torch  # noqa: PLC0415 -- loaded with the model already

    torch.set_num_threads(torch.get_num_threads())
