"""The HTTP side: requests in, answers or ordered faults out, on 127.0.0.1 only."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.simulator import parameters
from bot.simulator.errors import ApiError
from bot.simulator.faults import BlackHole, Drop, Fault, Garbage, Refuse, Slow
from bot.simulator.methods import METHODS

if TYPE_CHECKING:
    from bot.simulator.calls import Call, Calls
    from bot.simulator.faults import Faults
    from bot.simulator.methods.method import Method
    from bot.simulator.parameters import Parameters
    from bot.simulator.world import World

LARGEST_BODY = 16 * 1024 * 1024
"""Bytes of a request."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What goes back, and what the log keeps of it."""

    status: int | None
    """None cuts the connection."""
    body: str = ""
    content_type: str = "application/json"
    result: Any = None
    error: str | None = None


def _result(result: Any) -> _Answer:  # noqa: ANN401 -- any JSON
    return _Answer(200, json.dumps({"ok": True, "result": result}), result=result)


def _refusal(error: ApiError) -> _Answer:
    return _Answer(error.status, json.dumps(error.body()), error=error.description)


_CUT = _Answer(None, error="the connection was cut")


class Server:
    """A web server that is the Bot API for one token."""

    def __init__(self, world: World, token: str, calls: Calls, faults: Faults) -> None:
        """Prepare; `start` opens the port."""
        self._world = world
        self._token = token
        self._calls = calls
        self._faults = faults
        self._closing = asyncio.Event()
        self.failures: list[Exception] = []
        """What the simulator itself did wrong, such as `DriftError`; the bot got a 500."""
        app = web.Application(client_max_size=LARGEST_BODY)
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        app.router.add_route("*", "/{path:.*}", self._not_found)
        # A poll whose client has gone ends with it.
        self._runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=1)

    async def start(self) -> int:
        """Listen, and return the port that the system chose."""
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        return int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """End all calls that are held open, and close the port."""
        self._closing.set()
        self._world.updates.close()
        await self._runner.cleanup()

    async def _not_found(self, _: web.Request) -> web.Response:
        return _response(_refusal(ApiError(404, "Not Found")))

    async def _download(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self._token:
            return _response(_refusal(ApiError(401, "Unauthorized")))
        file = self._world.files.at(request.match_info["path"])
        if file is None:
            return _response(_refusal(ApiError(404, "Not Found")))
        return web.Response(body=file.data, content_type="application/octet-stream")

    async def _handle(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self._token:
            return _response(_refusal(ApiError(401, "Unauthorized")))
        name = request.match_info["method"]
        method = METHODS.get(name.lower())
        fault = self._faults.take(name)
        try:
            given = await parameters.read(request)
        except ApiError as error:
            unread = self._calls.begin(name, {}, fault)
            self._calls.end(unread, status=error.status, error=error.description)
            return _response(_refusal(error))
        call = self._calls.begin(method.name if method else name, given.values, fault)
        answer = await self._logged(call, method, given)
        if answer.status is None and request.transport:
            request.transport.abort()
        return _response(answer)

    async def _logged(self, call: Call, method: Method | None, given: Parameters) -> _Answer:
        """Answer a call, and log what came of it, also if the client does not wait for it."""
        answer = _CUT
        try:
            answer = await self._answer(method, given, call.fault)
            if isinstance(call.fault, Slow) and call.fault.delivered:
                await self._held_back(call.fault.until)
        except asyncio.CancelledError:
            answer = replace(answer, status=None, error="the client closed the connection")
            raise
        except Exception as error:
            answer = _Answer(500, error=repr(error))
            self.failures.append(error)
            raise
        finally:
            self._calls.end(call, status=answer.status, result=answer.result, error=answer.error)
        return answer

    async def _answer(self, method: Method | None, given: Parameters, fault: Fault | None) -> _Answer:
        """Carry a call out, with the fault that it met; holding back its answer is left to the caller."""
        match fault:
            case Refuse(status, description, retry_after):
                more = {"retry_after": retry_after} if retry_after is not None else {}
                return _refusal(ApiError(status, description, **more))
            case Garbage(body, status):
                return _Answer(status, body, "text/html", error="garbage")
            case Drop(delivered=False):
                return _CUT
            case BlackHole():
                await self._closing.wait()
                return _CUT
            case Slow(until, delivered=False):
                await self._held_back(until)
        answer = await self._carried_out(method, given)
        return replace(_CUT, result=answer.result) if isinstance(fault, Drop) else answer

    async def _carried_out(self, method: Method | None, given: Parameters) -> _Answer:
        if method is None:
            return _refusal(ApiError(404, "Not Found"))
        try:
            return _result(await method(self._world, given))
        except ApiError as error:
            return _refusal(error)

    async def _held_back(self, until: asyncio.Event) -> None:
        """Wait for the event, or for the end of the server."""
        waits = [asyncio.ensure_future(event.wait()) for event in (until, self._closing)]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()


def _response(answer: _Answer) -> web.Response:
    # A cut connection needs a response object too, although nobody gets it.
    return web.Response(status=answer.status or 500, text=answer.body, content_type=answer.content_type)
