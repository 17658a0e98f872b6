"""A web site on the loopback interface that answers as it is told, and what reads it."""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aiohttp import web

from index.config import WebConfig
from index.sources import addresses
from index.sources.fetching import Web

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from index.sources.addresses import Resolve

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site answers. `repeat`: how often the body is sent, in chunks; `hang`: not at all, or not to its end."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    repeat: int | None = None
    hang: bool = False


@dataclass(slots=True)
class HandClock:
    """A clock that stands still until somebody sleeps; nobody waits for it."""

    time: float = 1000.0
    naps: list[float] = field(default_factory=list)
    step: float = 0.0
    """Seconds that pass each time somebody looks at it."""

    def now(self) -> float:
        """Return the time that the hands show."""
        self.time += self.step
        return self.time

    def sleep(self, seconds: float) -> None:
        """Turn the hands."""
        self.naps.append(seconds)
        self.time += seconds


@dataclass
class Site:
    """Pages by their path. A path with a list of answers gives one after another, the last of them again and again."""

    pages: dict[str, Answer | list[Answer]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    """Every request: its path with the query, and its headers with lower-case names."""
    port: int = 0
    readers: list[Web] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where the site is."""
        return f"http://{HOST}:{self.port}"

    def paths(self) -> list[str]:
        """Return the paths that were asked for, robots.txt left out, and forget them."""
        found = [path for path, _ in self.asked if path != "/robots.txt"]
        self.asked.clear()
        return found

    def put(self, path: str, text: str, etag: str | None = None, content_type: str = "text/html") -> None:
        """Put a page up; with an ETag, who knows it is told that nothing has changed."""
        headers = {"Content-Type": f"{content_type}; charset=utf-8"} | ({"ETag": etag} if etag else {})
        self.pages[path] = Answer(text.encode(), headers=headers)

    def reader(
        self,
        *,
        allow: Sequence[str] = (HOST,),
        resolve: Resolve = addresses.resolve,
        clock: HandClock | None = None,
        **settings: float,
    ) -> Web:
        """Return what reads the site, without a pause and with little patience; it is closed with the site."""
        values: dict[str, Any] = {"allow_hosts": tuple(allow), "pause": 0.0, "timeout": 0.3, **settings}
        self.readers.append(Web(WebConfig(**values), resolve=resolve, clock=clock or HandClock()))
        return self.readers[-1]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one request."""
        self.asked.append((request.path_qs, {name.lower(): value for name, value in request.headers.items()}))
        answer = self.pages.get(request.path_qs, Answer(b"nothing here", 404))
        if isinstance(answer, list):
            answer = answer.pop(0) if len(answer) > 1 else answer[0]
        etag = answer.headers.get("ETag")
        if etag and request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        if answer.hang and not answer.body:
            await asyncio.Event().wait()
        if answer.repeat is None and not answer.hang:
            return web.Response(body=answer.body, status=answer.status, headers=answer.headers)
        return await self._stream(request, answer)

    @staticmethod
    async def _stream(request: web.Request, answer: Answer) -> web.StreamResponse:
        response = web.StreamResponse(status=answer.status, headers=answer.headers)
        await response.prepare(request)
        for _ in range(answer.repeat or 1):
            await response.write(answer.body)
        if answer.hang:
            await asyncio.Event().wait()
        return response


@contextmanager
def serving() -> Iterator[Site]:
    """Run a site in a thread: what reads it blocks."""
    site = Site()
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=_run, args=(loop,), name="site")
    thread.start()
    try:
        runner = asyncio.run_coroutine_threadsafe(_start(site), loop).result()
        try:
            yield site
        finally:
            for one in site.readers:
                one.close()
            asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


def _run(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.set_event_loop(loop)
    try:
        loop.run_forever()
    finally:
        loop.close()


async def _start(site: Site) -> web.AppRunner:
    app = web.Application()
    app.router.add_get("/{path:.*}", site.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.01)
    await runner.setup()
    listener = web.TCPSite(runner, HOST, 0)
    await listener.start()
    site.port = runner.addresses[0][1]
    return runner


def gives(*addresses: str) -> Callable[[str, int], list[str]]:
    """Return a resolver that gives these addresses for every host."""
    return lambda _host, _port: list(addresses)


def page(title: str, *paragraphs: str, published: str = "2024-06-03") -> str:
    """Return a news page of a town that does not exist."""
    text = "".join(f"<p>{one}</p>" for one in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="de"><head><title>{title} – Landbote</title>'
        f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="Landbote">'
        f'<meta property="article:published_time" content="{published}"></head>'
        f"<body><nav><a href='/'>Start</a></nav><article><h1>{title}</h1>{text}</article></body></html>"
    )
