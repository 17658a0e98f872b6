"""The peers' own virtual environments, made once in the cache folder; and which peers there are."""

from __future__ import annotations

import subprocess
import sys
import venv
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Peer:
    """What is measured beside ours."""

    name: str
    """As it is shown."""
    module: str
    """The file in `tests/bench/peers` that knows it."""
    environment: str
    requirements: tuple[str, ...]


_TXTAI = ("txtai==9.14.0",)
PEERS = (
    Peer("txtai, BM25 + vectors", "txtai_hybrid", "txtai", _TXTAI),
    Peer("txtai, vectors", "txtai_dense", "txtai", _TXTAI),
    Peer(
        "LangChain + FAISS",
        "langchain_faiss",
        "langchain",
        ("langchain-community==0.4.2", "langchain-huggingface==1.2.3", "faiss-cpu==1.15.1"),
    ),
    Peer(
        "LlamaIndex",
        "llama_index_store",
        "llama-index",
        ("llama-index-core==0.14.25", "llama-index-embeddings-huggingface==0.8.0"),
    ),
)


def interpreter(peer: Peer, cache: Path) -> Path:
    """Return the Python of a peer's environment, which is made if it is not there or of other packages.

    It gets the torch and the sentence-transformers that ours runs with, so that no difference comes from those.

    Raises:
        SystemExit: pip fails.

    """
    folder = cache / "peers" / peer.environment
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    shared = (f"{name}=={metadata.version(name).partition('+')[0]}" for name in ("torch", "sentence-transformers"))
    wanted = [*shared, *peer.requirements]
    made = folder / "made-of.txt"
    if made.exists() and made.read_text(encoding="utf-8").split() == wanted:
        return python
    click.echo(f"making an environment for {peer.name} in {folder}: this takes minutes, once", err=True)
    venv.create(folder, with_pip=True)
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted]
    if subprocess.run(command, check=False).returncode:  # noqa: S603 -- our own command
        raise SystemExit(f"{' '.join(command)} failed; are you online?")
    made.write_text("\n".join(wanted), encoding="utf-8")
    return python
