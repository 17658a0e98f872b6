"""The demo's web server: the page, one WebSocket for each open page, and the actions; on 127.0.0.1 only."""

from __future__ import annotations

import asyncio
import errno
import json
import weakref
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from aiohttp import WSCloseCode, web
from pydantic import ValidationError

from bot.demo import actions, guard
from bot.demo.session import Session

if TYPE_CHECKING:
    from bot.demo.scene import Player, Scene

STATIC = Path(__file__).parent / "static"
DEFAULT_PORT = 8484
"""One that stays the same, so that an open page finds the next demo."""
LARGEST_BODY = 30 * 1024 * 1024
"""Bytes of an action: a file of the 20 MB that a bot may download, in Base64."""
_HEARTBEAT = 20.0
"""Seconds between two pings: a page that went to sleep is let go."""
_LONG = 3600.0
"""Seconds that a page may have nothing new; then it is just asked again."""


class Server:
    """Serves one scene to any number of pages."""

    def __init__(self, scene: Scene) -> None:
        """Prepare; `start` opens the port."""
        self._scene = scene
        self._pages: weakref.WeakSet[web.WebSocketResponse] = weakref.WeakSet()
        app = web.Application(middlewares=[guard.guard], client_max_size=LARGEST_BODY)
        app.on_response_prepare.append(guard.harden)
        app.on_shutdown.append(self._close_pages)
        app.router.add_get("/", self._page)
        app.router.add_get("/events", self._events)
        app.router.add_post("/actions/{name}", self._action)
        app.router.add_get("/files/{person}/{chat}/{message}", self._file)
        app.router.add_static("/static/", STATIC)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)

    async def start(self, port: int | None = None) -> str:
        """Listen, and return the page's address.

        Args:
            port: 0 for any that is free; None for `DEFAULT_PORT`, or any if another program has that.

        Raises:
            OSError: the port is taken.

        """
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, "127.0.0.1", DEFAULT_PORT if port is None else port).start()
        except OSError as error:
            if port is not None or error.errno != errno.EADDRINUSE:
                raise
            await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{self.addresses[0][1]}/"

    @property
    def addresses(self) -> list[tuple[str, int]]:
        """Return where the server listens."""
        return [(str(host), int(port)) for host, port, *_ in self._runner.addresses]

    async def stop(self) -> None:
        """Let all pages go, and close the port."""
        await self._runner.cleanup()

    async def _close_pages(self, _: web.Application) -> None:
        for page in set(self._pages):
            await page.close(code=WSCloseCode.GOING_AWAY, message=b"the demo has ended")

    async def _page(self, _: web.Request) -> web.FileResponse:
        return web.FileResponse(STATIC / "index.html")

    async def _events(self, request: web.Request) -> web.WebSocketResponse:
        """Tell a page the world as one person sees it, and from then on what changes in it."""
        session = Session(self._scene, self._player(request).person)
        page = web.WebSocketResponse(heartbeat=_HEARTBEAT)
        await page.prepare(request)
        self._pages.add(page)
        telling = asyncio.create_task(self._tell(page, session))
        try:
            async for _ in page:  # a page says nothing here; this notices that it has gone
                pass
        finally:
            telling.cancel()
            await asyncio.gather(telling, return_exceptions=True)
        return page

    def _player(self, request: web.Request) -> Player:
        """Return whom a page wants to be; one that does not say, or was open with another demo, begins anew."""
        try:
            return self._scene.player(int(request.query.get("person", "")))
        except (ValueError, LookupError):
            return self._scene.first_player(request.query.get("language", ""))

    async def _tell(self, page: web.WebSocketResponse, session: Session) -> None:
        try:
            await page.send_json(session.hello())
            while True:
                try:
                    news = await self._scene.telegram.wait_for(session.news, timeout=_LONG)
                except TimeoutError:
                    continue
                await page.send_json(news)
        except ConnectionError:
            await page.close()

    async def _file(self, request: web.Request) -> web.Response:
        """Let somebody download a file of a chat."""
        asked = {name: int(value) for name, value in request.match_info.items() if value.lstrip("-").isdecimal()}
        try:
            who = self._scene.player(asked["person"]).person
            message = self._scene.chat_of(who, asked["chat"]).message(asked["message"])
        except LookupError:
            message = None
        if message is None or message.content.attachment is None:
            raise web.HTTPNotFound(text="There is no such file")
        kept = message.content.attachment
        shown = f"attachment; filename*=UTF-8''{quote(kept.name or 'photo.jpg')}"
        return web.Response(
            body=kept.data, content_type="application/octet-stream", headers={"Content-Disposition": shown}
        )

    async def _action(self, request: web.Request) -> web.Response:
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType(text="An action is JSON")
        try:
            done = await actions.act(self._scene, request.match_info["name"], await request.read())
        except ValidationError as error:
            return _refusal(400, str(error))
        except LookupError as error:
            return _refusal(404, str(error.args[0]))
        except ValueError as error:
            return _refusal(409, str(error))
        except TimeoutError as error:
            return _refusal(504, str(error))
        return web.json_response(done)


def _refusal(status: int, text: str) -> web.Response:
    return web.Response(status=status, text=json.dumps({"error": text}), content_type="application/json")
