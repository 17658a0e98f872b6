"""The HTTP client whose every connection is checked: a host is resolved once, and what was checked is connected to.

A check before the request would be of no use: a name can lead elsewhere the next time it is asked for (DNS rebinding).
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpcore
import httpx

from index.sources.addresses import permitted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from ssl import SSLContext

    from httpcore import SOCKET_OPTION

    from index.sources.addresses import Resolve


def client(backend: CheckedBackend, *, timeout: float, agent: str) -> httpx.Client:
    """Return a client that connects to permitted addresses only, and that follows no redirect by itself.

    It goes past the environment's proxies: a proxy would resolve the names itself.
    """
    return httpx.Client(
        transport=_Transport(backend),
        timeout=timeout,
        headers={"User-Agent": agent, "Accept-Encoding": "gzip"},
        trust_env=False,
    )


class CheckedBackend(httpcore.NetworkBackend):
    """Opens connections to hosts by an address that is permitted; see `addresses.permitted`."""

    def __init__(
        self, allow_hosts: Collection[str], resolve: Resolve, check_time: Callable[[], None] | None = None
    ) -> None:
        """Make one; `check_time` is called before each reading, and raises when a document takes too long."""
        self._allow_hosts = allow_hosts
        self._check_time = check_time
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
                stream = self._sockets.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return stream if self._check_time is None else _TimedStream(stream, self._check_time)
        raise failed


class _TimedStream(httpcore.NetworkStream):
    """A connection that is read from only as long as there is time."""

    def __init__(self, stream: httpcore.NetworkStream, check_time: Callable[[], None]) -> None:
        self._stream = stream
        self._check_time = check_time

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self._check_time()
        return self._stream.read(max_bytes, timeout)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout)

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, timeout), self._check_time)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 -- httpcore's own
        return self._stream.get_extra_info(info)


class _Transport(httpx.BaseTransport):
    """httpcore's connections, of a backend of our own, which httpx's transport has no argument for."""

    def __init__(self, backend: httpcore.NetworkBackend) -> None:
        context = httpx.create_ssl_context(trust_env=False)
        self._pool = httpcore.ConnectionPool(ssl_context=context, network_backend=backend)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Ask for a page; nothing is sent but headers."""
        url = request.url
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        with _errors_of_httpx():
            answer = self._pool.handle_request(
                httpcore.Request(request.method, target, headers=request.headers.raw, extensions=request.extensions)
            )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions)

    def close(self) -> None:
        """Close the connections that wait for the next request."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        with _errors_of_httpx():
            yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


@contextmanager
def _errors_of_httpx() -> Iterator[None]:
    """Turn what httpcore raises into what those who call httpx know."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise httpx.ReadTimeout(str(error)) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
        raise httpx.TransportError(str(error) or type(error).__name__) from error
