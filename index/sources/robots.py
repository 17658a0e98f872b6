"""robots.txt (RFC 9309): what a site asks robots not to read is not read."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from index.errors import GoneError, ItemError

if TYPE_CHECKING:
    from collections.abc import Callable

    from protego import Protego

    Fetch = Callable[[str], bytes]
    """Address → the file. Raises GoneError where there is none, another ItemError where it cannot be read."""

ROBOT = "article-bot"
"""The name by which a robots.txt speaks of this program."""
MAX_BYTES = 500_000
"""What RFC 9309 demands to be read at least; the rest is passed over."""


class Robots:
    """Reads each site's file once. Several threads may ask at once."""

    def __init__(self, fetch: Fetch, on_delay: Callable[[str, float], None]) -> None:
        self._fetch = fetch
        self._on_delay = on_delay
        self._lock = threading.Lock()
        self._sites: dict[str, Protego | ItemError] = {}

    def check(self, url: str) -> None:
        """Return if the site lets robots read this address.

        Raises:
            ItemError: it does not, or its robots.txt cannot be read, which RFC 9309 takes for a no.

        """
        parts = urlsplit(url)
        rules = self._rules(f"{parts.scheme}://{parts.netloc}", parts.hostname or "")
        if isinstance(rules, ItemError):
            raise ItemError(f"is not read, because the site's robots.txt {rules}") from rules
        if not rules.can_fetch(url, ROBOT):
            raise ItemError(f"is closed to robots by the site's robots.txt; ask the site to let {ROBOT} in")

    def _rules(self, site: str, host: str) -> Protego | ItemError:
        from protego import Protego  # noqa: PLC0415 -- only where a page is read

        with self._lock:
            known = self._sites.get(site)
        if known is not None:
            return known
        try:
            data = self._fetch(f"{site}/robots.txt")
            found: Protego | ItemError = Protego.parse(data[:MAX_BYTES].decode("utf-8", "replace"))
        except GoneError:
            found = Protego.parse("")
        except ItemError as error:
            found = error
        if isinstance(found, Protego) and (delay := found.crawl_delay(ROBOT)):
            self._on_delay(host, float(delay))
        with self._lock:
            return self._sites.setdefault(site, found)
