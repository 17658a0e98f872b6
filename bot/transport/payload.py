"""What Telegram answers, checked before PTB sees it: garbage becomes an error that is retried, poison is taken out."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.error import NetworkError

if TYPE_CHECKING:
    from telegram._utils.types import JSONDict

_LOG = logging.getLogger(__name__)

_EXCERPT = 200
"""Characters of a garbage body, or of a parser's error, that a text shows."""
_QUARANTINED = 2_000
"""Characters of a poison update that the log keeps."""


def decode(payload: bytes) -> JSONDict:
    """Return the JSON object of an answer.

    PTB's own parser raises a bare TelegramError for a body that is not JSON, or a KeyError for JSON that is not an
    answer; neither counts as a network fault there. Both come from proxies and captive portals, and pass.

    Raises:
        NetworkError: the body is not an answer of the Bot API.

    """
    text = payload.decode("utf-8", "replace")
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NetworkError(f"The answer is not JSON: {text[:_EXCERPT]!r}") from error
    if not isinstance(data, dict) or not data.keys() & {"result", "description"}:
        raise NetworkError(f"The answer is not one of the Bot API: {text[:_EXCERPT]!r}")
    return data


def decode_updates(payload: bytes) -> JSONDict:
    """Return the JSON object of an answer to getUpdates, with each update that PTB cannot parse made harmless.

    PTB gives up on a whole batch for one such update, never moves the offset past it, and asks again at once, for
    good. Here it is logged at ERROR and replaced by ``{"update_id": n}``, which parses and moves the offset.

    Raises:
        NetworkError: the body is not an answer of the Bot API, or no update of the batch has a number.

    """
    data = decode(payload)
    updates = data.get("result")
    if not isinstance(updates, list):
        return data
    usable = [update for update in map(harmless, updates) if update is not None]
    if updates and not usable:
        # Nothing here moves the offset. As an error, PTB asks again later and later instead of at once.
        raise NetworkError("No update of the batch has a usable update_id")
    return {**data, "result": usable}


def harmless(update: Any) -> JSONDict | None:  # noqa: ANN401 -- it comes from outside and may be anything
    """Return the update if PTB can parse it, else only its number; None if it has none. What is left out is logged."""
    if not isinstance(update, dict) or type(update.get("update_id")) is not int:
        # A number that is not one passes PTB's parser and then ends its polling with a TypeError.
        _quarantine(update, "no usable update_id")
        return None
    try:
        Update.de_json(update, None)
    except Exception as error:  # noqa: BLE001 -- the parser fails with whatever the data makes it trip over
        _quarantine(update, repr(error))
        return {"update_id": update["update_id"]}
    return update


def _quarantine(update: object, reason: str) -> None:
    try:
        raw = json.dumps(update)
    except RecursionError:
        raw = "nested too deeply to be shown"
    shown = raw if len(raw) <= _QUARANTINED else f"{raw[:_QUARANTINED]}… ({len(raw)} characters)"
    _LOG.error("An update cannot be parsed and is left out (%s): %s", reason[:_EXCERPT], shown)
