"""What the loopback Bot API answers when it refuses, and what it raises when it is itself at fault.

::

    Exception
    ├── ApiError     a refusal, in Telegram's own words; the bot gets it as JSON
    └── DriftError   the simulator wrote an object that python-telegram-bot does not know
"""

from __future__ import annotations

from typing import Any


class ApiError(Exception):
    """A refusal as the Bot API words it: an HTTP status and a description."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        """Refuse with an HTTP `status`; `parameters` are Telegram's ``ResponseParameters``."""
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """Return the JSON object that the bot gets."""
        body: dict[str, Any] = {"ok": False, "error_code": self.status, "description": self.description}
        return body | {"parameters": self.parameters} if self.parameters else body


class DriftError(Exception):
    """The simulator wrote an object with fields that python-telegram-bot does not know, or lacks some."""


def bad_request(description: str) -> ApiError:
    """Return Telegram's 400 for parameters that it does not accept."""
    return ApiError(400, f"Bad Request: {description}")


def forbidden(description: str) -> ApiError:
    """Return Telegram's 403 for a chat that the bot may not write to."""
    return ApiError(403, f"Forbidden: {description}")


def not_simulated(what: str) -> ApiError:
    """Return a 501, which Telegram never sends: better a loud refusal than a feature silently left out."""
    return ApiError(501, f"Not Implemented: the simulator does not know {what}")
