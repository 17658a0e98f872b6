"""A client of the Bot API with nothing in between, for the exact words that a library would rewrite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import aiohttp

    from bot.simulator import Simulator

Json = dict[str, Any]


class Api:
    """Calls methods with JSON bodies."""

    def __init__(self, telegram: Simulator, session: aiohttp.ClientSession) -> None:
        """Call one simulator over one session."""
        self._base = f"{telegram.api_url}{telegram.token}/"
        self.session = session

    def url(self, method: str) -> str:
        """Return the URL of a method."""
        return self._base + method

    async def call(self, method: str, **parameters: object) -> Json:
        """Return the whole answer."""
        async with self.session.post(self.url(method), json=parameters) as response:
            answer: Json = await response.json()
            return answer

    async def result(self, method: str, **parameters: object) -> Any:  # noqa: ANN401 -- any JSON
        """Return the result of a call that succeeds."""
        answer = await self.call(method, **parameters)
        assert answer["ok"], answer
        return answer["result"]

    async def refusal(self, method: str, **parameters: object) -> tuple[int, str]:
        """Return the status and the description of a call that is refused."""
        async with self.session.post(self.url(method), json=parameters) as response:
            answer = await response.json()
            assert answer["error_code"] == response.status
            assert answer["ok"] is False
            return response.status, answer["description"]
