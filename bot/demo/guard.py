"""Who may talk to the demo's server: the page that it serves, and nobody else.

The server listens on this machine only, but any page that is open in the same browser could send requests to it, and
a name of somebody else's that leads here (DNS rebinding) could read the answers as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    from aiohttp.typedefs import Handler

_NAMES = frozenset({"127.0.0.1", "localhost"})
_READING = frozenset({"GET", "HEAD"})

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}
"""On every response. Nothing is loaded from elsewhere, and no page may frame this one."""


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse a foreign Host, and a foreign Origin; what changes something, or listens, has to name its Origin."""
    host = request.headers.get("Host", "")
    if host.rpartition(":")[0] not in _NAMES and host not in _NAMES:
        raise web.HTTPForbidden(text="The demo is at http://127.0.0.1 or http://localhost only")
    origin = request.headers.get("Origin")
    needed = request.method not in _READING or request.headers.get("Upgrade", "").lower() == "websocket"
    if origin != f"http://{host}" and (needed or origin is not None):
        raise web.HTTPForbidden(text="Only the demo's own page may do that")
    return await handler(request)


async def harden(_: web.Request, response: web.StreamResponse) -> None:
    """Set the headers that keep the page to itself."""
    response.headers.update(HEADERS)
