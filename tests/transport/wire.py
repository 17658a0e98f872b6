"""An HTTP server on 127.0.0.1 that gives the answers it is told, faults included."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP answer."""

    body: bytes
    status: int = 200


@dataclass(frozen=True, slots=True)
class Drop:
    """The request arrives, and the connection breaks before the answer."""


@dataclass(frozen=True, slots=True)
class BlackHole:
    """The request arrives, and nothing ever comes back."""


@dataclass(frozen=True, slots=True)
class Endless:
    """An answer begins at once and never ends, so that the line is never silent."""


@dataclass(slots=True)
class Wire:
    """The server: its address, the answers to come, and the calls that came."""

    url: str = ""
    answers: deque[Reply | Drop | BlackHole | Endless] = field(default_factory=deque)
    calls: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    def method_calls(self, method: str) -> list[dict[str, str]]:
        """Return the parameters of each call of one method."""
        return [parameters for name, parameters in self.calls if name == method]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Give the next answer; without one, hold a poll for good and agree to everything else."""
        method = request.path.rpartition("/")[2]
        form = await request.post()
        self.calls.append((method, {key: str(value) for key, value in form.items()}))
        default = BlackHole() if method == "getUpdates" and not self.answers else result(True)  # noqa: FBT003 -- Telegram's own
        answer = self.answers.popleft() if self.answers else default
        if isinstance(answer, Reply):
            return web.Response(status=answer.status, body=answer.body)
        if isinstance(answer, BlackHole):
            await self.closing.wait()
        if isinstance(answer, Endless):
            return await _endless(request)
        if request.transport is not None:
            request.transport.abort()
        return web.Response()


async def _endless(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    with suppress(ConnectionError):
        while True:
            await response.write(b" ")
            await asyncio.sleep(0)
    return response


def result(value: object) -> Reply:
    """Return a successful answer."""
    return Reply(json.dumps({"ok": True, "result": value}).encode())


def refusal(status: int, description: str, **parameters: int) -> Reply:
    """Return an unsuccessful answer."""
    body = {"ok": False, "error_code": status, "description": description}
    return Reply(json.dumps(body | ({"parameters": parameters} if parameters else {})).encode(), status)


@asynccontextmanager
async def serving() -> AsyncIterator[Wire]:
    """Run the server on a free port."""
    wire = Wire()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", wire.answer)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    wire.url = f"http://{host}:{port}/bot"
    try:
        yield wire
    finally:
        wire.closing.set()
        await runner.cleanup()


async def until(predicate: Callable[[], bool]) -> None:
    """Return as soon as it holds; everything else runs meanwhile."""
    async with asyncio.timeout(30):
        while not predicate():  # noqa: ASYNC110 -- what a test waits for is not always an event
            await asyncio.sleep(0)
