"""Which URLs Telegram accepts, and how it writes them."""

from __future__ import annotations

import re

_SCHEME = re.compile(r"([A-Za-z0-9+.-]+)://")
_HOST = re.compile(r"[^/?#]*")
_LAST_PORT = 65535


class LinkError(ValueError):
    """A URL that Telegram refuses; the message is Telegram's."""


def checked(url: str) -> str:
    """Return a URL as Telegram writes it: with a scheme and a path, the host in lower case.

    Raises:
        LinkError: Telegram does not take it.

    """
    url = url.strip()
    found = _SCHEME.match(url)
    scheme = found.group(1).lower() if found else "http"
    if scheme in {"tg", "ton", "tonsite"}:
        return url
    if scheme not in {"http", "https"}:
        raise LinkError("Unsupported URL protocol")
    rest = url[found.end() :] if found else url
    authority = _HOST.match(rest)
    host = _checked_host(authority.group() if authority else "")
    tail = rest[authority.end() :] if authority else rest
    tail = "".join(f"%{ord(char):02X}" if char <= " " or char == "\x7f" else char for char in tail)
    return f"{scheme}://{host}{tail if tail.startswith('/') else '/' + tail}"


def _checked_host(authority: str) -> str:
    name, colon, port = authority.rpartition(":")
    if not colon:
        name = authority
    elif not (port.isdecimal() and 0 < int(port) <= _LAST_PORT):
        # `tel:` and `mailto:` end up here: Telegram takes what follows the colon for a port.
        raise LinkError("Wrong port number specified in the URL")
    host = name.rpartition("@")[2]
    if not host:
        raise LinkError("URL host is empty")
    if re.search(r"[\s\"<>\\^`{|}]", host):
        raise LinkError("Disallowed character in URL host")
    if "." not in host.strip("."):
        raise LinkError("Wrong HTTP URL")
    return authority.lower()
