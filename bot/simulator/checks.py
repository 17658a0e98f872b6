"""Every object that the simulator sends is read with python-telegram-bot first, so that it cannot drift."""

from __future__ import annotations

from typing import Any

import telegram

from bot.simulator.errors import DriftError


def check(kind: type[telegram.TelegramObject], data: dict[str, Any]) -> dict[str, Any]:
    """Return `data` if it is what `kind` expects.

    Raises:
        DriftError: a required field is missing, or a field is unknown, at any depth.

    """
    try:
        parsed = kind.de_json(data, None)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise DriftError(f"python-telegram-bot cannot read this {kind.__name__}: {data}") from error
    _check_known(parsed)
    return data


def _check_known(value: object) -> None:
    if isinstance(value, telegram.TelegramObject):
        if value.api_kwargs:
            raise DriftError(f"{type(value).__name__} has no {', '.join(value.api_kwargs)}")
        for inner in value.to_dict(recursive=False).values():
            _check_known(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            _check_known(inner)
