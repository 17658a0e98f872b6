"""One measurement, one process: how long it takes, how much memory it and those that it starts hold, what it prints."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROOT = Path(__file__).parents[2]
_LOOK = 0.05
"""Seconds between two looks at the memory."""
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
_LAST_LINES = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a process."""

    seconds: float
    """From its start to its end, as whoever types the command waits."""
    peak_mb: float
    """The most resident memory that it and those it started held together, in MB of 10^6 bytes."""
    result: dict[str, Any]
    """The JSON of the last line that it printed, if that is JSON."""


def measure(command: Sequence[str], *, given: dict[str, Any] | None = None) -> Outcome:
    """Run a command to its end; `given` is written to a file, whose name is the last argument.

    Raises:
        SystemExit: it failed; the text has the last lines of what it said.

    """
    with tempfile.TemporaryDirectory() as folder:
        task = Path(folder) / "task.json"
        task.write_text(json.dumps(given or {}), encoding="utf-8")
        arguments = [*command, str(task)] if given is not None else list(command)
        said = (Path(folder) / "stderr").open("w+", encoding="utf-8")
        with said:
            started = time.perf_counter()
            # Output goes nowhere that could fill up and make it wait.
            process = subprocess.Popen(  # noqa: S603 -- our own commands
                arguments, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=said, text=True
            )
            watch = Watch(process.pid)
            printed, _ = process.communicate()
            seconds = time.perf_counter() - started
            peak = watch.stop()
            if process.returncode:
                said.seek(0)
                last = "\n".join(said.read().splitlines()[-_LAST_LINES:])
                sys.exit(f"{' '.join(arguments[:6])} failed with status {process.returncode}:\n{last}")
    return Outcome(seconds, peak, _last_json(printed))


def environment() -> dict[str, str]:
    """Return what every process runs with: no model hub is asked, which would take the peers' time."""
    return {**os.environ, "HF_HUB_OFFLINE": "1", "PYTHONPATH": ""}


class Watch:
    """Looks at the memory of a process and its children until it is stopped. Linux only; elsewhere it sees 0."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._peak = 0.0
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> float:
        """Return the most that was seen, in MB."""
        self._stopped.set()
        self._thread.join()
        return self._peak

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._peak = max(self._peak, resident_mb(self._pid))
            self._stopped.wait(_LOOK)


def resident_mb(pid: int) -> float:
    """Return the resident memory of a process and its children, in MB; pages that they share count for each."""
    return sum(_pages(one) for one in _family(pid)) * _PAGE / 1e6


def _family(pid: int) -> Iterable[int]:
    yield pid
    try:
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in (thread / "children").read_text().split():
                yield from _family(int(child))
    except OSError:
        return  # it has ended


def _pages(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0


def folder_mb(folder: Path) -> float:
    """Return the size of a folder's files in MB; what has two names counts once."""
    sizes = {}
    for path in folder.rglob("*"):
        stat = path.lstat()
        if path.is_file():
            sizes[stat.st_ino] = stat.st_size
    return sum(sizes.values()) / 1e6


def _last_json(printed: str) -> dict[str, Any]:
    lines = printed.strip().splitlines()
    try:
        found = json.loads(lines[-1]) if lines else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
