"""The HTTP client whose every connection is checked: a host is resolved once, and what was checked is connected to.

A check before the request would be of no use: a name can lead elsewhere the next time it is asked for (DNS rebinding).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpcore
import httpx

from index.sources.addresses import permitted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from httpcore import SOCKET_OPTION

    from index.sources.addresses import Resolve


def client(allow_hosts: Collection[str], resolve: Resolve, *, timeout: float, agent: str) -> httpx.Client:
    """Return a client that connects to permitted addresses only, and that follows no redirect by itself.

    It goes past the environment's proxies: a proxy would resolve the names itself.
    """
    return httpx.Client(
        transport=_Transport(CheckedBackend(allow_hosts, resolve)),
        timeout=timeout,
        headers={"User-Agent": agent, "Accept-Encoding": "gzip"},
        trust_env=False,
    )


class CheckedBackend(httpcore.NetworkBackend):
    """Opens connections to hosts by an address that is permitted; see `addresses.permitted`."""

    def __init__(self, allow_hosts: Collection[str], resolve: Resolve) -> None:
        self._allow_hosts = allow_hosts
        self._resolve = resolve
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of the host that answers.

        Raises:
            AddressError: one of its addresses is not permitted.
            httpcore.ConnectError: the name is not known, or nothing answers.

        """
        try:
            found = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"the name {host} cannot be resolved: {error}") from error
        failed: Exception = httpcore.ConnectError(f"the name {host} has no address")
        for address in permitted(host, found, self._allow_hosts):
            try:
                return self._sockets.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed


class _Transport(httpx.HTTPTransport):
    def __init__(self, backend: httpcore.NetworkBackend) -> None:
        super().__init__(trust_env=False)
        # httpx has no argument for it; should the attribute get another name, the tests of refused addresses fail.
        self._pool = httpcore.ConnectionPool(ssl_context=httpx.create_ssl_context(), network_backend=backend)
