"""Syncs in processes of their own, because these are not meant to end well.

A sync is a row of *events*: every call and return, of Python or of C (SQLite's execute, os.link, os.fsync, FAISS's and
tantivy's write …), in the code that touches the disk. The same sync has the same events each time.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import sys
from typing import TYPE_CHECKING

from index import sync
from index.library import Library
from tests.hand_encoder import HandEncoder, HandEncoders
from tests.survival.archive import synced

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkServerProcess
    from pathlib import Path
    from types import FrameType
    from typing import Any

    import numpy as np
    from numpy.typing import NDArray

    from index.records import Answer
    from tests.survival.archive import LimitedConfig

    Describe = Callable[[], str]

_OURS = (
    *("catalog", "database", "dense", "dense_writer", "disk", "files", "history", "intake"),
    *("lexical", "snapshot", "sync", "vectors", "visits"),
)
_WATCHED = frozenset({f"index.{name}" for name in _OURS} | {"os", "shutil"})
_WATCHED_OF_PATHLIB = frozenset({"mkdir", "open", "rename", "replace", "unlink", "write_text"})

_processes = multiprocessing.get_context("forkserver")
# One process imports everything once, and each child is a fork of it.
_processes.set_forkserver_preload(["pytest", "index.config", "faiss", "tantivy", "sentencex", "tests.survival.child"])

_TOO_LONG = 60.0
"""Seconds after which a child is taken to hang; a whole sync takes a tenth of one."""


def run(target: Callable[..., None], *arguments: object) -> int:
    """Run a function of this module in a child and return how that ended: the negative signal where one killed it."""
    child: ForkServerProcess = _processes.Process(target=target, args=arguments)
    child.start()
    child.join(_TOO_LONG)
    if child.exitcode is None:
        child.kill()
        child.join()
        raise AssertionError(f"{target.__name__}{arguments} hangs")
    status = child.exitcode
    child.close()
    return status


def ending(target: Callable[..., object], *arguments: object) -> tuple[str, object]:
    """Run a function of this module in a child and return how it ended, which may be badly.

    Returns:
        The name of the error's class and its text, or "" and what the function returned.

    """
    here, there = _processes.Pipe(duplex=False)
    with here, there:
        assert run(_tell, there, target, *arguments) == 0
        found: tuple[str, object] = here.recv()
    return found


def _tell(there: Connection, target: Callable[..., object], *arguments: object) -> None:
    try:
        found = ("", target(*arguments))
    except BaseException as error:  # noqa: BLE001 -- the test decides what may end a sync
        found = (type(error).__name__, str(error))
    there.send(found)


def sync_and_list(config: LimitedConfig, listing: Path) -> None:
    """Sync to the end, and write down every event, a line each."""
    events: list[str] = []
    _sync(config, lambda describe: events.append(describe()))
    listing.write_text("\n".join(events), encoding="utf-8")


def sync_and_die(config: LimitedConfig, moment: int, listing: Path) -> None:
    """Sync until event number `moment`, write that one down, and be killed."""

    def die(describe: Describe) -> None:
        listing.write_text(describe(), encoding="utf-8")
        os.kill(os.getpid(), signal.SIGKILL)

    _sync(config, _at(moment, die))


def sync_and_die_writing(config: LimitedConfig, function: str, size: int) -> None:
    """Sync, and be killed by the system once a file grows beyond `size` bytes after the first call of a function."""

    def prepare() -> None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # Python ignores it otherwise, and the write fails
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    _sync(config, _calling(function, prepare))


def sync_on_full_disk(config: LimitedConfig, function: str, size: int) -> None:
    """Sync; from the first call of a function on, the system refuses to let any file grow beyond `size` bytes."""
    _sync(config, _calling(function, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))))


def sync_and_interrupt(config: LimitedConfig, moment: int) -> None:
    """Sync until event number `moment`, then receive what Ctrl+C sends."""
    _sync(config, _at(moment, lambda _: _press_ctrl_c()))


def sync_and_interrupt_encoder(config: LimitedConfig) -> None:
    """Sync, and receive what Ctrl+C sends when the encoder is given its second batch."""
    _sync(config, lambda _: None, _Interrupted())


class _Interrupted(HandEncoders):
    def load(self, model: str) -> HandEncoder:
        return _InterruptedEncoder(f"hand:{model}")


class _InterruptedEncoder(HandEncoder):
    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if self.encoded:
            _press_ctrl_c()
        return super().encode_passages(texts)


def _press_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background ignores it otherwise
    signal.raise_signal(signal.SIGINT)


def ask_on_full_disk(config: LimitedConfig, question: str) -> Answer:
    """Ask while the system refuses every write to a file."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    return Library(config, encoders=HandEncoders()).ask(question, hits=20)


def _at(moment: int, act: Callable[[Describe], None]) -> Callable[[Describe], None]:
    """Return what acts on event number `moment`."""
    left = iter(range(moment, -1, -1))
    return lambda describe: act(describe) if next(left, None) == 0 else None


def _calling(function: str, act: Callable[[], None]) -> Callable[[Describe], None]:
    """Return what acts on the first call of a function of the index."""
    waiting = [act]
    start = f"call index.{function}:"
    return lambda describe: waiting.pop()() if waiting and describe().startswith(start) else None


def _sync(config: LimitedConfig, on_event: Callable[[Describe], None], encoders: HandEncoders | None = None) -> None:
    def watch(frame: FrameType, event: str, what: Any) -> None:  # noqa: ANN401 -- as sys.setprofile has it
        if _is_watched(frame):
            on_event(lambda: _described(frame, event, what))

    sync._BATCH = 2  # so that a sync of a few articles stores vectors several times
    sys.setprofile(watch)
    try:
        synced(config, encoders)
    finally:
        sys.setprofile(None)


def _is_watched(frame: FrameType) -> bool:
    module = frame.f_globals.get("__name__", "")
    return module in _WATCHED or (module.startswith("pathlib") and frame.f_code.co_name in _WATCHED_OF_PATHLIB)


def _described(frame: FrameType, event: str, what: Any) -> str:  # noqa: ANN401 -- as sys.setprofile has it
    place = f"{event} {frame.f_globals['__name__']}.{frame.f_code.co_qualname}:{frame.f_lineno}"
    return f"{place} {getattr(what, '__qualname__', what)}" if event.startswith("c_") else place
