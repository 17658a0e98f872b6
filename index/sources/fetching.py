"""Reading a web address: at a site's pace, with patience for what passes, and without trust in what comes back."""

from __future__ import annotations

import re
import threading
import zlib
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin, urlsplit

from index.errors import AddressError, GoneError, ItemError
from index.sources import addresses
from index.sources.pace import Allowance, Deadline, Pace, SystemClock
from index.sources.robots import ROBOT, Robots

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import httpx
    from tenacity import RetryCallState

    from index.config import WebConfig
    from index.sources.addresses import Resolve
    from index.sources.pace import Clock
    from index.sync_records import Visit

ATTEMPTS = 3
MAX_REDIRECTS = 5
MAX_FAILURES = 3
"""Pages in a row that a host did not give; the others are then not waited for, which would take hours."""
_MAX_WAIT = 60.0
"""Seconds before another attempt at most, whatever the server asks for."""
_CHUNK = 65_536
_GZIP_OR_ZLIB = 47
"""zlib's ``wbits`` for data that says itself which of the two it is."""
_NOT_MODIFIED = 304
_REDIRECTS = (301, 302, 303, 307, 308)
_GONE = (404, 410)
_PASSING = (408, 425, 429, 500, 502, 503, 504)


@dataclass(frozen=True, slots=True)
class Document:
    """What a web address gave."""

    url: str
    """Where it was in the end, after redirects."""
    body: bytes
    content_type: str
    """Media type in lower case, ``text/html``; empty where the server says none."""
    charset: str | None
    etag: str | None
    modified: str | None


class _PassingError(Exception):
    """Something that may be over at the next attempt. `wait`: the seconds that the server asks for."""

    def __init__(self, text: str, wait: float | None = None) -> None:
        super().__init__(text)
        self.wait = wait


class Web:
    """Reads web addresses. Several threads may read at once; each host is asked at its pace all the same."""

    def __init__(self, config: WebConfig, *, resolve: Resolve = addresses.resolve, clock: Clock | None = None) -> None:
        self._config = config
        self._resolve = resolve
        self._clock = clock or SystemClock()
        self._deadline = Deadline(self._clock)
        self._pace = Pace(config.pause, self._clock)
        self._robots = Robots(self._robots_file, self._pace.slow_down)
        self._lock = threading.Lock()
        self._client: httpx.Client | None = None
        self._failures: Counter[str] = Counter()

    def get(self, url: str, visit: Visit | None = None, *, robots: bool = False) -> Document | None:
        """Return what an address gives, None if it is as it was at the last visit.

        Args:
            url: an http or https address.
            visit: what was remembered at the last visit.
            robots: ask the site's robots.txt first, for this address and for those that it redirects to.

        Raises:
            GoneError: there is nothing at this address (any more).
            ItemError: it cannot be read.

        """
        headers = _conditions(visit)
        for _ in range(MAX_REDIRECTS + 1):
            _check_scheme(url)
            if robots:
                self._robots.check(url)
            answer = self._patiently(url, headers)
            if not isinstance(answer, _Redirect):
                return answer
            url = answer.url
        raise ItemError(f"redirects more than {MAX_REDIRECTS} times; write the address at which it ends")

    def allowance(self, pages: int) -> Allowance:
        """Return what a source may ask for from now on: so many pages, and for so long."""
        return Allowance(self._clock, pages)

    def close(self) -> None:
        """Close the connections that are kept open for the next request."""
        with self._lock:
            client, self._client = self._client, None
        if client is not None:
            client.close()

    def _patiently(self, url: str, headers: dict[str, str]) -> Document | _Redirect | None:
        from tenacity import RetryError, Retrying, retry_if_exception_type, stop_after_attempt  # noqa: PLC0415 -- with httpx

        host = urlsplit(url).hostname or ""
        if self._failures[host] >= MAX_FAILURES:
            raise ItemError("is not asked for, because its server has not answered; the next sync tries again")
        attempts = Retrying(
            sleep=self._clock.sleep,
            stop=stop_after_attempt(ATTEMPTS),
            wait=_wait,
            retry=retry_if_exception_type(_PassingError),
        )
        try:
            answer = attempts(self._ask, url, headers)
        except RetryError as error:
            self._failures[host] += 1
            reason = error.last_attempt.exception()
            raise ItemError(f"cannot be read: {reason}; the next sync tries again") from reason
        self._failures[host] = 0
        return answer

    def _ask(self, url: str, headers: dict[str, str]) -> Document | _Redirect | None:
        import httpx  # noqa: PLC0415 -- only where something is read from the web

        self._pace.wait(urlsplit(url).hostname or "")
        self._deadline.begin()
        try:
            with self._connected().stream("GET", url, headers=headers) as response:
                return self._answer(url, response)
        except httpx.TimeoutException:
            raise _PassingError(f"the server says nothing for {self._config.timeout:g} s") from None
        except httpx.TransportError as error:
            raise _PassingError(str(error) or type(error).__name__) from error
        except (httpx.InvalidURL, httpx.StreamError, ValueError) as error:  # ValueError: a name that is none ("xn--a")
            raise ItemError(f"cannot be read: {error}; correct the address") from error

    def _answer(self, url: str, response: httpx.Response) -> Document | _Redirect | None:
        status = response.status_code
        if status == _NOT_MODIFIED:
            return None
        if status in _REDIRECTS and (target := response.headers.get("Location")):
            return _Redirect(_joined(url, target))
        if status in _GONE:
            raise GoneError(f"is not there (HTTP {status}); take it out, or correct it")
        if status in _PASSING:
            raise _PassingError(f"the server answers HTTP {status}", _retry_after(response.headers.get("Retry-After")))
        if not response.is_success:
            raise ItemError(f"cannot be read: the server answers HTTP {status}; open it in a browser")
        limit = int(self._config.max_megabytes * 1e6)
        encoding = response.headers.get("Content-Encoding", "").strip().lower()
        body = b"".join(bounded(unpacked(response.iter_raw(_CHUNK), encoding), limit))
        kind = Message()
        kind["Content-Type"] = response.headers.get("Content-Type", "")
        return Document(
            url=url,
            body=body,
            content_type=kind.get_content_type() if kind["Content-Type"] else "",
            charset=kind.get_content_charset(),
            etag=response.headers.get("ETag"),
            modified=response.headers.get("Last-Modified"),
        )

    def _connected(self) -> httpx.Client:
        """Return the client, made when something is read from the web at all."""
        from index.sources.connecting import CheckedBackend, client  # noqa: PLC0415 -- httpx, as above

        with self._lock:
            if self._client is None:
                backend = CheckedBackend(self._config.allow_hosts, self._resolve, self._deadline.check)
                self._client = client(backend, timeout=self._config.timeout, agent=_agent())
            return self._client

    def _robots_file(self, url: str) -> bytes:
        document = self.get(url)
        return document.body if document else b""


@dataclass(frozen=True, slots=True)
class _Redirect:
    url: str


def gunzipped(data: bytes, limit: int) -> bytes:
    """Return what gzip data holds; data that is no gzip as it is.

    Raises:
        ItemError: it is damaged, or holds more than `limit` bytes.

    """
    if not data.startswith(b"\x1f\x8b"):
        return data
    return b"".join(bounded(unpacked([data], "gzip"), limit))


def bounded(chunks: Iterable[bytes], limit: int) -> Iterator[bytes]:
    """Yield chunks, up to so many bytes.

    Raises:
        ItemError: there are more.

    """
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise ItemError(f"is larger than {limit / 1e6:g} MB; raise max_megabytes under [web], if that is right")
        yield chunk


def unpacked(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Yield the content in chunks of bounded size, however well it is packed."""
    if encoding in ("", "identity"):
        yield from chunks
        return
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise ItemError(f"is packed in a way that was not asked for ({encoding}); tell the site's owner")
    unpacker = zlib.decompressobj(_GZIP_OR_ZLIB)
    try:
        for chunk in chunks:
            while chunk:
                yield unpacker.decompress(chunk, _CHUNK)
                chunk = unpacker.unconsumed_tail  # noqa: PLW2901 -- what is left of it
            if unpacker.eof:
                break  # whatever a server sends after it would be kept by zlib, without end
        yield unpacker.flush()
    except zlib.error as error:
        raise ItemError(f"is damaged gzip data ({error}); the next sync tries again") from error
    if not unpacker.eof:
        raise ItemError("ends too early; the next sync tries again")


def _check_scheme(url: str) -> None:
    try:
        parts = urlsplit(url)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        fits = False
    if not fits:
        raise AddressError(f"leads to {url[:200]}, which is no http or https address")


def _joined(url: str, target: str) -> str:
    """Return where a redirect leads; what is no address at all is judged as it stands there."""
    try:
        return urldefrag(urljoin(url, target))[0]
    except ValueError:
        return target


def _conditions(visit: Visit | None) -> dict[str, str]:
    headers = {}
    if visit is not None and visit.etag:
        headers["If-None-Match"] = visit.etag
    if visit is not None and visit.modified:
        headers["If-Modified-Since"] = visit.modified
    return headers


def _wait(state: RetryCallState) -> float:
    """Return the seconds before the next attempt: what the server asks for, else 2, 4 or 8."""
    error = state.outcome.exception() if state.outcome else None
    asked = error.wait if isinstance(error, _PassingError) else None
    return min(_MAX_WAIT, 2.0**state.attempt_number if asked is None else asked)


def _retry_after(value: str | None) -> float | None:
    """Return the seconds that ``Retry-After`` asks for, as a number or as a date."""
    if value is None:
        return None
    if re.fullmatch(r"\s*[0-9]+\s*", value):
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None


def _agent() -> str:
    try:
        return f"{ROBOT}/{version(ROBOT)}"
    except PackageNotFoundError:  # run from a checkout that is not installed
        return ROBOT
