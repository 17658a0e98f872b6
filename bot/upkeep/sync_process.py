"""A sync in a process of its own: the command line's ``sync``, at low priority, while the bot goes on answering."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from contextlib import aclosing
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import ArticleBotError, SyncBusyError
from index.sync_records import Phase, Progress, SyncReport

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Sequence

_MAX_LINE = 1 << 24
"""Bytes of the longest line that is read: the report lists everything that failed."""
_PREFIX = "article-bot: "

_log = logging.getLogger(__name__)


class SyncProcess:
    """Runs syncs one after another. `run` gives the progress of one, `report` tells how it ended.

    Those who are given the same `turn` wait for each other.
    """

    def __init__(self, turn: asyncio.Lock) -> None:
        self._turn = turn
        self._report: SyncReport | None = None

    def report(self) -> SyncReport:
        """Return the report of the sync that has ended.

        Raises:
            ArticleBotError: none has.

        """
        if self._report is None:
            raise ArticleBotError("the sync ended without a report; see the log of the bot")
        return self._report

    async def run(self, file: Path | None, only: Sequence[str] = ()) -> AsyncGenerator[Progress]:
        """Sync by the config `file` and yield how far it is; a caller that is cancelled stops the process.

        `only` names the sources to read; without any, all are.

        Raises:
            SyncBusyError: somebody else's sync is at work.
            ArticleBotError: the sync failed; the text is the process's own.

        """
        async with self._turn, aclosing(self._run(file, only)) as steps:
            async for progress in steps:
                yield progress

    async def _run(self, file: Path | None, only: Sequence[str]) -> AsyncGenerator[Progress]:
        self._report = None
        # -P and the path: it is this very program that is run, whatever lies in the current folder.
        arguments = ["-P", "-m", "bot", "sync", "--json", "--progress", "lines", "--background"]
        paths = [str(Path(__file__).parents[1]), *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in paths if path)}
        if file is not None:
            arguments += ["--config", str(file)]
        for name in only:
            arguments += ["--only", name]
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *arguments,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=pipe,
            stderr=pipe,
            env=environment,
            limit=_MAX_LINE,
        )
        # With PIPE the streams are there; asyncio's types do not know.
        assert process.stdout is not None  # noqa: S101
        assert process.stderr is not None  # noqa: S101
        output = asyncio.create_task(process.stdout.read())
        errors: list[str] = []
        try:
            async for line in process.stderr:
                if (progress := _progress(line)) is not None:
                    yield progress
                else:
                    errors.append(line.decode(errors="replace").strip())
                    _log.warning("sync: %s", errors[-1])
            status = await process.wait()
            self._report = _report(await output)
        finally:
            output.cancel()
            if process.returncode is None:
                process.terminate()
                await process.wait()
        if self._report is None and status == SyncBusyError.exit_status:
            raise SyncBusyError(_reason(errors, status))
        if self._report is None:
            raise ArticleBotError(_reason(errors, status))


def _progress(line: bytes) -> Progress | None:
    """Return what a line of stderr tells; None for a line that is an error for people."""
    try:
        values = json.loads(line)
        return Progress(Phase(values["phase"]), values["done"], values["total"])
    except (ValueError, KeyError, TypeError):
        return None


def _report(output: bytes) -> SyncReport | None:
    try:
        return SyncReport.from_json(json.loads(output))
    except (ValueError, KeyError, TypeError):
        return None


def _reason(errors: list[str], status: int) -> str:
    """Return the process's last words, which is where it names its error and the remedy."""
    if status < 0:
        return f"the sync was ended by signal {-status}; the next one goes on from there"
    # Its own error goes before what a library may have said after it.
    said = [line for line in errors if line.startswith(_PREFIX)] or [line for line in errors if line]
    return said[-1].removeprefix(_PREFIX) if said else f"the sync ended with status {status}; see the log of the bot"
