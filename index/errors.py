"""What can go wrong, as one tree.

```
ArticleBotError            every error that a user can mend; its text is one line that names the remedy
├── ConfigError            the config or the command line is wrong                       (exit status 2)
├── SourceError            a source as a whole gives nothing: folder missing or empty
├── ItemError              one file, line or page cannot be read; the others go in
│   ├── GoneError          the server says that there is no such page (404, 410)
│   └── AddressError       the page is at an address that may not be read: inside one's own network, no http
├── EncoderError           the model cannot be loaded, or is not the one that it should be
├── CatalogError           the catalogue cannot be read or written: too new, damaged, disk full
├── SnapshotError          there is no searchable snapshot, or it cannot be opened
├── SyncBusyError          another sync is at work on the same data folder         (exit status 3)
└── NotFoundError          no article goes by that name
```
"""


class ArticleBotError(Exception):
    """An error with a text for people: what is wrong, and what to do about it."""

    exit_status = 1


class ConfigError(ArticleBotError):
    """The config file or the command line is wrong; the text lists every fault."""

    exit_status = 2


class SourceError(ArticleBotError):
    """A source as a whole gives no article; what it gave before is kept."""


class ItemError(ArticleBotError):
    """One file, line or page of a source cannot be read; the rest of the source goes in."""


class GoneError(ItemError):
    """The server says that it has no such page."""


class AddressError(ItemError):
    """An address that may not be read: inside one's own network, or of another scheme than http and https."""


class EncoderError(ArticleBotError):
    """The embedding model cannot be loaded, or its weights are not those that it should have."""


class CatalogError(ArticleBotError):
    """The catalogue (SQLite) cannot be opened, read or written."""


class SnapshotError(ArticleBotError):
    """No snapshot can be opened for searching."""


class SyncBusyError(ArticleBotError):
    """Another process is syncing the same data folder."""

    exit_status = 3


class NotFoundError(ArticleBotError):
    """The article that was asked for is not in the library."""
