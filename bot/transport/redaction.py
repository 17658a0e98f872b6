"""The bot token stays out of the logs.

Whoever has the token is the bot, and it stands in every URL of the Bot API: httpx logs them at INFO, and PTB writes
it into the error of a refused token.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PLACEHOLDER = "<token>"
_SHORTEST_SECRET = 16
"""Characters. Telegram's are 35 long; anything much shorter might be an ordinary word, so it needs the id before it."""

_formatter = logging.Formatter()


def redact(text: str, token: str) -> str:
    """Return the text with the token's secret replaced by ``<token>``.

    A token is ``<id of the bot>:<secret>``. The id is public and says which bot it is, so it stays.
    """
    return _pattern(token).sub(PLACEHOLDER, text)


def install(token: str) -> Callable[[], None]:
    """Keep the token out of every log record made from now on: message, arguments, traceback and stack.

    It works where records are made. A filter would not do: one on a logger misses the loggers below it, and one on a
    handler misses the handlers that come later.

    Returns:
        A function that undoes it; call it in the reverse order of several installations.

    """
    pattern = _pattern(token)
    make = logging.getLogRecordFactory()

    def make_clean(*args: object, **kwargs: object) -> logging.LogRecord:
        record = make(*args, **kwargs)
        _clean(record, pattern)
        return record

    logging.setLogRecordFactory(make_clean)
    return lambda: logging.setLogRecordFactory(make)


def _pattern(token: str) -> re.Pattern[str]:
    if not token:
        raise ValueError("An empty token cannot be redacted; pass the token that the bot runs with.")
    secret = token.partition(":")[2]
    if len(secret) >= _SHORTEST_SECRET:
        return re.compile(re.escape(secret))
    # The colon may be percent-encoded where the token is part of a URL.
    return re.compile(re.escape(token).replace(":", "(?::|%3[Aa])"))


def _clean(record: logging.LogRecord, pattern: re.Pattern[str]) -> None:
    try:
        message = record.getMessage()
    except Exception:  # noqa: BLE001 -- a faulty logging call shows its arguments on stderr, whatever is wrong with it
        message = f"{record.msg!s} {record.args!r}"
    if pattern.search(message):
        record.msg, record.args = pattern.sub(PLACEHOLDER, message), ()
    if record.exc_info:
        text = _formatter.formatException(record.exc_info)
        if pattern.search(text):
            # Handlers that format the exception themselves would bring the token back: they get text only.
            record.exc_text, record.exc_info = pattern.sub(PLACEHOLDER, text), None
    if record.stack_info:
        record.stack_info = pattern.sub(PLACEHOLDER, record.stack_info)
