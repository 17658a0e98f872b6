"""The small server that Telegram brings updates to."""

from __future__ import annotations

import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from bot.transport.webhook import SECRET_HEADER, WebhookServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

SECRET = "a-secret"  # noqa: S105 -- of a test
MESSAGE = {
    "update_id": 7,
    "message": {"message_id": 1, "date": 0, "chat": {"id": 5, "type": "private", "first_name": "A"}, "text": "?"},
}


@asynccontextmanager
async def serving() -> AsyncIterator[tuple[str, list[dict[str, Any]]]]:
    """Run a server, and return its address and what it has taken."""
    taken: list[dict[str, Any]] = []

    async def receive(update: dict[str, Any]) -> None:
        taken.append(update)

    server = WebhookServer("/hook", SECRET, receive)
    await server.start("127.0.0.1", 0, None)
    try:
        yield f"http://127.0.0.1:{server.port}", taken
    finally:
        await server.stop()


async def posted(url: str, content: str, **headers: str) -> int:
    """Return the status of a request."""
    async with httpx.AsyncClient() as client:
        return (await client.post(url, content=content, headers=headers)).status_code


@pytest.mark.parametrize("headers", [{}, {SECRET_HEADER: ""}, {SECRET_HEADER: "another"}])
async def test_only_who_knows_the_secret_brings_updates(headers: dict[str, str]) -> None:
    """Without the secret nothing is taken, and the answer is 403."""
    async with serving() as (url, taken):
        assert await posted(f"{url}/hook", '{"update_id": 7}', **headers) == 403
    assert taken == []


async def test_update_is_taken() -> None:
    """An update with the secret is taken as it is, and the answer is 200."""
    async with serving() as (url, taken):
        content = str(MESSAGE).replace("'", '"')
        assert await posted(f"{url}/hook", content, **{SECRET_HEADER: SECRET}) == 200
    assert taken == [MESSAGE]


async def test_poison_is_not_brought_again(caplog: pytest.LogCaptureFixture) -> None:
    """An update that cannot be parsed is answered with 200, or Telegram would bring it again and again."""
    async with serving() as (url, taken):
        with caplog.at_level(logging.ERROR):
            assert await posted(f"{url}/hook", '{"update_id": 8, "message": 5}', **{SECRET_HEADER: SECRET}) == 200
    assert taken == [{"update_id": 8}]
    assert "An update cannot be parsed" in caplog.text


@pytest.mark.parametrize(("path", "content", "status"), [("/hook", "{", 400), ("/other", "{}", 404)])
async def test_nonsense_is_refused(path: str, content: str, status: int) -> None:
    """What is no JSON, or goes elsewhere, is refused and changes nothing."""
    async with serving() as (url, taken):
        assert await posted(url + path, content, **{SECRET_HEADER: SECRET}) == status
    assert taken == []


async def test_huge_body_is_refused() -> None:
    """Nobody can fill the memory with one request."""
    async with serving() as (url, taken):
        assert await posted(f"{url}/hook", '"' + "a" * (1 << 20) + '"', **{SECRET_HEADER: SECRET}) == 413
    assert taken == []
