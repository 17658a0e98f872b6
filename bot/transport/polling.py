"""The request object for getUpdates: polling goes on through everything but a token that stays refused."""

from __future__ import annotations

import asyncio
import json
import logging
from http import HTTPStatus
from typing import TYPE_CHECKING

import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, HTTPXRequest

from bot.transport.clock import Clock, SystemClock
from bot.transport.payload import decode, decode_updates

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram._utils.types import JSONDict, ODVInput
    from telegram.request import RequestData

_LOG = logging.getLogger(__name__)

REFUSALS = 5
"""401s or 404s in a row after which the token is taken for refused: Telegram has been seen to answer single ones."""
READ_TIMEOUT = 10.0
"""Seconds of silence after the end of a long poll."""
MARGIN = 15.0
"""Seconds on top of both; room for PTB's 5 to connect, 5 to write and 1 for the pool."""
CONNECTIONS = 4
"""Only one is ever in use, but a poll that is interrupted at the wrong moment keeps its own (httpcore 1.0.9)."""

_REFUSED = (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND)
_EXCERPT = 200
"""Characters of an error's body that the log shows."""


class PollingRequest(HTTPXRequest):
    """PTB's HTTP client, made to outlive what ends or blocks polling in PTB 22.8.

    * A 401 or 404 ends PTB's polling for good while the process lives on. Single ones become a 502 here, which PTB
      answers by asking again later and later. After ``refusals`` of them in a row `on_refused` is called, so that the
      program can end in good order; without it the refusal goes through, and PTB ends with InvalidToken.
    * An update that cannot be parsed is left out (see `decode_updates`).
    * A request that neither answers nor fails becomes TimedOut.
    * Each outage is logged once at WARNING when it begins and once at INFO when it is over. PTB itself is silent
      about timeouts.
    """

    def __init__(  # noqa: PLR0913 -- independent figures, each with a default that holds in production
        self,
        *,
        clock: Clock | None = None,
        refusals: int = REFUSALS,
        margin: float = MARGIN,
        connections: int = CONNECTIONS,
        read_timeout: float = READ_TIMEOUT,
        proxy: str | None = None,
    ) -> None:
        """Make a client.

        Args:
            clock: what time it is; the machine's by default.
            refusals: how many 401s or 404s in a row mean that the token is refused.
            margin: seconds after the read timeout when a request is given up whatever it does.
            connections: size of the pool.
            read_timeout: seconds of silence after the end of a long poll; PTB adds them to the poll's own.
            proxy: URL of a proxy; without one, the environment's ``HTTPS_PROXY`` holds.

        """
        super().__init__(connection_pool_size=connections, read_timeout=read_timeout, proxy=proxy)
        self.on_refused: Callable[[], None] | None = None
        """Called once, when the token is taken for refused; ``Application.stop_running`` is made for it. PTB's own end
        with InvalidToken skips ``post_stop`` and ``post_shutdown``, and leaves the application running."""
        self.refused = False
        """Whether the token was taken for refused: the program ends with an error."""
        self._clock = clock or SystemClock()
        self._most_refusals = refusals
        self._margin = margin
        self._refusals = 0
        self._failing_since: float | None = None
        self._last_success: float | None = None

    @property
    def last_success(self) -> float | None:
        """When Telegram last answered a poll, in the clock's seconds; None before the first answer."""
        return self._last_success

    @staticmethod
    def parse_json_payload(payload: bytes) -> JSONDict:
        """Return the JSON object of an answer without its poison; see `decode_updates`."""
        return decode_updates(payload)

    async def do_request(  # noqa: PLR0913, PLR0917 -- PTB's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Ask Telegram once.

        Returns:
            The HTTP status, 502 in place of a tolerated 401 or 404, and the body.

        Raises:
            TimedOut: nothing came within the read timeout and the margin.
            NetworkError: the connection failed, or the body is garbage.

        """
        silence = read_timeout if isinstance(read_timeout, int | float) else self.read_timeout
        started = self._clock.now()
        try:
            async with asyncio.timeout((silence or 0) + self._margin):
                code, payload = await super().do_request(
                    url, method, request_data, read_timeout, write_timeout, connect_timeout, pool_timeout
                )
            if code == HTTPStatus.OK:
                _check(payload)
        except TimeoutError as error:
            self._failed(started, "no answer and no error")
            raise TimedOut("getUpdates neither answered nor failed") from error
        except Exception as error:
            self._failed(started, repr(error))
            if isinstance(error.__cause__, httpx.PoolTimeout):
                await self._reopen()
            raise
        return self._judge(started, code, payload)

    def _judge(self, started: float, code: int, payload: bytes) -> tuple[int, bytes]:
        """Take note of an answer, and return the one that PTB gets."""
        if code == HTTPStatus.OK:
            self._succeeded()
            return code, payload
        self._failed(started, f"HTTP {code} {payload[:_EXCERPT].decode('utf-8', 'replace')}")
        if code in _REFUSED:
            return self._refuse(code, payload)
        if code < HTTPStatus.INTERNAL_SERVER_ERROR:
            # Telegram knows the token: it complains of something else. A 5xx says nothing of the token.
            self._refusals = 0
        return code, payload

    def _refuse(self, code: int, payload: bytes) -> tuple[int, bytes]:
        self._refusals += 1
        if self._refusals >= self._most_refusals:
            self._give_up(code)
            if self.on_refused is None:
                return code, payload
        description = f"getUpdates was refused with HTTP {code}, {self._refusals} in a row"
        body = {"ok": False, "error_code": HTTPStatus.BAD_GATEWAY, "description": description}
        return HTTPStatus.BAD_GATEWAY, json.dumps(body).encode()

    def _give_up(self, code: int) -> None:
        if not self.refused:
            self.refused = True
            _LOG.error("Telegram refused the token %d times in a row (HTTP %d); polling ends", self._refusals, code)
            if self.on_refused is not None:
                self.on_refused()

    def _failed(self, started: float, reason: str) -> None:
        if self._failing_since is None:
            self._failing_since = started
            _LOG.warning("Telegram does not answer getUpdates: %s. The bot goes on asking", reason)

    def _succeeded(self) -> None:
        self._refusals = 0
        self._last_success = self._clock.now()
        if self._failing_since is not None:
            _LOG.info("Telegram is back again after %.0f s", self._last_success - self._failing_since)
            self._failing_since = None

    async def _reopen(self) -> None:
        """Replace the pool. Only getUpdates uses it, one at a time: if it is full, interrupted polls leaked it."""
        await self.shutdown()
        await self.initialize()


def _check(payload: bytes) -> None:
    """Refuse a body that claims success and brings no list of updates."""
    if not isinstance(decode(payload).get("result"), list):
        raise NetworkError(f"The answer brings no updates: {payload[:_EXCERPT]!r}")
