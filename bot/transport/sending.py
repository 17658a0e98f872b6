"""The request object for everything but getUpdates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.request import HTTPXRequest

from bot.transport.payload import decode

if TYPE_CHECKING:
    from telegram._utils.types import JSONDict

CONNECTIONS = 256
"""Requests at the same time; PTB's default, and never less than the updates handled at the same time."""
READ_TIMEOUT = 20.0
"""Seconds. PTB's 5 turn a slow answer into "maybe sent", and a message that is there into one that is missing."""


class SendingRequest(HTTPXRequest):
    """PTB's HTTP client, for which a garbage body is a NetworkError like any other fault on the way."""

    def __init__(
        self, *, connections: int = CONNECTIONS, read_timeout: float = READ_TIMEOUT, proxy: str | None = None
    ) -> None:
        """Make a client.

        Args:
            connections: how many requests may run at the same time.
            read_timeout: seconds of silence after which an answer counts as lost.
            proxy: URL of a proxy; without one, the environment's ``HTTPS_PROXY`` holds.

        """
        super().__init__(connection_pool_size=connections, read_timeout=read_timeout, proxy=proxy)

    @staticmethod
    def parse_json_payload(payload: bytes) -> JSONDict:
        """Return the JSON object of an answer; see `decode`."""
        return decode(payload)
