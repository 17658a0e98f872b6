"""The parameters of a call: out of a form, a multipart form, a query string or JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp.web import FileField

from bot.simulator.errors import bad_request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiohttp import web

TEXTS = frozenset(
    {
        "action",
        "caption",
        "callback_query_id",
        "description",
        "document",
        "file_id",
        "inline_message_id",
        "inline_query_id",
        "language_code",
        "next_offset",
        "parse_mode",
        "secret_token",
        "short_description",
        "text",
        "url",
    }
)
"""What stays a string even if it looks like JSON: a text of ``42`` is no number."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a multipart form."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameters, decoded. Each reader refuses, in Telegram's words, a value of the wrong kind."""

    values: Mapping[str, Any]
    """For an uploaded file its name."""
    uploads: Mapping[str, Upload] = field(default_factory=dict)
    """The uploaded files by the name of the field that they came in."""

    def text(self, name: str) -> str:
        """Return a text, empty if there is none."""
        return str(self.values.get(name, ""))

    def integer(self, name: str, default: int = 0) -> int:
        """Return a whole number."""
        value = self.values.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int):
            raise bad_request(f'parameter "{name}" must be an Integer')
        return value

    def flag(self, name: str) -> bool:
        """Return a yes or no; no if there is none."""
        return self.values.get(name) in (True, 1, "yes")

    def mapping(self, name: str) -> dict[str, Any] | None:
        """Return a JSON object; None if there is none."""
        value = self.values.get(name)
        if value is not None and not isinstance(value, dict):
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object")
        return value

    def array(self, name: str) -> list[Any] | None:
        """Return a JSON array; None if there is none."""
        value = self.values.get(name)
        if value is not None and not isinstance(value, list):
            raise bad_request(f"can't parse {name.replace('_', ' ')}: expected an Array")
        return value


async def read(request: web.Request) -> Parameters:
    """Return the parameters of a request.

    Raises:
        ApiError: 400 if the body is not what its content type says.

    """
    values: dict[str, Any] = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json":
        values |= _json_object(await request.text())
    elif request.can_read_body:
        for name, value in (await request.post()).items():
            if isinstance(value, FileField):
                uploads[name] = Upload(value.filename, value.file.read())
            values[name] = value.filename if isinstance(value, FileField) else value
    decoded = {name: value if name in TEXTS else _decoded(value) for name, value in values.items()}
    return Parameters(decoded, uploads)


def _json_object(body: str) -> dict[str, Any]:
    try:
        values = json.loads(body or "{}")
    except ValueError as error:
        raise bad_request("can't parse request JSON object") from error
    if not isinstance(values, dict):
        raise bad_request("can't parse request JSON object")
    return values


def _decoded(value: object) -> object:
    """Decode the JSON in a string: forms carry numbers and objects so, and in JSON Telegram takes it too."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
