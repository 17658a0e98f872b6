"""A client that speaks to the demo's server as its page does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aiohttp import ClientSession, ClientWebSocketResponse

    from bot.demo.scene import Scene
    from bot.simulator import Chat, Person

Json = dict[str, Any]


def titled(scene: Scene, title: str) -> Chat:
    """Return a chat of the demo by its title."""
    return next(chat for chat in scene.chats if chat.title == title)


class Client:
    """Sends what the page sends."""

    def __init__(self, session: ClientSession, address: str) -> None:
        """Speak to the demo at an address."""
        self.session = session
        self.address = address
        self.origin = {"Origin": address.rstrip("/")}

    async def act(self, name: str, who: Person, /, **details: object) -> tuple[int, Json]:
        """Return the status and the answer of an action."""
        body = {"person": who.id} | details
        async with self.session.post(f"{self.address}actions/{name}", json=body, headers=self.origin) as answer:
            return answer.status, await answer.json()

    async def listen(self, **asked: str) -> ClientWebSocketResponse:
        """Open a page's WebSocket; it is closed with the session."""
        return await self.session.ws_connect(f"{self.address}events", params=asked, headers=self.origin)
